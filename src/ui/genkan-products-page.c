/* genkan-products-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The model follows the store, and a row that changes is another row to GTK, which then selects
 * it no more. So the page remembers what a person selected, and selects it again; and where the
 * keyboard was.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-products-page-private.h"

#include "closures/genkan-closures.h"
#include "closures/genkan-format.h"
#include "genkan-compat.h"
#include "genkan-record-cell.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (GenkanProductsPage, genkan_products_page, GTK_TYPE_WIDGET)

static void
genkan_products_page_update_selected (GenkanProductsPage *self)
{
  g_autoptr (GPtrArray) products = _genkan_products_page_dup_selected (self);
  g_autofree char *text = g_strdup_printf (ngettext ("%'u selected", "%'u selected", products->len),
                                           products->len);

  if (products->len > 0)
    gtk_label_set_label (self->selected, text);
  gtk_action_bar_set_revealed (self->bar, products->len > 0);
  genkan_product_feed_set_product (self->feed,
                                   products->len == 1 ? g_ptr_array_index (products, 0) : NULL);
  _genkan_products_page_update_actions (self, products);
}

static void
genkan_products_page_selection_changed_cb (GenkanProductsPage *self)
{
  g_autoptr (GPtrArray) products = _genkan_products_page_dup_selected (self);

  g_array_set_size (self->ids, 0);
  for (guint i = 0; i < products->len; i++)
    {
      gint64 id = genkan_product_get_id (g_ptr_array_index (products, i));

      g_array_append_val (self->ids, id);
    }

  genkan_products_page_update_selected (self);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  const gint64 *first = a;
  const gint64 *second = b;

  return (*first > *second) - (*first < *second);
}

static void
genkan_products_page_select_again (GenkanProductsPage *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  g_autoptr (GtkBitset) selected = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) mask = gtk_bitset_new_range (0, n_items);

  g_array_sort (self->ids, compare_ids);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (GenkanProduct) product =
        g_list_model_get_item (G_LIST_MODEL (self->selection), i);
      gint64 id = genkan_product_get_id (product);

      if (g_array_binary_search (self->ids, &id, compare_ids, NULL))
        gtk_bitset_add (selected, i);
    }

  g_signal_handlers_block_by_func (self->selection, genkan_products_page_selection_changed_cb,
                                   self);
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), selected, mask);
  g_signal_handlers_unblock_by_func (self->selection, genkan_products_page_selection_changed_cb,
                                     self);
}

static gboolean
genkan_products_page_has_focus (GenkanProductsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view));
}

/* We are told of rows that go before the table is. */
static void
genkan_products_page_rows_changed_cb (GenkanProductsPage *self)
{
  self->had_focus = genkan_products_page_has_focus (self);
}

static void
genkan_products_page_loaded_cb (GenkanProductsPage *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->products));
  gboolean searched = *genkan_product_model_get_search (self->products) != '\0';
  g_autofree char *count = g_strdup_printf (ngettext ("%'u Product", "%'u Products", n_items),
                                            n_items);

  genkan_products_page_select_again (self);
  genkan_products_page_update_selected (self);
  adw_window_title_set_subtitle (self->title, n_items > 0 ? count : "");
  gtk_widget_set_visible (self->nothing, n_items == 0);
  gtk_widget_set_visible (self->scroller, n_items > 0);
  gtk_stack_set_visible_child_name (self->stack, n_items > 0 || searched ? "products" : "empty");
  if (self->had_focus && !genkan_products_page_has_focus (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  self->had_focus = FALSE;
}

static void
genkan_products_page_search_changed_cb (GenkanProductsPage *self)
{
  if (self->products != NULL)
    genkan_product_model_set_search (self->products,
                                     gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
genkan_products_page_stop_search_cb (GenkanProductsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* Enter in the search goes on to what was found. */
static void
genkan_products_page_search_activate_cb (GenkanProductsPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
genkan_products_page_activate_cb (GenkanProductsPage *self,
                                  guint               position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self), "products.rename", NULL);
}

static void
genkan_products_page_pressed_cb (GtkGestureClick    *gesture,
                                 int                 n_press,
                                 double              x,
                                 double              y,
                                 GenkanProductsPage *self)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkWidget *inside = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);

  if (inside == NULL || !_genkan_products_page_select_cell (self, inside))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_translate_coordinates (view, GTK_WIDGET (self), x, y, &x, &y);
  _genkan_products_page_show_menu (self, x, y);
}

static void
genkan_products_page_size_allocate (GtkWidget *widget,
                                    int        width,
                                    int        height,
                                    int        baseline)
{
  GenkanProductsPage *self = GENKAN_PRODUCTS_PAGE (widget);
  GtkWidget *content = gtk_widget_get_first_child (widget);

  gtk_widget_allocate (content, width, height, baseline, NULL);
  gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
genkan_products_page_measure (GtkWidget      *widget,
                              GtkOrientation  orientation,
                              int             for_size,
                              int            *minimum,
                              int            *natural,
                              int            *minimum_baseline,
                              int            *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size,
                      minimum, natural, minimum_baseline, natural_baseline);
}

static void
genkan_products_page_dispose (GObject *object)
{
  GenkanProductsPage *self = GENKAN_PRODUCTS_PAGE (object);

  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_PRODUCTS_PAGE);
  g_clear_object (&self->products);
  g_clear_object (&self->store);
  g_clear_pointer (&self->ids, g_array_unref);

  G_OBJECT_CLASS (genkan_products_page_parent_class)->dispose (object);
}

