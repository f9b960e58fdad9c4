/* genkan-delivery-assets-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the delivery of Products that are kept in step:
 *
 *   genkan-delivery-assets         the order of things, and each Product
 *   genkan-delivery-asset-type     its Product Type
 *   genkan-delivery-asset-fields   what is said of it, and what is different there
 */

#pragma once

#include "genkan-delivery-private.h"
#include "genkan-dojo-object.h"
#include "genkan-store-asset-delivery.h"

G_BEGIN_DECLS

typedef struct
{
  gint64                 operation_id;
  const GenkanAssetNote *note;
} GenkanAssetWrite;

/* Returns: the server's number of the Product Type, or 0 with an error */
gint64      genkan_delivery_find_asset_type (GenkanDelivery           *self,
                                             const GenkanAssetTarget  *target,
                                             GError                  **error);

JsonObject *genkan_asset_make_fields        (const GenkanAssetTarget  *target);
char       *genkan_asset_dup_wanted         (const GenkanAssetTarget  *target);
gboolean    genkan_asset_is_pending         (const GenkanAssetTarget  *target);
JsonObject *genkan_asset_find_changes       (const GenkanAssetTarget  *target,
                                             GenkanDojoObject         *there,
                                             gint64                    type);

G_END_DECLS
