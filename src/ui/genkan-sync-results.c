/* genkan-sync-results.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records about which the removal guard asks stand first. A question that was answered, here or
 * elsewhere, goes away with the next notice of the store. There may be thousands of Records, so only
 * the rows in sight have widgets.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-sync-results.h"

#include "closures/genkan-format.h"
#include "genkan-asset-rows.h"
#include "genkan-compat.h"
#include "genkan-details.h"
#include "genkan-gradual-list.h"
#include "genkan-operation-log.h"
#include "genkan-result-row.h"
#include "genkan-store-assets.h"
#include "genkan-store-server.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

struct _GenkanSyncResults
{
  GtkWidget        parent_instance;

  AdwWindowTitle  *title;
  AdwToastOverlay *toasts;
  GtkStack        *stack;
  AdwStatusPage   *error;
  GtkListView     *list;

  GListStore      *items;     /* (owned) (element-type GenkanResultItem) */
  GenkanStore     *store;     /* (owned) */
  GenkanOperation *operation; /* (owned) */
  GenkanServer    *server;    /* (owned) */
  GPtrArray       *results;   /* (owned) (nullable) (element-type GenkanSyncResult) as shown */
};

static void toaster_iface_init (GenkanToasterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanSyncResults, genkan_sync_results, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GENKAN_TYPE_TOASTER, toaster_iface_init))

static const char *
get_title (GenkanOperation *operation)
{
  return genkan_operation_get_kind (operation) == GENKAN_OPERATION_TYPE_DELIVER
           ? _("Result of a Delivery") : _("Result of a Sync");
}

static void
genkan_sync_results_add_toast (GenkanToaster *toaster,
                               AdwToast      *toast)
{
  adw_toast_overlay_add_toast (GENKAN_SYNC_RESULTS (toaster)->toasts, toast);
}

static void
toaster_iface_init (GenkanToasterInterface *iface)
{
  iface->add_toast = genkan_sync_results_add_toast;
}

static void
genkan_sync_results_settle_cb (GObject      *object,
                               GAsyncResult *result,
                               gpointer      user_data)
{
  g_autoptr (GtkWidget) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!genkan_store_settle_guard_finish (GENKAN_STORE (object), result, &error))
    genkan_toast_error (self, error);
}

static void
settle (GenkanSyncResults *self,
        GVariant          *record_id,
        gboolean           close)
{
  genkan_store_settle_guard_async (self->store, g_variant_get_int64 (record_id), close, NULL,
                                   genkan_sync_results_settle_cb, g_object_ref (self));
}

static void
genkan_sync_results_close_held (GtkWidget  *widget,
                                const char *name,
                                GVariant   *parameter)
{
  settle (GENKAN_SYNC_RESULTS (widget), parameter, TRUE);
}

static void
genkan_sync_results_keep_held (GtkWidget  *widget,
                               const char *name,
                               GVariant   *parameter)
{
  settle (GENKAN_SYNC_RESULTS (widget), parameter, FALSE);
}

static void
genkan_sync_results_show_log (GtkWidget  *widget,
                              const char *name,
                              GVariant   *parameter)
{
  GenkanSyncResults *self = GENKAN_SYNC_RESULTS (widget);

  genkan_dialog_present (genkan_operation_log_new (self->store, self->operation), _("Log"), 720, 520,
                         widget);
}

static const GenkanSyncResult *
find_result (GenkanSyncResults *self,
             gint64             record_id)
{
  for (guint i = 0; i < self->results->len; i++)
    {
      const GenkanSyncResult *result = g_ptr_array_index (self->results, i);

      if (result->record_id == record_id)
        return result;
    }

  return NULL;
}

static void
genkan_sync_results_show_details (GtkWidget  *widget,
                                  const char *name,
                                  GVariant   *parameter)
{
  const GenkanSyncResult *result = find_result (GENKAN_SYNC_RESULTS (widget),
                                                g_variant_get_int64 (parameter));
  g_autoptr (GenkanReport) report = NULL;

  if (result == NULL)
    return;

  if (result->details != NULL)
    report = genkan_report_new (FALSE, result->message != NULL ? result->message : "", NULL,
                                result->details);
  else
    report = genkan_report_new (FALSE,
                                result->delivery_message != NULL ? result->delivery_message : "",
                                _("The findings are kept here; the next Sync delivers what is missing."),
                                result->delivery_details);
  genkan_details_present (widget, report);
}

