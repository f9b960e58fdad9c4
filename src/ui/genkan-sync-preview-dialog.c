/* genkan-sync-preview-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It has no answer of its own but Apply: with the dialog goes its hold on the preview, and a
 * preview that nobody holds cancels the Sync. When the Sync is cancelled elsewhere, the dialog
 * closes.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-sync-preview-dialog.h"

#include "closures/genkan-format-sync.h"
#include "genkan-compat.h"
#include "genkan-gradual-list.h"
#include "genkan-sync-preview-item.h"
#include "genkan-sync-preview-row.h"

#include <glib/gi18n.h>

struct _GenkanSyncPreviewDialog
{
  GtkWidget          parent_instance;

  GenkanSyncPreview *preview;   /* (owned) */
  GListStore        *items;     /* (owned) (element-type GenkanSyncPreviewItem) */
  gboolean           is_setting;

  AdwWindowTitle    *title;
  GtkStack          *states;
  GtkLabel          *summary;
  GtkCheckButton    *all;
  GtkLabel          *count;
  GtkListView       *list;
};

G_DEFINE_FINAL_TYPE (GenkanSyncPreviewDialog, genkan_sync_preview_dialog, GTK_TYPE_WIDGET)

/* --- what is wanted --- */

static guint
count_included (GenkanSyncPreviewDialog *self)
{
  guint n_included = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (GenkanSyncPreviewItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      n_included += genkan_sync_preview_item_get_included (item);
    }

  return n_included;
}

static void
update_count (GenkanSyncPreviewDialog *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint n_included = count_included (self);
  /* Translators: so many of so many Records are synced */
  g_autofree char *text = g_strdup_printf (_("%'u of %'u"), n_included, n_items);

  gtk_label_set_label (self->count, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.apply", n_included > 0);

  self->is_setting = TRUE;
  gtk_check_button_set_active (self->all, n_included == n_items);
  gtk_check_button_set_inconsistent (self->all, n_included > 0 && n_included < n_items);
  self->is_setting = FALSE;
}

static void
genkan_sync_preview_dialog_included_cb (GenkanSyncPreviewDialog *self)
{
  if (!self->is_setting)
    update_count (self);
}

static void
genkan_sync_preview_dialog_all_toggled_cb (GenkanSyncPreviewDialog *self)
{
  gboolean included = gtk_check_button_get_active (self->all);

  if (self->is_setting)
    return;

  self->is_setting = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (GenkanSyncPreviewItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      genkan_sync_preview_item_set_included (item, included);
    }
  self->is_setting = FALSE;
  update_count (self);
}

static void
leave_out (GenkanSyncPreviewDialog *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (GenkanSyncPreviewItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      GenkanRecordForecast *forecast = genkan_sync_preview_item_get_forecast (item);

      if (!genkan_sync_preview_item_get_included (item))
        genkan_sync_preview_leave_out (self->preview,
                                       &genkan_record_forecast_get (forecast)->record_id, 1);
    }
}

/* --- the answer --- */

static void
genkan_sync_preview_dialog_settled_cb (GenkanSyncPreviewDialog *self)
{
  genkan_dialog_close (GTK_WIDGET (self));
}

static void
genkan_sync_preview_dialog_apply (GtkWidget  *widget,
                                  const char *name,
                                  GVariant   *parameter)
{
  GenkanSyncPreviewDialog *self = GENKAN_SYNC_PREVIEW_DIALOG (widget);

  leave_out (self);
  genkan_hold_apply (GENKAN_HOLD (self->preview));
}

static void
genkan_sync_preview_dialog_cancel (GtkWidget  *widget,
                                   const char *name,
                                   GVariant   *parameter)
{
  genkan_hold_cancel (GENKAN_HOLD (GENKAN_SYNC_PREVIEW_DIALOG (widget)->preview));
}

/* --- the list --- */

static void
genkan_sync_preview_dialog_setup_cb (GtkSignalListItemFactory *factory,
                                     GtkListItem              *list_item)
{
  gtk_list_item_set_child (list_item, genkan_sync_preview_row_new ());
}

static void
genkan_sync_preview_dialog_bind_cb (GtkSignalListItemFactory *factory,
                                    GtkListItem              *list_item)
{
  genkan_sync_preview_row_bind (GENKAN_SYNC_PREVIEW_ROW (gtk_list_item_get_child (list_item)),
                                gtk_list_item_get_item (list_item));
}

static void
genkan_sync_preview_dialog_unbind_cb (GtkSignalListItemFactory *factory,
                                      GtkListItem              *list_item)
{
  genkan_sync_preview_row_unbind (GENKAN_SYNC_PREVIEW_ROW (gtk_list_item_get_child (list_item)));
}

static void
genkan_sync_preview_dialog_activate_cb (GtkListView *list,
                                        guint        position)
{
  g_autoptr (GtkTreeListRow) row =
    g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), position);

  if (gtk_tree_list_row_is_expandable (row))
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
}

