/* test-workspace-sync.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Sync from end to end: the demo's tool, real HTTP, the engine, the store.
 */

#include "config.h"

#include "app-fixture.h"
#include "genkan-demo.h"
#include "genkan-store-findings.h"
#include "genkan-store-records.h"
#include "genkan-store-sync.h"

typedef struct
{
  GenkanDemo      *demo;      /* (owned) */
  GenkanWorkspace *workspace;
  GenkanStore     *store;
  gint64           connection;
} DemoFixture;

static void
set_up (DemoFixture   *fixture,
        gconstpointer  data)
{
  AppFixture app = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanOperation) discovered = NULL;
  g_autoptr (GError) error = NULL;

  genkan_demo_new_async (NULL, app_keep_result, &result);
  fixture->demo = genkan_demo_new_finish (app_wait (&result), &error);
  g_assert_no_error (error);
  fixture->workspace = genkan_demo_get_workspace (fixture->demo);
  fixture->store = genkan_workspace_get_store (fixture->workspace);
  fixture->connection = genkan_demo_get_connection_id (fixture->demo);

  app.workspace = fixture->workspace;
  discovered = app_discover (&app, fixture->connection, NULL);
  g_assert_cmpuint (genkan_operation_get_n_new (discovered), ==, 5);
}

static void
tear_down (DemoFixture   *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->demo);
}

static gboolean
keep_id_cb (GenkanRecord *record,
            gpointer      user_data)
{
  gint64 id = genkan_record_get_id (record);

  g_array_append_val ((GArray *) user_data, id);

  return TRUE;
}

static void
map_all (DemoFixture *fixture)
{
  GenkanDecision decision = { .kind = GENKAN_DECISION_MAP_EACH };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanUndo) undo = NULL;
  g_autoptr (GError) error = NULL;

  genkan_store_foreach_record (fixture->store, fixture->connection, keep_id_cb, ids, &error);
  g_assert_no_error (error);
  genkan_store_decide_async (fixture->store, (const gint64 *) ids->data, ids->len, &decision, NULL,
                             app_keep_result, &result);
  undo = genkan_store_decide_finish (fixture->store, app_wait (&result), &error);
  g_assert_no_error (error);
}

static GenkanOperation *
run_sync (DemoFixture   *fixture,
          GenkanReport **ret_report)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GenkanOperation *operation;

  genkan_workspace_sync_async (fixture->workspace, fixture->connection, NULL, 0, FALSE,
                               GENKAN_OPERATION_TRIGGER_MANUAL, NULL, app_keep_result, &result);
  operation = genkan_workspace_sync_finish (fixture->workspace, app_wait (&result), ret_report,
                                            &error);
  g_assert_no_error (error);

  return operation;
}

static gboolean
count_cb (GenkanFinding *finding,
          gpointer       user_data)
{
  const GenkanFindingFields *fields = genkan_finding_get (finding);

  g_assert_nonnull (fields->product_name);
  g_assert_true (g_str_has_prefix (fields->fields, "{\"unique_id_from_tool\":"));
  (*(guint *) user_data)++;

  return TRUE;
}

static void
test_sync (DemoFixture   *fixture,
           gconstpointer  data)
{
  GenkanFindingQuery worst = { .severities = 1 << GENKAN_SEVERITY_HIGH };
  g_autoptr (GenkanOperation) first = NULL;
  g_autoptr (GenkanOperation) second = NULL;
  g_autoptr (GPtrArray) results = NULL;
  guint n_high = 0;

  map_all (fixture);
  first = run_sync (fixture, NULL);
  g_assert_cmpint (genkan_operation_get_kind (first), ==, GENKAN_OPERATION_TYPE_SYNC);
  g_assert_cmpint (genkan_operation_get_status (first), ==, GENKAN_OPERATION_STATUS_COMPLETE);
  g_assert_cmpuint (genkan_operation_get_n_seen (first), ==, 15);
  g_assert_cmpuint (genkan_operation_get_n_new (first), ==, 15);

  results = genkan_store_list_sync_results (fixture->store, genkan_operation_get_id (first), NULL);
  g_assert_cmpuint (results->len, ==, 5);
  genkan_store_foreach_finding (fixture->store, &worst, count_cb, &n_high, NULL);
  g_assert_cmpuint (n_high, ==, 5);

  second = run_sync (fixture, NULL);
  g_assert_cmpuint (genkan_operation_get_n_seen (second), ==, 15);
  g_assert_cmpuint (genkan_operation_get_n_new (second), ==, 0);
  g_assert_cmpuint (genkan_operation_get_n_changed (second), ==, 0);
  g_assert_cmpuint (genkan_operation_get_n_missing (second), ==, 0);
}

static void
test_nothing_mapped (DemoFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (GenkanReport) report = NULL;
  g_autoptr (GenkanOperation) operation = run_sync (fixture, &report);

  g_assert_cmpint (genkan_operation_get_status (operation), ==, GENKAN_OPERATION_STATUS_FAILED);
  g_assert_nonnull (report);
  g_assert_nonnull (strstr (genkan_report_get_summary (report), "mapped"));
}

/* A Sync and a Discover of one Connection never run at once. */
static void
test_busy (DemoFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GenkanOperation) synced = NULL;
  g_autoptr (GError) error = NULL;

  map_all (fixture);
  genkan_workspace_sync_async (fixture->workspace, fixture->connection, NULL, 0, FALSE,
                               GENKAN_OPERATION_TRIGGER_MANUAL, NULL, app_keep_result, &first);
  genkan_workspace_discover_async (fixture->workspace, fixture->connection,
                                   GENKAN_OPERATION_TRIGGER_MANUAL, NULL, app_keep_result,
                                   &second);
  g_assert_null (genkan_workspace_discover_finish (fixture->workspace, app_wait (&second), NULL,
                                                   &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_BUSY);
  g_clear_error (&error);
  synced = genkan_workspace_sync_finish (fixture->workspace, app_wait (&first), NULL, &error);
  g_assert_no_error (error);
}

static void
test_cancel (DemoFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GError) error = NULL;

  map_all (fixture);
  genkan_workspace_sync_async (fixture->workspace, fixture->connection, NULL, 0, FALSE,
                               GENKAN_OPERATION_TRIGGER_MANUAL, cancellable, app_keep_result,
                               &result);
  g_cancellable_cancel (cancellable);
  operation = genkan_workspace_sync_finish (fixture->workspace, app_wait (&result), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (genkan_operation_get_status (operation), ==, GENKAN_OPERATION_STATUS_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, DemoFixture, NULL, set_up, function, tear_down)

  ADD ("/workspace-sync/sync", test_sync);
  ADD ("/workspace-sync/nothing-mapped", test_nothing_mapped);
  ADD ("/workspace-sync/busy", test_busy);
  ADD ("/workspace-sync/cancel", test_cancel);

  return g_test_run ();
}
