/* test-forecast.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told of a Sync before anything is changed, and that just this happens then.
 */

#include "config.h"

#include "genkan-store-findings.h"
#include "genkan-store-forecast.h"
#include "sync-fixture.h"

#include <sqlite3.h>

#define COMPLETE GENKAN_OUTCOME_COMPLETE
#define PARTIAL GENKAN_OUTCOME_PARTIAL

static const SyncFound two[] = { { NULL, "1", "XSS", "High" }, { NULL, "2", "Header", "Low" } };

static const GenkanSyncScope shop_complete = { .record = "shop", .outcome = COMPLETE };

static GPtrArray *
keep_scopes (const GenkanSyncScope *scopes,
             gsize                  n_scopes)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify) genkan_sync_scope_free);

  for (gsize i = 0; i < n_scopes; i++)
    g_ptr_array_add (kept, genkan_sync_scope_copy (&scopes[i]));

  return kept;
}

static GListModel *
foresee (SyncFixture           *fixture,
         const GenkanSyncScope *scopes,
         gsize                  n_scopes,
         guint                  limit)
{
  g_autoptr (GPtrArray) kept = keep_scopes (scopes, n_scopes);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GListModel *records;

  genkan_store_forecast_async (fixture->base.store, fixture->operation, kept, limit, NULL,
                               sync_got_result_cb, &result);
  store_wait (&result);
  records = genkan_store_forecast_finish (fixture->base.store, result, &error);
  g_assert_no_error (error);

  return records;
}

/* "shop 2 of 3: +1 ~0 -1 ^0 ?0 [new 1 high, closed 2 low]" */
static void
tell_record (GenkanRecordForecast *record,
             GString              *told)
{
  const GenkanRecordForecastFields *fields = genkan_record_forecast_get (record);
  GListModel *changes = genkan_record_forecast_get_changes (record);
  const guint *n = fields->n_changes;

  g_string_append_printf (told, "%s %u of %u: +%u ~%u -%u ^%u ?%u [", fields->vendor_id,
                          fields->n_found, fields->n_open, n[0], n[1], n[2], n[3], n[4]);
  for (guint i = 0; i < g_list_model_get_n_items (changes); i++)
    {
      g_autoptr (GenkanFindingChange) change = g_list_model_get_item (changes, i);
      const GenkanFindingChangeFields *what = genkan_finding_change_get (change);

      g_string_append_printf (told, "%s%s %s %s", i > 0 ? ", " : "",
                              genkan_finding_change_kind_to_nick (what->kind), what->unique_id,
                              genkan_severity_to_nick (what->severity));
      if (what->earlier != what->severity)
        g_string_append_printf (told, " was %s", genkan_severity_to_nick (what->earlier));
    }
  g_string_append (told, "]");
}

static char *
tell (GListModel *records)
{
  GString *told = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (records); i++)
    {
      g_autoptr (GenkanRecordForecast) record = g_list_model_get_item (records, i);

      tell_record (record, told);
    }

  return g_string_free (told, FALSE);
}

static void
assert_foreseen (SyncFixture           *fixture,
                 const GenkanSyncScope *scope,
                 guint                  limit,
                 const char            *expected)
{
  g_autoptr (GListModel) records = foresee (fixture, scope, 1, limit);
  g_autofree char *told = tell (records);

  g_assert_cmpstr (told, ==, expected);
}

/* A whole Sync of “shop”. */
static void
sync_shop (SyncFixture     *fixture,
           const SyncFound *found,
           gsize            n_found)
{
  g_autoptr (GenkanOperation) operation = NULL;

  sync_begin (fixture);
  sync_stage (fixture, "shop", found, n_found);
  sync_end_scope (fixture, &shop_complete);
  operation = sync_end (fixture);
}

static void
leave_out (SyncFixture *fixture,
           const char  *vendor_id)
{
  g_autoptr (GenkanRecord) record = store_find_record (fixture->base.store, fixture->connection,
                                                       vendor_id);
  gint64 id = genkan_record_get_id (record);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  genkan_store_leave_records_out_async (fixture->base.store, fixture->operation, &id, 1, NULL,
                                        sync_got_result_cb, &result);
  store_wait (&result);
  genkan_store_leave_records_out_finish (fixture->base.store, result, &error);
  g_assert_no_error (error);
}

