-- The province's log of this stream, as far as it is here: what was last seen and signed. Its
-- entries stand with the operations that they are about.

CREATE TABLE log_state (
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),  -- one row
    epoch      INTEGER NOT NULL CHECK (epoch >= 0),  -- rises when the province restored its store
    size       INTEGER NOT NULL CHECK (size >= 0),   -- entries
    peaks      BLOB    NOT NULL CHECK (length(peaks) % 32 = 0),  -- of the Merkle tree over them
    checkpoint BLOB    NOT NULL CHECK (length(checkpoint) > 0)   -- canonical CBOR, as signed
) STRICT;
