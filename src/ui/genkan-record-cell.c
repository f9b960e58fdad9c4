/* genkan-record-cell.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-record-cell.h"

struct _GenkanRecordCell
{
  AdwBin parent_instance;

  guint  position;
};

G_DEFINE_FINAL_TYPE (GenkanRecordCell, genkan_record_cell, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_POSITION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* A row holds cells, and a cell its widget: deeper down there are no cells of ours. */
static GenkanRecordCell *
find_below (GtkWidget *widget,
            guint      depth)
{
  GenkanRecordCell *found = NULL;

  if (GENKAN_IS_RECORD_CELL (widget))
    return GENKAN_RECORD_CELL (widget);

  if (depth == 0)
    return NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_below (child, depth - 1);

  return found;
}

static void
genkan_record_cell_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_POSITION:
      g_value_set_uint (value, GENKAN_RECORD_CELL (object)->position);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_record_cell_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_POSITION:
      GENKAN_RECORD_CELL (object)->position = g_value_get_uint (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_record_cell_class_init (GenkanRecordCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = genkan_record_cell_get_property;
  object_class->set_property = genkan_record_cell_set_property;

  properties[PROP_POSITION] =
    g_param_spec_uint ("position", NULL, NULL,
                       0, G_MAXUINT, GTK_INVALID_LIST_POSITION,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
genkan_record_cell_init (GenkanRecordCell *self)
{
  self->position = GTK_INVALID_LIST_POSITION;
}

/**
 * genkan_record_cell_find:
 * @table: a GtkColumnView whose first column has cells of this class
 * @inside: (nullable): a row of it, or anything inside one
 *
 * Returns: (transfer none) (nullable): the cell that stands in that row
 */
GenkanRecordCell *
genkan_record_cell_find (GtkWidget *table,
                         GtkWidget *inside)
{
  GenkanRecordCell *found = NULL;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (table), NULL);

  if (inside == NULL || !gtk_widget_is_ancestor (inside, table))
    return NULL;

  while (inside != table && !GTK_IS_LIST_VIEW (inside) && found == NULL)
    {
      found = find_below (inside, 2);
      inside = gtk_widget_get_parent (inside);
    }

  return found;
}

/**
 * genkan_record_cell_get_position:
 * @self: a cell
 *
 * Returns: the row it stands in, or %GTK_INVALID_LIST_POSITION
 */
guint
genkan_record_cell_get_position (GenkanRecordCell *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_CELL (self), GTK_INVALID_LIST_POSITION);

  return self->position;
}

static void
toggle_pressed_cb (GtkGestureClick *gesture,
                   int              n_press,
                   double           x,
                   double           y)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkSelectionModel *model = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  GenkanRecordCell *cell;

  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != GDK_CONTROL_MASK)
    return;

  cell = genkan_record_cell_find (view, gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT));
  if (cell == NULL)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (gtk_selection_model_is_selected (model, cell->position))
    gtk_selection_model_unselect_item (model, cell->position);
  else
    gtk_selection_model_select_item (model, cell->position, FALSE);
}

/**
 * genkan_record_cell_toggle_with_ctrl:
 * @table: a GtkColumnView whose first column has cells of this class
 *
 * Makes a click with Ctrl add a row to what is selected, or take it away. In the tables of GTK 4.8
 * both the row and the cell do that, so that nothing is changed.
 */
void
genkan_record_cell_toggle_with_ctrl (GtkColumnView *table)
{
  GtkGesture *gesture;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (table));

  gesture = gtk_gesture_click_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect (gesture, "pressed", G_CALLBACK (toggle_pressed_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (table), GTK_EVENT_CONTROLLER (gesture));
}