static GListModel *
create_rows_cb (gpointer item,
                gpointer user_data)
{
  g_autoptr (GListModel) rows = NULL;

  if (!GENKAN_IS_SYNC_PREVIEW_ITEM (item))
    return NULL;

  rows = genkan_sync_preview_item_dup_rows (item);

  return rows != NULL ? genkan_gradual_list_new (rows, NULL) : NULL;
}

static void
add_items (GenkanSyncPreviewDialog *self,
           GListModel              *records)
{
  for (guint i = 0; i < g_list_model_get_n_items (records); i++)
    {
      g_autoptr (GenkanRecordForecast) forecast = g_list_model_get_item (records, i);
      g_autoptr (GenkanSyncPreviewItem) item = genkan_sync_preview_item_new (forecast);

      g_signal_connect_object (item, "notify::included",
                               G_CALLBACK (genkan_sync_preview_dialog_included_cb), self,
                               G_CONNECT_SWAPPED);
      g_list_store_append (self->items, item);
    }

  g_list_store_sort (self->items, genkan_sync_preview_item_compare, NULL);
}

static void
show_list (GenkanSyncPreviewDialog *self)
{
  GtkTreeListModel *tree =
    gtk_tree_list_model_new (genkan_gradual_list_new (G_LIST_MODEL (self->items),
                                                      GTK_WIDGET (self->list)),
                             FALSE, FALSE, create_rows_cb, NULL, NULL);
  g_autoptr (GtkNoSelection) model = gtk_no_selection_new (G_LIST_MODEL (tree));

  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
}

/* --- the object --- */

static void
genkan_sync_preview_dialog_dispose (GObject *object)
{
  GenkanSyncPreviewDialog *self = GENKAN_SYNC_PREVIEW_DIALOG (object);

  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_SYNC_PREVIEW_DIALOG);
  g_clear_object (&self->preview);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (genkan_sync_preview_dialog_parent_class)->dispose (object);
}

static void
genkan_sync_preview_dialog_class_init (GenkanSyncPreviewDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = genkan_sync_preview_dialog_dispose;

  gtk_widget_class_install_action (widget_class, "preview.apply", NULL,
                                   genkan_sync_preview_dialog_apply);
  gtk_widget_class_install_action (widget_class, "preview.cancel", NULL,
                                   genkan_sync_preview_dialog_cancel);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-sync-preview-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncPreviewDialog, title);
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncPreviewDialog, states);
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncPreviewDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncPreviewDialog, all);
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncPreviewDialog, count);
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncPreviewDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, genkan_sync_preview_dialog_all_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_sync_preview_dialog_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_sync_preview_dialog_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_sync_preview_dialog_unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_sync_preview_dialog_activate_cb);
}

static void
genkan_sync_preview_dialog_init (GenkanSyncPreviewDialog *self)
{
  self->items = g_list_store_new (GENKAN_TYPE_SYNC_PREVIEW_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_sync_preview_dialog_new:
 * @preview: a Sync that waits
 * @label: of its Connection
 *
 * Returns: (transfer floating): the dialog's content, for genkan_dialog_present()
 */
GtkWidget *
genkan_sync_preview_dialog_new (GenkanSyncPreview *preview,
                                const char        *label)
{
  GenkanSyncPreviewDialog *self;
  GListModel *records;
  g_autofree char *summary = NULL;

  g_return_val_if_fail (GENKAN_IS_SYNC_PREVIEW (preview), NULL);

  self = g_object_new (GENKAN_TYPE_SYNC_PREVIEW_DIALOG, NULL);
  self->preview = g_object_ref (preview);
  g_signal_connect_object (preview, "settled", G_CALLBACK (genkan_sync_preview_dialog_settled_cb),
                           self, G_CONNECT_SWAPPED);

  records = genkan_sync_preview_get_records (preview);
  summary = genkan_format_forecasts (records);
  adw_window_title_set_subtitle (self->title, label);
  gtk_label_set_label (self->summary, summary);
  add_items (self, records);
  show_list (self);
  update_count (self);
  gtk_stack_set_visible_child_name (self->states, summary != NULL ? "changes" : "none");

  return GTK_WIDGET (self);
}
