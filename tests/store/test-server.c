/* test-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is known of the DefectDojo server, and its Products and Product Types among ours.
 */

#include "config.h"

#include "genkan-mark.h"
#include "genkan-store-products-edit.h"
#include "genkan-store-server.h"
#include "genkan-store-suggestions.h"
#include "store-fixture.h"

#include <string.h>

static void
got_result_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
set_server (StoreFixture       *fixture,
            const GenkanServer *server)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  genkan_store_set_server_async (fixture->store, server, NULL, got_result_cb, &result);
  store_wait (&result);
  genkan_store_set_server_finish (fixture->store, result, &error);
  g_assert_no_error (error);
}

static void
put (StoreFixture              *fixture,
     const GenkanServerProduct *products,
     gsize                      n_products)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  genkan_store_put_catalogue_async (fixture->store, products, n_products, NULL, got_result_cb,
                                    &result);
  store_wait (&result);
  genkan_store_put_catalogue_finish (fixture->store, result, &error);
  g_assert_no_error (error);
}

static void
assert_product (StoreFixture *fixture,
                const char   *name,
                const char   *type)
{
  g_autoptr (GenkanProduct) product = genkan_store_find_product (fixture->store, name, NULL);

  g_assert_nonnull (product);
  g_assert_cmpstr (genkan_product_get_type_name (product), ==, type);
}

static void
assert_no_product (StoreFixture *fixture,
                   const char   *name)
{
  g_autoptr (GenkanProduct) product = genkan_store_find_product (fixture->store, name, NULL);

  g_assert_null (product);
}

static void
test_keep (StoreFixture  *fixture,
           gconstpointer  data)
{
  GenkanServer server = {
    .url = (char *) "https://dojo.example/defectdojo",
    .ca_file = (char *) "/etc/ca.pem",
    .allow_plain = TRUE,
    .engagement = (char *) "{product} scans",
    .secret_id = (char *) "defectdojo-1",
    .user = (char *) "genkan",
    .version = (char *) "3.2.0",
    .token_expiry = 5,
    .checked = 7,
  };
  g_autoptr (GenkanServer) none = genkan_store_get_server (fixture->store, NULL);
  g_autoptr (GenkanServer) kept = NULL;

  g_assert_false (genkan_server_is_set (none));
  set_server (fixture, &server);
  store_fixture_close (fixture);
  store_fixture_open (fixture);

  kept = genkan_store_get_server (fixture->store, NULL);
  g_assert_true (genkan_server_is_set (kept));
  g_assert_cmpstr (kept->url, ==, server.url);
  g_assert_cmpstr (kept->ca_file, ==, server.ca_file);
  g_assert_true (kept->allow_plain);
  g_assert_cmpstr (kept->engagement, ==, server.engagement);
  g_assert_cmpstr (kept->secret_id, ==, "defectdojo-1");
  g_assert_cmpstr (kept->user, ==, "genkan");
  g_assert_cmpstr (kept->version, ==, "3.2.0");
  g_assert_cmpint (kept->token_expiry, ==, 5);
  g_assert_cmpint (kept->checked, ==, 7);
}

static void
test_catalogue (StoreFixture  *fixture,
                gconstpointer  data)
{
  static const GenkanServerProduct products[] = {
    { 1, "Shop", 10, "Retail" }, { 2, "Bank", 11, "Finance" }, { 0, "", 12, "Empty" },
  };
  g_auto (GStrv) types = NULL;

  put (fixture, products, G_N_ELEMENTS (products));
  assert_product (fixture, "Shop", "Retail");
  assert_product (fixture, "Bank", "Finance");
  types = genkan_store_list_product_types (fixture->store, NULL);
  g_assert_cmpuint (g_strv_length (types), ==, 3);
  g_assert_true (g_strv_contains ((const char *const *) types, "Empty"));

  put (fixture, products, 1);
  assert_product (fixture, "Shop", "Retail");
  assert_no_product (fixture, "Bank");
}

/* Ours of the same name is the server's, in whatever case. */
static void
test_link (StoreFixture  *fixture,
           gconstpointer  data)
{
  static const GenkanServerProduct before[] = { { 1, "web shop", 10, "Retail" } };
  static const GenkanServerProduct after[] = { { 1, "Market", 10, "Trade" } };
  static const StoreUnit units[] = { { "1", "Web Shop" } };
  gint64 connection = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanUndo) undo = NULL;

  operation = store_discover (fixture->store, connection, GENKAN_OPERATION_STATUS_COMPLETE, units, 1);
  undo = store_decide_one (fixture->store, connection, "1", GENKAN_DECISION_MAP, "Web Shop");
  put (fixture, before, 1);
  assert_product (fixture, "Web Shop", "Retail");
  assert_no_product (fixture, "web shop");

  put (fixture, after, 1);
  store_assert_record (fixture->store, connection, "1", GENKAN_RECORD_STATE_GOOD, "Market");
  assert_product (fixture, "Market", "Trade");

  /* Not to be seen any more is not gone. */
  put (fixture, NULL, 0);
  store_assert_record (fixture->store, connection, "1", GENKAN_RECORD_STATE_GOOD, "Market");
}

