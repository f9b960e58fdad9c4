/* test-sync.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Syncs do to Findings, one story each.
 */

#include "config.h"

#include "genkan-store-findings.h"
#include "genkan-store-waiting.h"
#include "sync-fixture.h"

#define COMPLETE GENKAN_OUTCOME_COMPLETE
#define PARTIAL GENKAN_OUTCOME_PARTIAL

/* A whole Sync of one Record. */
static GenkanOperation *
sync_one (SyncFixture   *fixture,
          GenkanOutcome  outcome,
          const SyncFound   *found,
          gsize          n_found)
{
  GenkanSyncScope scope = { .record = "shop", .outcome = outcome, .message = "a reason" };

  sync_begin (fixture);
  if (n_found > 0)
    sync_stage (fixture, "shop", found, n_found);
  sync_end_scope (fixture, &scope);

  return sync_end (fixture);
}

static const SyncFound two[] = { { NULL, "1", "XSS", "High" }, { NULL, "2", "Header", "Low" } };

static void
test_new (SyncFixture   *fixture,
          gconstpointer  data)
{
  g_autoptr (GenkanOperation) operation = sync_one (fixture, COMPLETE, two, 2);

  g_assert_cmpuint (genkan_operation_get_n_seen (operation), ==, 2);
  g_assert_cmpuint (genkan_operation_get_n_new (operation), ==, 2);
  sync_assert_findings (fixture, "shop", "1:high:open 2:low:open ");
  sync_assert_findings (fixture, "bank", "");
}

static void
test_unchanged (SyncFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (GenkanOperation) first = sync_one (fixture, COMPLETE, two, 2);
  g_autoptr (GenkanOperation) second = sync_one (fixture, COMPLETE, two, 2);

  g_assert_cmpuint (genkan_operation_get_n_seen (second), ==, 2);
  g_assert_cmpuint (genkan_operation_get_n_new (second), ==, 0);
  g_assert_cmpuint (genkan_operation_get_n_changed (second), ==, 0);
  g_assert_cmpuint (genkan_operation_get_n_missing (second), ==, 0);
}

static void
test_changed_closed_reopened (SyncFixture   *fixture,
                              gconstpointer  data)
{
  static const SyncFound worse[] = { { NULL, "1", "XSS", "Critical" } };
  g_autoptr (GenkanOperation) first = sync_one (fixture, COMPLETE, two, 2);
  g_autoptr (GenkanOperation) second = sync_one (fixture, COMPLETE, worse, 1);
  g_autoptr (GenkanOperation) third = NULL;

  g_assert_cmpuint (genkan_operation_get_n_changed (second), ==, 1);
  g_assert_cmpuint (genkan_operation_get_n_missing (second), ==, 1);
  sync_assert_findings (fixture, "shop", "1:critical:open 2:low:closed ");

  third = sync_one (fixture, COMPLETE, two, 2);
  g_assert_cmpuint (genkan_operation_get_n_changed (third), ==, 1);
  g_assert_cmpuint (genkan_operation_get_n_returned (third), ==, 1);
  sync_assert_findings (fixture, "shop", "1:high:open 2:low:open ");
}

/* What did not come of an incomplete or incremental scope is not gone. */
static void
test_not_closed (SyncFixture   *fixture,
                 gconstpointer  data)
{
  GenkanSyncScope delta = { .record = "shop", .outcome = COMPLETE, .delta = TRUE };
  g_autoptr (GenkanOperation) first = sync_one (fixture, COMPLETE, two, 2);
  g_autoptr (GenkanOperation) partial = sync_one (fixture, PARTIAL, two, 1);
  g_autoptr (GenkanOperation) failed = sync_one (fixture, GENKAN_OUTCOME_FAILED, NULL, 0);
  g_autoptr (GenkanOperation) skipped = sync_one (fixture, GENKAN_OUTCOME_SKIPPED, NULL, 0);
  g_autoptr (GenkanOperation) by_delta = NULL;

  sync_begin (fixture);
  sync_stage (fixture, "shop", two, 1);
  sync_end_scope (fixture, &delta);
  by_delta = sync_end (fixture);
  sync_assert_findings (fixture, "shop", "1:high:open 2:low:open ");
}

