-- Scans: what operations name of them, what has come, and what is just coming. The bytes lie
-- beside, in the folder `attachments`, sealed and found by their content.

CREATE TABLE attachment (
    stream    INTEGER NOT NULL REFERENCES unit (stream),
    digest    BLOB    NOT NULL CHECK (length(digest) = 32),      -- SHA-256 of the bytes
    record    BLOB    NOT NULL CHECK (length(record) = 32),      -- that an operation names them on
    size      INTEGER NOT NULL CHECK (size >= 1),
    thumbnail INTEGER NOT NULL CHECK (thumbnail IN (0, 1)),
    PRIMARY KEY (stream, digest, record, size)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_by_record ON attachment (stream, record);

-- A unit has only what it sent itself, even where another unit's file is the same.
CREATE TABLE attachment_bytes (
    stream    INTEGER NOT NULL REFERENCES unit (stream),
    digest    BLOB    NOT NULL CHECK (length(digest) = 32),
    size      INTEGER NOT NULL CHECK (size >= 1),
    device    BLOB    NOT NULL CHECK (length(device) = 16),      -- the laptop that sent them
    received  INTEGER NOT NULL,                                  -- seconds since 1970
    receipted INTEGER NOT NULL CHECK (receipted IN (0, 1)),      -- told in the unit's log
    PRIMARY KEY (stream, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_bytes_by_device ON attachment_bytes (device);
CREATE INDEX attachment_bytes_untold ON attachment_bytes (stream) WHERE receipted = 0;

CREATE TABLE attachment_upload (
    id      BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    stream  INTEGER NOT NULL REFERENCES unit (stream),
    device  BLOB    NOT NULL CHECK (length(device) = 16),        -- the laptop that sends them
    digest  BLOB    NOT NULL CHECK (length(digest) = 32),
    length  INTEGER NOT NULL CHECK (length >= 1),
    offset  INTEGER NOT NULL CHECK (offset BETWEEN 0 AND length),  -- so much is on the disk
    expires INTEGER NOT NULL                                     -- seconds since 1970
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_upload_by_device ON attachment_upload (device);
CREATE INDEX attachment_upload_by_term ON attachment_upload (expires);
