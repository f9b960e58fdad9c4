/* genkan-window-connections.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Adding, changing and removing Connections from the window. A removal is done when its toast is
 * gone: until then the Connection is only out of sight, and Undo has nothing to restore that the
 * keyring would have forgotten. A window that is closed takes its toasts with it, and the
 * application stays until the removal is done.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-window-private.h"

#include "genkan-compat.h"
#include "genkan-connection-dialog.h"
#include "genkan-store-connections.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

#define DIALOG_WIDTH  620
#define DIALOG_HEIGHT 740

typedef struct
{
  GApplication          *application;  /* (owned): held */
  GenkanWorkspace       *workspace;    /* (owned) */
  GenkanConnectionModel *connections;  /* (owned) */
  GenkanConnection      *connection;   /* (owned) */
  gboolean               undone;
} Removal;

static void
removal_free (Removal *removal)
{
  genkan_connection_model_set_hidden (removal->connections,
                                      genkan_connection_get_id (removal->connection), FALSE);
  g_application_release (removal->application);
  g_object_unref (removal->application);
  g_object_unref (removal->workspace);
  g_object_unref (removal->connections);
  g_object_unref (removal->connection);
  g_free (removal);
}

static void
genkan_window_removed_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  Removal *removal = user_data;
  g_autoptr (GError) error = NULL;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (removal->application));

  if (!genkan_workspace_remove_connection_finish (GENKAN_WORKSPACE (source), result, &error) &&
      window != NULL)
    genkan_toast_error (GTK_WIDGET (window), error);

  removal_free (removal);
}

static void
genkan_window_removal_decided (gpointer data)
{
  Removal *removal = data;

  if (removal->undone)
    removal_free (removal);
  else
    genkan_workspace_remove_connection_async (removal->workspace, removal->connection, NULL,
                                              genkan_window_removed_cb, removal);
}

static void
genkan_window_undo_removal (GtkWidget *window,
                            gpointer   user_data)
{
  Removal *removal = user_data;
  gint64 id = genkan_connection_get_id (removal->connection);

  removal->undone = TRUE;
  genkan_connection_model_set_hidden (removal->connections, id, FALSE);
  genkan_window_show_connection (GENKAN_WINDOW (window), id);
}

static void
genkan_window_remove_connection (GenkanWindow     *self,
                                 GenkanConnection *connection)
{
  Removal *removal = g_new0 (Removal, 1);
  GenkanActivity *activity;
  g_autofree char *text = NULL;
  gint64 id = genkan_connection_get_id (connection);

  removal->application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  g_object_ref (removal->application);
  removal->workspace = g_object_ref (self->workspace);
  removal->connections = g_object_ref (self->connections);
  removal->connection = g_object_ref (connection);
  g_application_hold (removal->application);

  activity = genkan_workspace_get_activity (self->workspace, id);
  if (activity != NULL)
    genkan_activity_cancel (activity);

  genkan_connection_model_set_hidden (self->connections, id, TRUE);
  text = g_strdup_printf (_("%s removed"), genkan_connection_get_label (connection));
  genkan_toast_undo (GTK_WIDGET (self), text, genkan_window_undo_removal, removal,
                     genkan_window_removal_decided);
}

/* After a change: what these credentials can see, from the tool itself. */
static void
genkan_window_seen_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (GenkanWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanReport) report = NULL;

  report = genkan_workspace_test_connection_finish (GENKAN_WORKSPACE (source), result, &error);
  if (report != NULL)
    genkan_toast_report (GTK_WIDGET (self), report);
  else
    genkan_toast_error (GTK_WIDGET (self), error);
}

static void
genkan_window_say_what_is_visible (GenkanWindow *self,
                                   gint64        id)
{
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  connection = genkan_store_get_connection (genkan_workspace_get_store (self->workspace), id,
                                            &error);
  if (connection == NULL)
    {
      genkan_toast_error (GTK_WIDGET (self), error);
      return;
    }

  if (genkan_connection_get_visible (connection) == NULL)
    {
      genkan_workspace_test_connection_async (self->workspace, connection, NULL, self->cancellable,
                                              genkan_window_seen_cb, g_object_ref (self));
      return;
    }

  /* Translators: a connection's label, and what its credentials can see: “Burp: 23 sites
   * visible” */
  text = g_strdup_printf (_("%s: %s visible"), genkan_connection_get_label (connection),
                          genkan_connection_get_visible (connection));
  genkan_toast (GTK_WIDGET (self), text);
}

