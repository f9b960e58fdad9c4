/* genkan-record-dialog.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-record.h"
#include "genkan-store-records.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_RECORD_DIALOG (genkan_record_dialog_get_type ())

/**
 * GenkanRecordDialog:
 *
 * Edit Record: what it is, and what shall be with it. Emits `decided (GenkanRecord *, const
 * GenkanDecision *, gboolean go_on)`; who shows it then closes it, or shows the next Record.
 */
G_DECLARE_FINAL_TYPE (GenkanRecordDialog, genkan_record_dialog, GENKAN, RECORD_DIALOG, GtkWidget)

GtkWidget *genkan_record_dialog_new  (GenkanStore        *store);
gboolean   genkan_record_dialog_show (GenkanRecordDialog *self,
                                      gint64              id);

G_END_DECLS
