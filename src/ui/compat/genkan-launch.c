/* genkan-launch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opens a web page or a folder in the program that the person uses for it: gtk_show_uri until
 * GTK 4.9, GtkUriLauncher from 4.10. Addresses come from connector files and from what tools
 * answer, so only web pages and folders of this machine are opened, nothing that runs.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-compat.h"

#include <glib/gi18n.h>

static gboolean
genkan_launch_is_allowed (const char *uri)
{
  g_autofree char *scheme = g_uri_parse_scheme (uri);
  g_autoptr (GFile) file = NULL;

  if (g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0)
    return g_uri_is_valid (uri, G_URI_FLAGS_PARSE_RELAXED, NULL);

  if (g_strcmp0 (scheme, "file") != 0)
    return FALSE;

  file = g_file_new_for_uri (uri);

  return g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY;
}

static void
genkan_launch_uri_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done;

#if GTK_CHECK_VERSION (4, 10, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  done = gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error);
  G_GNUC_END_IGNORE_DEPRECATIONS
#else
  done = gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error);
#endif

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * genkan_launch_uri_async:
 * @parent: the widget that was clicked
 * @uri: a web page, or a folder as a file: URI
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is open, or is not
 * @user_data: for @callback
 *
 * Opens a web page or a folder outside Genkan.
 */
void
genkan_launch_uri_async (GtkWidget           *parent,
                         const char          *uri,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GtkWindow *window;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (uri != NULL);

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_launch_uri_async);

  if (!genkan_launch_is_allowed (uri))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               _("“%s” is not the address of a web page"), uri);
      return;
    }

  window = GTK_WINDOW (gtk_widget_get_root (parent));

#if GTK_CHECK_VERSION (4, 10, 0)
  {
    g_autoptr (GObject) launcher = NULL;

    G_GNUC_BEGIN_IGNORE_DEPRECATIONS
    launcher = G_OBJECT (gtk_uri_launcher_new (uri));
    gtk_uri_launcher_launch (GTK_URI_LAUNCHER (launcher), window, cancellable,
                             genkan_launch_uri_cb, g_steal_pointer (&task));
    G_GNUC_END_IGNORE_DEPRECATIONS
  }
#else
  gtk_show_uri_full (window, uri, GDK_CURRENT_TIME, cancellable,
                     genkan_launch_uri_cb, g_steal_pointer (&task));
#endif
}

/**
 * genkan_launch_uri_finish:
 * @result: what the callback got
 * @error: why it could not be opened
 *
 * Returns: whether it was opened
 */
gboolean
genkan_launch_uri_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
