/* genkan-server-pending.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each Connection is an Operation of its own, and they run side by side. What was begun is
 * finished, also when the preferences are closed.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-server-pending.h"

#include "closures/genkan-format.h"
#include "genkan-compat.h"
#include "genkan-store-deliver.h"
#include "genkan-store-server.h"

#include <glib/gi18n.h>

struct _GenkanServerPending
{
  AdwActionRow     parent_instance;

  GenkanWorkspace *workspace;   /* (owned) (nullable) until it is given */
  GArray          *pending;     /* (owned) (nullable) (element-type GenkanUndelivered) */
  gboolean         counting;
  gboolean         count_again; /* something has changed since */

  GCancellable    *cancellable; /* (owned) (nullable): while they are delivered */
  GPtrArray       *running;     /* (owned) (element-type GenkanActivity) */
  guint            n_running;
  gboolean         delivered;   /* from here, and all went well */

  GtkSpinner      *spinner;
  GtkWidget       *deliver;
  GtkWidget       *stop;
};

G_DEFINE_FINAL_TYPE (GenkanServerPending, genkan_server_pending, ADW_TYPE_ACTION_ROW)

enum
{
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_gone (GenkanServerPending *self)
{
  return self->workspace == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL;
}

/* --- how many --- */

static guint
count (GenkanServerPending *self,
       guint               *ret_n_records)
{
  guint n_findings = 0;

  *ret_n_records = 0;
  for (guint i = 0; self->pending != NULL && i < self->pending->len; i++)
    {
      const GenkanUndelivered *one = &g_array_index (self->pending, GenkanUndelivered, i);

      n_findings += one->n_findings;
      *ret_n_records += one->n_records;
    }

  return n_findings;
}

static gboolean
has_server (GenkanServerPending *self)
{
  g_autoptr (GenkanServer) server =
    genkan_store_get_server (genkan_workspace_get_store (self->workspace), NULL);

  return server != NULL && genkan_server_is_set (server);
}

static void
describe (GenkanServerPending *self)
{
  guint n_records;
  guint n = count (self, &n_records);
  g_autofree char *title =
    g_strdup_printf (ngettext ("%'u finding is not in DefectDojo yet",
                               "%'u findings are not in DefectDojo yet", n), n);
  g_autofree char *subtitle =
    g_strdup_printf (ngettext ("Of %'u Record; its next Sync delivers too",
                               "Of %'u Records; their next Syncs deliver too", n_records), n_records);

  if (n == 0)
    {
      g_free (title);
      title = g_strdup (_("All findings are in DefectDojo"));
      g_free (subtitle);
      subtitle = NULL;
    }

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
}

static void
update (GenkanServerPending *self)
{
  gboolean busy = self->cancellable != NULL;
  guint n_records;
  guint n = count (self, &n_records);

  gtk_widget_set_visible (GTK_WIDGET (self),
                          has_server (self) && (n > 0 || busy || self->delivered));
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (self->deliver, !busy && n > 0);
  gtk_widget_set_visible (self->stop, busy);
  if (!busy)
    describe (self);
}

static void
genkan_server_pending_counted_cb (GObject      *object,
                                  GAsyncResult *result,
                                  gpointer      user_data)
{
  g_autoptr (GenkanServerPending) self = user_data;
  g_autoptr (GError) error = NULL;
  GArray *pending = genkan_store_list_undelivered_finish (GENKAN_STORE (object), result, &error);

  self->counting = FALSE;
  if (is_gone (self))
    {
      g_clear_pointer (&pending, g_array_unref);
      return;
    }
  if (pending == NULL)
    g_info ("What is not delivered was not counted: %s", error->message);

  g_clear_pointer (&self->pending, g_array_unref);
  self->pending = pending;
  update (self);
  if (self->count_again)
    genkan_server_pending_show (self);
}

/* --- delivering --- */

static void
genkan_server_pending_progress_cb (GenkanServerPending *self)
{
  g_autofree char *text = NULL;
  guint known = 0, done = 0;

  if (self->cancellable == NULL)
    return;

  for (guint i = 0; i < self->running->len; i++)
    {
      GenkanActivity *activity = g_ptr_array_index (self->running, i);
      guint n_done = 0;

      known += genkan_progress_get_deliveries (genkan_activity_get_progress (activity), &n_done);
      done += n_done;
    }

  text = known > 0 ? genkan_format_delivering (done, known)
                   : genkan_format_progress (GENKAN_OPERATION_TYPE_DELIVER, 0, 0, 0, NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
}

static void
tell_failed (GenkanServerPending *self,
             GenkanReport        *report,
             const GError        *error)
{
  g_autoptr (GenkanReport) failure =
    error != NULL ? genkan_report_new_for_error (error, NULL) : g_object_ref (report);

  self->delivered = FALSE;
  if (!is_gone (self))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, failure);
}

static void
genkan_server_pending_delivered_cb (GObject      *object,
                                    GAsyncResult *result,
                                    gpointer      user_data)
{
  g_autoptr (GenkanServerPending) self = user_data;
  g_autoptr (GenkanReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanOperation) operation =
    genkan_workspace_deliver_finish (GENKAN_WORKSPACE (object), result, &report, &error);

  if (operation == NULL || report != NULL)
    tell_failed (self, report, error);
  else if (genkan_operation_get_status (operation) != GENKAN_OPERATION_STATUS_COMPLETE)
    self->delivered = FALSE;

  if (--self->n_running > 0)
    return;

  g_clear_object (&self->cancellable);
  g_ptr_array_set_size (self->running, 0);
  if (is_gone (self))
    return;

  if (self->delivered)
    genkan_announce (GTK_WIDGET (self), _("All findings are in DefectDojo"));
  update (self);
  genkan_server_pending_show (self);
}

static void
start (GenkanServerPending *self,
       gint64               connection_id)
{
  GenkanActivity *activity;

  self->n_running++;
  genkan_workspace_deliver_async (self->workspace, connection_id, NULL, 0,
                                  GENKAN_OPERATION_TRIGGER_MANUAL, self->cancellable,
                                  genkan_server_pending_delivered_cb, g_object_ref (self));

  activity = genkan_workspace_get_activity (self->workspace, connection_id);
  if (activity == NULL)
    return;

  g_ptr_array_add (self->running, g_object_ref (activity));
  g_signal_connect_object (genkan_activity_get_progress (activity), "changed",
                           G_CALLBACK (genkan_server_pending_progress_cb), self, G_CONNECT_SWAPPED);
}

static void
genkan_server_pending_deliver_action (GtkWidget  *widget,
                                      const char *action_name,
                                      GVariant   *parameter)
{
  GenkanServerPending *self = GENKAN_SERVER_PENDING (widget);

  if (self->cancellable != NULL || self->pending == NULL || self->pending->len == 0)
    return;

  self->cancellable = g_cancellable_new ();
  self->delivered = TRUE;
  update (self);
  for (guint i = 0; i < self->pending->len; i++)
    start (self, g_array_index (self->pending, GenkanUndelivered, i).connection_id);
  genkan_server_pending_progress_cb (self);
}

static void
genkan_server_pending_stop_action (GtkWidget  *widget,
                                   const char *action_name,
                                   GVariant   *parameter)
{
  g_cancellable_cancel (GENKAN_SERVER_PENDING (widget)->cancellable);
}

static void
genkan_server_pending_dispose (GObject *object)
{
  GenkanServerPending *self = GENKAN_SERVER_PENDING (object);

  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (genkan_server_pending_parent_class)->dispose (object);
}

static void
genkan_server_pending_finalize (GObject *object)
{
  GenkanServerPending *self = GENKAN_SERVER_PENDING (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->pending, g_array_unref);
  g_ptr_array_unref (self->running);

  G_OBJECT_CLASS (genkan_server_pending_parent_class)->finalize (object);
}

static void
genkan_server_pending_class_init (GenkanServerPendingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_server_pending_dispose;
  object_class->finalize = genkan_server_pending_finalize;

  /**
   * GenkanServerPending::failed:
   * @report: why
   *
   * Not all could be delivered.
   */
  signals[SIGNAL_FAILED] =
    g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, GENKAN_TYPE_REPORT);

