-- The record: the day on which an archive captured a page.

ALTER TABLE articles ADD COLUMN captured TEXT;
