/* genkan-record-pane.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-record-pane-private.h"

#include "closures/genkan-format.h"
#include "genkan-compat.h"
#include "genkan-record-cell.h"
#include "genkan-record-columns.h"
#include "genkan-record-sorter.h"
#include "genkan-settings.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (GenkanRecordPane, genkan_record_pane, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_RECORD_ACTIVATED,
  SIGNAL_MENU_REQUESTED,
  SIGNAL_SELECTION_CHANGED,
  SIGNAL_COUNT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
words_for_nothing (GenkanRecordPane *self)
{
  if (genkan_record_list_get_loading (genkan_record_pane_get_list (self)))
    return _("Looking for Records…");

  if (genkan_record_list_get_n_total (genkan_record_pane_get_list (self)) > 0)
    return _("No Record here matches the search.");

  if (self->table == GENKAN_RECORD_TABLE_UNMAPPED)
    return _("All Records are mapped. Well done!");

  return _("No Record is mapped yet. Open one above to choose its Product.");
}

static char *
words_for_count (guint shown,
                 guint total)
{
  g_autofree char *all = genkan_format_count (total);
  g_autofree char *some = NULL;

  if (shown == total)
    return g_steal_pointer (&all);

  some = genkan_format_count (shown);

  return g_strdup_printf (C_("shown of all", "%s of %s"), some, all);
}

static void
genkan_record_pane_update (GenkanRecordPane *self)
{
  GenkanRecordList *list = genkan_record_pane_get_list (self);
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (list));
  gboolean loading = genkan_record_list_get_loading (list);
  g_autofree char *count = words_for_count (shown, genkan_record_list_get_n_total (list));

  gtk_label_set_label (self->count, count);
  gtk_label_set_label (self->line, words_for_nothing (self));
  gtk_widget_set_visible (GTK_WIDGET (self->line), shown == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), shown > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), loading);
  gtk_spinner_set_spinning (self->spinner, loading);
}

static void
genkan_record_pane_update_columns (GenkanRecordPane *self)
{
  gboolean mapped = self->table == GENKAN_RECORD_TABLE_MAPPED;
  gboolean full = self->width == GENKAN_RECORD_WIDTH_FULL;
  gboolean wide = full || self->width == GENKAN_RECORD_WIDTH_WIDE;
  gboolean narrow = self->width == GENKAN_RECORD_WIDTH_NARROW;

  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self->view), "folded");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->view), "folded");

  genkan_record_columns_show (self->name_column, GENKAN_RECORD_CELLS_NAME, !narrow);
  genkan_record_columns_show (self->folded_column, self->of_all ? GENKAN_RECORD_CELLS_FOLDED_ALL
                                                                : GENKAN_RECORD_CELLS_FOLDED,
                              narrow);
  genkan_record_columns_show (self->connection_column, GENKAN_RECORD_CELLS_CONNECTION,
                              self->of_all && !narrow);
  genkan_record_columns_show (self->product_column, GENKAN_RECORD_CELLS_PRODUCT,
                              mapped && !narrow);
  genkan_record_columns_show (self->parent_column, GENKAN_RECORD_CELLS_PARENT,
                              (wide || (!narrow && !(mapped && self->of_all))) &&
                              genkan_settings_shows ("show-parent"));
  genkan_record_columns_show (self->kind_column, GENKAN_RECORD_CELLS_KIND,
                              (full || (wide && !self->of_all) || (!narrow && !mapped)) &&
                              genkan_settings_shows ("show-kind"));
  genkan_record_columns_show (self->state_column, GENKAN_RECORD_CELLS_STATE, TRUE);
  genkan_record_columns_show (self->first_column, GENKAN_RECORD_CELLS_FIRST_DISCOVERED,
                              (full || (wide && !mapped)) &&
                              genkan_settings_shows ("show-first-discovered"));
  genkan_record_columns_show (self->last_column, GENKAN_RECORD_CELLS_LAST_DISCOVERED,
                              (wide || (!narrow && !mapped)) &&
                              genkan_settings_shows ("show-last-discovered"));
  genkan_record_columns_show (self->finalized_column, GENKAN_RECORD_CELLS_FINALIZED,
                              mapped && full && genkan_settings_shows ("show-finalized"));
  genkan_record_columns_show (self->findings_column, GENKAN_RECORD_CELLS_FINDINGS,
                              mapped && !narrow && genkan_settings_shows ("show-findings"));
  genkan_record_columns_show (self->synced_column, GENKAN_RECORD_CELLS_LAST_SYNCED,
                              mapped && wide && genkan_settings_shows ("show-last-synced"));
}

static void
genkan_record_pane_list_changed_cb (GenkanRecordPane *self)
{
  genkan_record_pane_update (self);
  g_signal_emit (self, signals[SIGNAL_COUNT_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

static void
genkan_record_pane_selection_changed_cb (GenkanRecordPane *self)
{
  g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

static void
genkan_record_pane_sorter_changed_cb (GenkanRecordPane *self,
                                      GtkSorterChange   change,
                                      GtkSorter        *sorter)
{
  GenkanRecordColumn column = GENKAN_RECORD_COLUMN_NAME;
  gboolean descending = FALSE;

  if (self->selection == NULL)
    return;

  genkan_record_sorter_read (sorter, &column, &descending);
  genkan_record_list_set_sort (genkan_record_pane_get_list (self), column, descending);
}

static void
genkan_record_pane_activate_cb (GenkanRecordPane *self,
                                guint             position)
{
  gint64 id = genkan_record_list_get_id (genkan_record_pane_get_list (self), position);

  if (id != 0)
    g_signal_emit (self, signals[SIGNAL_RECORD_ACTIVATED], 0, id);
}

static void
genkan_record_pane_pressed_cb (GtkGestureClick  *gesture,
                               int               n_press,
                               double            x,
                               double            y,
                               GenkanRecordPane *self)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  double pane_x, pane_y;

  if (!_genkan_record_pane_select_cell (self, gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT)))
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_translate_coordinates (view, GTK_WIDGET (self), x, y, &pane_x, &pane_y);
  g_signal_emit (self, signals[SIGNAL_MENU_REQUESTED], 0, pane_x, pane_y);
}

static void
genkan_record_pane_dispose (GObject *object)
{
  GenkanRecordPane *self = GENKAN_RECORD_PANE (object);

  g_clear_handle_id (&self->focus_idle, g_source_remove);
  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_RECORD_PANE);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (genkan_record_pane_parent_class)->dispose (object);
}

static void
genkan_record_pane_install_signals (GObjectClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[SIGNAL_RECORD_ACTIVATED] =
    g_signal_new ("record-activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_MENU_REQUESTED] =
    g_signal_new ("menu-requested", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SIGNAL_SELECTION_CHANGED] =
    g_signal_new ("selection-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_COUNT_CHANGED] =
    g_signal_new ("count-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
genkan_record_pane_class_init (GenkanRecordPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_record_pane_dispose;

  genkan_record_pane_install_signals (object_class);

  g_type_ensure (GENKAN_TYPE_RECORD_SORTER);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-record-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordPane, heading);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordPane, count);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordPane, spinner);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordPane, line);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordPane, view);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordPane, name_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordPane, folded_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordPane, connection_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordPane, product_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordPane, parent_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordPane, kind_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordPane, state_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordPane, first_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordPane, last_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordPane, finalized_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordPane, findings_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordPane, synced_column);
  gtk_widget_class_bind_template_callback (widget_class, genkan_record_pane_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_record_pane_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, _genkan_record_pane_prepare_cb);
  gtk_widget_class_bind_template_callback (widget_class, _genkan_record_pane_drag_begin_cb);

  gtk_widget_class_set_css_name (widget_class, "recordpane");
}

static void
genkan_record_pane_init (GenkanRecordPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  genkan_record_cell_toggle_with_ctrl (self->view);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (genkan_record_pane_sorter_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

/**
 * genkan_record_pane_open:
 * @self: a pane that shows nothing yet
 * @store: where the Records are
 * @connection_id: whose Records, or 0: those of all Connections
 * @table: which of them
 */
