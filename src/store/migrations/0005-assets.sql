-- Version 5: Products that are kept in step with the units for which they were made.

ALTER TABLE products ADD COLUMN description TEXT;
ALTER TABLE products ADD COLUMN tags        TEXT;  -- as those of Records
ALTER TABLE products ADD COLUMN url         TEXT;

-- For which Record auto-map made a Product; what the Product was called, and what the Record was,
-- when it last followed it. Another name or Type now is a person's. There are no foreign keys: the
-- deletion of a Product or a Record can be taken back, and they are then what they were.
CREATE TABLE made_products (
  product_id    INTEGER PRIMARY KEY,
  record_id     INTEGER NOT NULL,
  name          TEXT    NOT NULL,
  type_name     TEXT,
  record_name   TEXT    NOT NULL,
  record_parent TEXT,
  record_kind   TEXT,
  name_waits    INTEGER NOT NULL DEFAULT 0,  -- it could not follow yet
  type_waits    INTEGER NOT NULL DEFAULT 0,
  sent          TEXT                         -- what DefectDojo was told last of the Product
) STRICT;

CREATE INDEX made_products_by_record ON made_products (record_id);

-- What a Sync of a Connection that imports assets did about a Record's Product.
CREATE TABLE asset_results (
  operation_id     INTEGER NOT NULL REFERENCES operations (id) ON DELETE CASCADE,
  record_id        INTEGER NOT NULL,
  changes          INTEGER NOT NULL,  -- GenkanAssetChanges
  name_before      TEXT,
  name_after       TEXT,
  type_before      TEXT,
  type_after       TEXT,
  delivery         INTEGER,           -- GenkanDeliveryOutcome; NULL: there was none
  delivery_message TEXT,
  PRIMARY KEY (operation_id, record_id)
) STRICT, WITHOUT ROWID;
