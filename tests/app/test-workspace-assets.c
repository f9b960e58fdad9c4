/* test-workspace-assets.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Sync of a tool without findings, from end to end: a software catalog, real HTTP, the engine,
 * the store, and the words that people read.
 */

#include "config.h"

#include "app-fixture.h"
#include "catalog.h"
#include "genkan-asset-words.h"
#include "genkan-store-connections.h"
#include "genkan-store-operations.h"
#include "genkan-store-products.h"
#include "genkan-store-records.h"
#include "genkan-store-sync.h"

typedef struct
{
  AppFixture   app;
  Catalog      catalog;
  GenkanStore *store;
  gint64       connection;
} AssetFixture;

static const Component first[] = {
  { "cart", "shop", "What customers fill." }, { "pay", "shop" }, { "ledger", "money" },
};

static void
add_connection (AssetFixture *fixture)
{
  g_autoptr (GenkanConnection) connection =
    genkan_workspace_new_connection (fixture->app.workspace, "backstage", "Catalog");
  g_autoptr (GError) error = NULL;

  genkan_connection_set_setting (connection, "url",
                                 genkan_loopback_server_get_url (fixture->catalog.server));
  genkan_connection_set_setting (connection, "access", "As a guest");
  fixture->connection = app_save (&fixture->app, connection, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (AssetFixture  *fixture,
        gconstpointer  data)
{
  app_fixture_set_up (&fixture->app, NULL);
  catalog_open (&fixture->catalog);
  catalog_set (&fixture->catalog, first, G_N_ELEMENTS (first));
  fixture->store = genkan_workspace_get_store (fixture->app.workspace);
  add_connection (fixture);
}

static void
tear_down (AssetFixture  *fixture,
           gconstpointer  data)
{
  app_fixture_tear_down (&fixture->app, NULL);
  catalog_close (&fixture->catalog);
}

static GenkanOperation *
run_sync (AssetFixture *fixture,
          GCancellable *cancellable)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GenkanOperation *operation;

  genkan_workspace_sync_async (fixture->app.workspace, fixture->connection, NULL, 0, FALSE,
                               GENKAN_OPERATION_TRIGGER_MANUAL, cancellable, app_keep_result,
                               &result);
  operation = genkan_workspace_sync_finish (fixture->app.workspace, app_wait (&result), NULL,
                                            &error);
  g_assert_no_error (error);

  return operation;
}

/* Returns: "cart: Unchanged; pay: …" */
static char *
describe (AssetFixture    *fixture,
          GenkanOperation *operation)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) results = genkan_store_list_asset_results (
    fixture->store, genkan_operation_get_id (operation), NULL);

  for (guint i = 0; i < results->len; i++)
    {
      const GenkanAssetResult *result = g_ptr_array_index (results, i);
      g_autofree char *words = genkan_asset_words_describe (result);

      g_ptr_array_add (lines, g_strdup_printf ("%s: %s", result->record_name, words));
    }
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("; ", (char **) lines->pdata);
}

static char *
list_products (AssetFixture *fixture)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) products = genkan_store_search_products (fixture->store, NULL, 0, NULL);

  for (guint i = 0; i < products->len; i++)
    {
      GenkanProduct *product = g_ptr_array_index (products, i);

      g_ptr_array_add (lines, g_strdup_printf ("%s in %s", genkan_product_get_name (product),
                                               genkan_product_get_type_name (product)));
    }
  g_ptr_array_add (lines, NULL);

  return g_strjoinv (", ", (char **) lines->pdata);
}

static char *
dup_log (AssetFixture    *fixture,
         GenkanOperation *operation)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) lines =
    genkan_store_read_log (fixture->store, genkan_operation_get_id (operation), NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s\n",
                            ((const GenkanLogLine *) g_ptr_array_index (lines, i))->text);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_sync (AssetFixture    *fixture,
             const Component *components,
             gsize            n_components,
             const char      *words,
             const char      *products)
{
  g_autoptr (GenkanOperation) operation = NULL;
  g_autofree char *said = NULL;
  g_autofree char *listed = NULL;

  catalog_set (&fixture->catalog, components, n_components);
  operation = run_sync (fixture, NULL);
  g_assert_cmpint (genkan_operation_get_kind (operation), ==, GENKAN_OPERATION_TYPE_SYNC);
  g_assert_cmpint (genkan_operation_get_status (operation), ==, GENKAN_OPERATION_STATUS_COMPLETE);
  g_assert_cmpuint (genkan_operation_get_n_seen (operation), ==, n_components);
  said = describe (fixture, operation);
  listed = list_products (fixture);
  g_assert_cmpstr (said, ==, words);
  g_assert_cmpstr (listed, ==, products);
}

