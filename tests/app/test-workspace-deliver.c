/* test-workspace-deliver.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was found before there was a server is delivered, though the tool is gone.
 */

#include "config.h"

#include "demo-fixture.h"
#include "dojo-stand-in.h"
#include "genkan-store-connections.h"
#include "genkan-store-deliver.h"
#include "genkan-store-operations.h"
#include "genkan-store-server.h"
#include "genkan-workspace-server.h"

typedef struct
{
  DemoFixture  demo;
  DojoStandIn *dojo; /* (owned) */
} DeliverFixture;

static void
tear_down (DeliverFixture *fixture,
           gconstpointer   data)
{
  demo_fixture_tear_down (&fixture->demo, data);
  dojo_stand_in_free (fixture->dojo);
}

static void
set_server (DeliverFixture *fixture)
{
  g_autoptr (GenkanServer) server = genkan_server_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  server->url = g_strdup (fixture->dojo->url);
  genkan_workspace_save_server_async (fixture->demo.workspace, server, DOJO_TOKEN, NULL,
                                      app_keep_result, &result);
  genkan_workspace_save_server_finish (fixture->demo.workspace, app_wait (&result), &error);
  g_assert_no_error (error);
}

static void
set_tool_url (DeliverFixture *fixture,
              const char     *url)
{
  g_autoptr (GenkanConnection) connection =
    genkan_store_get_connection (fixture->demo.store, fixture->demo.connection, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  genkan_connection_set_setting (connection, "url", url);
  genkan_store_save_connection_async (fixture->demo.store, connection, NULL, app_keep_result,
                                      &result);
  genkan_store_save_connection_finish (fixture->demo.store, app_wait (&result), &error);
  g_assert_no_error (error);
}

/* Nobody answers at the port of “discard”. */
static void
lose_tool (DeliverFixture *fixture)
{
  set_tool_url (fixture, "http://127.0.0.1:9");
}

static void
find_tool (DeliverFixture *fixture)
{
  set_tool_url (fixture, genkan_demo_get_url (fixture->demo.demo));
}

/* Findings that were found while there was no server; the tool is gone since. */
static void
set_up (DeliverFixture *fixture,
        gconstpointer   data)
{
  g_autoptr (GenkanOperation) synced = NULL;

  demo_fixture_set_up (&fixture->demo, data);
  fixture->dojo = dojo_stand_in_new ("3.2.0");
  demo_fixture_map_all (&fixture->demo);
  synced = demo_fixture_sync (&fixture->demo, NULL);
  g_assert_cmpint (genkan_operation_get_status (synced), ==, GENKAN_OPERATION_STATUS_COMPLETE);
  lose_tool (fixture);
}

static GenkanOperation *
deliver (DeliverFixture  *fixture,
         gint64          *ids,
         gsize            n_ids,
         GCancellable    *cancellable,
         GenkanReport   **ret_report)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GenkanOperation *operation;

  g_ptr_array_set_size (fixture->dojo->log, 0);
  genkan_workspace_deliver_async (fixture->demo.workspace, fixture->demo.connection, ids, n_ids,
                                  GENKAN_OPERATION_TRIGGER_MANUAL, cancellable, app_keep_result,
                                  &result);
  operation = genkan_workspace_deliver_finish (fixture->demo.workspace, app_wait (&result),
                                               ret_report, &error);
  g_assert_no_error (error);
  g_assert_cmpint (genkan_operation_get_kind (operation), ==, GENKAN_OPERATION_TYPE_DELIVER);

  return operation;
}

static void
assert_status (GenkanOperation       *operation,
               GenkanOperationStatus  expected)
{
  g_test_message ("%s", genkan_operation_get_message (operation));
  g_assert_cmpint (genkan_operation_get_status (operation), ==, expected);
}

static guint
count_undelivered (DeliverFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) list = NULL;
  g_autoptr (GError) error = NULL;
  const GenkanUndelivered *one;

  genkan_store_list_undelivered_async (fixture->demo.store, NULL, app_keep_result, &result);
  list = genkan_store_list_undelivered_finish (fixture->demo.store, app_wait (&result), &error);
  g_assert_no_error (error);
  if (list->len == 0)
    return 0;

  one = &g_array_index (list, GenkanUndelivered, 0);
  g_assert_cmpint (one->connection_id, ==, fixture->demo.connection);

  return one->n_findings;
}

