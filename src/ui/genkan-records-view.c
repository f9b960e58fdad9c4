/* genkan-records-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only one of the two tables has a selection at a time: selecting in one lets go what was
 * selected in the other, so that "3 selected" is always what the eye sees together. What can be
 * done with it is in genkan-records-view-actions.c.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-records-view-private.h"

#include "genkan-compat.h"
#include "genkan-records-decide.h"
#include "genkan-text-size.h"

#include <glib/gi18n.h>

/* Below the first the columns fold into two-line rows, below the others some columns go. */
#define NARROW_WIDTH 520
#define MEDIUM_WIDTH 860
#define WIDE_WIDTH   1180

/* What the folded columns and the bar below need. */
#define LEAST_WIDTH  320

#define NO_STATE (1u << 31)

G_DEFINE_FINAL_TYPE (GenkanRecordsView, genkan_records_view, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_COUNT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
genkan_records_view_update_width (gpointer user_data)
{
  GenkanRecordsView *self = user_data;
  gboolean narrow = self->width == GENKAN_RECORD_WIDTH_NARROW;

  self->width_idle = 0;
  genkan_record_pane_set_width (self->unmapped, self->width);
  genkan_record_pane_set_width (self->mapped, self->width);
  gtk_widget_set_visible (self->each_button, !narrow);
  gtk_widget_set_visible (self->ignore_button, !narrow);
  gtk_widget_set_visible (self->restore_button, !narrow);
  gtk_widget_set_visible (self->delete_button, !narrow);
  gtk_widget_set_visible (self->more_button, narrow);
  _genkan_records_view_update_shelf (self);
}

static GenkanRecordWidth
classify_width (int width)
{
  if (width < NARROW_WIDTH)
    return GENKAN_RECORD_WIDTH_NARROW;

  if (width < MEDIUM_WIDTH)
    return GENKAN_RECORD_WIDTH_MEDIUM;

  return width < WIDE_WIDTH ? GENKAN_RECORD_WIDTH_WIDE : GENKAN_RECORD_WIDTH_FULL;
}

static int
get_content_width (GenkanRecordsView *self)
{
  int minimum;

  gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

/* With the columns that are shown now, the content may need more than it will need without them. */
static void
genkan_records_view_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  GenkanRecordsView *self = GENKAN_RECORDS_VIEW (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = MAX (for_size, get_content_width (self));

  gtk_widget_measure (self->content, orientation, for_size,
                      minimum, natural, minimum_baseline, natural_baseline);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, LEAST_WIDTH);
}

/* Columns must not come and go while sizes are being dealt out: for a frame they may be wider
 * than there is room. */
static void
genkan_records_view_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  GenkanRecordsView *self = GENKAN_RECORDS_VIEW (widget);
  GenkanRecordWidth class = classify_width (genkan_text_size_scale_width (widget, width));

  gtk_widget_allocate (self->content, MAX (width, get_content_width (self)), height, baseline, NULL);
  gtk_popover_present (GTK_POPOVER (self->menu));

  if (self->width == class)
    return;

  self->width = class;
  if (self->width_idle == 0)
    self->width_idle = g_idle_add_once (genkan_records_view_update_width, self);
}

static void
genkan_records_view_search_changed_cb (GenkanRecordsView *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  genkan_record_pane_set_search (self->unmapped, text);
  genkan_record_pane_set_search (self->mapped, text);
}

static void
genkan_records_view_stop_search_cb (GenkanRecordsView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_child_focus (GTK_WIDGET (self->unmapped), GTK_DIR_TAB_FORWARD);
}

/* Enter in the search goes on to what was found. */
static void
genkan_records_view_search_activate_cb (GenkanRecordsView *self)
{
  if (!gtk_widget_child_focus (GTK_WIDGET (self->unmapped), GTK_DIR_TAB_FORWARD))
    gtk_widget_child_focus (GTK_WIDGET (self->mapped), GTK_DIR_TAB_FORWARD);
}

/* Typing searches, wherever one is. The search entry could capture the keys by itself, but it
 * takes those for deleting and for its menu, too. */
