/* genkan-format-sync.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-record-forecast.h"
#include "genkan-store-sync.h"

G_BEGIN_DECLS

char *genkan_format_sync_outcome    (GenkanOperation        *operation);
char *genkan_format_deliver_outcome (GenkanOperation        *operation);
char *genkan_format_sync_result     (const GenkanSyncResult *result);
char *genkan_format_delivery        (const GenkanSyncResult *result);
char *genkan_format_record_problem  (const GenkanRecordSync *sync);
void  genkan_format_add_changes     (GPtrArray              *parts,
                                     guint                   n_new,
                                     guint                   n_changed,
                                     guint                   n_closed,
                                     guint                   n_reopened);

char *genkan_format_forecast       (GenkanRecordForecast *forecast);
char *genkan_format_forecast_there (GenkanRecordForecast *forecast);
char *genkan_format_forecast_guard (GenkanRecordForecast *forecast);
char *genkan_format_forecasts      (GListModel           *forecasts);
char *genkan_format_finding_change (GenkanFindingChange  *change);

G_END_DECLS
