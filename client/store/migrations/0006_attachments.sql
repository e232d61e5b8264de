-- Scans. Their bytes lie beside, in the folder `attachments`, each file sealed under this key.

CREATE TABLE attachment_key (
    id  INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),  -- one row, from the first scan on
    key BLOB    NOT NULL CHECK (length(key) = 32)
) STRICT;

-- Uploads that the province has begun to take: where they go on. No part of the ledger.
CREATE TABLE attachment_upload (
    digest   BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
    location TEXT NOT NULL CHECK (location <> '')  -- a path at the province
) STRICT, WITHOUT ROWID;

-- What follows from the ledger: all bytes that its edits name, whatever became of the edits.
CREATE TABLE attachment_view (
    digest    BLOB    NOT NULL CHECK (length(digest) = 32),
    record    BLOB    NOT NULL CHECK (length(record) = 32),
    size      INTEGER NOT NULL CHECK (size >= 1),
    thumbnail INTEGER NOT NULL CHECK (thumbnail IN (0, 1)),
    PRIMARY KEY (digest, record, thumbnail)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_view_by_record ON attachment_view (record);
