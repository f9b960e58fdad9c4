/* genkan-workspace-deliver.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What follows a Sync's run where there is a DefectDojo server: all that its Records have and the
 * server does not, also what earlier Syncs could not deliver. The Findings are kept by then; so a
 * Sync whose delivery fails is Partial, and the next one goes on.
 *
 * A Deliver is the same without a Sync: the tool may be gone, and its key expired. What it closes in
 * DefectDojo is what is closed here.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-activity-private.h"
#include "genkan-delivery.h"
#include "genkan-report.h"
#include "genkan-store-deliver.h"
#include "genkan-store-operations.h"
#include "genkan-workspace-course.h"
#include "genkan-workspace-server.h"

#include <glib/gi18n.h>

/* Those of one kind, and why. */
static char *
describe_refused (const GenkanDeliverySummary *summary)
{
  guint n = summary->n_refused;
  g_autofree char *what = g_strdup_printf (
    ngettext ("%u of %u Record could not be delivered to DefectDojo",
              "%u of %u Records could not be delivered to DefectDojo", summary->n_records),
    n, summary->n_records);
  g_autoptr (GenkanReport) why = genkan_report_new_for_error (summary->reason, NULL);

  if (n == 0)
    return g_strdup_printf (_("There was nothing to deliver, but whether all is still in DefectDojo "
                              "is not known: %s"), genkan_report_get_summary (why));

  /* Translators: how many Records, and what was wrong with the first of them. */
  return g_strdup_printf (n > 1 ? _("%s; the first: %s") : _("%s: %s"), what,
                          genkan_report_get_summary (why));
}

static char *
describe_stale (const GenkanDeliverySummary *summary)
{
  return g_strdup_printf (ngettext ("%u Record has no Product or Test in DefectDojo any more",
                                    "%u Records have no Product or Test in DefectDojo any more",
                                    summary->n_stale), summary->n_stale);
}

static GError *
describe_undelivered (const GenkanDeliverySummary *summary)
{
  g_autofree char *refused = summary->reason != NULL ? describe_refused (summary) : NULL;
  g_autofree char *stale = summary->n_stale > 0 ? describe_stale (summary) : NULL;
  GError *error = g_error_new_literal (GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_DELIVERY,
                                       refused != NULL ? refused : stale);

  if (refused != NULL && stale != NULL)
    {
      g_free (error->message);
      error->message = g_strdup_printf ("%s; %s", refused, stale);
    }

  return error;
}

static void
log_summary (GTask                       *task,
             const GenkanDeliverySummary *summary)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);
  g_autofree char *text = g_strdup_printf (
    "Delivered to DefectDojo: %u of %u Records had something to send, %u were refused, %u are "
    "stale", summary->n_delivered, summary->n_records, summary->n_refused, summary->n_stale);

  genkan_store_log (self->store, genkan_operation_get_id (data->operation), GENKAN_LOG_INFO, text);
}

/* A Sync has brought something all the same; a Deliver of which nothing was taken has not. */
static void
end_undelivered (GTask                       *task,
                 const GenkanDeliverySummary *summary)
{
  GenkanCourse *data = g_task_get_task_data (task);
  g_autoptr (GError) undelivered = describe_undelivered (summary);

  if (data->kind == GENKAN_OPERATION_TYPE_DELIVER && summary->n_delivered == 0
      && summary->reason != NULL)
    genkan_course_end_by_error (task, undelivered);
  else
    genkan_course_end_partly (task, undelivered);
}

static void
genkan_workspace_delivered_cb (GObject      *object,
                               GAsyncResult *result,
                               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanDeliverySummary summary;
  g_autoptr (GError) error = NULL;

  if (!genkan_delivery_run_finish (result, &summary, &error))
    {
      genkan_course_end_by_error (task, error);
      return;
    }

  log_summary (task, &summary);
  if (summary.reason != NULL || summary.n_stale > 0)
    end_undelivered (task, &summary);
  else
    genkan_course_end_by_result (task);
}

/* It may have been taken away meanwhile, with the file that tells its name. */
static const char *
get_tool (GenkanWorkspace  *self,
          GenkanConnection *connection)
{
  const char *id = genkan_connection_get_connector_id (connection);
  GenkanConnector *connector = genkan_connector_set_lookup (self->connectors, id);
  const char *name = connector != NULL ? genkan_connector_get_name (connector) : NULL;

  return name != NULL ? name : id;
}

/* Whoever asked for a delivery is told that there is nothing to deliver to. */
static void
end_without_server (GTask *task)
{
  GenkanCourse *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (data->kind != GENKAN_OPERATION_TYPE_DELIVER)
    {
      genkan_course_end_by_result (task);
      return;
    }

  error = g_error_new_literal (GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_SETTING,
                               _("No DefectDojo server is set; set it in Preferences, or with "
                                 "“genkan server set”"));
  genkan_course_end_by_error (task, error);
}

