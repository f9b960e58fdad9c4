/* genkan-connectors-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Configured and Available, as the documentation calls them. Where nothing is configured yet, a
 * welcome stands in its place.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-connectors-page.h"

#include "genkan-compat.h"
#include "genkan-configured-row.h"
#include "genkan-connector-grid.h"
#include "genkan-format-connection.h"

#include <glib/gi18n.h>

struct _GenkanConnectorsPage
{
  GtkWidget              parent_instance;

  GenkanConnectionModel *connections;  /* (owned) */

  GtkStack              *stack;
  GtkLabel              *configured_heading;
  GtkListBox            *configured;
  GtkLabel              *available_heading;
  GenkanConnectorGrid   *available;
};

G_DEFINE_FINAL_TYPE (GenkanConnectorsPage, genkan_connectors_page, GTK_TYPE_WIDGET)

static void
genkan_connectors_page_connections_cb (GenkanConnectorsPage *self)
{
  guint n_configured = g_list_model_get_n_items (G_LIST_MODEL (self->connections));
  g_autofree char *heading = genkan_format_heading (_("Configured"), n_configured);

  gtk_label_set_label (self->configured_heading, heading);
  gtk_stack_set_visible_child_name (self->stack, n_configured > 0 ? "configured" : "welcome");
}

static void
genkan_connectors_page_available_cb (GenkanConnectorsPage *self)
{
  g_autofree char *heading = NULL;

  heading = genkan_format_heading (_("Available"),
                                   genkan_connector_grid_get_n_shown (self->available));
  gtk_label_set_label (self->available_heading, heading);
}

static void
genkan_connectors_page_chosen_cb (GenkanConnectorsPage *self,
                                  GenkanConnector      *connector)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.connect-tool", "s",
                              genkan_connector_get_id (connector));
}

static GtkWidget *
genkan_connectors_page_create_row (gpointer item,
                                   gpointer user_data)
{
  return genkan_configured_row_new (item);
}

static void
genkan_connectors_page_search_action (GtkWidget  *widget,
                                      const char *action_name,
                                      GVariant   *parameter)
{
  genkan_connector_grid_focus_search (GENKAN_CONNECTORS_PAGE (widget)->available);
}

static void
genkan_connectors_page_dispose (GObject *object)
{
  GenkanConnectorsPage *self = GENKAN_CONNECTORS_PAGE (object);

  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_CONNECTORS_PAGE);
  g_clear_object (&self->connections);

  G_OBJECT_CLASS (genkan_connectors_page_parent_class)->dispose (object);
}

static void
genkan_connectors_page_class_init (GenkanConnectorsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = genkan_connectors_page_dispose;

  g_type_ensure (GENKAN_TYPE_CONNECTOR_GRID);

  gtk_widget_class_install_action (widget_class, "page.search", NULL,
                                   genkan_connectors_page_search_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-connectors-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectorsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectorsPage, configured_heading);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectorsPage, configured);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectorsPage, available_heading);
  gtk_widget_class_bind_template_child (widget_class, GenkanConnectorsPage, available);
  gtk_widget_class_bind_template_callback (widget_class, genkan_connectors_page_available_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_connectors_page_chosen_cb);
}

static void
genkan_connectors_page_init (GenkanConnectorsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_connectors_page_new:
 * @connectors: what is available
 * @connections: what is configured
 *
 * Returns: (transfer floating): the page, with its own header bar
 */
GtkWidget *
genkan_connectors_page_new (GenkanConnectorSet    *connectors,
                            GenkanConnectionModel *connections)
{
  GenkanConnectorsPage *self;

  g_return_val_if_fail (GENKAN_IS_CONNECTOR_SET (connectors), NULL);
  g_return_val_if_fail (GENKAN_IS_CONNECTION_MODEL (connections), NULL);

  self = g_object_new (GENKAN_TYPE_CONNECTORS_PAGE, NULL);
  self->connections = g_object_ref (connections);

  genkan_connector_grid_set_connectors (self->available, connectors);
  gtk_list_box_bind_model (self->configured, G_LIST_MODEL (connections),
                           genkan_connectors_page_create_row, NULL, NULL);
  g_signal_connect_object (connections, "items-changed",
                           G_CALLBACK (genkan_connectors_page_connections_cb), self,
                           G_CONNECT_SWAPPED);
  genkan_connectors_page_connections_cb (self);

  return GTK_WIDGET (self);
}
