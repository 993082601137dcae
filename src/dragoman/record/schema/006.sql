-- The record: on what occasion a statement was made.

ALTER TABLE statements ADD COLUMN occasion TEXT;
