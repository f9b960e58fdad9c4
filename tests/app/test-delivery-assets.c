/* test-delivery-assets.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Products that are kept in step, with a DefectDojo behind them: the store, a stand-in in this
 * process, and between them what is tested.
 */

#include "config.h"

#include "dojo-stand-in.h"
#include "genkan-delivery.h"
#include "genkan-store-assets.h"
#include "genkan-store-server.h"
#include "store-fixture.h"

#define COMPLETE GENKAN_OPERATION_STATUS_COMPLETE

typedef struct
{
  StoreFixture        base;
  DojoStandIn        *stand_in;  /* (owned) */
  GenkanServerAccess *access;    /* (owned) */
  gint64              connection;
  gint64              operation; /* the last one */
} AssetFixture;

/* What the catalog lists. */
typedef struct
{
  const char *id;
  const char *name;
  const char *parent;
  const char *description;
  const char *tags;
} Unit;

static void
got_result_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
add_catalog (AssetFixture *fixture)
{
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GenkanRules) rules = genkan_rules_new ();
  g_autoptr (GError) error = NULL;

  fixture->connection = store_add_connection (fixture->base.store, "Catalog");
  connection = genkan_store_get_connection (fixture->base.store, fixture->connection, NULL);
  genkan_rules_set_auto_map (rules, TRUE);
  genkan_connection_set_rules (connection, rules);
  store_save (fixture->base.store, connection, &error);
  g_assert_no_error (error);
}

static void
set_up (AssetFixture  *fixture,
        gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  GenkanServer server = { 0 };

  store_fixture_set_up (&fixture->base, NULL);
  fixture->stand_in = dojo_stand_in_new ("3.2.0");
  server.url = fixture->stand_in->url;
  fixture->access = genkan_server_access_new (&server, DOJO_TOKEN);
  genkan_store_set_server_async (fixture->base.store, &server, NULL, got_result_cb, &result);
  store_wait (&result);
  add_catalog (fixture);
}

static void
tear_down (AssetFixture  *fixture,
           gconstpointer  data)
{
  g_clear_pointer (&fixture->access, genkan_server_access_free);
  g_clear_pointer (&fixture->stand_in, dojo_stand_in_free);
  store_fixture_tear_down (&fixture->base, NULL);
}

/* --- a Sync --- */

static GenkanRowBatch *
make_rows (const Unit *units,
           gsize       n_units)
{
  static const char *const columns[] = { "id", "name", "parent", "description", "tags", "url" };
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, G_N_ELEMENTS (columns));

  for (gsize i = 0; i < n_units; i++)
    {
      GenkanValue values[] = {
        genkan_value_text (units[i].id), genkan_value_text (units[i].name),
        genkan_value_text (units[i].parent), genkan_value_text (units[i].description),
        genkan_value_text (units[i].tags), genkan_value_text ("https://catalog.example/"),
      };

      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        genkan_row_batch_builder_add (builder, &values[j]);
    }

  return genkan_row_batch_builder_end (builder);
}

static void
begin_sync (AssetFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GError) error = NULL;

  genkan_store_begin_operation_async (fixture->base.store, fixture->connection,
                                      GENKAN_OPERATION_TYPE_SYNC, GENKAN_OPERATION_TRIGGER_MANUAL,
                                      NULL, got_result_cb, &result);
  store_wait (&result);
  operation = genkan_store_begin_operation_finish (fixture->base.store, result, &error);
  g_assert_no_error (error);
  fixture->operation = genkan_operation_get_id (operation);
}

static void
keep (AssetFixture *fixture,
      const Unit   *units,
      gsize         n_units)
{
  g_autoptr (GenkanRowBatch) rows = make_rows (units, n_units);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  store_stage (fixture->base.store, fixture->operation, rows, &error);
  g_assert_no_error (error);
  genkan_store_keep_assets_async (fixture->base.store, fixture->operation, TRUE, NULL, 0, NULL,
                                  got_result_cb, &result);
  store_wait (&result);
  genkan_store_keep_assets_finish (fixture->base.store, result, &error);
  g_assert_no_error (error);
}

