-- The record, schema 1. Nested values are JSON text; days are ISO dates; spans are code points of articles.text.

CREATE TABLE articles (
  article_id TEXT NOT NULL PRIMARY KEY,
  source TEXT NOT NULL,
  url TEXT,
  title TEXT,
  publisher TEXT,
  agency TEXT,
  byline TEXT,
  dateline_place TEXT,
  published_from TEXT,
  published_to TEXT,
  published_basis TEXT NOT NULL,
  language TEXT,
  text TEXT NOT NULL,
  text_sha256 TEXT NOT NULL,
  reader_version TEXT NOT NULL,
  published_reasons TEXT NOT NULL DEFAULT '[]',
  skipped TEXT
);
CREATE INDEX articles_published ON articles (published_from);
CREATE INDEX articles_text ON articles (text_sha256);

CREATE TABLE statements (
  statement_id TEXT NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  source_text TEXT,
  cue TEXT,
  content TEXT,
  speaker_id TEXT,
  speaker_name TEXT,
  speaker_country TEXT,
  speaker_office TEXT,
  addressee_name TEXT,
  said_from TEXT,
  said_to TEXT,
  within TEXT,
  sentence TEXT NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  source_spans TEXT NOT NULL,
  cue_spans TEXT NOT NULL,
  content_spans TEXT NOT NULL,
  how TEXT,
  confidence REAL,
  speaker_sector TEXT,
  addressee_id TEXT,
  addressee_country TEXT,
  cue_class TEXT,
  PRIMARY KEY (article_id, statement_id)
);
CREATE INDEX statements_id ON statements (statement_id);
CREATE INDEX statements_said ON statements (said_from);
CREATE INDEX statements_speaker ON statements (speaker_id);
CREATE INDEX statements_country ON statements (speaker_country);

CREATE TABLE events (
  event_id TEXT NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  mode TEXT,
  contexts TEXT NOT NULL,
  cameo TEXT,
  actor_ids TEXT NOT NULL,
  actor_names TEXT NOT NULL,
  actor_countries TEXT NOT NULL,
  actor_sectors TEXT NOT NULL,
  recipient_ids TEXT NOT NULL,
  recipient_names TEXT NOT NULL,
  recipient_countries TEXT NOT NULL,
  recipient_sectors TEXT NOT NULL,
  date_from TEXT,
  date_to TEXT,
  place_name TEXT,
  place_country TEXT,
  latitude REAL,
  longitude REAL,
  status TEXT NOT NULL,
  reported_by TEXT,
  sentence TEXT NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  how TEXT,
  confidence REAL,
  act TEXT NOT NULL,
  actor_texts TEXT NOT NULL,
  recipient_texts TEXT NOT NULL,
  actor_spans TEXT NOT NULL,
  recipient_spans TEXT NOT NULL,
  PRIMARY KEY (article_id, event_id)
);
CREATE INDEX events_id ON events (event_id);
CREATE INDEX events_date ON events (date_from);
CREATE INDEX events_type ON events (type, date_from);

CREATE TABLE participants (
  article_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('actor', 'recipient')),
  position INTEGER NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  actor_id TEXT,
  name TEXT,
  country TEXT,
  sector TEXT,
  office TEXT,
  PRIMARY KEY (article_id, event_id, side, position),
  FOREIGN KEY (article_id, event_id) REFERENCES events (article_id, event_id) ON DELETE CASCADE
);
CREATE INDEX participants_country ON participants (country, side);
CREATE INDEX participants_actor ON participants (actor_id, side);

CREATE TABLE figures (
  figure_id TEXT NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
  measure TEXT NOT NULL,
  low INTEGER,
  high INTEGER,
  qualifier TEXT,
  who TEXT,
  claimant_name TEXT,
  claimant_country TEXT,
  date_from TEXT,
  date_to TEXT,
  place_name TEXT,
  place_country TEXT,
  headline INTEGER NOT NULL,
  sentence TEXT NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  how TEXT,
  confidence REAL,
  claimant_id TEXT,
  latitude REAL,
  longitude REAL,
  PRIMARY KEY (article_id, figure_id)
);
CREATE INDEX figures_id ON figures (figure_id);
CREATE INDEX figures_date ON figures (date_from);

