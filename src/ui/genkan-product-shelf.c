/* genkan-product-shelf.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-product-shelf.h"

#include "closures/genkan-format.h"
#include "genkan-compat.h"
#include "genkan-product-model.h"

struct _GenkanProductShelf
{
  GtkWidget           parent_instance;

  GtkSearchEntry     *search;
  GtkListView        *list;

  GenkanProductModel *products; /* (owned) (nullable) until it is opened */
};

G_DEFINE_FINAL_TYPE (GenkanProductShelf, genkan_product_shelf, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
genkan_product_shelf_drop_cb (GtkDropTarget *target,
                              const GValue  *value,
                              double         x,
                              double         y,
                              GtkListItem   *item)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  GtkWidget *self = gtk_widget_get_ancestor (row, GENKAN_TYPE_PRODUCT_SHELF);
  GenkanProduct *product = gtk_list_item_get_item (item);

  if (self == NULL || product == NULL)
    return FALSE;

  g_signal_emit (self, signals[SIGNAL_DROPPED], 0, product, g_value_get_boxed (value));

  return TRUE;
}

static void
genkan_product_shelf_setup_cb (GenkanProductShelf *self,
                               GtkListItem        *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *count = gtk_label_new (NULL);
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_ARRAY, GDK_ACTION_COPY);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (name), TRUE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_size_request (row, -1, 34);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name ("genkan-product-symbolic"));
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), count);
  g_signal_connect_object (target, "drop", G_CALLBACK (genkan_product_shelf_drop_cb), item, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
  gtk_list_item_set_child (item, row);
}

static void
genkan_product_shelf_bind_cb (GtkSignalListItemFactory *factory,
                              GtkListItem              *item)
{
  GenkanProduct *product = gtk_list_item_get_item (item);
  GtkWidget *count = gtk_widget_get_last_child (gtk_list_item_get_child (item));
  GtkWidget *name = gtk_widget_get_prev_sibling (count);
  g_autofree char *records = genkan_format_count (genkan_product_get_n_records (product));

  gtk_label_set_label (GTK_LABEL (name), genkan_product_get_name (product));
  gtk_label_set_label (GTK_LABEL (count), records);
}

static void
genkan_product_shelf_search_changed_cb (GenkanProductShelf *self)
{
  if (self->products != NULL)
    genkan_product_model_set_search (self->products,
                                     gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
genkan_product_shelf_dispose (GObject *object)
{
  GenkanProductShelf *self = GENKAN_PRODUCT_SHELF (object);

  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_PRODUCT_SHELF);
  g_clear_object (&self->products);

  G_OBJECT_CLASS (genkan_product_shelf_parent_class)->dispose (object);
}

static void
genkan_product_shelf_class_init (GenkanProductShelfClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = genkan_product_shelf_dispose;

  signals[SIGNAL_DROPPED] =
    g_signal_new ("dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, GENKAN_TYPE_PRODUCT, G_TYPE_ARRAY);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-product-shelf.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanProductShelf, search);
  gtk_widget_class_bind_template_child (widget_class, GenkanProductShelf, list);
  gtk_widget_class_bind_template_callback (widget_class, genkan_product_shelf_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_product_shelf_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_product_shelf_bind_cb);
}

static void
genkan_product_shelf_init (GenkanProductShelf *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_product_shelf_open:
 * @self: a shelf
 * @store: where the Products are
 *
 * Shows the Products; reads nothing before. Does nothing when they are shown already.
 */
void
genkan_product_shelf_open (GenkanProductShelf *self,
                           GenkanStore        *store)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  g_return_if_fail (GENKAN_IS_PRODUCT_SHELF (self));
  g_return_if_fail (GENKAN_IS_STORE (store));

  if (self->products != NULL)
    return;

  self->products = genkan_product_model_new (store);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->products)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}
