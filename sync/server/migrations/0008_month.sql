-- What the month needs of a unit's files, as of the end of its log: gathered anew only for a unit whose
-- log has grown. Follows from the log, so it may be thrown away.
CREATE TABLE month_fold (
    stream  INTEGER NOT NULL PRIMARY KEY,
    content BLOB    NOT NULL CHECK (length(content) > 0)             -- unit_month_fold.hpp
) STRICT;

-- When a laptop was last heard of, to the day: a sync that brings nothing leaves no other trace.
ALTER TABLE device ADD COLUMN seen_at INTEGER;                       -- seconds since 1970
