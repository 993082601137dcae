-- The record: sums of positions by each holder are read from an index alone, too.

DROP INDEX IF EXISTS positions_holder_id;
CREATE INDEX positions_held ON positions (holder_id, issue_kind, issue_about, date_to, date_from);
