/* genkan-record-cell.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_RECORD_CELL (genkan_record_cell_get_type ())

/* The cell of a Record's name. It knows its row, which GTK tells from a point only since 4.12. */
G_DECLARE_FINAL_TYPE (GenkanRecordCell, genkan_record_cell, GENKAN, RECORD_CELL, AdwBin)

GenkanRecordCell *genkan_record_cell_find             (GtkWidget        *table,
                                                       GtkWidget        *inside);
guint             genkan_record_cell_get_position     (GenkanRecordCell *self);
void              genkan_record_cell_toggle_with_ctrl (GtkColumnView    *table);

G_END_DECLS
