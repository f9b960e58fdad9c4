/* genkan-records-export-dialog.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-store.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_RECORDS_EXPORT_DIALOG (genkan_records_export_dialog_get_type ())

/**
 * GenkanExportOffer:
 * @connection_id: whose Records, or 0: those of all Connections
 * @name: what the file may be called, without an ending
 * @n_all: how many Records there are
 * @search: (nullable): what is searched for
 * @states: a bit for each state that is shown; 0: all
 * @n_shown: how many search and states leave
 * @selected: (nullable) (element-type gint64): the selected Records
 *
 * What can be exported.
 */
typedef struct
{
  gint64      connection_id;
  const char *name;
  guint       n_all;
  const char *search;
  guint       states;
  guint       n_shown;
  GArray     *selected;
} GenkanExportOffer;

/**
 * GenkanRecordsExportDialog:
 *
 * Asks which Records to export and how, then for a file, and shows how far it is.
 */
G_DECLARE_FINAL_TYPE (GenkanRecordsExportDialog, genkan_records_export_dialog, GENKAN,
                      RECORDS_EXPORT_DIALOG, GtkWidget)

void genkan_records_export_present (GtkWidget               *from,
                                    GenkanStore             *store,
                                    const GenkanExportOffer *offer);

G_END_DECLS
