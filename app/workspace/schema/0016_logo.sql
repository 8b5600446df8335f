-- The hospital's logo, of which there is one or none: the file as it was given, without its folder.
CREATE TABLE logos (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    name    TEXT NOT NULL,
    content BLOB NOT NULL
);
