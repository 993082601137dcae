-- The record: how many votes a draft's sponsors are said to seek.

ALTER TABLE ballots ADD COLUMN draft_sought INTEGER;
