-- From schema 3 to 4. All rows of a file stand once more in few bytes, from which reports are computed. Of rows that were
-- stored before they do not: every file that is still there is read anew, because no file was ever written at no time; of
-- the others the rows themselves are read.
UPDATE sources SET modified_at_ms = NULL;
CREATE TABLE row_bytes (
  source_id INTEGER PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
  bytes BLOB NOT NULL
) STRICT;