static guint
count_open (DeliverFixture *fixture)
{
  GPtrArray *findings = fixture->dojo->tables[DOJO_FINDINGS];
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    n += json_object_get_boolean_member (g_ptr_array_index (findings, i), "active");

  return n;
}

static void
test_later (DeliverFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (GenkanOperation) first = NULL;
  g_autoptr (GenkanOperation) second = NULL;
  g_autoptr (GenkanReport) report = NULL;
  guint n = count_undelivered (fixture);

  g_assert_cmpuint (n, >, 0);
  set_server (fixture);
  first = deliver (fixture, NULL, 0, NULL, &report);
  assert_status (first, GENKAN_OPERATION_STATUS_COMPLETE);
  g_assert_null (report);
  g_assert_cmpuint (genkan_operation_get_n_seen (first), ==, n);
  g_assert_cmpuint (genkan_operation_get_n_new (first), ==, n);
  g_assert_cmpuint (fixture->dojo->tables[DOJO_FINDINGS]->len, ==, n);
  g_assert_cmpuint (count_undelivered (fixture), ==, 0);

  second = deliver (fixture, NULL, 0, NULL, NULL);
  assert_status (second, GENKAN_OPERATION_STATUS_COMPLETE);
  g_assert_cmpuint (genkan_operation_get_n_seen (second), ==, 0);
  g_assert_cmpuint (fixture->dojo->log->len, ==, 2);
}

/* A Sync that failed since says nothing about what is gone. */
static void
test_failed_since (DeliverFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr (GenkanOperation) first = NULL;
  g_autoptr (GenkanOperation) synced = NULL;
  g_autoptr (GenkanOperation) second = NULL;
  g_autoptr (GPtrArray) results = NULL;
  guint n_open;

  set_server (fixture);
  first = deliver (fixture, NULL, 0, NULL, NULL);
  n_open = count_open (fixture);
  g_assert_cmpuint (n_open, >, 0);

  synced = demo_fixture_sync (&fixture->demo, NULL);
  assert_status (synced, GENKAN_OPERATION_STATUS_FAILED);
  second = deliver (fixture, NULL, 0, NULL, NULL);
  assert_status (second, GENKAN_OPERATION_STATUS_COMPLETE);
  g_assert_cmpuint (count_open (fixture), ==, n_open);

  results = genkan_store_list_sync_results (fixture->demo.store, genkan_operation_get_id (second),
                                            NULL);
  g_assert_cmpuint (results->len, ==, 5);
  for (guint i = 0; i < results->len; i++)
    {
      const GenkanSyncResult *result = g_ptr_array_index (results, i);

      g_assert_cmpint (result->outcome, ==, GENKAN_OUTCOME_NONE);
      g_assert_cmpint (result->delivery, ==, GENKAN_DELIVERY_UNCHANGED);
    }
}

static gboolean
keep_ids_cb (GenkanRecord *record,
             gpointer      user_data)
{
  gint64 id = genkan_record_get_id (record);

  g_array_append_val ((GArray *) user_data, id);

  return TRUE;
}

/* One Record after the other; nothing of the others goes with it. */
static void
test_selected (DeliverFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n_left = count_undelivered (fixture);

  set_server (fixture);
  genkan_store_foreach_record (fixture->demo.store, fixture->demo.connection, keep_ids_cb, ids, NULL);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GenkanOperation) operation =
        deliver (fixture, &g_array_index (ids, gint64, i), 1, NULL, NULL);
      g_autoptr (GPtrArray) results = genkan_store_list_sync_results (
        fixture->demo.store, genkan_operation_get_id (operation), NULL);

      assert_status (operation, GENKAN_OPERATION_STATUS_COMPLETE);
      g_assert_cmpuint (results->len, ==, 1);
      n_left -= ((GenkanSyncResult *) g_ptr_array_index (results, 0))->n_found;
      g_assert_cmpuint (count_undelivered (fixture), ==, n_left);
    }
  g_assert_cmpuint (n_left, ==, 0);
}

