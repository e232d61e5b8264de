-- Operations that the province could not take in, and its word why. They stay in the ledger and are
-- offered again a day later. Can be lost without harm: then they are offered at once.

CREATE TABLE left_out (
    operation BLOB    NOT NULL PRIMARY KEY CHECK (length(operation) = 32),
    word      TEXT    NOT NULL CHECK (word <> ''),   -- "intake.seal" …
    told      INTEGER NOT NULL CHECK (told >= 0)     -- Unix seconds, the province's clock
) STRICT, WITHOUT ROWID;
