/* test-sync-preview.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Sync that asks before it changes anything, against the demo's tool.
 */

#include "config.h"

#include "app-fixture.h"
#include "demo-fixture.h"
#include "genkan-store-connections.h"
#include "genkan-store-findings.h"

/* One that runs: app_keep_result() takes it for its first member. */
typedef struct
{
  GAsyncResult      *result;    /* (owned) (nullable) */
  GenkanSyncPreview *preview;   /* (owned) (nullable): once it asks */
  gboolean           dropped;   /* whoever is asked does not care */
  guint              n_asked;
  guint              n_settled;
} Asking;

static void
settled_cb (Asking *asking)
{
  asking->n_settled++;
}

static void
ask_cb (GenkanSyncPreview *preview,
        gpointer           user_data)
{
  Asking *asking = user_data;

  asking->n_asked++;
  if (asking->dropped)
    return;

  asking->preview = g_object_ref (preview);
  g_signal_connect_swapped (preview, "settled", G_CALLBACK (settled_cb), asking);
}

static void
start (DemoFixture  *fixture,
       const gint64 *ids,
       gsize         n_ids,
       Asking       *asking)
{
  asking->n_asked = 0;
  genkan_workspace_preview_sync_async (fixture->workspace, fixture->connection, ids, n_ids, FALSE,
                                       GENKAN_OPERATION_TRIGGER_MANUAL, 2, ask_cb, NULL,
                                       app_keep_result, asking);
  while (asking->result == NULL && asking->n_asked == 0)
    g_main_context_iteration (NULL, TRUE);
}

static GenkanOperation *
finish (DemoFixture           *fixture,
        Asking                *asking,
        GenkanOperationStatus  status)
{
  g_autoptr (GError) error = NULL;
  GenkanOperation *operation;

  operation = genkan_workspace_sync_finish (fixture->workspace, app_wait (&asking->result), NULL,
                                            &error);
  g_assert_no_error (error);
  g_assert_cmpint (genkan_operation_get_status (operation), ==, status);
  g_assert_null (genkan_workspace_get_activity (fixture->workspace, fixture->connection));
  if (asking->preview != NULL)
    g_assert_finalize_object (g_steal_pointer (&asking->preview));
  g_clear_object (&asking->result);

  return operation;
}

static gboolean
count_cb (GenkanFinding *finding,
          gpointer       user_data)
{
  (*(guint *) user_data)++;

  return TRUE;
}

static guint
count_findings (DemoFixture *fixture)
{
  GenkanFindingQuery query = { 0 };
  guint n = 0;

  genkan_store_foreach_finding (fixture->store, &query, count_cb, &n, NULL);

  return n;
}

/* Cancelled, and nothing is there: no Finding, no result. */
static void
assert_nothing (DemoFixture *fixture,
                Asking      *asking)
{
  g_autoptr (GenkanOperation) operation =
    finish (fixture, asking, GENKAN_OPERATION_STATUS_CANCELLED);
  g_autoptr (GPtrArray) results =
    genkan_store_list_sync_results (fixture->store, genkan_operation_get_id (operation), NULL);

  g_assert_cmpuint (results->len, ==, 0);
  g_assert_cmpuint (count_findings (fixture), ==, 0);
  g_assert_nonnull (strstr (genkan_operation_get_message (operation), "nothing was changed"));
}

static GenkanRecordForecast *
find_record (Asking     *asking,
             const char *name)
{
  GListModel *records = genkan_sync_preview_get_records (asking->preview);

  for (guint i = 0; i < g_list_model_get_n_items (records); i++)
    {
      g_autoptr (GenkanRecordForecast) record = g_list_model_get_item (records, i);

      if (g_str_equal (genkan_record_forecast_get (record)->name, name))
        return g_steal_pointer (&record);
    }

  g_error ("%s is not in the preview", name);
}

static void
assert_n_new (Asking     *asking,
              const char *name,
              guint       n_new,
              guint       n_listed)
{
  g_autoptr (GenkanRecordForecast) record = find_record (asking, name);

  g_assert_cmpuint (genkan_record_forecast_get_n_here (record), ==, n_new);
  g_assert_cmpuint (genkan_record_forecast_get (record)->n_changes[GENKAN_FINDING_CHANGE_NEW], ==,
                    n_new);
  g_assert_cmpuint (g_list_model_get_n_items (genkan_record_forecast_get_changes (record)), ==,
                    n_listed);
  g_assert_false (genkan_record_forecast_get (record)->delivers);
}

static void
test_apply (DemoFixture   *fixture,
            gconstpointer  data)
{
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanOperation) again = NULL;
  g_autoptr (GPtrArray) results = NULL;
  Asking asking = { NULL };

  demo_fixture_map_all (fixture);
  start (fixture, NULL, 0, &asking);
  g_assert_cmpuint (g_list_model_get_n_items (genkan_sync_preview_get_records (asking.preview)), ==,
                    5);
  assert_n_new (&asking, "Web Shop", 7, 2);
  assert_n_new (&asking, "Careers", 0, 0);
  g_assert_cmpuint (count_findings (fixture), ==, 0);
  g_assert_nonnull (genkan_workspace_get_activity (fixture->workspace, fixture->connection));

  genkan_hold_apply (GENKAN_HOLD (asking.preview));
  g_assert_cmpuint (asking.n_settled, ==, 1);
  operation = finish (fixture, &asking, GENKAN_OPERATION_STATUS_COMPLETE);
  g_assert_cmpuint (genkan_operation_get_n_new (operation), ==, 15);
  results = genkan_store_list_sync_results (fixture->store, genkan_operation_get_id (operation),
                                            NULL);
  g_assert_cmpuint (results->len, ==, 5);

  again = demo_fixture_sync (fixture, NULL);
  g_assert_cmpuint (genkan_operation_get_n_seen (again), ==, 15);
  g_assert_cmpuint (genkan_operation_get_n_new (again), ==, 0);
}

