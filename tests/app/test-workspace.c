/* test-workspace.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A workspace from the folder to the tool: real HTTP to a server in this process, a real
 * database.
 */

#include "config.h"

#include "app-fixture.h"
#include "genkan-loopback-server.h"
#include "genkan-store-connections.h"
#include "genkan-store-operations.h"

#define FIVE "11 Web Shop new; 12 Company Blog new; 13 Careers new; 14 Customer Portal new; 15 Payments API new"

static void
test_new_destroy (AppFixture    *fixture,
                  gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "deep", "profile", NULL);
  g_autoptr (GError) error = NULL;
  GenkanWorkspace *workspace = genkan_workspace_open (folder, fixture->secrets, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (genkan_workspace_get_folder (workspace), ==, folder);
  g_assert_nonnull (genkan_workspace_get_store (workspace));
  g_assert_nonnull (genkan_workspace_get_connectors (workspace));
  g_assert_finalize_object (workspace);
}

static void
test_no_folder (AppFixture    *fixture,
                gconstpointer  data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *folder = g_build_filename (file, "profile", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (file, "", 0, NULL);
  g_assert_null (genkan_workspace_open (folder, fixture->secrets, &error));
  g_assert_error (error, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_FOLDER);
  g_assert_nonnull (strstr (error->message, folder));
}

/* --- saving --- */

static void
assert_refused (AppFixture *fixture,
                const char *connector_id,
                const char *label,
                const char *url,
                const char *token,
                int         code,
                const char *part)
{
  g_autoptr (GenkanConnection) connection = genkan_connection_new (connector_id, label);
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GError) error = NULL;

  genkan_connection_set_setting (connection, "url", url);
  g_assert_cmpint (app_save (fixture, connection, token, &error), ==, 0);
  g_assert_error (error, GENKAN_WORKSPACE_ERROR, code);
  g_assert_nonnull (strstr (error->message, part));

  stored = genkan_store_list_connections (genkan_workspace_get_store (fixture->workspace), NULL);
  g_assert_cmpuint (stored->len, ==, 0);
}

static void
test_save_refused (AppFixture    *fixture,
                   gconstpointer  data)
{
  const int setting = GENKAN_WORKSPACE_ERROR_SETTING;

  assert_refused (fixture, "burp-dast", "  ", "https://burp.example.com", "key", setting, "label");
  assert_refused (fixture, "burp-dast", "Burp", NULL, "key", setting, "needed");
  assert_refused (fixture, "burp-dast", "Burp", " ", "key", setting, "needed");
  assert_refused (fixture, "burp-dast", "Burp", "https://burp.example.com", NULL, setting, "needed");
  assert_refused (fixture, "burp-dast", "Burp", "https://burp.example.com", "", setting, "needed");
  assert_refused (fixture, "burp-dast", "Burp", "https://", "key", setting, "URL");
  assert_refused (fixture, "burp-dast", "Burp", "ftp://burp.example.com", "key", setting, "https://");
  assert_refused (fixture, "burp-dast", "Burp", "burp dot com", "key", setting, "URL");
  assert_refused (fixture, "burp-dast", "Burp", "https://me:pw@burp.example.com", "key", setting, "password");
  assert_refused (fixture, "burp-dast", "Burp", "https://burp.example.com/#/sites", "key", setting, "#");
  assert_refused (fixture, "burp-dast", "Burp", "https://burp.example.com", "k\ney", setting, "copy");
  assert_refused (fixture, "burp-dast", "Burp", "http://burp.example.com", "key", setting, "plain HTTP");
  assert_refused (fixture, "burp-dats", "Burp", "https://burp.example.com", "key",
                  GENKAN_WORKSPACE_ERROR_CONNECTOR, "burp-dats");
}

