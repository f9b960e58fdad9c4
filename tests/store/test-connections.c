/* test-connections.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Connections and Products, and the signal that tells about them.
 */

#include "config.h"

#include "store-fixture.h"

typedef struct
{
  guint  n_changes;
  guint  tables;
  gint64 connection_id;
} Changes;

static void
changed_cb (GenkanStore *store,
            guint        tables,
            gint64       connection_id,
            gpointer     user_data)
{
  Changes *changes = user_data;

  changes->n_changes++;
  changes->tables |= tables;
  changes->connection_id = connection_id;
}

static void
wait_for_changes (Changes *changes,
                  guint    n_changes)
{
  while (changes->n_changes < n_changes)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_save (StoreFixture  *fixture,
           gconstpointer  data)
{
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("burp", "Burp");
  g_autoptr (GenkanConnection) stored = NULL;
  g_autoptr (GenkanConnection) changed = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  genkan_connection_set_setting (connection, "url", "https://burp.example/");
  genkan_connection_set_setting (connection, "old", "x");
  genkan_connection_set_visible (connection, "5 sites");
  genkan_connection_set_minimum_severity (connection, GENKAN_SEVERITY_MEDIUM);
  id = store_save (fixture->store, connection, &error);
  g_assert_no_error (error);

  stored = genkan_store_get_connection (fixture->store, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (genkan_connection_get_connector_id (stored), ==, "burp");
  g_assert_cmpstr (genkan_connection_get_label (stored), ==, "Burp");
  g_assert_cmpstr (genkan_connection_get_visible (stored), ==, "5 sites");
  g_assert_cmpint (genkan_connection_get_minimum_severity (stored), ==, GENKAN_SEVERITY_MEDIUM);
  g_assert_cmpstr (genkan_connection_get_secret_id (stored), ==,
                   genkan_connection_get_secret_id (connection));
  g_assert_cmpstr (genkan_connection_get_setting (stored, "url"), ==, "https://burp.example/");

  genkan_connection_set_label (stored, "Burp (prod)");
  genkan_connection_set_setting (stored, "old", NULL);
  genkan_connection_set_visible (stored, NULL);
  genkan_connection_set_minimum_severity (stored, GENKAN_SEVERITY_HIGH);
  g_assert_cmpint (store_save (fixture->store, stored, &error), ==, id);
  changed = genkan_store_find_connection (fixture->store, "Burp (prod)", &error);
  g_assert_no_error (error);
  g_assert_cmpint (genkan_connection_get_id (changed), ==, id);
  g_assert_null (genkan_connection_get_setting (changed, "old"));
  g_assert_null (genkan_connection_get_visible (changed));
  g_assert_cmpint (genkan_connection_get_minimum_severity (changed), ==, GENKAN_SEVERITY_HIGH);
}

static void
test_label (StoreFixture  *fixture,
            gconstpointer  data)
{
  g_autoptr (GenkanConnection) same = genkan_connection_new ("sonarqube", "Burp");
  g_autoptr (GenkanConnection) unnamed = genkan_connection_new ("sonarqube", "");
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) unnamed_error = NULL;

  store_add_connection (fixture->store, "Burp");
  g_assert_cmpint (store_save (fixture->store, same, &error), ==, 0);
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_EXISTS);
  g_assert_nonnull (strstr (error->message, "“Burp”"));

  g_assert_cmpint (store_save (fixture->store, unnamed, &unnamed_error), ==, 0);
  g_assert_error (unnamed_error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_INVALID);

  store_add_connection (fixture->store, "Burp 10");
  store_add_connection (fixture->store, "burp 9");
  list = genkan_store_list_connections (fixture->store, NULL);
  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpstr (genkan_connection_get_label (g_ptr_array_index (list, 1)), ==, "burp 9");
}

