/* test-delivery.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Syncs with a DefectDojo behind them: the store, a stand-in in this process, and between them
 * what is tested.
 */

#include "config.h"

#include "delivery-fixture.h"
#include "dojo-tables.h"
#include "genkan-store-products-edit.h"
#include "genkan-store-server.h"

#include <sqlite3.h>

#define COMPLETE GENKAN_OUTCOME_COMPLETE

/* A whole Sync that finds these in “shop”, and nothing in “bank”. */
static GenkanDeliverySummary
sync_shop (DeliveryFixture         *fixture,
           const SyncFound *rows,
           gsize            n_rows)
{
  sync_begin (&fixture->sync);
  delivery_found (fixture, "shop", COMPLETE, rows, n_rows);
  delivery_found (fixture, "bank", COMPLETE, NULL, 0);

  return delivery_run (fixture);
}

/* What came of it for a Record: “delivered 2+0-1 …”. */
static void
assert_result (DeliveryFixture    *fixture,
               const char *record,
               const char *expected)
{
  g_autoptr (GPtrArray) results = genkan_store_list_sync_results (fixture->sync.base.store,
                                                                  fixture->sync.operation, NULL);

  for (guint i = 0; i < results->len; i++)
    {
      GenkanSyncResult *result = g_ptr_array_index (results, i);
      g_autofree char *told = NULL;

      if (g_strcmp0 (result->record_name, record) != 0)
        continue;

      g_test_message ("%s: %s", record, result->delivery_message);
      told = g_strdup_printf ("%s new %u updated %u closed %u reopened %u",
                              genkan_delivery_outcome_to_nick (result->delivery),
                              result->n_created, result->n_updated, result->n_mitigated,
                              result->n_reactivated);
      g_assert_cmpstr (told, ==, expected);
      return;
    }

  g_assert_not_reached ();
}

static const char *
get_message (GPtrArray  *results,
             const char *record)
{
  for (guint i = 0; i < results->len; i++)
    {
      GenkanSyncResult *result = g_ptr_array_index (results, i);

      if (g_strcmp0 (result->record_name, record) == 0)
        return result->delivery_message;
    }

  return NULL;
}

static void
assert_says (DeliveryFixture *fixture,
             const char      *record,
             const char      *words)
{
  g_autoptr (GPtrArray) results = genkan_store_list_sync_results (fixture->sync.base.store,
                                                                  fixture->sync.operation, NULL);
  const char *message = get_message (results, record);

  g_assert_nonnull (message);
  if (strstr (message, words) == NULL)
    g_error ("“%s” does not say “%s”", message, words);
}

static void
assert_refused (DeliveryFixture *fixture,
                const char      *record,
                const char      *words)
{
  assert_result (fixture, record, "refused new 0 updated 0 closed 0 reopened 0");
  assert_says (fixture, record, words);
}

/* --- what the stand-in has --- */

static gint64
find_named (DojoStandIn *stand_in,
            DojoTable    table,
            const char  *name)
{
  const char *member = table == DOJO_TESTS ? "title" : "name";

  for (guint i = 0; i < stand_in->tables[table]->len; i++)
    {
      JsonObject *object = g_ptr_array_index (stand_in->tables[table], i);

      if (g_strcmp0 (json_object_get_string_member (object, member), name) == 0)
        return json_object_get_int_member (object, "id");
    }

  return 0;
}

static void
assert_test (DeliveryFixture    *fixture,
             const char *title,
             const char *expected)
{
  g_autofree char *told = delivery_tell_test (fixture, title);

  g_assert_cmpstr (told, ==, expected);
}

/* --- stories --- */

static const SyncFound two[] = { { NULL, "1", "XSS", "High" }, { NULL, "2", "Header", "Low" } };

static void
test_first (DeliveryFixture       *fixture,
            gconstpointer  data)
{
  GenkanDeliverySummary summary = sync_shop (fixture, two, 2);
  g_autofree char *id = delivery_make_id (fixture, "shop", "1");
  gint64 test = find_named (fixture->stand_in, DOJO_TESTS, "Shop");

  g_assert_cmpuint (summary.n_records, ==, 2);
  g_assert_cmpuint (summary.n_delivered, ==, 1);
  g_assert_cmpuint (summary.n_refused, ==, 0);
  assert_result (fixture, "Shop", "delivered new 2 updated 0 closed 0 reopened 0");
  assert_result (fixture, "Bank", "unchanged new 0 updated 0 closed 0 reopened 0");
  assert_test (fixture, "Shop", "1:High:open 2:Low:open");
  g_assert_cmpint (test, >, 0);
  g_assert_nonnull (dojo_stand_in_finding (fixture->stand_in, test, id));
  g_assert_cmpint (find_named (fixture->stand_in, DOJO_PRODUCTS, "Shop"), >, 0);
  g_assert_cmpint (find_named (fixture->stand_in, DOJO_PRODUCTS, "Bank"), ==, 0);
  g_assert_cmpint (find_named (fixture->stand_in, DOJO_ENGAGEMENTS, "Global Connectors"), >, 0);
}