static GenkanConnection *
load (AppFixture *fixture,
      gint64      id)
{
  g_autoptr (GError) error = NULL;
  GenkanConnection *connection = genkan_store_get_connection (genkan_workspace_get_store (fixture->workspace), id, &error);

  g_assert_no_error (error);

  return connection;
}

static char *
lookup_token (AppFixture       *fixture,
              GenkanConnection *connection)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GHashTable) values = NULL;

  genkan_secrets_lookup_async (fixture->secrets, genkan_connection_get_secret_id (connection), NULL,
                               app_keep_result, &result);
  values = genkan_secrets_lookup_finish (fixture->secrets, app_wait (&result), NULL);
  g_assert_nonnull (values);

  return g_strdup (g_hash_table_lookup (values, "token"));
}

static void
test_save_tidies_up (AppFixture    *fixture,
                     gconstpointer  data)
{
  g_autoptr (GenkanConnection) connection = app_connection_new (" Burp ", " burp.example.com/dast// ");
  g_autoptr (GenkanConnection) stored = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  gint64 id;

  genkan_connection_set_setting (connection, "token", "must not be stored");
  genkan_connection_set_setting (connection, "colour", "blue");
  genkan_connection_set_setting (connection, GENKAN_NETWORK_ALLOW_PLAIN_HTTP, "true");
  id = app_save (fixture, connection, " key \n", &error);
  g_assert_no_error (error);

  stored = load (fixture, id);
  g_assert_cmpstr (genkan_connection_get_label (stored), ==, "Burp");
  g_assert_cmpstr (genkan_connection_get_setting (stored, "url"), ==, "https://burp.example.com/dast");
  g_assert_cmpstr (genkan_connection_get_setting (stored, GENKAN_NETWORK_ALLOW_PLAIN_HTTP), ==, "true");
  g_assert_null (genkan_connection_get_setting (stored, "token"));
  g_assert_null (genkan_connection_get_setting (stored, "colour"));
  token = lookup_token (fixture, stored);
  g_assert_cmpstr (token, ==, "key");
}

/* A secret that was not typed stays; one that was, changes. */
static void
test_save_again (AppFixture    *fixture,
                 gconstpointer  data)
{
  g_autoptr (GenkanConnection) connection = load (fixture, app_save_good (fixture, "Burp"));
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *changed = NULL;

  genkan_connection_set_label (connection, "Renamed");
  app_save (fixture, connection, NULL, &error);
  g_assert_no_error (error);
  kept = lookup_token (fixture, connection);
  g_assert_cmpstr (kept, ==, genkan_demo_tool_get_key (fixture->tool));

  app_save (fixture, connection, "changed", &error);
  g_assert_no_error (error);
  changed = lookup_token (fixture, connection);
  g_assert_cmpstr (changed, ==, "changed");
}

/* The row cannot be written: the secrets are as they were. */
static void
test_save_put_back (AppFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (GenkanConnection) second = NULL;
  g_autoptr (GenkanConnection) third = app_connection_new ("Taken", "https://burp.example.com");
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  g_autofree char *none = NULL;

  app_save_good (fixture, "Taken");
  second = load (fixture, app_save_good (fixture, "Free"));

  genkan_connection_set_label (second, "Taken");
  g_assert_cmpint (app_save (fixture, second, "changed", &error), ==, 0);
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  token = lookup_token (fixture, second);
  g_assert_cmpstr (token, ==, genkan_demo_tool_get_key (fixture->tool));

  g_assert_cmpint (app_save (fixture, third, "never", &error), ==, 0);
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_EXISTS);
  none = lookup_token (fixture, third);
  g_assert_null (none);
}

static gboolean
remove_connection (AppFixture        *fixture,
                   GenkanConnection  *connection,
                   GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_workspace_remove_connection_async (fixture->workspace, connection, NULL, app_keep_result, &result);

  return genkan_workspace_remove_connection_finish (fixture->workspace, app_wait (&result), error);
}

