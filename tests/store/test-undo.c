/* test-undo.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Taking decisions back, at once and after other things happened.
 */

#include "config.h"

#include "genkan-store-events.h"
#include "store-fixture.h"

#define COMPLETE GENKAN_OPERATION_STATUS_COMPLETE
#define NEW GENKAN_RECORD_STATE_NEW
#define GOOD GENKAN_RECORD_STATE_GOOD
#define IGNORED GENKAN_RECORD_STATE_IGNORED
#define MISSING GENKAN_RECORD_STATE_MISSING

static const StoreUnit units[] = { { "1", "Shop", NULL }, { "2", "Bank", NULL } };

typedef struct
{
  StoreFixture base;
  gint64       connection;
} UndoFixture;

static void
discover (UndoFixture     *fixture,
          const StoreUnit *listed,
          gsize            n_listed)
{
  g_autoptr (GenkanOperation) operation =
    store_discover (fixture->base.store, fixture->connection, COMPLETE, listed, n_listed);
}

static void
set_up (UndoFixture   *fixture,
        gconstpointer  data)
{
  store_fixture_set_up (&fixture->base, NULL);
  fixture->connection = store_add_connection (fixture->base.store, "Burp");
  discover (fixture, units, 2);
}

static void
tear_down (UndoFixture   *fixture,
           gconstpointer  data)
{
  store_fixture_tear_down (&fixture->base, NULL);
}

static GenkanUndo *
decide (UndoFixture        *fixture,
        const char         *vendor_id,
        GenkanDecisionKind  kind,
        const char         *product)
{
  return store_decide_one (fixture->base.store, fixture->connection, vendor_id, kind, product);
}

static void
take_back (UndoFixture *fixture,
           GenkanUndo  *undo)
{
  g_autoptr (GError) error = NULL;

  gboolean done = store_undo (fixture->base.store, undo, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

static void
assert_refused (UndoFixture *fixture,
                GenkanUndo  *undo)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (store_undo (fixture->base.store, undo, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND);
}

static void
assert_record (UndoFixture       *fixture,
               const char        *vendor_id,
               GenkanRecordState  state,
               const char        *product)
{
  store_assert_record (fixture->base.store, fixture->connection, vendor_id, state, product);
}

static gboolean
has_product (UndoFixture *fixture,
             const char  *name)
{
  g_autoptr (GenkanProduct) product = genkan_store_find_product (fixture->base.store, name, NULL);

  return product != NULL;
}

static void
test_map (UndoFixture   *fixture,
          gconstpointer  data)
{
  g_autoptr (GenkanUndo) undo = decide (fixture, "1", GENKAN_DECISION_MAP, "P");
  g_autoptr (GenkanRecord) record = NULL;

  take_back (fixture, undo);
  assert_record (fixture, "1", NEW, NULL);
  record = store_find_record (fixture->base.store, fixture->connection, "1");
  g_assert_cmpint (genkan_record_get_finalized (record), ==, 0);
  g_assert_false (has_product (fixture, "P"));
  assert_refused (fixture, undo);
}

static void
test_map_again (UndoFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (GenkanUndo) first = decide (fixture, "1", GENKAN_DECISION_MAP, "P");
  g_autoptr (GenkanUndo) second = decide (fixture, "1", GENKAN_DECISION_MAP, "Q");

  assert_refused (fixture, first);
  assert_record (fixture, "1", GOOD, "Q");
  take_back (fixture, second);
  assert_record (fixture, "1", GOOD, "P");
  g_assert_false (has_product (fixture, "Q"));
  take_back (fixture, first);
  assert_record (fixture, "1", NEW, NULL);
  g_assert_false (has_product (fixture, "P"));
}

/* Each to a Product of its own name, which goes again if the decision made it; two Records of
 * one name share it. */
static void
test_map_each (UndoFixture   *fixture,
               gconstpointer  data)
{
  static const StoreUnit listed[] = {
    { "1", "Shop", "Web" }, { "2", " Bank ", NULL }, { "3", "Shop", "Mobile" },
  };
  g_autoptr (GenkanUndo) bank = NULL;
  g_autoptr (GenkanUndo) each = NULL;
  g_autoptr (GenkanProduct) shop = NULL;
  gint64 ids[3];

  discover (fixture, listed, 3);
  bank = decide (fixture, "2", GENKAN_DECISION_MAP, "Bank");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GenkanRecord) record =
        store_find_record (fixture->base.store, fixture->connection, listed[i].id);

      ids[i] = genkan_record_get_id (record);
    }

  each = store_decide (fixture->base.store, ids, 3,
                       &(GenkanDecision) { .kind = GENKAN_DECISION_MAP_EACH }, NULL);
  g_assert_cmpuint (genkan_undo_get_n_records (each), ==, 3);
  assert_record (fixture, "1", GOOD, "Shop");
  assert_record (fixture, "2", GOOD, "Bank");
  assert_record (fixture, "3", GOOD, "Shop");
  shop = genkan_store_find_product (fixture->base.store, "Shop", NULL);
  g_assert_cmpuint (genkan_product_get_n_records (shop), ==, 2);
  g_assert_nonnull (genkan_product_get_type_name (shop));

  take_back (fixture, each);
  assert_record (fixture, "1", NEW, NULL);
  assert_record (fixture, "2", GOOD, "Bank");
  g_assert_false (has_product (fixture, "Shop"));
  g_assert_true (has_product (fixture, "Bank"));
}