static void
test_new (SyncFixture   *fixture,
          gconstpointer  data)
{
  g_autoptr (GenkanOperation) operation = NULL;

  sync_begin (fixture);
  sync_stage (fixture, "shop", two, 2);
  assert_foreseen (fixture, &shop_complete, 9,
                   "shop 2 of 0: +2 ~0 -0 ^0 ?0 [new 1 high, new 2 low]");
  sync_assert_findings (fixture, "shop", "");

  sync_end_scope (fixture, &shop_complete);
  operation = sync_end (fixture);
  g_assert_cmpuint (genkan_operation_get_n_new (operation), ==, 2);
  sync_assert_findings (fixture, "shop", "1:high:open 2:low:open ");
}

static void
test_every_kind (SyncFixture   *fixture,
                 gconstpointer  data)
{
  static const SyncFound before[] = {
    { NULL, "1", "XSS", "High" }, { NULL, "2", "Header", "Low" },
    { NULL, "3", "Cookie", "Low", TRUE }, { NULL, "4", "TLS", "Medium" },
  };
  static const SyncFound after[] = {
    { NULL, "1", "XSS", "Critical" }, { NULL, "3", "Cookie", "Low" },
    { NULL, "4", "TLS 1.0", "Medium" }, { NULL, "5", "SQL", "Info" },
  };
  g_autoptr (GenkanOperation) operation = NULL;

  sync_shop (fixture, before, 4);
  sync_begin (fixture);
  sync_stage (fixture, "shop", after, 4);
  assert_foreseen (fixture, &shop_complete, 9,
                   "shop 4 of 3: +1 ~2 -1 ^1 ?0 [new 5 info, changed 1 critical was high, "
                   "changed 4 medium, closed 2 low, reopened 3 low]");
  operation = sync_end (fixture);
}

/* All are counted. */
static void
test_limit (SyncFixture   *fixture,
            gconstpointer  data)
{
  g_autoptr (GenkanOperation) operation = NULL;

  sync_begin (fixture);
  sync_stage (fixture, "shop", two, 2);
  assert_foreseen (fixture, &shop_complete, 1, "shop 2 of 0: +2 ~0 -0 ^0 ?0 [new 1 high]");
  operation = sync_end (fixture);
}

static void
test_nothing (SyncFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (GenkanOperation) operation = NULL;

  sync_shop (fixture, two, 2);
  sync_begin (fixture);
  sync_stage (fixture, "shop", two, 2);
  assert_foreseen (fixture, &shop_complete, 9, "shop 2 of 2: +0 ~0 -0 ^0 ?0 []");
  operation = sync_end (fixture);
}

/* More than is held in memory; and no title is too long to be listed. */
static void
test_much (SyncFixture   *fixture,
           gconstpointer  data)
{
  g_autofree char *long_title = g_strnfill (9 * 1024 * 1024, 'x');
  const SyncFound much[] = {
    { NULL, "1", long_title, "High" }, { NULL, "2", long_title, "Low" }, { NULL, "1", "XSS", "Low" },
  };
  g_autoptr (GListModel) records = NULL;
  g_autoptr (GenkanRecordForecast) record = NULL;
  g_autoptr (GenkanFindingChange) change = NULL;
  g_autoptr (GenkanOperation) operation = NULL;

  sync_begin (fixture);
  sync_stage (fixture, "shop", much, 2);
  sync_stage (fixture, "shop", much + 2, 1);
  records = foresee (fixture, &shop_complete, 1, 9);
  record = g_list_model_get_item (records, 0);
  change = g_list_model_get_item (genkan_record_forecast_get_changes (record), 0);
  g_assert_cmpuint (strlen (genkan_finding_change_get (change)->title), <, 1000);
  assert_foreseen (fixture, &shop_complete, 9,
                   "shop 2 of 0: +2 ~0 -0 ^0 ?0 [new 1 low, new 2 low]");
  sync_end_scope (fixture, &shop_complete);
  operation = sync_end (fixture);
  sync_assert_findings (fixture, "shop", "1:low:open 2:low:open ");
}

