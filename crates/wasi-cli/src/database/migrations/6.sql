-- From schema 5 to 6. At which effort a response was made was not read for rows of 5: until its file is read anew, it is the
-- effort of its turn, as reports told it before. Every file that is still there and states usage is read anew, because no
-- file was ever written at no time. The bytes beside the rows are of the older columns.
ALTER TABLE usage ADD COLUMN effort TEXT;
UPDATE usage SET effort = (
  SELECT turns.effort FROM turns WHERE turns.source_id = usage.source_id AND turns.turn_index = usage.turn_index
);
UPDATE sources SET modified_at_ms = NULL WHERE id IN (SELECT source_id FROM usage);
DELETE FROM row_bytes;
