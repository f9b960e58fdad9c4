/* genkan-record-chooser.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store-records.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_RECORD_CHOOSER (genkan_record_chooser_get_type ())

/**
 * GenkanRecordChooser:
 *
 * Chooses a Product while one types: those that exist, or a new one of that name with its
 * Product Type.
 *
 * Signals: `accepted` for Enter or a double click; `choice-changed`.
 */
G_DECLARE_FINAL_TYPE (GenkanRecordChooser, genkan_record_chooser, GENKAN, RECORD_CHOOSER, GtkWidget)

void     genkan_record_chooser_open         (GenkanRecordChooser *self,
                                             GenkanStore         *store,
                                             const char          *text,
                                             const char          *product_type);
void     genkan_record_chooser_suggest      (GenkanRecordChooser *self,
                                             gint64               record_id);
gboolean genkan_record_chooser_get_decision (GenkanRecordChooser *self,
                                             GenkanDecision      *ret_decision);

G_END_DECLS
