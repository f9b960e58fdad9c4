/* genkan-store-assets-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the store: what genkan-store-assets.c and genkan-store-assets-find.c share.
 */

#pragma once

#include "genkan-store-assets.h"
#include "genkan-store-private.h"

G_BEGIN_DECLS

/* Besides GenkanAssetChanges, in `kept_products`: a person, or chance, has made it so already. */
#define GENKAN_KEEP_NAME_IS_SO (1 << 16)
#define GENKAN_KEEP_TYPE_IS_SO (1 << 17)

typedef struct
{
  gint64          operation_id;
  gboolean        complete;
  GArray         *ids;           /* (owned) (nullable) (element-type gint64): only these */

  GenkanDatabase *db;            /* (unowned) from here on: within the transaction */
  gint64          connection_id;
  GenkanRules    *rules;         /* (owned) (nullable) */
  char           *label;         /* (owned) (nullable) */
  char           *tool;          /* (owned) (nullable) */
} GenkanKeep;

gboolean genkan_keep_run  (GenkanKeep  *self,
                           const char  *sql,
                           GError     **error);
gboolean genkan_keep_find (GenkanKeep  *self,
                           GError     **error);

G_END_DECLS