static void
test_failed_keeps_nothing (SyncFixture   *fixture,
                           gconstpointer  data)
{
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GPtrArray) results = NULL;
  GenkanSyncResult *result;

  operation = sync_one (fixture, GENKAN_OUTCOME_FAILED, two, 2);
  sync_assert_findings (fixture, "shop", "");
  results = genkan_store_list_sync_results (fixture->base.store,
                                            genkan_operation_get_id (operation), NULL);
  g_assert_cmpuint (results->len, ==, 1);
  result = g_ptr_array_index (results, 0);
  g_assert_cmpint (result->outcome, ==, GENKAN_OUTCOME_FAILED);
  g_assert_cmpstr (result->message, ==, "a reason");
  g_assert_cmpuint (result->n_found, ==, 0);
}

/* The tool itself says that it is mended, and later that it is not. */
static void
test_closed_by_tool (SyncFixture   *fixture,
                     gconstpointer  data)
{
  static const SyncFound mended[] = { { NULL, "1", "XSS", "High", TRUE } };
  g_autoptr (GenkanOperation) first = sync_one (fixture, COMPLETE, two, 1);
  g_autoptr (GenkanOperation) second = sync_one (fixture, PARTIAL, mended, 1);
  g_autoptr (GenkanOperation) third = NULL;

  g_assert_cmpuint (genkan_operation_get_n_missing (second), ==, 1);
  sync_assert_findings (fixture, "shop", "1:high:closed ");
  third = sync_one (fixture, PARTIAL, two, 1);
  g_assert_cmpuint (genkan_operation_get_n_returned (third), ==, 1);
  sync_assert_findings (fixture, "shop", "1:high:open ");
}

static void
test_repeated (SyncFixture   *fixture,
               gconstpointer  data)
{
  static const SyncFound twice[] = { { NULL, "1", "XSS", "Low" }, { NULL, "1", "XSS", "High" } };
  g_autoptr (GenkanOperation) operation = sync_one (fixture, COMPLETE, twice, 2);

  g_assert_cmpuint (genkan_operation_get_n_new (operation), ==, 1);
  sync_assert_findings (fixture, "shop", "1:high:open ");
}

/* --- what need not be mapped --- */

static guint
count_known (SyncFixture     *fixture,
             const SyncFound *found,
             gsize            n_found)
{
  g_autoptr (GenkanOperation) operation = sync_one (fixture, COMPLETE, found, n_found);

  return fixture->n_known;
}

static void
test_recall (SyncFixture   *fixture,
             gconstpointer  data)
{
  static const SyncFound later[] = { { NULL, "1", "XSS", "Critical" }, { NULL, "2", "Header", "Low" } };

  g_assert_cmpuint (count_known (fixture, two, 2), ==, 0);
  g_assert_cmpuint (count_known (fixture, two, 2), ==, 2);
  g_assert_cmpuint (count_known (fixture, later, 2), ==, 1);
  sync_assert_findings (fixture, "shop", "1:critical:open 2:low:open ");
  g_assert_cmpuint (count_known (fixture, two, 2), ==, 1);
  g_assert_cmpuint (count_known (fixture, two, 2), ==, 2);
  sync_assert_findings (fixture, "shop", "1:high:open 2:low:open ");
}

/* What is closed is looked at anew, and so is opened again. */
static void
test_recall_closed (SyncFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr (GenkanOperation) first = sync_one (fixture, COMPLETE, two, 2);
  g_autoptr (GenkanOperation) second = sync_one (fixture, COMPLETE, two, 1);
  g_autoptr (GenkanOperation) third = NULL;

  g_assert_cmpuint (fixture->n_known, ==, 1);
  sync_assert_findings (fixture, "shop", "1:high:open 2:low:closed ");
  third = sync_one (fixture, COMPLETE, two, 2);
  g_assert_cmpuint (fixture->n_known, ==, 1);
  g_assert_cmpuint (genkan_operation_get_n_returned (third), ==, 1);
  sync_assert_findings (fixture, "shop", "1:high:open 2:low:open ");
}

