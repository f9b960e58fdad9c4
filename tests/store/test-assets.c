/* test-assets.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Products that follow the units for which they were made.
 */

#include "config.h"

#include "genkan-store-assets.h"
#include "genkan-store-events.h"
#include "genkan-store-products-edit.h"
#include "store-fixture.h"

#define COMPLETE GENKAN_OPERATION_STATUS_COMPLETE
#define PARTIAL GENKAN_OPERATION_STATUS_PARTIAL

static void
got_result_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* A Connection whose New Records are mapped by themselves. */
static gint64
add_catalog (StoreFixture *fixture,
             const char   *label)
{
  gint64 id = store_add_connection (fixture->store, label);
  g_autoptr (GenkanConnection) connection = genkan_store_get_connection (fixture->store, id, NULL);
  g_autoptr (GenkanRules) rules = genkan_rules_copy (genkan_connection_get_rules (connection));
  g_autoptr (GError) error = NULL;

  genkan_rules_set_auto_map (rules, TRUE);
  genkan_connection_set_rules (connection, rules);
  store_save (fixture->store, connection, &error);
  g_assert_no_error (error);

  return id;
}

static void
set_template (StoreFixture *fixture,
              gint64        id,
              const char   *template)
{
  g_autoptr (GenkanConnection) connection = genkan_store_get_connection (fixture->store, id, NULL);
  g_autoptr (GenkanRules) rules = genkan_rules_copy (genkan_connection_get_rules (connection));
  g_autoptr (GError) error = NULL;

  genkan_rules_set_product_template (rules, template);
  genkan_connection_set_rules (connection, rules);
  store_save (fixture->store, connection, &error);
  g_assert_no_error (error);
}

static GenkanOperation *
begin_sync (StoreFixture *fixture,
            gint64        id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GenkanOperation *operation;

  genkan_store_begin_operation_async (fixture->store, id, GENKAN_OPERATION_TYPE_SYNC,
                                      GENKAN_OPERATION_TRIGGER_MANUAL, NULL, got_result_cb,
                                      &result);
  store_wait (&result);
  operation = genkan_store_begin_operation_finish (fixture->store, result, &error);
  g_assert_no_error (error);

  return operation;
}

/* A Sync that brings the rows; of some Records only, if @ids is not NULL. */
static GenkanOperation *
sync_rows (StoreFixture          *fixture,
           gint64                 id,
           GenkanOperationStatus  status,
           GenkanRowBatch        *rows,
           GArray                *ids)
{
  g_autoptr (GenkanOperation) running = begin_sync (fixture, id);
  gint64 operation_id = genkan_operation_get_id (running);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GenkanOperation *ended;

  store_stage (fixture->store, operation_id, rows, &error);
  g_assert_no_error (error);
  genkan_store_keep_assets_async (fixture->store, operation_id, status == COMPLETE,
                                  ids != NULL ? (const gint64 *) (gpointer) ids->data : NULL,
                                  ids != NULL ? ids->len : 0, NULL, got_result_cb, &result);
  store_wait (&result);
  genkan_store_keep_assets_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  ended = store_end (fixture->store, operation_id, status, &error);
  g_assert_no_error (error);

  return ended;
}

