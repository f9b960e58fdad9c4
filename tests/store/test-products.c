/* test-products.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person decides about Products, and taking it back.
 */

#include "config.h"

#include "genkan-store-events.h"
#include "genkan-store-products-edit.h"
#include "store-fixture.h"

#define COMPLETE GENKAN_OPERATION_STATUS_COMPLETE

static const StoreUnit units[] = {
  { "1", "shop" }, { "2", "bank" }, { "3", "forum" }, { "4", "blog" },
};

static void
got_result_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GenkanUndo *
edit (StoreFixture            *fixture,
      const gint64            *ids,
      gsize                    n_ids,
      const GenkanProductEdit *what,
      GError                 **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_store_edit_products_async (fixture->store, ids, n_ids, what, NULL, got_result_cb, &result);
  store_wait (&result);

  return genkan_store_edit_products_finish (fixture->store, result, error);
}

static GenkanUndo *
rename_type (StoreFixture  *fixture,
             const char    *name,
             const char    *new_name,
             GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_store_rename_type_async (fixture->store, name, new_name, NULL, got_result_cb, &result);
  store_wait (&result);

  return genkan_store_rename_type_finish (fixture->store, result, error);
}

static gint64
add (StoreFixture  *fixture,
     const char    *name,
     const char    *type,
     GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_store_add_product_async (fixture->store, name, type, NULL, got_result_cb, &result);
  store_wait (&result);

  return genkan_store_add_product_finish (fixture->store, result, error);
}

static gint64
product_id (StoreFixture *fixture,
            const char   *name)
{
  g_autoptr (GenkanProduct) product = genkan_store_find_product (fixture->store, name, NULL);

  return product != NULL ? genkan_product_get_id (product) : 0;
}

static void
assert_type (StoreFixture *fixture,
             const char   *name,
             const char   *type)
{
  g_autoptr (GenkanProduct) product = genkan_store_find_product (fixture->store, name, NULL);

  g_assert_nonnull (product);
  g_assert_cmpstr (genkan_product_get_type_name (product), ==, type);
}

static void
map (StoreFixture *fixture,
     gint64        id,
     const char   *vendor_id,
     const char   *product)
{
  g_autoptr (GenkanUndo) undo =
    store_decide_one (fixture->store, id, vendor_id, GENKAN_DECISION_MAP, product);
}

static gint64
set_up_mapped (StoreFixture *fixture)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanOperation) operation =
    store_discover (fixture->store, id, COMPLETE, units, G_N_ELEMENTS (units));

  map (fixture, id, "1", "Web");
  map (fixture, id, "2", "Money");
  map (fixture, id, "3", "Money");

  return id;
}

static void
take_back (StoreFixture *fixture,
           GenkanUndo   *undo)
{
  g_autoptr (GError) error = NULL;

  store_undo (fixture->store, undo, &error);
  g_assert_no_error (error);
}

static void
test_add (StoreFixture  *fixture,
          gconstpointer  data)
{
  g_autofree char *long_name = g_strnfill (300, 'x');
  g_autoptr (GError) taken = NULL;
  g_autoptr (GError) empty = NULL;
  g_autoptr (GError) too_long = NULL;

  g_assert_cmpint (add (fixture, " Web ", "Public", NULL), >, 0);
  assert_type (fixture, "Web", "Public");

  g_assert_cmpint (add (fixture, "Web", NULL, &taken), ==, 0);
  g_assert_error (taken, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_EXISTS);
  g_assert_cmpint (add (fixture, "  ", NULL, &empty), ==, 0);
  g_assert_error (empty, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_INVALID);
  g_assert_cmpint (add (fixture, long_name, NULL, &too_long), ==, 0);
  g_assert_error (too_long, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_INVALID);
}

static void
test_rename (StoreFixture  *fixture,
             gconstpointer  data)
{
  gint64 id = set_up_mapped (fixture);
  gint64 web = product_id (fixture, "Web");
  GenkanProductEdit to_site = { .kind = GENKAN_PRODUCT_EDIT_RENAME, .name = "Site" };
  GenkanProductEdit to_money = { .kind = GENKAN_PRODUCT_EDIT_RENAME, .name = "Money" };
  g_autoptr (GenkanUndo) undo = NULL;
  g_autoptr (GError) error = NULL;

  undo = edit (fixture, &web, 1, &to_site, NULL);
  g_assert_nonnull (undo);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_GOOD, "Site");

  g_assert_null (edit (fixture, &web, 1, &to_money, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_EXISTS);

  take_back (fixture, undo);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_GOOD, "Web");
}

static void
test_merge (StoreFixture  *fixture,
            gconstpointer  data)
{
  gint64 id = set_up_mapped (fixture);
  gint64 ids[] = { product_id (fixture, "Web"), product_id (fixture, "Money") };
  GenkanProductEdit into_web = { .kind = GENKAN_PRODUCT_EDIT_MERGE, .target_id = ids[0] };
  g_autoptr (GenkanUndo) undo = edit (fixture, ids, 2, &into_web, NULL);

  g_assert_nonnull (undo);
  g_assert_cmpint (product_id (fixture, "Money"), ==, 0);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_GOOD, "Web");
  store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_GOOD, "Web");
  store_assert_record (fixture->store, id, "3", GENKAN_RECORD_STATE_GOOD, "Web");

  take_back (fixture, undo);
  g_assert_cmpint (product_id (fixture, "Money"), ==, ids[1]);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_GOOD, "Web");
  store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_GOOD, "Money");
}

