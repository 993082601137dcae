-- The record: utterances, what one speaker said once as several articles quote it.

-- Derived: may be emptied and made again at any time.
CREATE TABLE utterances (
  utterance_id TEXT NOT NULL PRIMARY KEY,
  speaker_id TEXT,
  speaker_name TEXT,
  speaker_country TEXT,
  said_from TEXT,
  said_to TEXT,
  wording TEXT NOT NULL,
  reports INTEGER NOT NULL,
  origins INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  statement_id TEXT NOT NULL
);
CREATE INDEX utterances_said ON utterances (said_from, utterance_id);
CREATE INDEX utterances_speaker ON utterances (speaker_id);
CREATE TABLE utterance_reports (
  utterance_id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  statement_id TEXT NOT NULL,
  origin TEXT NOT NULL,
  agreement REAL NOT NULL,
  PRIMARY KEY (article_id, statement_id)
) WITHOUT ROWID;
CREATE INDEX utterance_reports_utterance ON utterance_reports (utterance_id);

-- By what statements that may be of one utterance find each other: hashes of speaker and day, of speaker and quoted words.
CREATE TABLE utterance_keys (
  key INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  statement_id TEXT NOT NULL,
  PRIMARY KEY (key, article_id, statement_id)
) WITHOUT ROWID;
CREATE INDEX utterance_keys_statement ON utterance_keys (article_id, statement_id);
UPDATE derived SET stale = 1 WHERE EXISTS (SELECT 1 FROM articles);
INSERT OR IGNORE INTO touched SELECT article_id FROM articles;
