/* genkan-sync-preview-item.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-record-forecast.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_SYNC_PREVIEW_ITEM (genkan_sync_preview_item_get_type ())

/* A Record in the preview of a Sync, and whether a person wants it synced. */
G_DECLARE_FINAL_TYPE (GenkanSyncPreviewItem, genkan_sync_preview_item, GENKAN, SYNC_PREVIEW_ITEM,
                      GObject)

GenkanSyncPreviewItem *genkan_sync_preview_item_new           (GenkanRecordForecast  *forecast);
GenkanRecordForecast  *genkan_sync_preview_item_get_forecast  (GenkanSyncPreviewItem *self);
gboolean               genkan_sync_preview_item_get_included  (GenkanSyncPreviewItem *self);
void                   genkan_sync_preview_item_set_included  (GenkanSyncPreviewItem *self,
                                                               gboolean               included);
GListModel            *genkan_sync_preview_item_dup_rows      (GenkanSyncPreviewItem *self);
int                    genkan_sync_preview_item_compare       (gconstpointer          a,
                                                               gconstpointer          b,
                                                               gpointer               user_data);

G_END_DECLS
