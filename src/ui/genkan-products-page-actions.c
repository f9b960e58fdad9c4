/* genkan-products-page-actions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done with the selected Products.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-products-page-private.h"

#include "genkan-findings-view.h"
#include "genkan-product-dialog.h"
#include "genkan-products-edit.h"
#include "genkan-record-cell.h"
#include "genkan-store-server.h"
#include "genkan-toaster.h"

static void
genkan_products_page_ask (GtkWidget             *widget,
                          GenkanProductQuestion  question)
{
  GenkanProductsPage *self = GENKAN_PRODUCTS_PAGE (widget);
  g_autoptr (GPtrArray) products = _genkan_products_page_dup_selected (self);

  if (products->len > 0)
    genkan_product_dialog_present (widget, self->store, question, products);
}

static void
genkan_products_page_new_action (GtkWidget  *widget,
                                 const char *name,
                                 GVariant   *parameter)
{
  genkan_product_dialog_present (widget, GENKAN_PRODUCTS_PAGE (widget)->store,
                                 GENKAN_PRODUCT_QUESTION_NEW, NULL);
}

static void
genkan_products_page_rename_action (GtkWidget  *widget,
                                    const char *name,
                                    GVariant   *parameter)
{
  genkan_products_page_ask (widget, GENKAN_PRODUCT_QUESTION_RENAME);
}

static void
genkan_products_page_merge_action (GtkWidget  *widget,
                                   const char *name,
                                   GVariant   *parameter)
{
  genkan_products_page_ask (widget, GENKAN_PRODUCT_QUESTION_MERGE);
}

static void
genkan_products_page_set_type_action (GtkWidget  *widget,
                                      const char *name,
                                      GVariant   *parameter)
{
  genkan_products_page_ask (widget, GENKAN_PRODUCT_QUESTION_TYPE);
}

static void
genkan_products_page_rename_type_action (GtkWidget  *widget,
                                         const char *name,
                                         GVariant   *parameter)
{
  genkan_products_page_ask (widget, GENKAN_PRODUCT_QUESTION_RENAME_TYPE);
}

static void
genkan_products_page_delete_action (GtkWidget  *widget,
                                    const char *name,
                                    GVariant   *parameter)
{
  GenkanProductsPage *self = GENKAN_PRODUCTS_PAGE (widget);
  g_autoptr (GPtrArray) products = _genkan_products_page_dup_selected (self);
  GenkanProductEdit edit = { .kind = GENKAN_PRODUCT_EDIT_DELETE };

  if (products->len > 0)
    genkan_products_edit (self->store, widget, products, &edit);
}

static void
genkan_products_page_findings_action (GtkWidget  *widget,
                                      const char *name,
                                      GVariant   *parameter)
{
  GenkanProductsPage *self = GENKAN_PRODUCTS_PAGE (widget);
  g_autoptr (GPtrArray) products = _genkan_products_page_dup_selected (self);
  GenkanProduct *product;

  if (products->len != 1)
    return;

  product = products->pdata[0];
  genkan_findings_view_present (widget, self->store,
                                &(GenkanFindingQuery) { .product_id = genkan_product_get_id (product) },
                                genkan_product_get_name (product));
}

/* Where the only one of them stands in DefectDojo; %NULL if it does not. */
static char *
dup_dojo_page (GenkanProductsPage *self,
               GPtrArray          *products)
{
  g_autoptr (GenkanServer) server = NULL;
  gint64 dojo_id = products->len == 1 ? genkan_product_get_dojo_id (products->pdata[0]) : 0;

  if (dojo_id > 0)
    server = genkan_store_get_server (self->store, NULL);

  return server != NULL ? genkan_server_dup_page (server, "product", dojo_id) : NULL;
}

