/* genkan-sidebar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One list, so that the arrow keys travel all of it: the rows of the pages from the template,
 * then a row for each item of the model.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-sidebar.h"

#include "genkan-compat.h"
#include "genkan-connection-row.h"

#include <glib/gi18n.h>

/* The rows of the template, above those of the Connections. */
#define N_PAGES 5

struct _GenkanSidebar
{
  GtkWidget              parent_instance;

  GenkanConnectionModel *model;     /* (owned) (nullable) */
  gint64                 selected;

  GtkListBox            *list;
  GtkListBoxRow         *connectors;
  GtkListBoxRow         *attention;
  GtkLabel              *n_waiting;
  GtkListBoxRow         *records;
  GtkListBoxRow         *products;
  GtkListBoxRow         *findings;
  GMenu                 *undo_section;
};

G_DEFINE_FINAL_TYPE (GenkanSidebar, genkan_sidebar, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gint64
genkan_sidebar_get_id (GenkanSidebar *self,
                       GtkListBoxRow *row)
{
  GenkanConnectionItem *item;

  if (row == self->attention)
    return GENKAN_SIDEBAR_ATTENTION;
  if (row == self->records)
    return GENKAN_SIDEBAR_RECORDS;
  if (row == self->products)
    return GENKAN_SIDEBAR_PRODUCTS;
  if (row == self->findings)
    return GENKAN_SIDEBAR_FINDINGS;
  if (!GENKAN_IS_CONNECTION_ROW (row))
    return GENKAN_SIDEBAR_CONNECTORS;

  item = genkan_connection_row_get_item (GENKAN_CONNECTION_ROW (row));

  return genkan_connection_item_get_id (item);
}

static GtkListBoxRow *
find_row (GenkanSidebar *self,
          gint64         id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (genkan_sidebar_get_id (self, row) == id)
      return row;

  return NULL;
}

static void
genkan_sidebar_select (GenkanSidebar *self)
{
  gtk_list_box_select_row (self->list, find_row (self, self->selected));
}

static void
genkan_sidebar_items_changed_cb (GenkanSidebar *self,
                                 guint          position,
                                 guint          removed,
                                 guint          added,
                                 GListModel    *model)
{
  while (removed-- > 0)
    gtk_list_box_remove (self->list,
                         GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, position + N_PAGES)));

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GenkanConnectionItem) item = g_list_model_get_item (model, i);

      gtk_list_box_insert (self->list, genkan_connection_row_new (item), i + N_PAGES);
    }

  genkan_sidebar_select (self);
}

static void
genkan_sidebar_row_activated_cb (GenkanSidebar *self,
                                 GtkListBoxRow *row)
{
  self->selected = genkan_sidebar_get_id (self, row);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, self->selected);
}

/* The heading stands above the first Connection. */
static void
genkan_sidebar_header_cb (GtkListBoxRow *row,
                          GtkListBoxRow *before,
                          gpointer       user_data)
{
  GtkWidget *heading;

  if (!GENKAN_IS_CONNECTION_ROW (row) || GENKAN_IS_CONNECTION_ROW (before))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  heading = gtk_label_new (_("Connections"));
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "sidebar-heading");
  gtk_list_box_row_set_header (row, heading);
}

static void
genkan_sidebar_dispose (GObject *object)
{
  GenkanSidebar *self = GENKAN_SIDEBAR (object);

  genkan_sidebar_set_model (self, NULL);
  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_SIDEBAR);

  G_OBJECT_CLASS (genkan_sidebar_parent_class)->dispose (object);
}

