-- The record, schema 2: a person's judgements on actors, and what follows from them for each actor.

-- A person's decisions. They survive every reading; no reader writes here.
DROP TABLE judgements;
CREATE TABLE judgements (
  judgement_id TEXT NOT NULL PRIMARY KEY,
  date TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'rename', 'ignore')),
  actor_id TEXT NOT NULL,
  actor_name TEXT,
  into_id TEXT,
  article_id TEXT,
  name TEXT,
  country TEXT,
  sector TEXT,
  reason TEXT,
  active INTEGER NOT NULL
);

-- What the judgements in force come to, made anew with each of them: as whom an actor's rows are shown, in one article or
-- (article_id '') in all others. No shown_id: the actor is ignored. kept: the row's own country, sector and office stand
-- where the judgements name none.
CREATE TABLE judged (
  actor_id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  shown_id TEXT,
  name TEXT,
  country TEXT,
  sector TEXT,
  kept INTEGER NOT NULL,
  PRIMARY KEY (actor_id, article_id)
) WITHOUT ROWID;
CREATE INDEX statements_addressee ON statements (addressee_id);
CREATE INDEX figures_claimant ON figures (claimant_id);
CREATE INDEX positions_holder_id ON positions (holder_id);