/* Returns: what the Sync did: "a made; b renamed old→new; …" */
static char *
describe (StoreFixture    *fixture,
          GenkanOperation *operation)
{
  static const char *const words[] = {
    "made", "mapped", "renamed", "moved", "described", "taken", "named-by-hand", "typed-by-hand",
    "name-shared", "type-shared",
  };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) results = genkan_store_list_asset_results (
    fixture->store, genkan_operation_get_id (operation), NULL);

  for (guint i = 0; i < results->len; i++)
    {
      const GenkanAssetResult *result = g_ptr_array_index (results, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", result->record_name);
      for (guint j = 0; j < G_N_ELEMENTS (words); j++)
        if ((result->changes & (1 << j)) != 0)
          g_string_append_printf (text, " %s", words[j]);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Returns: all Products: "name (Type), …" */
static char *
list_products (StoreFixture *fixture)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) products = genkan_store_search_products (fixture->store, NULL, 0, NULL);

  for (guint i = 0; i < products->len; i++)
    {
      GenkanProduct *product = g_ptr_array_index (products, i);
      const char *type = genkan_product_get_type_name (product);

      g_string_append_printf (text, "%s%s (%s)", i > 0 ? ", " : "",
                              genkan_product_get_name (product), type != NULL ? type : "");
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_sync (StoreFixture          *fixture,
             gint64                 id,
             GenkanOperationStatus  status,
             const StoreUnit       *units,
             gsize                  n_units,
             const char            *results,
             const char            *products)
{
  g_autoptr (GenkanRowBatch) rows = store_make_rows (units, n_units);
  g_autoptr (GenkanOperation) operation = sync_rows (fixture, id, status, rows, NULL);
  g_autofree char *said = describe (fixture, operation);
  g_autofree char *listed = list_products (fixture);

  g_assert_cmpstr (said, ==, results);
  g_assert_cmpstr (listed, ==, products);
}

#define SYNC(units, results, products) \
  assert_sync (fixture, id, COMPLETE, units, G_N_ELEMENTS (units), results, products)

static gint64
product_id (StoreFixture *fixture,
            const char   *name)
{
  g_autoptr (GenkanProduct) product = genkan_store_find_product (fixture->store, name, NULL);

  return product != NULL ? genkan_product_get_id (product) : 0;
}

static GenkanUndo *
edit (StoreFixture          *fixture,
      const char            *name,
      GenkanProductEditKind  kind,
      const char            *new_name)
{
  gint64 id = product_id (fixture, name);
  GenkanProductEdit what = { .kind = kind, .name = new_name };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GenkanUndo *undo;

  genkan_store_edit_products_async (fixture->store, &id, 1, &what, NULL, got_result_cb, &result);
  store_wait (&result);
  undo = genkan_store_edit_products_finish (fixture->store, result, &error);
  g_assert_no_error (error);

  return undo;
}

static void
add_product (StoreFixture *fixture,
             const char   *name,
             const char   *type)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  genkan_store_add_product_async (fixture->store, name, type, NULL, got_result_cb, &result);
  store_wait (&result);
  genkan_store_add_product_finish (fixture->store, result, &error);
  g_assert_no_error (error);
}

static const StoreUnit three[] = {
  { "1", "cart", "Shop" }, { "2", "pay", "Shop" }, { "3", "ledger", "Money" },
};

static gint64
set_up_three (StoreFixture *fixture)
{
  gint64 id = add_catalog (fixture, "Catalog");

  SYNC (three, "cart made; ledger made; pay made", "cart (Shop), ledger (Money), pay (Shop)");

  return id;
}

/* --- what follows --- */

static void
test_rename (StoreFixture  *fixture,
             gconstpointer  data)
{
  static const StoreUnit renamed[] = {
    { "1", "basket", "Shop" }, { "2", "pay", "Shop" }, { "3", "ledger", "Money" },
  };
  gint64 id = set_up_three (fixture);
  gint64 product = product_id (fixture, "cart");

  SYNC (three, "cart; ledger; pay", "cart (Shop), ledger (Money), pay (Shop)");
  SYNC (renamed, "basket renamed; ledger; pay", "basket (Shop), ledger (Money), pay (Shop)");
  g_assert_cmpint (product_id (fixture, "basket"), ==, product);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_GOOD, "basket");
  SYNC (renamed, "basket; ledger; pay", "basket (Shop), ledger (Money), pay (Shop)");
  SYNC (three, "cart renamed; ledger; pay", "cart (Shop), ledger (Money), pay (Shop)");
}

