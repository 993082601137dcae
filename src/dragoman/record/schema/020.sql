-- The record: sums of positions by holder and issue, and of happenings by place, are read from indexes alone.

CREATE INDEX positions_stood ON positions (
  (CASE WHEN holder_country IS NOT NULL AND (holder_sector IS NULL OR holder_sector IN
   ('COP', 'GOV', 'JUD', 'LEG', 'MIL', 'SPY')) THEN 'state:' || holder_country ELSE holder_id END),
  issue_kind, issue_about, date_to, date_from
);
DROP INDEX IF EXISTS happenings_place;
CREATE INDEX happenings_place ON happenings (
  place_country, place_name, type, date_from, date_to, first_article_id, first_event_id
) WHERE place_name IS NOT NULL;
