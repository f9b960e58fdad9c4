/* genkan-workspace-sync-preview.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Sync that asks before it changes anything. While it runs, its rows are staged as in any other,
 * but the ends of its scopes are only noted. Once all are there the store foresees what they do,
 * and after Apply they are done one by one, each in a transaction of its own.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-activity-private.h"
#include "genkan-store-forecast.h"
#include "genkan-sync-preview-private.h"
#include "genkan-workspace-sync-private.h"

static void end_next_scope (GTask *task);

static void
genkan_workspace_ended_scope_cb (GObject      *object,
                                 GAsyncResult *result,
                                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanCourse *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (genkan_store_end_scope_finish (GENKAN_STORE (object), result, &error))
    {
      data->n_ended++;
      end_next_scope (task);
      return;
    }

  genkan_course_end_by_error (task, error);
}

static void
end_next_scope (GTask *task)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);

  if (data->n_ended == data->scopes->len)
    {
      genkan_sync_ran (task);
      return;
    }

  genkan_store_end_scope_async (self->store, genkan_operation_get_id (data->operation),
                                g_ptr_array_index (data->scopes, data->n_ended),
                                genkan_activity_get_cancellable (data->activity),
                                genkan_workspace_ended_scope_cb, g_object_ref (task));
}

static void
genkan_workspace_foreseen_cb (GObject      *object,
                              GAsyncResult *result,
                              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanCourse *data = g_task_get_task_data (task);
  g_autoptr (GenkanSyncPreview) preview = NULL;
  g_autoptr (GListModel) records = NULL;
  g_autoptr (GError) error = NULL;

  records = genkan_store_forecast_finish (GENKAN_STORE (object), result, &error);
  if (records == NULL)
    {
      genkan_course_end_by_error (task, error);
      return;
    }

  preview = genkan_sync_preview_new (task, records, end_next_scope);
  data->ask_sync (preview, data->ask_data);
}

/* Where nothing was brought there is nothing to ask: only why is noted. */
static void
hold_sync (GTask *task)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);

  if (!genkan_course_has_brought_something (data))
    {
      end_next_scope (task);
      return;
    }

  genkan_store_forecast_async (self->store, genkan_operation_get_id (data->operation), data->scopes,
                               data->ask_limit, genkan_activity_get_cancellable (data->activity),
                               genkan_workspace_foreseen_cb, g_object_ref (task));
}

/**
 * genkan_workspace_preview_sync_async:
 * @self: a workspace
 * @connection_id: a stored Connection
 * @record_ids: (nullable) (array length=n_records): only these Records; %NULL for all
 * @n_records: how many
 * @closes_many: whether the removal guard is not to be asked
 * @trigger: who starts it
 * @limit: how many changes of a kind the preview lists of a Record at most
 * @ask: is asked when everything is read; it keeps a reference and answers when a person has, or
 *   lets the preview go, which cancels the Operation. Not called when nothing could be read
 * @cancellable: (nullable): cancels the Operation, as genkan_activity_cancel() does
 * @callback: called when the Operation is closed
 * @user_data: for @ask and @callback
 *
 * A Sync that asks before it changes or sends anything. It ends with
 * genkan_workspace_sync_finish().
 */
void
genkan_workspace_preview_sync_async (GenkanWorkspace        *self,
                                     gint64                  connection_id,
                                     const gint64           *record_ids,
                                     gsize                   n_records,
                                     gboolean                closes_many,
                                     GenkanOperationTrigger  trigger,
                                     guint                   limit,
                                     GenkanSyncPreviewFunc   ask,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanCourse *data;

  g_return_if_fail (GENKAN_IS_WORKSPACE (self));
  g_return_if_fail (ask != NULL);

  task = genkan_sync_new_task (self, record_ids, n_records, closes_many,
                               genkan_workspace_preview_sync_async, callback, user_data);
  data = g_task_get_task_data (task);
  data->scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) genkan_sync_scope_free);
  data->hold = hold_sync;
  data->ask_sync = ask;
  data->ask_data = user_data;
  data->ask_limit = limit;
  genkan_course_start (task, connection_id, trigger, cancellable);
}
