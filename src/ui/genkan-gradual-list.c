/* genkan-gradual-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK makes widgets for some two hundred rows at once when it is told of that many, and frees them
 * at once with their list; either takes longer than a window may stand still. So it is told of a
 * few rows at a time: more and more while the list is to be seen, until it has as many widgets as
 * it ever has, and fewer and fewer afterwards. A list whose dialog was closed lives on until then,
 * seen by nobody, and so does what is around it, because that would take the list with it.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-gradual-list.h"

/* As many rows as come or go at once, and more than a list has widgets for. */
#define STEP 16
#define WIDGETS_MAX 256

typedef struct
{
  GtkSliceListModel *slice;     /* (unowned) what the list is told of; this is its data */
  GtkWidget         *view;      /* (unowned) (nullable) */
  GPtrArray         *around;    /* (owned) (nullable) (element-type GtkWidget) while rows go */
  guint              idle;
} Gradual;

#define GRADUAL_KEY "genkan-gradual"

static void
gradual_free (gpointer data)
{
  Gradual *self = data;

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->around, g_ptr_array_unref);
  g_free (self);
}

/* Returns: whether there is more to do */
static gboolean
grow (Gradual *self)
{
  guint size = gtk_slice_list_model_get_size (self->slice);

  if (size >= WIDGETS_MAX)
    return FALSE;

  size += STEP;
  gtk_slice_list_model_set_size (self->slice, size < WIDGETS_MAX ? size : G_MAXUINT);

  return size < WIDGETS_MAX;
}

/* The rows with widgets are to be the first ones.
 * Returns: whether they were not */
static gboolean
scroll_up (Gradual *self)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (self->view, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;

  if (scrolled == NULL)
    return FALSE;

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  if (gtk_adjustment_get_value (adjustment) <= 0)
    return FALSE;

  gtk_adjustment_set_value (adjustment, 0);

  return TRUE;
}

/* Returns: whether there is more to do */
static gboolean
shrink (Gradual *self)
{
  guint n_told = g_list_model_get_n_items (G_LIST_MODEL (self->slice));

  if (n_told > WIDGETS_MAX && scroll_up (self))
    return TRUE;

  gtk_slice_list_model_set_size (self->slice, n_told > WIDGETS_MAX ? WIDGETS_MAX
                                              : n_told > STEP ? n_told - STEP : 0);

  return n_told > STEP;
}

/* The last thing that it does may be to free what it belongs to. */
static gboolean
gradual_step_cb (gpointer user_data)
{
  Gradual *self = user_data;
  g_autoptr (GPtrArray) around = NULL;

  if (self->view == NULL || gtk_widget_get_mapped (self->view) ? grow (self) : shrink (self))
    return G_SOURCE_CONTINUE;

  self->idle = 0;
  around = g_steal_pointer (&self->around);

  return G_SOURCE_REMOVE;
}

static void
gradual_start (Gradual *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (gradual_step_cb, self);
}

static void
gradual_map_cb (GtkSliceListModel *slice)
{
  Gradual *self = g_object_get_data (G_OBJECT (slice), GRADUAL_KEY);

  g_clear_pointer (&self->around, g_ptr_array_unref);
  gradual_start (self);
}

static void
gradual_unmap_cb (GtkSliceListModel *slice)
{
  Gradual *self = g_object_get_data (G_OBJECT (slice), GRADUAL_KEY);

  if (self->around == NULL)
    self->around = g_ptr_array_new_with_free_func (g_object_unref);
  for (GtkWidget *each = self->view; each != NULL; each = gtk_widget_get_parent (each))
    g_ptr_array_add (self->around, g_object_ref (each));

  gradual_start (self);
}

/**
 * genkan_gradual_list_new:
 * @items: a list
 * @view: (nullable): what shows it; it has rows only while it is to be seen
 *
 * Returns: (transfer full): the same list, but only a few items more at a time are told of. With a
 *   @view it is for that one, which has to keep it.
 */
GListModel *
genkan_gradual_list_new (GListModel *items,
                         GtkWidget  *view)
{
  Gradual *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (items), NULL);
  g_return_val_if_fail (view == NULL || GTK_IS_WIDGET (view), NULL);

  self = g_new0 (Gradual, 1);
  self->slice = gtk_slice_list_model_new (g_object_ref (items), 0, STEP);
  self->view = view;
  g_object_set_data_full (G_OBJECT (self->slice), GRADUAL_KEY, self, gradual_free);
  if (view == NULL)
    gradual_start (self);
  else
    {
      g_signal_connect_object (view, "map", G_CALLBACK (gradual_map_cb), self->slice, G_CONNECT_SWAPPED);
      g_signal_connect_object (view, "unmap", G_CALLBACK (gradual_unmap_cb), self->slice,
                               G_CONNECT_SWAPPED);
    }

  return G_LIST_MODEL (self->slice);
}
