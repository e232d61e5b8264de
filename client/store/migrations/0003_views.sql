-- What follows from the ledger: thrown away and folded anew at any time.

CREATE TABLE record_view (
    record      BLOB    NOT NULL PRIMARY KEY CHECK (length(record) = 32),
    uid         TEXT    NOT NULL,  -- its label outside the program
    personal_id TEXT    NOT NULL,  -- as in the draft; empty if there is none or it is disputed
    full_name   TEXT    NOT NULL,  -- as in the draft; if disputed, all that is claimed
    name_sort   BLOB    NOT NULL,  -- bytewise order is the order of a Vietnamese list
    search_key  TEXT    NOT NULL,  -- all names without tone marks
    status      TEXT    NOT NULL CHECK (status IN ('draft', 'submitted', 'checked', 'returned',
                                                   'unit_signed', 'synced_to_province')),
    conflicts   INTEGER NOT NULL CHECK (conflicts >= 0),    -- open ones
    archived    INTEGER NOT NULL CHECK (archived IN (0, 1)),  -- by personnel status
    root        BLOB    NOT NULL CHECK (length(root) IN (0, 32)),  -- of the draft; empty: disputed
    taken_back  INTEGER NOT NULL CHECK (taken_back IN (0, 1))  -- says nothing any more
) STRICT, WITHOUT ROWID;
CREATE INDEX record_view_by_name ON record_view (name_sort, record);
CREATE INDEX record_view_by_uid ON record_view (uid);
CREATE INDEX record_view_by_personal_id ON record_view (personal_id);

CREATE TABLE conflict_view (
    record  BLOB    NOT NULL CHECK (length(record) = 32),
    cell    BLOB    NOT NULL,                        -- canonical CBOR of ledger::Cell
    section INTEGER NOT NULL CHECK (section >= 0),   -- record::Section
    claims  INTEGER NOT NULL CHECK (claims >= 2),    -- values that stand against each other
    PRIMARY KEY (record, cell)
) STRICT, WITHOUT ROWID;
