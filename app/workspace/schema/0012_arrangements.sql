-- What a person has made of the slides of a quarter: which are shown, in which order, with which notes. It belongs to no
-- import. What a document holds is known to those who write it, not to the workspace.
CREATE TABLE arrangements (
    quarter  TEXT PRIMARY KEY, -- 2026Q3, of the hospital's year; all: of all time
    document BLOB NOT NULL
) WITHOUT ROWID;
