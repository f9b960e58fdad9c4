-- What the writer keeps for itself, in a file that has no name and dies with the process: a kill
-- leaves neither staged rows nor room taken up in the database, and staging holds up no other
-- process that wants to write.

-- The rows of running Operations, as they come; an id may come twice. The index that the end of
-- a Discover needs is made then: sorting once is much faster than keeping order all along.
CREATE TEMP TABLE staged_records (
  id           INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL,
  vendor_id    TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  kind         TEXT,
  parent       TEXT,
  url          TEXT,
  description  TEXT,
  tags         TEXT,
  extra        TEXT,
  source       TEXT
) STRICT;

-- Units of a running Operation that shall stay as they are: the filter leaves them out (kind 0),
-- or a person has taken them out of the preview, whole (1) or without their mapping (2).
CREATE TEMP TABLE left_out (
  operation_id INTEGER NOT NULL,
  vendor_id    TEXT    NOT NULL,
  kind         INTEGER NOT NULL,
  PRIMARY KEY (operation_id, vendor_id, kind)
) STRICT, WITHOUT ROWID;

-- Scratch: what the end of a Discover changes, as GenkanChangeKind. `detail` is the earlier name
-- or parent, or the Product.
CREATE TEMP TABLE changes (
  kind      INTEGER NOT NULL,
  record_id INTEGER NOT NULL,
  detail    TEXT,
  is_made   INTEGER NOT NULL DEFAULT 0  -- the Product was made for it
) STRICT;

-- Scratch: the Records that a decision is about, and those that a Discover did not see.
CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY) STRICT;
CREATE TEMP TABLE unseen (id INTEGER PRIMARY KEY) STRICT;

-- Scratch: the Records whose Products are to be kept in step, and what is to become of those that
-- are not. `changes` are GenkanAssetChanges and the bits of genkan-store-assets-private.h.
CREATE TEMP TABLE kept_records (id INTEGER PRIMARY KEY) STRICT;
CREATE TEMP TABLE kept_products (
  record_id   INTEGER PRIMARY KEY,
  product_id  INTEGER NOT NULL,
  changes     INTEGER NOT NULL,
  name_before TEXT,
  name_after  TEXT,
  name_key    TEXT,
  type_before TEXT,
  type_after  TEXT
) STRICT;

CREATE INDEX kept_products_by_product ON kept_products (product_id);
CREATE INDEX kept_products_by_name ON kept_products (name_key);

-- Scratch: to which Products the Records of a list are to be mapped, each to its own.
CREATE TEMP TABLE wanted (
  record_id INTEGER PRIMARY KEY,
  product   TEXT NOT NULL,
  type      TEXT
) STRICT;

-- Records as they were before a decision, as long as it can be taken back.
CREATE TEMP TABLE undo_states (
  decision_id         INTEGER NOT NULL,
  record_id           INTEGER NOT NULL,
  connection_id       INTEGER NOT NULL,
  vendor_id           TEXT    NOT NULL,
  state               INTEGER NOT NULL,
  product_id          INTEGER,
  earlier_product_id  INTEGER,
  finalized           INTEGER,
  earlier_decision_id INTEGER,
  minimum_severity    INTEGER,
  seen                INTEGER NOT NULL,  -- when the Record was last discovered
  discovered          INTEGER NOT NULL,  -- when its Connection was, completely; or 0
  PRIMARY KEY (decision_id, record_id)
) STRICT, WITHOUT ROWID;

-- The Products that a decision made, with their Product Types if it made those too.
CREATE TEMP TABLE undo_products (
  decision_id INTEGER NOT NULL,
  product_id  INTEGER NOT NULL,
  type_id     INTEGER,
  PRIMARY KEY (decision_id, product_id)
) STRICT, WITHOUT ROWID;

