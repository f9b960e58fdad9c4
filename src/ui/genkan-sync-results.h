/* genkan-sync-results.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-operation.h"
#include "genkan-store.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_SYNC_RESULTS (genkan_sync_results_get_type ())

/**
 * GenkanSyncResults:
 *
 * What a Sync found, Record by Record, and the removal guard's question where it waits for an
 * answer.
 */
G_DECLARE_FINAL_TYPE (GenkanSyncResults, genkan_sync_results, GENKAN, SYNC_RESULTS, GtkWidget)

void       genkan_sync_results_present (GtkWidget       *from,
                                        GenkanStore     *store,
                                        GenkanOperation *operation);

G_END_DECLS
