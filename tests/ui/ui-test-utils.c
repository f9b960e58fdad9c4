/* ui-test-utils.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui-test-utils.h"

#include <glib/gstdio.h>

void
profile_set_up (Profile       *profile,
                gconstpointer  unused)
{
  g_autoptr (GenkanSecrets) secrets = genkan_secrets_new_in_memory ();
  g_autoptr (GError) error = NULL;

  profile->folder = g_dir_make_tmp ("genkan-ui-XXXXXX", &error);
  g_assert_no_error (error);
  profile->workspace = genkan_workspace_open (profile->folder, secrets, &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_assert_cmpint (g_unlink (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

void
profile_tear_down (Profile       *profile,
                   gconstpointer  unused)
{
  genkan_workspace_close (profile->workspace);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (profile->workspace);
  remove_folder (profile->folder);
  g_free (profile->folder);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gint64 *id = user_data;

  *id = genkan_workspace_save_connection_finish (GENKAN_WORKSPACE (source), result, &error);
  g_assert_no_error (error);
}

gint64
profile_add_connection (Profile    *profile,
                        const char *label)
{
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("burp-dast", label);
  g_autoptr (GHashTable) secrets = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 id = 0;

  genkan_connection_set_setting (connection, "url", "https://burp.example.com");
  g_hash_table_insert (secrets, "token", "a key");
  genkan_workspace_save_connection_async (profile->workspace, connection, secrets, NULL,
                                          saved_cb, &id);
  wait_for (id != 0);

  return id;
}
