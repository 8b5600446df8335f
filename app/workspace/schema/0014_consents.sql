-- What patients have allowed to be published. It belongs to no import. There are no names and no medical facts in it: whose
-- a consent is, a pseudonym says. Nothing is ever deleted from it, and what has been changed stays known.
CREATE TABLE consents (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    who          TEXT NOT NULL, -- a pseudonym
    information  TEXT NOT NULL,
    discloser    TEXT NOT NULL,
    recipients   TEXT NOT NULL,
    purpose      TEXT NOT NULL,
    platforms    TEXT NOT NULL, -- their words, with commas between them; empty: none
    forms        TEXT NOT NULL, -- likewise
    signed_on    TEXT NOT NULL, -- 2026-05-12; empty: not
    signed_by    TEXT NOT NULL, -- self or representative; empty: not known
    authority    TEXT NOT NULL, -- of a representative
    expires_on   TEXT NOT NULL, -- its last day; empty: none
    ends_with    TEXT NOT NULL, -- an event in the place of a day; empty: none
    statements   TEXT NOT NULL, -- their words, with commas between them
    paid         INTEGER NOT NULL,
    kept         TEXT NOT NULL, -- where the signed form lies
    withdrawn_on TEXT NOT NULL, -- empty: it is not
    why          TEXT NOT NULL
);

-- Posts that stand under a consent. As with corrections it is the platform and the post's key, so that the link holds when
-- the post is imported again after an undo.
CREATE TABLE consent_posts (
    consent_id INTEGER NOT NULL REFERENCES consents (id),
    platform   TEXT    NOT NULL,
    key        TEXT    NOT NULL, -- as in posts
    down_on    TEXT    NOT NULL, -- since when it has been taken down; empty: it stands
    PRIMARY KEY (consent_id, platform, key)
) WITHOUT ROWID;

-- Who changed what and when, a row for each field.
CREATE TABLE consent_changes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    consent_id INTEGER NOT NULL REFERENCES consents (id),
    made_at    INTEGER NOT NULL,
    made_by    TEXT    NOT NULL,
    field      TEXT    NOT NULL, -- one of the consent's; post: linked or unlinked; down: taken down
    post       TEXT    NOT NULL, -- its platform and key, for the last two; else empty
    before     TEXT    NOT NULL,
    after      TEXT    NOT NULL
);
CREATE INDEX consent_changes_of ON consent_changes (consent_id);

CREATE TRIGGER consents_stay BEFORE DELETE ON consents BEGIN SELECT RAISE(ABORT, 'consents are kept'); END;
CREATE TRIGGER consent_changes_stay BEFORE DELETE ON consent_changes BEGIN SELECT RAISE(ABORT, 'the history of consents is kept'); END;
CREATE TRIGGER consent_changes_hold BEFORE UPDATE ON consent_changes BEGIN SELECT RAISE(ABORT, 'the history of consents is kept'); END;