static void
test_move (StoreFixture  *fixture,
           gconstpointer  data)
{
  static const StoreUnit moved[] = {
    { "1", "cart", "Shop" }, { "2", "pay", "Money" }, { "3", "ledger", NULL },
  };
  gint64 id = set_up_three (fixture);
  gint64 product = product_id (fixture, "pay");

  SYNC (moved, "cart; ledger moved; pay moved", "cart (Shop), ledger (), pay (Money)");
  g_assert_cmpint (product_id (fixture, "pay"), ==, product);
  SYNC (three, "cart; ledger moved; pay moved", "cart (Shop), ledger (Money), pay (Shop)");
}

static gboolean
has_type (StoreFixture *fixture,
          const char   *name)
{
  g_auto (GStrv) types = genkan_store_list_product_types (fixture->store, NULL);

  return g_strv_contains ((const char *const *) types, name);
}

/* The Type of all its Products is renamed, and leaves nothing behind. */
static void
test_type_renamed (StoreFixture  *fixture,
                   gconstpointer  data)
{
  static const StoreUnit renamed[] = {
    { "1", "cart", "Store" }, { "2", "pay", "Store" }, { "3", "ledger", "Money" },
    { "4", "stock", "Store" },
  };
  static const StoreUnit split[] = {
    { "1", "cart", "Front" }, { "2", "pay", "Back" }, { "3", "ledger", "Money" },
    { "4", "stock", "Store" },
  };
  gint64 id = set_up_three (fixture);

  SYNC (renamed, "cart moved; ledger; pay moved; stock made",
        "cart (Store), ledger (Money), pay (Store), stock (Store)");
  g_assert_true (has_type (fixture, "Store"));
  g_assert_false (has_type (fixture, "Shop"));
  SYNC (split, "cart moved; ledger; pay moved; stock",
        "cart (Front), ledger (Money), pay (Back), stock (Store)");
  g_assert_true (has_type (fixture, "Store"));
}

/* A Type that another Product needs stays what it is. */
static void
test_type_needed (StoreFixture  *fixture,
                  gconstpointer  data)
{
  static const StoreUnit renamed[] = {
    { "1", "cart", "Store" }, { "2", "pay", "Store" }, { "3", "ledger", "Money" },
  };
  gint64 id = set_up_three (fixture);

  add_product (fixture, "poster", "Shop");
  SYNC (renamed, "cart moved; ledger; pay moved",
        "cart (Store), ledger (Money), pay (Store), poster (Shop)");
}

/* Two units exchange their names, three pass theirs on. */
static void
test_swap (StoreFixture  *fixture,
           gconstpointer  data)
{
  static const StoreUnit swapped[] = {
    { "1", "pay", "Shop" }, { "2", "cart", "Shop" }, { "3", "ledger", "Money" },
  };
  static const StoreUnit passed_on[] = {
    { "1", "ledger", "Shop" }, { "2", "pay", "Shop" }, { "3", "cart", "Money" },
  };
  gint64 id = set_up_three (fixture);
  gint64 cart = product_id (fixture, "cart");
  gint64 pay = product_id (fixture, "pay");

  SYNC (swapped, "cart renamed; ledger; pay renamed", "cart (Shop), ledger (Money), pay (Shop)");
  g_assert_cmpint (product_id (fixture, "pay"), ==, cart);
  g_assert_cmpint (product_id (fixture, "cart"), ==, pay);
  SYNC (passed_on, "cart renamed; ledger renamed; pay renamed",
        "cart (Money), ledger (Shop), pay (Shop)");
  g_assert_cmpint (product_id (fixture, "ledger"), ==, cart);
}

/* The name of a unit that was renamed is there for a new one. */
static void
test_name_reused (StoreFixture  *fixture,
                  gconstpointer  data)
{
  static const StoreUnit reused[] = {
    { "1", "basket", "Shop" }, { "2", "pay", "Shop" }, { "3", "ledger", "Money" },
    { "4", "cart", "Shop" },
  };
  gint64 id = set_up_three (fixture);
  gint64 cart = product_id (fixture, "cart");

  SYNC (reused, "basket renamed; cart made; ledger; pay",
        "basket (Shop), cart (Shop), ledger (Money), pay (Shop)");
  g_assert_cmpint (product_id (fixture, "basket"), ==, cart);
}

