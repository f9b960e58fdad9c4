/* genkan-record-pane.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-record-selection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_RECORD_PANE (genkan_record_pane_get_type ())

/**
 * GenkanRecordWidth:
 * @GENKAN_RECORD_WIDTH_FULL: every column
 * @GENKAN_RECORD_WIDTH_WIDE: without what matters least of a mapped Record
 * @GENKAN_RECORD_WIDTH_MEDIUM: without the dates that matter least
 * @GENKAN_RECORD_WIDTH_NARROW: two columns, the first of which has two lines
 */
typedef enum
{
  GENKAN_RECORD_WIDTH_FULL,
  GENKAN_RECORD_WIDTH_WIDE,
  GENKAN_RECORD_WIDTH_MEDIUM,
  GENKAN_RECORD_WIDTH_NARROW,
} GenkanRecordWidth;

/**
 * GenkanRecordPane:
 *
 * The Unmapped or the Mapped Records of a Connection: a heading with their number, the table,
 * and a line of words in its place where there is nothing.
 *
 * Signals: `record-activated (gint64 id)` for a double click or Enter; `menu-requested (double
 * x, double y)` in the pane's coordinates, after the row was selected; `selection-changed`; and
 * `count-changed`.
 */
G_DECLARE_FINAL_TYPE (GenkanRecordPane, genkan_record_pane, GENKAN, RECORD_PANE, GtkWidget)

void                   genkan_record_pane_open          (GenkanRecordPane  *self,
                                                         GenkanStore       *store,
                                                         gint64             connection_id,
                                                         GenkanRecordTable  table);
GenkanRecordList      *genkan_record_pane_get_list      (GenkanRecordPane  *self);
GenkanRecordSelection *genkan_record_pane_get_selection (GenkanRecordPane  *self);
void                   genkan_record_pane_set_search    (GenkanRecordPane  *self,
                                                         const char        *search);
void                   genkan_record_pane_set_states    (GenkanRecordPane  *self,
                                                         guint              states);
void                   genkan_record_pane_set_width     (GenkanRecordPane  *self,
                                                         GenkanRecordWidth  width);
gboolean               genkan_record_pane_has_focus     (GenkanRecordPane  *self);
gboolean               genkan_record_pane_popup_point   (GenkanRecordPane  *self,
                                                         double            *ret_x,
                                                         double            *ret_y);

G_END_DECLS
