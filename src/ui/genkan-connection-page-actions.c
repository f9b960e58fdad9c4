/* genkan-connection-page-actions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-connection-page-private.h"

#include "closures/genkan-format.h"
#include "genkan-compat.h"
#include "genkan-preview-dialog.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

/* Rows of each kind that a preview lists. */
#define PREVIEW_LIMIT 200

/* How it went, or why not. A Discover that a person cancelled needs no explanation. */
static void
genkan_connection_page_discover_cb (GObject      *object,
                                    GAsyncResult *result,
                                    gpointer      user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GenkanReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanOperation) operation =
    genkan_workspace_discover_finish (GENKAN_WORKSPACE (object), result, &report, &error);
  g_autofree char *outcome = NULL;

  if (operation == NULL)
    {
      genkan_toast_error (widget, error);
      return;
    }

  if (genkan_operation_get_status (operation) == GENKAN_OPERATION_STATUS_CANCELLED)
    outcome = g_strdup (_("Discover cancelled. The Records are as they were."));
  else if (report == NULL || genkan_report_is_good (report))
    outcome = genkan_format_outcome (operation);

  if (outcome == NULL)
    {
      genkan_toast_report (widget, report);
      return;
    }

  genkan_toast (widget, outcome);
  genkan_announce (widget, outcome);
}

static void
genkan_connection_page_discover (GtkWidget  *widget,
                                 const char *name,
                                 GVariant   *parameter)
{
  GenkanConnectionPage *self = GENKAN_CONNECTION_PAGE (widget);

  genkan_workspace_discover_async (self->workspace, self->connection_id,
                                   GENKAN_OPERATION_TRIGGER_MANUAL, NULL,
                                   genkan_connection_page_discover_cb, g_object_ref (widget));
}

/* Who has left the page meanwhile wants nothing changed unseen: the Discover is cancelled. */
static void
genkan_connection_page_ask_cb (GenkanDiscoverPreview *preview,
                               gpointer               user_data)
{
  GenkanConnectionPage *self = user_data;
  GtkWidget *dialog;

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL || self->connection == NULL)
    return;

  dialog = genkan_preview_dialog_new (preview, genkan_connection_get_label (self->connection));
  genkan_dialog_present (dialog, _("Preview of Discover"), 720, 600, GTK_WIDGET (self));
}

static void
genkan_connection_page_preview (GtkWidget  *widget,
                                const char *name,
                                GVariant   *parameter)
{
  GenkanConnectionPage *self = GENKAN_CONNECTION_PAGE (widget);

  genkan_workspace_preview_discover_async (self->workspace, self->connection_id,
                                           GENKAN_OPERATION_TRIGGER_MANUAL, PREVIEW_LIMIT,
                                           genkan_connection_page_ask_cb, NULL,
                                           genkan_connection_page_discover_cb,
                                           g_object_ref (widget));
}

static void
genkan_connection_page_cancel (GtkWidget  *widget,
                               const char *name,
                               GVariant   *parameter)
{
  GenkanConnectionPage *self = GENKAN_CONNECTION_PAGE (widget);

  if (self->activity != NULL)
    genkan_activity_cancel (self->activity);
}

static void
genkan_connection_page_edit (GtkWidget  *widget,
                             const char *name,
                             GVariant   *parameter)
{
  g_signal_emit_by_name (widget, "edit-requested");
}

static void
genkan_connection_page_remove (GtkWidget  *widget,
                               const char *name,
                               GVariant   *parameter)
{
  g_signal_emit_by_name (widget, "remove-requested");
}

static void
genkan_connection_page_open_tool (GtkWidget  *widget,
                                  const char *name,
                                  GVariant   *parameter)
{
  g_autofree char *uri = _genkan_connection_page_dup_tool_uri (GENKAN_CONNECTION_PAGE (widget));

  if (uri != NULL)
    genkan_toaster_launch (widget, uri);
}

static void
genkan_connection_page_search (GtkWidget  *widget,
                               const char *name,
                               GVariant   *parameter)
{
  GenkanConnectionPage *self = GENKAN_CONNECTION_PAGE (widget);

  if (g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "findings") == 0)
    {
      gtk_widget_activate_action (GTK_WIDGET (self->findings), "findings.search", NULL);
      return;
    }

  adw_view_stack_set_visible_child_name (self->views, "records");
  gtk_widget_activate_action (GTK_WIDGET (self->records), "records.search", NULL);
}

const GenkanDefinition *
_genkan_connection_page_get_definition (GenkanConnectionPage *self)
{
  GenkanConnectorSet *connectors = genkan_workspace_get_connectors (self->workspace);
  GenkanConnector *connector = NULL;

  if (self->connection != NULL)
    connector = genkan_connector_set_lookup (connectors,
                                             genkan_connection_get_connector_id (self->connection));

  return connector != NULL ? genkan_connector_get_definition (connector) : NULL;
}

static gboolean
is_web_address (const char *text)
{
  return text != NULL &&
         (g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://")) &&
         g_uri_is_valid (text, G_URI_FLAGS_NONE, NULL);
}

/* The page of the tool itself: the address that the person gave. A tool that has one address
 * for everybody has none among its settings. */
char *
_genkan_connection_page_dup_tool_uri (GenkanConnectionPage *self)
{
  const GenkanDefinition *definition = _genkan_connection_page_get_definition (self);

  for (guint i = 0; definition != NULL && i < definition->settings->len; i++)
    {
      const GenkanSetting *setting = g_ptr_array_index (definition->settings, i);
      const char *value = setting->secret
                            ? NULL
                            : genkan_connection_get_setting (self->connection, setting->name);

      if (is_web_address (value))
        return g_strdup (value);
    }

  return NULL;
}

void
_genkan_connection_page_update_actions (GenkanConnectionPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean there = self->connection != NULL;
  gboolean busy = self->activity != NULL;
  g_autofree char *uri = _genkan_connection_page_dup_tool_uri (self);

  gtk_widget_action_set_enabled (widget, "connection.discover", there && !busy);
  gtk_widget_action_set_enabled (widget, "connection.preview", there && !busy);
  gtk_widget_action_set_enabled (widget, "connection.cancel", busy);
  gtk_widget_action_set_enabled (widget, "connection.edit", there);
  gtk_widget_action_set_enabled (widget, "connection.remove", there && !busy);
  gtk_widget_action_set_enabled (widget, "connection.open-tool", uri != NULL);
  gtk_widget_action_set_enabled (widget, "page.search", there);
  gtk_widget_set_visible (self->discover, there && !busy);
  _genkan_connection_page_update_sync (self);
  _genkan_connection_page_update_deliver (self);
  _genkan_connection_page_update_files (self);
}

void
_genkan_connection_page_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "connection.discover", NULL,
                                   genkan_connection_page_discover);
  _genkan_connection_page_install_sync (klass);
  _genkan_connection_page_install_deliver (klass);
  _genkan_connection_page_install_files (klass);
  gtk_widget_class_install_action (klass, "connection.preview", NULL,
                                   genkan_connection_page_preview);
  gtk_widget_class_install_action (klass, "connection.cancel", NULL,
                                   genkan_connection_page_cancel);
  gtk_widget_class_install_action (klass, "connection.edit", NULL, genkan_connection_page_edit);
  gtk_widget_class_install_action (klass, "connection.remove", NULL,
                                   genkan_connection_page_remove);
  gtk_widget_class_install_action (klass, "connection.open-tool", NULL,
                                   genkan_connection_page_open_tool);
  gtk_widget_class_install_action (klass, "page.search", NULL, genkan_connection_page_search);
}
