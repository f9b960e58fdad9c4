/* genkan-sync-preview-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-sync-preview.h"

G_BEGIN_DECLS

/* Goes on with a Sync whose preview was applied. */
typedef void (*GenkanSyncGoOn) (GTask *task);

GenkanSyncPreview *genkan_sync_preview_new (GTask          *task,
                                            GListModel     *records,
                                            GenkanSyncGoOn  go_on);

G_END_DECLS