static void
test_remove (StoreFixture  *fixture,
             gconstpointer  data)
{
  static const StoreUnit units[] = { { "1", "Shop", NULL } };
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanConnection) gone = NULL;
  g_autoptr (GenkanConnection) stored = NULL;
  g_autoptr (GenkanProduct) product = NULL;
  g_autoptr (GenkanUndo) undo = NULL;
  g_autoptr (GPtrArray) operations = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) save_error = NULL;

  operation = store_discover (fixture->store, id, GENKAN_OPERATION_STATUS_COMPLETE, units, 1);
  undo = store_decide_one (fixture->store, id, "1", GENKAN_DECISION_MAP, "P");
  stored = genkan_store_get_connection (fixture->store, id, NULL);

  g_assert_true (store_remove (fixture->store, id, &error));
  g_assert_no_error (error);
  gone = genkan_store_get_connection (fixture->store, id, &error);
  g_assert_null (gone);
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND);
  operations = genkan_store_list_operations (fixture->store, 0, 0, NULL);
  g_assert_cmpuint (operations->len, ==, 0);
  product = genkan_store_find_product (fixture->store, "P", NULL);
  g_assert_cmpuint (genkan_product_get_n_records (product), ==, 0);

  g_clear_error (&error);
  g_assert_false (store_remove (fixture->store, id, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND);
  g_assert_cmpint (store_save (fixture->store, stored, &save_error), ==, 0);
  g_assert_error (save_error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND);
}

static void
test_remove_running (StoreFixture  *fixture,
                     gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanOperation) running = store_begin (fixture->store, id, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (store_remove (fixture->store, id, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "“Burp”"));
}

static void
assert_products (StoreFixture *fixture,
                 const char   *text,
                 guint         limit,
                 const char   *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) products =
    genkan_store_search_products (fixture->store, text, limit, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < products->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "|" : "",
                            genkan_product_get_name (g_ptr_array_index (products, i)));
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_products (StoreFixture  *fixture,
               gconstpointer  data)
{
  static const StoreUnit units[] = {
    { "1", "a", NULL }, { "2", "b", NULL }, { "3", "c", NULL }, { "4", "d", NULL },
  };
  static const char *const names[] = { "Web Shop", "Old web", "  Überweb 2 ", "100%_x" };
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanProduct) product = NULL;
  g_autoptr (GenkanProduct) missing = NULL;
  g_autoptr (GError) error = NULL;

  operation = store_discover (fixture->store, id, GENKAN_OPERATION_STATUS_COMPLETE, units, 4);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GenkanUndo) undo =
        store_decide_one (fixture->store, id, units[i].id, GENKAN_DECISION_MAP, names[i]);
    }

  assert_products (fixture, NULL, 0, "100%_x|Old web|Überweb 2|Web Shop");
  assert_products (fixture, "WEB", 0, "Web Shop|Old web|Überweb 2");
  assert_products (fixture, "WEB", 1, "Web Shop");
  assert_products (fixture, "uber", 0, "Überweb 2");
  assert_products (fixture, "%", 0, "100%_x");
  assert_products (fixture, "nothing", 0, "");

  product = genkan_store_find_product (fixture->store, "Überweb 2", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (genkan_product_get_n_records (product), ==, 1);
  missing = genkan_store_find_product (fixture->store, "überweb 2", &error);
  g_assert_null (missing);
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND);
}

static void
test_product_types (StoreFixture  *fixture,
                    gconstpointer  data)
{
  static const StoreUnit units[] = { { "1", "a", NULL }, { "2", "b", NULL } };
  GenkanDecision map = {
    .kind = GENKAN_DECISION_MAP, .product_name = "P", .product_type = "Retail",
  };
  GenkanDecision nowhere = { .kind = GENKAN_DECISION_MAP, .product_id = 999 };
  GenkanDecision nameless = { .kind = GENKAN_DECISION_MAP, .product_name = "  " };
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanRecord) record = NULL;
  g_autoptr (GenkanProduct) product = NULL;
  g_autoptr (GenkanUndo) undo = NULL;
  g_auto (GStrv) types = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) name_error = NULL;
  gint64 record_id;

  operation = store_discover (fixture->store, id, GENKAN_OPERATION_STATUS_COMPLETE, units, 2);
  record = store_find_record (fixture->store, id, "1");
  record_id = genkan_record_get_id (record);
  undo = store_decide (fixture->store, &record_id, 1, &map, &error);
  g_assert_no_error (error);

  types = genkan_store_list_product_types (fixture->store, &error);
  g_assert_cmpuint (g_strv_length (types), ==, 1);
  g_assert_cmpstr (types[0], ==, "Retail");
  product = genkan_store_find_product (fixture->store, "P", NULL);
  g_assert_cmpstr (genkan_product_get_type_name (product), ==, "Retail");

  g_assert_null (store_decide (fixture->store, &record_id, 1, &nowhere, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND);
  g_assert_null (store_decide (fixture->store, &record_id, 1, &nameless, &name_error));
  g_assert_error (name_error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_INVALID);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_GOOD, "P");
}

