-- The record: where an article tells an event, once or several times.

ALTER TABLE events ADD COLUMN tellings TEXT;