  gtk_widget_class_install_action (widget_class, "server-pending.deliver", NULL,
                                   genkan_server_pending_deliver_action);
  gtk_widget_class_install_action (widget_class, "server-pending.stop", NULL,
                                   genkan_server_pending_stop_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-server-pending.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanServerPending, spinner);
  gtk_widget_class_bind_template_child (widget_class, GenkanServerPending, deliver);
  gtk_widget_class_bind_template_child (widget_class, GenkanServerPending, stop);
}

static void
genkan_server_pending_init (GenkanServerPending *self)
{
  self->running = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
genkan_server_pending_set_workspace (GenkanServerPending *self,
                                     GenkanWorkspace     *workspace)
{
  g_return_if_fail (GENKAN_IS_SERVER_PENDING (self));
  g_return_if_fail (GENKAN_IS_WORKSPACE (workspace));

  g_set_object (&self->workspace, workspace);
}

/**
 * genkan_server_pending_show:
 * @self: the row, with a workspace
 *
 * Says what the store knows now, as soon as that is counted.
 */
void
genkan_server_pending_show (GenkanServerPending *self)
{
  g_return_if_fail (GENKAN_IS_SERVER_PENDING (self));

  self->count_again = self->counting;
  if (self->counting)
    return;

  self->counting = TRUE;
  genkan_store_list_undelivered_async (genkan_workspace_get_store (self->workspace), NULL,
                                       genkan_server_pending_counted_cb, g_object_ref (self));
}
