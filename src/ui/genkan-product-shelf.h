/* genkan-product-shelf.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-product.h"
#include "genkan-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_PRODUCT_SHELF (genkan_product_shelf_get_type ())

/**
 * GenkanProductShelf:
 *
 * Products beside a table of Records, to drop Records on. What is dragged is a GArray of the
 * Records' ids.
 *
 * Signals: `dropped (GenkanProduct *product, GArray *ids)`.
 */
G_DECLARE_FINAL_TYPE (GenkanProductShelf, genkan_product_shelf, GENKAN, PRODUCT_SHELF, GtkWidget)

void genkan_product_shelf_open (GenkanProductShelf *self,
                                GenkanStore        *store);

G_END_DECLS