/* Nothing is sent for what did not change: two questions what is gone, and that is all. */
static void
test_unchanged (DeliveryFixture       *fixture,
                gconstpointer  data)
{
  GenkanDeliverySummary summary;

  sync_shop (fixture, two, 2);
  summary = sync_shop (fixture, two, 2);
  g_assert_cmpuint (summary.n_delivered, ==, 0);
  assert_result (fixture, "Shop", "unchanged new 0 updated 0 closed 0 reopened 0");
  g_assert_cmpuint (fixture->stand_in->log->len, ==, 2);
}

static void
test_changes (DeliveryFixture       *fixture,
              gconstpointer  data)
{
  static const SyncFound worse[] = {
    { NULL, "1", "Stored XSS", "Critical" }, { NULL, "3", "Cookie", "Low" },
  };

  sync_shop (fixture, two, 2);
  sync_shop (fixture, worse, 2);
  assert_result (fixture, "Shop", "delivered new 1 updated 1 closed 1 reopened 0");
  assert_test (fixture, "Shop", "1:Critical:open 2:Low:closed 3:Low:open");

  sync_shop (fixture, two, 2);
  assert_test (fixture, "Shop", "1:High:open 2:Low:open 3:Low:closed");
  sync_shop (fixture, two, 2);
  g_assert_cmpuint (fixture->stand_in->log->len, ==, 2);
}

/* Of what is closed nothing more is told. */
static void
test_changes_of_closed (DeliveryFixture *fixture,
                        gconstpointer    data)
{
  static const SyncFound mended[] = { { NULL, "1", "XSS", "High", TRUE } };
  static const SyncFound reworded[] = { { NULL, "1", "Stored XSS", "Low", TRUE } };

  sync_shop (fixture, two, 1);
  sync_shop (fixture, mended, 1);
  assert_test (fixture, "Shop", "1:High:closed");
  sync_shop (fixture, reworded, 1);
  assert_result (fixture, "Shop", "unchanged new 0 updated 0 closed 0 reopened 0");
  g_assert_cmpuint (fixture->stand_in->log->len, ==, 2);
}

/* What a part of an answer does not have is not closed there either. */
static void
test_partial (DeliveryFixture       *fixture,
              gconstpointer  data)
{
  sync_shop (fixture, two, 2);
  sync_begin (&fixture->sync);
  delivery_found (fixture, "shop", GENKAN_OUTCOME_PARTIAL, two, 1);
  delivery_run (fixture);
  assert_test (fixture, "Shop", "1:High:open 2:Low:open");

  sync_begin (&fixture->sync);
  delivery_found (fixture, "shop", GENKAN_OUTCOME_FAILED, NULL, 0);
  delivery_run (fixture);
  assert_test (fixture, "Shop", "1:High:open 2:Low:open");
}

/* What could not be delivered is with the next Sync, though that finds nothing new. */
static void
test_later (DeliveryFixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GenkanServer) server = NULL;

  fixture->stand_in->token_state = DOJO_TOKEN_EXPIRED;
  sync_shop (fixture, two, 2);
  assert_refused (fixture, "Shop", "expired");
  g_assert_cmpuint (fixture->stand_in->tables[DOJO_TESTS]->len, ==, 0);
  server = genkan_store_get_server (fixture->sync.base.store, NULL);
  g_assert_cmpint (server->token_expiry, >, 0);
  g_assert_cmpint (server->token_expiry, <=, g_get_real_time ());

  fixture->stand_in->token_state = DOJO_TOKEN_GOOD;
  sync_shop (fixture, two, 2);
  assert_test (fixture, "Shop", "1:High:open 2:Low:open");
}