static void
test_changed (StoreFixture  *fixture,
              gconstpointer  data)
{
  g_autoptr (GenkanOperation) running = NULL;
  Changes changes = { 0 };
  gint64 id;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), &changes);
  id = store_add_connection (fixture->store, "Burp");
  wait_for_changes (&changes, 1);
  g_assert_cmpuint (changes.tables, ==, GENKAN_STORE_TABLE_CONNECTIONS);
  g_assert_cmpint (changes.connection_id, ==, id);

  running = store_begin (fixture->store, id, NULL);
  changes.n_changes = 0;
  changes.tables = 0;
  for (int i = 0; i < 1000; i++)
    genkan_store_log (fixture->store, genkan_operation_get_id (running), GENKAN_LOG_INFO, "x");
  store_add_connection (fixture->store, "Other");
  while ((changes.tables & GENKAN_STORE_TABLE_CONNECTIONS) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (changes.tables, ==,
                    GENKAN_STORE_TABLE_CONNECTIONS | GENKAN_STORE_TABLE_OPERATIONS);
  g_assert_cmpuint (changes.n_changes, <, 500);

  g_signal_handlers_disconnect_by_data (fixture->store, &changes);
}

/* Every notice is about the one Connection that was written: what the file then says of these
 * writes, which would be about any, is known already. */
static void
test_changed_once (StoreFixture  *fixture,
                   gconstpointer  data)
{
  Changes changes = { 0 };

  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), &changes);
  for (guint i = 1; i <= 5; i++)
    {
      g_autofree char *label = g_strdup_printf ("Burp %u", i);
      gint64 id = store_add_connection (fixture->store, label);

      wait_for_changes (&changes, i);
      g_assert_cmpint (changes.connection_id, ==, id);
    }
  g_signal_handlers_disconnect_by_data (fixture->store, &changes);
}

/* Another store on the same file stands for another process: they share nothing but the file. */
static void
test_changed_elsewhere (StoreFixture  *fixture,
                        gconstpointer  data)
{
  g_autoptr (GenkanStore) other = genkan_store_open (fixture->path, NULL);
  Changes changes = { 0 };
  Changes other_changes = { 0 };

  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), &changes);
  g_signal_connect (other, "changed", G_CALLBACK (changed_cb), &other_changes);

  store_add_connection (other, "Burp");
  wait_for_changes (&changes, 1);
  g_assert_cmpuint (changes.tables, ==, GENKAN_STORE_TABLE_CONNECTIONS);
  g_assert_cmpint (changes.connection_id, ==, 0);
  wait_for_changes (&other_changes, 1);

  /* By the time the other store's answer has come, this one has seen its own write in the file
   * too, and has not told it twice. */
  store_add_connection (fixture->store, "Other");
  wait_for_changes (&changes, 2);
  wait_for_changes (&other_changes, 2);
  store_add_connection (other, "Third");
  wait_for_changes (&changes, 3);
  g_assert_cmpuint (changes.n_changes, ==, 3);
  g_assert_cmpuint (other_changes.n_changes, <=, 3);

  g_signal_handlers_disconnect_by_data (fixture->store, &changes);
  genkan_store_close (other);
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_cancelled (StoreFixture  *fixture,
                gconstpointer  data)
{
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("burp", "Burp");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  genkan_store_save_connection_async (fixture->store, connection, cancellable,
                                      cancelled_cb, &result);
  store_wait (&result);
  g_assert_cmpint (genkan_store_save_connection_finish (fixture->store, result, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  list = genkan_store_list_connections (fixture->store, NULL);
  g_assert_cmpuint (list->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)

  ADD ("/connections/save", test_save);
  ADD ("/connections/label", test_label);
  ADD ("/connections/remove", test_remove);
  ADD ("/connections/remove-running", test_remove_running);
  ADD ("/connections/cancelled", test_cancelled);
  ADD ("/products/search", test_products);
  ADD ("/products/types", test_product_types);
  ADD ("/changed/here", test_changed);
  ADD ("/changed/once", test_changed_once);
  ADD ("/changed/elsewhere", test_changed_elsewhere);

  return g_test_run ();
}