static void
genkan_products_page_bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, GenkanProductsPage, title);
  gtk_widget_class_bind_template_child (klass, GenkanProductsPage, stack);
  gtk_widget_class_bind_template_child (klass, GenkanProductsPage, search);
  gtk_widget_class_bind_template_child (klass, GenkanProductsPage, nothing);
  gtk_widget_class_bind_template_child (klass, GenkanProductsPage, scroller);
  gtk_widget_class_bind_template_child (klass, GenkanProductsPage, view);
  gtk_widget_class_bind_template_child (klass, GenkanProductsPage, selection);
  gtk_widget_class_bind_template_child (klass, GenkanProductsPage, sorted);
  gtk_widget_class_bind_template_child (klass, GenkanProductsPage, feed);
  gtk_widget_class_bind_template_child (klass, GenkanProductsPage, bar);
  gtk_widget_class_bind_template_child (klass, GenkanProductsPage, selected);
  gtk_widget_class_bind_template_child (klass, GenkanProductsPage, menu);
  gtk_widget_class_bind_template_callback (klass, genkan_products_page_selection_changed_cb);
  gtk_widget_class_bind_template_callback (klass, genkan_products_page_search_changed_cb);
  gtk_widget_class_bind_template_callback (klass, genkan_products_page_stop_search_cb);
  gtk_widget_class_bind_template_callback (klass, genkan_products_page_search_activate_cb);
  gtk_widget_class_bind_template_callback (klass, genkan_products_page_activate_cb);
  gtk_widget_class_bind_template_callback (klass, genkan_products_page_pressed_cb);
}

static void
genkan_products_page_class_init (GenkanProductsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = genkan_products_page_dispose;

  widget_class->measure = genkan_products_page_measure;
  widget_class->size_allocate = genkan_products_page_size_allocate;

  g_type_ensure (GENKAN_TYPE_PRODUCT);
  g_type_ensure (GENKAN_TYPE_PRODUCT_FEED);
  g_type_ensure (GENKAN_TYPE_RECORD_CELL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-products-page.ui");
  genkan_products_page_bind_template (widget_class);
  genkan_closures_bind (widget_class);
  _genkan_products_page_install_actions (widget_class);
}

static void
genkan_products_page_init (GenkanProductsPage *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  gtk_widget_init_template (GTK_WIDGET (self));

  genkan_record_cell_toggle_with_ctrl (self->view);
  gtk_sort_list_model_set_sorter (self->sorted, gtk_column_view_get_sorter (self->view));
}

/**
 * genkan_products_page_new:
 * @store: where the Products are
 * @connections: where their Records come from
 *
 * Returns: (transfer floating): the page, with its own header bar
 */
GtkWidget *
genkan_products_page_new (GenkanStore           *store,
                          GenkanConnectionModel *connections)
{
  GenkanProductsPage *self;

  g_return_val_if_fail (GENKAN_IS_STORE (store), NULL);
  g_return_val_if_fail (GENKAN_IS_CONNECTION_MODEL (connections), NULL);

  self = g_object_new (GENKAN_TYPE_PRODUCTS_PAGE, NULL);
  self->store = g_object_ref (store);
  self->products = genkan_product_model_new (store);
  g_signal_connect_object (self->products, "items-changed",
                           G_CALLBACK (genkan_products_page_rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->products, "loaded", G_CALLBACK (genkan_products_page_loaded_cb),
                           self, G_CONNECT_SWAPPED);
  genkan_product_feed_open (self->feed, store, connections);
  gtk_sort_list_model_set_model (self->sorted, G_LIST_MODEL (self->products));
  genkan_products_page_update_selected (self);

  return GTK_WIDGET (self);
}

/* Returns: (transfer full) (element-type GenkanProduct) */
GPtrArray *
_genkan_products_page_dup_selected (GenkanProductsPage *self)
{
  g_autoptr (GtkBitset) selected =
    gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GPtrArray *products = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  for (gboolean valid = gtk_bitset_iter_init_first (&iter, selected, &position);
       valid;
       valid = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (products, g_list_model_get_item (G_LIST_MODEL (self->selection), position));

  return products;
}

/* What a menu is asked for is what it acts on: a row that is not selected becomes so, alone. */
gboolean
_genkan_products_page_select_cell (GenkanProductsPage *self,
                                   GtkWidget          *inside)
{
  GenkanRecordCell *cell = genkan_record_cell_find (GTK_WIDGET (self->view), inside);
  guint position;

  if (cell == NULL)
    return FALSE;

  position = genkan_record_cell_get_position (cell);
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);

  return TRUE;
}

/* At a point in the page's coordinates. */
void
_genkan_products_page_show_menu (GenkanProductsPage *self,
                                 double              x,
                                 double              y)
{
  GdkRectangle point = { x, y, 1, 1 };

  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &point);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}
