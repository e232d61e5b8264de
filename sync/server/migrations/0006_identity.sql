-- Which file has which personal number, over all units: the claims of two units on one person are
-- found by it. It follows from the streams.

CREATE TABLE identity (
    personal_id TEXT    NOT NULL CHECK (length(personal_id) = 12),
    stream      INTEGER NOT NULL REFERENCES unit (stream),
    record      BLOB    NOT NULL CHECK (length(record) = 32),
    since       INTEGER NOT NULL,                      -- seconds since 1970, when it was received
    earlier     INTEGER NOT NULL CHECK (earlier IN (0, 1)),  -- a number that was corrected since
    PRIMARY KEY (personal_id, stream, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_by_record ON identity (stream, record);

CREATE INDEX operation_kind ON operation (stream, kind, position);