static void
test_template (StoreFixture  *fixture,
               gconstpointer  data)
{
  static const StoreUnit moved[] = {
    { "1", "cart", "Store" }, { "2", "pay", "Shop" }, { "3", "ledger", "Money" },
  };
  gint64 id = add_catalog (fixture, "Catalog");

  set_template (fixture, id, "{parent}: {name}");
  SYNC (three, "cart made; ledger made; pay made",
        "Money: ledger (Money), Shop: cart (Shop), Shop: pay (Shop)");
  SYNC (moved, "cart renamed moved; ledger; pay",
        "Money: ledger (Money), Shop: pay (Shop), Store: cart (Store)");

  /* Another template is for what is new: nothing has changed in the tool. */
  set_template (fixture, id, "{name}");
  SYNC (moved, "cart; ledger; pay",
        "Money: ledger (Money), Shop: pay (Shop), Store: cart (Store)");
}

/* Two units of one name have Products of their own; a number is not a name of the tool's. */
static void
test_numbered (StoreFixture  *fixture,
               gconstpointer  data)
{
  static const StoreUnit same[] = { { "1", "api", "A" }, { "2", "api", "B" } };
  static const StoreUnit moved[] = { { "1", "api", "A" }, { "2", "api", "C" } };
  static const StoreUnit renamed[] = { { "1", "api", "A" }, { "2", "rest", "C" } };
  gint64 id = add_catalog (fixture, "Catalog");

  SYNC (same, "api made; api made", "api (A), api 2 (B)");
  SYNC (moved, "api; api moved", "api (A), api 2 (C)");
  SYNC (renamed, "api; rest renamed", "api (A), rest (C)");
}

/* --- what does not --- */

static void
test_taken (StoreFixture  *fixture,
            gconstpointer  data)
{
  static const StoreUnit renamed[] = {
    { "1", "pay", "Shop" }, { "2", "money", "Shop" }, { "3", "Poster", "Money" },
  };
  static const StoreUnit again[] = {
    { "1", "pay", "Shop" }, { "2", "money", "Shop" }, { "3", "ledger", "Money" },
  };
  gint64 id = set_up_three (fixture);

  add_product (fixture, "poster", NULL);
  add_product (fixture, "money", NULL);

  /* "pay" could go only if its own Product could. */
  SYNC (renamed, "money taken; pay taken; Poster taken",
        "cart (Shop), ledger (Money), money (), pay (Shop), poster ()");

  /* It is tried again. */
  {
    g_autoptr (GenkanUndo) undo = edit (fixture, "money", GENKAN_PRODUCT_EDIT_DELETE, NULL);

    SYNC (again, "ledger; money renamed; pay renamed",
          "ledger (Money), money (Shop), pay (Shop), poster ()");
  }
}

static void
test_same_name_twice (StoreFixture  *fixture,
                      gconstpointer  data)
{
  static const StoreUnit renamed[] = {
    { "1", "one", "Shop" }, { "2", "one", "Shop" }, { "3", "ledger", "Money" },
  };
  gint64 id = set_up_three (fixture);

  SYNC (renamed, "ledger; one renamed; one taken", "ledger (Money), one (Shop), pay (Shop)");
  SYNC (renamed, "ledger; one; one taken", "ledger (Money), one (Shop), pay (Shop)");
}

