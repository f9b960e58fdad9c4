/* genkan-sync-preview.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-hold.h"
#include "genkan-record-forecast.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_SYNC_PREVIEW (genkan_sync_preview_get_type ())

/**
 * GenkanSyncPreview:
 *
 * What a Sync would do, Record by Record, before it does: a #GenkanHold.
 */
G_DECLARE_FINAL_TYPE (GenkanSyncPreview, genkan_sync_preview, GENKAN, SYNC_PREVIEW, GenkanHold)

GListModel *genkan_sync_preview_get_records (GenkanSyncPreview *self);
void        genkan_sync_preview_leave_out   (GenkanSyncPreview *self,
                                             const gint64      *record_ids,
                                             gsize              n_records);

/* For people. */
const char *genkan_finding_change_kind_describe    (GenkanFindingChangeKind  kind);
char       *genkan_record_forecast_describe_there  (GenkanRecordForecast    *forecast);
char       *genkan_record_forecast_describe_guard  (GenkanRecordForecast    *forecast);

G_END_DECLS
