-- What the province itself keeps besides the streams.

CREATE TABLE ticket (
    number  BLOB    NOT NULL PRIMARY KEY CHECK (length(number) = 16),
    secret  BLOB    NOT NULL CHECK (length(secret) = 16),        -- proves the laptop that was given the ticket
    stream  INTEGER NOT NULL REFERENCES unit (stream),
    account BLOB    NOT NULL CHECK (length(account) = 32),       -- of the person it was made for
    person  TEXT    NOT NULL,                                    -- his name
    expires INTEGER NOT NULL,                                    -- seconds since 1970
    used_by BLOB    CHECK (length(used_by) = 16)                 -- the laptop; good for one
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    id          BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    stream      INTEGER NOT NULL REFERENCES unit (stream),
    key         BLOB    NOT NULL UNIQUE CHECK (length(key) = 33),
    certificate BLOB    NOT NULL,                                -- DER
    label       TEXT    NOT NULL,                                -- as its owner called it
    enrolled_at INTEGER NOT NULL,                                -- seconds since 1970
    revoked_at  INTEGER                                          -- seconds since 1970
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