static void
test_product_in_use (UndoFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (GenkanUndo) first = decide (fixture, "1", GENKAN_DECISION_MAP, "P");
  g_autoptr (GenkanUndo) second = decide (fixture, "2", GENKAN_DECISION_MAP, "P");
  g_autoptr (GenkanUndo) third = decide (fixture, "2", GENKAN_DECISION_MAP, "Q");

  /* Nothing is mapped to P once the first is taken back, but it would be after the third. */
  take_back (fixture, first);
  g_assert_true (has_product (fixture, "P"));
  take_back (fixture, third);
  assert_record (fixture, "2", GOOD, "P");
}

static void
test_ignore (UndoFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (GenkanUndo) map = decide (fixture, "1", GENKAN_DECISION_MAP, "P");
  g_autoptr (GenkanUndo) ignore = decide (fixture, "1", GENKAN_DECISION_IGNORE, NULL);
  g_autoptr (GenkanUndo) restore = decide (fixture, "1", GENKAN_DECISION_RESTORE, NULL);

  assert_record (fixture, "1", NEW, NULL);
  take_back (fixture, restore);
  assert_record (fixture, "1", IGNORED, NULL);
  take_back (fixture, ignore);
  assert_record (fixture, "1", GOOD, "P");
}

static void
test_delete (UndoFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (GenkanUndo) map = decide (fixture, "1", GENKAN_DECISION_MAP, "P");
  g_autoptr (GenkanRecord) before = NULL;
  g_autoptr (GenkanRecord) after = NULL;
  g_autoptr (GenkanUndo) delete = NULL;

  before = store_find_record (fixture->base.store, fixture->connection, "1");
  delete = decide (fixture, "1", GENKAN_DECISION_DELETE, NULL);
  take_back (fixture, delete);
  assert_record (fixture, "1", GOOD, "P");
  after = store_find_record (fixture->base.store, fixture->connection, "1");
  g_assert_cmpint (genkan_record_get_id (after), ==, genkan_record_get_id (before));
  g_assert_cmpint (genkan_record_get_first_discovered (after), ==,
                   genkan_record_get_first_discovered (before));
  g_assert_cmpint (genkan_record_get_last_discovered (after), ==,
                   genkan_record_get_last_discovered (before));
  g_assert_cmpint (genkan_record_get_finalized (after), ==,
                   genkan_record_get_finalized (before));
}

