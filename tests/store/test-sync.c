/* test-sync.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Syncs do to Findings, one story each.
 */

#include "config.h"

#include "genkan-store-findings.h"
#include "genkan-store-sync.h"
#include "store-fixture.h"

#define COMPLETE GENKAN_OUTCOME_COMPLETE
#define PARTIAL GENKAN_OUTCOME_PARTIAL

/* A row of the sink `findings`. */
typedef struct
{
  const char *record;
  const char *id;
  const char *title;
  const char *severity;
  gboolean    mitigated;
} Found;

typedef struct
{
  StoreFixture base;
  gint64       connection;
  gint64       operation;
} SyncFixture;

static const StoreUnit units[] = { { "shop", "Shop" }, { "bank", "Bank" } };

static void
got_result_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
set_up (SyncFixture   *fixture,
        gconstpointer  data)
{
  g_autoptr (GenkanOperation) operation = NULL;

  store_fixture_set_up (&fixture->base, NULL);
  fixture->connection = store_add_connection (fixture->base.store, "Burp");
  operation = store_discover (fixture->base.store, fixture->connection,
                              GENKAN_OPERATION_STATUS_COMPLETE, units, G_N_ELEMENTS (units));
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GenkanUndo) undo =
        store_decide_one (fixture->base.store, fixture->connection, units[i].id,
                          GENKAN_DECISION_MAP, units[i].name);
    }
}

static void
tear_down (SyncFixture   *fixture,
           gconstpointer  data)
{
  store_fixture_tear_down (&fixture->base, NULL);
}

static void
begin (SyncFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) taken = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  genkan_store_begin_operation_async (fixture->base.store, fixture->connection,
                                      GENKAN_OPERATION_TYPE_SYNC, GENKAN_OPERATION_TRIGGER_MANUAL,
                                      NULL, got_result_cb, &result);
  store_wait (&result);
  operation = genkan_store_begin_operation_finish (fixture->base.store, result, &error);
  g_assert_no_error (error);
  fixture->operation = genkan_operation_get_id (operation);

  genkan_store_sync_records_async (fixture->base.store, fixture->operation, NULL, 0, NULL,
                                   got_result_cb, &taken);
  store_wait (&taken);
  records = genkan_store_sync_records_finish (fixture->base.store, taken, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 2);
}

static GenkanFindingRows *
make_rows (const Found *found,
           gsize        n_found)
{
  static const char *const columns[] = {
    "record_id", "unique_id_from_tool", "title", "severity", "is_mitigated"
  };
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, G_N_ELEMENTS (columns));
  g_autoptr (GenkanRowBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  GenkanFindingRows *rows;

  for (gsize i = 0; i < n_found; i++)
    {
      GenkanValue values[] = {
        genkan_value_text (found[i].record), genkan_value_text (found[i].id),
        genkan_value_text (found[i].title), genkan_value_text (found[i].severity),
        genkan_value_integer (found[i].mitigated),
      };

      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        genkan_row_batch_builder_add (builder, &values[j]);
    }

  batch = genkan_row_batch_builder_end (builder);
  rows = genkan_finding_rows_new (batch, &error);
  g_assert_no_error (error);

  return rows;
}

static guint
stage (SyncFixture *fixture,
       const char  *record,
       const Found *found,
       gsize        n_found)
{
  g_autoptr (GenkanFindingRows) rows = make_rows (found, n_found);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_foreign = 0;

  genkan_store_stage_findings_async (fixture->base.store, fixture->operation, record, rows, NULL,
                                     got_result_cb, &result);
  store_wait (&result);
  genkan_store_stage_findings_finish (fixture->base.store, result, &n_foreign, &error);
  g_assert_no_error (error);

  return n_foreign;
}

static void
end_scope (SyncFixture           *fixture,
           const GenkanSyncScope *scope)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  genkan_store_end_scope_async (fixture->base.store, fixture->operation, scope, NULL,
                                got_result_cb, &result);
  store_wait (&result);
  genkan_store_end_scope_finish (fixture->base.store, result, &error);
  g_assert_no_error (error);
}

static GenkanOperation *
end (SyncFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GenkanOperation *operation = store_end (fixture->base.store, fixture->operation,
                                          GENKAN_OPERATION_STATUS_COMPLETE, &error);

  g_assert_no_error (error);

  return operation;
}

/* A whole Sync of one Record. */
static GenkanOperation *
sync_one (SyncFixture   *fixture,
          GenkanOutcome  outcome,
          const Found   *found,
          gsize          n_found)
{
  GenkanSyncScope scope = { .record = "shop", .outcome = outcome, .message = "a reason" };

  begin (fixture);
  if (n_found > 0)
    stage (fixture, "shop", found, n_found);
  end_scope (fixture, &scope);

  return end (fixture);
}