CREATE TABLE mentions (
  article_id TEXT NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  actor_name TEXT,
  country TEXT,
  sector TEXT,
  office TEXT,
  how TEXT,
  PRIMARY KEY (article_id, "start", "end", actor_id)
);
CREATE INDEX mentions_actor ON mentions (actor_id, actor_name);

CREATE TABLE positions (
  position_id TEXT NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
  holder_id TEXT,
  holder_name TEXT,
  holder_country TEXT,
  holder_sector TEXT,
  holder_office TEXT,
  issue_kind TEXT NOT NULL,
  issue_about TEXT,
  issue_label TEXT,
  stance TEXT NOT NULL,
  date_from TEXT,
  date_to TEXT,
  evidence TEXT,
  sentence TEXT NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  how TEXT,
  confidence REAL,
  PRIMARY KEY (article_id, position_id)
);
CREATE INDEX positions_id ON positions (position_id);
CREATE INDEX positions_holder ON positions (holder_country, date_from);

CREATE TABLE ballots (
  ballot_id TEXT NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
  draft_label TEXT,
  draft_symbol TEXT,
  member TEXT NOT NULL,
  vote TEXT NOT NULL,
  date_from TEXT,
  date_to TEXT,
  sentence TEXT NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  how TEXT,
  confidence REAL,
  draft_sponsors TEXT NOT NULL DEFAULT '[]',
  draft_agenda TEXT,
  draft_fate TEXT,
  PRIMARY KEY (article_id, ballot_id)
);
CREATE INDEX ballots_id ON ballots (ballot_id);

CREATE TABLE times (
  article_id TEXT NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  type TEXT NOT NULL,
  value TEXT NOT NULL,
  date_from TEXT,
  date_to TEXT,
  PRIMARY KEY (article_id, "start", "end")
);

CREATE TABLE sentences (
  article_id TEXT NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (article_id, "start")
);
CREATE VIRTUAL TABLE sentences_fts USING fts5 (
  text, content = 'sentences', content_rowid = 'rowid', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER sentences_added AFTER INSERT ON sentences BEGIN
  INSERT INTO sentences_fts (rowid, text) VALUES (new.rowid, new.text);
END;
CREATE TRIGGER sentences_gone AFTER DELETE ON sentences BEGIN
  INSERT INTO sentences_fts (sentences_fts, rowid, text) VALUES ('delete', old.rowid, old.text);
END;

-- Which page became which article. page_key is a hash of its bytes and of what its container said of them; one page may
-- have been met at several places (the first name in order is kept).
CREATE TABLE pages (
  page_key TEXT NOT NULL PRIMARY KEY,
  page_sha256 TEXT NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
  source TEXT NOT NULL
);
CREATE INDEX pages_article ON pages (article_id);

-- What could not be read, and why.
CREATE TABLE rejects (
  source TEXT NOT NULL PRIMARY KEY,
  reason TEXT NOT NULL
);

-- Hashes of five-word shingles, by which copies are found.
CREATE TABLE sketches (
  article_id TEXT NOT NULL PRIMARY KEY REFERENCES articles (article_id) ON DELETE CASCADE,
  words INTEGER NOT NULL,
  hashes BLOB NOT NULL
);

-- A person's decisions. They survive every reading; nothing is written here by a reader.
CREATE TABLE judgements (
  judgement_id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  object TEXT,
  decision TEXT NOT NULL,
  reason TEXT,
  made_at TEXT
);

-- Whether the derived tables below are of this record as it stands: 1 when rows came or went since.
CREATE TABLE derived (
  stale INTEGER NOT NULL
);
INSERT INTO derived VALUES (0);

-- Derived: may be emptied and made again at any time.
CREATE TABLE copies (
  article_id TEXT NOT NULL PRIMARY KEY REFERENCES articles (article_id) ON DELETE CASCADE,
  origin_id TEXT NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
  how TEXT NOT NULL
);
CREATE INDEX copies_origin ON copies (origin_id);
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
  first_event_id TEXT NOT NULL
);
CREATE INDEX happenings_date ON happenings (date_from);
CREATE INDEX happenings_first ON happenings (first_article_id);
CREATE TABLE happening_reports (
  happening_id TEXT NOT NULL REFERENCES happenings (happening_id) ON DELETE CASCADE,
  article_id TEXT NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
  event_id TEXT NOT NULL,
  origin TEXT NOT NULL,
  PRIMARY KEY (article_id, event_id)
);
CREATE INDEX happening_reports_happening ON happening_reports (happening_id);