static void
test_circle (StoreFixture  *fixture,
             gconstpointer  data)
{
  static const GenkanServerProduct before[] = {
    { 1, "A", 10, "X" }, { 2, "B", 10, "X" }, { 3, "C", 11, "Y" },
  };
  static const GenkanServerProduct after[] = {
    { 1, "B", 10, "Y" }, { 2, "C", 10, "Y" }, { 3, "A", 11, "X" },
  };

  put (fixture, before, 3);
  put (fixture, after, 3);
  assert_product (fixture, "B", "Y");
  assert_product (fixture, "C", "Y");
  assert_product (fixture, "A", "X");
}

/* A name that is taken here stays, and so does that of the server. */
static void
test_taken (StoreFixture  *fixture,
            gconstpointer  data)
{
  static const GenkanServerProduct before[] = { { 1, "A", 10, "X" }, { 2, "D", 10, "X" } };
  static const GenkanServerProduct after[] = { { 1, "B", 10, "X" }, { 2, "E", 10, "X" } };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  put (fixture, before, 2);
  genkan_store_add_product_async (fixture->store, "B", NULL, NULL, got_result_cb, &result);
  store_wait (&result);
  g_assert_cmpint (genkan_store_add_product_finish (fixture->store, result, &error), >, 0);
  g_assert_no_error (error);

  put (fixture, after, 2);
  assert_product (fixture, "A", "X");
  assert_product (fixture, "B", NULL);
  assert_product (fixture, "E", "X");
}

#define add(path, func)                                                                        \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

/* --- what the server's Products say of mappings --- */

static gint64
add_sonar (StoreFixture *fixture,
           gboolean      auto_map)
{
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("sonarqube", "SonarQube");
  g_autoptr (GenkanRules) rules = genkan_rules_new ();

  genkan_rules_set_auto_map (rules, auto_map);
  genkan_connection_set_rules (connection, rules);
  genkan_connection_set_setting (connection, "url", "https://Sonar.example.org:443/");

  return store_save (fixture->store, connection, NULL);
}

static void
put_marked (StoreFixture *fixture)
{
  g_autofree char *mark = genkan_mark_new ("sonarqube", "sonar.example.org", "acme:shop");
  const char *const marks[] = { mark, NULL };
  const GenkanServerProduct products[] = {
    { .id = 1, .name = "Checkout", .type_id = 1, .type_name = "Web", .marks = marks },
    { .id = 2, .name = "shop", .type_id = 1, .type_name = "Web" },
  };

  put (fixture, products, G_N_ELEMENTS (products));
}

static const StoreUnit sonar_units[] = { { "acme:shop", "shop" }, { "acme:bank", "bank" } };

static void
test_marks_suggest (StoreFixture  *fixture,
                    gconstpointer  data)
{
  gint64 id = add_sonar (fixture, FALSE);
  g_autoptr (GenkanOperation) operation =
    store_discover (fixture->store, id, GENKAN_OPERATION_STATUS_COMPLETE, sonar_units, 2);
  g_autoptr (GenkanRecord) record = store_find_record (fixture->store, id, "acme:shop");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) suggestions = NULL;
  GenkanSuggestion *first;

  put_marked (fixture);
  genkan_store_suggest_products_async (fixture->store, genkan_record_get_id (record), 5, NULL,
                                       got_result_cb, &result);
  store_wait (&result);
  suggestions = genkan_store_suggest_products_finish (fixture->store, result, NULL);
  g_assert_cmpuint (suggestions->len, ==, 2);
  first = g_ptr_array_index (suggestions, 0);
  g_assert_cmpstr (genkan_suggestion_get_product_name (first), ==, "Checkout");
  g_assert_cmpint (genkan_suggestion_get_reason (first), ==, GENKAN_SUGGESTION_MARK);
}

/* Before the name, after where it was mapped here. */
static void
test_marks_auto_map (StoreFixture  *fixture,
                     gconstpointer  data)
{
  gint64 id = add_sonar (fixture, TRUE);
  g_autoptr (GenkanOperation) first = NULL;
  g_autoptr (GenkanOperation) second = NULL;
  g_autoptr (GenkanUndo) ignored = NULL;
  g_autoptr (GenkanUndo) mapped = NULL;
  g_autoptr (GenkanUndo) restored = NULL;

  put_marked (fixture);
  first = store_discover (fixture->store, id, GENKAN_OPERATION_STATUS_COMPLETE, sonar_units, 2);
  store_assert_record (fixture->store, id, "acme:shop", GENKAN_RECORD_STATE_GOOD, "Checkout");
  store_assert_record (fixture->store, id, "acme:bank", GENKAN_RECORD_STATE_GOOD, "bank");

  mapped = store_decide_one (fixture->store, id, "acme:shop", GENKAN_DECISION_MAP, "shop");
  ignored = store_decide_one (fixture->store, id, "acme:shop", GENKAN_DECISION_IGNORE, NULL);
  restored = store_decide_one (fixture->store, id, "acme:shop", GENKAN_DECISION_RESTORE, NULL);
  second = store_discover (fixture->store, id, GENKAN_OPERATION_STATUS_COMPLETE, sonar_units, 2);
  store_assert_record (fixture->store, id, "acme:shop", GENKAN_RECORD_STATE_GOOD, "shop");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/server/keep", test_keep);
  add ("/server/catalogue", test_catalogue);
  add ("/server/link", test_link);
  add ("/server/circle", test_circle);
  add ("/server/taken", test_taken);
  add ("/server/marks/suggest", test_marks_suggest);
  add ("/server/marks/auto-map", test_marks_auto_map);

  return g_test_run ();
}
