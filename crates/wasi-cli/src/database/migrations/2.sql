-- From schema 1 to 2. What a column of 2 holds was not read for rows of 1: it is absent in them, and every file that is
-- still there is read anew, because no file was ever written at no time.
ALTER TABLE sources ADD COLUMN is_purged INTEGER NOT NULL DEFAULT 0;
UPDATE sources SET modified_at_ms = NULL;
ALTER TABLE sessions ADD COLUMN agent_nickname TEXT;
ALTER TABLE turns ADD COLUMN service_tier TEXT;
ALTER TABLE turns ADD COLUMN summary_characters INTEGER;
ALTER TABLE turns ADD COLUMN raw_characters INTEGER;
ALTER TABLE activity ADD COLUMN summary_characters INTEGER;
ALTER TABLE activity ADD COLUMN raw_characters INTEGER;
ALTER TABLE usage ADD COLUMN stated_total_tokens INTEGER;
ALTER TABLE gauges ADD COLUMN is_estimate INTEGER;
ALTER TABLE images ADD COLUMN turn_index INTEGER;