static gboolean
tell_cb (GenkanFinding *finding,
         gpointer       user_data)
{
  const GenkanFindingFields *fields = genkan_finding_get (finding);

  g_string_append_printf (user_data, "%s:%s:%s ", fields->unique_id,
                          genkan_severity_to_nick (fields->severity),
                          genkan_finding_state_to_nick (fields->state));

  return TRUE;
}

static void
assert_findings (SyncFixture *fixture,
                 const char  *record,
                 const char  *expected)
{
  g_autoptr (GenkanRecord) found = store_find_record (fixture->base.store, fixture->connection,
                                                      record);
  GenkanFindingQuery query = { .record_id = genkan_record_get_id (found) };
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  genkan_store_foreach_finding (fixture->base.store, &query, tell_cb, told, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told->str, ==, expected);
}

static const Found two[] = { { NULL, "1", "XSS", "High" }, { NULL, "2", "Header", "Low" } };

static void
test_new (SyncFixture   *fixture,
          gconstpointer  data)
{
  g_autoptr (GenkanOperation) operation = sync_one (fixture, COMPLETE, two, 2);

  g_assert_cmpuint (genkan_operation_get_n_seen (operation), ==, 2);
  g_assert_cmpuint (genkan_operation_get_n_new (operation), ==, 2);
  assert_findings (fixture, "shop", "1:high:open 2:low:open ");
  assert_findings (fixture, "bank", "");
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
  static const Found worse[] = { { NULL, "1", "XSS", "Critical" } };
  g_autoptr (GenkanOperation) first = sync_one (fixture, COMPLETE, two, 2);
  g_autoptr (GenkanOperation) second = sync_one (fixture, COMPLETE, worse, 1);
  g_autoptr (GenkanOperation) third = NULL;

  g_assert_cmpuint (genkan_operation_get_n_changed (second), ==, 1);
  g_assert_cmpuint (genkan_operation_get_n_missing (second), ==, 1);
  assert_findings (fixture, "shop", "1:critical:open 2:low:closed ");

  third = sync_one (fixture, COMPLETE, two, 2);
  g_assert_cmpuint (genkan_operation_get_n_changed (third), ==, 1);
  g_assert_cmpuint (genkan_operation_get_n_returned (third), ==, 1);
  assert_findings (fixture, "shop", "1:high:open 2:low:open ");
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

  begin (fixture);
  stage (fixture, "shop", two, 1);
  end_scope (fixture, &delta);
  by_delta = end (fixture);
  assert_findings (fixture, "shop", "1:high:open 2:low:open ");
}

static void
test_failed_keeps_nothing (SyncFixture   *fixture,
                           gconstpointer  data)
{
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GPtrArray) results = NULL;
  GenkanSyncResult *result;

  operation = sync_one (fixture, GENKAN_OUTCOME_FAILED, two, 2);
  assert_findings (fixture, "shop", "");
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
  static const Found mended[] = { { NULL, "1", "XSS", "High", TRUE } };
  g_autoptr (GenkanOperation) first = sync_one (fixture, COMPLETE, two, 1);
  g_autoptr (GenkanOperation) second = sync_one (fixture, PARTIAL, mended, 1);
  g_autoptr (GenkanOperation) third = NULL;

  g_assert_cmpuint (genkan_operation_get_n_missing (second), ==, 1);
  assert_findings (fixture, "shop", "1:high:closed ");
  third = sync_one (fixture, PARTIAL, two, 1);
  g_assert_cmpuint (genkan_operation_get_n_returned (third), ==, 1);
  assert_findings (fixture, "shop", "1:high:open ");
}

static void
test_repeated (SyncFixture   *fixture,
               gconstpointer  data)
{
  static const Found twice[] = { { NULL, "1", "XSS", "Low" }, { NULL, "1", "XSS", "High" } };
  g_autoptr (GenkanOperation) operation = sync_one (fixture, COMPLETE, twice, 2);

  g_assert_cmpuint (genkan_operation_get_n_new (operation), ==, 1);
  assert_findings (fixture, "shop", "1:high:open ");
}

/* --- the whole Connection --- */

static void
test_wide (SyncFixture   *fixture,
           gconstpointer  data)
{
  static const Found found[] = {
    { "shop", "1", "XSS", "High" }, { "bank", "2", "XSS", "High" }, { "forum", "3", "XSS", "High" },
  };
  GenkanSyncScope scope = { .outcome = COMPLETE };
  g_autoptr (GenkanOperation) first = NULL;
  g_autoptr (GenkanOperation) second = NULL;

  begin (fixture);
  g_assert_cmpuint (stage (fixture, NULL, found, 3), ==, 1);
  end_scope (fixture, &scope);
  first = end (fixture);
  assert_findings (fixture, "shop", "1:high:open ");
  assert_findings (fixture, "bank", "2:high:open ");

  begin (fixture);
  stage (fixture, NULL, found, 1);
  end_scope (fixture, &scope);
  second = end (fixture);
  assert_findings (fixture, "shop", "1:high:open ");
  assert_findings (fixture, "bank", "2:high:closed ");
}

