-- From schema 2 to 3. What a column of 3 holds was not read for rows of 2: it is absent in them, and every file that is
-- still there is read anew, because no file was ever written at no time.
UPDATE sources SET modified_at_ms = NULL;
ALTER TABLE turns ADD COLUMN agent_characters INTEGER;
ALTER TABLE activity ADD COLUMN agent_characters INTEGER;
ALTER TABLE gauges ADD COLUMN stated_total_tokens INTEGER;
ALTER TABLE images ADD COLUMN is_local INTEGER;
CREATE TABLE known_types (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  type_index INTEGER NOT NULL,
  place TEXT NOT NULL,
  name TEXT,
  count INTEGER NOT NULL,
  PRIMARY KEY (source_id, type_index)
) STRICT, WITHOUT ROWID;
