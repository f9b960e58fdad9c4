/* genkan-store-asset-delivery.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-enums.h"
#include "genkan-store.h"

G_BEGIN_DECLS

/**
 * GenkanAssetTarget:
 * @record_id: the Record
 * @product_id: the Product that was made for it
 * @name: the Product's name
 * @description: (nullable): what it says of itself
 * @tags: (nullable): its tags, as a JSON array
 * @url: (nullable): where a person sees it in its tool
 * @type_id: its Product Type, or 0
 * @type: (nullable): the Product Type's name
 * @dojo_product: the server's number of the Product, or 0 if it has none yet
 * @dojo_name: (nullable): the Product's name there, when we last looked
 * @dojo_product_type: the number of the Product's type there, when we last looked, or 0
 * @dojo_type: the server's number of the Product Type, or 0
 * @dojo_type_name: (nullable): the Product Type's name there, when we last looked
 * @sent: (nullable): what the server was told last of it, as genkan_store_note_asset_async() got it
 *
 * A Product that is kept in step, on its way to DefectDojo. Texts are owned by the array that
 * holds it.
 */
typedef struct
{
  gint64  record_id;
  gint64  product_id;
  char   *name;
  char   *description;
  char   *tags;
  char   *url;
  gint64  type_id;
  char   *type;
  gint64  dojo_product;
  char   *dojo_name;
  gint64  dojo_product_type;
  gint64  dojo_type;
  char   *dojo_type_name;
  char   *sent;
} GenkanAssetTarget;

/**
 * GenkanAssetNote:
 * @record_id: the Record
 * @product_id: its Product
 * @outcome: what became of it; %GENKAN_DELIVERY_NONE: it is only known better
 * @message: (nullable): why it was refused; without secrets
 * @dojo_product: the server's number of the Product; 0: as it was
 * @dojo_name: (nullable): the Product's name there
 * @dojo_product_type: the number of the Product's type there
 * @sent: (nullable): what the server was told of it; %NULL: as it was
 */
typedef struct
{
  gint64                 record_id;
  gint64                 product_id;
  GenkanDeliveryOutcome  outcome;
  const char            *message;
  gint64                 dojo_product;
  const char            *dojo_name;
  gint64                 dojo_product_type;
  const char            *sent;
} GenkanAssetNote;

/* Those of a Sync's Records. */
GPtrArray *genkan_store_list_asset_deliveries (GenkanStore            *self,
                                               gint64                  operation_id,
                                               GError                **error);
/* Both end with genkan_store_delivery_finish(). */
void       genkan_store_note_asset_async      (GenkanStore            *self,
                                               gint64                  operation_id,
                                               const GenkanAssetNote  *note,
                                               GCancellable           *cancellable,
                                               GAsyncReadyCallback     callback,
                                               gpointer                user_data);
void       genkan_store_link_type_async       (GenkanStore            *self,
                                               gint64                  type_id,
                                               gint64                  dojo_id,
                                               const char             *dojo_name,
                                               GCancellable           *cancellable,
                                               GAsyncReadyCallback     callback,
                                               gpointer                user_data);

G_END_DECLS
