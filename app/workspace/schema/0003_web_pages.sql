-- The figures of a website's pages over periods, as each import says; of several the newest export that knows a figure
-- is believed. A figure that an export did not hold is NULL, never 0.
CREATE TABLE web_pages (
    channel_id  INTEGER NOT NULL REFERENCES channels (id),
    host        TEXT    NOT NULL, -- empty when the export gives paths alone
    path        TEXT    NOT NULL,
    from_day    INTEGER NOT NULL, -- noon of the first and the last day; both 0 when nothing says over which days
    to_day      INTEGER NOT NULL,
    import_id   INTEGER NOT NULL REFERENCES imports (id),
    title       TEXT    NOT NULL,
    views       INTEGER,
    visitors    INTEGER,
    watch_time  INTEGER, -- seconds, all visitors together
    clicks      INTEGER, -- from search results
    impressions INTEGER, -- in search results
    PRIMARY KEY (channel_id, host, path, from_day, to_day, import_id)
) WITHOUT ROWID;
CREATE INDEX web_pages_of_import ON web_pages (import_id);