static void
test_guard (SyncFixture   *fixture,
            gconstpointer  data)
{
  SyncFound many[40];
  char ids[40][4];
  GenkanSyncScope told = { .record = "shop", .outcome = COMPLETE, .closes_many = TRUE };
  GenkanSyncScope part = { .record = "shop", .outcome = PARTIAL };
  g_autoptr (GenkanOperation) operation = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    {
      g_snprintf (ids[i], sizeof ids[i], "%02u", i);
      many[i] = (SyncFound) { NULL, ids[i], "XSS", "Low" };
    }

  sync_shop (fixture, many, 40);
  sync_begin (fixture);
  sync_stage (fixture, "shop", many, 9);
  assert_foreseen (fixture, &shop_complete, 1, "shop 9 of 40: +0 ~0 -0 ^0 ?31 [held 09 low]");
  assert_foreseen (fixture, &told, 1, "shop 9 of 40: +0 ~0 -31 ^0 ?0 [closed 09 low]");
  assert_foreseen (fixture, &part, 1, "shop 9 of 40: +0 ~0 -0 ^0 ?0 []");
  operation = sync_end (fixture);
}

/* What an earlier Sync held is no news. */
static void
test_held_before (SyncFixture   *fixture,
                  gconstpointer  data)
{
  GenkanSyncScope part = { .record = "shop", .outcome = PARTIAL };
  SyncFound many[40];
  char ids[40][4];
  g_autoptr (GenkanOperation) operation = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    {
      g_snprintf (ids[i], sizeof ids[i], "%02u", i);
      many[i] = (SyncFound) { NULL, ids[i], "XSS", "Low" };
    }

  sync_shop (fixture, many, 40);
  sync_shop (fixture, many, 9);
  sync_begin (fixture);
  many[0].title = "SQL";
  sync_stage (fixture, "shop", many, 1);
  assert_foreseen (fixture, &part, 9, "shop 1 of 40: +0 ~1 -0 ^0 ?0 [changed 00 low]");
  operation = sync_end (fixture);
}

static void
test_failed (SyncFixture   *fixture,
             gconstpointer  data)
{
  GenkanSyncScope failed = { .record = "shop", .outcome = GENKAN_OUTCOME_FAILED, .message = "no" };
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GListModel) records = NULL;
  g_autoptr (GenkanRecordForecast) record = NULL;

  sync_begin (fixture);
  sync_stage (fixture, "shop", two, 2);
  records = foresee (fixture, &failed, 1, 9);
  record = g_list_model_get_item (records, 0);
  g_assert_cmpint (genkan_record_forecast_get (record)->outcome, ==, GENKAN_OUTCOME_FAILED);
  g_assert_cmpstr (genkan_record_forecast_get (record)->message, ==, "no");
  g_assert_cmpstr (genkan_record_forecast_get (record)->product_name, ==, "Shop");
  g_assert_cmpuint (genkan_record_forecast_get_n_here (record), ==, 0);
  operation = sync_end (fixture);
}

