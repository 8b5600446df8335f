-- What people want of the strategy, and the mixes that they have kept. It belongs to no import. What a document holds is
-- known to those who write it, not to the workspace.

-- Wishes that are kept for the workspace: hours, rules, goals. There is one document, or none.
CREATE TABLE strategy_settings (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    document BLOB    NOT NULL
);

-- Mixes for a quarter, with their goals, limits and promises.
CREATE TABLE scenarios (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    quarter  TEXT    NOT NULL, -- 2026Q3, of the hospital's year
    name     TEXT    NOT NULL,
    adopted  INTEGER NOT NULL, -- whether it is what the hospital has decided to do
    saved_at INTEGER NOT NULL,
    document BLOB    NOT NULL,
    UNIQUE (quarter, name)
);

-- A quarter has one plan.
CREATE UNIQUE INDEX scenarios_adopted ON scenarios (quarter) WHERE adopted;