static void
test_by_hand (StoreFixture  *fixture,
              gconstpointer  data)
{
  static const StoreUnit changed[] = {
    { "1", "basket", "Store" }, { "2", "bill", "Store" }, { "3", "ledger", "Money" },
  };
  gint64 id = set_up_three (fixture);
  g_autoptr (GenkanUndo) named = edit (fixture, "cart", GENKAN_PRODUCT_EDIT_RENAME, "My cart");
  g_autoptr (GenkanUndo) typed = edit (fixture, "pay", GENKAN_PRODUCT_EDIT_SET_TYPE, "Mine");

  SYNC (changed, "basket moved named-by-hand; bill renamed typed-by-hand; ledger",
        "bill (Mine), ledger (Money), My cart (Store)");
  SYNC (changed, "basket named-by-hand; bill typed-by-hand; ledger",
        "bill (Mine), ledger (Money), My cart (Store)");

  /* A person comes to the tool's name. */
  {
    g_autoptr (GenkanUndo) same = edit (fixture, "My cart", GENKAN_PRODUCT_EDIT_RENAME, "basket");

    SYNC (changed, "basket; bill typed-by-hand; ledger",
          "basket (Store), bill (Mine), ledger (Money)");
  }
  SYNC (three, "cart renamed moved; ledger; pay renamed",
        "cart (Shop), ledger (Money), pay (Mine)");
}

/* What a person chose, or auto-map found, was not made for the Record. */
static void
test_not_made (StoreFixture  *fixture,
               gconstpointer  data)
{
  static const StoreUnit before[] = { { "1", "cart", "Shop" }, { "2", "pay", "Shop" } };
  static const StoreUnit after[] = { { "1", "basket", "Store" }, { "2", "bill", "Store" } };
  gint64 id = add_catalog (fixture, "Catalog");

  add_product (fixture, "cart", NULL);
  SYNC (before, "cart mapped; pay made", "cart (), pay (Shop)");
  {
    g_autoptr (GenkanUndo) undo =
      store_decide_one (fixture->store, id, "2", GENKAN_DECISION_MAP, "Web");

    SYNC (after, "basket; bill", "cart (), pay (Shop), Web ()");
  }
}

/* Whose name it is to have, of two units, nobody can tell. */
static void
test_shared (StoreFixture  *fixture,
             gconstpointer  data)
{
  static const StoreUnit renamed[] = {
    { "1", "basket", "Store" }, { "2", "pay", "Shop" }, { "3", "ledger", "Money" },
  };
  gint64 id = set_up_three (fixture);
  g_autoptr (GenkanUndo) undo =
    store_decide_one (fixture->store, id, "2", GENKAN_DECISION_MAP, "cart");

  SYNC (renamed, "basket name-shared type-shared; ledger; pay", "cart (Shop), ledger (Money), pay (Shop)");
}

/* A scanner's Record has only found the Product, which is still its unit's. */
static void
test_scanned (StoreFixture  *fixture,
              gconstpointer  data)
{
  static const StoreUnit scanned[] = { { "x", "cart", NULL } };
  static const StoreUnit renamed[] = {
    { "1", "basket", "Shop" }, { "2", "pay", "Shop" }, { "3", "ledger", "Money" },
  };
  gint64 id = set_up_three (fixture);
  gint64 scanner = add_catalog (fixture, "Scanner");
  g_autoptr (GenkanOperation) operation =
    store_discover (fixture->store, scanner, COMPLETE, scanned, 1);

  store_assert_record (fixture->store, scanner, "x", GENKAN_RECORD_STATE_GOOD, "cart");
  SYNC (renamed, "basket renamed; ledger; pay", "basket (Shop), ledger (Money), pay (Shop)");
  store_assert_record (fixture->store, scanner, "x", GENKAN_RECORD_STATE_GOOD, "basket");
}

static void
test_missing (StoreFixture  *fixture,
              gconstpointer  data)
{
  static const StoreUnit fewer[] = { { "1", "cart", "Shop" }, { "3", "ledger", "Money" } };
  static const StoreUnit back[] = {
    { "1", "cart", "Shop" }, { "2", "bill", "Shop" }, { "3", "ledger", "Money" },
  };
  gint64 id = set_up_three (fixture);

  SYNC (fewer, "cart; ledger", "cart (Shop), ledger (Money), pay (Shop)");
  store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_MISSING, "pay");
  SYNC (back, "bill renamed; cart; ledger", "bill (Shop), cart (Shop), ledger (Money)");
}

