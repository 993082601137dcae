-- The record: a person's judgements on entries (this is none, this field is wrong), and what they come to.

-- A person's decisions. They survive every reading; no reader writes here. Where the entry stands is kept too, so that it is
-- found again when a newer reader gives it another id.
CREATE TABLE amendments (
  amendment_id TEXT NOT NULL PRIMARY KEY,
  date TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('reject', 'amend')),
  table_name TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  field TEXT,
  value TEXT,
  was TEXT,
  reason TEXT,
  active INTEGER NOT NULL
);

-- What the amendments in force come to: entries that are none (field ''), and columns with another value.
CREATE TABLE amended (
  table_name TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  field TEXT NOT NULL,
  value,
  PRIMARY KEY (table_name, entry_id, field)
) WITHOUT ROWID;
