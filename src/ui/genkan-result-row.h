/* genkan-sync-result-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-store-sync.h"

G_BEGIN_DECLS

GtkWidget *genkan_sync_result_row_new (const GenkanSyncResult *result,
                                       gboolean                has_server);

G_END_DECLS
