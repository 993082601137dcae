-- The record: a hash of all rows of each article, written with them, by which damage to any of them is found.

CREATE TABLE seals (
  article_id TEXT NOT NULL PRIMARY KEY REFERENCES articles (article_id) ON DELETE CASCADE,
  seal BLOB NOT NULL
);
