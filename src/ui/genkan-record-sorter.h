/* genkan-record-sorter.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-record-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_RECORD_COLUMN (genkan_record_column_get_type ())
#define GENKAN_TYPE_RECORD_SORTER (genkan_record_sorter_get_type ())

/* Marks a column of a GtkColumnView as one that the store can sort by. It compares nothing: SQL
 * sorts. The view's own sorter is asked with genkan_record_sorter_read(). */
G_DECLARE_FINAL_TYPE (GenkanRecordSorter, genkan_record_sorter, GENKAN, RECORD_SORTER, GtkSorter)

GType    genkan_record_column_get_type (void) G_GNUC_CONST;
gboolean genkan_record_sorter_read     (GtkSorter          *view_sorter,
                                        GenkanRecordColumn *ret_column,
                                        gboolean           *ret_descending);

G_END_DECLS
