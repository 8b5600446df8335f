-- What people and their rules say of posts. It lies beside what the exports say, which stays as it was written, and is
-- laid over it when posts are read.

-- What a person has said of a post. It belongs to the platform and the post's key, not to a row of posts, so that it
-- counts again when the post is imported again after an undo, and when its channel is given to another organisation.
CREATE TABLE corrections (
    platform TEXT    NOT NULL,
    key      TEXT    NOT NULL, -- as in posts
    label    TEXT    NOT NULL, -- form, topic, promotional, boosted or campaign
    value    TEXT    NOT NULL,
    made_at  INTEGER NOT NULL,
    PRIMARY KEY (platform, key, label)
) WITHOUT ROWID;

-- The manager's own rules, in the order in which they are tried.
CREATE TABLE rules (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    label    TEXT    NOT NULL, -- form, topic or promotional
    value    TEXT    NOT NULL,
    words    TEXT    NOT NULL,
    platform TEXT    NOT NULL  -- empty: any
);

-- What rules and learning say of posts: derived from posts, corrections and rules, and derived anew in the transaction
-- that changes any of them. It is kept only because a figure over a million posts must not read their texts. NULL: they
-- say nothing, and the post's own word stands.
CREATE TABLE labels (
    post_id            INTEGER PRIMARY KEY REFERENCES posts (id) ON DELETE CASCADE,
    form               TEXT,
    form_reason        TEXT,
    topic              TEXT,
    topic_reason       TEXT,
    promotional        INTEGER,
    promotional_reason TEXT
);

-- What has been learned of a label, and how often it was right for texts that were not learned from. Derived, as labels.
CREATE TABLE learned (
    label        TEXT    PRIMARY KEY,
    lessons      TEXT    NOT NULL, -- a sum over what was learned from: while it is the same, so is what follows
    corrected    INTEGER NOT NULL, -- posts corrected by hand
    given        INTEGER NOT NULL, -- posts of which a file says it
    texts        INTEGER NOT NULL, -- different texts among both
    value_count  INTEGER NOT NULL,
    by_learning  INTEGER NOT NULL, -- right when held out
    by_keywords  INTEGER NOT NULL,
    by_commonest INTEGER NOT NULL,
    threshold    REAL    NOT NULL, -- how likely a value must be to be said
    used         INTEGER NOT NULL
) WITHOUT ROWID;

-- Posts to learn from, newest first, without reading the others.
CREATE INDEX posts_topic_given ON posts (published_at) WHERE topic_reason = 'file';
CREATE INDEX posts_promotional_given ON posts (published_at) WHERE promotional_reason = 'file';
