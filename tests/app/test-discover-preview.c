/* test-discover-preview.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Discover that asks before it changes anything, against a tool in this process.
 */

#include "config.h"

#include "app-fixture.h"
#include "genkan-store-connections.h"
#include "genkan-store-operations.h"

#define FIVE "11 Web Shop new; 12 Company Blog new; 13 Careers new; 14 Customer Portal new; 15 Payments API new"

/* One that runs: app_keep_result() takes it for its first member. */
typedef struct
{
  GAsyncResult          *result;    /* (owned) (nullable) */
  GenkanDiscoverPreview *preview;   /* (owned) (nullable): once it asks */
  gboolean               dropped;   /* whoever is asked does not care */
  guint                  n_asked;
  guint                  n_settled;
} Asking;

static void
settled_cb (Asking *asking)
{
  asking->n_settled++;
}

static void
ask_cb (GenkanDiscoverPreview *preview,
        gpointer               user_data)
{
  Asking *asking = user_data;

  asking->n_asked++;
  if (asking->dropped)
    return;

  asking->preview = g_object_ref (preview);
  g_signal_connect_swapped (preview, "settled", G_CALLBACK (settled_cb), asking);
}

static void
start (AppFixture *fixture,
       gint64      id,
       guint       limit,
       Asking     *asking)
{
  asking->n_asked = 0;
  genkan_workspace_preview_discover_async (fixture->workspace, id, GENKAN_OPERATION_TRIGGER_MANUAL,
                                           limit, ask_cb, NULL, app_keep_result, asking);
  while (asking->result == NULL && asking->n_asked == 0)
    g_main_context_iteration (NULL, TRUE);
}

static GenkanOperation *
finish (AppFixture            *fixture,
        Asking                *asking,
        GenkanOperationStatus  status)
{
  g_autoptr (GError) error = NULL;
  GenkanOperation *operation;

  operation = genkan_workspace_discover_finish (fixture->workspace, app_wait (&asking->result), NULL,
                                                &error);
  g_assert_no_error (error);
  g_assert_cmpint (genkan_operation_get_status (operation), ==, status);
  g_assert_null (genkan_workspace_get_activity (fixture->workspace,
                                                genkan_operation_get_connection_id (operation)));
  if (asking->preview != NULL)
    g_assert_finalize_object (g_steal_pointer (&asking->preview));
  g_clear_object (&asking->result);

  return operation;
}

static void
assert_records (AppFixture *fixture,
                gint64      id,
                const char *expected)
{
  g_autofree char *records = app_list_records (fixture->workspace, id);

  g_assert_cmpstr (records, ==, expected);
}

static gint64
save_auto_mapped (AppFixture *fixture)
{
  gint64 id = app_save_good (fixture, "Burp");
  g_autoptr (GenkanConnection) connection =
    genkan_store_get_connection (genkan_workspace_get_store (fixture->workspace), id, NULL);
  g_autoptr (GenkanRules) rules = genkan_rules_new ();
  g_autoptr (GError) error = NULL;

  genkan_rules_set_auto_map (rules, TRUE);
  genkan_connection_set_rules (connection, rules);
  app_save (fixture, connection, NULL, &error);
  g_assert_no_error (error);

  return id;
}

static void
assert_n_changes (Asking           *asking,
                  GenkanChangeKind  kind,
                  guint             n_changes,
                  guint             n_listed)
{
  GenkanPreview *changes = genkan_discover_preview_get_changes (asking->preview);

  g_assert_cmpuint (genkan_preview_get_n_changes (changes, kind), ==, n_changes);
  g_assert_cmpuint (g_list_model_get_n_items (genkan_preview_get_changes (changes, kind)), ==, n_listed);
}

static void
test_apply (AppFixture    *fixture,
            gconstpointer  data)
{
  gint64 id = save_auto_mapped (fixture);
  g_autoptr (GenkanOperation) operation = NULL;
  Asking asking = { NULL };

  start (fixture, id, 2, &asking);
  assert_n_changes (&asking, GENKAN_CHANGE_NEW, 5, 2);
  assert_n_changes (&asking, GENKAN_CHANGE_MAPPED, 5, 2);
  assert_n_changes (&asking, GENKAN_CHANGE_MISSING, 0, 0);
  g_assert_true (genkan_discover_preview_is_complete (asking.preview));
  assert_records (fixture, id, "");
  g_assert_nonnull (genkan_workspace_get_activity (fixture->workspace, id));

  genkan_hold_apply (GENKAN_HOLD (asking.preview));
  g_assert_cmpuint (asking.n_settled, ==, 1);
  operation = finish (fixture, &asking, GENKAN_OPERATION_STATUS_COMPLETE);
  g_assert_cmpuint (genkan_operation_get_n_new (operation), ==, 5);
  g_assert_cmpuint (genkan_operation_get_n_mapped (operation), ==, 5);
}

static void
test_leave_out (AppFixture    *fixture,
                gconstpointer  data)
{
  const char *two[] = { "12", "13", NULL };
  gint64 id = save_auto_mapped (fixture);
  Asking asking = { NULL };

  start (fixture, id, 0, &asking);
  genkan_discover_preview_leave_out (asking.preview, GENKAN_CHANGE_NEW, two);
  genkan_discover_preview_leave_out (asking.preview, GENKAN_CHANGE_MAPPED, NULL);
  genkan_hold_apply (GENKAN_HOLD (asking.preview));
  g_object_unref (finish (fixture, &asking, GENKAN_OPERATION_STATUS_COMPLETE));
  assert_records (fixture, id, "11 Web Shop new; 14 Customer Portal new; 15 Payments API new");
}

