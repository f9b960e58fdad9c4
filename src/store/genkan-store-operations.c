/* genkan-store-operations.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Operations: begin, end, list. The lock of the Connection is taken and given back only beside a
 * transaction that holds SQLite's lock for writing; see genkan-store-recover.c for why.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-operations.h"
#include "genkan-store-private.h"

#define OPERATION_SELECT                                                                 \
  "SELECT id, connection_id, kind, status, triggered_by, started, ended, n_seen, n_new, " \
  "n_changed, n_missing, n_returned, message, n_mapped, n_left_out FROM operations "

typedef struct
{
  gint64                 connection_id;
  GenkanOperationType    kind;
  GenkanOperationTrigger trigger;
  gboolean               locked;    /* by this begin */
  GenkanOperation       *operation; /* (owned) (nullable) the result */
} GenkanBegin;

typedef struct
{
  gint64                 operation_id;
  GenkanOperationStatus  status;
  char                  *message;   /* (owned) (nullable) */
  GenkanOperation       *operation; /* (owned) (nullable) the result */
} GenkanEnd;

static gpointer
read_operation (GenkanStatement *statement)
{
  GenkanOperationFields fields = {
    .id = genkan_statement_get_int64 (statement, 0),
    .connection_id = genkan_statement_get_int64 (statement, 1),
    .kind = genkan_statement_get_int64 (statement, 2),
    .status = genkan_statement_get_int64 (statement, 3),
    .trigger = genkan_statement_get_int64 (statement, 4),
    .started = genkan_statement_get_int64 (statement, 5),
    .ended = genkan_statement_get_int64 (statement, 6),
    .n_seen = genkan_statement_get_int64 (statement, 7),
    .n_new = genkan_statement_get_int64 (statement, 8),
    .n_changed = genkan_statement_get_int64 (statement, 9),
    .n_missing = genkan_statement_get_int64 (statement, 10),
    .n_returned = genkan_statement_get_int64 (statement, 11),
    .message = genkan_statement_get_text (statement, 12),
    .n_mapped = genkan_statement_get_int64 (statement, 13),
    .n_left_out = genkan_statement_get_int64 (statement, 14),
  };

  return genkan_operation_new (&fields);
}

static GenkanOperation *
load_operation (GenkanDatabase  *db,
                gint64           id,
                GError         **error)
{
  g_autoptr (GenkanStatement) statement =
    genkan_database_prepare (db, OPERATION_SELECT "WHERE id = ?1", error);
  GenkanStep step;

  if (statement == NULL)
    return NULL;

  genkan_statement_bind_int64 (statement, 0, id);
  step = genkan_statement_step (statement, error);
  if (step == GENKAN_STEP_DONE)
    g_set_error_literal (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND,
                         "The Operation was removed with its Connection");

  return step == GENKAN_STEP_ROW ? read_operation (statement) : NULL;
}

/* --- begin --- */

static void
genkan_begin_free (gpointer data)
{
  GenkanBegin *begin = data;

  g_clear_object (&begin->operation);
  g_free (begin);
}

/* Always returns FALSE, to be returned. */
gboolean
genkan_store_fail_busy (GenkanDatabase  *db,
                        gint64           connection_id,
                        GError         **error)
{
  g_autoptr (GenkanStatement) statement =
    genkan_database_prepare (db, "SELECT label FROM connections WHERE id = ?1", error);
  const char *label = NULL;

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, connection_id);
  if (genkan_statement_step (statement, NULL) == GENKAN_STEP_ROW)
    label = genkan_statement_get_text (statement, 0);

  g_set_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_BUSY,
               "An Operation of “%s” is running already, here or in another Genkan; "
               "wait for its end or cancel it", label != NULL ? label : "");

  return FALSE;
}

static gboolean
lock_connection (GenkanStore     *self,
                 GenkanDatabase  *db,
                 GenkanBegin     *begin,
                 GError         **error)
{
  if (g_hash_table_contains (self->running, &begin->connection_id))
    return genkan_store_fail_busy (db, begin->connection_id, error);

  if (!genkan_locks_take (self->locks, begin->connection_id, &begin->locked, error))
    return FALSE;

  return begin->locked || genkan_store_fail_busy (db, begin->connection_id, error);
}

static gboolean
insert_operation (GenkanDatabase  *db,
                  GenkanBegin     *begin,
                  GError         **error)
{
  g_autoptr (GenkanStatement) statement = NULL;

  statement = genkan_database_prepare (
    db, "INSERT INTO operations (connection_id, kind, status, triggered_by, started) "
    "VALUES (?1, ?2, 0, ?3, ?4)", error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, begin->connection_id);
  genkan_statement_bind_int64 (statement, 1, begin->kind);
  genkan_statement_bind_int64 (statement, 2, begin->trigger);
  genkan_statement_bind_int64 (statement, 3, genkan_store_now ());

  return genkan_statement_run (statement, error);
}

