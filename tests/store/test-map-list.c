/* test-map-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-store-map-list.h"
#include "store-fixture.h"

#define COMPLETE GENKAN_OPERATION_STATUS_COMPLETE

static const StoreUnit units[] = {
  { "1", "shop" }, { "2", "bank" }, { "3", "forum" }, { "4", "twin" }, { "5", "twin" }, { "6", "1" },
};

static void
got_result_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gint64
set_up_records (StoreFixture *fixture,
                const char   *label)
{
  gint64 id = store_add_connection (fixture->store, label);
  g_autoptr (GenkanOperation) operation =
    store_discover (fixture->store, id, COMPLETE, units, G_N_ELEMENTS (units));

  return id;
}

static void
add (GPtrArray  *lines,
     const char *connection,
     const char *record,
     const char *product,
     const char *type)
{
  g_ptr_array_add (lines, genkan_mapping_new (lines->len + 1, connection, record, product, type));
}

static GenkanUndo *
map_list (StoreFixture *fixture,
          GPtrArray    *lines,
          gboolean      dry_run)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GenkanUndo *undo = NULL;

  genkan_store_map_list_async (fixture->store, lines, dry_run, NULL, got_result_cb, &result);
  store_wait (&result);
  genkan_store_map_list_finish (fixture->store, result, &undo, &error);
  g_assert_no_error (error);

  return undo;
}

#define assert_outcome(lines, line, expected) \
  g_assert_cmpint (genkan_mapping_get_outcome (g_ptr_array_index (lines, line)), ==, expected)

static void
test_list (StoreFixture  *fixture,
           gconstpointer  data)
{
  gint64 id = set_up_records (fixture, "Burp");
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GenkanProduct) product = NULL;
  g_autoptr (GenkanUndo) undo = NULL;
  g_autoptr (GError) error = NULL;

  add (lines, NULL, " 1 ", "Web", "Public"); /* the id comes before the name */
  add (lines, "Burp", "bank", "Money", NULL);
  add (lines, NULL, "nobody", "Web", NULL);
  add (lines, NULL, "twin", "Web", NULL);
  add (lines, NULL, "forum", NULL, NULL);
  add (lines, NULL, "2", "Money", NULL);
  add (lines, "Sonar", "shop", "Web", NULL);

  undo = map_list (fixture, lines, FALSE);
  g_assert_nonnull (undo);
  g_assert_cmpuint (genkan_undo_get_n_records (undo), ==, 2);
  assert_outcome (lines, 0, GENKAN_MAPPING_MAPPED);
  assert_outcome (lines, 1, GENKAN_MAPPING_MAPPED);
  assert_outcome (lines, 2, GENKAN_MAPPING_UNKNOWN);
  assert_outcome (lines, 3, GENKAN_MAPPING_AMBIGUOUS);
  assert_outcome (lines, 4, GENKAN_MAPPING_INVALID);
  assert_outcome (lines, 5, GENKAN_MAPPING_DUPLICATE);
  assert_outcome (lines, 6, GENKAN_MAPPING_UNKNOWN);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_GOOD, "Web");
  store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_GOOD, "Money");
  store_assert_record (fixture->store, id, "4", GENKAN_RECORD_STATE_NEW, NULL);
  product = genkan_store_find_product (fixture->store, "Web", NULL);
  g_assert_cmpstr (genkan_product_get_type_name (product), ==, "Public");

  store_undo (fixture->store, undo, &error);
  g_assert_no_error (error);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_NEW, NULL);
  g_assert_null (genkan_store_find_product (fixture->store, "Web", NULL));
}

static void
test_conflict (StoreFixture  *fixture,
               gconstpointer  data)
{
  gint64 id = set_up_records (fixture, "Burp");
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GenkanUndo) undo = NULL;

  add (lines, NULL, "shop", "Web", NULL);
  add (lines, NULL, "bank", "Money", NULL);
  add (lines, NULL, "1", "Shop", NULL);

  undo = map_list (fixture, lines, FALSE);
  assert_outcome (lines, 0, GENKAN_MAPPING_CONFLICT);
  assert_outcome (lines, 1, GENKAN_MAPPING_MAPPED);
  assert_outcome (lines, 2, GENKAN_MAPPING_CONFLICT);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_NEW, NULL);
  store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_GOOD, "Money");
}

static void
test_dry_run (StoreFixture  *fixture,
              gconstpointer  data)
{
  gint64 id = set_up_records (fixture, "Burp");
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  add (lines, NULL, "shop", "Web", NULL);
  g_assert_null (map_list (fixture, lines, TRUE));
  assert_outcome (lines, 0, GENKAN_MAPPING_MAPPED);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_NEW, NULL);
}

static void
test_again (StoreFixture  *fixture,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GenkanUndo) undo = NULL;

  set_up_records (fixture, "Burp");
  add (lines, NULL, "shop", "Web", NULL);
  undo = map_list (fixture, lines, FALSE);
  g_assert_nonnull (undo);
  g_assert_null (map_list (fixture, lines, FALSE));
  assert_outcome (lines, 0, GENKAN_MAPPING_UNCHANGED);
}

static void
test_connections (StoreFixture  *fixture,
                  gconstpointer  data)
{
  gint64 first = set_up_records (fixture, "Burp");
  gint64 second = set_up_records (fixture, "Sonar");
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GenkanUndo) undo = NULL;

  add (lines, NULL, "2", "Web", NULL);
  add (lines, "Sonar", "3", "Web", NULL);
  undo = map_list (fixture, lines, FALSE);
  assert_outcome (lines, 0, GENKAN_MAPPING_AMBIGUOUS);
  store_assert_record (fixture->store, first, "3", GENKAN_RECORD_STATE_NEW, NULL);
  store_assert_record (fixture->store, second, "3", GENKAN_RECORD_STATE_GOOD, "Web");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)

  ADD ("/map-list/list", test_list);
  ADD ("/map-list/conflict", test_conflict);
  ADD ("/map-list/dry-run", test_dry_run);
  ADD ("/map-list/again", test_again);
  ADD ("/map-list/connections", test_connections);

  return g_test_run ();
}
