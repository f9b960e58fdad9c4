/* genkan-preview-group.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-discover-preview.h"
#include "genkan-preview-item.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_PREVIEW_GROUP (genkan_preview_group_get_type ())

/* The changes of one kind in a preview: a check mark for all, and a table with one for each.
 * Emits "toggled" with the GenkanPreviewItem whose mark a person changed. */
G_DECLARE_FINAL_TYPE (GenkanPreviewGroup, genkan_preview_group, GENKAN, PREVIEW_GROUP, AdwBin)

GtkWidget *genkan_preview_group_new          (GenkanPreview         *changes,
                                              GenkanChangeKind       kind);
void       genkan_preview_group_set_included (GenkanPreviewGroup    *self,
                                              const char            *vendor_id,
                                              gboolean               included);
void       genkan_preview_group_apply        (GenkanPreviewGroup    *self,
                                              GenkanDiscoverPreview *preview);

G_END_DECLS
