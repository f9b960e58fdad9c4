/* genkan-workspace-deliver.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What follows a Sync's run where there is a DefectDojo server: all that its Records have and the
 * server does not, also what earlier Syncs could not deliver. The Findings are kept by then; so a
 * Sync whose delivery fails is Partial, and the next one goes on.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-activity-private.h"
#include "genkan-delivery.h"
#include "genkan-report.h"
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
  g_autofree char *refused = summary->n_refused > 0 ? describe_refused (summary) : NULL;
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

static void
genkan_workspace_delivered_cb (GObject      *object,
                               GAsyncResult *result,
                               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanCourse *data = g_task_get_task_data (task);
  GenkanDeliverySummary summary;
  g_autoptr (GError) error = NULL;

  if (!genkan_delivery_run_finish (result, &summary, &error))
    {
      genkan_course_end_by_error (task, error);
      return;
    }

  log_summary (task, &summary);
  if (summary.n_refused + summary.n_stale > 0 && data->result->outcome == GENKAN_OUTCOME_COMPLETE)
    {
      g_autoptr (GError) undelivered = describe_undelivered (&summary);

      genkan_course_end_partly (task, undelivered);
    }
  else
    genkan_course_end_by_result (task);
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
      genkan_course_end_partly (task, error);
      return;
    }
  if (access == NULL)
    {
      genkan_course_end_by_result (task);
      return;
    }

  job.access = access;
  job.connection = data->connection;
  job.tool = genkan_connector_get_name (data->resolved->connector);
  job.assets = data->changes_at_end;
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
