-- The record, schema 5: whose word a position is, and of figures what they are of, whose part, by whose act.

ALTER TABLE positions ADD COLUMN reported_by TEXT;
ALTER TABLE figures ADD COLUMN scope TEXT;
ALTER TABLE figures ADD COLUMN part_of TEXT;
ALTER TABLE figures ADD COLUMN cause TEXT;
ALTER TABLE figures ADD COLUMN by_id TEXT;
ALTER TABLE figures ADD COLUMN by_name TEXT;
ALTER TABLE figures ADD COLUMN by_country TEXT;
UPDATE figures SET measure = 'killed', scope = 'other incident' WHERE measure = 'killed_background';