static gboolean
begin_operation (GenkanStore     *self,
                 GenkanDatabase  *db,
                 gpointer         data,
                 GError         **error)
{
  GenkanBegin *begin = data;

  if (!lock_connection (self, db, begin, error) ||
      !genkan_operations_interrupt (db, begin->connection_id, error) ||
      !insert_operation (db, begin, error))
    return FALSE;

  begin->operation = load_operation (db, genkan_database_get_last_id (db), error);
  genkan_store_touch (self, GENKAN_STORE_TABLE_OPERATIONS, begin->connection_id);

  return begin->operation != NULL;
}

void
genkan_running_free (GenkanRunning *running)
{
  g_clear_pointer (&running->staged, genkan_staged_free);
  g_free (running);
}

static void
began_operation (GenkanStore    *self,
                 GenkanDatabase *db,
                 gpointer        data,
                 gboolean        committed)
{
  GenkanBegin *begin = data;

  if (committed)
    {
      GenkanRunning *running = g_new0 (GenkanRunning, 1);

      running->id = genkan_operation_get_id (begin->operation);
      running->connection_id = begin->connection_id;
      running->kind = begin->kind;
      if (running->kind == GENKAN_OPERATION_TYPE_SYNC)
        running->staged = genkan_staged_new (running->id);
      g_hash_table_insert (self->running, &running->connection_id, running);
    }
  else if (begin->locked)
    genkan_locks_release (self->locks, begin->connection_id);
}

/**
 * genkan_store_begin_operation_async:
 * @self: a store
 * @connection_id: the Connection
 * @kind: Discover or Sync
 * @trigger: who starts it
 *
 * Opens an Operation. It fails with %GENKAN_STORE_ERROR_BUSY while one runs for the same
 * Connection, in this process or another.
 */
void
genkan_store_begin_operation_async (GenkanStore            *self,
                                    gint64                  connection_id,
                                    GenkanOperationType     kind,
                                    GenkanOperationTrigger  trigger,
                                    GCancellable           *cancellable,
                                    GAsyncReadyCallback     callback,
                                    gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanBegin *begin;

  g_return_if_fail (GENKAN_IS_STORE (self));

  begin = g_new0 (GenkanBegin, 1);
  begin->connection_id = connection_id;
  begin->kind = kind;
  begin->trigger = trigger;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_begin_operation_async);
  g_task_set_task_data (task, begin, genkan_begin_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN,
                      begin_operation, began_operation);
}

/**
 * genkan_store_begin_operation_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the Operation that runs
 */
GenkanOperation *
genkan_store_begin_operation_finish (GenkanStore   *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  GenkanBegin *begin;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  begin = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&begin->operation);
}

/* --- end --- */

static void
genkan_end_free (gpointer data)
{
  GenkanEnd *end = data;

  g_clear_object (&end->operation);
  g_free (end->message);
  g_free (end);
}

/* The Operation of that id that runs here, or an error. */
GenkanRunning *
genkan_store_find_running (GenkanStore  *self,
                           gint64        operation_id,
                           GError      **error)
{
  GHashTableIter iter;
  gpointer running;

  g_hash_table_iter_init (&iter, self->running);
  while (g_hash_table_iter_next (&iter, NULL, &running))
    if (((GenkanRunning *) running)->id == operation_id)
      return running;

  g_set_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND,
               "Operation %" G_GINT64_FORMAT " does not run here", operation_id);

  return NULL;
}

