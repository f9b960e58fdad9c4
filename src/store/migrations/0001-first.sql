-- Version 1: Connections, Products, Records, Operations and their log.
--
-- Times are microseconds since 1970 (UTC). The numbers of states, kinds and severities are those
-- of genkan-enums.h. `…_key` and `search` are made from the texts beside them by the functions
-- genkan_sort_key() and genkan_search_text(), which only writers need.

CREATE TABLE connections (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  connector_id    TEXT    NOT NULL,
  label           TEXT    NOT NULL UNIQUE,
  secret_id       TEXT    NOT NULL,  -- a name in the Secret Service, never the secret itself
  visible         TEXT,
  last_discovered INTEGER,           -- end of the last complete Discover
  n_unmapped      INTEGER NOT NULL DEFAULT 0,
  n_mapped        INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE connection_settings (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  name          TEXT    NOT NULL,
  value         TEXT    NOT NULL,
  PRIMARY KEY (connection_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE product_types (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT    NOT NULL UNIQUE
) STRICT;

CREATE TABLE products (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  name     TEXT    NOT NULL UNIQUE,
  name_key TEXT    NOT NULL,
  search   TEXT    NOT NULL,
  type_id  INTEGER REFERENCES product_types (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX products_by_name ON products (name_key);
CREATE INDEX products_by_type ON products (type_id) WHERE type_id IS NOT NULL;

-- What people decided about Records; a Record bears the number of the last one.
CREATE TABLE decisions (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  kind INTEGER NOT NULL,
  made INTEGER NOT NULL
) STRICT;

-- The short columns stand first: a search reads no overflow pages.
CREATE TABLE records (
  id                 INTEGER PRIMARY KEY AUTOINCREMENT,
  connection_id      INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  vendor_id          TEXT    NOT NULL,
  state              INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
  product_id         INTEGER REFERENCES products (id) ON DELETE SET NULL,
  earlier_product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
  decision_id        INTEGER,        -- NULL: nobody decided yet
  first_discovered   INTEGER NOT NULL,
  last_discovered    INTEGER,        -- NULL: seen by the last complete Discover, so that a run
                                     -- in which nothing changed writes no Record at all
  finalized          INTEGER,        -- when a person mapped it
  name               TEXT    NOT NULL,
  name_key           TEXT    NOT NULL,
  search             TEXT    NOT NULL,
  kind               TEXT,
  parent             TEXT,
  url                TEXT,
  description        TEXT,
  tags               TEXT,
  extra              TEXT,
  UNIQUE (connection_id, vendor_id)
) STRICT;

-- Covers the tables of a Connection in their usual order.
CREATE INDEX records_by_name  ON records (connection_id, name_key, id, state, product_id);
CREATE INDEX records_by_state ON records (connection_id, state, product_id);
CREATE INDEX records_by_product ON records (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX records_by_earlier_product ON records (earlier_product_id)
  WHERE earlier_product_id IS NOT NULL;
CREATE INDEX records_not_seen ON records (connection_id) WHERE last_discovered IS NOT NULL;

-- Units whose Record a person deleted, and the last such decision. A Discover that ran at that
-- moment does not bring them back, but says when it saw them; undoing needs to know both.
CREATE TABLE deleted_records (
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  vendor_id     TEXT    NOT NULL,
  decision_id   INTEGER NOT NULL,
  operation_id  INTEGER,
  seen          INTEGER,
  PRIMARY KEY (connection_id, vendor_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX deleted_records_by_decision ON deleted_records (decision_id);

CREATE TABLE operations (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  connection_id INTEGER NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  kind          INTEGER NOT NULL,
  status        INTEGER NOT NULL,
  triggered_by  INTEGER NOT NULL,
  started       INTEGER NOT NULL,
  ended         INTEGER,
  n_seen        INTEGER NOT NULL DEFAULT 0,
  n_new         INTEGER NOT NULL DEFAULT 0,
  n_changed     INTEGER NOT NULL DEFAULT 0,
  n_missing     INTEGER NOT NULL DEFAULT 0,
  n_returned    INTEGER NOT NULL DEFAULT 0,
  message       TEXT
) STRICT;

CREATE INDEX operations_by_connection ON operations (connection_id, id);
CREATE INDEX operations_running ON operations (connection_id) WHERE status = 0;

CREATE TABLE operation_log (
  id           INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operations (id) ON DELETE CASCADE,
  time         INTEGER NOT NULL,
  severity     INTEGER NOT NULL,
  text         TEXT    NOT NULL
) STRICT;

CREATE INDEX operation_log_by_operation ON operation_log (operation_id, id);

-- One row per bit of GenkanStoreTables: counts the commits that touched it, so that another
-- process learns which of its lists to read anew.
CREATE TABLE revisions (
  tables   INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL
) STRICT;

INSERT INTO revisions (tables, revision) VALUES (1, 0), (2, 0), (4, 0), (8, 0);
