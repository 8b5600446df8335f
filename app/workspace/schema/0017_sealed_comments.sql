-- What people wrote is kept encrypted. sealed holds text, and author where it is a name, under the workspace's key; the columns
-- text and author (value in problems) are then empty. NULL: not encrypted yet.
ALTER TABLE comments ADD COLUMN sealed BLOB;
ALTER TABLE problems ADD COLUMN sealed BLOB;
CREATE INDEX comments_plain ON comments (import_id) WHERE sealed IS NULL;