static void
set_minimum (SyncFixture    *fixture,
             GenkanSeverity  severity)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanConnection) connection =
    genkan_store_get_connection (fixture->base.store, fixture->connection, &error);

  g_assert_no_error (error);
  genkan_connection_set_minimum_severity (connection, severity);
  store_save (fixture->base.store, connection, &error);
  g_assert_no_error (error);
}

/* With another minimum severity other items become Findings. */
static void
test_recall_minimum (SyncFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (GenkanOperation) first = sync_one (fixture, COMPLETE, two, 2);
  g_autoptr (GenkanOperation) second = NULL;
  g_autoptr (GenkanOperation) third = NULL;

  set_minimum (fixture, GENKAN_SEVERITY_HIGH);
  second = sync_one (fixture, COMPLETE, two, 2);
  g_assert_cmpuint (fixture->n_known, ==, 0);
  sync_assert_findings (fixture, "shop", "1:high:open 2:low:closed ");

  set_minimum (fixture, GENKAN_SEVERITY_INFO);
  third = sync_one (fixture, COMPLETE, two, 2);
  g_assert_cmpuint (fixture->n_known, ==, 0);
  sync_assert_findings (fixture, "shop", "1:high:open 2:low:open ");
}

/* Of two items of one id the one that is known counts, in whatever order they come: a Finding
 * that nobody has changed does not change. */
static void
test_recall_repeated (SyncFixture   *fixture,
                      gconstpointer  data)
{
  static const SyncFound twice[] = {
    { NULL, "1", "XSS", "Low" }, { NULL, "1", "XSS", "High" }, { NULL, "1", "XSS", "Low" },
  };
  g_autoptr (GenkanOperation) first = sync_one (fixture, COMPLETE, twice, 2);

  sync_assert_findings (fixture, "shop", "1:high:open ");
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GenkanOperation) operation = NULL;

      fixture->forgetful = i >= 2;
      operation = sync_one (fixture, COMPLETE, twice + i % 2, 2);
      g_assert_cmpuint (genkan_operation_get_n_seen (operation), ==, 1);
      g_assert_cmpuint (genkan_operation_get_n_changed (operation), ==, 0);
      sync_assert_findings (fixture, "shop", "1:high:open ");
    }
}

/* Other items, the same Findings: nothing changes, and next time they are known. */
static void
test_recall_forgotten (SyncFixture   *fixture,
                       gconstpointer  data)
{
  g_autoptr (GenkanOperation) operation = NULL;

  fixture->forgetful = TRUE;
  g_assert_cmpuint (count_known (fixture, two, 2), ==, 0);
  g_assert_cmpuint (count_known (fixture, two, 2), ==, 0);

  fixture->forgetful = FALSE;
  operation = sync_one (fixture, COMPLETE, two, 2);
  g_assert_cmpuint (genkan_operation_get_n_changed (operation), ==, 0);
  g_assert_cmpuint (fixture->n_known, ==, 0);
  g_assert_cmpuint (count_known (fixture, two, 2), ==, 2);
}

/* A part that is not complete, or tells only what has changed, leaves the rest known. */
static void
test_recall_delta (SyncFixture   *fixture,
                   gconstpointer  data)
{
  static const SyncFound worse[] = { { NULL, "1", "XSS", "Critical" }, { NULL, "2", "Header", "Low" } };
  GenkanSyncScope delta = { .record = "shop", .outcome = COMPLETE, .delta = TRUE };
  g_autoptr (GenkanOperation) first = sync_one (fixture, COMPLETE, two, 2);
  g_autoptr (GenkanOperation) second = NULL;
  g_autoptr (GenkanOperation) failed = NULL;

  sync_begin (fixture);
  sync_stage (fixture, "shop", worse, 1);
  sync_end_scope (fixture, &delta);
  second = sync_end (fixture);

  failed = sync_one (fixture, GENKAN_OUTCOME_FAILED, two, 2);
  g_assert_cmpuint (count_known (fixture, worse, 2), ==, 2);
  sync_assert_findings (fixture, "shop", "1:critical:open 2:low:open ");
}

