/* genkan-record-selection.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-record-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_RECORD_SELECTION (genkan_record_selection_get_type ())

/**
 * GenkanRecordSelection:
 *
 * A GtkSelectionModel over a GenkanRecordList in which any number of Records is selected, also
 * all of a million. What is selected stays so when the list is sorted, searched or changed.
 */
G_DECLARE_FINAL_TYPE (GenkanRecordSelection, genkan_record_selection, GENKAN, RECORD_SELECTION,
                      GObject)

GenkanRecordSelection *genkan_record_selection_new            (GenkanRecordList      *list);
GenkanRecordList      *genkan_record_selection_get_list       (GenkanRecordSelection *self);
guint                  genkan_record_selection_get_n_selected (GenkanRecordSelection *self);
GArray                *genkan_record_selection_dup_ids        (GenkanRecordSelection *self);

G_END_DECLS
