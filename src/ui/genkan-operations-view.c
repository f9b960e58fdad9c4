/* genkan-operations-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Operations are few and only ever added in front, so the model is a list that is brought up to
 * date row by row: rows that stay keep their object, and with it selection and scroll position.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-operations-view.h"

#include "closures/genkan-closures.h"
#include "genkan-compat.h"
#include "genkan-operation-item.h"
#include "genkan-operation-log.h"
#include "genkan-store-operations.h"
#include "genkan-sync-results.h"
#include "genkan-text-size.h"
#include "genkan-time-label.h"

#include <glib/gi18n.h>

#define PAGE_SIZE    200
#define NARROW_WIDTH 520
#define MEDIUM_WIDTH 900
#define WIDE_WIDTH 1100

struct _GenkanOperationsView
{
  GtkWidget            parent_instance;

  GtkWidget           *content;
  GtkStack            *stack;
  GtkColumnView       *view;
  GtkColumnViewColumn *trigger_column;
  GtkColumnViewColumn *ended_column;
  GtkColumnViewColumn *duration_column;
  GtkColumnViewColumn *new_column;
  GtkColumnViewColumn *changed_column;
  GtkColumnViewColumn *missing_column;
  GtkColumnViewColumn *returned_column;
  GtkColumnViewColumn *mapped_column;
  GtkColumnViewColumn *left_out_column;
  GtkColumnViewColumn *message_column;
  GListStore          *items;
  GtkWidget           *older;

  GenkanWorkspace     *workspace;     /* (owned) (nullable) until it is opened */
  gint64               connection_id;
  guint                limit;
  int                  width;
  guint                width_idle;
};

G_DEFINE_FINAL_TYPE (GenkanOperationsView, genkan_operations_view, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gint64
get_item_id (GListStore *items,
             guint       position)
{
  g_autoptr (GenkanOperationItem) item = g_list_model_get_item (G_LIST_MODEL (items), position);

  return item != NULL ? genkan_operation_get_id (genkan_operation_item_get_operation (item)) : 0;
}

/* Both are sorted, the latest first: what the row in front has that is not the next Operation
 * was removed; what is not in front is new. */
static void
genkan_operations_view_merge (GenkanOperationsView *self,
                              GPtrArray            *operations,
                              GenkanActivity       *activity)
{
  guint i;

  for (i = 0; i < operations->len; i++)
    {
      GenkanOperation *operation = g_ptr_array_index (operations, i);
      gint64 id = genkan_operation_get_id (operation);
      g_autoptr (GenkanOperationItem) item = NULL;

      while (get_item_id (self->items, i) > id)
        g_list_store_remove (self->items, i);

      if (get_item_id (self->items, i) == id)
        {
          item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
          genkan_operation_item_update (item, operation, activity);
        }
      else
        {
          item = genkan_operation_item_new (operation, activity);
          g_list_store_insert (self->items, i, item);
        }
    }

  g_list_store_splice (self->items, i,
                       g_list_model_get_n_items (G_LIST_MODEL (self->items)) - i, NULL, 0);
}

static void
genkan_operations_view_store_changed_cb (GenkanOperationsView *self,
                                         GenkanStoreTables     tables,
                                         gint64                connection_id)
{
  g_autoptr (GError) error = NULL;

  if ((tables & GENKAN_STORE_TABLE_OPERATIONS) == 0 ||
      (connection_id != 0 && connection_id != self->connection_id))
    return;

  if (!genkan_operations_view_refresh (self, &error))
    g_debug ("Operations of connection %" G_GINT64_FORMAT ": %s",
             self->connection_id, error->message);
}

static void
genkan_operations_view_activity_started_cb (GenkanOperationsView *self,
                                            GenkanActivity       *activity)
{
  if (genkan_activity_get_connection_id (activity) == self->connection_id)
    genkan_operations_view_refresh (self, NULL);
}

static void
genkan_operations_view_activate_cb (GenkanOperationsView *self,
                                    guint                 position)
{
  g_autoptr (GenkanOperationItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  GenkanOperation *operation = item != NULL ? genkan_operation_item_get_operation (item) : NULL;

  if (operation != NULL && genkan_operation_get_kind (operation) != GENKAN_OPERATION_TYPE_DISCOVER)
    genkan_sync_results_present (GTK_WIDGET (self), genkan_workspace_get_store (self->workspace),
                                 operation);
  else if (operation != NULL)
    genkan_operations_view_present_log (self, operation);
}

static void
genkan_operations_view_older_clicked_cb (GenkanOperationsView *self)
{
  self->limit += PAGE_SIZE;
  genkan_operations_view_refresh (self, NULL);
}

static void
genkan_operations_view_update_width (gpointer user_data)
{
  GenkanOperationsView *self = user_data;
  gboolean medium = self->width >= NARROW_WIDTH;
  gboolean wide = self->width >= MEDIUM_WIDTH;

  self->width_idle = 0;
  gtk_column_view_column_set_visible (self->trigger_column, wide);
  gtk_column_view_column_set_visible (self->ended_column, self->width >= WIDE_WIDTH);
  gtk_column_view_column_set_visible (self->duration_column, medium);
  gtk_column_view_column_set_visible (self->new_column, medium);
  gtk_column_view_column_set_visible (self->changed_column, medium);
  gtk_column_view_column_set_visible (self->missing_column, medium);
  gtk_column_view_column_set_visible (self->returned_column, wide);
  gtk_column_view_column_set_visible (self->mapped_column, self->width >= WIDE_WIDTH);
  gtk_column_view_column_set_visible (self->left_out_column, self->width >= WIDE_WIDTH);
  gtk_column_view_column_set_visible (self->message_column, medium);
}

static void
genkan_operations_view_measure (GtkWidget      *widget,
                                GtkOrientation  orientation,
                                int             for_size,
                                int            *minimum,
                                int            *natural,
                                int            *minimum_baseline,
                                int            *natural_baseline)
{
  gtk_widget_measure (GENKAN_OPERATIONS_VIEW (widget)->content, orientation, for_size,
                      minimum, natural, minimum_baseline, natural_baseline);
}

/* Columns must not come and go while sizes are being dealt out. */
static void
genkan_operations_view_size_allocate (GtkWidget *widget,
                                      int        width,
                                      int        height,
                                      int        baseline)
{
  GenkanOperationsView *self = GENKAN_OPERATIONS_VIEW (widget);

  gtk_widget_allocate (self->content, width, height, baseline, NULL);

  width = genkan_text_size_scale_width (widget, width);
  if (self->width == width)
    return;

  self->width = width;
  if (self->width_idle == 0)
    self->width_idle = g_idle_add_once (genkan_operations_view_update_width, self);
}

static void
genkan_operations_view_dispose (GObject *object)
{
  GenkanOperationsView *self = GENKAN_OPERATIONS_VIEW (object);

  g_clear_handle_id (&self->width_idle, g_source_remove);
  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_OPERATIONS_VIEW);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (genkan_operations_view_parent_class)->dispose (object);
}

static void
genkan_operations_view_bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationsView, content);
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationsView, stack);
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationsView, view);
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationsView, trigger_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationsView, ended_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationsView, duration_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationsView, new_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationsView, changed_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationsView, missing_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationsView, returned_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationsView, mapped_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationsView, left_out_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationsView, message_column);
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationsView, items);
  gtk_widget_class_bind_template_child (widget_class, GenkanOperationsView, older);
  gtk_widget_class_bind_template_callback (widget_class, genkan_operations_view_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_operations_view_older_clicked_cb);
}

