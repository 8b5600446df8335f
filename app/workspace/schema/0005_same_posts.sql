-- Posts that several sources tell of. What is in same_posts and cross_posts is derived from everything else, anew after
-- each import and each undo; nothing is lost with it.

-- Whose word an import is (0 a tool's, 1 our own form, 2 the platform's own): where two disagree on a post, the greater
-- one counts, and of equals the newer export. And the zone in which its times of day are written; empty when the export
-- follows the hospital's or nobody knows.
ALTER TABLE imports ADD COLUMN authority INTEGER NOT NULL DEFAULT 0;
ALTER TABLE imports ADD COLUMN zone TEXT NOT NULL DEFAULT '';
-- How many of its rows were posts that only other sources had told of.
ALTER TABLE imports ADD COLUMN same INTEGER NOT NULL DEFAULT 0;

UPDATE imports SET authority = 1 WHERE format LIKE 'auscult-%';
UPDATE imports SET authority = 2 WHERE format IN ('meta-facebook-content', 'meta-instagram-content', 'facebook-insights-posts',
    'youtube-studio-content', 'linkedin-page-content', 'x-content', 'x-tweet-activity', 'tiktok-content');
UPDATE imports SET zone = 'UTC' WHERE format IN ('linkedin-page-content', 'x-content', 'x-tweet-activity', 'tiktok-content',
    'buffer-posts', 'hootsuite-posts');
UPDATE imports SET zone = 'America/Los_Angeles' WHERE format IN ('meta-facebook-content', 'meta-instagram-content',
    'facebook-insights-posts', 'youtube-studio-content');

-- A channel without a name is that of exports which do not say whose posts they hold. It stands for the organisation's
-- only channel on the platform, where there is one; which that is may change, so posts are never moved there.

-- What a person says of a channel stands beside what its files say, so that later files still find it and posts stay
-- where they are: its name, whose it is, and the channel that it is a part of. NULL: nothing is said.
ALTER TABLE channels ADD COLUMN said_name TEXT;
ALTER TABLE channels ADD COLUMN said_organisation_id INTEGER REFERENCES organisations (id);
ALTER TABLE channels ADD COLUMN into_id INTEGER REFERENCES channels (id) ON DELETE SET NULL;

-- Which imports tell of posts of which channel.
CREATE TABLE import_channels (
    channel_id INTEGER NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
    import_id  INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    PRIMARY KEY (channel_id, import_id)
) WITHOUT ROWID;
CREATE INDEX channels_of_import ON import_channels (import_id);

INSERT INTO import_channels SELECT DISTINCT channel_id, import_id FROM posts
    UNION SELECT DISTINCT p.channel_id, v.import_id FROM post_versions v JOIN posts p ON p.id = v.post_id;

-- Rows of posts that are one post, the row that stands for it among them: main_id is that row's number.
CREATE TABLE same_posts (
    post_id      INTEGER PRIMARY KEY REFERENCES posts (id) ON DELETE CASCADE,
    main_id      INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    reason       INTEGER NOT NULL, -- how it is known: 0 the main row itself, 1 identifier, 2 link, 3 text and moment, 4 text and day, 5 text and hours
    published_at INTEGER NOT NULL  -- the moment that all rows together say, so that posts can be read in order
);
CREATE INDEX same_posts_of_main ON same_posts (main_id);

-- Posts that are one and the same thing published on several platforms: their figures stay apart.
CREATE TABLE cross_posts (
    post_id INTEGER PRIMARY KEY REFERENCES posts (id) ON DELETE CASCADE,
    bundle  INTEGER NOT NULL -- the number of one of them, the same for all
);
