-- The record: the marks by which statements find each other stand together by their days.

DELETE FROM utterance_keys;
UPDATE derived SET stale = 1 WHERE EXISTS (SELECT 1 FROM articles);
INSERT OR IGNORE INTO touched SELECT article_id FROM articles;