static void
genkan_window_saved_cb (GenkanWindow *self,
                        gint64        id,
                        gboolean      discover)
{
  if (self->shown != id || discover)
    genkan_window_show_connection (self, id);

  if (discover)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.discover", NULL);
  else
    genkan_window_say_what_is_visible (self, id);
}

static void
genkan_window_present_dialog (GenkanWindow *self,
                              GtkWidget    *dialog,
                              const char   *title)
{
  g_signal_connect_object (dialog, "saved", G_CALLBACK (genkan_window_saved_cb), self,
                           G_CONNECT_SWAPPED);
  genkan_dialog_present (dialog, title, DIALOG_WIDTH, DIALOG_HEIGHT, GTK_WIDGET (self));
}

/**
 * _genkan_window_remove_connection:
 * @self: a window
 *
 * Takes the Connection that is shown away, with a toast that brings it back.
 */
void
_genkan_window_remove_connection (GenkanWindow *self)
{
  GenkanConnectionItem *item = genkan_connection_model_lookup (self->connections, self->shown);

  if (item != NULL)
    genkan_window_remove_connection (self, genkan_connection_item_get_connection (item));
}

/* The tool's file can be gone or broken: its Records stay, but it has no form. */
static void
genkan_window_explain_missing_tool (GenkanWindow     *self,
                                    GenkanConnection *connection)
{
  g_autoptr (GenkanReport) report = NULL;
  g_autofree char *summary = NULL;

  summary = g_strdup_printf (_("There is no usable connector file “%s”"),
                             genkan_connection_get_connector_id (connection));
  report = genkan_report_new (FALSE, summary,
                              _("Put the file back, or mend it: the Connectors page shows what is "
                                "wrong with it. The Records stay as they are."),
                              NULL);
  genkan_toast_report (GTK_WIDGET (self), report);
}

/**
 * _genkan_window_edit_connection:
 * @self: a window that shows a Connection
 *
 * Opens the form with the settings of the Connection that is shown.
 */
void
_genkan_window_edit_connection (GenkanWindow *self)
{
  GenkanConnectionItem *item;
  GenkanConnection *connection;
  GenkanConnector *connector;
  GtkWidget *dialog;

  g_return_if_fail (GENKAN_IS_WINDOW (self));

  item = genkan_connection_model_lookup (self->connections, self->shown);
  if (item == NULL)
    return;

  connection = genkan_connection_item_get_connection (item);
  connector = genkan_connector_set_lookup (genkan_workspace_get_connectors (self->workspace),
                                           genkan_connection_get_connector_id (connection));
  if (connector == NULL || !genkan_connector_is_valid (connector))
    {
      genkan_window_explain_missing_tool (self, connection);
      return;
    }

  dialog = genkan_connection_dialog_new_for_edit (self->workspace, connection, connector);
  g_signal_connect_object (dialog, "remove-requested",
                           G_CALLBACK (_genkan_window_remove_connection), self,
                           G_CONNECT_SWAPPED);
  genkan_window_present_dialog (self, dialog, _("Settings"));
}

/**
 * _genkan_window_add_connection:
 * @self: a window
 * @connector_id: (nullable): the tool, if it is chosen already
 *
 * Opens the dialog that adds a Connection.
 */
void
_genkan_window_add_connection (GenkanWindow *self,
                               const char   *connector_id)
{
  GenkanConnector *connector = NULL;

  g_return_if_fail (GENKAN_IS_WINDOW (self));

  if (connector_id != NULL)
    connector = genkan_connector_set_lookup (genkan_workspace_get_connectors (self->workspace),
                                             connector_id);
  genkan_window_present_dialog (self, genkan_connection_dialog_new (self->workspace, connector),
                                _("Add Connection"));
}
