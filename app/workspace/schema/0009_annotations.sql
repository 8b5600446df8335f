-- What people say about time: what happened, and when platforms changed what they count. It belongs to no import.

-- Dated events ("new maternity ward opened").
CREATE TABLE annotations (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    on_day   TEXT    NOT NULL, -- 2026-05-12
    text     TEXT    NOT NULL,
    platform TEXT    NOT NULL, -- empty: all
    made_at  INTEGER NOT NULL
);

-- The workspace's own word on definition breaks: which of those that Auscult knows are switched off, and further ones.
CREATE TABLE definition_breaks (
    id       TEXT    PRIMARY KEY,
    off      INTEGER NOT NULL, -- whether it is switched off
    platform TEXT    NOT NULL, -- empty, and so all that follows: one that Auscult knows
    metrics  TEXT    NOT NULL, -- their words, with commas between them
    forms    TEXT    NOT NULL, -- likewise
    on_day   TEXT    NOT NULL,
    what     TEXT    NOT NULL
) WITHOUT ROWID;