/* One Record that is refused does not hold up the other. */
static void
test_others_go_on (DeliveryFixture       *fixture,
                   gconstpointer  data)
{
  dojo_stand_in_fault (fixture->stand_in, "POST import-scan/", 1, DOJO_FAULT_INSTEAD,
                       400, "application/json", "{\"file\": [\"Not today\"]}");
  sync_begin (&fixture->sync);
  delivery_found (fixture, "bank", COMPLETE, two, 2);
  delivery_found (fixture, "shop", COMPLETE, two, 2);
  delivery_run (fixture);
  assert_refused (fixture, "Bank", "Not today");
  assert_result (fixture, "Shop", "delivered new 2 updated 0 closed 0 reopened 0");

  sync_begin (&fixture->sync);
  delivery_found (fixture, "bank", COMPLETE, two, 2);
  delivery_found (fixture, "shop", COMPLETE, two, 2);
  delivery_run (fixture);
  assert_test (fixture, "Bank", "1:High:open 2:Low:open");
}

static void
assert_state (DeliveryFixture           *fixture,
              const char        *record,
              GenkanRecordState  state,
              const char        *product)
{
  store_assert_record (fixture->sync.base.store, fixture->sync.connection, record, state, product);
}

static void
test_stale (DeliveryFixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GenkanUndo) undo = NULL;

  sync_begin (&fixture->sync);
  delivery_found (fixture, "bank", COMPLETE, two, 2);
  delivery_found (fixture, "shop", COMPLETE, two, 2);
  delivery_run (fixture);

  dojo_stand_in_remove (fixture->stand_in, DOJO_TESTS,
                        find_named (fixture->stand_in, DOJO_TESTS, "Shop"));
  sync_shop (fixture, two, 2);
  assert_result (fixture, "Shop", "stale new 0 updated 0 closed 0 reopened 0");
  assert_says (fixture, "Shop", "Its Test in the Product “Shop” is not in DefectDojo any more. Map");
  assert_state (fixture, "shop", GENKAN_RECORD_STATE_STALE, "Shop");
  assert_state (fixture, "bank", GENKAN_RECORD_STATE_GOOD, "Bank");

  /* Mapped again, it gets a new Test. */
  undo = store_decide_one (fixture->sync.base.store, fixture->sync.connection, "shop",
                           GENKAN_DECISION_MAP, "Shop");
  sync_shop (fixture, two, 2);
  assert_test (fixture, "Shop", "1:High:open 2:Low:open");
  assert_state (fixture, "shop", GENKAN_RECORD_STATE_GOOD, "Shop");
}

/* Mapped to another Product, it gets a Test there; what was delivered stays. */
static void
test_moved (DeliveryFixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GenkanUndo) undo = NULL;

  sync_shop (fixture, two, 2);
  undo = store_decide_one (fixture->sync.base.store, fixture->sync.connection, "shop",
                           GENKAN_DECISION_MAP, "Market");
  sync_shop (fixture, two, 2);
  assert_result (fixture, "Shop", "delivered new 2 updated 0 closed 0 reopened 0");
  g_assert_cmpuint (fixture->stand_in->tables[DOJO_TESTS]->len, ==, 2);
  g_assert_cmpint (find_named (fixture->stand_in, DOJO_PRODUCTS, "Market"), >, 0);
  sync_shop (fixture, two, 2);
  g_assert_cmpuint (fixture->stand_in->log->len, ==, 2);
}

static void
edit_product (DeliveryFixture                 *fixture,
              const char              *name,
              const GenkanProductEdit *edit)
{
  g_autoptr (GenkanProduct) product = genkan_store_find_product (fixture->sync.base.store, name,
                                                                 NULL);
  gint64 id = genkan_product_get_id (product);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanUndo) undo = NULL;
  g_autoptr (GError) error = NULL;

  genkan_store_edit_products_async (fixture->sync.base.store, &id, 1, edit, NULL,
                                    sync_got_result_cb, &result);
  store_wait (&result);
  undo = genkan_store_edit_products_finish (fixture->sync.base.store, result, &error);
  g_assert_no_error (error);
}

