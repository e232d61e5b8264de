-- What happened, and what this laptop is. Rows of `operation` are added and never removed; only
-- the province's word on them changes.

CREATE TABLE home (
    id   INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),    -- one row
    home BLOB    NOT NULL CHECK (length(home) > 0)       -- canonical CBOR (home_table.cpp)
) STRICT;

CREATE TABLE chain (
    chain   BLOB    NOT NULL PRIMARY KEY CHECK (length(chain) = 16),
    device  BLOB    NOT NULL CHECK (length(device) = 16),   -- the laptop that writes it
    account BLOB    NOT NULL CHECK (length(account) = 32),  -- the person who does
    key     BLOB    NOT NULL CHECK (length(key) = 33),      -- signs it: compressed point, P-256
    epoch   INTEGER NOT NULL CHECK (epoch >= 0),            -- tells chains of one key apart
    seed    BLOB    NOT NULL CHECK (length(seed) = 16),     -- of its payloads' salts; 0 if erased
    own     INTEGER NOT NULL CHECK (own IN (0, 1))          -- begun by this store
) STRICT, WITHOUT ROWID;

CREATE TABLE operation (
    arrival   INTEGER NOT NULL PRIMARY KEY,                  -- order in which they came to be here
    id        BLOB    NOT NULL UNIQUE CHECK (length(id) = 32),  -- SHA-256 of header
    chain     BLOB    NOT NULL REFERENCES chain (chain),
    seq       INTEGER NOT NULL CHECK (seq >= 1),             -- place in its chain
    kind      INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 255),  -- ledger::Kind
    record    BLOB    CHECK (length(record) = 32),           -- it is on; own id of a creation
    header    BLOB    NOT NULL,                              -- canonical CBOR, as it was hashed
    payload   BLOB    NOT NULL,                              -- canonical CBOR; empty once erased
    salt      BLOB    NOT NULL CHECK (length(salt) = 16),    -- of the payload's commitment
    seal      BLOB    CHECK (length(seal) = 64),             -- signature by the chain's key
    position  INTEGER UNIQUE CHECK (position >= 1),          -- in the province's log
    logged    INTEGER NOT NULL DEFAULT 0 CHECK (logged BETWEEN 0 AND 3),  -- ledger::Judgement
    logged_reason INTEGER NOT NULL DEFAULT 0 CHECK (logged_reason BETWEEN 0 AND 255),
    judgement INTEGER NOT NULL DEFAULT 0 CHECK (judgement BETWEEN 0 AND 3),  -- after rejudgements
    reason    INTEGER NOT NULL DEFAULT 0 CHECK (reason BETWEEN 0 AND 255),   -- ledger::Reason
    received  INTEGER NOT NULL DEFAULT 0 CHECK (received >= 0),  -- Unix seconds, province's clock
    earlier   BLOB    NOT NULL DEFAULT x''                   -- ledger::Standing::earlier, as CBOR
) STRICT;

-- A place is taken twice only by a fork (operation_table.cpp), so it is not unique here.
CREATE INDEX operation_by_place ON operation (chain, seq);
CREATE INDEX operation_by_record ON operation (record, arrival) WHERE record IS NOT NULL;
CREATE INDEX operation_by_kind ON operation (kind, arrival);
CREATE INDEX operation_unreceipted ON operation (arrival) WHERE position IS NULL;

CREATE TABLE approved_cut (
    record   BLOB NOT NULL CHECK (length(record) = 32),
    cut      BLOB NOT NULL CHECK (length(cut) = 32),       -- submit operation
    approval BLOB NOT NULL CHECK (length(approval) = 32),  -- approve operation that names it
    PRIMARY KEY (record, approval, cut)
) STRICT, WITHOUT ROWID;
CREATE INDEX approved_cut_by_approval ON approved_cut (approval);