/* --- the whole Connection --- */

static void
test_wide (SyncFixture   *fixture,
           gconstpointer  data)
{
  static const SyncFound found[] = {
    { "shop", "1", "XSS", "High" }, { "bank", "2", "XSS", "High" }, { "forum", "3", "XSS", "High" },
  };
  GenkanSyncScope scope = { .outcome = COMPLETE };
  g_autoptr (GenkanOperation) first = NULL;
  g_autoptr (GenkanOperation) second = NULL;

  sync_begin (fixture);
  g_assert_cmpuint (sync_stage (fixture, NULL, found, 3), ==, 1);
  sync_end_scope (fixture, &scope);
  first = sync_end (fixture);
  sync_assert_findings (fixture, "shop", "1:high:open ");
  sync_assert_findings (fixture, "bank", "2:high:open ");

  sync_begin (fixture);
  sync_stage (fixture, NULL, found, 1);
  sync_end_scope (fixture, &scope);
  second = sync_end (fixture);
  sync_assert_findings (fixture, "shop", "1:high:open ");
  sync_assert_findings (fixture, "bank", "2:high:closed ");
}

/* More than is held in memory: what comes before and after is taken as if it were not. */
static void
test_much (SyncFixture   *fixture,
           gconstpointer  data)
{
  g_autofree char *long_title = g_strnfill (9 * 1024 * 1024, 'x');
  const SyncFound much[] = {
    { NULL, "1", long_title, "High" }, { NULL, "2", long_title, "Low" }, { NULL, "1", "XSS", "Low" },
  };
  static const SyncFound more[] = {
    { NULL, "2", "XSS", "Critical" }, { NULL, "3", "XSS", "Low" }, { NULL, "3", "XSS", "Info" },
  };
  static const SyncFound other[] = { { NULL, "9", "XSS", "Low" } };
  GenkanSyncScope shop = { .record = "shop", .outcome = COMPLETE };
  GenkanSyncScope bank = { .record = "bank", .outcome = COMPLETE };
  g_autoptr (GenkanOperation) first = NULL;
  g_autoptr (GenkanOperation) second = NULL;

  sync_begin (fixture);
  sync_stage (fixture, "bank", other, 1);
  sync_stage (fixture, "shop", much, 3);
  sync_stage (fixture, "shop", more, 3);
  sync_end_scope (fixture, &shop);
  sync_end_scope (fixture, &bank);
  first = sync_end (fixture);
  g_assert_cmpuint (genkan_operation_get_n_seen (first), ==, 4);
  g_assert_cmpuint (genkan_operation_get_n_new (first), ==, 4);
  sync_assert_findings (fixture, "shop", "2:critical:open 1:low:open 3:info:open ");
  sync_assert_findings (fixture, "bank", "9:low:open ");

  second = sync_one (fixture, COMPLETE, much, 2);
  g_assert_cmpuint (genkan_operation_get_n_changed (second), ==, 2);
  g_assert_cmpuint (genkan_operation_get_n_missing (second), ==, 1);
  sync_assert_findings (fixture, "shop", "1:high:open 2:low:open 3:info:closed ");
}

