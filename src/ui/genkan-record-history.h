/* genkan-record-history.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_RECORD_HISTORY (genkan_record_history_get_type ())

/**
 * GenkanRecordHistory:
 *
 * A row that opens to what happened to a Record, when, and who did it; the latest first. It reads
 * when it is opened.
 */
G_DECLARE_FINAL_TYPE (GenkanRecordHistory, genkan_record_history, GENKAN, RECORD_HISTORY,
                      AdwExpanderRow)

void genkan_record_history_show (GenkanRecordHistory *self,
                                 GenkanStore         *store,
                                 gint64               record_id);

G_END_DECLS