/* What a person decides between the merge and taking it back stays decided. */
static void
test_merge_decided_since (StoreFixture  *fixture,
                          gconstpointer  data)
{
  gint64 id = set_up_mapped (fixture);
  gint64 ids[] = { product_id (fixture, "Web"), product_id (fixture, "Money") };
  GenkanProductEdit into_web = { .kind = GENKAN_PRODUCT_EDIT_MERGE, .target_id = ids[0] };
  g_autoptr (GenkanUndo) undo = edit (fixture, ids, 2, &into_web, NULL);

  map (fixture, id, "2", "Bank");
  take_back (fixture, undo);
  store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_GOOD, "Bank");
  store_assert_record (fixture->store, id, "3", GENKAN_RECORD_STATE_GOOD, "Money");
}

static void
test_delete (StoreFixture  *fixture,
             gconstpointer  data)
{
  gint64 id = set_up_mapped (fixture);
  gint64 money = product_id (fixture, "Money");
  GenkanProductEdit remove = { .kind = GENKAN_PRODUCT_EDIT_DELETE };
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GenkanRecord) record = NULL;
  g_autoptr (GenkanUndo) undo = edit (fixture, &money, 1, &remove, NULL);

  store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_STALE, NULL);
  store_assert_record (fixture->store, id, "3", GENKAN_RECORD_STATE_STALE, NULL);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_GOOD, "Web");

  connection = genkan_store_get_connection (fixture->store, id, NULL);
  g_assert_cmpuint (genkan_connection_get_n_mapped (connection), ==, 3);
  record = store_find_record (fixture->store, id, "2");
  events = genkan_store_list_events (fixture->store, genkan_record_get_id (record), 1, NULL);
  g_assert_cmpint (genkan_event_get_kind (events->pdata[0]), ==, GENKAN_EVENT_STALE);
  g_assert_cmpstr (genkan_event_get_detail (events->pdata[0]), ==, "Money");

  take_back (fixture, undo);
  store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_GOOD, "Money");
  store_assert_record (fixture->store, id, "3", GENKAN_RECORD_STATE_GOOD, "Money");
}

/* Its name went to another Product meanwhile: nothing is half put back. */
static void
test_name_taken_since (StoreFixture  *fixture,
                       gconstpointer  data)
{
  gint64 id = set_up_mapped (fixture);
  gint64 money = product_id (fixture, "Money");
  GenkanProductEdit remove = { .kind = GENKAN_PRODUCT_EDIT_DELETE };
  g_autoptr (GenkanUndo) undo = edit (fixture, &money, 1, &remove, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (add (fixture, "Money", NULL, NULL), >, 0);
  g_assert_false (store_undo (fixture->store, undo, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_EXISTS);
  store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_STALE, NULL);
}

static void
test_gone (StoreFixture  *fixture,
           gconstpointer  data)
{
  gint64 nobody = 12345;
  GenkanProductEdit remove = { .kind = GENKAN_PRODUCT_EDIT_DELETE };
  GenkanProductEdit merge = { .kind = GENKAN_PRODUCT_EDIT_MERGE, .target_id = nobody };
  gint64 web = add (fixture, "Web", NULL, NULL);
  g_autoptr (GError) none = NULL;
  g_autoptr (GError) target = NULL;

  g_assert_null (edit (fixture, &nobody, 1, &remove, &none));
  g_assert_error (none, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND);
  g_assert_null (edit (fixture, &web, 1, &merge, &target));
  g_assert_error (target, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND);
  g_assert_cmpint (product_id (fixture, "Web"), ==, web);
}

static void
test_types (StoreFixture  *fixture,
            gconstpointer  data)
{
  gint64 ids[] = { add (fixture, "Web", "Public", NULL), add (fixture, "Money", NULL, NULL) };
  GenkanProductEdit inner = { .kind = GENKAN_PRODUCT_EDIT_SET_TYPE, .name = "Inner" };
  g_autoptr (GenkanUndo) set = edit (fixture, ids, 2, &inner, NULL);
  g_autoptr (GenkanUndo) renamed = NULL;
  g_auto (GStrv) types = NULL;

  assert_type (fixture, "Web", "Inner");
  assert_type (fixture, "Money", "Inner");
  types = genkan_store_list_product_types (fixture->store, NULL);
  g_assert_cmpuint (g_strv_length (types), ==, 1);

  renamed = rename_type (fixture, "Inner", "Outer", NULL);
  assert_type (fixture, "Money", "Outer");
  take_back (fixture, renamed);
  assert_type (fixture, "Money", "Inner");
  take_back (fixture, set);
  assert_type (fixture, "Web", "Public");
  assert_type (fixture, "Money", NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)

  ADD ("/products/add", test_add);
  ADD ("/products/rename", test_rename);
  ADD ("/products/merge", test_merge);
  ADD ("/products/merge-decided-since", test_merge_decided_since);
  ADD ("/products/delete", test_delete);
  ADD ("/products/name-taken-since", test_name_taken_since);
  ADD ("/products/gone", test_gone);
  ADD ("/products/types", test_types);

  return g_test_run ();
}
