/* genkan-record-pane-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-record-pane.h"

G_BEGIN_DECLS

struct _GenkanRecordPane
{
  GtkWidget              parent_instance;

  GtkLabel              *heading;
  GtkLabel              *count;
  GtkSpinner            *spinner;
  GtkLabel              *line;
  GtkScrolledWindow     *scroller;
  GtkColumnView         *view;
  GtkColumnViewColumn   *name_column;
  GtkColumnViewColumn   *folded_column;
  GtkColumnViewColumn   *connection_column;
  GtkColumnViewColumn   *product_column;
  GtkColumnViewColumn   *parent_column;
  GtkColumnViewColumn   *kind_column;
  GtkColumnViewColumn   *state_column;
  GtkColumnViewColumn   *first_column;
  GtkColumnViewColumn   *last_column;
  GtkColumnViewColumn   *finalized_column;
  GtkColumnViewColumn   *findings_column;
  GtkColumnViewColumn   *synced_column;

  GenkanRecordSelection *selection;  /* (owned) (nullable) until it is opened */
  gboolean               of_all;     /* the Records of all Connections */
  GenkanRecordTable      table;
  GenkanRecordWidth      width;
  gint64                 top_id;     /* the first row in sight when the rows changed, or 0 … */
  double                 top_part;   /* … how much of it was above … */
  double                 row_height; /* … and how high it is */
  gboolean               had_focus;  /* and whether the keyboard was in the table */
  guint                  focus_idle;
};

gboolean            _genkan_record_pane_select_cell   (GenkanRecordPane *self,
                                                       GtkWidget        *inside);
void                _genkan_record_pane_settling_cb   (GenkanRecordPane *self,
                                                       gboolean          anew);
void                _genkan_record_pane_settled_cb    (GenkanRecordPane *self,
                                                       gboolean          anew);
GdkContentProvider *_genkan_record_pane_prepare_cb    (GtkDragSource    *source,
                                                       double            x,
                                                       double            y,
                                                       GenkanRecordPane *self);
void                _genkan_record_pane_drag_begin_cb (GtkDragSource    *source,
                                                       GdkDrag          *drag,
                                                       GenkanRecordPane *self);

G_END_DECLS
