/* genkan-discover-preview.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-hold.h"
#include "genkan-store-preview.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_DISCOVER_PREVIEW (genkan_discover_preview_get_type ())

/**
 * GenkanDiscoverPreview:
 *
 * What a Discover would change, before it does: a #GenkanHold.
 */
G_DECLARE_FINAL_TYPE (GenkanDiscoverPreview, genkan_discover_preview, GENKAN, DISCOVER_PREVIEW,
                      GenkanHold)

GenkanPreview *genkan_discover_preview_get_changes  (GenkanDiscoverPreview *self);
gboolean       genkan_discover_preview_is_complete  (GenkanDiscoverPreview *self);
void           genkan_discover_preview_leave_out    (GenkanDiscoverPreview *self,
                                                     GenkanChangeKind       kind,
                                                     const char * const    *vendor_ids);

/* The word for a kind of change, for people. */
const char    *genkan_change_kind_describe          (GenkanChangeKind       kind);

G_END_DECLS