/* A Record's scope says nothing about what the Connection's brought. */
static void
test_kinds_of_scope (SyncFixture   *fixture,
                     gconstpointer  data)
{
  static const SyncFound wide[] = { { "shop", "w", "XSS", "High" } };
  GenkanSyncScope of_all = { .outcome = COMPLETE };
  GenkanSyncScope of_one = { .record = "shop", .outcome = COMPLETE };
  g_autoptr (GenkanOperation) first = NULL;
  g_autoptr (GenkanOperation) second = NULL;

  sync_begin (fixture);
  sync_stage (fixture, NULL, wide, 1);
  sync_end_scope (fixture, &of_all);
  sync_stage (fixture, "shop", two, 1);
  sync_end_scope (fixture, &of_one);
  first = sync_end (fixture);
  g_assert_cmpuint (genkan_operation_get_n_new (first), ==, 2);
  sync_assert_findings (fixture, "shop", "w:high:open 1:high:open ");

  sync_begin (fixture);
  sync_end_scope (fixture, &of_one);
  second = sync_end (fixture);
  sync_assert_findings (fixture, "shop", "w:high:open 1:high:closed ");
}

/* --- the guard --- */

/* Of the rows, every second one is worse from @first_worse on. */
static GenkanOperation *
sync_worse (SyncFixture *fixture,
            guint        n,
            guint        first_worse)
{
  g_autofree SyncFound *found = g_new0 (SyncFound, n);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      gboolean worse = i >= first_worse && i % 2 == 0;

      g_ptr_array_add (ids, g_strdup_printf ("%03u", i));
      found[i] = (SyncFound) { NULL, g_ptr_array_index (ids, i), "XSS", worse ? "High" : "Low" };
    }

  return sync_one (fixture, COMPLETE, found, n);
}

static GenkanOperation *
sync_many (SyncFixture *fixture,
           guint        n)
{
  return sync_worse (fixture, n, n);
}

static gboolean
count_cb (GenkanFinding *finding,
          gpointer       user_data)
{
  (*(guint *) user_data)++;

  return TRUE;
}

static guint
count_open (SyncFixture *fixture)
{
  GenkanFindingQuery query = { .states = 1 << GENKAN_FINDING_OPEN };
  guint n = 0;

  genkan_store_foreach_finding (fixture->base.store, &query, count_cb, &n, NULL);

  return n;
}

static void
settle (SyncFixture *fixture,
        gboolean     close)
{
  g_autoptr (GenkanRecord) record = store_find_record (fixture->base.store, fixture->connection,
                                                       "shop");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  genkan_store_settle_guard_async (fixture->base.store, genkan_record_get_id (record), close, NULL,
                                   sync_got_result_cb, &result);
  store_wait (&result);
  genkan_store_settle_guard_finish (fixture->base.store, result, &error);
  g_assert_no_error (error);
}

/* New ones, changed ones and those that are as they were, among each other. */
static void
test_mixed (SyncFixture   *fixture,
            gconstpointer  data)
{
  GenkanFindingQuery query = { .severities = 1 << GENKAN_SEVERITY_HIGH };
  g_autoptr (GenkanOperation) first = sync_many (fixture, 150);
  g_autoptr (GenkanOperation) second = sync_worse (fixture, 250, 50);
  g_autoptr (GenkanOperation) third = sync_worse (fixture, 250, 50);
  guint n_high = 0;

  g_assert_cmpuint (genkan_operation_get_n_new (first), ==, 150);
  g_assert_cmpuint (genkan_operation_get_n_seen (second), ==, 250);
  g_assert_cmpuint (genkan_operation_get_n_new (second), ==, 100);
  g_assert_cmpuint (genkan_operation_get_n_changed (second), ==, 50);
  g_assert_cmpuint (genkan_operation_get_n_missing (second), ==, 0);
  g_assert_cmpuint (genkan_operation_get_n_seen (third), ==, 250);
  g_assert_cmpuint (genkan_operation_get_n_new (third), ==, 0);
  g_assert_cmpuint (genkan_operation_get_n_changed (third), ==, 0);
  g_assert_cmpuint (count_open (fixture), ==, 250);
  genkan_store_foreach_finding (fixture->base.store, &query, count_cb, &n_high, NULL);
  g_assert_cmpuint (n_high, ==, 100);
}

static void
assert_waits (SyncFixture *fixture,
              gint64       connection_id,
              gint64       guard_id)
{
  GenkanWaiting waiting;

  g_assert_true (genkan_store_get_waiting (fixture->base.store, connection_id, &waiting, NULL));
  g_assert_cmpint (waiting.guard_id, ==, guard_id);
  g_assert_cmpuint (waiting.n_stale, ==, 0);
  g_assert_cmpuint (waiting.n_missing, ==, 0);
}

