-- One name may be given several sizes, of which one is true: nobody's mistake, or malice, stands in
-- the place of another's file.
CREATE TABLE attachment_named (
    digest    BLOB    NOT NULL CHECK (length(digest) = 32),
    record    BLOB    NOT NULL CHECK (length(record) = 32),
    size      INTEGER NOT NULL CHECK (size >= 1),
    thumbnail INTEGER NOT NULL CHECK (thumbnail IN (0, 1)),
    PRIMARY KEY (digest, record, thumbnail, size)
) STRICT, WITHOUT ROWID;
INSERT INTO attachment_named SELECT digest, record, size, thumbnail FROM attachment_view;
DROP TABLE attachment_view;
ALTER TABLE attachment_named RENAME TO attachment_view;
CREATE INDEX attachment_view_by_record ON attachment_view (record);
