-- How much of its unit's log each laptop has said that it knows: what a bundle for it begins after.
ALTER TABLE device ADD COLUMN stated_epoch INTEGER NOT NULL DEFAULT 0 CHECK (stated_epoch >= 0);
ALTER TABLE device ADD COLUMN stated_size INTEGER NOT NULL DEFAULT 0 CHECK (stated_size >= 0);
