/* genkan-workspace-sync.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a Sync runs: the steps that lead to `findings`, for the Records that are mapped, from what
 * the last complete Sync remembered on.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-activity-private.h"
#include "genkan-findings-sink.h"
#include "genkan-store-sync.h"
#include "genkan-workspace-sync-private.h"

#include <glib/gi18n.h>

static GenkanRun *
new_run (GTask *task)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);
  g_autoptr (GenkanSink) sink =
    genkan_findings_sink_new (self->store, genkan_operation_get_connection_id (data->operation),
                              genkan_operation_get_id (data->operation),
                              data->closes_many);

  if (data->scopes != NULL)
    genkan_findings_sink_keep_ends (GENKAN_FINDINGS_SINK (sink), data->scopes);

  return genkan_resolved_new_run (data->resolved, GENKAN_PURPOSE_SYNC, sink,
                                  genkan_activity_get_progress (data->activity));
}

/* What the connector file wanted to know again, of one Record or of all. */
static gboolean
add_remembered (GTask         *task,
                GenkanRun     *run,
                GenkanRecord  *record,
                GError       **error)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);
  g_autoptr (GenkanRowBatch) rows =
    genkan_store_get_remembered (self->store, genkan_connection_get_id (data->connection),
                                 record != NULL ? genkan_record_get_id (record) : 0, error);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < genkan_row_batch_get_n_rows (rows); i++)
    {
      const char *name = genkan_row_batch_get (rows, i, 0)->text;
      const GenkanValue *value = genkan_row_batch_get (rows, i, 1);

      if (record != NULL)
        genkan_run_set_record_remembered (run, genkan_record_get_vendor_id (record), name, value);
      else
        genkan_run_set_remembered (run, name, value);
    }

  return TRUE;
}

static gboolean
add_records (GTask      *task,
             GenkanRun  *run,
             GPtrArray  *records,
             GError    **error)
{
  for (guint i = 0; i < records->len; i++)
    {
      GenkanRecord *record = g_ptr_array_index (records, i);

      genkan_run_add_record (run, genkan_record_get_vendor_id (record),
                             genkan_record_get_name (record), genkan_record_get_extra (record));
      if (!add_remembered (task, run, record, error))
        return FALSE;
    }

  return add_remembered (task, run, NULL, error);
}

static void
genkan_workspace_sync_records_cb (GObject      *object,
                                  GAsyncResult *result,
                                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GenkanRun) run = NULL;
  g_autoptr (GError) error = NULL;

  records = genkan_store_sync_records_finish (GENKAN_STORE (object), result, &error);
  if (records != NULL && records->len == 0)
    g_set_error_literal (&error, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_NOTHING_MAPPED,
                         _("No Record is mapped to a Product yet; map some, and sync again"));

  run = new_run (task);
  if (error == NULL)
    add_records (task, run, records, &error);

  if (error == NULL)
    genkan_course_run (task, run);
  else
    genkan_course_end_by_error (task, error);
}

static void
run_sync (GTask *task)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);
  const gint64 *ids = data->record_ids != NULL ? (const gint64 *) data->record_ids->data : NULL;

  if (genkan_sync_run_assets (task))
    return;

  genkan_store_sync_records_async (self->store, genkan_operation_get_id (data->operation), ids,
                                   data->record_ids != NULL ? data->record_ids->len : 0, NULL,
                                   genkan_workspace_sync_records_cb, g_object_ref (task));
}

/* What comes after the ends of all scopes, whether they were looked at before or not. */
void
genkan_sync_ran (GTask *task)
{
  GenkanCourse *data = g_task_get_task_data (task);

  if (genkan_course_has_brought_something (data))
    genkan_course_deliver (task);
  else
    genkan_course_end_by_result (task);
}

/* Returns: (transfer full): a task for genkan_course_start() */
GTask *
genkan_sync_new_task (GenkanWorkspace     *self,
                      const gint64        *record_ids,
                      gsize                n_records,
                      gboolean             closes_many,
                      gpointer             source_tag,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task = genkan_course_new (self, GENKAN_OPERATION_TYPE_SYNC, run_sync, source_tag, callback,
                                   user_data);
  GenkanCourse *data = g_task_get_task_data (task);

  data->closes_many = closes_many;
  data->hold = genkan_sync_ran;
  if (record_ids != NULL)
    {
      data->record_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_vals (data->record_ids, record_ids, n_records);
    }

  return task;
}

/**
 * genkan_workspace_sync_async:
 * @self: a workspace
 * @connection_id: a stored Connection
 * @record_ids: (nullable) (array length=n_records): only these Records; %NULL for all
 * @n_records: how many
 * @closes_many: whether the removal guard is not to be asked
 * @trigger: who starts it
 * @cancellable: (nullable): cancels the Operation
 * @callback: called when the Operation is closed
 * @user_data: for @callback
 *
 * Reads what the tool has found in what the mapped Records stand for.
 */
void
genkan_workspace_sync_async (GenkanWorkspace        *self,
                             gint64                  connection_id,
                             const gint64           *record_ids,
                             gsize                   n_records,
                             gboolean                closes_many,
                             GenkanOperationTrigger  trigger,
                             GCancellable           *cancellable,
                             GAsyncReadyCallback     callback,
                             gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GENKAN_IS_WORKSPACE (self));

  task = genkan_sync_new_task (self, record_ids, n_records, closes_many,
                               genkan_workspace_sync_async, callback, user_data);
  genkan_course_start (task, connection_id, trigger, cancellable);
}

/**
 * genkan_workspace_sync_finish:
 * @self: a workspace
 * @result: what the callback got
 * @ret_report: (out) (optional) (nullable) (transfer full): why it did not go well, and what to
 *   try; %NULL when it did, or was cancelled
 * @error: why no Operation could be started or closed
 *
 * Returns: (transfer full) (nullable): the closed Operation; genkan_store_list_sync_results()
 *   tells what it found for each Record
 */
GenkanOperation *
genkan_workspace_sync_finish (GenkanWorkspace  *self,
                              GAsyncResult     *result,
                              GenkanReport    **ret_report,
                              GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return genkan_course_finish (result, ret_report, error);
}