#define SYNC(components, words, products) \
  assert_sync (fixture, components, G_N_ELEMENTS (components), words, products)

/* --- tests --- */

/* The first Sync of a Connection that nobody has discovered builds all of it. */
static void
test_build (AssetFixture  *fixture,
            gconstpointer  data)
{
  g_autoptr (GenkanProduct) product = NULL;

  SYNC (first,
        "cart: Product “cart” made in “shop”; ledger: Product “ledger” made in “money”; "
        "pay: Product “pay” made in “shop”",
        "cart in shop, ledger in money, pay in shop");
  product = genkan_store_find_product (fixture->store, "cart", NULL);
  g_assert_cmpstr (genkan_product_get_description (product), ==, "What customers fill.");
  g_assert_true (g_str_has_suffix (genkan_product_get_url (product),
                                   "/catalog/default/component/cart"));
  SYNC (first, "cart: Unchanged; ledger: Unchanged; pay: Unchanged",
        "cart in shop, ledger in money, pay in shop");
}

static void
test_follow (AssetFixture  *fixture,
             gconstpointer  data)
{
  static const Component renamed[] = {
    { "basket", "store", "What customers fill." }, { "pay", "store" }, { "ledger", "money" },
  };
  static const Component swapped[] = {
    { "pay", "store", "What customers fill." }, { "basket", "store" }, { "ledger", "store" },
  };
  g_autoptr (GenkanOperation) built = run_sync (fixture, NULL);

  SYNC (renamed,
        "basket: Product renamed from “cart” to “basket”. Product moved from the Product Type "
        "“shop” to “store”; ledger: Unchanged; "
        "pay: Product moved from the Product Type “shop” to “store”",
        "basket in store, ledger in money, pay in store");
  SYNC (swapped,
        "basket: Product renamed from “pay” to “basket”; ledger: Product moved from the Product Type “money” to “store”; "
        "pay: Product renamed from “basket” to “pay”",
        "basket in store, ledger in store, pay in store");
}

/* What the tool no longer lists is Missing, and its Product what it was. */
static void
test_gone (AssetFixture  *fixture,
           gconstpointer  data)
{
  static const Component fewer[] = { { "cart", "shop", "What customers fill." } };
  g_autoptr (GenkanOperation) built = run_sync (fixture, NULL);
  g_autofree char *records = NULL;

  SYNC (fewer, "cart: Unchanged", "cart in shop, ledger in money, pay in shop");
  records = app_list_records (fixture->app.workspace, fixture->connection);
  g_assert_cmpstr (records, ==, "c0 cart good; c1 pay missing; c2 ledger missing");
}

static void
test_refused (AssetFixture  *fixture,
              gconstpointer  data)
{
  static const Component renamed[] = {
    { "ledger", "shop", "What customers fill." }, { "pay", "shop" }, { "ledger", "money" },
  };
  g_autoptr (GenkanOperation) built = run_sync (fixture, NULL);

  SYNC (renamed,
        "ledger: Not renamed to “ledger”: another Product has this name; "
        "ledger: Unchanged; pay: Unchanged",
        "cart in shop, ledger in money, pay in shop");
}

/* A Discover lists and makes Products, too; only a Sync lets them follow. */
static void
test_discover (AssetFixture  *fixture,
               gconstpointer  data)
{
  static const Component renamed[] = { { "basket", "shop" }, { "pay", "shop" }, { "ledger", "money" } };
  g_autoptr (GenkanOperation) first_run = app_discover (&fixture->app, fixture->connection, NULL);
  g_autoptr (GenkanOperation) second_run = NULL;
  g_autofree char *discovered = list_products (fixture);
  g_autofree char *listed = NULL;

  g_assert_cmpuint (genkan_operation_get_n_mapped (first_run), ==, 3);
  g_assert_cmpstr (discovered, ==, "cart in shop, ledger in money, pay in shop");
  catalog_set (&fixture->catalog, renamed, G_N_ELEMENTS (renamed));
  second_run = app_discover (&fixture->app, fixture->connection, NULL);
  listed = list_products (fixture);
  g_assert_cmpstr (listed, ==, "cart in shop, ledger in money, pay in shop");
  SYNC (renamed,
        "basket: Product renamed from “cart” to “basket”; ledger: Unchanged; pay: Unchanged",
        "basket in shop, ledger in money, pay in shop");
}

