/* genkan-connectors-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-connectors-page.h"

struct _GenkanConnectorsPage
{
  GtkWidget              parent_instance;

  GenkanWorkspace       *workspace;    /* (owned) */
  GenkanConnectionModel *connections;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (GenkanConnectorsPage, genkan_connectors_page, GTK_TYPE_WIDGET)

static void
genkan_connectors_page_dispose (GObject *object)
{
  GenkanConnectorsPage *self = GENKAN_CONNECTORS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_CONNECTORS_PAGE);
  g_clear_object (&self->workspace);
  g_clear_object (&self->connections);

  G_OBJECT_CLASS (genkan_connectors_page_parent_class)->dispose (object);
}

static void
genkan_connectors_page_class_init (GenkanConnectorsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = genkan_connectors_page_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-connectors-page.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "box", FALSE, 0);
}

static void
genkan_connectors_page_init (GenkanConnectorsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_connectors_page_new:
 * @workspace: whose Connectors
 * @connections: its Connections
 *
 * Returns: (transfer floating): the page, with its own header bar
 */
GtkWidget *
genkan_connectors_page_new (GenkanWorkspace       *workspace,
                            GenkanConnectionModel *connections)
{
  GenkanConnectorsPage *self;

  g_return_val_if_fail (GENKAN_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (GENKAN_IS_CONNECTION_MODEL (connections), NULL);

  self = g_object_new (GENKAN_TYPE_CONNECTORS_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->connections = g_object_ref (connections);

  return GTK_WIDGET (self);
}
