/* genkan-connection-dialog-save.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the dialog ends: saved, saved with a Discover, or with the wish to remove.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-connection-dialog-private.h"

#include "genkan-compat.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

static gboolean
check_label (GenkanConnectionDialog *self,
             AdwEntryRow            *row)
{
  g_autofree char *label = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*label == '\0')
    {
      gtk_widget_add_css_class (GTK_WIDGET (row), "error");
      gtk_widget_grab_focus (GTK_WIDGET (row));
      genkan_toast (GTK_WIDGET (self), _("Give the connection a label"));
      return FALSE;
    }

  genkan_connection_set_label (self->connection, label);

  return TRUE;
}

static void
genkan_connection_dialog_saved_cb (GObject      *source,
                                   GAsyncResult *result,
                                   gpointer      user_data)
{
  g_autoptr (GenkanConnectionDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id = genkan_workspace_save_connection_finish (GENKAN_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), TRUE);
  if (error != NULL)
    {
      genkan_toast_error (GTK_WIDGET (self), error);
      return;
    }

  genkan_dialog_close (GTK_WIDGET (self));
  g_signal_emit_by_name (self, "saved", id, self->discover);
}

static void
genkan_connection_dialog_save (GenkanConnectionDialog *self,
                               gboolean                discover)
{
  if (!genkan_connection_form_check (self->form) ||
      !check_label (self, self->editing ? self->edit_label : self->label) ||
      !genkan_rules_fields_check (self->rules))
    return;

  _genkan_connection_dialog_apply (self);
  self->discover = discover;
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), FALSE);
  genkan_workspace_save_connection_async (self->workspace, self->connection, self->secrets,
                                          self->cancellable,
                                          genkan_connection_dialog_saved_cb, g_object_ref (self));
}

static void
genkan_connection_dialog_save_action (GtkWidget  *widget,
                                      const char *action_name,
                                      GVariant   *parameter)
{
  genkan_connection_dialog_save (GENKAN_CONNECTION_DIALOG (widget), FALSE);
}

static void
genkan_connection_dialog_discover_action (GtkWidget  *widget,
                                          const char *action_name,
                                          GVariant   *parameter)
{
  genkan_connection_dialog_save (GENKAN_CONNECTION_DIALOG (widget), TRUE);
}

static void
genkan_connection_dialog_remove_action (GtkWidget  *widget,
                                        const char *action_name,
                                        GVariant   *parameter)
{
  g_autoptr (GenkanConnectionDialog) self = g_object_ref (GENKAN_CONNECTION_DIALOG (widget));

  genkan_dialog_close (widget);
  g_signal_emit_by_name (self, "remove-requested");
}

void
_genkan_connection_dialog_install_save (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL,
                                   genkan_connection_dialog_save_action);
  gtk_widget_class_install_action (widget_class, "dialog.discover", NULL,
                                   genkan_connection_dialog_discover_action);
  gtk_widget_class_install_action (widget_class, "dialog.remove", NULL,
                                   genkan_connection_dialog_remove_action);
}
