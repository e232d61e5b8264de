-- Files by the words of their names, so that a search touches what it finds and not all there is.

CREATE TABLE name_word (
    word   TEXT NOT NULL CHECK (word <> ''),              -- letters and digits, no tone marks
    record BLOB NOT NULL CHECK (length(record) = 32),
    PRIMARY KEY (word, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_word_by_record ON name_word (record);

-- Whether the views have to be folded anew, as after a step like this one.
CREATE TABLE view_state (
    id    INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),   -- one row
    stale INTEGER NOT NULL CHECK (stale IN (0, 1))
) STRICT;
INSERT INTO view_state (id, stale) VALUES (1, 1);
