-- Version 3: Findings, what a Sync found, and what the next one starts from.

-- The Connection's and the Record's: Findings below it are not kept. 0 is Info: all of them.
ALTER TABLE connections ADD COLUMN minimum_severity INTEGER NOT NULL DEFAULT 0;
ALTER TABLE records     ADD COLUMN minimum_severity INTEGER;  -- NULL: the Connection's

-- A unit that comes back after its Record was deleted gets its number, and so its Findings, back.
ALTER TABLE deleted_records ADD COLUMN record_id INTEGER;

-- A Finding belongs to its Record by number, without a foreign key: deleting the Record decides
-- about the Record only.
CREATE TABLE findings (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id     INTEGER NOT NULL,
  unique_id     TEXT    NOT NULL,    -- the tool's
  state         INTEGER NOT NULL,
  severity      INTEGER NOT NULL,
  is_wide       INTEGER NOT NULL,    -- brought by a step for the whole Connection
  checksum      INTEGER NOT NULL,    -- of `fields`: what did not change is not written
  first_seen    INTEGER NOT NULL,
  changed       INTEGER NOT NULL,    -- the last time that it was new, changed, closed or reopened
  closed        INTEGER,             -- when it was seen to be closed
  title         TEXT    NOT NULL,
  title_key     TEXT    NOT NULL,
  component     TEXT,
  vulnerability TEXT,                -- the first of its ids, a CVE where there is one
  search        TEXT    NOT NULL,
  fields        TEXT    NOT NULL,    -- JSON: the columns of Generic Findings Import
  UNIQUE (record_id, unique_id)
) STRICT;

CREATE INDEX findings_by_state ON findings (record_id, state, severity);

CREATE TABLE finding_events (
  finding_id   INTEGER NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  time         INTEGER NOT NULL,
  kind         INTEGER NOT NULL,
  operation_id INTEGER,
  detail       TEXT,
  PRIMARY KEY (finding_id, time, kind)
) STRICT, WITHOUT ROWID;

-- What a Sync found for a Record.
CREATE TABLE sync_results (
  operation_id INTEGER NOT NULL REFERENCES operations (id) ON DELETE CASCADE,
  record_id    INTEGER NOT NULL,
  outcome      INTEGER NOT NULL,
  n_found      INTEGER NOT NULL DEFAULT 0,
  n_new        INTEGER NOT NULL DEFAULT 0,
  n_changed    INTEGER NOT NULL DEFAULT 0,
  n_closed     INTEGER NOT NULL DEFAULT 0,
  n_reopened   INTEGER NOT NULL DEFAULT 0,
  n_below      INTEGER NOT NULL DEFAULT 0,  -- below the minimum severity
  n_held       INTEGER NOT NULL DEFAULT 0,  -- not closed: the removal guard asks first
  message      TEXT,
  details      TEXT,
  PRIMARY KEY (operation_id, record_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX sync_results_by_record ON sync_results (record_id, operation_id);

-- Findings that a Sync did not see any more, too many to be closed without asking.
CREATE TABLE held_findings (
  record_id  INTEGER NOT NULL,
  finding_id INTEGER NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  PRIMARY KEY (record_id, finding_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX held_by_finding ON held_findings (finding_id);

-- What a connector file wants to know again next time; record_id 0: for the whole Connection.
CREATE TABLE remembered (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  record_id     INTEGER NOT NULL,
  name          TEXT    NOT NULL,
  value         ANY,
  PRIMARY KEY (connection_id, record_id, name)
) STRICT, WITHOUT ROWID;

INSERT INTO revisions (tables, revision) VALUES (16, 0);
