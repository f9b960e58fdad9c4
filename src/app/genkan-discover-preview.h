/* genkan-discover-preview.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store-preview.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_DISCOVER_PREVIEW (genkan_discover_preview_get_type ())

/**
 * GenkanDiscoverPreview:
 *
 * A Discover that has read everything and waits for a person's word before it changes anything.
 * It is applied, cancelled, or dropped, which cancels it. Emits `settled` once, when it no longer
 * waits, also when it was cancelled from elsewhere.
 */
G_DECLARE_FINAL_TYPE (GenkanDiscoverPreview, genkan_discover_preview, GENKAN, DISCOVER_PREVIEW, GObject)

GenkanPreview *genkan_discover_preview_get_changes  (GenkanDiscoverPreview *self);
gboolean       genkan_discover_preview_is_complete  (GenkanDiscoverPreview *self);
void           genkan_discover_preview_leave_out    (GenkanDiscoverPreview *self,
                                                     GenkanChangeKind       kind,
                                                     const char * const    *vendor_ids);
void           genkan_discover_preview_apply        (GenkanDiscoverPreview *self);
void           genkan_discover_preview_cancel       (GenkanDiscoverPreview *self);

/* The word for a kind of change, for people. */
const char    *genkan_change_kind_describe          (GenkanChangeKind       kind);

G_END_DECLS