static void
genkan_sync_results_open_test (GtkWidget  *widget,
                               const char *name,
                               GVariant   *parameter)
{
  GenkanSyncResults *self = GENKAN_SYNC_RESULTS (widget);
  g_autofree char *page =
    genkan_server_dup_page (self->server, "test", g_variant_get_int64 (parameter));

  genkan_toaster_launch (widget, page);
}

static gboolean
is_shown (GListModel       *model,
          guint             position,
          GenkanResultItem *item)
{
  g_autoptr (GenkanResultItem) shown = g_list_model_get_item (model, position);

  return genkan_result_item_equal (shown, item);
}

/* What asks comes first. */
static GPtrArray *
make_items (GenkanSyncResults *self)
{
  gboolean has_server = genkan_server_is_set (self->server);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint waits = 2; waits-- > 0;)
    for (guint i = 0; i < self->results->len; i++)
      {
        const GenkanSyncResult *result = g_ptr_array_index (self->results, i);

        if ((result->n_held > 0) == (waits == 1))
          g_ptr_array_add (items, genkan_result_item_new_sync (result, has_server));
      }

  return items;
}

static int
compare_places (gconstpointer a,
                gconstpointer b,
                gpointer      places)
{
  gint64 first = genkan_result_item_get_record (*(GenkanResultItem **) a);
  gint64 second = genkan_result_item_get_record (*(GenkanResultItem **) b);
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (places, &first));
  guint after = GPOINTER_TO_UINT (g_hash_table_lookup (places, &second));

  /* 0 is none: at the end */
  return before - 1 < after - 1 ? -1 : before != after;
}

/* What was answered stays where it was seen. */
static void
keep_places (GenkanSyncResults *self,
             GPtrArray         *items)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GListModel *model = G_LIST_MODEL (self->items);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GenkanResultItem) item = g_list_model_get_item (model, i);
      gint64 record_id = genkan_result_item_get_record (item);

      g_hash_table_insert (places, g_memdup2 (&record_id, sizeof record_id), GUINT_TO_POINTER (i + 1));
    }

  g_ptr_array_sort_with_data (items, compare_places, places);
}

/* Only rows that say something else now are told of, so that the others keep their widgets. */
static void
show_items (GenkanSyncResults *self,
            GPtrArray         *items)
{
  GListModel *model = G_LIST_MODEL (self->items);
  guint n_shown = g_list_model_get_n_items (model), first = 0, last = 0;

  while (first < MIN (n_shown, items->len)
         && is_shown (model, first, g_ptr_array_index (items, first)))
    first++;
  while (last < MIN (n_shown, items->len) - first
         && is_shown (model, n_shown - last - 1, g_ptr_array_index (items, items->len - last - 1)))
    last++;

  if (first + last < MAX (n_shown, items->len))
    g_list_store_splice (self->items, first, n_shown - first - last,
                         items->pdata + first, items->len - first - last);
}

/* Takes the results. */
static void
show_results (GenkanSyncResults *self,
              GPtrArray         *results)
{
  g_autoptr (GPtrArray) items = NULL;

  g_clear_pointer (&self->results, g_ptr_array_unref);
  self->results = results;
  items = make_items (self);
  keep_places (self, items);
  show_items (self, items);
  gtk_stack_set_visible_child_name (self->stack, results->len > 0 ? "results" : "empty");
}

/* Whether the Sync was one of a tool without findings. */
static gboolean
show_assets (GenkanSyncResults *self)
{
  g_autoptr (GPtrArray) results = genkan_store_list_asset_results (
    self->store, genkan_operation_get_id (self->operation), NULL);

  if (results == NULL || results->len == 0)
    return FALSE;

  g_list_store_remove_all (self->items);
  genkan_asset_rows_append (self->items, results);
  gtk_stack_set_visible_child_name (self->stack, "results");

  return TRUE;
}

static void
genkan_sync_results_refresh (GenkanSyncResults *self)
{
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (show_assets (self))
    return;

  results = genkan_store_list_sync_results (self->store, genkan_operation_get_id (self->operation),
                                            &error);
  if (results != NULL)
    {
      show_results (self, g_steal_pointer (&results));
      return;
    }

  text = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->error, text);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
