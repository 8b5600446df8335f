-- What was counted of channels over stretches of days, as each import says; of several the newest export is believed.
CREATE TABLE channel_figures (
    channel_id INTEGER NOT NULL REFERENCES channels (id),
    metric     TEXT    NOT NULL,
    from_day   INTEGER NOT NULL, -- noon of the first day
    to_day     INTEGER NOT NULL, -- noon of the last day
    import_id  INTEGER NOT NULL REFERENCES imports (id),
    value      INTEGER NOT NULL,
    PRIMARY KEY (channel_id, metric, from_day, to_day, import_id)
) WITHOUT ROWID;
CREATE INDEX channel_figures_of_import ON channel_figures (import_id);
