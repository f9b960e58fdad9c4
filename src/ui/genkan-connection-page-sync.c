/* genkan-connection-page-sync.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Sync that a person starts at the head of a Connection, and what they are told at its end.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-connection-page-private.h"

#include "closures/genkan-format-sync.h"
#include "genkan-asset-words.h"
#include "genkan-compat.h"
#include "genkan-sync-preview-dialog.h"
#include "genkan-sync-results.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

/* Findings of each kind that a preview lists of a Record. */
#define PREVIEW_LIMIT 50

/* What the toast's button shows. */
typedef struct
{
  GenkanStore     *store;     /* (owned) */
  GenkanOperation *operation; /* (owned) */
} SyncToast;

static void
sync_toast_free (gpointer data)
{
  SyncToast *toast = data;

  g_object_unref (toast->store);
  g_object_unref (toast->operation);
  g_free (toast);
}

static void
show_results_cb (GtkWidget *from,
                 gpointer   user_data)
{
  SyncToast *toast = user_data;

  genkan_sync_results_present (from, toast->store, toast->operation);
}

static guint
count_held (GenkanStore     *store,
            GenkanOperation *operation)
{
  g_autoptr (GPtrArray) results =
    genkan_store_list_sync_results (store, genkan_operation_get_id (operation), NULL);
  guint n_held = 0;

  for (guint i = 0; results != NULL && i < results->len; i++)
    n_held += ((const GenkanSyncResult *) g_ptr_array_index (results, i))->n_held;

  return n_held;
}

/* A Sync that a person cancelled needs no explanation. */
static const char *
describe_cancelled (GenkanStore     *store,
                    GenkanOperation *operation)
{
  g_autoptr (GPtrArray) results =
    genkan_store_list_sync_results (store, genkan_operation_get_id (operation), NULL);

  return results != NULL && results->len == 0
           ? _("Sync cancelled. Nothing was changed.")
           : _("Sync cancelled. What was finished until then is kept.");
}

/* Of a tool without findings. */
static char *
describe_assets (GenkanStore     *store,
                 GenkanOperation *operation)
{
  g_autoptr (GPtrArray) results =
    genkan_store_list_asset_results (store, genkan_operation_get_id (operation), NULL);

  return results != NULL ? genkan_asset_words_sum_up (results) : NULL;
}

static char *
describe (GenkanConnectionPage *self,
          GenkanStore          *store,
          GenkanOperation      *operation)
{
  g_autofree char *outcome = _genkan_connection_page_has_assets (self)
                               ? describe_assets (store, operation) : NULL;
  guint n_held = count_held (store, operation);

  if (outcome == NULL)
    outcome = genkan_format_sync_outcome (operation);
  if (n_held == 0)
    return g_steal_pointer (&outcome);

  return g_strdup_printf (ngettext ("%s. %'u waits for you to say whether it is closed",
                                    "%s. %'u wait for you to say whether they are closed", n_held),
                          outcome, n_held);
}

/* With a way to what came of each Record. */
void
_genkan_connection_page_tell_results (GtkWidget       *widget,
                                      GenkanStore     *store,
                                      GenkanOperation *operation,
                                      const char      *text)
{
  SyncToast *toast = g_new0 (SyncToast, 1);

  toast->store = g_object_ref (store);
  toast->operation = g_object_ref (operation);
  genkan_toast_button (widget, text, _("Details"), show_results_cb, toast, sync_toast_free);
  genkan_announce (widget, text);
}

static void
tell (GtkWidget       *widget,
      GenkanStore     *store,
      GenkanOperation *operation)
{
  g_autofree char *text = describe (GENKAN_CONNECTION_PAGE (widget), store, operation);

  _genkan_connection_page_tell_results (widget, store, operation, text);
}

/* How it went, or why not. */
static void
genkan_connection_page_sync_cb (GObject      *object,
                                GAsyncResult *result,
                                gpointer      user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GenkanReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanOperation) operation =
    genkan_workspace_sync_finish (GENKAN_WORKSPACE (object), result, &report, &error);

  if (operation == NULL)
    genkan_toast_error (widget, error);
  else if (genkan_operation_get_status (operation) == GENKAN_OPERATION_STATUS_CANCELLED)
    genkan_toast (widget, describe_cancelled (genkan_workspace_get_store (GENKAN_WORKSPACE (object)),
                                              operation));
  else if (report != NULL && !genkan_report_is_good (report))
    genkan_toast_report (widget, report);
  else
    tell (widget, genkan_workspace_get_store (GENKAN_WORKSPACE (object)), operation);
}