-- Views for people who open the file in Datasette or DB Browser.
CREATE VIEW v_timeline AS
  SELECT h.date_from, h.date_to, (SELECT group_concat(value, ', ') FROM json_each(h.actors)) AS who, h.type, h.mode,
         (SELECT group_concat(value, ', ') FROM json_each(h.recipients)) AS to_whom, h.status, h.origins, h.reports,
         e.sentence, coalesce(a.publisher, a.agency, a.source) AS source, a.title, a.url, h.happening_id,
         e.event_id, a.article_id
  FROM happenings h
  JOIN events e ON e.article_id = h.first_article_id AND e.event_id = h.first_event_id
  JOIN articles a ON a.article_id = h.first_article_id
  ORDER BY coalesce(julianday(h.date_to) - julianday(h.date_from) > 366, 1), h.date_from IS NULL, h.date_from,
           h.date_to, a.article_id, e."start", h.happening_id;
CREATE VIEW v_statements AS
  SELECT s.said_from, s.said_to, coalesce(s.speaker_name, s.source_text) AS speaker, s.speaker_country,
         s.speaker_office, s.cue, s.content, s.addressee_name AS addressee, s.kind, s.sentence,
         coalesce(a.publisher, a.agency, a.source) AS source, a.title, a.url, s.statement_id, a.article_id
  FROM statements s JOIN articles a USING (article_id)
  ORDER BY s.said_from IS NULL, s.said_from, a.article_id, s."start";
CREATE VIEW v_figures AS
  SELECT f.date_from, f.date_to, f.measure, f.low, f.high, f.qualifier, f.who, f.claimant_name AS claimant,
         f.place_name, f.place_country, f.headline, f.sentence, coalesce(a.publisher, a.agency, a.source) AS source,
         a.title, a.url, f.figure_id, a.article_id
  FROM figures f JOIN articles a USING (article_id)
  ORDER BY f.date_from IS NULL, f.date_from, a.article_id, f."start";
CREATE VIEW v_dyads AS
  SELECT coalesce(p.country, p.name, p.text) AS actor, coalesce(q.country, q.name, q.text) AS recipient, e.type,
         e.status, e.date_from, e.date_to, e.sentence, e.event_id, e.article_id
  FROM events e
  JOIN participants p ON p.article_id = e.article_id AND p.event_id = e.event_id AND p.side = 'actor'
  JOIN participants q ON q.article_id = e.article_id AND q.event_id = e.event_id AND q.side = 'recipient'
  ORDER BY e.date_from IS NULL, e.date_from, e.article_id, e."start";
CREATE VIEW v_articles AS
  SELECT a.published_from, a.published_to, a.published_basis, a.title, coalesce(a.publisher, a.agency) AS publisher,
         a.source, a.url, (SELECT count(*) FROM statements s WHERE s.article_id = a.article_id) AS statements,
         (SELECT count(*) FROM events e WHERE e.article_id = a.article_id) AS events,
         (SELECT count(*) FROM figures f WHERE f.article_id = a.article_id) AS figures,
         (SELECT c.origin_id FROM copies c WHERE c.article_id = a.article_id) AS copy_of, a.skipped, a.article_id
  FROM articles a
  ORDER BY a.published_from IS NULL, a.published_from, a.article_id;