genkan_sync_results_store_changed_cb (GenkanSyncResults *self,
                                      GenkanStoreTables  tables,
                                      gint64             connection_id)
{
  if ((tables & GENKAN_STORE_TABLE_FINDINGS) != 0
      && (connection_id == 0
          || connection_id == genkan_operation_get_connection_id (self->operation)))
    genkan_sync_results_refresh (self);
}

static void
genkan_sync_results_setup_cb (GtkSignalListItemFactory *factory,
                              GtkListItem              *list_item)
{
  gtk_list_item_set_activatable (list_item, FALSE);
  gtk_list_item_set_child (list_item, genkan_result_row_new ());
}

static void
genkan_sync_results_bind_cb (GtkSignalListItemFactory *factory,
                             GtkListItem              *list_item)
{
  genkan_result_row_bind (GENKAN_RESULT_ROW (gtk_list_item_get_child (list_item)),
                          gtk_list_item_get_item (list_item));
}

static void
genkan_sync_results_dispose (GObject *object)
{
  GenkanSyncResults *self = GENKAN_SYNC_RESULTS (object);

  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_SYNC_RESULTS);
  g_clear_object (&self->items);
  g_clear_object (&self->store);
  g_clear_object (&self->operation);
  g_clear_pointer (&self->server, genkan_server_free);
  g_clear_pointer (&self->results, g_ptr_array_unref);

  G_OBJECT_CLASS (genkan_sync_results_parent_class)->dispose (object);
}

static void
genkan_sync_results_class_init (GenkanSyncResultsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_sync_results_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-sync-results.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncResults, title);
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncResults, toasts);
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncResults, stack);
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncResults, error);
  gtk_widget_class_bind_template_child (widget_class, GenkanSyncResults, list);
  gtk_widget_class_bind_template_callback (widget_class, genkan_sync_results_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_sync_results_bind_cb);
  gtk_widget_class_install_action (widget_class, "results.close-held", "x",
                                   genkan_sync_results_close_held);
  gtk_widget_class_install_action (widget_class, "results.keep-held", "x",
                                   genkan_sync_results_keep_held);
  gtk_widget_class_install_action (widget_class, "results.details", "x",
                                   genkan_sync_results_show_details);
  gtk_widget_class_install_action (widget_class, "results.open-test", "x",
                                   genkan_sync_results_open_test);
  gtk_widget_class_install_action (widget_class, "results.log", NULL, genkan_sync_results_show_log);
}

static void
genkan_sync_results_init (GenkanSyncResults *self)
{
  self->items = g_list_store_new (GENKAN_TYPE_RESULT_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_list (GenkanSyncResults *self)
{
  g_autoptr (GtkNoSelection) model =
    gtk_no_selection_new (genkan_gradual_list_new (G_LIST_MODEL (self->items),
                                                   GTK_WIDGET (self->list)));

  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
}

/* The dialog's content. */
static GtkWidget *
genkan_sync_results_new (GenkanStore     *store,
                         GenkanOperation *operation)
{
  GenkanSyncResults *self;
  g_autofree char *started = NULL;

  g_return_val_if_fail (GENKAN_IS_STORE (store), NULL);
  g_return_val_if_fail (GENKAN_IS_OPERATION (operation), NULL);

  self = g_object_new (GENKAN_TYPE_SYNC_RESULTS, NULL);
  self->store = g_object_ref (store);
  self->operation = g_object_ref (operation);
  self->server = genkan_store_get_server (store, NULL);
  if (self->server == NULL)
    self->server = genkan_server_new ();
  started = genkan_format_exact (genkan_operation_get_started (operation));
  adw_window_title_set_title (self->title, get_title (operation));
  adw_window_title_set_subtitle (self->title, started);
  g_signal_connect_object (store, "changed", G_CALLBACK (genkan_sync_results_store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  genkan_sync_results_refresh (self);
  show_list (self);

  return GTK_WIDGET (self);
}

/**
 * genkan_sync_results_present:
 * @from: a widget in the window over which they are shown
 * @store: where the results are
 * @operation: a Sync
 */
void
genkan_sync_results_present (GtkWidget       *from,
                             GenkanStore     *store,
                             GenkanOperation *operation)
{
  g_return_if_fail (GTK_IS_WIDGET (from));

  genkan_dialog_present (genkan_sync_results_new (store, operation), get_title (operation), 560, 520,
                         from);
}
