/* genkan-store-products-edit.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store-records.h"

G_BEGIN_DECLS

/**
 * GenkanProductEditKind:
 * @GENKAN_PRODUCT_EDIT_RENAME: one Product gets another name
 * @GENKAN_PRODUCT_EDIT_MERGE: the Records of all of them go to the Product @target_id; the
 *   others go
 * @GENKAN_PRODUCT_EDIT_DELETE: they go; Records that were mapped to them become Stale
 * @GENKAN_PRODUCT_EDIT_SET_TYPE: they belong to another Product Type, made when there is none
 *
 * What a person decides about Products.
 */
typedef enum
{
  GENKAN_PRODUCT_EDIT_RENAME,
  GENKAN_PRODUCT_EDIT_MERGE,
  GENKAN_PRODUCT_EDIT_DELETE,
  GENKAN_PRODUCT_EDIT_SET_TYPE,
} GenkanProductEditKind;

/**
 * GenkanProductEdit:
 * @kind: what
 * @target_id: for a merge: the Product that stays
 * @name: (nullable): the new name, or the name of the Product Type (%NULL or empty: none)
 */
typedef struct
{
  GenkanProductEditKind  kind;
  gint64                 target_id;
  const char            *name;
} GenkanProductEdit;

/* Taken back by genkan_store_undo_async(), like any decision. */
void        genkan_store_edit_products_async  (GenkanStore              *self,
                                               const gint64             *product_ids,
                                               gsize                     n_products,
                                               const GenkanProductEdit  *edit,
                                               GCancellable             *cancellable,
                                               GAsyncReadyCallback       callback,
                                               gpointer                  user_data);
GenkanUndo *genkan_store_edit_products_finish (GenkanStore              *self,
                                               GAsyncResult             *result,
                                               GError                  **error);

/* A Product without Records; its id, or 0. */
void        genkan_store_add_product_async    (GenkanStore              *self,
                                               const char               *name,
                                               const char               *type_name,
                                               GCancellable             *cancellable,
                                               GAsyncReadyCallback       callback,
                                               gpointer                  user_data);
gint64      genkan_store_add_product_finish   (GenkanStore              *self,
                                               GAsyncResult             *result,
                                               GError                  **error);

/* The same name for a Product Type wherever it is used. Renaming to one that exists joins them. */
void        genkan_store_rename_type_async    (GenkanStore              *self,
                                               const char               *name,
                                               const char               *new_name,
                                               GCancellable             *cancellable,
                                               GAsyncReadyCallback       callback,
                                               gpointer                  user_data);
GenkanUndo *genkan_store_rename_type_finish   (GenkanStore              *self,
                                               GAsyncResult             *result,
                                               GError                  **error);

G_END_DECLS
