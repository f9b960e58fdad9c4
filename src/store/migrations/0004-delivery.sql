-- Version 4: what DefectDojo knows of us, and we of it.

-- The one server: its address, and what it said of itself. Its token is in the Secret Service.
CREATE TABLE server (
  name  TEXT PRIMARY KEY,
  value ANY  NOT NULL
) STRICT, WITHOUT ROWID;

-- Which of the server's it is, and the name it had there when we last looked: when the two names
-- differ, it tells on which side somebody renamed it.
ALTER TABLE product_types ADD COLUMN dojo_id   INTEGER;
ALTER TABLE product_types ADD COLUMN dojo_name TEXT;
ALTER TABLE products      ADD COLUMN dojo_id   INTEGER;
ALTER TABLE products      ADD COLUMN dojo_name TEXT;
ALTER TABLE products      ADD COLUMN dojo_type INTEGER;  -- the dojo_id of its Product Type there

CREATE UNIQUE INDEX product_types_by_dojo ON product_types (dojo_id) WHERE dojo_id IS NOT NULL;
CREATE UNIQUE INDEX products_by_dojo      ON products (dojo_id)      WHERE dojo_id IS NOT NULL;

-- What the server's Products say about mappings, made here or by a colleague's Genkan.
CREATE TABLE dojo_marks (
  mark       TEXT    PRIMARY KEY,
  product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The Test of a Record. What it is called to be of and what goes before its ids never change.
CREATE TABLE record_tests (
  record_id     INTEGER PRIMARY KEY,
  product_id    INTEGER NOT NULL,  -- the Product it is in: mapped elsewhere, a Record gets another
  engagement_id INTEGER NOT NULL,
  test_id       INTEGER NOT NULL,
  kind          TEXT    NOT NULL,
  prefix        TEXT    NOT NULL
) STRICT;

-- A Finding that has an identity, because it was sent once, or may have been. As long as the
-- checksum is that of the Finding, what was sent last is what it is now; when that changes, it is
-- kept in `sent` first.
CREATE TABLE deliveries (
  finding_id    INTEGER PRIMARY KEY REFERENCES findings (id) ON DELETE CASCADE,
  in_doubt      INTEGER NOT NULL,  -- it may have been sent since, and how that ended is not known
  sent_checksum INTEGER,           -- NULL: the server has it not
  sent_state    INTEGER,
  sent          TEXT,
  identity      TEXT    NOT NULL   -- by which the server knows it, for ever
) STRICT;

-- What became of a Record's delivery, as GenkanDeliveryOutcome; NULL: there was none.
ALTER TABLE sync_results ADD COLUMN delivery         INTEGER;
ALTER TABLE sync_results ADD COLUMN n_created        INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_results ADD COLUMN n_updated        INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_results ADD COLUMN n_mitigated      INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_results ADD COLUMN n_reactivated    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_results ADD COLUMN test_id          INTEGER;
ALTER TABLE sync_results ADD COLUMN delivery_message TEXT;
ALTER TABLE sync_results ADD COLUMN delivery_details TEXT;

INSERT INTO revisions (tables, revision) VALUES (32, 0);