static GenkanDeliverySummary
deliver (AssetFixture *fixture)
{
  static const GenkanRetryPolicy retry = { 1, 1000, 1000 };
  g_autoptr (GenkanConnection) connection =
    genkan_store_get_connection (fixture->base.store, fixture->connection, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GenkanDeliverySummary summary = { 0 };
  GenkanDeliveryJob job = {
    .store = fixture->base.store,
    .access = fixture->access,
    .retry = &retry,
    .connection = connection,
    .tool = "Backstage",
    .assets = TRUE,
    .operation_id = fixture->operation,
  };

  g_ptr_array_set_size (fixture->stand_in->log, 0);
  genkan_delivery_run_async (&job, NULL, got_result_cb, &result);
  store_wait (&result);
  genkan_delivery_run_finish (result, &summary, &error);
  g_assert_no_error (error);
  summary.reason = NULL;

  return summary;
}

/* A whole Sync. */
static GenkanDeliverySummary
sync_units (AssetFixture *fixture,
            const Unit   *units,
            gsize         n_units)
{
  g_autoptr (GenkanOperation) ended = NULL;
  g_autoptr (GError) error = NULL;
  GenkanDeliverySummary summary;

  begin_sync (fixture);
  keep (fixture, units, n_units);
  summary = deliver (fixture);
  ended = store_end (fixture->base.store, fixture->operation, COMPLETE, &error);
  g_assert_no_error (error);

  return summary;
}

#define SYNC(units) sync_units (fixture, units, G_N_ELEMENTS (units))

/* --- what the stand-in has --- */

static const char *
get_type_name (AssetFixture *fixture,
               JsonObject   *product)
{
  JsonObject *type = dojo_stand_in_find (fixture->stand_in, DOJO_PRODUCT_TYPES,
                                         json_object_get_int_member (product, "prod_type"));

  return json_object_get_string_member (type, "name");
}

/* “1 cart (shop), 2 …”, all that there are. */
static void
assert_products (AssetFixture *fixture,
                 const char   *expected)
{
  GPtrArray *products = fixture->stand_in->tables[DOJO_PRODUCTS];
  g_autoptr (GString) told = g_string_new (NULL);

  for (guint i = 0; i < products->len; i++)
    {
      JsonObject *product = g_ptr_array_index (products, i);

      g_string_append_printf (told, "%s%" G_GINT64_FORMAT " %s (%s)", i > 0 ? ", " : "",
                              json_object_get_int_member (product, "id"),
                              json_object_get_string_member (product, "name"),
                              get_type_name (fixture, product));
    }

  g_assert_cmpstr (told->str, ==, expected);
}

static JsonObject *
get_product (AssetFixture *fixture,
             const char   *name)
{
  GPtrArray *products = fixture->stand_in->tables[DOJO_PRODUCTS];

  for (guint i = 0; i < products->len; i++)
    if (g_str_equal (json_object_get_string_member (g_ptr_array_index (products, i), "name"), name))
      return g_ptr_array_index (products, i);

  g_assert_not_reached ();
}

static guint
count_types (AssetFixture *fixture,
             const char   *name)
{
  GPtrArray *types = fixture->stand_in->tables[DOJO_PRODUCT_TYPES];
  guint n = 0;

  for (guint i = 0; i < types->len; i++)
    n += g_str_equal (json_object_get_string_member (g_ptr_array_index (types, i), "name"), name);

  return n;
}

static void
assert_delivery (AssetFixture          *fixture,
                 const char            *record,
                 GenkanDeliveryOutcome  outcome,
                 const char            *words)
{
  g_autoptr (GPtrArray) results =
    genkan_store_list_asset_results (fixture->base.store, fixture->operation, NULL);

  for (guint i = 0; i < results->len; i++)
    {
      const GenkanAssetResult *result = g_ptr_array_index (results, i);

      if (!g_str_equal (result->record_name, record))
        continue;
      g_test_message ("%s: %s", record, result->delivery_message);
      g_assert_cmpint (result->delivery, ==, outcome);
      g_assert_true (words == NULL || strstr (result->delivery_message, words) != NULL);
      return;
    }

  g_assert_not_reached ();
}

/* --- stories --- */

static const Unit three[] = {
  { "1", "cart", "shop", "Sells", "[\"Go Lang\",\"web\"]" }, { "2", "pay", "shop" },
  { "3", "ledger" },
};

static void
test_made (AssetFixture  *fixture,
           gconstpointer  data)
{
  GenkanDeliverySummary summary = SYNC (three);
  JsonObject *cart = get_product (fixture, "cart");

  g_assert_cmpuint (summary.n_records, ==, 3);
  g_assert_cmpuint (summary.n_delivered, ==, 3);
  g_assert_cmpuint (summary.n_refused, ==, 0);
  assert_products (fixture, "1 cart (shop), 2 ledger (Research and Development), 3 pay (shop)");
  g_assert_cmpstr (json_object_get_string_member (cart, "description"), ==,
                   "Sells\n\nhttps://catalog.example/");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (cart, "tags")), ==, 2);
  g_assert_cmpuint (count_types (fixture, "shop"), ==, 1);
  assert_delivery (fixture, "cart", GENKAN_DELIVERY_DONE, NULL);
}

