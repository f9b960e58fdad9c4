/* genkan-preview-dialog.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-discover-preview.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_PREVIEW_DIALOG (genkan_preview_dialog_get_type ())

/* What a Discover would change, to be applied in whole or in part. Closing it cancels the
 * Discover. What genkan_dialog_present() shows. */
G_DECLARE_FINAL_TYPE (GenkanPreviewDialog, genkan_preview_dialog, GENKAN, PREVIEW_DIALOG, GtkWidget)

GtkWidget *genkan_preview_dialog_new (GenkanDiscoverPreview *preview,
                                      const char            *label);

G_END_DECLS