/* A Record's scope says nothing about what the Connection's brought. */
static void
test_kinds_of_scope (SyncFixture   *fixture,
                     gconstpointer  data)
{
  static const Found wide[] = { { "shop", "w", "XSS", "High" } };
  GenkanSyncScope of_all = { .outcome = COMPLETE };
  GenkanSyncScope of_one = { .record = "shop", .outcome = COMPLETE };
  g_autoptr (GenkanOperation) first = NULL;
  g_autoptr (GenkanOperation) second = NULL;

  begin (fixture);
  stage (fixture, NULL, wide, 1);
  end_scope (fixture, &of_all);
  stage (fixture, "shop", two, 1);
  end_scope (fixture, &of_one);
  first = end (fixture);
  g_assert_cmpuint (genkan_operation_get_n_new (first), ==, 2);
  assert_findings (fixture, "shop", "w:high:open 1:high:open ");

  begin (fixture);
  end_scope (fixture, &of_one);
  second = end (fixture);
  assert_findings (fixture, "shop", "w:high:open 1:high:closed ");
}

/* --- the guard --- */

static GenkanOperation *
sync_many (SyncFixture *fixture,
           guint        n)
{
  g_autofree Found *found = g_new0 (Found, n);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (ids, g_strdup_printf ("%03u", i));
      found[i] = (Found) { NULL, g_ptr_array_index (ids, i), "XSS", "Low" };
    }

  return sync_one (fixture, COMPLETE, found, n);
}

static guint
count_open (SyncFixture *fixture)
{
  GenkanFindingQuery query = { .states = 1 << GENKAN_FINDING_OPEN };
  g_autoptr (GString) told = g_string_new (NULL);
  guint n = 0;

  genkan_store_foreach_finding (fixture->base.store, &query, tell_cb, told, NULL);
  for (const char *p = told->str; *p != '\0'; p++)
    n += *p == ' ';

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
                                   got_result_cb, &result);
  store_wait (&result);
  genkan_store_settle_guard_finish (fixture->base.store, result, &error);
  g_assert_no_error (error);
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

  settle (fixture, FALSE);
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

static void
test_guard_told (SyncFixture   *fixture,
                 gconstpointer  data)
{
  GenkanSyncScope scope = { .record = "shop", .outcome = COMPLETE, .closes_many = TRUE };
  g_autoptr (GenkanOperation) first = sync_many (fixture, 40);
  g_autoptr (GenkanOperation) second = NULL;

  begin (fixture);
  end_scope (fixture, &scope);
  second = end (fixture);
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

  begin (fixture);
  end_scope (fixture, &scope);
  kept = genkan_store_get_remembered (fixture->base.store, fixture->connection, 0, NULL);
  g_assert_cmpuint (genkan_row_batch_get_n_rows (kept), ==, 2);
  g_assert_true (genkan_value_equal (genkan_row_batch_get (kept, 0, 1), &values[1]));
  g_assert_true (genkan_value_equal (genkan_row_batch_get (kept, 1, 1), &values[0]));
  operation = end (fixture);
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
                               GENKAN_OPERATION_STATUS_COMPLETE, units, G_N_ELEMENTS (units));
  assert_findings (fixture, "shop", "1:high:open 2:low:open ");

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

  begin (fixture);
  stage (fixture, "shop", two, 1);
  end_scope (fixture, &scope);
  stage (fixture, "bank", two, 2);
  store_fixture_close (&fixture->base);
  store_fixture_open (&fixture->base);

  assert_findings (fixture, "shop", "1:high:open ");
  assert_findings (fixture, "bank", "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, SyncFixture, NULL, set_up, function, tear_down)

  ADD ("/sync/new", test_new);
  ADD ("/sync/unchanged", test_unchanged);
  ADD ("/sync/changed-closed-reopened", test_changed_closed_reopened);
  ADD ("/sync/not-closed", test_not_closed);
  ADD ("/sync/failed-keeps-nothing", test_failed_keeps_nothing);
  ADD ("/sync/closed-by-tool", test_closed_by_tool);
  ADD ("/sync/repeated", test_repeated);
  ADD ("/sync/wide", test_wide);
  ADD ("/sync/kinds-of-scope", test_kinds_of_scope);
  ADD ("/sync/guard", test_guard);
  ADD ("/sync/guard-not-asked", test_guard_not_asked);
  ADD ("/sync/guard-told", test_guard_told);
  ADD ("/sync/remembered", test_remembered);
  ADD ("/sync/record-deleted", test_record_deleted);
  ADD ("/sync/interrupted", test_interrupted);

  return g_test_run ();
}
