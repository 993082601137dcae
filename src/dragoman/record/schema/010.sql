-- The record: sketches that say by themselves which article is the older and whom it is like, and where what an article
-- says comes from.

DROP TABLE sketches;
CREATE TABLE sketches (
  article_id TEXT NOT NULL PRIMARY KEY REFERENCES articles (article_id) ON DELETE CASCADE,
  made INTEGER NOT NULL,
  age INTEGER NOT NULL,
  words_key INTEGER NOT NULL,
  hashes BLOB NOT NULL,
  marks BLOB NOT NULL,
  like_id TEXT,
  share REAL
);
CREATE INDEX sketches_words ON sketches (words_key);
CREATE INDEX sketches_like ON sketches (like_id) WHERE like_id IS NOT NULL;

-- Sketches of articles that went or were read anew since copies were found: they may have been what others are like.
CREATE TABLE sketches_gone (
  article_id TEXT NOT NULL,
  age INTEGER NOT NULL,
  words_key INTEGER NOT NULL,
  hashes BLOB NOT NULL,
  marks BLOB NOT NULL
);
CREATE TRIGGER sketches_go AFTER DELETE ON sketches BEGIN
  INSERT INTO sketches_gone VALUES (old.article_id, old.age, old.words_key, old.hashes, old.marks);
END;

-- Derived: may be emptied and made again at any time. Where an article comes from, and the passages in it (sentences) that
-- come from elsewhere.
CREATE TABLE origins (
  article_id TEXT NOT NULL PRIMARY KEY REFERENCES articles (article_id) ON DELETE CASCADE,
  origin TEXT NOT NULL,
  origin_id TEXT,
  how TEXT NOT NULL
);
CREATE INDEX origins_root ON origins (origin_id);
CREATE TABLE passages (
  article_id TEXT NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  origin TEXT NOT NULL,
  origin_id TEXT,
  how TEXT NOT NULL,
  PRIMARY KEY (article_id, "start")
);
CREATE INDEX passages_origin ON passages (origin_id) WHERE origin_id IS NOT NULL;
UPDATE derived SET stale = 1 WHERE EXISTS (SELECT 1 FROM articles);
INSERT OR IGNORE INTO touched SELECT article_id FROM articles;