static void
test_failed (AssetFixture  *fixture,
             gconstpointer  data)
{
  static const Component renamed[] = { { "basket", "shop" } };
  g_autoptr (GenkanOperation) built = run_sync (fixture, NULL);
  g_autoptr (GenkanOperation) operation = NULL;
  g_autofree char *said = NULL;
  g_autofree char *listed = NULL;

  catalog_set (&fixture->catalog, renamed, G_N_ELEMENTS (renamed));
  catalog_fail (&fixture->catalog, TRUE);
  operation = run_sync (fixture, NULL);
  g_assert_cmpint (genkan_operation_get_status (operation), ==, GENKAN_OPERATION_STATUS_FAILED);
  said = describe (fixture, operation);
  listed = list_products (fixture);
  g_assert_cmpstr (said, ==, "");
  g_assert_cmpstr (listed, ==, "cart in shop, ledger in money, pay in shop");
}

static void
test_cancelled (AssetFixture  *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GenkanOperation) operation = NULL;
  g_autofree char *listed = NULL;

  g_cancellable_cancel (cancellable);
  operation = run_sync (fixture, cancellable);
  g_assert_cmpint (genkan_operation_get_status (operation), ==, GENKAN_OPERATION_STATUS_CANCELLED);
  listed = list_products (fixture);
  g_assert_cmpstr (listed, ==, "");
}

/* Without auto-map nothing is made, and it says so. */
static void
test_by_hand (AssetFixture  *fixture,
              gconstpointer  data)
{
  g_autoptr (GenkanConnection) connection =
    genkan_store_get_connection (fixture->store, fixture->connection, NULL);
  g_autoptr (GenkanRules) rules = genkan_rules_new ();
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *log = NULL;

  g_assert_true (genkan_rules_get_auto_map (genkan_connection_get_rules (connection)));
  genkan_connection_set_rules (connection, rules);
  app_save (&fixture->app, connection, NULL, &error);
  g_assert_no_error (error);
  operation = run_sync (fixture, NULL);
  log = dup_log (fixture, operation);
  g_assert_cmpint (genkan_operation_get_status (operation), ==, GENKAN_OPERATION_STATUS_COMPLETE);
  g_assert_nonnull (strstr (log, "No Record is mapped to a Product yet"));
}

static void
test_log (AssetFixture  *fixture,
          gconstpointer  data)
{
  g_autoptr (GenkanOperation) operation = run_sync (fixture, NULL);
  g_autofree char *log = dup_log (fixture, operation);

  g_assert_nonnull (strstr (log, "3 Products: 3 made"));
}

/* Other tools are as they were. */
static void
test_findings (AssetFixture  *fixture,
               gconstpointer  data)
{
  g_autoptr (GenkanConnection) connection =
    genkan_workspace_new_connection (fixture->app.workspace, "burp-dast", "Burp");

  g_assert_false (genkan_rules_get_auto_map (genkan_connection_get_rules (connection)));
  g_assert_false (genkan_workspace_imports_assets (fixture->app.workspace, "burp-dast"));
  g_assert_true (genkan_workspace_imports_assets (fixture->app.workspace, "backstage"));
  g_assert_false (genkan_workspace_imports_assets (fixture->app.workspace, "nothing"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, AssetFixture, NULL, set_up, function, tear_down)

  ADD ("/workspace-assets/build", test_build);
  ADD ("/workspace-assets/follow", test_follow);
  ADD ("/workspace-assets/gone", test_gone);
  ADD ("/workspace-assets/refused", test_refused);
  ADD ("/workspace-assets/discover", test_discover);
  ADD ("/workspace-assets/failed", test_failed);
  ADD ("/workspace-assets/cancelled", test_cancelled);
  ADD ("/workspace-assets/by-hand", test_by_hand);
  ADD ("/workspace-assets/log", test_log);
  ADD ("/workspace-assets/findings", test_findings);

  return g_test_run ();
}
