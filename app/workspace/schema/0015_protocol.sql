-- The hospital's communication protocol: who answers what, whom to call, who is trained. Each change is a row of its own, the
-- last of which counts. What a document holds is known to those who write it, not to the workspace.
CREATE TABLE protocols (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at  INTEGER NOT NULL,
    made_by  TEXT    NOT NULL,
    document BLOB    NOT NULL
);
