/* genkan-workspace-discover.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a Discover runs: the steps that lead to `records`, into the store's staging. One with a
 * preview stops there and asks before the Operation is closed.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-activity-private.h"
#include "genkan-discover-preview-private.h"
#include "genkan-records-sink.h"
#include "genkan-workspace-course.h"

static void
run_discover (GTask *task)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);
  g_autoptr (GenkanSink) sink =
    genkan_records_sink_new (self->store, genkan_operation_get_id (data->operation));
  g_autoptr (GenkanRun) run =
    genkan_resolved_new_run (data->resolved, GENKAN_PURPOSE_DISCOVER, sink,
                             genkan_activity_get_progress (data->activity));

  genkan_course_run (task, run);
}

/**
 * genkan_workspace_discover_async:
 * @self: a workspace
 * @connection_id: a stored Connection
 * @trigger: who starts it
 * @cancellable: (nullable): cancels the Operation, as genkan_activity_cancel() does
 * @callback: called when the Operation is closed
 * @user_data: for @callback
 *
 * Reads what the tool lists, and brings the Records up to date.
 */
void
genkan_workspace_discover_async (GenkanWorkspace        *self,
                                 gint64                  connection_id,
                                 GenkanOperationTrigger  trigger,
                                 GCancellable           *cancellable,
                                 GAsyncReadyCallback     callback,
                                 gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GENKAN_IS_WORKSPACE (self));

  task = genkan_course_new (self, GENKAN_OPERATION_TYPE_DISCOVER, run_discover,
                            genkan_workspace_discover_async, callback, user_data);
  genkan_course_start (task, connection_id, trigger, cancellable);
}

static void
genkan_workspace_previewed_cb (GObject      *object,
                               GAsyncResult *result,
                               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanCourse *data = g_task_get_task_data (task);
  g_autoptr (GenkanDiscoverPreview) preview = NULL;
  g_autoptr (GenkanPreview) changes = NULL;
  g_autoptr (GError) error = NULL;

  changes = genkan_store_preview_finish (GENKAN_STORE (object), result, &error);
  if (changes == NULL)
    {
      genkan_course_end_by_error (task, error);
      return;
    }

  preview = genkan_discover_preview_new (task, changes);
  data->ask (preview, data->ask_data);
}

static void
hold_discover (GTask *task)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);

  if (!genkan_course_has_brought_something (data))
    {
      genkan_course_end_by_result (task);
      return;
    }

  genkan_store_preview_async (self->store, genkan_operation_get_id (data->operation),
                              data->result->outcome == GENKAN_OUTCOME_COMPLETE, data->ask_limit,
                              genkan_activity_get_cancellable (data->activity),
                              genkan_workspace_previewed_cb, g_object_ref (task));
}

/**
 * genkan_workspace_preview_discover_async:
 * @self: a workspace
 * @connection_id: a stored Connection
 * @trigger: who starts it
 * @limit: how many changes of each kind the preview lists at most, or 0: all
 * @ask: is asked when everything is read; it keeps a reference and answers when a person has, or
 *   lets the preview go, which cancels the Operation. Not called when nothing could be read
 * @cancellable: (nullable): cancels the Operation, as genkan_activity_cancel() does
 * @callback: called when the Operation is closed
 * @user_data: for @ask and @callback
 *
 * A Discover that asks before it changes anything. It ends with
 * genkan_workspace_discover_finish().
 */
void
genkan_workspace_preview_discover_async (GenkanWorkspace        *self,
                                         gint64                  connection_id,
                                         GenkanOperationTrigger  trigger,
                                         guint                   limit,
                                         GenkanPreviewFunc       ask,
                                         GCancellable           *cancellable,
                                         GAsyncReadyCallback     callback,
                                         gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanCourse *data;

  g_return_if_fail (GENKAN_IS_WORKSPACE (self));
  g_return_if_fail (ask != NULL);

  task = genkan_course_new (self, GENKAN_OPERATION_TYPE_DISCOVER, run_discover,
                            genkan_workspace_preview_discover_async, callback, user_data);
  data = g_task_get_task_data (task);
  data->hold = hold_discover;
  data->ask = ask;
  data->ask_data = user_data;
  data->ask_limit = limit;
  genkan_course_start (task, connection_id, trigger, cancellable);
}

/**
 * genkan_workspace_discover_finish:
 * @self: a workspace
 * @result: what the callback got
 * @ret_report: (out) (optional) (nullable) (transfer full): why it did not go well, and what to
 *   try; %NULL when it did, or was cancelled
 * @error: why no Operation could be started or closed; #GENKAN_STORE_ERROR_BUSY when one runs
 *
 * Returns: (transfer full) (nullable): the closed Operation
 */
GenkanOperation *
genkan_workspace_discover_finish (GenkanWorkspace  *self,
                                  GAsyncResult     *result,
                                  GenkanReport    **ret_report,
                                  GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return genkan_course_finish (result, ret_report, error);
}
