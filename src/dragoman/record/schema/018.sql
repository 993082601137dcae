-- The record: which articles were grouped together, so that one more finds those that it may part or join at once.

CREATE INDEX story_profiles_part ON story_profiles (part);