static gboolean
genkan_records_view_key_pressed_cb (GtkEventControllerKey *controller,
                                    guint                  keyval,
                                    guint                  keycode,
                                    GdkModifierType        modifiers,
                                    gpointer               user_data)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkSearchEntry *search = GENKAN_RECORDS_VIEW (widget)->search;
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (search));

  if (!g_unichar_isgraph (gdk_keyval_to_unicode (keyval)) ||
      (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  gtk_text_grab_focus_without_selecting (GTK_TEXT (text));
  gtk_editable_set_position (text, -1);

  return gtk_event_controller_key_forward (controller, GTK_WIDGET (text));
}

static guint
checked (GtkCheckButton    *button,
         GenkanRecordState  state)
{
  return gtk_check_button_get_active (button) ? 1u << state : 0;
}

static void
genkan_records_view_states_changed_cb (GenkanRecordsView *self)
{
  guint states = checked (self->show_new, GENKAN_RECORD_STATE_NEW) |
                 checked (self->show_good, GENKAN_RECORD_STATE_GOOD) |
                 checked (self->show_ignored, GENKAN_RECORD_STATE_IGNORED) |
                 checked (self->show_stale, GENKAN_RECORD_STATE_STALE) |
                 checked (self->show_missing, GENKAN_RECORD_STATE_MISSING);
  gboolean all = states == (1u << (GENKAN_RECORD_STATE_MISSING + 1)) - 1;

  if (all)
    gtk_widget_remove_css_class (GTK_WIDGET (self->filter), "accent");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->filter), "accent");
  /* To the list no state at all means every state; here it means that none is wanted. */
  if (states == 0)
    states = NO_STATE;
  self->states = states;
  genkan_record_pane_set_states (self->unmapped, states);
  genkan_record_pane_set_states (self->mapped, states);
}

static void
genkan_records_view_record_activated_cb (GenkanRecordsView *self,
                                         gint64             id)
{
  _genkan_records_view_edit (self, id);
}

static void
genkan_records_view_menu_requested_cb (GenkanRecordPane  *pane,
                                       double             x,
                                       double             y,
                                       GenkanRecordsView *self)
{
  GdkRectangle point = { 0, 0, 1, 1 };

  gtk_widget_translate_coordinates (GTK_WIDGET (pane), GTK_WIDGET (self), x, y, &x, &y);
  point.x = x;
  point.y = y;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &point);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
genkan_records_view_update_bar (GenkanRecordsView *self)
{
  guint n = genkan_record_selection_get_n_selected (
    genkan_record_pane_get_selection (self->active));
  g_autofree char *text = g_strdup_printf (ngettext ("%'u selected", "%'u selected", n), n);

  if (n > 0)
    gtk_label_set_label (self->selected, text);
  gtk_action_bar_set_revealed (self->bar, n > 0);
}

static void
genkan_records_view_selection_changed_cb (GenkanRecordPane  *pane,
                                          GenkanRecordsView *self)
{
  GenkanRecordSelection *selection = genkan_record_pane_get_selection (pane);
  GenkanRecordPane *other = pane == self->mapped ? self->unmapped : self->mapped;

  if (self->active == NULL)
    return;

  if (genkan_record_selection_get_n_selected (selection) > 0 && self->active != pane)
    {
      self->active = pane;
      gtk_selection_model_unselect_all (
        GTK_SELECTION_MODEL (genkan_record_pane_get_selection (other)));
    }

  genkan_records_view_update_bar (self);
  _genkan_records_view_update_actions (self);
}

static void
genkan_records_view_dropped_cb (GenkanRecordsView *self,
                                GenkanProduct     *product,
                                GArray            *ids)
{
  GenkanDecision decision = {
    .kind = GENKAN_DECISION_MAP,
    .product_id = genkan_product_get_id (product),
    .product_name = genkan_product_get_name (product),
  };

  genkan_records_decide (self->store, GTK_WIDGET (self), ids, NULL, &decision);
}

static void
genkan_records_view_count_changed_cb (GenkanRecordsView *self)
{
  if (self->active != NULL)
    g_signal_emit (self, signals[SIGNAL_COUNT_CHANGED], 0);
}

static gboolean
genkan_records_view_grab_focus (GtkWidget *widget)
{
  GenkanRecordsView *self = GENKAN_RECORDS_VIEW (widget);

  return gtk_widget_child_focus (GTK_WIDGET (self->unmapped), GTK_DIR_TAB_FORWARD) ||
         gtk_widget_child_focus (GTK_WIDGET (self->mapped), GTK_DIR_TAB_FORWARD);
}

