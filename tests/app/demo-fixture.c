/* demo-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app-fixture.h"
#include "demo-fixture.h"

void
demo_fixture_set_up (DemoFixture   *fixture,
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

void
demo_fixture_tear_down (DemoFixture   *fixture,
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

void
demo_fixture_map_all (DemoFixture *fixture)
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

GenkanOperation *
demo_fixture_sync (DemoFixture   *fixture,
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
