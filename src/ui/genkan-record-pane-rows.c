/* genkan-record-pane-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the eye and the keyboard are in the table: which row a click or the focus means, and
 * that both stay where they were when rows come and go.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-record-pane-private.h"

#include "genkan-record-cell.h"
#include "genkan-row-slot.h"

#include <glib/gi18n.h>

static GtkWidget *
genkan_record_pane_get_focus (GenkanRecordPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    return NULL;

  return focus;
}

/* GTK does that only since 4.12. */
static void
genkan_record_pane_focus_row (GenkanRecordPane *self,
                              guint             position)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkWidget *list = gtk_widget_get_last_child (view);

  while (list != NULL && !GTK_IS_LIST_VIEW (list))
    list = gtk_widget_get_prev_sibling (list);
  if (list == NULL)
    return;

  for (GtkWidget *row = gtk_widget_get_first_child (list);
       row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GenkanRecordCell *cell = genkan_record_cell_find (view, row);

      if (cell != NULL && genkan_record_cell_get_position (cell) == position)
        {
          gtk_widget_grab_focus (row);
          return;
        }
    }
}

/* Before its row goes: else another widget has the keyboard in between, and takes keys. */
static void
genkan_record_pane_move_focus (GenkanRecordPane *self,
                               gboolean          anew)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (genkan_record_pane_get_list (self)));
  GenkanRecordCell *cell =
    genkan_record_cell_find (GTK_WIDGET (self->view), genkan_record_pane_get_focus (self));
  guint position;

  if (cell == NULL || n_rows == 0)
    return;

  position = genkan_record_cell_get_position (cell);
  if (anew && position > 0)
    genkan_record_pane_focus_row (self, 0);
  else if (position >= n_rows)
    genkan_record_pane_focus_row (self, n_rows - 1);
}

/* After the table has dealt with what its rows did: back into it with the keyboard. */
static void
genkan_record_pane_keep_focus (gpointer user_data)
{
  GenkanRecordPane *self = user_data;

  self->focus_idle = 0;
  if (self->had_focus && genkan_record_pane_get_focus (self) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* Remembers what stands first in sight, unless that is the beginning. */
static void
genkan_record_pane_remember_top (GenkanRecordPane *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  guint n_places = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  double value = gtk_adjustment_get_value (adjustment);
  g_autoptr (GenkanRowSlot) slot = NULL;

  self->top_id = 0;
  if (value <= 0 || n_places == 0)
    return;

  self->row_height = gtk_adjustment_get_upper (adjustment) / n_places;
  slot = g_list_model_get_item (G_LIST_MODEL (self->selection), value / self->row_height);
  if (slot == NULL || genkan_row_slot_get_item (slot) == NULL)
    return;

  self->top_id = genkan_record_get_id (genkan_row_slot_get_item (slot));
  self->top_part = value - genkan_row_slot_get_position (slot) * self->row_height;
}

/* The rows are about to be others: an answer is read from its beginning. */
void
_genkan_record_pane_settling_cb (GenkanRecordPane *self,
                                 gboolean          anew)
{
  self->had_focus = genkan_record_pane_get_focus (self) != NULL;
  genkan_record_pane_remember_top (self);
  if (anew)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  genkan_record_pane_move_focus (self, anew);
}

/* And now they are. What came and went by itself moves nothing before one's eyes. */
void
_genkan_record_pane_settled_cb (GenkanRecordPane *self,
                                gboolean          anew)
{
  int position = -1;

  if (!anew && self->top_id != 0)
    position = genkan_record_list_find (genkan_record_pane_get_list (self), self->top_id);

  if (position >= 0)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller),
                              position * self->row_height + self->top_part);
  if (self->had_focus && self->focus_idle == 0)
    self->focus_idle = g_idle_add_once (genkan_record_pane_keep_focus, self);
}

/* What a menu is asked for is what it acts on: a row that is not selected becomes so, alone. */
gboolean
_genkan_record_pane_select_cell (GenkanRecordPane *self,
                                 GtkWidget        *inside)
{
  GenkanRecordCell *cell = genkan_record_cell_find (GTK_WIDGET (self->view), inside);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  guint position;

  if (cell == NULL)
    return FALSE;

  position = genkan_record_cell_get_position (cell);
  if (!gtk_selection_model_is_selected (model, position))
    gtk_selection_model_select_item (model, position, TRUE);

  return TRUE;
}

/* What is dragged are the selected Records; one that is not selected becomes so, alone. */
GdkContentProvider *
_genkan_record_pane_prepare_cb (GtkDragSource    *source,
                                double            x,
                                double            y,
                                GenkanRecordPane *self)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  g_autoptr (GArray) ids = NULL;

  if (!_genkan_record_pane_select_cell (self, gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT)))
    return NULL;

  ids = genkan_record_selection_dup_ids (self->selection);

  return gdk_content_provider_new_typed (G_TYPE_ARRAY, ids);
}

void
_genkan_record_pane_drag_begin_cb (GtkDragSource    *source,
                                   GdkDrag          *drag,
                                   GenkanRecordPane *self)
{
  guint n = genkan_record_selection_get_n_selected (self->selection);
  g_autofree char *text = g_strdup_printf (ngettext ("%'u Record", "%'u Records", n), n);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "dragged");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
}

/**
 * genkan_record_pane_has_focus:
 * @self: a pane
 *
 * Returns: whether the keyboard is in its table
 */
gboolean
genkan_record_pane_has_focus (GenkanRecordPane *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_PANE (self), FALSE);

  return genkan_record_pane_get_focus (self) != NULL;
}

/**
 * genkan_record_pane_popup_point:
 * @self: a pane
 * @ret_x: (out): a point in the pane's coordinates
 * @ret_y: (out): the same
 *
 * For a menu that is asked for by key: selects the row with the focus, as a click would.
 *
 * Returns: whether there is such a row
 */
gboolean
genkan_record_pane_popup_point (GenkanRecordPane *self,
                                double           *ret_x,
                                double           *ret_y)
{
  GtkWidget *focus;
  GenkanRecordCell *cell;

  g_return_val_if_fail (GENKAN_IS_RECORD_PANE (self), FALSE);

  focus = genkan_record_pane_get_focus (self);
  if (focus == NULL || !_genkan_record_pane_select_cell (self, focus))
    return FALSE;

  cell = genkan_record_cell_find (GTK_WIDGET (self->view), focus);

  return gtk_widget_translate_coordinates (GTK_WIDGET (cell), GTK_WIDGET (self),
                                           12, gtk_widget_get_height (GTK_WIDGET (cell)),
                                           ret_x, ret_y);
}
