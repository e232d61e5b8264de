-- A ticket that was taken back before a laptop used it.
ALTER TABLE ticket ADD COLUMN revoked_at INTEGER;              -- seconds since 1970