-- The rest of the Records that were deleted.
CREATE TEMP TABLE undo_records (
  decision_id         INTEGER NOT NULL,
  record_id           INTEGER NOT NULL,
  first_discovered    INTEGER NOT NULL,
  name                TEXT    NOT NULL,
  name_key            TEXT    NOT NULL,
  search              TEXT    NOT NULL,
  kind                TEXT,
  parent              TEXT,
  url                 TEXT,
  description         TEXT,
  tags                TEXT,
  extra               TEXT,
  source              TEXT,
  earlier_deletion_id INTEGER,           -- the unit had been deleted before
  PRIMARY KEY (decision_id, record_id)
) STRICT, WITHOUT ROWID;

-- Products and Product Types as they were before a decision about them.
CREATE TEMP TABLE undo_product_rows (
  decision_id INTEGER NOT NULL,
  product_id  INTEGER NOT NULL,
  name        TEXT    NOT NULL,
  type_name   TEXT,
  description TEXT,
  tags        TEXT,
  url         TEXT,
  PRIMARY KEY (decision_id, product_id)
) STRICT, WITHOUT ROWID;

-- A running Sync: its Records, with the least severity that is kept of each.
CREATE TEMP TABLE sync_records (
  operation_id     INTEGER NOT NULL,
  record_id        INTEGER NOT NULL,
  vendor_id        TEXT    NOT NULL,
  minimum_severity INTEGER NOT NULL,
  PRIMARY KEY (operation_id, vendor_id)
) STRICT, WITHOUT ROWID;

-- Findings of running Syncs that are new or not as they were, as far as they are too many to be
-- held in memory. An id may come twice.
CREATE TEMP TABLE staged_findings (
  id            INTEGER PRIMARY KEY,
  operation_id  INTEGER NOT NULL,
  record_id     INTEGER NOT NULL,
  is_wide       INTEGER NOT NULL,
  unique_id     TEXT    NOT NULL,
  state         INTEGER NOT NULL,
  severity      INTEGER NOT NULL,
  checksum      INTEGER NOT NULL,
  fingerprint   INTEGER NOT NULL,
  found         INTEGER,
  title         TEXT    NOT NULL,
  component     TEXT,
  vulnerability TEXT,
  fields        TEXT    NOT NULL
) STRICT;

CREATE INDEX staged_findings_by_record ON staged_findings (operation_id, record_id, is_wide);

-- What running Syncs have not kept.
CREATE TEMP TABLE below_minimum (
  operation_id INTEGER NOT NULL,
  record_id    INTEGER NOT NULL,
  is_wide      INTEGER NOT NULL,
  n            INTEGER NOT NULL,
  PRIMARY KEY (operation_id, record_id, is_wide)
) STRICT, WITHOUT ROWID;

-- Scratch: the counts of a scope that ends, and what the tool no longer brings.
CREATE TEMP TABLE scope_counts (
  record_id   INTEGER PRIMARY KEY,
  open_before INTEGER NOT NULL,
  n_found     INTEGER NOT NULL,
  n_below     INTEGER NOT NULL,
  n_known     INTEGER NOT NULL DEFAULT 0,
  n_new       INTEGER NOT NULL DEFAULT 0,
  n_reopened  INTEGER NOT NULL DEFAULT 0,
  n_closed    INTEGER NOT NULL DEFAULT 0,
  n_gone      INTEGER NOT NULL DEFAULT 0,
  n_held      INTEGER NOT NULL DEFAULT 0,
  n_repeated  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TEMP TABLE gone_findings (
  finding_id INTEGER PRIMARY KEY,
  record_id  INTEGER NOT NULL
) STRICT;

-- Scratch: what a server has, and what is renamed because it was there. An `id` of 0 is a Product
-- Type without Products.
CREATE TEMP TABLE catalogue (
  id        INTEGER NOT NULL,
  name      TEXT    NOT NULL,
  type_id   INTEGER NOT NULL,
  type_name TEXT    NOT NULL
) STRICT;

CREATE TEMP TABLE catalogue_marks (
  mark TEXT    PRIMARY KEY,
  id   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TEMP TABLE renamed (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
