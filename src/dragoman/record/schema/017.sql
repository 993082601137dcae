-- The record: what articles tell by which their days hang together, and the ties that follow, so that an article that comes
-- or goes moves only the days that hang on its own. Rows of an article that is gone stay until the days are derived.

CREATE TABLE day_tellings (
  article_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  loose INTEGER NOT NULL,
  value TEXT NOT NULL
);
CREATE INDEX day_tellings_article ON day_tellings (article_id);
CREATE INDEX day_tellings_key ON day_tellings (kind, key, loose);
CREATE TABLE day_ties (
  net TEXT NOT NULL,
  earlier TEXT NOT NULL,
  later TEXT NOT NULL,
  least INTEGER,
  most INTEGER,
  reason TEXT NOT NULL
);
CREATE INDEX day_ties_net ON day_ties (net);
CREATE INDEX day_ties_earlier ON day_ties (earlier);
CREATE INDEX day_ties_later ON day_ties (later);
CREATE TABLE day_facts (
  node TEXT NOT NULL PRIMARY KEY,
  net TEXT NOT NULL,
  day TEXT NOT NULL,
  said TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX day_facts_net ON day_facts (net);

-- Reasons call an article that has no publisher by its file; the file is another when the page was met again elsewhere.
CREATE TRIGGER articles_moved AFTER UPDATE OF source ON articles BEGIN
  INSERT OR IGNORE INTO touched VALUES (new.article_id);
  UPDATE derived SET stale = 1 WHERE stale = 0;
END;
UPDATE derived SET stale = 1 WHERE EXISTS (SELECT 1 FROM articles);
INSERT OR IGNORE INTO touched SELECT article_id FROM articles;
