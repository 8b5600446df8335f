-- Whom a channel is for, and which section of the hospital it belongs to, as a person has said. It lies beside what
-- imports say of channels and is found by the same words, so that it counts again when a channel comes back with a new
-- import after an undo.
CREATE TABLE channel_audiences (
    platform     TEXT NOT NULL,
    native_id    TEXT NOT NULL, -- the channel's, as files say
    organisation TEXT NOT NULL, -- likewise
    channel      TEXT NOT NULL, -- likewise
    audience     TEXT NOT NULL, -- empty: none
    section      TEXT NOT NULL, -- empty: none
    PRIMARY KEY (platform, native_id, organisation, channel)
) WITHOUT ROWID;
