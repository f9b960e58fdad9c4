/* genkan-sync-preview-dialog.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-sync-preview.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_SYNC_PREVIEW_DIALOG (genkan_sync_preview_dialog_get_type ())

/* What a Sync would do, Record by Record, to be applied in whole or in part. Closing it cancels
 * the Sync. What genkan_dialog_present() shows. */
G_DECLARE_FINAL_TYPE (GenkanSyncPreviewDialog, genkan_sync_preview_dialog,
                      GENKAN, SYNC_PREVIEW_DIALOG, GtkWidget)

GtkWidget *genkan_sync_preview_dialog_new (GenkanSyncPreview *preview,
                                           const char        *label);

G_END_DECLS
