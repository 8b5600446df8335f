-- Reviews as they were presented. A document says what a frozen review is and names its contents, its files and pictures, by their
-- SHA-256; contents that two reviews share are kept once. Both are only added: SQLite itself refuses to change or remove one, and each
-- document is sealed over those before it. They belong to no import.
CREATE TABLE frozen_reviews (
    number   INTEGER PRIMARY KEY, -- from 1, without gaps
    quarter  TEXT NOT NULL,
    document TEXT NOT NULL,
    seal     TEXT NOT NULL
);
CREATE TABLE frozen_contents (
    sha256 TEXT PRIMARY KEY, -- of what is packed
    packed BLOB NOT NULL     -- by gzip
);
CREATE TRIGGER frozen_reviews_stay BEFORE UPDATE ON frozen_reviews BEGIN
    SELECT RAISE (ABORT, 'what is frozen stays as it is');
END;
CREATE TRIGGER frozen_reviews_remain BEFORE DELETE ON frozen_reviews BEGIN
    SELECT RAISE (ABORT, 'what is frozen stays as it is');
END;
CREATE TRIGGER frozen_contents_stay BEFORE UPDATE ON frozen_contents BEGIN
    SELECT RAISE (ABORT, 'what is frozen stays as it is');
END;
CREATE TRIGGER frozen_contents_remain BEFORE DELETE ON frozen_contents BEGIN
    SELECT RAISE (ABORT, 'what is frozen stays as it is');
END;