static void
genkan_records_view_dispose (GObject *object)
{
  GenkanRecordsView *self = GENKAN_RECORDS_VIEW (object);

  self->active = NULL;
  g_clear_handle_id (&self->width_idle, g_source_remove);
  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_RECORDS_VIEW);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (genkan_records_view_parent_class)->dispose (object);
}

static void
genkan_records_view_bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, content);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, search);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, filter);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, show_new);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, show_ignored);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, show_missing);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, show_good);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, show_stale);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, view_button);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, shelf);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, unmapped);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, mapped);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, bar);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, selected);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, each_button);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, ignore_button);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, restore_button);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, delete_button);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, more_button);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordsView, menu);
  gtk_widget_class_bind_template_callback (widget_class, genkan_records_view_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_records_view_stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_records_view_search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_records_view_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_records_view_states_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_records_view_record_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_records_view_menu_requested_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_records_view_selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_records_view_dropped_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_records_view_count_changed_cb);
}

static void
genkan_records_view_class_init (GenkanRecordsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_records_view_dispose;

  widget_class->measure = genkan_records_view_measure;
  widget_class->size_allocate = genkan_records_view_size_allocate;
  widget_class->grab_focus = genkan_records_view_grab_focus;

  signals[SIGNAL_COUNT_CHANGED] =
    g_signal_new ("count-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (GENKAN_TYPE_PRODUCT_SHELF);
  g_type_ensure (GENKAN_TYPE_RECORD_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-records-view.ui");
  genkan_records_view_bind_template (widget_class);
  _genkan_records_view_install_actions (widget_class);
}

static void
genkan_records_view_init (GenkanRecordsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * genkan_records_view_open:
 * @self: a view that shows nothing yet
 * @store: where the Records are
 * @connection_id: whose Records, or 0: those of all Connections
 */
void
genkan_records_view_open (GenkanRecordsView *self,
                          GenkanStore       *store,
                          gint64             connection_id)
{
  g_return_if_fail (GENKAN_IS_RECORDS_VIEW (self));
  g_return_if_fail (GENKAN_IS_STORE (store));
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  self->connection_id = connection_id;
  genkan_record_pane_open (self->unmapped, store, connection_id, GENKAN_RECORD_TABLE_UNMAPPED);
  genkan_record_pane_open (self->mapped, store, connection_id, GENKAN_RECORD_TABLE_MAPPED);
  self->active = self->unmapped;
  _genkan_records_view_install_settings (self);
  _genkan_records_view_update_actions (self);
}

/**
 * genkan_records_view_get_loading:
 * @self: an opened view
 *
 * Returns: whether it is not known yet how many Records there are
 */
gboolean
genkan_records_view_get_loading (GenkanRecordsView *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORDS_VIEW (self), FALSE);

  return genkan_record_list_get_loading (genkan_record_pane_get_list (self->unmapped)) ||
         genkan_record_list_get_loading (genkan_record_pane_get_list (self->mapped));
}

/**
 * genkan_records_view_get_n_records:
 * @self: an opened view
 *
 * Returns: how many Records there are, whatever search and filter hide
 */
guint
genkan_records_view_get_n_records (GenkanRecordsView *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORDS_VIEW (self), 0);

  return genkan_record_list_get_n_total (genkan_record_pane_get_list (self->unmapped)) +
         genkan_record_list_get_n_total (genkan_record_pane_get_list (self->mapped));
}

/**
 * genkan_records_view_get_n_shown:
 * @self: an opened view
 *
 * Returns: how many Records search and filter leave
 */
guint
genkan_records_view_get_n_shown (GenkanRecordsView *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORDS_VIEW (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (genkan_record_pane_get_list (self->unmapped))) +
         g_list_model_get_n_items (G_LIST_MODEL (genkan_record_pane_get_list (self->mapped)));
}

/**
 * genkan_records_view_dup_selected:
 * @self: a view of Records
 *
 * Returns: (transfer full) (element-type gint64): the Records that are selected
 */
GArray *
genkan_records_view_dup_selected (GenkanRecordsView *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORDS_VIEW (self), NULL);

  return _genkan_records_view_dup_selected (self);
}
