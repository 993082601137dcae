-- The record: why a core of reports stands with another, which may be of another page or day.

ALTER TABLE happening_cores ADD COLUMN why TEXT NOT NULL DEFAULT '';
UPDATE derived SET stale = 1 WHERE EXISTS (SELECT 1 FROM articles);
INSERT OR IGNORE INTO touched SELECT article_id FROM articles;
