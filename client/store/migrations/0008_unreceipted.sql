-- How much of each file the province has not said it has, which every list and search tells: from
-- indexes alone, and not from rows that may be long.
CREATE INDEX operation_unreceipted_by_record ON operation (record, position)
    WHERE position IS NULL AND record IS NOT NULL;
CREATE INDEX operation_unreceipted_by_kind ON operation (kind, position) WHERE position IS NULL;