static GenkanUndo *
set_minimum (UndoFixture *fixture,
             const char  *vendor_id,
             int          severity)
{
  GenkanDecision decision = { .kind = GENKAN_DECISION_MINIMUM, .minimum_severity = severity };
  g_autoptr (GenkanRecord) record =
    store_find_record (fixture->base.store, fixture->connection, vendor_id);
  gint64 id = genkan_record_get_id (record);
  g_autoptr (GError) error = NULL;
  GenkanUndo *undo = store_decide (fixture->base.store, &id, 1, &decision, &error);

  g_assert_no_error (error);

  return undo;
}

static void
assert_minimum (UndoFixture *fixture,
                const char  *vendor_id,
                int          severity)
{
  g_autoptr (GenkanRecord) record =
    store_find_record (fixture->base.store, fixture->connection, vendor_id);

  g_assert_cmpint (genkan_record_get_minimum_severity (record), ==, severity);
}

static void
test_minimum (UndoFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (GenkanUndo) map = decide (fixture, "1", GENKAN_DECISION_MAP, "P");
  g_autoptr (GenkanUndo) high = NULL;
  g_autoptr (GenkanUndo) info = NULL;
  g_autoptr (GenkanUndo) none = NULL;

  assert_minimum (fixture, "1", GENKAN_MINIMUM_OF_CONNECTION);
  high = set_minimum (fixture, "1", GENKAN_SEVERITY_HIGH);
  info = set_minimum (fixture, "1", GENKAN_SEVERITY_INFO);
  assert_minimum (fixture, "1", GENKAN_SEVERITY_INFO);
  none = set_minimum (fixture, "1", GENKAN_MINIMUM_OF_CONNECTION);
  assert_minimum (fixture, "1", GENKAN_MINIMUM_OF_CONNECTION);
  assert_minimum (fixture, "2", GENKAN_MINIMUM_OF_CONNECTION);

  assert_record (fixture, "1", GOOD, "P");
  assert_refused (fixture, high);
  take_back (fixture, none);
  assert_minimum (fixture, "1", GENKAN_SEVERITY_INFO);
  take_back (fixture, info);
  assert_minimum (fixture, "1", GENKAN_SEVERITY_HIGH);
  take_back (fixture, high);
  assert_minimum (fixture, "1", GENKAN_MINIMUM_OF_CONNECTION);
  assert_record (fixture, "1", GOOD, "P");
  take_back (fixture, map);
  assert_record (fixture, "1", NEW, NULL);
}

static void
test_minimum_history (UndoFixture   *fixture,
                      gconstpointer  data)
{
  g_autoptr (GenkanUndo) high = set_minimum (fixture, "1", GENKAN_SEVERITY_HIGH);
  g_autoptr (GenkanUndo) none = set_minimum (fixture, "1", GENKAN_MINIMUM_OF_CONNECTION);
  g_autoptr (GenkanRecord) record = store_find_record (fixture->base.store, fixture->connection, "1");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events =
    genkan_store_list_events (fixture->base.store, genkan_record_get_id (record), 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 3);
  g_assert_cmpint (genkan_event_get_kind (events->pdata[0]), ==, GENKAN_EVENT_MINIMUM);
  g_assert_null (genkan_event_get_detail (events->pdata[0]));
  g_assert_cmpint (genkan_event_get_kind (events->pdata[1]), ==, GENKAN_EVENT_MINIMUM);
  g_assert_cmpstr (genkan_event_get_detail (events->pdata[1]), ==, "high");
}

static void
test_minimum_deleted (UndoFixture   *fixture,
                      gconstpointer  data)
{
  g_autoptr (GenkanUndo) high = set_minimum (fixture, "1", GENKAN_SEVERITY_HIGH);
  g_autoptr (GenkanUndo) delete = decide (fixture, "1", GENKAN_DECISION_DELETE, NULL);

  take_back (fixture, delete);
  assert_minimum (fixture, "1", GENKAN_SEVERITY_HIGH);
  take_back (fixture, high);
  assert_minimum (fixture, "1", GENKAN_MINIMUM_OF_CONNECTION);
}

