/* genkan-store-forecast.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a Sync would do is found out by ending all its scopes, in the order in which they ended,
 * inside a savepoint that is then rolled back: the preview cannot disagree with what follows, and
 * sees what one scope does to another. What happened is read in between, by
 * genkan-store-forecast-read.c.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-forecast-private.h"
#include "genkan-store-private.h"

/* --- doing it, and taking it back --- */

typedef struct
{
  gint64        operation_id;
  GPtrArray    *scopes;      /* (owned) (element-type GenkanSyncScope) */
  guint         limit;
  GCancellable *cancellable; /* (owned) (nullable) */
  GListStore   *records;     /* (owned) (nullable) the result */
} GenkanForesee;

static void
genkan_foresee_free (gpointer data)
{
  GenkanForesee *foresee = data;

  g_ptr_array_unref (foresee->scopes);
  g_clear_object (&foresee->cancellable);
  g_clear_object (&foresee->records);
  g_free (foresee);
}

static gboolean
end_scopes (GenkanDatabase       *db,
            const GenkanRunning  *running,
            GenkanForesee        *foresee,
            GError              **error)
{
  for (guint i = 0; i < foresee->scopes->len; i++)
    if (!genkan_sync_scope_apply (db, running, g_ptr_array_index (foresee->scopes, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
look (GenkanDatabase       *db,
      const GenkanRunning  *running,
      GenkanForesee        *foresee,
      GError              **error)
{
  g_auto (GenkanForecastStart) start = { 0 };

  if (!genkan_forecast_start_read (&start, db, running->id, error) ||
      !end_scopes (db, running, foresee, error))
    return FALSE;

  foresee->records = genkan_forecast_read (db, &start, foresee->limit, error);

  return foresee->records != NULL;
}

static gboolean
look_and_take_back (GenkanStore     *self,
                    GenkanDatabase  *db,
                    gpointer         data,
                    GError         **error)
{
  GenkanForesee *foresee = data;
  GenkanRunning *running = genkan_store_find_running (self, foresee->operation_id, error);
  gboolean done;

  if (running == NULL || !genkan_database_execute (db, "SAVEPOINT foresee", error))
    return FALSE;

  genkan_database_set_cancellable (db, foresee->cancellable);
  done = look (db, running, foresee, error);
  genkan_database_set_cancellable (db, NULL);

  /* After an error SQLite may have rolled everything back already. */
  return genkan_database_execute (db, "ROLLBACK TO foresee; RELEASE foresee",
                                  done ? error : NULL)
         && done;
}

static void
looked (GenkanStore    *self,
        GenkanDatabase *db,
        gpointer        data,
        gboolean        committed)
{
  genkan_database_shrink (db);
}

/**
 * genkan_store_forecast_async:
 * @self: a store
 * @operation_id: a Sync that began here and whose rows are all staged
 * @scopes: (element-type GenkanSyncScope): how its scopes ended, in that order; not to be changed
 *   before the answer
 * @limit: how many changes of a kind to list of a Record at most
 *
 * Finds out what ending the scopes would do, here and, if there is one, on the server.
 */
void
genkan_store_forecast_async (GenkanStore         *self,
                             gint64               operation_id,
                             GPtrArray           *scopes,
                             guint                limit,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanForesee *foresee;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (scopes != NULL);

  foresee = g_new0 (GenkanForesee, 1);
  foresee->operation_id = operation_id;
  foresee->scopes = g_ptr_array_ref (scopes);
  foresee->limit = limit;
  g_set_object (&foresee->cancellable, cancellable);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_forecast_async);
  g_task_set_task_data (task, foresee, genkan_foresee_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, look_and_take_back, looked);
}

/**
 * genkan_store_forecast_finish:
 *
 * Returns: (transfer full) (nullable): a list of #GenkanRecordForecast by name, or an error
 */
GListModel *
genkan_store_forecast_finish (GenkanStore   *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  GenkanForesee *foresee;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  foresee = g_task_get_task_data (G_TASK (result));

  return G_LIST_MODEL (g_steal_pointer (&foresee->records));
}

/* --- leaving out --- */

typedef struct
{
  gint64  operation_id;
  GArray *ids;          /* (owned) (element-type gint64) */
} GenkanLeave;

static void
genkan_leave_free (gpointer data)
{
  GenkanLeave *leave = data;

  g_array_unref (leave->ids);
  g_free (leave);
}

static gboolean
leave_one_out (GenkanDatabase  *db,
               gint64           operation_id,
               gint64           record_id,
               GError         **error)
{
  return genkan_database_run (db, "DELETE FROM sync_records "
                              "WHERE operation_id = ?1 AND record_id = ?2",
                              operation_id, record_id, error)
         && genkan_database_run (db, "DELETE FROM staged_findings "
                                 "WHERE operation_id = ?1 AND record_id = ?2",
                                 operation_id, record_id, error);
}

static gboolean
leave_out (GenkanStore     *self,
           GenkanDatabase  *db,
           gpointer         data,
           GError         **error)
{
  GenkanLeave *leave = data;
  GenkanRunning *running = genkan_store_find_running (self, leave->operation_id, error);

  if (running == NULL)
    return FALSE;

  running->left_out = TRUE;
  for (guint i = 0; i < leave->ids->len; i++)
    if (!leave_one_out (db, running->id, g_array_index (leave->ids, gint64, i), error))
      return FALSE;

  return TRUE;
}

/**
 * genkan_store_leave_records_out_async:
 * @self: a store
 * @operation_id: a Sync that began here
 * @record_ids: (array length=n_records): Records of it
 * @n_records: how many
 *
 * What the Sync has brought for these Records is not taken over, and the next one starts no later
 * than this one did.
 */
void
genkan_store_leave_records_out_async (GenkanStore         *self,
                                      gint64               operation_id,
                                      const gint64        *record_ids,
                                      gsize                n_records,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanLeave *leave;

  g_return_if_fail (GENKAN_IS_STORE (self));

  leave = g_new0 (GenkanLeave, 1);
  leave->operation_id = operation_id;
  leave->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (leave->ids, record_ids, n_records);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_leave_records_out_async);
  g_task_set_task_data (task, leave, genkan_leave_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_TEMPORARY, leave_out, NULL);
}

/**
 * genkan_store_leave_records_out_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether they are left out
 */
gboolean
genkan_store_leave_records_out_finish (GenkanStore   *self,
                                       GAsyncResult  *result,
                                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