void
genkan_record_pane_open (GenkanRecordPane  *self,
                         GenkanStore       *store,
                         gint64             connection_id,
                         GenkanRecordTable  table)
{
  g_autoptr (GenkanRecordList) list = NULL;

  g_return_if_fail (GENKAN_IS_RECORD_PANE (self));
  g_return_if_fail (self->selection == NULL);

  list = genkan_record_list_new (store, connection_id, table);
  self->table = table;
  self->of_all = connection_id == 0;
  self->selection = genkan_record_selection_new (list);
  gtk_label_set_label (self->heading, table == GENKAN_RECORD_TABLE_UNMAPPED
                                        ? _("Unmapped Records")
                                        : _("Mapped Records"));

  g_signal_connect_object (list, "settled", G_CALLBACK (_genkan_record_pane_settling_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "settled", G_CALLBACK (_genkan_record_pane_settled_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (list, "settled", G_CALLBACK (genkan_record_pane_list_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (genkan_record_pane_selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify", G_CALLBACK (genkan_record_pane_list_changed_cb), self,
                           G_CONNECT_SWAPPED);

  if (genkan_settings_get () != NULL)
    g_signal_connect_object (genkan_settings_get (), "changed",
                             G_CALLBACK (genkan_record_pane_update_columns), self,
                             G_CONNECT_SWAPPED);

  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_column_view_sort_by_column (self->view, self->name_column, GTK_SORT_ASCENDING);
  genkan_record_pane_update_columns (self);
  genkan_record_pane_update (self);
}

/**
 * genkan_record_pane_get_list:
 * @self: an opened pane
 *
 * Returns: (transfer none): the Records it shows
 */
GenkanRecordList *
genkan_record_pane_get_list (GenkanRecordPane *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_PANE (self), NULL);

  return genkan_record_selection_get_list (self->selection);
}

/**
 * genkan_record_pane_get_selection:
 * @self: an opened pane
 *
 * Returns: (transfer none): which of them are selected
 */
GenkanRecordSelection *
genkan_record_pane_get_selection (GenkanRecordPane *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_PANE (self), NULL);

  return self->selection;
}

/**
 * genkan_record_pane_set_search:
 * @self: an opened pane
 * @search: (nullable): shows only the Records in which this text occurs
 */
void
genkan_record_pane_set_search (GenkanRecordPane *self,
                               const char       *search)
{
  g_return_if_fail (GENKAN_IS_RECORD_PANE (self));

  genkan_record_list_set_search (genkan_record_pane_get_list (self), search);
}

/**
 * genkan_record_pane_set_states:
 * @self: an opened pane
 * @states: a bit for each GenkanRecordState to show; 0: all
 */
void
genkan_record_pane_set_states (GenkanRecordPane *self,
                               guint             states)
{
  g_return_if_fail (GENKAN_IS_RECORD_PANE (self));

  genkan_record_list_set_states (genkan_record_pane_get_list (self), states);
}

/**
 * genkan_record_pane_set_width:
 * @self: an opened pane
 * @width: how much room there is
 *
 * Shows the columns for which there is room.
 */
void
genkan_record_pane_set_width (GenkanRecordPane  *self,
                              GenkanRecordWidth  width)
{
  g_return_if_fail (GENKAN_IS_RECORD_PANE (self));

  if (self->width == width)
    return;

  self->width = width;
  genkan_record_pane_update_columns (self);
}