static void
test_remove (AppFixture    *fixture,
             gconstpointer  data)
{
  g_autoptr (GenkanConnection) connection = load (fixture, app_save_good (fixture, "Burp"));
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  g_assert_true (remove_connection (fixture, connection, &error));
  g_assert_no_error (error);

  stored = genkan_store_list_connections (genkan_workspace_get_store (fixture->workspace), NULL);
  g_assert_cmpuint (stored->len, ==, 0);
  token = lookup_token (fixture, connection);
  g_assert_null (token);
}

/* --- testing --- */

static void
test_test_good (AppFixture    *fixture,
                gconstpointer  data)
{
  g_autoptr (GenkanConnection) connection = app_connection_new ("Burp", genkan_demo_tool_get_url (fixture->tool));
  g_autoptr (GenkanReport) report = app_test (fixture, connection, genkan_demo_tool_get_key (fixture->tool));

  g_assert_true (genkan_report_is_good (report));
  g_assert_cmpstr (genkan_report_get_summary (report), ==, "Connected: 5 sites visible");
  g_assert_cmpstr (genkan_connection_get_visible (connection), ==, "5 sites");
}

/* The stored secret does when none is typed, and what is typed wins. */
static void
test_test_stored (AppFixture    *fixture,
                  gconstpointer  data)
{
  g_autoptr (GenkanConnection) connection = load (fixture, app_save_good (fixture, "Burp"));
  g_autoptr (GenkanReport) good = app_test (fixture, connection, NULL);
  g_autoptr (GenkanReport) bad = app_test (fixture, connection, "wrong");

  g_assert_true (genkan_report_is_good (good));
  g_assert_false (genkan_report_is_good (bad));
}

static void
test_test_nothing_visible (AppFixture    *fixture,
                           gconstpointer  data)
{
  g_autoptr (GenkanConnection) connection = app_connection_new ("Burp", genkan_demo_tool_get_url (fixture->tool));
  g_auto (GStrv) ids = genkan_demo_tool_list_site_ids (fixture->tool);
  g_autoptr (GenkanReport) report = NULL;

  for (gsize i = 0; ids[i] != NULL; i++)
    genkan_demo_tool_set_removed (fixture->tool, ids[i], TRUE);
  report = app_test (fixture, connection, genkan_demo_tool_get_key (fixture->tool));

  g_assert_true (genkan_report_is_good (report));
  g_assert_nonnull (strstr (genkan_report_get_summary (report), "nothing is visible"));
  g_assert_nonnull (genkan_report_get_advice (report));
  g_assert_cmpstr (genkan_connection_get_visible (connection), ==, "no sites");
}

static void
web_page_cb (GenkanLoopbackExchange *exchange,
             gpointer                user_data)
{
  genkan_loopback_exchange_respond (exchange, 200, "text/html", "<html><title>Sign in</title></html>", -1);
}

static void
assert_bad (AppFixture *fixture,
            const char *url,
            const char *token,
            const char *part)
{
  g_autoptr (GenkanConnection) connection = app_connection_new ("Burp", url);
  g_autoptr (GenkanReport) report = app_test (fixture, connection, token);

  g_assert_false (genkan_report_is_good (report));
  g_assert_nonnull (strstr (genkan_report_get_summary (report), part));
  g_assert_nonnull (genkan_report_get_advice (report));
  g_assert_nonnull (strstr (genkan_report_get_details (report), "Genkan " PACKAGE_VERSION));
  if (token != NULL)
    g_assert_null (strstr (genkan_report_get_details (report), token));
}

