/* test-workspace-sync.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Sync from end to end: the demo's tool, real HTTP, the engine, the store.
 */

#include "config.h"

#include "demo-fixture.h"
#include "genkan-store-findings.h"

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

  demo_fixture_map_all (fixture);
  first = demo_fixture_sync (fixture, NULL);
  g_assert_cmpint (genkan_operation_get_kind (first), ==, GENKAN_OPERATION_TYPE_SYNC);
  g_assert_cmpint (genkan_operation_get_status (first), ==, GENKAN_OPERATION_STATUS_COMPLETE);
  g_assert_cmpuint (genkan_operation_get_n_seen (first), ==, 15);
  g_assert_cmpuint (genkan_operation_get_n_new (first), ==, 15);

  results = genkan_store_list_sync_results (fixture->store, genkan_operation_get_id (first), NULL);
  g_assert_cmpuint (results->len, ==, 5);
  genkan_store_foreach_finding (fixture->store, &worst, count_cb, &n_high, NULL);
  g_assert_cmpuint (n_high, ==, 5);

  second = demo_fixture_sync (fixture, NULL);
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
  g_autoptr (GenkanOperation) operation = demo_fixture_sync (fixture, &report);

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

  demo_fixture_map_all (fixture);
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

  demo_fixture_map_all (fixture);
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
  g_test_add (path, DemoFixture, NULL, demo_fixture_set_up, function, demo_fixture_tear_down)

  ADD ("/workspace-sync/sync", test_sync);
  ADD ("/workspace-sync/nothing-mapped", test_nothing_mapped);
  ADD ("/workspace-sync/busy", test_busy);
  ADD ("/workspace-sync/cancel", test_cancel);

  return g_test_run ();
}