static void
test_guard (SyncFixture   *fixture,
            gconstpointer  data)
{
  g_autoptr (GenkanOperation) first = sync_many (fixture, 40);
  g_autoptr (GenkanOperation) second = sync_many (fixture, 19);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GenkanOperation) third = NULL;

  g_assert_cmpuint (genkan_operation_get_n_missing (second), ==, 0);
  g_assert_cmpuint (count_open (fixture), ==, 40);
  results = genkan_store_list_sync_results (fixture->base.store,
                                            genkan_operation_get_id (second), NULL);
  g_assert_cmpuint (((GenkanSyncResult *) results->pdata[0])->n_held, ==, 21);

  g_assert_cmpuint (genkan_store_count_held (fixture->base.store, fixture->connection), ==, 21);
  g_assert_cmpuint (genkan_store_count_held (fixture->base.store, 4711), ==, 0);
  assert_waits (fixture, fixture->connection, genkan_operation_get_id (second));
  assert_waits (fixture, 4711, 0);
  settle (fixture, FALSE);
  assert_waits (fixture, fixture->connection, 0);
  g_assert_cmpuint (genkan_store_count_held (fixture->base.store, fixture->connection), ==, 0);
  g_assert_cmpuint (count_open (fixture), ==, 40);
  third = sync_many (fixture, 19);
  settle (fixture, TRUE);
  g_assert_cmpuint (count_open (fixture), ==, 19);
}

/* Not more than half, or not more than twenty. */
static void
test_guard_not_asked (SyncFixture   *fixture,
                      gconstpointer  data)
{
  g_autoptr (GenkanOperation) first = sync_many (fixture, 50);
  g_autoptr (GenkanOperation) second = sync_many (fixture, 25);
  g_autoptr (GenkanOperation) third = NULL;

  g_assert_cmpuint (count_open (fixture), ==, 25);
  third = sync_many (fixture, 5);
  g_assert_cmpuint (count_open (fixture), ==, 5);
}

/* What the Connection's scope holds back waits for a person, whatever that of the Record says. */
static void
test_guard_of_both (SyncFixture   *fixture,
                    gconstpointer  data)
{
  static const char ids[26][2] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n",
                                   "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z" };
  GenkanSyncScope of_all = { .outcome = COMPLETE };
  GenkanSyncScope of_one = { .record = "shop", .outcome = COMPLETE };
  SyncFound wide[G_N_ELEMENTS (ids)];

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    wide[i] = (SyncFound) { "shop", ids[i], "XSS", "High" };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GenkanOperation) operation = NULL;

      sync_begin (fixture);
      sync_stage (fixture, NULL, wide, i == 0 ? G_N_ELEMENTS (ids) : 0);
      sync_end_scope (fixture, &of_all);
      sync_stage (fixture, "shop", two, 2);
      sync_end_scope (fixture, &of_one);
      operation = sync_end (fixture);
    }

  g_assert_cmpuint (genkan_store_count_held (fixture->base.store, fixture->connection), ==,
                    G_N_ELEMENTS (ids));
}

static void
test_guard_told (SyncFixture   *fixture,
                 gconstpointer  data)
{
  GenkanSyncScope scope = { .record = "shop", .outcome = COMPLETE, .closes_many = TRUE };
  g_autoptr (GenkanOperation) first = sync_many (fixture, 40);
  g_autoptr (GenkanOperation) second = NULL;

  sync_begin (fixture);
  sync_end_scope (fixture, &scope);
  second = sync_end (fixture);
  g_assert_cmpuint (count_open (fixture), ==, 0);
}

/* --- what stays --- */

