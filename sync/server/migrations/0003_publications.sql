-- What the province has published: into the streams of the units there are, and of those that are
-- added later. Rows are added and never removed.

CREATE TABLE publication (
    number       INTEGER NOT NULL PRIMARY KEY,                       -- in the order of publishing
    kind         INTEGER NOT NULL,                                   -- ledger::Kind
    digest       BLOB    NOT NULL CHECK (length(digest) = 32),       -- SHA-256 of content
    content      BLOB    NOT NULL CHECK (length(content) > 0),       -- canonical, as it was signed
    units        TEXT    NOT NULL,                                   -- codes with line breaks between; empty: all
    published_at INTEGER NOT NULL                                    -- seconds since 1970
) STRICT;

CREATE INDEX operation_published ON operation (stream, position) WHERE kind IN (33, 34, 35);
