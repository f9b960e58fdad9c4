/* genkan-products-page-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the Products page share.
 */

#pragma once

#include "genkan-products-page.h"

#include "genkan-product-feed.h"
#include "genkan-product-model.h"

G_BEGIN_DECLS

struct _GenkanProductsPage
{
  GtkWidget           parent_instance;

  AdwWindowTitle     *title;
  GtkStack           *stack;
  GtkSearchEntry     *search;
  GtkWidget          *nothing;
  GtkWidget          *scroller;
  GtkColumnView      *view;
  GtkMultiSelection  *selection;
  GtkSortListModel   *sorted;
  GenkanProductFeed  *feed;
  GtkActionBar       *bar;
  GtkLabel           *selected;
  GtkPopoverMenu     *menu;

  GenkanStore        *store;    /* (owned) */
  GenkanProductModel *products; /* (owned) */
  GArray             *ids;      /* (owned) (element-type gint64): what a person selected */
  gboolean            had_focus; /* whether the keyboard was in the table when its rows changed */
};

GPtrArray *_genkan_products_page_dup_selected    (GenkanProductsPage *self);
gboolean   _genkan_products_page_select_cell     (GenkanProductsPage *self,
                                                  GtkWidget          *inside);
void       _genkan_products_page_show_menu       (GenkanProductsPage *self,
                                                  double              x,
                                                  double              y);
void       _genkan_products_page_install_actions (GtkWidgetClass     *klass);
void       _genkan_products_page_update_actions  (GenkanProductsPage *self,
                                                  GPtrArray          *selected);

G_END_DECLS