static void
genkan_operations_view_class_init (GenkanOperationsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_operations_view_dispose;

  widget_class->measure = genkan_operations_view_measure;
  widget_class->size_allocate = genkan_operations_view_size_allocate;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (GENKAN_TYPE_OPERATION_ITEM);
  g_type_ensure (GENKAN_TYPE_TIME_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-operations-view.ui");
  genkan_operations_view_bind_template (widget_class);
  genkan_closures_bind (widget_class);
}

static void
genkan_operations_view_init (GenkanOperationsView *self)
{
  self->limit = PAGE_SIZE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_operations_view_open:
 * @self: a view that shows nothing yet
 * @workspace: where the Operations are
 * @connection_id: whose Operations
 */
void
genkan_operations_view_open (GenkanOperationsView *self,
                             GenkanWorkspace      *workspace,
                             gint64                connection_id)
{
  g_return_if_fail (GENKAN_IS_OPERATIONS_VIEW (self));
  g_return_if_fail (GENKAN_IS_WORKSPACE (workspace));
  g_return_if_fail (self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  self->connection_id = connection_id;

  g_signal_connect_object (genkan_workspace_get_store (workspace), "changed",
                           G_CALLBACK (genkan_operations_view_store_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "activity-started",
                           G_CALLBACK (genkan_operations_view_activity_started_cb),
                           self, G_CONNECT_SWAPPED);
}

/**
 * genkan_operations_view_refresh:
 * @self: an opened view
 *
 * Reads the Operations anew.
 *
 * Returns: whether they could be read
 */
gboolean
genkan_operations_view_refresh (GenkanOperationsView  *self,
                                GError               **error)
{
  g_autoptr (GPtrArray) operations = NULL;

  g_return_val_if_fail (GENKAN_IS_OPERATIONS_VIEW (self), FALSE);

  operations = genkan_store_list_operations (genkan_workspace_get_store (self->workspace),
                                             self->connection_id, self->limit, error);
  if (operations == NULL)
    return FALSE;

  genkan_operations_view_merge (self, operations,
                                genkan_workspace_get_activity (self->workspace,
                                                               self->connection_id));
  gtk_widget_set_visible (self->older, operations->len == self->limit);
  gtk_stack_set_visible_child_name (self->stack, operations->len > 0 ? "table" : "empty");
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);

  return TRUE;
}

/**
 * genkan_operations_view_get_latest:
 * @self: an opened view
 *
 * Returns: (transfer none) (nullable): the Operation that was started last
 */
GenkanOperation *
genkan_operations_view_get_latest (GenkanOperationsView *self)
{
  g_autoptr (GenkanOperationItem) item = NULL;

  g_return_val_if_fail (GENKAN_IS_OPERATIONS_VIEW (self), NULL);

  item = g_list_model_get_item (G_LIST_MODEL (self->items), 0);

  return item != NULL ? genkan_operation_item_get_operation (item) : NULL;
}

/**
 * genkan_operations_view_present_log:
 * @self: an opened view
 * @operation: one of its Operations
 *
 * Shows what happened in it, line by line.
 */
void
genkan_operations_view_present_log (GenkanOperationsView *self,
                                    GenkanOperation      *operation)
{
  GtkWidget *log;

  g_return_if_fail (GENKAN_IS_OPERATIONS_VIEW (self));
  g_return_if_fail (GENKAN_IS_OPERATION (operation));

  log = genkan_operation_log_new (genkan_workspace_get_store (self->workspace), operation);
  genkan_dialog_present (log, _("Log"), 720, 520, GTK_WIDGET (self));
}