static void
genkan_products_page_open_dojo_action (GtkWidget  *widget,
                                       const char *name,
                                       GVariant   *parameter)
{
  GenkanProductsPage *self = GENKAN_PRODUCTS_PAGE (widget);
  g_autoptr (GPtrArray) products = _genkan_products_page_dup_selected (self);
  g_autofree char *page = dup_dojo_page (self, products);

  if (page != NULL)
    genkan_toaster_launch (widget, page);
}

static void
genkan_products_page_unselect_action (GtkWidget  *widget,
                                      const char *name,
                                      GVariant   *parameter)
{
  GenkanProductsPage *self = GENKAN_PRODUCTS_PAGE (widget);

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

static void
genkan_products_page_search_action (GtkWidget  *widget,
                                    const char *name,
                                    GVariant   *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (GENKAN_PRODUCTS_PAGE (widget)->search));
}

/* By key: below the row that has the focus. */
static void
genkan_products_page_menu_action (GtkWidget  *widget,
                                  const char *name,
                                  GVariant   *parameter)
{
  GenkanProductsPage *self = GENKAN_PRODUCTS_PAGE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GenkanRecordCell *cell;
  double x, y;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)) ||
      !_genkan_products_page_select_cell (self, focus))
    return;

  cell = genkan_record_cell_find (GTK_WIDGET (self->view), focus);
  if (gtk_widget_translate_coordinates (GTK_WIDGET (cell), widget, 12,
                                        gtk_widget_get_height (GTK_WIDGET (cell)), &x, &y))
    _genkan_products_page_show_menu (self, x, y);
}

/* Whether the Products all belong to the same Product Type, which can then be renamed. */
static gboolean
share_a_type (GPtrArray *products)
{
  const char *type = NULL;

  for (guint i = 0; i < products->len; i++)
    {
      const char *each = genkan_product_get_type_name (g_ptr_array_index (products, i));

      if (each == NULL || (type != NULL && !g_str_equal (type, each)))
        return FALSE;
      type = each;
    }

  return type != NULL;
}

void
_genkan_products_page_update_actions (GenkanProductsPage *self,
                                      GPtrArray          *selected)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *dojo_page = dup_dojo_page (self, selected);

  gtk_widget_action_set_enabled (widget, "products.open-dojo", dojo_page != NULL);
  gtk_widget_action_set_enabled (widget, "products.rename", selected->len == 1);
  gtk_widget_action_set_enabled (widget, "products.findings", selected->len == 1);
  gtk_widget_action_set_enabled (widget, "products.merge", selected->len > 1);
  gtk_widget_action_set_enabled (widget, "products.set-type", selected->len > 0);
  gtk_widget_action_set_enabled (widget, "products.rename-type", share_a_type (selected));
  gtk_widget_action_set_enabled (widget, "products.delete", selected->len > 0);
  gtk_widget_action_set_enabled (widget, "products.unselect", selected->len > 0);
}

void
_genkan_products_page_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "products.new", NULL, genkan_products_page_new_action);
  gtk_widget_class_install_action (klass, "products.rename", NULL,
                                   genkan_products_page_rename_action);
  gtk_widget_class_install_action (klass, "products.merge", NULL,
                                   genkan_products_page_merge_action);
  gtk_widget_class_install_action (klass, "products.set-type", NULL,
                                   genkan_products_page_set_type_action);
  gtk_widget_class_install_action (klass, "products.rename-type", NULL,
                                   genkan_products_page_rename_type_action);
  gtk_widget_class_install_action (klass, "products.delete", NULL,
                                   genkan_products_page_delete_action);
  gtk_widget_class_install_action (klass, "products.findings", NULL,
                                   genkan_products_page_findings_action);
  gtk_widget_class_install_action (klass, "products.open-dojo", NULL,
                                   genkan_products_page_open_dojo_action);
  gtk_widget_class_install_action (klass, "products.unselect", NULL,
                                   genkan_products_page_unselect_action);
  gtk_widget_class_install_action (klass, "products.menu", NULL, genkan_products_page_menu_action);
  gtk_widget_class_install_action (klass, "page.search", NULL, genkan_products_page_search_action);
}