/* One question: whether they are still there. */
static void
test_unchanged (AssetFixture  *fixture,
                gconstpointer  data)
{
  GenkanDeliverySummary summary;

  SYNC (three);
  summary = SYNC (three);
  g_assert_cmpuint (summary.n_delivered, ==, 0);
  g_assert_cmpuint (summary.n_refused, ==, 0);
  g_assert_cmpuint (fixture->stand_in->log->len, <=, 2);
  assert_delivery (fixture, "cart", GENKAN_DELIVERY_UNCHANGED, NULL);
}

static void
test_followed (AssetFixture  *fixture,
               gconstpointer  data)
{
  static const Unit changed[] = {
    { "1", "basket", "money", "Sells more", "[\"web\"]" }, { "2", "pay", "shop" },
    { "3", "ledger", "money" },
  };
  GenkanDeliverySummary summary;
  JsonObject *basket;

  SYNC (three);
  summary = SYNC (changed);
  g_assert_cmpuint (summary.n_delivered, ==, 2);
  assert_products (fixture, "1 basket (money), 2 ledger (money), 3 pay (shop)");
  basket = get_product (fixture, "basket");
  g_assert_true (g_str_has_prefix (json_object_get_string_member (basket, "description"),
                                   "Sells more"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (basket, "tags")), ==, 1);
  g_assert_cmpuint (dojo_stand_in_count (fixture->stand_in, "DELETE"), ==, 0);
}

/* The Type keeps its number, and nothing is left behind. */
static void
test_type_renamed (AssetFixture  *fixture,
                   gconstpointer  data)
{
  static const Unit renamed[] = {
    { "1", "cart", "store", "Sells", "[\"Go Lang\",\"web\"]" }, { "2", "pay", "store" },
    { "3", "ledger" },
  };
  guint n_types;

  SYNC (three);
  n_types = fixture->stand_in->tables[DOJO_PRODUCT_TYPES]->len;
  SYNC (renamed);
  assert_products (fixture, "1 cart (store), 2 ledger (Research and Development), 3 pay (store)");
  g_assert_cmpuint (fixture->stand_in->tables[DOJO_PRODUCT_TYPES]->len, ==, n_types);
  g_assert_cmpuint (count_types (fixture, "shop"), ==, 0);
}

static void
test_swapped (AssetFixture  *fixture,
              gconstpointer  data)
{
  static const Unit swapped[] = {
    { "1", "pay", "shop", "Sells", "[\"Go Lang\",\"web\"]" }, { "2", "cart", "shop" },
    { "3", "ledger" },
  };
  static const Unit passed_on[] = {
    { "1", "ledger", "shop", "Sells", "[\"Go Lang\",\"web\"]" }, { "2", "pay", "shop" },
    { "3", "cart" },
  };
  GenkanDeliverySummary summary;

  SYNC (three);
  summary = SYNC (swapped);
  g_assert_cmpuint (summary.n_refused, ==, 0);
  assert_products (fixture, "1 pay (shop), 2 ledger (Research and Development), 3 cart (shop)");
  summary = SYNC (passed_on);
  g_assert_cmpuint (summary.n_refused, ==, 0);
  assert_products (fixture, "1 ledger (shop), 2 cart (Research and Development), 3 pay (shop)");
}

/* What somebody changed there is theirs. */
static void
test_changed_there (AssetFixture  *fixture,
                    gconstpointer  data)
{
  static const Unit changed[] = {
    { "1", "basket", "shop", "Sells more", "[\"Go Lang\",\"web\"]" }, { "2", "pay", "shop" },
    { "3", "ledger" },
  };
  JsonObject *cart;

  SYNC (three);
  cart = get_product (fixture, "cart");
  json_object_set_string_member (cart, "name", "My cart");
  json_object_set_string_member (cart, "description", "Mine");
  SYNC (changed);
  assert_products (fixture, "1 My cart (shop), 2 ledger (Research and Development), 3 pay (shop)");
  g_assert_cmpstr (json_object_get_string_member (cart, "description"), ==, "Mine");
  SYNC (changed);
  assert_products (fixture, "1 My cart (shop), 2 ledger (Research and Development), 3 pay (shop)");
}

