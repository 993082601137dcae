-- The record: of each happening what its reports disagree on, the best-supported value of each field with the others,
-- the Council's own record of a vote, and a key by which happenings stand in order.

DROP VIEW v_timeline;
DROP TABLE happening_reports;
DROP TABLE happenings;
CREATE TABLE happenings (
  happening_id TEXT NOT NULL PRIMARY KEY,
  type TEXT NOT NULL,
  mode TEXT,
  date_from TEXT,
  date_to TEXT,
  status TEXT NOT NULL,
  actors TEXT NOT NULL,
  recipients TEXT NOT NULL,
  place_name TEXT,
  place_country TEXT,
  reports INTEGER NOT NULL,
  origins INTEGER NOT NULL,
  statuses TEXT NOT NULL,
  first_article_id TEXT NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
  first_event_id TEXT NOT NULL,
  killed_low INTEGER,
  killed_high INTEGER,
  disputed TEXT NOT NULL,
  official TEXT,
  sort_key TEXT NOT NULL
);
CREATE UNIQUE INDEX happenings_sort ON happenings (sort_key);
CREATE INDEX happenings_date ON happenings (date_from);
CREATE INDEX happenings_first ON happenings (first_article_id);
CREATE TABLE happening_reports (
  happening_id TEXT NOT NULL REFERENCES happenings (happening_id) ON DELETE CASCADE,
  article_id TEXT NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
  event_id TEXT NOT NULL,
  origin TEXT NOT NULL,
  joined TEXT NOT NULL,
  PRIMARY KEY (article_id, event_id)
);
CREATE INDEX happening_reports_happening ON happening_reports (happening_id);
CREATE TABLE happening_values (
  happening_id TEXT NOT NULL REFERENCES happenings (happening_id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  origins INTEGER NOT NULL,
  reports TEXT NOT NULL,
  best INTEGER NOT NULL,
  PRIMARY KEY (happening_id, field, value)
) WITHOUT ROWID;
CREATE INDEX happening_values_value ON happening_values (field, value);

-- By what reports were joined, kept so that what one article changes need not be joined anew from everything.
CREATE TABLE happening_members (
  article_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  block TEXT NOT NULL,
  core_id TEXT,
  joined TEXT,
  PRIMARY KEY (article_id, event_id)
) WITHOUT ROWID;
CREATE INDEX happening_members_block ON happening_members (block);
CREATE INDEX happening_members_core ON happening_members (core_id);
CREATE TABLE happening_cores (
  core_id TEXT NOT NULL PRIMARY KEY,
  block TEXT NOT NULL,
  root TEXT NOT NULL,
  profile TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX happening_cores_block ON happening_cores (block);
CREATE INDEX happening_cores_root ON happening_cores (root);
CREATE TABLE happening_tokens (
  token INTEGER NOT NULL,
  first TEXT NOT NULL,
  core_id TEXT NOT NULL,
  last TEXT NOT NULL,
  PRIMARY KEY (token, first, core_id)
) WITHOUT ROWID;
CREATE INDEX happening_tokens_core ON happening_tokens (core_id);

CREATE VIEW v_timeline AS
  SELECT h.date_from, h.date_to, (SELECT group_concat(value, ', ') FROM json_each(h.actors)) AS who, h.type, h.mode,
         (SELECT group_concat(value, ', ') FROM json_each(h.recipients)) AS to_whom, h.status, h.origins, h.reports,
         (SELECT group_concat(value, ', ') FROM json_each(h.disputed)) AS disputed,
         e.sentence, coalesce(a.publisher, a.agency, a.source) AS source, a.title, a.url, h.happening_id,
         e.event_id, a.article_id
  FROM happenings h
  JOIN events e ON e.article_id = h.first_article_id AND e.event_id = h.first_event_id
  JOIN articles a ON a.article_id = h.first_article_id
  ORDER BY h.sort_key;
UPDATE derived SET stale = 1 WHERE EXISTS (SELECT 1 FROM articles);
INSERT OR IGNORE INTO touched SELECT article_id FROM articles;
