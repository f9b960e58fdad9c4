-- Version 2: what happens by itself with what a Discover finds (the filter and auto-map), and
-- the history of Records.

ALTER TABLE connections ADD COLUMN tool             TEXT;  -- the Connector's name, for {tool}
ALTER TABLE connections ADD COLUMN auto_map         INTEGER NOT NULL DEFAULT 0;
ALTER TABLE connections ADD COLUMN product_template TEXT    NOT NULL DEFAULT '{name}';
ALTER TABLE connections ADD COLUMN type_template    TEXT    NOT NULL DEFAULT '{parent}';
ALTER TABLE connections ADD COLUMN collision        INTEGER NOT NULL DEFAULT 0;

CREATE TABLE connection_filters (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  position      INTEGER NOT NULL,
  exclude       INTEGER NOT NULL,
  field         INTEGER NOT NULL,
  pattern       TEXT    NOT NULL,
  PRIMARY KEY (connection_id, position)
) STRICT, WITHOUT ROWID;

-- What the filter left out the last time, so that a person who changes it sees what it would do.
CREATE TABLE left_out_units (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  vendor_id     TEXT    NOT NULL,
  name          TEXT    NOT NULL,
  parent        TEXT,
  kind          TEXT,
  tags          TEXT,
  PRIMARY KEY (connection_id, vendor_id)
) STRICT, WITHOUT ROWID;

-- The repository or container image behind the Record, in one spelling: Records of different
-- tools that have the same one are about the same thing.
ALTER TABLE records ADD COLUMN source TEXT;

CREATE INDEX records_by_source ON records (source, state, product_id) WHERE source IS NOT NULL;

-- Where a deleted Record was mapped: auto-map gives it back when the unit returns.
ALTER TABLE deleted_records ADD COLUMN product_id INTEGER
  REFERENCES products (id) ON DELETE SET NULL;

ALTER TABLE operations ADD COLUMN n_mapped   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE operations ADD COLUMN n_left_out INTEGER NOT NULL DEFAULT 0;

-- What happened to Records. One event can be about a hundred thousand of them; what differs from
-- one to the next (an earlier name, a Product) stands beside the Record.
CREATE TABLE events (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  kind          INTEGER NOT NULL,
  actor         INTEGER NOT NULL,
  time          INTEGER NOT NULL,
  connection_id INTEGER REFERENCES connections (id) ON DELETE CASCADE,  -- NULL: of several
  decision_id   INTEGER,
  operation_id  INTEGER,
  detail        TEXT
) STRICT;

CREATE INDEX events_by_connection ON events (connection_id) WHERE connection_id IS NOT NULL;

CREATE TABLE event_records (
  record_id INTEGER NOT NULL,
  event_id  INTEGER NOT NULL,
  detail    TEXT,
  PRIMARY KEY (record_id, event_id)
) STRICT, WITHOUT ROWID;
