/* genkan-product-model.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-product.h"
#include "genkan-store.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_PRODUCT_MODEL (genkan_product_model_get_type ())

/**
 * GenkanProductModel:
 *
 * A GListModel of GenkanProduct: all Products of a store, or those that a search finds. They are
 * read away from the main thread; the next search cancels the one before. It follows the store's
 * changes and keeps the items that stay as they are.
 *
 * Signals: `loaded` when it is up to date again, after `items-changed`.
 */
G_DECLARE_FINAL_TYPE (GenkanProductModel, genkan_product_model, GENKAN, PRODUCT_MODEL, GObject)

GenkanProductModel *genkan_product_model_new         (GenkanStore        *store);
void                genkan_product_model_set_search  (GenkanProductModel *self,
                                                      const char         *search);
const char         *genkan_product_model_get_search  (GenkanProductModel *self);

G_END_DECLS
