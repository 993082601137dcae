-- The record: stories, articles that tell of the same happenings.

-- Derived: may be emptied and made again at any time. An article that is gone stays in these tables until they are brought to
-- the record as it stands, so that what it belonged to is known.
CREATE TABLE stories (
  story_id TEXT NOT NULL PRIMARY KEY,
  title TEXT,
  "from" TEXT,
  "to" TEXT,
  article_ids TEXT NOT NULL,
  urls TEXT NOT NULL,
  actors TEXT NOT NULL,
  articles INTEGER NOT NULL,
  origins INTEGER NOT NULL,
  main_article_id TEXT NOT NULL
);
CREATE INDEX stories_from ON stories ("from", story_id);
CREATE TABLE story_articles (
  article_id TEXT NOT NULL PRIMARY KEY,
  story_id TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX story_articles_story ON story_articles (story_id);

-- By what articles are compared, for each that was read and is no copy; its days as ordinals, where they are known to a
-- month; the connected part in which it was last grouped.
CREATE TABLE story_profiles (
  article_id TEXT NOT NULL PRIMARY KEY,
  first INTEGER,
  last INTEGER,
  narrowed INTEGER NOT NULL,
  part TEXT,
  profile BLOB NOT NULL
);
CREATE INDEX story_profiles_narrowed ON story_profiles (narrowed) WHERE narrowed;
CREATE TABLE story_keys (
  key INTEGER NOT NULL,
  day INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  PRIMARY KEY (key, day, article_id)
) WITHOUT ROWID;
CREATE INDEX story_keys_article ON story_keys (article_id);
CREATE TABLE story_links (
  article_id TEXT NOT NULL,
  other_id TEXT NOT NULL,
  score REAL NOT NULL,
  PRIMARY KEY (article_id, other_id)
) WITHOUT ROWID;
UPDATE derived SET stale = 1 WHERE EXISTS (SELECT 1 FROM articles);
INSERT OR IGNORE INTO touched SELECT article_id FROM articles;
