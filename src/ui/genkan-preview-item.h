/* genkan-preview-item.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-change.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_PREVIEW_ITEM (genkan_preview_item_get_type ())

/* A change in the preview of a Discover, and whether a person wants it. */
G_DECLARE_FINAL_TYPE (GenkanPreviewItem, genkan_preview_item, GENKAN, PREVIEW_ITEM, GObject)

GenkanPreviewItem *genkan_preview_item_new          (GenkanChange      *change);
GenkanChange      *genkan_preview_item_get_change   (GenkanPreviewItem *self);
gboolean           genkan_preview_item_get_included (GenkanPreviewItem *self);
void               genkan_preview_item_set_included (GenkanPreviewItem *self,
                                                     gboolean           included);

G_END_DECLS