/* One that was there before is found by its name, and stays what it was. */
static void
test_found (AssetFixture  *fixture,
            gconstpointer  data)
{
  static const Unit renamed[] = {
    { "1", "basket", "shop", "Sells", "[\"Go Lang\",\"web\"]" }, { "2", "pay", "shop" },
    { "3", "ledger" },
  };
  JsonObject *fields = json_object_new ();

  json_object_set_string_member (fields, "name", "cart");
  json_object_set_string_member (fields, "description", "Older");
  json_object_set_int_member (fields, "prod_type", 1);
  dojo_stand_in_add (fixture->stand_in, DOJO_PRODUCTS, fields);
  SYNC (three);
  g_assert_cmpstr (json_object_get_string_member (get_product (fixture, "cart"), "description"),
                   ==, "Older");
  g_assert_cmpint (json_object_get_int_member (get_product (fixture, "cart"), "id"), ==, 1);
  SYNC (renamed);
  g_assert_cmpint (json_object_get_int_member (get_product (fixture, "basket"), "id"), ==, 1);
}

static void
test_taken (AssetFixture  *fixture,
            gconstpointer  data)
{
  static const Unit renamed[] = {
    { "1", "basket", "shop", "Sells", "[\"Go Lang\",\"web\"]" }, { "2", "pay", "shop" },
    { "3", "ledger" },
  };
  JsonObject *fields = json_object_new ();
  GenkanDeliverySummary summary;

  SYNC (three);
  json_object_set_string_member (fields, "name", "basket");
  json_object_set_string_member (fields, "description", "Older");
  json_object_set_int_member (fields, "prod_type", 1);
  dojo_stand_in_add (fixture->stand_in, DOJO_PRODUCTS, fields);
  summary = SYNC (renamed);
  g_assert_cmpuint (summary.n_refused, ==, 1);
  assert_delivery (fixture, "basket", GENKAN_DELIVERY_REFUSED, "of this name already");
  assert_delivery (fixture, "pay", GENKAN_DELIVERY_UNCHANGED, NULL);

  dojo_stand_in_remove (fixture->stand_in, DOJO_PRODUCTS,
                        json_object_get_int_member (get_product (fixture, "basket"), "id"));
  summary = SYNC (renamed);
  g_assert_cmpuint (summary.n_delivered, ==, 1);
  assert_products (fixture,
                   "1 basket (shop), 2 ledger (Research and Development), 3 pay (shop)");
}

static void
test_deleted_there (AssetFixture  *fixture,
                    gconstpointer  data)
{
  GenkanDeliverySummary summary;

  SYNC (three);
  dojo_stand_in_remove (fixture->stand_in, DOJO_PRODUCTS, 1);
  summary = SYNC (three);
  g_assert_cmpuint (summary.n_stale, ==, 1);
  assert_products (fixture, "2 ledger (Research and Development), 3 pay (shop)");
  store_assert_record (fixture->base.store, fixture->connection, "1", GENKAN_RECORD_STATE_STALE,
                       "cart");
}

/* What could not be sent is sent by the next Sync, once. */
static void
test_refused (AssetFixture  *fixture,
              gconstpointer  data)
{
  GenkanDeliverySummary summary;

  dojo_stand_in_fault (fixture->stand_in, "POST /dojo/api/v2/products/", 1, DOJO_FAULT_INSTEAD, 500,
                       "application/json", "{\"message\":\"Internal server error\"}");
  summary = SYNC (three);
  g_assert_cmpuint (summary.n_delivered + summary.n_refused, ==, 3);
  summary = SYNC (three);
  g_assert_cmpuint (summary.n_refused, ==, 0);
  g_assert_cmpuint (fixture->stand_in->tables[DOJO_PRODUCTS]->len, ==, 3);

  fixture->stand_in->token_state = DOJO_TOKEN_EXPIRED;
  summary = SYNC (three);
  g_assert_cmpuint (summary.n_refused, ==, 3);
  g_assert_cmpuint (fixture->stand_in->log->len, <=, 2);
  assert_delivery (fixture, "cart", GENKAN_DELIVERY_REFUSED, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, AssetFixture, NULL, set_up, function, tear_down)

  ADD ("/delivery-assets/made", test_made);
  ADD ("/delivery-assets/unchanged", test_unchanged);
  ADD ("/delivery-assets/followed", test_followed);
  ADD ("/delivery-assets/type-renamed", test_type_renamed);
  ADD ("/delivery-assets/swapped", test_swapped);
  ADD ("/delivery-assets/changed-there", test_changed_there);
  ADD ("/delivery-assets/found", test_found);
  ADD ("/delivery-assets/taken", test_taken);
  ADD ("/delivery-assets/deleted-there", test_deleted_there);
  ADD ("/delivery-assets/refused", test_refused);

  return g_test_run ();
}