/* The unit has come back meanwhile. */
static void
test_minimum_returned (UndoFixture   *fixture,
                       gconstpointer  data)
{
  g_autoptr (GenkanUndo) high = set_minimum (fixture, "1", GENKAN_SEVERITY_HIGH);
  g_autoptr (GenkanUndo) delete = decide (fixture, "1", GENKAN_DECISION_DELETE, NULL);

  discover (fixture, units, 2);
  assert_minimum (fixture, "1", GENKAN_MINIMUM_OF_CONNECTION);
  take_back (fixture, delete);
  assert_minimum (fixture, "1", GENKAN_SEVERITY_HIGH);
}

static void
test_delete_returned (UndoFixture   *fixture,
                      gconstpointer  data)
{
  g_autoptr (GenkanUndo) map = decide (fixture, "1", GENKAN_DECISION_MAP, "P");
  g_autoptr (GenkanUndo) delete = decide (fixture, "1", GENKAN_DECISION_DELETE, NULL);

  discover (fixture, units, 2);
  assert_record (fixture, "1", NEW, NULL);
  take_back (fixture, delete);
  assert_record (fixture, "1", GOOD, "P");
}

static void
test_delete_decided (UndoFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (GenkanUndo) delete = decide (fixture, "1", GENKAN_DECISION_DELETE, NULL);
  g_autoptr (GenkanUndo) ignore = NULL;
  g_autoptr (GenkanUndo) again = NULL;

  discover (fixture, units, 2);
  ignore = decide (fixture, "1", GENKAN_DECISION_IGNORE, NULL);
  assert_refused (fixture, delete);
  assert_record (fixture, "1", IGNORED, NULL);

  again = decide (fixture, "1", GENKAN_DECISION_DELETE, NULL);
  assert_refused (fixture, delete);
  g_assert_null (store_find_record (fixture->base.store, fixture->connection, "1"));
  take_back (fixture, again);
  assert_record (fixture, "1", IGNORED, NULL);
}

static void
test_discover_between (UndoFixture   *fixture,
                       gconstpointer  data)
{
  static const StoreUnit renamed[] = { { "1", "New name", NULL } };
  g_autoptr (GenkanUndo) ignore = decide (fixture, "1", GENKAN_DECISION_IGNORE, NULL);
  g_autoptr (GenkanUndo) map = decide (fixture, "2", GENKAN_DECISION_MAP, "P");
  g_autoptr (GenkanRecord) record = NULL;

  discover (fixture, renamed, 1);
  assert_record (fixture, "2", MISSING, "P");
  take_back (fixture, map);
  assert_record (fixture, "2", MISSING, NULL);

  take_back (fixture, ignore);
  assert_record (fixture, "1", NEW, NULL);
  record = store_find_record (fixture->base.store, fixture->connection, "1");
  g_assert_cmpstr (genkan_record_get_name (record), ==, "New name");
}

static void
test_connection_removed (UndoFixture   *fixture,
                         gconstpointer  data)
{
  g_autoptr (GenkanUndo) delete = decide (fixture, "1", GENKAN_DECISION_DELETE, NULL);
  g_autoptr (GenkanUndo) map = decide (fixture, "2", GENKAN_DECISION_MAP, "P");

  g_assert_true (store_remove (fixture->base.store, fixture->connection, NULL));
  assert_refused (fixture, delete);
  assert_refused (fixture, map);
}