/* As if the server had been asked for its version so long ago. */
static void
set_version (DeliverFixture *fixture,
             GTimeSpan       age)
{
  g_autoptr (GenkanServer) server = genkan_store_get_server (fixture->demo.store, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_free (server->version);
  server->version = g_strdup ("3.2.0");
  server->version_read = g_get_real_time () - age;
  genkan_store_set_server_async (fixture->demo.store, server, NULL, app_keep_result, &result);
  genkan_store_set_server_finish (fixture->demo.store, app_wait (&result), &error);
  g_assert_no_error (error);
}

/* To say its version takes the server seconds; it is asked once a day. */
static void
test_version (DeliverFixture *fixture,
              gconstpointer   data)
{
  static const guint n_asked[] = { 1, 0, 1 };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n_delivered = 0;

  set_server (fixture);
  genkan_store_foreach_record (fixture->demo.store, fixture->demo.connection, keep_ids_cb, ids, NULL);
  for (guint i = 0; i < ids->len && n_delivered < G_N_ELEMENTS (n_asked); i++)
    {
      g_autoptr (GenkanOperation) operation = NULL;
      g_autoptr (GenkanServer) server = NULL;

      if (n_delivered == 2)
        set_version (fixture, 25 * G_TIME_SPAN_HOUR);
      operation = deliver (fixture, &g_array_index (ids, gint64, i), 1, NULL, NULL);
      assert_status (operation, GENKAN_OPERATION_STATUS_COMPLETE);
      if (genkan_operation_get_n_new (operation) == 0)
        continue;

      g_assert_cmpuint (dojo_stand_in_count (fixture->dojo, "GET oa3/schema/"), ==,
                        n_asked[n_delivered++]);
      server = genkan_store_get_server (fixture->demo.store, NULL);
      g_assert_cmpstr (server->version, ==, "3.2.0");
    }
  g_assert_cmpuint (n_delivered, ==, G_N_ELEMENTS (n_asked));
}

static gint64
get_version_read (DeliverFixture *fixture)
{
  g_autoptr (GenkanServer) server = genkan_store_get_server (fixture->demo.store, NULL);

  return server->version_read;
}

/* It may have been replaced by an older one since it was asked. */
static void
test_version_doubted (DeliverFixture *fixture,
                      gconstpointer   data)
{
  g_autoptr (GenkanOperation) refused = NULL;
  g_autoptr (GenkanOperation) again = NULL;

  set_server (fixture);
  set_version (fixture, G_TIME_SPAN_HOUR);
  dojo_stand_in_fault (fixture->dojo, "POST import-scan/", 1, DOJO_FAULT_INSTEAD, 400,
                       "application/json", "[\"Not allowed fields are present: ['cwes']\"]");
  refused = deliver (fixture, NULL, 0, NULL, NULL);
  assert_status (refused, GENKAN_OPERATION_STATUS_PARTIAL);
  g_assert_cmpuint (dojo_stand_in_count (fixture->dojo, "GET oa3/schema/"), ==, 0);
  g_assert_cmpint (get_version_read (fixture), ==, 0);

  again = deliver (fixture, NULL, 0, NULL, NULL);
  assert_status (again, GENKAN_OPERATION_STATUS_COMPLETE);
  g_assert_cmpuint (dojo_stand_in_count (fixture->dojo, "GET oa3/schema/"), ==, 1);
  g_assert_cmpint (get_version_read (fixture), >, 0);
}

static void
test_no_server (DeliverFixture *fixture,
                gconstpointer   data)
{
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanReport) report = NULL;

  operation = deliver (fixture, NULL, 0, NULL, &report);
  assert_status (operation, GENKAN_OPERATION_STATUS_FAILED);
  g_assert_nonnull (strstr (genkan_report_get_summary (report), "No DefectDojo server is set"));
}

static void
test_nothing_mapped (DeliverFixture *fixture,
                     gconstpointer   data)
{
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanReport) report = NULL;
  gint64 unknown = G_MAXINT64;

  set_server (fixture);
  operation = deliver (fixture, &unknown, 1, NULL, &report);
  assert_status (operation, GENKAN_OPERATION_STATUS_FAILED);
  g_assert_nonnull (strstr (genkan_report_get_summary (report), "mapped"));
}

