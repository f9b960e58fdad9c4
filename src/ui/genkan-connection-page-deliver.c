/* genkan-connection-page-deliver.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is kept of a Connection goes to DefectDojo, without its tool being asked.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-connection-page-private.h"

#include "closures/genkan-format-sync.h"
#include "genkan-store-server.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

/* How it went, or why not. */
static void
genkan_connection_page_deliver_cb (GObject      *object,
                                   GAsyncResult *result,
                                   gpointer      user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  GenkanStore *store = genkan_workspace_get_store (GENKAN_WORKSPACE (object));
  g_autoptr (GenkanReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GenkanOperation) operation =
    genkan_workspace_deliver_finish (GENKAN_WORKSPACE (object), result, &report, &error);

  if (operation == NULL)
    {
      genkan_toast_error (widget, error);
      return;
    }
  if (report != NULL)
    {
      genkan_toast_report (widget, report);
      return;
    }

  if (genkan_operation_get_status (operation) == GENKAN_OPERATION_STATUS_CANCELLED)
    text = g_strdup (_("Delivery cancelled. What was finished until then is in DefectDojo."));
  else if (_genkan_connection_page_has_assets (GENKAN_CONNECTION_PAGE (widget)))
    text = g_strdup (_("DefectDojo has the Products"));
  else
    text = genkan_format_deliver_outcome (operation);
  _genkan_connection_page_tell_results (widget, store, operation, text);
}

/* @ids: (nullable): only these Records */
static void
deliver (GenkanConnectionPage *self,
         const GArray         *ids)
{
  genkan_workspace_deliver_async (self->workspace, self->connection_id,
                                  ids != NULL ? (const gint64 *) (gpointer) ids->data : NULL,
                                  ids != NULL ? ids->len : 0, GENKAN_OPERATION_TRIGGER_MANUAL, NULL,
                                  genkan_connection_page_deliver_cb, g_object_ref (self));
}

static void
genkan_connection_page_deliver (GtkWidget  *widget,
                                const char *name,
                                GVariant   *parameter)
{
  deliver (GENKAN_CONNECTION_PAGE (widget), NULL);
}

static void
genkan_connection_page_deliver_selected (GtkWidget  *widget,
                                         const char *name,
                                         GVariant   *parameter)
{
  GenkanConnectionPage *self = GENKAN_CONNECTION_PAGE (widget);
  g_autoptr (GArray) ids = genkan_records_view_dup_selected (self->records);

  if (ids->len > 0)
    deliver (self, ids);
}

/* Something is mapped, and there is somewhere to deliver it. */
void
_genkan_connection_page_update_deliver (GenkanConnectionPage *self)
{
  g_autoptr (GenkanServer) server =
    genkan_store_get_server (genkan_workspace_get_store (self->workspace), NULL);
  gboolean can = self->connection != NULL && self->activity == NULL
                 && genkan_connection_get_n_mapped (self->connection) > 0
                 && server != NULL && genkan_server_is_set (server);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connection.deliver", can);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connection.deliver-selected", can);
}

void
_genkan_connection_page_install_deliver (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "connection.deliver", NULL,
                                   genkan_connection_page_deliver);
  gtk_widget_class_install_action (klass, "connection.deliver-selected", NULL,
                                   genkan_connection_page_deliver_selected);
}
