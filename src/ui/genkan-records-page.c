/* genkan-records-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-records-page.h"

#include "genkan-compat.h"
#include "genkan-mapping-dialog.h"
#include "genkan-records-view.h"

#include <glib/gi18n.h>

struct _GenkanRecordsPage
{
  GtkWidget              parent_instance;

  GtkStack              *states;
  AdwStatusPage         *empty;
  GtkButton             *go_on;
  GenkanRecordsView     *records;

  GenkanStore           *store;        /* (owned) */
  GenkanConnectionModel *connections;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (GenkanRecordsPage, genkan_records_page, GTK_TYPE_WIDGET)

/* What to do next: connect a tool, or ask the one that is connected. */
static void
genkan_records_page_explain_nothing (GenkanRecordsPage *self)
{
  g_autoptr (GenkanConnectionItem) first =
    g_list_model_get_item (G_LIST_MODEL (self->connections), 0);
  GtkActionable *button = GTK_ACTIONABLE (self->go_on);
  g_autofree char *label = NULL;

  if (first == NULL)
    {
      adw_status_page_set_description (self->empty, _("Connect a tool. Each thing that it scans "
                                                      "becomes a Record."));
      gtk_button_set_label (self->go_on, _("Add Connection"));
      gtk_actionable_set_action_target_value (button, NULL);
      gtk_actionable_set_action_name (button, "win.add-connection");
      return;
    }

  /* Translators: opens the page of a connection: “Go to Burp DAST” */
  label = g_strdup_printf (_("Go to %s"), genkan_connection_get_label (
                             genkan_connection_item_get_connection (first)));
  adw_status_page_set_description (self->empty, _("Discover, on the page of a connection, asks the "
                                                  "tool what it has."));
  gtk_button_set_label (self->go_on, label);
  gtk_actionable_set_action_name (button, "win.show-connection");
  gtk_actionable_set_action_target_value (button,
                                          g_variant_new_int64 (genkan_connection_item_get_id (first)));
}

static void
genkan_records_page_update (GenkanRecordsPage *self)
{
  guint n_records = genkan_records_view_get_n_records (self->records);

  if (n_records > 0)
    {
      gtk_stack_set_visible_child_name (self->states, "records");
    }
  else if (!genkan_records_view_get_loading (self->records))
    {
      genkan_records_page_explain_nothing (self);
      gtk_stack_set_visible_child_name (self->states, "empty");
    }

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.search", n_records > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.export", n_records > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.import", n_records > 0);
}

static void
genkan_records_page_search (GtkWidget  *widget,
                            const char *name,
                            GVariant   *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (GENKAN_RECORDS_PAGE (widget)->records),
                              "records.search", NULL);
}

static void
genkan_records_page_export (GtkWidget  *widget,
                            const char *name,
                            GVariant   *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (GENKAN_RECORDS_PAGE (widget)->records),
                              "records.export", NULL);
}

static void
genkan_records_page_import (GtkWidget  *widget,
                            const char *name,
                            GVariant   *parameter)
{
  genkan_mapping_dialog_choose (widget, GENKAN_RECORDS_PAGE (widget)->store, NULL);
}

static void
genkan_records_page_dispose (GObject *object)
{
  GenkanRecordsPage *self = GENKAN_RECORDS_PAGE (object);

  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_RECORDS_PAGE);
  g_clear_object (&self->store);
  g_clear_object (&self->connections);

  G_OBJECT_CLASS (genkan_records_page_parent_class)->dispose (object);
}

static void
genkan_records_page_class_init (GenkanRecordsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_records_page_dispose;

  g_type_ensure (GENKAN_TYPE_RECORDS_VIEW);
  gtk_widget_class_install_action (widget_class, "page.search", NULL, genkan_records_page_search);
  gtk_widget_class_install_action (widget_class, "page.export", NULL, genkan_records_page_export);
  gtk_widget_class_install_action (widget_class, "page.import", NULL, genkan_records_page_import);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-records-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsPage, states);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsPage, go_on);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsPage, records);
  gtk_widget_class_bind_template_callback (widget_class, genkan_records_page_update);
}

static void
genkan_records_page_init (GenkanRecordsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_records_page_new:
 * @store: where the Records are
 * @connections: all Connections
 *
 * Returns: (transfer floating): the Records of all Connections, with a header bar
 */
GtkWidget *
genkan_records_page_new (GenkanStore           *store,
                         GenkanConnectionModel *connections)
{
  GenkanRecordsPage *self;

  g_return_val_if_fail (GENKAN_IS_STORE (store), NULL);
  g_return_val_if_fail (GENKAN_IS_CONNECTION_MODEL (connections), NULL);

  self = g_object_new (GENKAN_TYPE_RECORDS_PAGE, NULL);
  self->store = g_object_ref (store);
  self->connections = g_object_ref (connections);
  genkan_records_view_open (self->records, store, 0);
  genkan_records_page_update (self);
  g_signal_connect_object (connections, "items-changed", G_CALLBACK (genkan_records_page_update),
                           self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
