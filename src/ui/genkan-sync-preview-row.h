/* genkan-sync-preview-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_SYNC_PREVIEW_ROW (genkan_sync_preview_row_get_type ())

/* A row in the preview of a Sync: a Record with its check mark, or below it what happens to one of
 * its Findings. */
G_DECLARE_FINAL_TYPE (GenkanSyncPreviewRow, genkan_sync_preview_row, GENKAN, SYNC_PREVIEW_ROW, AdwBin)

GtkWidget *genkan_sync_preview_row_new    (void);
void       genkan_sync_preview_row_bind   (GenkanSyncPreviewRow *self,
                                           GtkTreeListRow       *row);
void       genkan_sync_preview_row_unbind (GenkanSyncPreviewRow *self);

G_END_DECLS
