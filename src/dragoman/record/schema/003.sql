-- The record, schema 3: time expressions as they were said, and the days that only the whole record can give.

ALTER TABLE times ADD COLUMN said TEXT;

-- Derived: may be emptied and made again at any time.
CREATE TABLE article_days (
  article_id TEXT NOT NULL PRIMARY KEY REFERENCES articles (article_id) ON DELETE CASCADE,
  published_from TEXT,
  published_to TEXT,
  reasons TEXT NOT NULL,
  conflicts TEXT NOT NULL
);
CREATE TABLE entry_days (
  article_id TEXT NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
  table_name TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  date_from TEXT,
  date_to TEXT,
  PRIMARY KEY (article_id, table_name, entry_id)
);
UPDATE derived SET stale = 1 WHERE EXISTS (SELECT 1 FROM articles);