static void
test_cancelled (SyncFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (GPtrArray) kept = keep_scopes (&shop_complete, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GError) error = NULL;

  sync_begin (fixture);
  sync_stage (fixture, "shop", two, 2);
  g_cancellable_cancel (cancellable);
  genkan_store_forecast_async (fixture->base.store, fixture->operation, kept, 1, cancellable,
                               sync_got_result_cb, &result);
  store_wait (&result);
  g_assert_null (genkan_store_forecast_finish (fixture->base.store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* And what was staged is still there. */
  assert_foreseen (fixture, &shop_complete, 0, "shop 2 of 0: +2 ~0 -0 ^0 ?0 []");
  operation = sync_end (fixture);
}

/* The program dies while a person reads. */
static void
test_interrupted (SyncFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (GPtrArray) operations = NULL;

  sync_shop (fixture, two, 1);
  sync_begin (fixture);
  sync_stage (fixture, "shop", two + 1, 1);
  assert_foreseen (fixture, &shop_complete, 0, "shop 1 of 1: +1 ~0 -1 ^0 ?0 []");
  store_fixture_close (&fixture->base);
  store_fixture_open (&fixture->base);

  sync_assert_findings (fixture, "shop", "1:high:open ");
  operations = genkan_store_list_operations (fixture->base.store, fixture->connection, 1, NULL);
  g_assert_cmpint (genkan_operation_get_status (operations->pdata[0]), ==,
                   GENKAN_OPERATION_STATUS_INTERRUPTED);
}

/* --- the server --- */

/* Another program's hand. */
static void
execute (SyncFixture *fixture,
         const char  *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (fixture->base.path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
assert_there (SyncFixture *fixture,
              gboolean     delivers,
              guint        n_create,
              guint        n_update,
              guint        n_close,
              guint        n_reopen)
{
  g_autoptr (GListModel) records = foresee (fixture, &shop_complete, 1, 0);
  g_autoptr (GenkanRecordForecast) record = g_list_model_get_item (records, 0);
  const GenkanRecordForecastFields *fields = genkan_record_forecast_get (record);

  g_assert_cmpint (fields->delivers, ==, delivers);
  g_assert_cmpuint (fields->n_create, ==, n_create);
  g_assert_cmpuint (fields->n_update, ==, n_update);
  g_assert_cmpuint (fields->n_close, ==, n_close);
  g_assert_cmpuint (fields->n_reopen, ==, n_reopen);
  g_assert_cmpuint (genkan_record_forecast_get_n_there (record), ==,
                    n_create + n_update + n_close + n_reopen);
}

static void
test_server (SyncFixture   *fixture,
             gconstpointer  data)
{
  static const SyncFound before[] = {
    { NULL, "1", "XSS", "High" }, { NULL, "2", "Header", "Low" },
    { NULL, "3", "Cookie", "Low", TRUE }, { NULL, "4", "TLS", "Medium" },
    { NULL, "5", "DNS", "Low" }, { NULL, "6", "CSP", "Low" },
  };
  static const SyncFound after[] = {
    { NULL, "1", "XSS", "Critical" }, { NULL, "3", "Cookie", "Low" },
    { NULL, "4", "TLS", "Medium" }, { NULL, "5", "DNS", "Low" },
    { NULL, "6", "CSP", "Low" }, { NULL, "7", "SQL", "Info" }, { NULL, "8", "LDAP", "Info", TRUE },
  };
  g_autoptr (GenkanOperation) operation = NULL;

  sync_shop (fixture, before, 6);
  sync_begin (fixture);
  sync_stage (fixture, "shop", after, 7);
  assert_there (fixture, FALSE, 0, 0, 0, 0);

  /* Nothing was sent yet: 8 is closed, 2 will be. */
  execute (fixture, "INSERT INTO server VALUES ('url', 'https://dojo.example.com/')");
  assert_there (fixture, TRUE, 6, 0, 0, 0);

  /* All of “before” was, but for 4; how it went with 5 is not known. */
  execute (fixture, "INSERT INTO deliveries "
           "(finding_id, in_doubt, sent_checksum, sent_state, identity) "
           "SELECT id, 0, checksum, state, unique_id FROM findings WHERE unique_id <> '4'");
  execute (fixture, "UPDATE deliveries SET in_doubt = 1 WHERE identity = '5'");
  assert_there (fixture, TRUE, 2, 2, 1, 1);
  operation = sync_end (fixture);
}

/* --- leaving out --- */

static GenkanRowBatch *
make_remembered (void)
{
  static const char *const columns[] = { "since" };
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, 1);
  GenkanValue value = genkan_value_integer (17);

  genkan_row_batch_builder_add (builder, &value);

  return genkan_row_batch_builder_end (builder);
}

static guint
count_remembered (SyncFixture *fixture)
{
  g_autoptr (GenkanRowBatch) rows =
    genkan_store_get_remembered (fixture->base.store, fixture->connection, 0, NULL);

  return genkan_row_batch_get_n_rows (rows);
}

static void
test_leave_out (SyncFixture   *fixture,
                gconstpointer  data)
{
  static const SyncFound wide[] = {
    { "shop", "w1", "XSS", "High" }, { "bank", "w2", "XSS", "High" },
  };
  g_autoptr (GenkanRowBatch) remembered = make_remembered ();
  GenkanSyncScope of_all = { .outcome = COMPLETE, .remembered = remembered };
  GenkanSyncScope of_shop = { .record = "shop", .outcome = COMPLETE, .remembered = remembered };
  g_autoptr (GenkanOperation) first = NULL;
  g_autoptr (GenkanOperation) second = NULL;
  g_autoptr (GPtrArray) results = NULL;

  sync_begin (fixture);
  sync_stage (fixture, NULL, wide, 2);
  sync_stage (fixture, "shop", two, 1);
  leave_out (fixture, "shop");
  sync_end_scope (fixture, &of_all);
  sync_end_scope (fixture, &of_shop);
  first = sync_end (fixture);
  sync_assert_findings (fixture, "shop", "");
  sync_assert_findings (fixture, "bank", "w2:high:open ");
  results = genkan_store_list_sync_results (fixture->base.store, genkan_operation_get_id (first),
                                            NULL);
  g_assert_cmpuint (results->len, ==, 1);

  /* The next Sync begins where this one did. */
  g_assert_cmpuint (count_remembered (fixture), ==, 0);
  sync_begin (fixture);
  sync_end_scope (fixture, &of_all);
  second = sync_end (fixture);
  g_assert_cmpuint (count_remembered (fixture), ==, 1);
}

/* So it is with a Sync that was never about all Records. */
static void
test_some (SyncFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (GenkanRecord) shop = store_find_record (fixture->base.store, fixture->connection,
                                                     "shop");
  gint64 id = genkan_record_get_id (shop);
  g_autoptr (GenkanRowBatch) remembered = make_remembered ();
  GenkanSyncScope of_all = { .outcome = COMPLETE, .remembered = remembered };
  g_autoptr (GenkanOperation) operation = NULL;

  sync_begin_some (fixture, &id, 1);
  sync_end_scope (fixture, &of_all);
  operation = sync_end (fixture);
  g_assert_cmpuint (count_remembered (fixture), ==, 0);
}

/* --- the property: what was foreseen is what happens, and just as without looking --- */

#define N_ROUNDS 60
#define N_IDS 45

/* A round's rows and ends, the same for both stores. */
typedef struct
{
  SyncFound       found[3][N_IDS]; /* for the Connection, “shop” and “bank” */
  gsize           n_found[3];
  GenkanSyncScope scopes[3];
} Round;

static char ids[3][N_IDS][8];

static void
make_found (Round *round,
            guint  scope)
{
  static const char *const records[] = { "shop", "bank" };
  static const char *const severities[] = { "Info", "Low", "High", "Critical" };
  static const char *const titles[] = { "XSS", "SQL" };
  gint32 share = g_test_rand_int_range (0, 11);

  round->n_found[scope] = 0;
  for (guint i = 0; i < N_IDS; i++)
    if (g_test_rand_int_range (0, 10) < share)
      round->found[scope][round->n_found[scope]++] = (SyncFound) {
        scope == 0 ? records[i % 2] : NULL, ids[scope][i], titles[g_test_rand_int_range (0, 2)],
        severities[g_test_rand_int_range (0, 4)], g_test_rand_int_range (0, 5) == 0,
      };
}

static void
make_round (Round *round)
{
  static const char *const records[] = { NULL, "shop", "bank" };

  for (guint scope = 0; scope < 3; scope++)
    {
      make_found (round, scope);
      round->scopes[scope] = (GenkanSyncScope) {
        .record = records[scope],
        .outcome = g_test_rand_int_range (0, 3) == 0 ? g_test_rand_int_range (0, 4) : COMPLETE,
        .delta = g_test_rand_int_range (0, 6) == 0,
        .closes_many = g_test_rand_int_range (0, 6) == 0,
      };
    }
}

/* One that looks does so when everything is staged, and ends the scopes then. */
static gint64
run_round (SyncFixture  *fixture,
           const Round  *round,
           GListModel  **ret_foreseen)
{
  g_autoptr (GenkanOperation) operation = NULL;

  sync_begin (fixture);
  for (guint scope = 0; scope < 3; scope++)
    {
      if (round->n_found[scope] > 0)
        sync_stage (fixture, round->scopes[scope].record, round->found[scope],
                    round->n_found[scope]);
      if (ret_foreseen == NULL)
        sync_end_scope (fixture, &round->scopes[scope]);
    }

  if (ret_foreseen != NULL)
    {
      *ret_foreseen = foresee (fixture, round->scopes, 3, 3 * N_IDS);
      for (guint scope = 0; scope < 3; scope++)
        sync_end_scope (fixture, &round->scopes[scope]);
    }
  operation = sync_end (fixture);

  return genkan_operation_get_id (operation);
}

static void
assert_same_counts (const GenkanSyncResult *result,
                    const GenkanSyncResult *other)
{
  g_assert_cmpstr (result->record_name, ==, other->record_name);
  g_assert_cmpint (result->outcome, ==, other->outcome);
  g_assert_cmpuint (result->n_found, ==, other->n_found);
  g_assert_cmpuint (result->n_new, ==, other->n_new);
  g_assert_cmpuint (result->n_changed, ==, other->n_changed);
  g_assert_cmpuint (result->n_closed, ==, other->n_closed);
  g_assert_cmpuint (result->n_reopened, ==, other->n_reopened);
  g_assert_cmpuint (result->n_held, ==, other->n_held);
}

static void
assert_came_true (GenkanRecordForecast   *record,
                  const GenkanSyncResult *result)
{
  const GenkanRecordForecastFields *fields = genkan_record_forecast_get (record);
  GListModel *changes = genkan_record_forecast_get_changes (record);
  guint n_listed[GENKAN_N_FINDING_CHANGE_KINDS] = { 0 };

  g_assert_cmpstr (fields->name, ==, result->record_name);
  g_assert_cmpuint (fields->n_changes[GENKAN_FINDING_CHANGE_NEW], ==, result->n_new);
  g_assert_cmpuint (fields->n_changes[GENKAN_FINDING_CHANGE_CHANGED], ==, result->n_changed);
  g_assert_cmpuint (fields->n_changes[GENKAN_FINDING_CHANGE_CLOSED], ==, result->n_closed);
  g_assert_cmpuint (fields->n_changes[GENKAN_FINDING_CHANGE_REOPENED], ==, result->n_reopened);
  g_assert_cmpuint (fields->n_changes[GENKAN_FINDING_CHANGE_HELD], ==, result->n_held);

  for (guint i = 0; i < g_list_model_get_n_items (changes); i++)
    {
      g_autoptr (GenkanFindingChange) change = g_list_model_get_item (changes, i);

      n_listed[genkan_finding_change_get (change)->kind]++;
    }
  for (guint kind = 0; kind < GENKAN_N_FINDING_CHANGE_KINDS; kind++)
    g_assert_cmpuint (n_listed[kind], ==, fields->n_changes[kind]);
}

static void
compare_round (SyncFixture *fixture,
               SyncFixture *plain,
               const Round *round)
{
  g_autoptr (GListModel) foreseen = NULL;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GPtrArray) others = NULL;

  results = genkan_store_list_sync_results (fixture->base.store,
                                            run_round (fixture, round, &foreseen), NULL);
  others = genkan_store_list_sync_results (plain->base.store, run_round (plain, round, NULL), NULL);
  g_assert_cmpuint (results->len, ==, 2);
  g_assert_cmpuint (others->len, ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (foreseen), ==, 2);

  for (guint i = 0; i < results->len; i++)
    {
      g_autoptr (GenkanRecordForecast) record = g_list_model_get_item (foreseen, i);

      assert_same_counts (results->pdata[i], others->pdata[i]);
      assert_came_true (record, results->pdata[i]);
    }
}

static void
test_property (SyncFixture   *fixture,
               gconstpointer  data)
{
  static const char *const records[] = { "shop", "bank" };
  SyncFixture plain = { 0 };
  g_autofree Round *round = g_new0 (Round, 1);

  for (guint scope = 0; scope < 3; scope++)
    for (guint i = 0; i < N_IDS; i++)
      g_snprintf (ids[scope][i], sizeof ids[scope][i], "%c%02u", "wsb"[scope], i);

  sync_fixture_set_up (&plain, NULL);
  for (guint n = 0; n < N_ROUNDS; n++)
    {
      make_round (round);
      compare_round (fixture, &plain, round);
      for (guint i = 0; i < G_N_ELEMENTS (records); i++)
        {
          g_autofree char *told = sync_tell_findings (&plain, records[i]);

          sync_assert_findings (fixture, records[i], told);
        }
    }
  sync_fixture_tear_down (&plain, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                           \
  g_test_add ("/forecast/" path, SyncFixture, NULL, sync_fixture_set_up, function,    \
              sync_fixture_tear_down)
  ADD ("new", test_new);
  ADD ("every-kind", test_every_kind);
  ADD ("limit", test_limit);
  ADD ("nothing", test_nothing);
  ADD ("much", test_much);
  ADD ("guard", test_guard);
  ADD ("held-before", test_held_before);
  ADD ("failed", test_failed);
  ADD ("cancelled", test_cancelled);
  ADD ("interrupted", test_interrupted);
  ADD ("server", test_server);
  ADD ("leave-out", test_leave_out);
  ADD ("some", test_some);
  ADD ("property", test_property);
#undef ADD

  return g_test_run ();
}
