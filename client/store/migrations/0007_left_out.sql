-- Operations that the province could not take in, and its word why. They stay in the ledger and are
-- offered again a day later. Can be lost without harm: then they are offered at once.

CREATE TABLE left_out (
    operation BLOB    NOT NULL PRIMARY KEY CHECK (length(operation) = 32),
    word      TEXT    NOT NULL CHECK (word <> ''),   -- "intake.seal" …
    told      INTEGER NOT NULL CHECK (told >= 0)     -- Unix seconds, the province's clock
) STRICT, WITHOUT ROWID;

-- When all rows of the log were last compared with the province's.
ALTER TABLE link ADD COLUMN compared_at INTEGER NOT NULL DEFAULT 0 CHECK (compared_at >= 0);  -- Unix seconds, the province's clock