/* A parent that a partial answer does not tell is no reason to move anything. */
static void
test_partial (StoreFixture  *fixture,
              gconstpointer  data)
{
  static const StoreUnit half[] = { { "1", "basket", NULL }, { "4", "stock", "Shop" } };
  static const StoreUnit whole[] = {
    { "1", "basket", "Shop" }, { "2", "pay", "Shop" }, { "3", "ledger", "Money" },
    { "4", "stock", "Shop" },
  };
  gint64 id = set_up_three (fixture);

  assert_sync (fixture, id, PARTIAL, half, G_N_ELEMENTS (half), "stock made",
               "cart (Shop), ledger (Money), pay (Shop), stock (Shop)");
  SYNC (whole, "basket renamed; ledger; pay; stock",
        "basket (Shop), ledger (Money), pay (Shop), stock (Shop)");
}

static void
test_some (StoreFixture  *fixture,
           gconstpointer  data)
{
  static const StoreUnit renamed[] = {
    { "1", "basket", "Shop" }, { "2", "bill", "Shop" }, { "3", "ledger", "Money" },
  };
  gint64 id = set_up_three (fixture);
  g_autoptr (GenkanRowBatch) rows = store_make_rows (renamed, G_N_ELEMENTS (renamed));
  g_autoptr (GenkanRecord) record = store_find_record (fixture->store, id, "2");
  gint64 record_id = genkan_record_get_id (record);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GenkanOperation) operation = NULL;
  g_autofree char *said = NULL;
  g_autofree char *listed = NULL;

  g_array_append_val (ids, record_id);
  operation = sync_rows (fixture, id, COMPLETE, rows, ids);
  said = describe (fixture, operation);
  listed = list_products (fixture);
  g_assert_cmpstr (said, ==, "bill renamed");
  g_assert_cmpstr (listed, ==, "bill (Shop), cart (Shop), ledger (Money)");
}

/* --- what is kept --- */

/* The deletion of a Product is taken back: it is still the one that was made for its Record. */
static void
test_undone (StoreFixture  *fixture,
             gconstpointer  data)
{
  static const StoreUnit renamed[] = {
    { "1", "basket", "Shop" }, { "2", "pay", "Shop" }, { "3", "ledger", "Money" },
  };
  gint64 id = set_up_three (fixture);
  g_autoptr (GenkanUndo) undo = edit (fixture, "cart", GENKAN_PRODUCT_EDIT_DELETE, NULL);
  g_autoptr (GError) error = NULL;

  SYNC (three, "ledger; pay", "ledger (Money), pay (Shop)");
  store_undo (fixture->store, undo, &error);
  g_assert_no_error (error);
  SYNC (renamed, "basket renamed; ledger; pay", "basket (Shop), ledger (Money), pay (Shop)");
}

static GenkanRowBatch *
make_described (const char *description,
                const char *tags,
                const char *url)
{
  static const char *const columns[] = { "id", "name", "description", "tags", "url" };
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, G_N_ELEMENTS (columns));
  GenkanValue values[] = {
    genkan_value_text ("1"), genkan_value_text ("cart"), genkan_value_text (description),
    genkan_value_text (tags), genkan_value_text (url),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    genkan_row_batch_builder_add (builder, &values[i]);

  return genkan_row_batch_builder_end (builder);
}

static void
assert_described (StoreFixture *fixture,
                  gint64        id,
                  const char   *description,
                  const char   *tags,
                  const char   *url,
                  const char   *results)
{
  g_autoptr (GenkanRowBatch) rows = make_described (description, tags, url);
  g_autoptr (GenkanOperation) operation = sync_rows (fixture, id, COMPLETE, rows, NULL);
  g_autofree char *said = describe (fixture, operation);
  g_autoptr (GenkanProduct) product = genkan_store_find_product (fixture->store, "cart", NULL);

  g_assert_cmpstr (said, ==, results);
  g_assert_cmpstr (genkan_product_get_description (product), ==, description);
  g_assert_cmpstr (genkan_product_get_tags (product), ==, tags);
  g_assert_cmpstr (genkan_product_get_url (product), ==, url);
}