static void
test_remembered (SyncFixture   *fixture,
                 gconstpointer  data)
{
  static const char *const columns[] = { "since", "cursor" };
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, 2);
  GenkanValue values[] = { genkan_value_integer (17), genkan_value_text ("abc") };
  g_autoptr (GenkanRowBatch) row = NULL;
  g_autoptr (GenkanRowBatch) kept = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  GenkanSyncScope scope = { .outcome = COMPLETE };

  genkan_row_batch_builder_add (builder, &values[0]);
  genkan_row_batch_builder_add (builder, &values[1]);
  row = genkan_row_batch_builder_end (builder);
  scope.remembered = row;

  sync_begin (fixture);
  sync_end_scope (fixture, &scope);
  kept = genkan_store_get_remembered (fixture->base.store, fixture->connection, 0, NULL);
  g_assert_cmpuint (genkan_row_batch_get_n_rows (kept), ==, 2);
  g_assert_true (genkan_value_equal (genkan_row_batch_get (kept, 0, 1), &values[1]));
  g_assert_true (genkan_value_equal (genkan_row_batch_get (kept, 1, 1), &values[0]));
  operation = sync_end (fixture);
}

/* Deleting the Record decides about the Record only. */
static void
test_record_deleted (SyncFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (GenkanOperation) synced = sync_one (fixture, COMPLETE, two, 2);
  g_autoptr (GenkanUndo) undo = store_decide_one (fixture->base.store, fixture->connection, "shop",
                                                  GENKAN_DECISION_DELETE, NULL);
  g_autoptr (GenkanOperation) discovered = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (count_open (fixture), ==, 2);
  discovered = store_discover (fixture->base.store, fixture->connection,
                               GENKAN_OPERATION_STATUS_COMPLETE, sync_units, SYNC_N_UNITS);
  sync_assert_findings (fixture, "shop", "1:high:open 2:low:open ");

  store_remove (fixture->base.store, fixture->connection, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_open (fixture), ==, 0);
}

/* The program dies: what was staged is gone, what had ended stays. */
static void
test_interrupted (SyncFixture   *fixture,
                  gconstpointer  data)
{
  GenkanSyncScope scope = { .record = "shop", .outcome = COMPLETE };

  sync_begin (fixture);
  sync_stage (fixture, "shop", two, 1);
  sync_end_scope (fixture, &scope);
  sync_stage (fixture, "bank", two, 2);
  store_fixture_close (&fixture->base);
  store_fixture_open (&fixture->base);

  sync_assert_findings (fixture, "shop", "1:high:open ");
  sync_assert_findings (fixture, "bank", "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, SyncFixture, NULL, sync_fixture_set_up, function, sync_fixture_tear_down)

  ADD ("/sync/new", test_new);
  ADD ("/sync/unchanged", test_unchanged);
  ADD ("/sync/changed-closed-reopened", test_changed_closed_reopened);
  ADD ("/sync/not-closed", test_not_closed);
  ADD ("/sync/failed-keeps-nothing", test_failed_keeps_nothing);
  ADD ("/sync/closed-by-tool", test_closed_by_tool);
  ADD ("/sync/repeated", test_repeated);
  ADD ("/sync/recall", test_recall);
  ADD ("/sync/recall/closed", test_recall_closed);
  ADD ("/sync/recall/minimum", test_recall_minimum);
  ADD ("/sync/recall/repeated", test_recall_repeated);
  ADD ("/sync/recall/forgotten", test_recall_forgotten);
  ADD ("/sync/recall/delta", test_recall_delta);
  ADD ("/sync/wide", test_wide);
  ADD ("/sync/much", test_much);
  ADD ("/sync/kinds-of-scope", test_kinds_of_scope);
  ADD ("/sync/mixed", test_mixed);
  ADD ("/sync/guard", test_guard);
  ADD ("/sync/guard-not-asked", test_guard_not_asked);
  ADD ("/sync/guard-of-both", test_guard_of_both);
  ADD ("/sync/guard-told", test_guard_told);
  ADD ("/sync/remembered", test_remembered);
  ADD ("/sync/record-deleted", test_record_deleted);
  ADD ("/sync/interrupted", test_interrupted);

  return g_test_run ();
}
