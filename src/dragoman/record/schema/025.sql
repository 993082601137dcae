-- The record: statements find each other by their wordings, of which only some are compared where many share a mark.

DROP TABLE utterance_keys;
CREATE TABLE utterance_keys (
  key INTEGER NOT NULL,
  wording INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  statement_id TEXT NOT NULL,
  PRIMARY KEY (key, wording, article_id, statement_id)
) WITHOUT ROWID;
CREATE INDEX utterance_keys_statement ON utterance_keys (article_id, statement_id);
UPDATE derived SET stale = 1 WHERE EXISTS (SELECT 1 FROM articles);
INSERT OR IGNORE INTO touched SELECT article_id FROM articles;
