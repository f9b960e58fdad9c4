/* genkan-connection-page-files.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What goes out of a Connection into files, and comes in: Records, mappings, and the Connection
 * itself without its secrets.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-connection-page-private.h"

#include "genkan-compat.h"
#include "genkan-connection-file.h"
#include "genkan-mapping-dialog.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

static void
genkan_connection_page_export_records (GtkWidget  *widget,
                                       const char *name,
                                       GVariant   *parameter)
{
  GenkanConnectionPage *self = GENKAN_CONNECTION_PAGE (widget);

  gtk_widget_activate_action (GTK_WIDGET (self->records), "records.export", NULL);
}

static void
genkan_connection_page_import_mappings (GtkWidget  *widget,
                                        const char *name,
                                        GVariant   *parameter)
{
  GenkanConnectionPage *self = GENKAN_CONNECTION_PAGE (widget);

  genkan_mapping_dialog_choose (widget, genkan_workspace_get_store (self->workspace),
                                genkan_connection_get_label (self->connection));
}

/* What is written, until it is. */
typedef struct
{
  GtkWidget *widget; /* (owned) */
  char      *label;  /* (owned) */
  char      *text;   /* (owned) */
} ExportedConnection;

static void
exported_connection_free (ExportedConnection *exported)
{
  g_object_unref (exported->widget);
  g_free (exported->label);
  g_free (exported->text);
  g_free (exported);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExportedConnection, exported_connection_free)

static void
genkan_connection_page_written_cb (GObject      *object,
                                   GAsyncResult *result,
                                   gpointer      user_data)
{
  g_autoptr (ExportedConnection) exported = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    {
      genkan_toast_error (exported->widget, error);
      return;
    }

  text = g_strdup_printf (_("Exported %s without its secrets"), exported->label);
  genkan_toast (exported->widget, text);
  genkan_announce (exported->widget, text);
}

static void
genkan_connection_page_file_cb (GObject      *object,
                                GAsyncResult *result,
                                gpointer      user_data)
{
  ExportedConnection *exported = user_data;
  g_autoptr (GFile) file = genkan_save_file_finish (result, NULL);

  if (file != NULL)
    g_file_replace_contents_async (file, exported->text, strlen (exported->text), NULL, FALSE,
                                   G_FILE_CREATE_NONE, NULL, genkan_connection_page_written_cb,
                                   exported);
  else
    exported_connection_free (exported);
}

static void
genkan_connection_page_export (GtkWidget  *widget,
                               const char *name,
                               GVariant   *parameter)
{
  GenkanConnectionPage *self = GENKAN_CONNECTION_PAGE (widget);
  const char *label = genkan_connection_get_label (self->connection);
  g_autofree char *file_name = g_strdup_printf ("%s.json", label);
  ExportedConnection *exported = g_new0 (ExportedConnection, 1);

  exported->widget = g_object_ref (widget);
  exported->label = g_strdup (label);
  exported->text = genkan_connection_file_write (self->connection,
                                                 _genkan_connection_page_get_definition (self));
  genkan_save_file_async (widget, _("Export Connection"), file_name, NULL,
                          genkan_connection_page_file_cb, exported);
}

/* Without its connector's file it is not known what of the settings is secret. */
void
_genkan_connection_page_update_files (GenkanConnectionPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean there = self->connection != NULL;
  guint n_records = there ? genkan_connection_get_n_unmapped (self->connection) +
                              genkan_connection_get_n_mapped (self->connection)
                          : 0;

  gtk_widget_action_set_enabled (widget, "connection.export-records", n_records > 0);
  gtk_widget_action_set_enabled (widget, "connection.import-mappings", n_records > 0);
  gtk_widget_action_set_enabled (widget, "connection.export",
                                 there && _genkan_connection_page_get_definition (self) != NULL);
}

void
_genkan_connection_page_install_files (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "connection.export-records", NULL,
                                   genkan_connection_page_export_records);
  gtk_widget_class_install_action (klass, "connection.import-mappings", NULL,
                                   genkan_connection_page_import_mappings);
  gtk_widget_class_install_action (klass, "connection.export", NULL,
                                   genkan_connection_page_export);
}
