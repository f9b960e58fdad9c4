-- Version 7: what a Sync need not map again.

-- Of a Record: pairs of 64 bits each, in little-endian order: the fingerprint of an item, and the
-- number of the Finding that it is. What stands here saves time and nothing else.
CREATE TABLE recalled (
  record_id INTEGER PRIMARY KEY,
  minimum   INTEGER NOT NULL,  -- the minimum severity that was kept
  items     BLOB    NOT NULL
) STRICT;