static void
test_test_bad (AppFixture    *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanLoopbackServer) web = genkan_loopback_server_new (NULL, web_page_cb, NULL, NULL, &error);
  g_autofree char *elsewhere = g_strconcat (genkan_demo_tool_get_url (fixture->tool), "/elsewhere", NULL);
  g_autoptr (GenkanConnection) empty = app_connection_new ("Burp", NULL);
  g_autoptr (GenkanReport) report = NULL;

  g_assert_no_error (error);
  assert_bad (fixture, genkan_demo_tool_get_url (fixture->tool), "wrong-key-1234", "does not accept the key");
  assert_bad (fixture, genkan_loopback_server_get_url (web), "some-key-1234", "web page");
  assert_bad (fixture, elsewhere, "some-key-1234", "nothing at this address");
  assert_bad (fixture, "http://127.0.0.1:9", "some-key-1234", "cannot be reached");

  report = app_test (fixture, empty, "key");
  g_assert_false (genkan_report_is_good (report));
  g_assert_nonnull (strstr (genkan_report_get_summary (report), "needed"));
}

/* --- discovering --- */

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
count_activity_cb (GenkanWorkspace *workspace,
                   GenkanActivity  *activity,
                   guint           *n_ended)
{
  gint64 id = genkan_activity_get_connection_id (activity);

  g_assert_true (genkan_workspace_get_activity (workspace, id) == activity);
  g_assert_cmpint (genkan_activity_get_kind (activity), ==, GENKAN_OPERATION_TYPE_DISCOVER);
  g_signal_connect_swapped (activity, "ended", G_CALLBACK (count_cb), n_ended);
}

static void
test_discover (AppFixture    *fixture,
               gconstpointer  data)
{
  gint64 id = app_save_good (fixture, "Burp");
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanReport) report = NULL;
  g_autofree char *records = NULL;
  guint n_ended = 0;

  g_signal_connect (fixture->workspace, "activity-started", G_CALLBACK (count_activity_cb), &n_ended);
  operation = app_discover (fixture, id, &report);

  g_assert_cmpint (genkan_operation_get_status (operation), ==, GENKAN_OPERATION_STATUS_COMPLETE);
  g_assert_cmpuint (genkan_operation_get_n_seen (operation), ==, 5);
  g_assert_cmpuint (genkan_operation_get_n_new (operation), ==, 5);
  g_assert_null (report);
  g_assert_cmpuint (n_ended, ==, 1);
  g_assert_null (genkan_workspace_get_activity (fixture->workspace, id));

  records = app_list_records (fixture->workspace, id);
  g_assert_cmpstr (records, ==, FIVE);
  connection = load (fixture, id);
  g_assert_cmpstr (genkan_connection_get_visible (connection), ==, "5 sites");
}

static void
assert_records_after (AppFixture *fixture,
                      gint64      id,
                      const char *expected)
{
  g_autoptr (GenkanOperation) operation = app_discover (fixture, id, NULL);
  g_autofree char *records = app_list_records (fixture->workspace, id);

  g_assert_cmpint (genkan_operation_get_status (operation), ==, GENKAN_OPERATION_STATUS_COMPLETE);
  g_assert_cmpstr (records, ==, expected);
}

static void
test_discover_changes (AppFixture    *fixture,
                       gconstpointer  data)
{
  gint64 id = app_save_good (fixture, "Burp");

  assert_records_after (fixture, id, FIVE);

  genkan_demo_tool_rename (fixture->tool, "11", "Web Store");
  genkan_demo_tool_set_removed (fixture->tool, "13", TRUE);
  assert_records_after (fixture, id,
                        "11 Web Store new; 12 Company Blog new; 13 Careers missing; "
                        "14 Customer Portal new; 15 Payments API new");

  genkan_demo_tool_set_removed (fixture->tool, "13", FALSE);
  assert_records_after (fixture, id,
                        "11 Web Store new; 12 Company Blog new; 13 Careers new; "
                        "14 Customer Portal new; 15 Payments API new");
}

