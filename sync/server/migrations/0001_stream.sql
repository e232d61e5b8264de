-- What units wrote and what became of it: a stream a unit, each with a log of its own.

CREATE TABLE unit (
    stream   INTEGER NOT NULL PRIMARY KEY CHECK (stream >= 1),
    code     TEXT    NOT NULL UNIQUE CHECK (code <> ''),
    name     TEXT    NOT NULL CHECK (name <> ''),
    parent   TEXT    NOT NULL,                                   -- a code; empty: the province itself
    epoch    INTEGER NOT NULL DEFAULT 1 CHECK (epoch >= 1),      -- raised after a restore
    log_size INTEGER NOT NULL DEFAULT 0 CHECK (log_size >= 0),   -- entries
    peaks    BLOB    NOT NULL DEFAULT x''                        -- of the log: roots of its complete subtrees, 32 bytes each
             CHECK (length(peaks) % 32 = 0)
) STRICT;

-- Rows are added and never removed. Only the three columns of a second look ever change.
CREATE TABLE operation (
    stream     INTEGER NOT NULL REFERENCES unit (stream),
    position   INTEGER NOT NULL CHECK (position >= 1),           -- in the stream's log, without gaps
    id         BLOB    NOT NULL CHECK (length(id) = 32),         -- SHA-256 of header
    chain      BLOB    NOT NULL CHECK (length(chain) = 16),
    seq        INTEGER NOT NULL CHECK (seq >= 1),                -- in its chain; a fork repeats it
    kind       INTEGER NOT NULL,                                 -- ledger::Kind
    record     BLOB    CHECK (length(record) = 32),              -- the record it is on; an edit that creates one: itself
    header     BLOB    NOT NULL,                                 -- canonical, as it was named
    payload    BLOB    NOT NULL,                                 -- empty once erased
    salt       BLOB    NOT NULL CHECK (length(salt) = 16),       -- of the payload's commitment
    seal       BLOB    CHECK (length(seal) = 64),                -- where a frame ended with it
    ends_frame INTEGER NOT NULL CHECK (ends_frame IN (0, 1)),
    peaks      BLOB    CHECK (length(peaks) % 32 = 0),           -- of the log up to here, where a frame ends
    judgement  INTEGER NOT NULL CHECK (judgement BETWEEN 0 AND 3),  -- ledger::Judgement, as it stands in the log
    reason     INTEGER NOT NULL,                                 -- ledger::Reason, as it stands in the log
    received   INTEGER NOT NULL,                                 -- seconds since 1970, the province's clock
    second_judgement INTEGER CHECK (second_judgement BETWEEN 0 AND 2),  -- an officer's second look, if there was one
    second_reason    INTEGER,
    earlier    BLOB    NOT NULL DEFAULT x'',                     -- ledger::Standing::earlier, canonical
    PRIMARY KEY (stream, position),
    UNIQUE (stream, id),
    CHECK ((second_judgement IS NULL) = (second_reason IS NULL))
) STRICT;

CREATE INDEX operation_record ON operation (stream, record) WHERE record IS NOT NULL;
CREATE INDEX operation_chain ON operation (stream, chain, seq);
-- What a directory is folded from: everything but edits, submissions, checks, returns, approvals and slots.
CREATE INDEX operation_authority ON operation (stream, position)
    WHERE kind NOT IN (4, 5, 6, 7, 8, 26);
CREATE INDEX operation_held ON operation (stream, reason)
    WHERE judgement = 1 AND second_judgement IS NULL;

-- Where each chain ends.
CREATE TABLE chain (
    stream  INTEGER NOT NULL REFERENCES unit (stream),
    id      BLOB    NOT NULL CHECK (length(id) = 16),
    device  BLOB    NOT NULL CHECK (length(device) = 16),
    account BLOB    NOT NULL CHECK (length(account) = 32),
    key     BLOB    NOT NULL CHECK (length(key) = 33),           -- signs the chain
    epoch   INTEGER NOT NULL,                                    -- of ledger::ChainOpen
    seed    BLOB    NOT NULL CHECK (length(seed) = 16),          -- of its payloads' salts
    seq     INTEGER NOT NULL CHECK (seq >= 1),                   -- of the last operation
    last    BLOB    NOT NULL CHECK (length(last) = 32),          -- its name
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;

-- Which approvals name which submission.
CREATE TABLE reference (
    stream  INTEGER NOT NULL REFERENCES unit (stream),
    cut     BLOB    NOT NULL CHECK (length(cut) = 32),           -- the submit operation
    approve BLOB    NOT NULL CHECK (length(approve) = 32),       -- the approve operation
    PRIMARY KEY (stream, cut, approve)
) STRICT, WITHOUT ROWID;
