/* genkan-format-sync.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store-sync.h"

G_BEGIN_DECLS

char *genkan_format_sync_outcome (GenkanOperation        *operation);
char *genkan_format_sync_result  (const GenkanSyncResult *result);

G_END_DECLS
