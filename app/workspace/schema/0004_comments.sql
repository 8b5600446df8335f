-- Comments under posts and mentions of channels, as each import says; of several the newest export is believed.
CREATE TABLE comments (
    channel_id    INTEGER NOT NULL REFERENCES channels (id),
    key           TEXT    NOT NULL, -- what makes it the same comment in two files
    import_id     INTEGER NOT NULL REFERENCES imports (id),
    native_id     TEXT    NOT NULL,
    in_reply_to   TEXT    NOT NULL, -- the native_id of the comment it answers
    post_url      TEXT    NOT NULL,
    author        TEXT    NOT NULL, -- a pseudonym where author_hidden
    author_hidden INTEGER NOT NULL,
    written_at    INTEGER NOT NULL,
    day_only      INTEGER NOT NULL,
    text          TEXT    NOT NULL,
    ours          INTEGER NOT NULL, -- 0 not said, 1 no, 2 yes
    mention       INTEGER NOT NULL,
    PRIMARY KEY (channel_id, key, import_id)
);
CREATE INDEX comments_of_import ON comments (import_id);
