/* genkan-connection-dialog-import.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Connection from a file fills in the form, as if it had been typed: only the secrets, which
 * are in no file, are left to be given.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-connection-dialog-private.h"

#include "genkan-compat.h"
#include "genkan-connection-file.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

/* Such a file is a page of text. */
#define MAX_SIZE (1024 * 1024)

static void
genkan_connection_dialog_say (GenkanConnectionDialog *self,
                              const GError           *error)
{
  g_autoptr (GenkanReport) report =
    genkan_report_new (FALSE, _("This file cannot be imported"), error->message, NULL);

  genkan_toast_report (GTK_WIDGET (self), report);
}

static void
genkan_connection_dialog_loaded_cb (GObject      *object,
                                    GAsyncResult *result,
                                    gpointer      user_data)
{
  g_autoptr (GenkanConnectionDialog) self = user_data;
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (g_file_load_partial_contents_finish (G_FILE (object), result, &text, NULL, NULL, &error))
    connection = genkan_connection_file_read (genkan_workspace_get_connectors (self->workspace),
                                              text, &error);

  if (connection != NULL)
    _genkan_connection_dialog_fill_in (self, connection);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    genkan_connection_dialog_say (self, error);
}

/* Of what is longer the beginning is enough to see that it is something else. */
static gboolean
genkan_connection_dialog_wants_more (const char *text,
                                     goffset     size,
                                     gpointer    user_data)
{
  return size < MAX_SIZE;
}

static void
genkan_connection_dialog_file_cb (GObject      *object,
                                  GAsyncResult *result,
                                  gpointer      user_data)
{
  g_autoptr (GenkanConnectionDialog) self = user_data;
  g_autoptr (GFile) file = genkan_open_file_finish (result, NULL);

  if (file != NULL)
    g_file_load_partial_contents_async (file, self->cancellable,
                                        genkan_connection_dialog_wants_more,
                                        genkan_connection_dialog_loaded_cb, g_object_ref (self));
}

static void
genkan_connection_dialog_import (GtkWidget  *widget,
                                 const char *action_name,
                                 GVariant   *parameter)
{
  genkan_open_file_async (widget, _("Import Connection"),
                          GENKAN_CONNECTION_DIALOG (widget)->cancellable,
                          genkan_connection_dialog_file_cb, g_object_ref (widget));
}

void
_genkan_connection_dialog_install_import (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "dialog.import", NULL,
                                   genkan_connection_dialog_import);
}
