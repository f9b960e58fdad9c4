/* genkan-record-columns.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands in a column of a table of Records. */
typedef enum
{
  GENKAN_RECORD_CELLS_NAME,
  GENKAN_RECORD_CELLS_FOLDED, /* the name, and below it what other columns show */
  GENKAN_RECORD_CELLS_FOLDED_ALL, /* the same, and the Connection */
  GENKAN_RECORD_CELLS_CONNECTION,
  GENKAN_RECORD_CELLS_PRODUCT,
  GENKAN_RECORD_CELLS_PARENT,
  GENKAN_RECORD_CELLS_KIND,
  GENKAN_RECORD_CELLS_STATE,
  GENKAN_RECORD_CELLS_FIRST_DISCOVERED,
  GENKAN_RECORD_CELLS_LAST_DISCOVERED,
  GENKAN_RECORD_CELLS_FINALIZED,
  GENKAN_RECORD_CELLS_FINDINGS,
  GENKAN_RECORD_CELLS_LAST_SYNCED,
} GenkanRecordCells;

void genkan_record_columns_show (GtkColumnViewColumn *column,
                                 GenkanRecordCells    cells,
                                 gboolean             visible);

G_END_DECLS
