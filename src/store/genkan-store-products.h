/* genkan-store-products.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-product.h"
#include "genkan-store.h"

G_BEGIN_DECLS

GPtrArray     *genkan_store_search_products    (GenkanStore  *self,
                                                const char   *text,
                                                guint         limit,
                                                GError      **error);
GenkanProduct *genkan_store_find_product       (GenkanStore  *self,
                                                const char   *name,
                                                GError      **error);
char         **genkan_store_list_product_types (GenkanStore  *self,
                                                GError      **error);

G_END_DECLS
