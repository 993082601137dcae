-- The record: who holds which shingle and which mark of a sentence, so that an article that comes is compared with those
-- that share some, and the sketches of all others are not read.

CREATE TABLE holders (
  hash INTEGER NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (hash, place)
) WITHOUT ROWID;
ALTER TABLE sketches ADD COLUMN place INTEGER;
CREATE INDEX sketches_place ON sketches (place);
CREATE INDEX sketches_made ON sketches (made);
CREATE INDEX sketches_new ON sketches (article_id) WHERE share IS NULL;
ALTER TABLE sketches_gone ADD COLUMN place INTEGER;
DROP TRIGGER sketches_go;
CREATE TRIGGER sketches_go AFTER DELETE ON sketches BEGIN
  INSERT INTO sketches_gone (article_id, age, words_key, hashes, marks, place)
  VALUES (old.article_id, old.age, old.words_key, old.hashes, old.marks, old.place);
END;
UPDATE derived SET stale = 1 WHERE EXISTS (SELECT 1 FROM articles);