static void
genkan_sidebar_class_init (GenkanSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_sidebar_dispose;

  /**
   * GenkanSidebar::activated:
   * @id: the Connection's id, or one of the #GenkanSidebarPage
   *
   * A person wants to go there.
   */
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/genkan-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, GenkanSidebar, connectors);
  gtk_widget_class_bind_template_child (widget_class, GenkanSidebar, attention);
  gtk_widget_class_bind_template_child (widget_class, GenkanSidebar, n_waiting);
  gtk_widget_class_bind_template_child (widget_class, GenkanSidebar, records);
  gtk_widget_class_bind_template_child (widget_class, GenkanSidebar, products);
  gtk_widget_class_bind_template_child (widget_class, GenkanSidebar, findings);
  gtk_widget_class_bind_template_child (widget_class, GenkanSidebar, undo_section);
  gtk_widget_class_bind_template_callback (widget_class, genkan_sidebar_row_activated_cb);
}

static void
genkan_sidebar_init (GenkanSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, genkan_sidebar_header_cb, NULL, NULL);
  gtk_list_box_select_row (self->list, self->connectors);
}

/**
 * genkan_sidebar_set_model:
 * @self: a sidebar
 * @model: (nullable): the Connections to list
 */
void
genkan_sidebar_set_model (GenkanSidebar         *self,
                          GenkanConnectionModel *model)
{
  g_return_if_fail (GENKAN_IS_SIDEBAR (self));
  g_return_if_fail (model == NULL || GENKAN_IS_CONNECTION_MODEL (model));

  if (self->model == model)
    return;

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, genkan_sidebar_items_changed_cb, self);

  g_set_object (&self->model, model);

  if (model != NULL)
    {
      g_signal_connect_object (model, "items-changed",
                               G_CALLBACK (genkan_sidebar_items_changed_cb), self,
                               G_CONNECT_SWAPPED);
      genkan_sidebar_items_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (model)),
                                       G_LIST_MODEL (model));
    }
}

/**
 * genkan_sidebar_set_selected:
 * @self: a sidebar
 * @selected: the id of the Connection that is shown, or one of the #GenkanSidebarPage
 *
 * Marks where one is. Does not emit `activated`.
 */
void
genkan_sidebar_set_selected (GenkanSidebar *self,
                             gint64         selected)
{
  g_return_if_fail (GENKAN_IS_SIDEBAR (self));

  self->selected = selected;
  genkan_sidebar_select (self);
}

/**
 * genkan_sidebar_set_undo:
 * @self: a sidebar
 * @what: (nullable): what Undo takes back
 *
 * Lets the menu say what Undo takes back.
 */
void
genkan_sidebar_set_undo (GenkanSidebar *self,
                         const char    *what)
{
  g_auto (GStrv) parts = g_strsplit (what != NULL ? what : "", "_", -1);
  g_autofree char *escaped = g_strjoinv ("__", parts);
  g_autofree char *label = NULL;

  g_return_if_fail (GENKAN_IS_SIDEBAR (self));

  /* Translators: in the main menu: “Undo: Mapped Web Shop to Shop” */
  label = what != NULL ? g_strdup_printf (_("_Undo: %s"), escaped) : g_strdup (_("_Undo"));
  g_menu_remove_all (self->undo_section);
  g_menu_append (self->undo_section, label, "win.undo");
}

/**
 * genkan_sidebar_set_n_waiting:
 * @self: a sidebar
 * @n_waiting: how many things wait for a person
 */
void
genkan_sidebar_set_n_waiting (GenkanSidebar *self,
                              guint          n_waiting)
{
  g_autofree char *number = g_strdup_printf ("%u", n_waiting);
  g_autofree char *name = NULL;

  g_return_if_fail (GENKAN_IS_SIDEBAR (self));

  /* Translators: a page in the sidebar for a screen reader, and how many things it lists */
  name = n_waiting > 0 ? g_strdup_printf (_("Needs Attention, %u"), n_waiting)
                       : g_strdup (_("Needs Attention"));
  gtk_label_set_label (self->n_waiting, number);
  gtk_widget_set_visible (GTK_WIDGET (self->n_waiting), n_waiting > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->attention),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

/* Puts the keyboard on the page that is shown. */
void
genkan_sidebar_focus (GenkanSidebar *self)
{
  g_return_if_fail (GENKAN_IS_SIDEBAR (self));

  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}