/* What was not wanted once is asked again. */
static void
test_again (AppFixture    *fixture,
            gconstpointer  data)
{
  const char *one[] = { "11", NULL };
  gint64 id = app_save_good (fixture, "Burp");
  Asking asking = { NULL };

  g_object_unref (app_discover (fixture, id, NULL));
  g_assert_true (genkan_demo_tool_rename (fixture->tool, "11", "Shop"));
  g_assert_true (genkan_demo_tool_set_removed (fixture->tool, "12", TRUE));

  start (fixture, id, 0, &asking);
  assert_n_changes (&asking, GENKAN_CHANGE_RENAMED, 1, 1);
  assert_n_changes (&asking, GENKAN_CHANGE_MISSING, 1, 1);
  genkan_discover_preview_leave_out (asking.preview, GENKAN_CHANGE_MISSING, NULL);
  genkan_discover_preview_leave_out (asking.preview, GENKAN_CHANGE_RENAMED, one);
  genkan_hold_apply (GENKAN_HOLD (asking.preview));
  g_object_unref (finish (fixture, &asking, GENKAN_OPERATION_STATUS_COMPLETE));
  assert_records (fixture, id, FIVE);

  start (fixture, id, 0, &asking);
  assert_n_changes (&asking, GENKAN_CHANGE_RENAMED, 1, 1);
  assert_n_changes (&asking, GENKAN_CHANGE_MISSING, 1, 1);
  genkan_hold_apply (GENKAN_HOLD (asking.preview));
  g_object_unref (finish (fixture, &asking, GENKAN_OPERATION_STATUS_COMPLETE));
  assert_records (fixture, id,
                  "11 Shop new; 12 Company Blog missing; 13 Careers new; 14 Customer Portal new; 15 Payments API new");
}

static void
test_cancel (AppFixture    *fixture,
             gconstpointer  data)
{
  gint64 id = app_save_good (fixture, "Burp");
  Asking asking = { NULL };

  start (fixture, id, 0, &asking);
  genkan_hold_cancel (GENKAN_HOLD (asking.preview));
  genkan_hold_cancel (GENKAN_HOLD (asking.preview));
  genkan_hold_apply (GENKAN_HOLD (asking.preview));
  g_assert_cmpuint (asking.n_settled, ==, 1);
  g_object_unref (finish (fixture, &asking, GENKAN_OPERATION_STATUS_CANCELLED));
  assert_records (fixture, id, "");
}

/* By the button that stands beside the progress. */
static void
test_cancel_activity (AppFixture    *fixture,
                      gconstpointer  data)
{
  gint64 id = app_save_good (fixture, "Burp");
  Asking asking = { NULL };

  start (fixture, id, 0, &asking);
  genkan_activity_cancel (genkan_workspace_get_activity (fixture->workspace, id));
  app_wait (&asking.result);
  g_assert_cmpuint (asking.n_settled, ==, 1);
  g_object_unref (finish (fixture, &asking, GENKAN_OPERATION_STATUS_CANCELLED));
  assert_records (fixture, id, "");
}

static void
test_drop (AppFixture    *fixture,
           gconstpointer  data)
{
  gint64 id = app_save_good (fixture, "Burp");
  Asking asking = { .dropped = TRUE };

  start (fixture, id, 0, &asking);
  g_object_unref (finish (fixture, &asking, GENKAN_OPERATION_STATUS_CANCELLED));
  assert_records (fixture, id, "");
}

static void
test_close (AppFixture    *fixture,
            gconstpointer  data)
{
  gint64 id = app_save_good (fixture, "Burp");
  Asking asking = { NULL };

  start (fixture, id, 0, &asking);
  genkan_workspace_close (fixture->workspace);
  g_assert_nonnull (asking.result);
  g_assert_cmpuint (asking.n_settled, ==, 1);
  g_clear_object (&asking.preview);
  g_clear_object (&asking.result);
}

/* There is nothing to ask about. */
static void
test_failed (AppFixture    *fixture,
             gconstpointer  data)
{
  gint64 id = app_save_good (fixture, "Burp");
  g_autoptr (GenkanConnection) connection =
    genkan_store_get_connection (genkan_workspace_get_store (fixture->workspace), id, NULL);
  Asking asking = { NULL };

  app_save (fixture, connection, "revoked-key-1234", NULL);
  start (fixture, id, 0, &asking);
  g_assert_cmpuint (asking.n_asked, ==, 0);
  g_object_unref (finish (fixture, &asking, GENKAN_OPERATION_STATUS_FAILED));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/discover-preview/" path, AppFixture, NULL, app_fixture_set_up, function, app_fixture_tear_down)
  ADD ("apply", test_apply);
  ADD ("leave-out", test_leave_out);
  ADD ("again", test_again);
  ADD ("cancel", test_cancel);
  ADD ("cancel-activity", test_cancel_activity);
  ADD ("drop", test_drop);
  ADD ("close", test_close);
  ADD ("failed", test_failed);
#undef ADD

  return g_test_run ();
}
