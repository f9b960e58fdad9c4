/* genkan-store-assets.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-enums.h"
#include "genkan-store.h"

G_BEGIN_DECLS

/**
 * GenkanAssetChanges:
 * @GENKAN_ASSET_MADE: the Record is mapped to a Product that was made for it
 * @GENKAN_ASSET_MAPPED: the Record is mapped to a Product that was there
 * @GENKAN_ASSET_RENAMED: its Product has a new name
 * @GENKAN_ASSET_MOVED: its Product has another Product Type, or its Type has another name
 * @GENKAN_ASSET_DESCRIBED: its Product has another description, other tags or another link
 * @GENKAN_ASSET_NAME_TAKEN: not renamed: another Product has that name
 * @GENKAN_ASSET_NAMED_BY_HAND: not renamed: a person gave the Product its name
 * @GENKAN_ASSET_TYPED_BY_HAND: not moved: a person chose its Product Type
 * @GENKAN_ASSET_NAME_SHARED: not renamed: other units of the Connection are mapped to it too
 * @GENKAN_ASSET_TYPE_SHARED: not moved, for the same reason
 *
 * What a Sync of a Connection that imports assets did about a Record's Product. The numbers are
 * stored in the database and never change.
 */
typedef enum
{
  GENKAN_ASSET_MADE          = 1 << 0,
  GENKAN_ASSET_MAPPED        = 1 << 1,
  GENKAN_ASSET_RENAMED       = 1 << 2,
  GENKAN_ASSET_MOVED         = 1 << 3,
  GENKAN_ASSET_DESCRIBED     = 1 << 4,
  GENKAN_ASSET_NAME_TAKEN    = 1 << 5,
  GENKAN_ASSET_NAMED_BY_HAND = 1 << 6,
  GENKAN_ASSET_TYPED_BY_HAND = 1 << 7,
  GENKAN_ASSET_NAME_SHARED   = 1 << 8,
  GENKAN_ASSET_TYPE_SHARED   = 1 << 9,
} GenkanAssetChanges;

#define GENKAN_ASSET_NAME_REFUSED \
  (GENKAN_ASSET_NAME_TAKEN | GENKAN_ASSET_NAMED_BY_HAND | GENKAN_ASSET_NAME_SHARED)
#define GENKAN_ASSET_TYPE_REFUSED (GENKAN_ASSET_TYPED_BY_HAND | GENKAN_ASSET_TYPE_SHARED)

/**
 * GenkanAssetResult:
 *
 * What a Sync did about a Record's Product. Texts are owned by the array that holds it.
 */
typedef struct
{
  gint64              record_id;
  char               *record_name;  /* (nullable): the Record was deleted */
  char               *product_name; /* (nullable): as it is now */
  char               *type_name;    /* (nullable): as it is now */
  GenkanAssetChanges  changes;
  char               *name_before;  /* (nullable) */
  char               *name_after;   /* (nullable): what it became, or should have become */
  char               *type_before;  /* (nullable) */
  char               *type_after;   /* (nullable) */

  GenkanDeliveryOutcome  delivery;         /* what became of it on the way to DefectDojo */
  char                  *delivery_message; /* (nullable): why it was refused */
} GenkanAssetResult;

/* Ends the asking of a Sync that has staged Records: they become what they are in the tool, as
 * at the end of a Discover, and their Products follow. The Operation still runs then. */
void        genkan_store_keep_assets_async   (GenkanStore            *self,
                                              gint64                  operation_id,
                                              gboolean                complete,
                                              const gint64           *record_ids,
                                              gsize                   n_records,
                                              GCancellable           *cancellable,
                                              GAsyncReadyCallback     callback,
                                              gpointer                user_data);
gboolean    genkan_store_keep_assets_finish  (GenkanStore            *self,
                                              GAsyncResult           *result,
                                              GError                **error);
GPtrArray  *genkan_store_list_asset_results  (GenkanStore            *self,
                                              gint64                  operation_id,
                                              GError                **error);

G_END_DECLS
