/* genkan-record-map-dialog.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store-records.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_RECORD_MAP_DIALOG (genkan_record_map_dialog_get_type ())

/**
 * GenkanRecordMapDialog:
 *
 * The Product for many Records at once. Emits `decided (GArray *ids, const GenkanDecision *)`;
 * who shows it closes it.
 */
G_DECLARE_FINAL_TYPE (GenkanRecordMapDialog, genkan_record_map_dialog, GENKAN, RECORD_MAP_DIALOG,
                      GtkWidget)

GtkWidget *genkan_record_map_dialog_new (GenkanStore *store,
                                         GArray      *ids);

G_END_DECLS
