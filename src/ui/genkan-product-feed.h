/* genkan-product-feed.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-connection-model.h"
#include "genkan-product.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_PRODUCT_FEED (genkan_product_feed_get_type ())

/**
 * GenkanProductFeed:
 *
 * What feeds a Product: the Records that are mapped to it, each with its tool and state.
 */
G_DECLARE_FINAL_TYPE (GenkanProductFeed, genkan_product_feed, GENKAN, PRODUCT_FEED, GtkWidget)

void genkan_product_feed_open        (GenkanProductFeed     *self,
                                      GenkanStore           *store,
                                      GenkanConnectionModel *connections);
void genkan_product_feed_set_product (GenkanProductFeed     *self,
                                      GenkanProduct         *product);

G_END_DECLS