static void
test_renamed (DeliveryFixture       *fixture,
              gconstpointer  data)
{
  GenkanProductEdit rename = { .kind = GENKAN_PRODUCT_EDIT_RENAME, .name = "Market" };
  GenkanProductEdit move = { .kind = GENKAN_PRODUCT_EDIT_SET_TYPE, .name = "Retail" };
  gint64 id;
  JsonObject *product;

  sync_shop (fixture, two, 2);
  id = find_named (fixture->stand_in, DOJO_PRODUCTS, "Shop");
  edit_product (fixture, "Shop", &rename);
  edit_product (fixture, "Market", &move);
  sync_shop (fixture, two, 2);
  product = dojo_stand_in_find (fixture->stand_in, DOJO_PRODUCTS, id);
  g_assert_cmpstr (json_object_get_string_member (product, "name"), ==, "Market");
  g_assert_cmpint (json_object_get_int_member (product, "prod_type"), ==,
                   find_named (fixture->stand_in, DOJO_PRODUCT_TYPES, "Retail"));
  assert_test (fixture, "Shop", "1:High:open 2:Low:open");
  sync_shop (fixture, two, 2);
  g_assert_cmpuint (fixture->stand_in->log->len, ==, 2);
}

/* At the Record stands what is wrong in the server's own words, and what to do. */
static void
test_says_why (DeliveryFixture *fixture,
               gconstpointer    data)
{
  static const struct
  {
    guint       status;
    const char *type;
    const char *body;
    const char *words;
  } answers[] = {
    { 403, "application/json", "{\"detail\":\"Not you.\"}", "may not do this: Not you. Give " },
    { 400, "application/json", "{\"message\":\"['Not supported.']\"}",
      "DefectDojo does not accept what was sent: Not supported. " },
    { 413, "text/html", "<title>Too Large</title>", "by itself; Too Large. Ask " },
    { 502, "text/html", "<title>Bad Gateway</title>", "or not: Bad Gateway. Try again" },
    { 403, "text/html", "<title>Blocked</title>", "at this address: Blocked. " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      dojo_stand_in_fault (fixture->stand_in, "POST import-scan/", 4, DOJO_FAULT_INSTEAD,
                           answers[i].status, answers[i].type, answers[i].body);
      sync_shop (fixture, two, 1);
      assert_refused (fixture, "Shop", answers[i].words);
      g_ptr_array_set_size (fixture->stand_in->faults, 0);
    }
}

/* A firewall dislikes what one Record says; the other one goes on. */
static void
test_firewall (DeliveryFixture *fixture,
               gconstpointer    data)
{
  sync_begin (&fixture->sync);
  delivery_found (fixture, "shop", COMPLETE, two, 2);
  delivery_found (fixture, "bank", COMPLETE, two, 2);
  dojo_stand_in_fault (fixture->stand_in, "POST import-scan/", 1, DOJO_FAULT_INSTEAD, 403,
                       "text/html", "<title>Blocked</title>");
  delivery_run (fixture);
  assert_refused (fixture, "Bank", "Blocked");
  assert_result (fixture, "Shop", "delivered new 2 updated 0 closed 0 reopened 0");
}

/* What a person renames or moves there stays so, and is so here. */
static void
test_renamed_there (DeliveryFixture *fixture,
                    gconstpointer    data)
{
  static const SyncFound three[] = {
    { NULL, "1", "XSS", "High" }, { NULL, "2", "Header", "Low" }, { NULL, "3", "Cookie", "Low" },
  };
  g_autoptr (GenkanProduct) ours = NULL;
  JsonObject *type, *product;
  gint64 type_id;

  sync_shop (fixture, two, 2);
  type = dojo_stand_in_add (fixture->stand_in, DOJO_PRODUCT_TYPES,
                            dojo_parse ("{\"name\":\"Retail\"}"));
  type_id = json_object_get_int_member (type, "id");
  product = dojo_stand_in_find (fixture->stand_in, DOJO_PRODUCTS,
                                find_named (fixture->stand_in, DOJO_PRODUCTS, "Shop"));
  json_object_set_string_member (product, "name", "Market");
  json_object_set_int_member (product, "prod_type", type_id);

  sync_shop (fixture, three, 3);
  ours = genkan_store_find_product (fixture->sync.base.store, "Market", NULL);
  g_assert_nonnull (ours);
  g_assert_cmpstr (genkan_product_get_type_name (ours), ==, "Retail");
  sync_shop (fixture, two, 2);
  g_assert_cmpstr (json_object_get_string_member (product, "name"), ==, "Market");
  g_assert_cmpint (json_object_get_int_member (product, "prod_type"), ==, type_id);
  g_assert_cmpuint (dojo_stand_in_count (fixture->stand_in, "PATCH /dojo/api/v2/products/"), ==, 0);
}

/* The name that it got there belongs to another Product here. */
static void
test_renamed_to_taken (DeliveryFixture *fixture,
                       gconstpointer    data)
{
  JsonObject *product;

  sync_shop (fixture, two, 2);
  product = dojo_stand_in_find (fixture->stand_in, DOJO_PRODUCTS,
                                find_named (fixture->stand_in, DOJO_PRODUCTS, "Shop"));
  json_object_set_string_member (product, "name", "Bank");
  sync_shop (fixture, two, 1);
  sync_shop (fixture, two, 2);
  g_assert_cmpstr (json_object_get_string_member (product, "name"), ==, "Bank");
}

/* The server repeats the key: it stands nowhere. */
static void
test_key_repeated (DeliveryFixture *fixture,
                   gconstpointer    data)
{
  g_autoptr (GPtrArray) results = NULL;

  dojo_stand_in_fault (fixture->stand_in, "POST import-scan/", 1, DOJO_FAULT_INSTEAD, 400,
                       "application/json", "{\"detail\":\"Not with " DOJO_TOKEN "!\"}");
  sync_shop (fixture, two, 2);
  assert_refused (fixture, "Shop", "Not with ");
  results = genkan_store_list_sync_results (fixture->sync.base.store, fixture->sync.operation,
                                            NULL);
  for (guint i = 0; i < results->len; i++)
    {
      const GenkanSyncResult *result = g_ptr_array_index (results, i);

      if (result->delivery != GENKAN_DELIVERY_REFUSED)
        continue;
      g_assert_null (strstr (result->delivery_message, DOJO_TOKEN));
      g_assert_null (strstr (result->delivery_details, DOJO_TOKEN));
    }
}

/* A key that expires half-way: those that are left are told so, and the server is left alone. */
static void
test_expires_half_way (DeliveryFixture *fixture,
                       gconstpointer    data)
{
  sync_begin (&fixture->sync);
  delivery_found (fixture, "shop", COMPLETE, two, 2);
  delivery_found (fixture, "bank", COMPLETE, two, 2);
  dojo_stand_in_fault (fixture->stand_in, "POST import-scan/", 1, DOJO_FAULT_INSTEAD, 403,
                       "application/json", "{\"detail\":\"API token has expired.\"}");
  delivery_run (fixture);
  assert_refused (fixture, "Shop", "The DefectDojo key has expired. Make a new one");
  assert_refused (fixture, "Bank", "The DefectDojo key has expired. Make a new one");
  g_assert_cmpuint (dojo_stand_in_count (fixture->stand_in, "POST import-scan/"), ==, 1);

  sync_shop (fixture, two, 2);
  assert_test (fixture, "Shop", "1:High:open 2:Low:open");
}

static void
assert_origin (DeliveryFixture *fixture)
{
  static const char *const names[] = { "version", "branch_tag", "build_id", "commit_hash" };
  static const char *const values[] = { "1.2", "main", "7", "abc" };
  JsonObject *test = dojo_stand_in_find (fixture->stand_in, DOJO_TESTS,
                                         find_named (fixture->stand_in, DOJO_TESTS, "Shop"));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (json_object_get_string_member (test, names[i]), ==, values[i]);
}

/* Where it is from is forgotten there by each import that does not say it again. */
static void
test_origin (DeliveryFixture *fixture,
             gconstpointer    data)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (fixture->sync.base.path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "UPDATE records SET extra = '{\"version\": \"1.2\", "
                                 "\"branch\": \"main\", \"build\": 7, \"commit\": \"abc\"}' "
                                 "WHERE vendor_id = 'shop'", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  sync_shop (fixture, two, 1);
  assert_origin (fixture);
  sync_shop (fixture, two, 2);
  assert_origin (fixture);
}

/* So that a colleague's Genkan proposes the same mapping. */
static void
test_mark (DeliveryFixture *fixture,
           gconstpointer    data)
{
  GPtrArray *marks = fixture->stand_in->tables[DOJO_METADATA];
  g_autofree char *test = NULL;
  JsonObject *mark;

  sync_shop (fixture, two, 2);
  sync_shop (fixture, two, 1);
  g_assert_cmpuint (marks->len, ==, 1);
  mark = g_ptr_array_index (marks, 0);
  test = g_strdup_printf ("%" G_GINT64_FORMAT, find_named (fixture->stand_in, DOJO_TESTS, "Shop"));
  g_assert_true (g_str_has_prefix (json_object_get_string_member (mark, "name"), "genkan-"));
  g_assert_cmpstr (json_object_get_string_member (mark, "value"), ==, test);
  g_assert_cmpint (json_object_get_int_member (mark, "product"), ==,
                   find_named (fixture->stand_in, DOJO_PRODUCTS, "Shop"));
}

/* Another template is for Tests to come; the Engagement of those that are there stays. */
static void
test_other_template (DeliveryFixture *fixture,
                     gconstpointer    data)
{
  static const SyncFound other[] = { { NULL, "1", "XSS", "Low" } };

  sync_shop (fixture, two, 2);
  g_free (fixture->access->server->engagement);
  fixture->access->server->engagement = g_strdup ("{tool} of {product}");
  sync_shop (fixture, other, 1);
  assert_result (fixture, "Shop", "delivered new 0 updated 1 closed 1 reopened 0");
  g_assert_cmpuint (fixture->stand_in->tables[DOJO_ENGAGEMENTS]->len, ==, 1);
}

/* Somebody else's Product of that name keeps its Product Type. */
static void
test_takes_product (DeliveryFixture       *fixture,
                    gconstpointer  data)
{
  JsonObject *type = json_object_new ();
  JsonObject *product = json_object_new ();
  g_autoptr (GenkanProduct) ours = NULL;
  gint64 type_id;

  json_object_set_string_member (type, "name", "Retail");
  type_id = json_object_get_int_member (dojo_stand_in_add (fixture->stand_in, DOJO_PRODUCT_TYPES,
                                                           type), "id");
  json_object_set_string_member (product, "name", "Shop");
  json_object_set_string_member (product, "description", "theirs");
  json_object_set_int_member (product, "prod_type", type_id);
  product = dojo_stand_in_add (fixture->stand_in, DOJO_PRODUCTS, product);

  sync_shop (fixture, two, 2);
  sync_shop (fixture, two, 2);
  g_assert_cmpuint (fixture->stand_in->log->len, ==, 2);
  g_assert_cmpint (json_object_get_int_member (product, "prod_type"), ==, type_id);
  g_assert_cmpuint (fixture->stand_in->tables[DOJO_PRODUCTS]->len, ==, 1);
  ours = genkan_store_find_product (fixture->sync.base.store, "Shop", NULL);
  g_assert_cmpstr (genkan_product_get_type_name (ours), ==, "Retail");
}

/* Another server knows nothing yet. */
static void
test_other_server (DeliveryFixture       *fixture,
                   gconstpointer  data)
{
  sync_shop (fixture, two, 2);
  delivery_fixture_set_server (fixture, "2.58.0");
  sync_shop (fixture, two, 2);
  assert_test (fixture, "Shop", "1:High:open 2:Low:open");
}

static void
test_cancelled (DeliveryFixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  GenkanDeliverySummary summary;

  sync_begin (&fixture->sync);
  delivery_found (fixture, "shop", COMPLETE, two, 2);
  g_cancellable_cancel (cancellable);
  g_assert_false (delivery_try (fixture, cancellable, &summary, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  operation = sync_end (&fixture->sync);

  sync_shop (fixture, two, 2);
  assert_test (fixture, "Shop", "1:High:open 2:Low:open");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, DeliveryFixture, NULL, delivery_fixture_set_up, function, \
              delivery_fixture_tear_down)

  ADD ("/delivery/first", test_first);
  ADD ("/delivery/unchanged", test_unchanged);
  ADD ("/delivery/changes", test_changes);
  ADD ("/delivery/changes-of-closed", test_changes_of_closed);
  ADD ("/delivery/partial", test_partial);
  ADD ("/delivery/later", test_later);
  ADD ("/delivery/others-go-on", test_others_go_on);
  ADD ("/delivery/stale", test_stale);
  ADD ("/delivery/moved", test_moved);
  ADD ("/delivery/renamed", test_renamed);
  ADD ("/delivery/says-why", test_says_why);
  ADD ("/delivery/firewall", test_firewall);
  ADD ("/delivery/renamed-there", test_renamed_there);
  ADD ("/delivery/renamed-to-taken", test_renamed_to_taken);
  ADD ("/delivery/key-repeated", test_key_repeated);
  ADD ("/delivery/expires-half-way", test_expires_half_way);
  ADD ("/delivery/origin", test_origin);
  ADD ("/delivery/mark", test_mark);
  ADD ("/delivery/other-template", test_other_template);
  ADD ("/delivery/takes-product", test_takes_product);
  ADD ("/delivery/other-server", test_other_server);
  ADD ("/delivery/cancelled", test_cancelled);

  return g_test_run ();
}
