-- The record: sums that the desk in a browser asks for at each step, so that no page reads a whole table: which actor is
-- in which article, how active each is, who did what to whom by week, and where happenings were.

-- Derived: may be emptied and made again at any time. Rows of an article that is gone stay until the sums are brought to the
-- record as it stands, so that what they gave is taken away again.
CREATE TABLE article_actors (
  actor_id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  day TEXT,
  name TEXT,
  country TEXT,
  sector TEXT,
  mentions INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (actor_id, article_id)
) WITHOUT ROWID;
CREATE INDEX article_actors_article ON article_actors (article_id);
CREATE INDEX article_actors_day ON article_actors (actor_id, day, mentions);
CREATE INDEX article_actors_spoke ON article_actors (actor_id, day) WHERE statements > 0;
CREATE INDEX article_actors_spoken_for ON article_actors (country, day) WHERE statements > 0;
CREATE TABLE activity (
  actor_id TEXT NOT NULL PRIMARY KEY,
  name TEXT,
  country TEXT,
  sector TEXT,
  articles INTEGER NOT NULL,
  mentions INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  events INTEGER NOT NULL,
  first_day TEXT,
  last_day TEXT
);
CREATE INDEX activity_order ON activity (articles DESC, mentions DESC, actor_id);
CREATE INDEX activity_country ON activity (country, articles DESC);
CREATE VIRTUAL TABLE activity_fts USING fts5 (
  name, content = 'activity', content_rowid = 'rowid', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER activity_added AFTER INSERT ON activity BEGIN
  INSERT INTO activity_fts (rowid, name) VALUES (new.rowid, new.name);
END;
CREATE TRIGGER activity_gone AFTER DELETE ON activity BEGIN
  INSERT INTO activity_fts (activity_fts, rowid, name) VALUES ('delete', old.rowid, old.name);
END;

-- A happening's pairs of who acted on whom, an official standing for the state; `quad` and `score` (twice PLOVER's
-- intensity, a whole number) are those of its type as PLOVER codes it, `day` is empty where it is not known to a month.
CREATE TABLE dyad_happenings (
  actor TEXT NOT NULL,
  recipient TEXT NOT NULL,
  day TEXT NOT NULL,
  happening_id TEXT NOT NULL,
  quad INTEGER NOT NULL,
  score INTEGER NOT NULL,
  PRIMARY KEY (actor, recipient, day, happening_id)
) WITHOUT ROWID;
CREATE INDEX dyad_happenings_happening ON dyad_happenings (happening_id);
CREATE TABLE dyads (
  actor TEXT NOT NULL,
  recipient TEXT NOT NULL,
  week TEXT NOT NULL,
  quad INTEGER NOT NULL,
  happenings INTEGER NOT NULL,
  score INTEGER NOT NULL,
  PRIMARY KEY (actor, recipient, week, quad)
) WITHOUT ROWID;
CREATE INDEX dyads_recipient ON dyads (recipient, actor);
CREATE INDEX dyads_week ON dyads (week, actor, recipient, quad, happenings, score);
CREATE TABLE dyad_totals (
  actor TEXT NOT NULL,
  recipient TEXT NOT NULL,
  quad INTEGER NOT NULL,
  happenings INTEGER NOT NULL,
  score INTEGER NOT NULL,
  PRIMARY KEY (actor, recipient, quad)
) WITHOUT ROWID;
CREATE INDEX dyad_totals_most ON dyad_totals (happenings DESC);
CREATE INDEX dyad_totals_recipient ON dyad_totals (recipient, actor);
CREATE INDEX happenings_place ON happenings (place_country, place_name, date_from, date_to)
  WHERE place_name IS NOT NULL;
CREATE INDEX figures_place ON figures (place_country, place_name) WHERE place_name IS NOT NULL;
CREATE INDEX figures_measure ON figures (measure, date_to);
CREATE INDEX positions_issue ON positions (issue_kind, date_to);

-- Which happenings came, changed or went since the pairs were made.
CREATE TABLE happenings_touched (
  happening_id TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;
INSERT INTO happenings_touched SELECT happening_id FROM happenings;
INSERT OR IGNORE INTO touched SELECT article_id FROM articles;
CREATE TRIGGER happenings_added AFTER INSERT ON happenings BEGIN
  INSERT OR IGNORE INTO happenings_touched VALUES (new.happening_id);
END;
CREATE TRIGGER happenings_gone AFTER DELETE ON happenings BEGIN
  INSERT OR IGNORE INTO happenings_touched VALUES (old.happening_id);
END;
CREATE TRIGGER happenings_changed AFTER UPDATE ON happenings BEGIN
  INSERT OR IGNORE INTO happenings_touched VALUES (old.happening_id);
  INSERT OR IGNORE INTO happenings_touched VALUES (new.happening_id);
END;
UPDATE derived SET stale = 1 WHERE EXISTS (SELECT 1 FROM articles);
