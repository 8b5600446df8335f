-- The first schema. Times are seconds since 1970 in UTC; a metric that an export did not hold is NULL, never 0.

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE organisations (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE COLLATE NOCASE,
    competitor INTEGER NOT NULL,
    -- The import that brought it; NULL once a person has named it. Undoing the import removes it if nothing is left.
    import_id  INTEGER REFERENCES imports (id)
);

CREATE TABLE channels (
    id              INTEGER PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    platform        TEXT    NOT NULL,
    name            TEXT    NOT NULL COLLATE NOCASE,
    native_id       TEXT    NOT NULL DEFAULT '',
    import_id       INTEGER REFERENCES imports (id),
    UNIQUE (organisation_id, platform, name)
);

CREATE TABLE imports (
    id          INTEGER PRIMARY KEY AUTOINCREMENT, -- a number is never given twice, so that a log entry stays true
    file        TEXT    NOT NULL,
    sha256      TEXT    NOT NULL,
    format      TEXT    NOT NULL,
    encoding    TEXT    NOT NULL,
    imported_at INTEGER NOT NULL,
    exported_at INTEGER NOT NULL,
    row_count   INTEGER NOT NULL,
    taken       INTEGER NOT NULL,
    merged      INTEGER NOT NULL,
    unchanged   INTEGER NOT NULL,
    refused     INTEGER NOT NULL,
    UNIQUE (sha256, file)
);

CREATE TABLE problems (
    import_id   INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    row_number  INTEGER NOT NULL,
    column_name TEXT    NOT NULL,
    value       TEXT    NOT NULL,
    reason      TEXT    NOT NULL
);
CREATE INDEX problems_of_import ON problems (import_id);

-- What a post is now: the fold of everything its imports said about it. While only one import knows a post, this row
-- is all there is; from the second on, each import's own words are kept in post_versions, so that any of them can be
-- taken back.
CREATE TABLE posts (
    id                INTEGER PRIMARY KEY,
    channel_id        INTEGER NOT NULL REFERENCES channels (id),
    key               TEXT    NOT NULL, -- what makes it the same post in two files
    versions          INTEGER NOT NULL, -- how many imports know it
    import_id         INTEGER NOT NULL REFERENCES imports (id), -- the newest export that knows it
    native_id         TEXT    NOT NULL,
    url               TEXT    NOT NULL,
    published_at      INTEGER NOT NULL,
    day_only          INTEGER NOT NULL,
    text              TEXT    NOT NULL,
    form              TEXT    NOT NULL,
    form_reason       TEXT    NOT NULL,
    topic             TEXT    NOT NULL,
    topic_reason      TEXT    NOT NULL,
    campaign          TEXT    NOT NULL,
    duration          INTEGER NOT NULL, -- seconds, 0: none
    promotional       INTEGER NOT NULL, -- 0 not said, 1 no, 2 yes
    promotional_reason TEXT   NOT NULL,
    boosted           INTEGER NOT NULL,
    impressions       INTEGER,
    reach             INTEGER,
    views             INTEGER,
    watch_time        INTEGER, -- seconds
    reactions         INTEGER,
    comments          INTEGER,
    shares            INTEGER,
    saves             INTEGER,
    clicks            INTEGER,
    followers_gained  INTEGER,
    followers_at_post INTEGER,
    UNIQUE (channel_id, key)
);
CREATE INDEX posts_of_import ON posts (import_id);

CREATE TABLE post_versions (
    post_id           INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    import_id         INTEGER NOT NULL REFERENCES imports (id),
    native_id         TEXT    NOT NULL,
    url               TEXT    NOT NULL,
    published_at      INTEGER NOT NULL,
    day_only          INTEGER NOT NULL,
    text              TEXT    NOT NULL,
    form              TEXT    NOT NULL,
    form_reason       TEXT    NOT NULL,
    topic             TEXT    NOT NULL,
    topic_reason      TEXT    NOT NULL,
    campaign          TEXT    NOT NULL,
    duration          INTEGER NOT NULL,
    promotional       INTEGER NOT NULL,
    promotional_reason TEXT   NOT NULL,
    boosted           INTEGER NOT NULL,
    impressions       INTEGER,
    reach             INTEGER,
    views             INTEGER,
    watch_time        INTEGER,
    reactions         INTEGER,
    comments          INTEGER,
    shares            INTEGER,
    saves             INTEGER,
    clicks            INTEGER,
    followers_gained  INTEGER,
    followers_at_post INTEGER,
    PRIMARY KEY (post_id, import_id)
) WITHOUT ROWID;
CREATE INDEX post_versions_of_import ON post_versions (import_id);

-- How many followers a channel had on a day, as each import says; of several the newest export is believed.
CREATE TABLE follower_counts (
    channel_id INTEGER NOT NULL REFERENCES channels (id),
    on_day     INTEGER NOT NULL, -- noon of the day
    import_id  INTEGER NOT NULL REFERENCES imports (id),
    followers  INTEGER NOT NULL,
    PRIMARY KEY (channel_id, on_day, import_id)
) WITHOUT ROWID;
CREATE INDEX follower_counts_of_import ON follower_counts (import_id);