static void
genkan_connection_page_sync (GtkWidget  *widget,
                             const char *name,
                             GVariant   *parameter)
{
  GenkanConnectionPage *self = GENKAN_CONNECTION_PAGE (widget);

  genkan_workspace_sync_async (self->workspace, self->connection_id, NULL, 0, FALSE,
                               GENKAN_OPERATION_TRIGGER_MANUAL, NULL,
                               genkan_connection_page_sync_cb, g_object_ref (widget));
}

/* Who has left the page meanwhile wants nothing changed unseen: the Sync is cancelled. */
static void
genkan_connection_page_ask_sync_cb (GenkanSyncPreview *preview,
                                    gpointer           user_data)
{
  GenkanConnectionPage *self = user_data;
  GtkWidget *dialog;

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL || self->connection == NULL)
    return;

  dialog = genkan_sync_preview_dialog_new (preview, genkan_connection_get_label (self->connection));
  genkan_dialog_present (dialog, _("Preview of Sync"), 640, 600, GTK_WIDGET (self));
}

/* @ids: (nullable): only these Records */
static void
preview_sync (GenkanConnectionPage *self,
              const GArray         *ids)
{
  genkan_workspace_preview_sync_async (self->workspace, self->connection_id,
                                       ids != NULL ? (const gint64 *) (gpointer) ids->data : NULL,
                                       ids != NULL ? ids->len : 0, FALSE,
                                       GENKAN_OPERATION_TRIGGER_MANUAL, PREVIEW_LIMIT,
                                       genkan_connection_page_ask_sync_cb, NULL,
                                       genkan_connection_page_sync_cb, g_object_ref (self));
}

static void
genkan_connection_page_preview_sync (GtkWidget  *widget,
                                     const char *name,
                                     GVariant   *parameter)
{
  preview_sync (GENKAN_CONNECTION_PAGE (widget), NULL);
}

static void
genkan_connection_page_preview_sync_selected (GtkWidget  *widget,
                                              const char *name,
                                              GVariant   *parameter)
{
  GenkanConnectionPage *self = GENKAN_CONNECTION_PAGE (widget);
  g_autoptr (GArray) ids = genkan_records_view_dup_selected (self->records);

  if (ids->len > 0)
    preview_sync (self, ids);
}

/* Whether what is listed is not looked at for findings, but makes Products. */
gboolean
_genkan_connection_page_has_assets (GenkanConnectionPage *self)
{
  return self->connection != NULL
         && genkan_workspace_imports_assets (
              self->workspace, genkan_connection_get_connector_id (self->connection));
}

static void
update_assets (GenkanConnectionPage *self,
               gboolean              there)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connection.sync", there);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connection.preview-sync", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connection.preview-sync-selected", FALSE);
  gtk_widget_set_visible (self->sync, there);
  gtk_widget_set_tooltip_text (self->sync, _("Let Products follow what the tool lists"));
}

/* There is nothing to sync before a Record is mapped, and the button says so. A tool without
 * findings is asked for its Records first, and they are mapped by themselves. */
void
_genkan_connection_page_update_sync (GenkanConnectionPage *self)
{
  gboolean there = self->connection != NULL && self->activity == NULL;
  gboolean mapped = there && genkan_connection_get_n_mapped (self->connection) > 0;
  gboolean assets = _genkan_connection_page_has_assets (self);

  adw_view_stack_page_set_visible (
    adw_view_stack_get_page (self->views, GTK_WIDGET (self->findings)), !assets);
  if (assets)
    {
      update_assets (self, there);
      return;
    }

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connection.sync", mapped);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connection.preview-sync", mapped);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connection.preview-sync-selected", mapped);
  gtk_widget_set_visible (self->sync, there);
  gtk_widget_set_tooltip_text (self->sync, mapped ? _("Read what the tool has found (Ctrl+S)")
                                                  : _("Map Records to Products first"));
}

void
_genkan_connection_page_install_sync (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "connection.sync", NULL, genkan_connection_page_sync);
  gtk_widget_class_install_action (klass, "connection.preview-sync", NULL,
                                   genkan_connection_page_preview_sync);
  gtk_widget_class_install_action (klass, "connection.preview-sync-selected", NULL,
                                   genkan_connection_page_preview_sync_selected);
}