static void
end_unopened (GTask        *task,
              const GError *error)
{
  GenkanCourse *data = g_task_get_task_data (task);

  if (data->kind == GENKAN_OPERATION_TYPE_DELIVER)
    genkan_course_end_by_error (task, error);
  else
    genkan_course_end_partly (task, error);
}

static void
genkan_workspace_server_opened_cb (GObject      *object,
                                   GAsyncResult *result,
                                   gpointer      user_data)
{
  GenkanWorkspace *self = GENKAN_WORKSPACE (object);
  g_autoptr (GTask) task = user_data;
  GenkanCourse *data = g_task_get_task_data (task);
  g_autoptr (GenkanServerAccess) access = NULL;
  g_autoptr (GError) error = NULL;
  GenkanDeliveryJob job = { .store = self->store };

  access = genkan_workspace_open_server_finish (self, result, &error);
  if (error != NULL)
    {
      end_unopened (task, error);
      return;
    }
  if (access == NULL)
    {
      end_without_server (task);
      return;
    }

  job.access = access;
  job.connection = data->connection;
  job.tool = get_tool (self, data->connection);
  job.assets = genkan_workspace_imports_assets (
    self, genkan_connection_get_connector_id (data->connection));
  job.operation_id = genkan_operation_get_id (data->operation);
  job.progress = genkan_activity_get_progress (data->activity);
  genkan_delivery_run_async (&job, genkan_activity_get_cancellable (data->activity),
                             genkan_workspace_delivered_cb, g_steal_pointer (&task));
}

/* Of a course that has been run: delivers, if there is a server, and ends the Operation. */
void
genkan_course_deliver (GTask *task)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);

  genkan_workspace_open_server_async (self, genkan_activity_get_cancellable (data->activity),
                                      genkan_workspace_server_opened_cb, g_object_ref (task));
}

/* --- without a Sync --- */

static void
genkan_workspace_taken_cb (GObject      *object,
                           GAsyncResult *result,
                           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  guint n_records = 0;

  if (genkan_store_take_deliveries_finish (GENKAN_STORE (object), result, &n_records, &error)
      && n_records == 0)
    g_set_error_literal (&error, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_NOTHING_MAPPED,
                         _("No Record is mapped to a Product; only what is mapped is delivered"));

  if (error == NULL)
    genkan_course_deliver (task);
  else
    genkan_course_end_by_error (task, error);
}

static void
run_deliver (GTask *task)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);
  const char *connector_id = genkan_connection_get_connector_id (data->connection);
  GArray *ids = data->record_ids;

  /* Nothing is asked that could have gone wrong. */
  data->result = g_new0 (GenkanRunResult, 1);
  genkan_store_take_deliveries_async (self->store, genkan_operation_get_id (data->operation),
                                      genkan_workspace_imports_assets (self, connector_id),
                                      ids != NULL ? (const gint64 *) (gpointer) ids->data : NULL,
                                      ids != NULL ? ids->len : 0, NULL,
                                      genkan_workspace_taken_cb, g_object_ref (task));
}

/**
 * genkan_workspace_deliver_async:
 * @self: a workspace
 * @connection_id: a stored Connection
 * @record_ids: (nullable) (array length=n_records): only these Records; %NULL for all
 * @n_records: how many
 * @trigger: who starts it
 * @cancellable: (nullable): cancels the Operation
 * @callback: called when the Operation is closed
 * @user_data: for @callback
 *
 * Delivers to DefectDojo what is kept of the mapped Records, without asking their tool.
 */
void
genkan_workspace_deliver_async (GenkanWorkspace        *self,
                                gint64                  connection_id,
                                const gint64           *record_ids,
                                gsize                   n_records,
                                GenkanOperationTrigger  trigger,
                                GCancellable           *cancellable,
                                GAsyncReadyCallback     callback,
                                gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanCourse *data;

  g_return_if_fail (GENKAN_IS_WORKSPACE (self));

  task = genkan_course_new (self, GENKAN_OPERATION_TYPE_DELIVER, run_deliver,
                            genkan_workspace_deliver_async, callback, user_data);
  data = g_task_get_task_data (task);
  if (record_ids != NULL)
    {
      data->record_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_vals (data->record_ids, record_ids, n_records);
    }
  genkan_course_start (task, connection_id, trigger, cancellable);
}

/**
 * genkan_workspace_deliver_finish:
 * @self: a workspace
 * @result: what the callback got
 * @ret_report: (out) (optional) (nullable) (transfer full): why it did not go well, and what to
 *   try; %NULL when it did, or was cancelled
 * @error: why no Operation could be started or closed
 *
 * Returns: (transfer full) (nullable): the closed Operation; genkan_store_list_sync_results()
 *   tells what became of each Record
 */
GenkanOperation *
genkan_workspace_deliver_finish (GenkanWorkspace  *self,
                                 GAsyncResult     *result,
                                 GenkanReport    **ret_report,
                                 GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return genkan_course_finish (result, ret_report, error);
}
