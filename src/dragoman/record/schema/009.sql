-- The record: which articles came, changed or went since the derived tables were made, so that only what they touch is
-- derived again.

CREATE TABLE touched (
  article_id TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;
INSERT INTO touched SELECT article_id FROM articles;
CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN
  INSERT OR IGNORE INTO touched VALUES (new.article_id);
END;
CREATE TRIGGER articles_gone AFTER DELETE ON articles BEGIN
  INSERT OR IGNORE INTO touched VALUES (old.article_id);
END;
