/* genkan-cli-sync-results.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-operation.h"
#include "genkan-store.h"

G_BEGIN_DECLS

/* What a Sync or a delivery came to, Record by Record, when it ends or long after. Returns what
 * genkan_store_list_sync_results() gave, or %NULL with an error and nothing printed. */
GPtrArray *genkan_cli_print_sync_results (GenkanStore      *store,
                                          GenkanOperation  *operation,
                                          gboolean          json,
                                          GError          **error);

G_END_DECLS