static gboolean
close_row (GenkanDatabase  *db,
           GenkanEnd       *end,
           GError         **error)
{
  g_autoptr (GenkanStatement) statement = NULL;

  statement = genkan_database_prepare (
    db, "UPDATE operations SET status = ?2, ended = max (started, ?3), message = ?4 "
    "WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, end->operation_id);
  genkan_statement_bind_int64 (statement, 1, end->status);
  genkan_statement_bind_int64 (statement, 2, genkan_store_now ());
  genkan_statement_bind_text (statement, 3, end->message);

  return genkan_statement_run (statement, error);
}

static gboolean
status_applies (GenkanOperationStatus status)
{
  return status == GENKAN_OPERATION_STATUS_COMPLETE || status == GENKAN_OPERATION_STATUS_PARTIAL;
}

static gboolean
end_operation (GenkanStore     *self,
               GenkanDatabase  *db,
               gpointer         data,
               GError         **error)
{
  GenkanEnd *end = data;
  GenkanRunning *running = genkan_store_find_running (self, end->operation_id, error);
  gboolean applies;

  if (running == NULL)
    return FALSE;

  applies = running->kind == GENKAN_OPERATION_TYPE_DISCOVER && status_applies (end->status);
  if (applies &&
      !genkan_discover_apply (db, running->id, running->connection_id,
                              end->status == GENKAN_OPERATION_STATUS_COMPLETE, NULL, NULL, NULL,
                              error))
    return FALSE;

  if (running->kind == GENKAN_OPERATION_TYPE_SYNC
      && !genkan_sync_finish (db, running->id, error))
    return FALSE;

  if (running->kind == GENKAN_OPERATION_TYPE_DELIVER
      && !genkan_deliver_finish (db, running->id, error))
    return FALSE;

  if (!close_row (db, end, error) ||
      !genkan_staging_drop (db, running->id, error))
    return FALSE;

  end->operation = load_operation (db, end->operation_id, error);
  genkan_store_touch (self, GENKAN_STORE_TABLE_OPERATIONS, running->connection_id);
  if (running->kind != GENKAN_OPERATION_TYPE_DISCOVER)
    genkan_store_touch (self, GENKAN_STORE_TABLE_RECORDS, running->connection_id);
  if (applies)
    genkan_store_touch (self, GENKAN_STORE_TABLE_RECORDS | GENKAN_STORE_TABLE_CONNECTIONS |
                        GENKAN_STORE_TABLE_PRODUCTS, running->connection_id);

  return end->operation != NULL;
}

/* A run that could not be applied can still be ended as Failed. One that is given up is over
 * even when that could not be written: the next Operation of the Connection marks it. */
static void
ended_operation (GenkanStore    *self,
                 GenkanDatabase *db,
                 gpointer        data,
                 gboolean        committed)
{
  GenkanEnd *end = data;
  GenkanRunning *running = genkan_store_find_running (self, end->operation_id, NULL);

  genkan_database_shrink (db);

  if (running == NULL || (!committed && status_applies (end->status)))
    return;

  genkan_locks_release (self->locks, running->connection_id);
  g_hash_table_remove (self->running, &running->connection_id);
}

/**
 * genkan_store_end_operation_async:
 * @self: a store
 * @operation_id: an Operation that began here
 * @status: how it ended; not %GENKAN_OPERATION_STATUS_RUNNING
 * @message: (nullable): one sentence: why it is not complete; without secrets
 *
 * Closes the Operation and, after a Discover that is Complete or Partial, brings the Records to
 * what it saw: in one transaction. When that fails, nothing has changed and the Operation still
 * runs: end it as Failed.
 */
void
genkan_store_end_operation_async (GenkanStore           *self,
                                  gint64                 operation_id,
                                  GenkanOperationStatus  status,
                                  const char            *message,
                                  GCancellable          *cancellable,
                                  GAsyncReadyCallback    callback,
                                  gpointer               user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanEnd *end;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (status != GENKAN_OPERATION_STATUS_RUNNING);

  end = g_new0 (GenkanEnd, 1);
  end->operation_id = operation_id;
  end->status = status;
  end->message = genkan_store_clean_text (message, -1);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_end_operation_async);
  g_task_set_task_data (task, end, genkan_end_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN,
                      end_operation, ended_operation);
}

/**
 * genkan_store_end_operation_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the Operation as it ended
 */
GenkanOperation *
genkan_store_end_operation_finish (GenkanStore   *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  GenkanEnd *end;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  end = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&end->operation);
}

/**
 * genkan_store_list_operations:
 * @self: a store
 * @connection_id: a Connection, or 0: all
 * @limit: how many at most, or 0: all
 *
 * Returns: (transfer full) (nullable) (element-type GenkanOperation): the Operations, the latest
 *   first
 */
GPtrArray *
genkan_store_list_operations (GenkanStore  *self,
                              gint64        connection_id,
                              guint         limit,
                              GError      **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GenkanStatement) statement = NULL;

  statement = genkan_reader_prepare (
    &reader, connection_id != 0
      ? OPERATION_SELECT "WHERE connection_id = ?1 ORDER BY id DESC LIMIT ?2"
      : OPERATION_SELECT "ORDER BY id DESC LIMIT ?2", error);
  if (statement == NULL)
    return NULL;

  genkan_statement_bind_int64 (statement, 0, connection_id);
  genkan_statement_bind_int64 (statement, 1, limit > 0 ? (gint64) limit : -1);

  return genkan_statement_read_all (statement, read_operation, g_object_unref, error);
}

/**
 * genkan_store_get_operation:
 * @self: a store
 * @id: an Operation
 *
 * Returns: (transfer full) (nullable): the Operation, or %GENKAN_STORE_ERROR_NOT_FOUND
 */
GenkanOperation *
genkan_store_get_operation (GenkanStore  *self,
                            gint64        id,
                            GError      **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GenkanStatement) statement = NULL;
  GenkanStep step;

  if (reader.db == NULL)
    return NULL;

  statement = genkan_database_prepare (reader.db, OPERATION_SELECT "WHERE id = ?1", error);
  if (statement == NULL)
    return NULL;

  genkan_statement_bind_int64 (statement, 0, id);
  step = genkan_statement_step (statement, error);
  if (step == GENKAN_STEP_DONE)
    g_set_error_literal (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND,
                         "The Operation went with its Connection");

  return step == GENKAN_STEP_ROW ? read_operation (statement) : NULL;
}
