-- What people have decided on findings of the safeguards, see package decision. Entries are only added: SQLite itself refuses to
-- change or remove one, and each is sealed over all before it. It belongs to no import.
CREATE TABLE decisions (
    number     INTEGER PRIMARY KEY, -- from 1, without gaps
    made_at    INTEGER NOT NULL,    -- seconds since 1970, UTC
    made_by    TEXT    NOT NULL,
    verdict    TEXT    NOT NULL,
    everywhere INTEGER NOT NULL,    -- 1: of the same words in all texts
    reason     TEXT    NOT NULL,
    rule       TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    text_kind  TEXT    NOT NULL,    -- post, reply or comment
    text_name  TEXT    NOT NULL,    -- platform and key of a post, or a fingerprint of a comment
    words      TEXT    NOT NULL,    -- a fingerprint
    seal       TEXT    NOT NULL
);
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions BEGIN
    SELECT RAISE (ABORT, 'decisions are only added');
END;
CREATE TRIGGER decisions_remain BEFORE DELETE ON decisions BEGIN
    SELECT RAISE (ABORT, 'decisions are only added');
END;