static void
test_refused (DeliverFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (GenkanOperation) refused = NULL;
  g_autoptr (GenkanOperation) again = NULL;
  g_autoptr (GenkanReport) report = NULL;
  guint n = count_undelivered (fixture);

  set_server (fixture);
  fixture->dojo->token_state = DOJO_TOKEN_EXPIRED;
  refused = deliver (fixture, NULL, 0, NULL, &report);
  assert_status (refused, GENKAN_OPERATION_STATUS_FAILED);
  g_assert_nonnull (strstr (genkan_report_get_summary (report), "expired"));
  g_assert_cmpuint (count_undelivered (fixture), ==, n);

  fixture->dojo->token_state = DOJO_TOKEN_GOOD;
  again = deliver (fixture, NULL, 0, NULL, NULL);
  assert_status (again, GENKAN_OPERATION_STATUS_COMPLETE);
  g_assert_cmpuint (fixture->dojo->tables[DOJO_FINDINGS]->len, ==, n);
}

/* Nothing was to be sent, so nothing is undelivered. */
static void
test_nothing_to_send (DeliverFixture *fixture,
                      gconstpointer   data)
{
  g_autoptr (GenkanOperation) first = NULL;
  g_autoptr (GenkanOperation) refused = NULL;
  g_autoptr (GenkanReport) report = NULL;
  g_autoptr (GPtrArray) results = NULL;

  set_server (fixture);
  first = deliver (fixture, NULL, 0, NULL, NULL);
  assert_status (first, GENKAN_OPERATION_STATUS_COMPLETE);

  fixture->dojo->token_state = DOJO_TOKEN_EXPIRED;
  refused = deliver (fixture, NULL, 0, NULL, &report);
  assert_status (refused, GENKAN_OPERATION_STATUS_FAILED);
  g_assert_nonnull (strstr (genkan_report_get_summary (report), "nothing to deliver"));
  g_assert_nonnull (strstr (genkan_report_get_summary (report), "expired"));
  results = genkan_store_list_sync_results (fixture->demo.store, genkan_operation_get_id (refused),
                                            NULL);
  g_assert_cmpuint (results->len, ==, 5);
  for (guint i = 0; i < results->len; i++)
    g_assert_cmpint (((GenkanSyncResult *) g_ptr_array_index (results, i))->delivery, ==,
                     GENKAN_DELIVERY_NONE);
}

/* Both are told: that the tool did not say all, and that not all was delivered. */
static void
test_partial_sync (DeliverFixture *fixture,
                   gconstpointer   data)
{
  g_auto (GStrv) sites = genkan_demo_list_site_ids (fixture->demo.demo);
  g_autoptr (GenkanOperation) synced = NULL;
  const char *message;

  find_tool (fixture);
  set_server (fixture);
  genkan_demo_remove_site (fixture->demo.demo, sites[0]);
  fixture->dojo->token_state = DOJO_TOKEN_EXPIRED;
  synced = demo_fixture_sync (&fixture->demo, NULL);
  assert_status (synced, GENKAN_OPERATION_STATUS_PARTIAL);
  message = genkan_operation_get_message (synced);
  g_assert_nonnull (strstr (message, "; "));
  g_assert_nonnull (strstr (message, "could not be delivered to DefectDojo"));
}

static void
test_cancel (DeliverFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanOperation) again = NULL;
  guint n = count_undelivered (fixture);

  set_server (fixture);
  g_cancellable_cancel (cancellable);
  operation = deliver (fixture, NULL, 0, cancellable, NULL);
  assert_status (operation, GENKAN_OPERATION_STATUS_CANCELLED);
  again = deliver (fixture, NULL, 0, NULL, NULL);
  assert_status (again, GENKAN_OPERATION_STATUS_COMPLETE);
  g_assert_cmpuint (fixture->dojo->tables[DOJO_FINDINGS]->len, ==, n);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/workspace-deliver/" path, DeliverFixture, NULL, set_up, function, tear_down)

  ADD ("later", test_later);
  ADD ("failed-since", test_failed_since);
  ADD ("selected", test_selected);
  ADD ("version", test_version);
  ADD ("version-doubted", test_version_doubted);
  ADD ("no-server", test_no_server);
  ADD ("nothing-mapped", test_nothing_mapped);
  ADD ("refused", test_refused);
  ADD ("nothing-to-send", test_nothing_to_send);
  ADD ("partial-sync", test_partial_sync);
  ADD ("cancel", test_cancel);

  return g_test_run ();
}
