/* genkan-products-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-connection-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_PRODUCTS_PAGE (genkan_products_page_get_type ())

/**
 * GenkanProductsPage:
 *
 * All Products with their Product Types and what feeds them: to search, make, rename, merge and
 * delete.
 */
G_DECLARE_FINAL_TYPE (GenkanProductsPage, genkan_products_page, GENKAN, PRODUCTS_PAGE, GtkWidget)

GtkWidget *genkan_products_page_new (GenkanStore           *store,
                                     GenkanConnectionModel *connections);

G_END_DECLS