/* What is left out comes with the next Sync. */
static void
test_leave_out (DemoFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (GenkanRecordForecast) shop = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanOperation) again = NULL;
  Asking asking = { NULL };

  demo_fixture_map_all (fixture);
  start (fixture, NULL, 0, &asking);
  shop = find_record (&asking, "Web Shop");
  genkan_sync_preview_leave_out (asking.preview, &genkan_record_forecast_get (shop)->record_id, 1);
  genkan_hold_apply (GENKAN_HOLD (asking.preview));
  operation = finish (fixture, &asking, GENKAN_OPERATION_STATUS_COMPLETE);
  g_assert_cmpuint (genkan_operation_get_n_new (operation), ==, 8);

  again = demo_fixture_sync (fixture, NULL);
  g_assert_cmpuint (genkan_operation_get_n_new (again), ==, 7);
}

static void
test_some (DemoFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (GenkanRecordForecast) shop = NULL;
  gint64 id;
  Asking asking = { NULL };

  demo_fixture_map_all (fixture);
  start (fixture, NULL, 0, &asking);
  shop = find_record (&asking, "Web Shop");
  id = genkan_record_forecast_get (shop)->record_id;
  genkan_hold_cancel (GENKAN_HOLD (asking.preview));
  assert_nothing (fixture, &asking);

  start (fixture, &id, 1, &asking);
  g_assert_cmpuint (g_list_model_get_n_items (genkan_sync_preview_get_records (asking.preview)), ==,
                    1);
  assert_n_new (&asking, "Web Shop", 7, 2);
  genkan_hold_cancel (GENKAN_HOLD (asking.preview));
  assert_nothing (fixture, &asking);
}

static void
test_cancel (DemoFixture   *fixture,
             gconstpointer  data)
{
  Asking asking = { NULL };

  demo_fixture_map_all (fixture);
  start (fixture, NULL, 0, &asking);
  genkan_hold_cancel (GENKAN_HOLD (asking.preview));
  genkan_hold_cancel (GENKAN_HOLD (asking.preview));
  genkan_hold_apply (GENKAN_HOLD (asking.preview));
  g_assert_cmpuint (asking.n_settled, ==, 1);
  assert_nothing (fixture, &asking);
}

/* By the button that stands beside the progress. */
static void
test_cancel_activity (DemoFixture   *fixture,
                      gconstpointer  data)
{
  Asking asking = { NULL };

  demo_fixture_map_all (fixture);
  start (fixture, NULL, 0, &asking);
  genkan_activity_cancel (genkan_workspace_get_activity (fixture->workspace, fixture->connection));
  app_wait (&asking.result);
  g_assert_cmpuint (asking.n_settled, ==, 1);
  assert_nothing (fixture, &asking);
}

static void
test_drop (DemoFixture   *fixture,
           gconstpointer  data)
{
  Asking asking = { .dropped = TRUE };

  demo_fixture_map_all (fixture);
  start (fixture, NULL, 0, &asking);
  assert_nothing (fixture, &asking);
}

static void
test_close (DemoFixture   *fixture,
            gconstpointer  data)
{
  Asking asking = { NULL };

  demo_fixture_map_all (fixture);
  start (fixture, NULL, 0, &asking);
  genkan_workspace_close (fixture->workspace);
  g_assert_nonnull (asking.result);
  g_assert_cmpuint (asking.n_settled, ==, 1);
  g_clear_object (&asking.preview);
  g_clear_object (&asking.result);
}

/* There is nothing to ask about. */
static void
test_nothing_mapped (DemoFixture   *fixture,
                     gconstpointer  data)
{
  Asking asking = { NULL };

  start (fixture, NULL, 0, &asking);
  g_assert_cmpuint (asking.n_asked, ==, 0);
  g_object_unref (finish (fixture, &asking, GENKAN_OPERATION_STATUS_FAILED));
}

/* There is nothing to ask about either, but each Record is told why. */
static void
test_failed (DemoFixture   *fixture,
             gconstpointer  data)
{
  AppFixture app = { .workspace = fixture->workspace };
  g_autoptr (GenkanConnection) connection =
    genkan_store_get_connection (fixture->store, fixture->connection, NULL);
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GPtrArray) results = NULL;
  Asking asking = { NULL };

  demo_fixture_map_all (fixture);
  app_save (&app, connection, "revoked-key-1234", NULL);
  start (fixture, NULL, 0, &asking);
  g_assert_cmpuint (asking.n_asked, ==, 0);
  operation = finish (fixture, &asking, GENKAN_OPERATION_STATUS_FAILED);
  results = genkan_store_list_sync_results (fixture->store, genkan_operation_get_id (operation),
                                            NULL);
  g_assert_cmpuint (results->len, ==, 5);
  g_assert_nonnull (((const GenkanSyncResult *) results->pdata[0])->message);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                              \
  g_test_add ("/sync-preview/" path, DemoFixture, NULL, demo_fixture_set_up, function,   \
              demo_fixture_tear_down)
  ADD ("apply", test_apply);
  ADD ("leave-out", test_leave_out);
  ADD ("some", test_some);
  ADD ("cancel", test_cancel);
  ADD ("cancel-activity", test_cancel_activity);
  ADD ("drop", test_drop);
  ADD ("close", test_close);
  ADD ("nothing-mapped", test_nothing_mapped);
  ADD ("failed", test_failed);
#undef ADD

  return g_test_run ();
}
