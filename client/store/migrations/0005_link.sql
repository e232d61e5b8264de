-- The link to the province as this laptop has found it. Can be lost without harm.

CREATE TABLE link (
    id        INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),  -- one row
    session   BLOB    NOT NULL,                             -- TLS session to resume; empty: none
    up_rate   INTEGER NOT NULL CHECK (up_rate >= 0),        -- bytes a second; 0: not measured yet
    down_rate INTEGER NOT NULL CHECK (down_rate >= 0),      -- bytes a second; 0: not measured yet
    round_trip_ms INTEGER NOT NULL CHECK (round_trip_ms >= 0),  -- of a packet; 0: not measured yet
    failures  INTEGER NOT NULL CHECK (failures >= 0),       -- exchanges in a row that did not end
    retry_at  INTEGER NOT NULL CHECK (retry_at >= 0)        -- Unix seconds, laptop's clock; 0: now
) STRICT;
