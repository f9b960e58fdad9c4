/* app-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app-fixture.h"
#include "genkan-store-records.h"

#include <glib/gstdio.h>

void
app_fixture_set_up (AppFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("genkan-test-app-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->secrets = genkan_secrets_new_in_memory ();
  fixture->workspace = genkan_workspace_open (fixture->folder, fixture->secrets, &error);
  g_assert_no_error (error);
  fixture->tool = genkan_demo_tool_new (&error);
  g_assert_no_error (error);
}

void
app_fixture_tear_down (AppFixture    *fixture,
                       gconstpointer  data)
{
  genkan_workspace_close (fixture->workspace);
  g_assert_finalize_object (fixture->workspace);
  g_clear_object (&fixture->secrets);
  g_assert_finalize_object (fixture->tool);
  app_remove_tree (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

void
app_remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      app_remove_tree (child);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

/* @token: (nullable): without it nothing was typed */
GHashTable *
app_secrets_new (const char *token)
{
  GHashTable *secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (token != NULL)
    g_hash_table_insert (secrets, g_strdup ("token"), g_strdup (token));

  return secrets;
}

GenkanConnection *
app_connection_new (const char *label,
                    const char *url)
{
  GenkanConnection *connection = genkan_connection_new ("burp-dast", label);

  genkan_connection_set_setting (connection, "url", url);

  return connection;
}

gint64
app_save (AppFixture        *fixture,
          GenkanConnection  *connection,
          const char        *token,
          GError           **error)
{
  g_autoptr (GHashTable) secrets = app_secrets_new (token);
  g_autoptr (GAsyncResult) result = NULL;

  genkan_workspace_save_connection_async (fixture->workspace, connection, secrets, NULL,
                                          app_keep_result, &result);

  return genkan_workspace_save_connection_finish (fixture->workspace, app_wait (&result), error);
}

/* A Connection to the fixture's tool, with the right key. */
gint64
app_save_good (AppFixture *fixture,
               const char *label)
{
  g_autoptr (GenkanConnection) connection = app_connection_new (label, genkan_demo_tool_get_url (fixture->tool));
  g_autoptr (GError) error = NULL;
  gint64 id = app_save (fixture, connection, genkan_demo_tool_get_key (fixture->tool), &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  return id;
}

GenkanReport *
app_test (AppFixture       *fixture,
          GenkanConnection *connection,
          const char       *token)
{
  g_autoptr (GHashTable) secrets = app_secrets_new (token);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GenkanReport *report;

  genkan_workspace_test_connection_async (fixture->workspace, connection, secrets, NULL,
                                          app_keep_result, &result);
  report = genkan_workspace_test_connection_finish (fixture->workspace, app_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (report);

  return report;
}

GenkanOperation *
app_discover (AppFixture    *fixture,
              gint64         connection_id,
              GenkanReport **ret_report)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GenkanOperation *operation;

  genkan_workspace_discover_async (fixture->workspace, connection_id, GENKAN_OPERATION_TRIGGER_MANUAL,
                                   NULL, app_keep_result, &result);
  operation = genkan_workspace_discover_finish (fixture->workspace, app_wait (&result), ret_report, &error);
  g_assert_no_error (error);
  g_assert_nonnull (operation);

  return operation;
}

static gboolean
append_record_cb (GenkanRecord *record,
                  gpointer      user_data)
{
  g_ptr_array_add (user_data,
                   g_strdup_printf ("%s %s %s", genkan_record_get_vendor_id (record),
                                    genkan_record_get_name (record),
                                    genkan_record_state_to_nick (genkan_record_get_state (record))));

  return TRUE;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

/* Returns: "11 Web Shop new; 12 …" by the tool's ids */
char *
app_list_records (GenkanWorkspace *workspace,
                  gint64           connection_id)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  genkan_store_foreach_record (genkan_workspace_get_store (workspace), connection_id,
                               append_record_cb, lines, &error);
  g_assert_no_error (error);
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("; ", (char **) lines->pdata);
}