/* Thousands at a time, of which one is decided again. */
static void
test_many (UndoFixture   *fixture,
           gconstpointer  data)
{
  GenkanDecision map = { .kind = GENKAN_DECISION_MAP, .product_name = "P" };
  const gsize n_units = 5000;
  g_autofree StoreUnit *many = g_new0 (StoreUnit, n_units);
  g_autofree gint64 *ids = g_new (gint64, n_units);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autoptr (GenkanRecord) first = NULL;
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GenkanUndo) undo = NULL;
  g_autoptr (GenkanUndo) again = NULL;

  for (gsize i = 0; i < n_units; i++)
    {
      g_autofree char *name = g_strdup_printf ("m%" G_GSIZE_FORMAT, i);

      g_strv_builder_add (builder, name);
    }
  names = g_strv_builder_end (builder);
  for (gsize i = 0; i < n_units; i++)
    many[i].id = many[i].name = names[i];

  discover (fixture, many, n_units);
  first = store_find_record (fixture->base.store, fixture->connection, "m0");
  for (gsize i = 0; i < n_units; i++)
    ids[i] = genkan_record_get_id (first) + i;

  undo = store_decide (fixture->base.store, ids, n_units, &map, NULL);
  g_assert_cmpuint (genkan_undo_get_n_records (undo), ==, n_units);
  connection = genkan_store_get_connection (fixture->base.store, fixture->connection, NULL);
  g_assert_cmpuint (genkan_connection_get_n_mapped (connection), ==, n_units);
  again = decide (fixture, "m7", GENKAN_DECISION_MAP, "Q");

  take_back (fixture, undo);
  assert_record (fixture, "m6", NEW, NULL);
  assert_record (fixture, "m7", GOOD, "Q");
  g_clear_object (&connection);
  connection = genkan_store_get_connection (fixture->base.store, fixture->connection, NULL);
  g_assert_cmpuint (genkan_connection_get_n_mapped (connection), ==, 1);
}

/* An undo may outlive its store, and then does nothing. */
static void
test_outlives (UndoFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (GenkanUndo) undo = decide (fixture, "1", GENKAN_DECISION_MAP, "P");

  store_fixture_close (&fixture->base);
}

static void
test_not_for_it (UndoFixture   *fixture,
                 gconstpointer  data)
{
  GenkanDecision restore = { .kind = GENKAN_DECISION_RESTORE };
  GenkanDecision delete = { .kind = GENKAN_DECISION_DELETE };
  g_autoptr (GenkanRecord) record = NULL;
  g_autoptr (GenkanUndo) undo = NULL;
  g_autoptr (GError) error = NULL;
  gint64 ids[3];

  record = store_find_record (fixture->base.store, fixture->connection, "1");
  ids[0] = ids[1] = genkan_record_get_id (record);
  ids[2] = 9999;
  g_assert_null (store_decide (fixture->base.store, ids, 3, &restore, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  undo = store_decide (fixture->base.store, ids, 3, &delete, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (genkan_undo_get_n_records (undo), ==, 1);
  g_assert_null (store_decide (fixture->base.store, NULL, 0, &delete, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, UndoFixture, NULL, set_up, function, tear_down)

  ADD ("/undo/map", test_map);
  ADD ("/undo/map-again", test_map_again);
  ADD ("/undo/map-each", test_map_each);
  ADD ("/undo/product-in-use", test_product_in_use);
  ADD ("/undo/ignore", test_ignore);
  ADD ("/undo/delete", test_delete);
  ADD ("/undo/minimum", test_minimum);
  ADD ("/undo/minimum-history", test_minimum_history);
  ADD ("/undo/minimum-deleted", test_minimum_deleted);
  ADD ("/undo/minimum-returned", test_minimum_returned);
  ADD ("/undo/delete-returned", test_delete_returned);
  ADD ("/undo/delete-decided", test_delete_decided);
  ADD ("/undo/discover-between", test_discover_between);
  ADD ("/undo/connection-removed", test_connection_removed);
  ADD ("/undo/many", test_many);
  ADD ("/undo/outlives", test_outlives);
  ADD ("/decide/not-for-it", test_not_for_it);

  return g_test_run ();
}
