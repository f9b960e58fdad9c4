/* genkan-store-sync-end.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a part of a Sync ended, on its way to the writer; genkan-store-sync-scope.c is what it does.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-private.h"

/**
 * genkan_sync_scope_copy:
 * @scope: how a scope ended
 *
 * Returns: (transfer full): a copy that owns what it holds, and can be used in any thread
 */
GenkanSyncScope *
genkan_sync_scope_copy (const GenkanSyncScope *scope)
{
  GenkanSyncScope *copy;

  g_return_val_if_fail (scope != NULL, NULL);

  copy = g_memdup2 (scope, sizeof *scope);
  copy->record = g_strdup (scope->record);
  copy->message = genkan_store_clean_text (scope->message, -1);
  copy->details = genkan_store_clean_text (scope->details, -1);
  copy->repeated = g_strdup (scope->repeated);
  copy->remembered = NULL;
  if (scope->remembered != NULL && genkan_row_batch_get_n_rows (scope->remembered) > 0)
    copy->remembered = genkan_row_batch_ref (scope->remembered);

  return copy;
}

/**
 * genkan_sync_scope_free:
 * @scope: (transfer full): what genkan_sync_scope_copy() gave
 */
void
genkan_sync_scope_free (GenkanSyncScope *scope)
{
  g_free ((char *) scope->record);
  g_free ((char *) scope->message);
  g_free ((char *) scope->details);
  g_free ((char *) scope->repeated);
  g_clear_pointer (&scope->remembered, genkan_row_batch_unref);
  g_free (scope);
}

/* The task data of the function below. */
typedef struct
{
  gint64           operation_id;
  GenkanSyncScope *scope;        /* (owned) */
} GenkanEndScope;

static void
genkan_end_scope_free (gpointer data)
{
  GenkanEndScope *end = data;

  genkan_sync_scope_free (end->scope);
  g_free (end);
}

static gboolean
end_scope (GenkanStore     *self,
           GenkanDatabase  *db,
           gpointer         data,
           GError         **error)
{
  GenkanEndScope *end = data;
  GenkanRunning *running = genkan_store_find_running (self, end->operation_id, error);

  if (running == NULL || !genkan_sync_scope_apply (db, running, end->scope, error))
    return FALSE;

  genkan_store_touch (self, GENKAN_STORE_TABLE_FINDINGS | GENKAN_STORE_TABLE_RECORDS,
                      running->connection_id);

  return TRUE;
}

static void
ended_scope (GenkanStore    *self,
             GenkanDatabase *db,
             gpointer        data,
             gboolean        committed)
{
  GenkanEndScope *end = data;
  GenkanRunning *running = genkan_store_find_running (self, end->operation_id, NULL);

  if (committed && running != NULL)
    genkan_staged_forget_applied (running->staged);
}

/**
 * genkan_store_end_scope_async:
 * @self: a store
 * @operation_id: a Sync that began here
 * @scope: how the scope ended; copied
 *
 * Brings the Findings of the scope's Records to what was staged for them.
 */
void
genkan_store_end_scope_async (GenkanStore           *self,
                              gint64                 operation_id,
                              const GenkanSyncScope *scope,
                              GCancellable          *cancellable,
                              GAsyncReadyCallback    callback,
                              gpointer               user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanEndScope *data;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (scope != NULL);

  data = g_new0 (GenkanEndScope, 1);
  data->operation_id = operation_id;
  data->scope = genkan_sync_scope_copy (scope);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_end_scope_async);
  g_task_set_task_data (task, data, genkan_end_scope_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, end_scope, ended_scope);
}

gboolean
genkan_store_end_scope_finish (GenkanStore   *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