/* A key that was revoked: the Operation says so, the Records stay. */
static void
test_discover_unauthorized (AppFixture    *fixture,
                            gconstpointer  data)
{
  gint64 id = app_save_good (fixture, "Burp");
  g_autoptr (GenkanConnection) connection = load (fixture, id);
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanReport) report = NULL;
  g_autoptr (GPtrArray) log = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *records = NULL;

  assert_records_after (fixture, id, FIVE);
  app_save (fixture, connection, "revoked-key-1234", &error);
  g_assert_no_error (error);

  operation = app_discover (fixture, id, &report);
  g_assert_cmpint (genkan_operation_get_status (operation), ==, GENKAN_OPERATION_STATUS_FAILED);
  g_assert_nonnull (report);
  g_assert_cmpstr (genkan_operation_get_message (operation), ==, genkan_report_get_summary (report));
  g_assert_null (strstr (genkan_report_get_details (report), "revoked-key-1234"));

  records = app_list_records (fixture->workspace, id);
  g_assert_cmpstr (records, ==, FIVE);
  log = genkan_store_read_log (genkan_workspace_get_store (fixture->workspace),
                               genkan_operation_get_id (operation), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (log->len, >=, 2);
}

/* What is not there any more, and what never was. */
static void
test_discover_impossible (AppFixture    *fixture,
                          gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  genkan_workspace_discover_async (fixture->workspace, 4711, GENKAN_OPERATION_TRIGGER_MANUAL,
                                   NULL, app_keep_result, &result);
  g_assert_null (genkan_workspace_discover_finish (fixture->workspace, app_wait (&result), NULL, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND);
}

/* --- while one runs --- */

/* A tool that takes a request and does not answer. */
typedef struct
{
  GenkanLoopbackServer *server; /* (owned) */
  gint64                id;     /* the Connection to it */
  GAsyncResult         *result; /* (owned) (nullable) of the Discover */
  int                   n_asked; /* atomic */
} Silence;

static void
silent_cb (GenkanLoopbackExchange *exchange,
           gpointer                user_data)
{
  Silence *silence = user_data;

  genkan_loopback_exchange_hold (exchange);
  genkan_loopback_exchange_respond (exchange, 200, "application/json", "{}", -1);
  g_atomic_int_inc (&silence->n_asked);
  g_main_context_wakeup (NULL);
}

/* Returns when the Discover waits for the tool's answer. */
static void
begin_silence (Silence    *silence,
               AppFixture *fixture)
{
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  silence->server = genkan_loopback_server_new (NULL, silent_cb, silence, NULL, &error);
  g_assert_no_error (error);
  connection = app_connection_new ("Silent", genkan_loopback_server_get_url (silence->server));
  silence->id = app_save (fixture, connection, "key-of-silence", &error);
  g_assert_no_error (error);

  genkan_workspace_discover_async (fixture->workspace, silence->id, GENKAN_OPERATION_TRIGGER_MANUAL,
                                   NULL, app_keep_result, &silence->result);
  while (g_atomic_int_get (&silence->n_asked) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
end_silence (Silence *silence)
{
  g_clear_object (&silence->server);
  g_clear_object (&silence->result);
}

static void
test_cancel (AppFixture    *fixture,
             gconstpointer  data)
{
  Silence silence = { NULL };
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *records = NULL;

  begin_silence (&silence, fixture);
  genkan_activity_cancel (genkan_workspace_get_activity (fixture->workspace, silence.id));
  operation = genkan_workspace_discover_finish (fixture->workspace, app_wait (&silence.result), &report, &error);

  g_assert_no_error (error);
  g_assert_cmpint (genkan_operation_get_status (operation), ==, GENKAN_OPERATION_STATUS_CANCELLED);
  g_assert_null (report);
  records = app_list_records (fixture->workspace, silence.id);
  g_assert_cmpstr (records, ==, "");
  end_silence (&silence);
}

static void
test_busy (AppFixture    *fixture,
           gconstpointer  data)
{
  Silence silence = { NULL };
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  begin_silence (&silence, fixture);
  genkan_workspace_discover_async (fixture->workspace, silence.id, GENKAN_OPERATION_TRIGGER_MANUAL,
                                   NULL, app_keep_result, &second);
  g_assert_null (genkan_workspace_discover_finish (fixture->workspace, app_wait (&second), NULL, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_BUSY);
  g_clear_error (&error);

  connection = load (fixture, silence.id);
  g_assert_false (remove_connection (fixture, connection, &error));
  g_assert_error (error, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_BUSY);

  genkan_activity_cancel (genkan_workspace_get_activity (fixture->workspace, silence.id));
  app_wait (&silence.result);
  end_silence (&silence);
}

/* Closing cancels, waits, and leaves no Operation open. */
static void
test_close (AppFixture    *fixture,
            gconstpointer  data)
{
  Silence silence = { NULL };
  g_autoptr (GenkanWorkspace) again = NULL;
  g_autoptr (GPtrArray) operations = NULL;
  g_autoptr (GError) error = NULL;

  begin_silence (&silence, fixture);
  genkan_workspace_close (fixture->workspace);
  g_assert_nonnull (silence.result);
  end_silence (&silence);

  again = genkan_workspace_open (fixture->folder, fixture->secrets, &error);
  g_assert_no_error (error);
  operations = genkan_store_list_operations (genkan_workspace_get_store (again), silence.id, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (operations->len, ==, 1);
  g_assert_cmpint (genkan_operation_get_status (g_ptr_array_index (operations, 0)), ==,
                   GENKAN_OPERATION_STATUS_CANCELLED);
  genkan_workspace_close (again);
}

/* --- secrets stay where they belong --- */

static void
assert_absent (const char *folder,
               const char *name,
               const char *secret)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  if (g_file_get_contents (path, &bytes, &length, NULL))
    g_assert_null (memmem (bytes, length, secret, strlen (secret)));
}

static void
test_no_secret_on_disk (AppFixture    *fixture,
                        gconstpointer  data)
{
  const char *key = genkan_demo_tool_get_key (fixture->tool);
  gint64 id = app_save_good (fixture, "Burp");
  g_autoptr (GenkanConnection) connection = load (fixture, id);
  g_autoptr (GenkanOperation) good = app_discover (fixture, id, NULL);
  g_autoptr (GenkanOperation) bad = NULL;
  g_autoptr (GDir) folder = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;

  app_save (fixture, connection, "wrong-key-9876", &error);
  g_assert_no_error (error);
  bad = app_discover (fixture, id, NULL);

  folder = g_dir_open (fixture->folder, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      assert_absent (fixture->folder, name, key);
      assert_absent (fixture->folder, name, "wrong-key-9876");
    }
}

#define ADD(path, function) \
  g_test_add (path, AppFixture, NULL, app_fixture_set_up, function, app_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/workspace/new-destroy", test_new_destroy);
  ADD ("/workspace/no-folder", test_no_folder);
  ADD ("/workspace/save/refused", test_save_refused);
  ADD ("/workspace/save/tidies-up", test_save_tidies_up);
  ADD ("/workspace/save/again", test_save_again);
  ADD ("/workspace/save/put-back", test_save_put_back);
  ADD ("/workspace/remove", test_remove);
  ADD ("/workspace/test/good", test_test_good);
  ADD ("/workspace/test/stored", test_test_stored);
  ADD ("/workspace/test/nothing-visible", test_test_nothing_visible);
  ADD ("/workspace/test/bad", test_test_bad);
  ADD ("/workspace/discover", test_discover);
  ADD ("/workspace/discover/changes", test_discover_changes);
  ADD ("/workspace/discover/unauthorized", test_discover_unauthorized);
  ADD ("/workspace/discover/impossible", test_discover_impossible);
  ADD ("/workspace/cancel", test_cancel);
  ADD ("/workspace/busy", test_busy);
  ADD ("/workspace/close", test_close);
  ADD ("/workspace/no-secret-on-disk", test_no_secret_on_disk);

  return g_test_run ();
}
