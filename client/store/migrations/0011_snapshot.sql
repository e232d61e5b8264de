-- What a new laptop shows until its log is here: the province's snapshot of it, which the log then
-- proves or contradicts (snapshot_table.hpp). Empty on every other laptop.

CREATE TABLE snapshot (
    id    INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),   -- one row
    head  BLOB    NOT NULL CHECK (length(head) > 0),     -- canonical CBOR, signed (exchange/snapshot.hpp)
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3) -- coming, shown, contradicted by the log
) STRICT;

CREATE TABLE snapshot_part (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number >= 0),
    bytes  BLOB    NOT NULL                              -- as its digest in the head is of
) STRICT;

CREATE TABLE snapshot_base (
    record BLOB NOT NULL PRIMARY KEY CHECK (length(record) = 32),
    base   BLOB NOT NULL                                 -- ledger::RecordBase
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot_row (
    position  INTEGER NOT NULL PRIMARY KEY CHECK (position >= 1),
    id        BLOB    NOT NULL UNIQUE CHECK (length(id) = 32),
    kind      INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 255),
    record    BLOB    CHECK (length(record) = 32),
    header    BLOB    NOT NULL,
    payload   BLOB    NOT NULL,
    salt      BLOB    NOT NULL CHECK (length(salt) = 16),
    judgement INTEGER NOT NULL CHECK (judgement BETWEEN 0 AND 3),
    reason    INTEGER NOT NULL CHECK (reason BETWEEN 0 AND 255),
    received  INTEGER NOT NULL CHECK (received >= 0),    -- Unix seconds, province's clock
    earlier   BLOB    NOT NULL
) STRICT;
CREATE INDEX snapshot_row_by_kind ON snapshot_row (kind, position);

-- Which rows are on a record or approve a version of it.
CREATE TABLE snapshot_about (
    record   BLOB    NOT NULL CHECK (length(record) = 32),
    position INTEGER NOT NULL,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

-- Operations that are not here and that a base speaks of.
CREATE TABLE snapshot_name (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 32)
) STRICT, WITHOUT ROWID;
