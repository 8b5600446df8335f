-- Formats that people have declared by saying what the columns of a file mean. Imports name their format by its
-- identifier, without a reference: what was imported stays when a format is removed.
CREATE TABLE formats (
    id          TEXT PRIMARY KEY,
    declaration TEXT NOT NULL, -- as package formats reads it
    added_at    INTEGER NOT NULL
) WITHOUT ROWID;