static void
test_described (StoreFixture  *fixture,
                gconstpointer  data)
{
  gint64 id = add_catalog (fixture, "Catalog");

  assert_described (fixture, id, "Sells", "[\"go\"]", "https://acme.example/1", "cart made");
  assert_described (fixture, id, "Sells", "[\"go\"]", "https://acme.example/1", "cart");
  assert_described (fixture, id, "Sells", NULL, "https://acme.example/1", "cart described");
  assert_described (fixture, id, NULL, NULL, "https://acme.example/2", "cart described");
}

static void
test_history (StoreFixture  *fixture,
              gconstpointer  data)
{
  static const StoreUnit changed[] = { { "1", "basket", "Store" } };
  gint64 id = set_up_three (fixture);
  g_autoptr (GenkanRecord) record = NULL;
  g_autoptr (GPtrArray) events = NULL;
  gboolean renamed = FALSE, moved = FALSE;

  SYNC (changed, "basket renamed moved", "basket (Store), ledger (Money), pay (Shop)");
  record = store_find_record (fixture->store, id, "1");
  events = genkan_store_list_events (fixture->store, genkan_record_get_id (record), 0, NULL);
  for (guint i = 0; i < events->len; i++)
    {
      GenkanEvent *event = g_ptr_array_index (events, i);

      if (genkan_event_get_actor (event) != GENKAN_ACTOR_SYNC)
        continue;
      renamed |= genkan_event_get_kind (event) == GENKAN_EVENT_PRODUCT_RENAMED
                 && g_str_equal (genkan_event_get_detail (event), "cart");
      moved |= genkan_event_get_kind (event) == GENKAN_EVENT_PRODUCT_MOVED
               && g_str_equal (genkan_event_get_detail (event), "Shop");
    }
  g_assert_true (renamed);
  g_assert_true (moved);
}

/* The numbers of the Operation are those of a Discover. */
static void
test_numbers (StoreFixture  *fixture,
              gconstpointer  data)
{
  static const StoreUnit units[] = {
    { "1", "basket", "Shop" }, { "3", "ledger", "Money" }, { "4", "stock", "Shop" },
  };
  gint64 id = set_up_three (fixture);
  g_autoptr (GenkanRowBatch) rows = store_make_rows (units, G_N_ELEMENTS (units));
  g_autoptr (GenkanOperation) operation = sync_rows (fixture, id, COMPLETE, rows, NULL);

  g_assert_cmpuint (genkan_operation_get_n_seen (operation), ==, 3);
  g_assert_cmpuint (genkan_operation_get_n_new (operation), ==, 1);
  g_assert_cmpuint (genkan_operation_get_n_changed (operation), ==, 1);
  g_assert_cmpuint (genkan_operation_get_n_missing (operation), ==, 1);
  g_assert_cmpuint (genkan_operation_get_n_mapped (operation), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)

  ADD ("/assets/rename", test_rename);
  ADD ("/assets/move", test_move);
  ADD ("/assets/type-renamed", test_type_renamed);
  ADD ("/assets/type-needed", test_type_needed);
  ADD ("/assets/swap", test_swap);
  ADD ("/assets/name-reused", test_name_reused);
  ADD ("/assets/template", test_template);
  ADD ("/assets/numbered", test_numbered);
  ADD ("/assets/taken", test_taken);
  ADD ("/assets/same-name-twice", test_same_name_twice);
  ADD ("/assets/by-hand", test_by_hand);
  ADD ("/assets/not-made", test_not_made);
  ADD ("/assets/shared", test_shared);
  ADD ("/assets/scanned", test_scanned);
  ADD ("/assets/missing", test_missing);
  ADD ("/assets/partial", test_partial);
  ADD ("/assets/some", test_some);
  ADD ("/assets/undone", test_undone);
  ADD ("/assets/described", test_described);
  ADD ("/assets/history", test_history);
  ADD ("/assets/numbers", test_numbers);

  return g_test_run ();
}
