/* genkan-store-sync.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Sync begins: which Records it is about, and what it starts from. Its rows go through
 * genkan-store-sync-rows.c, its scopes end in genkan-store-sync-scope.c.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-private.h"
#include "genkan-store-sync.h"

typedef struct
{
  gint64     operation_id;
  GArray    *ids;     /* (owned) (nullable) (element-type gint64): only these */
  GPtrArray *records; /* (owned) (nullable) the result */
} GenkanTake;

static void
genkan_take_free (gpointer data)
{
  GenkanTake *take = data;

  g_clear_pointer (&take->ids, g_array_unref);
  g_clear_pointer (&take->records, g_ptr_array_unref);
  g_free (take);
}

static gboolean
choose (GenkanDatabase  *db,
        GenkanTake      *take,
        gint64           connection_id,
        GError         **error)
{
  const char *sql = take->ids != NULL
                      ? "INSERT OR IGNORE INTO chosen SELECT id FROM records "
                        "WHERE connection_id = ?1 AND state = 1 AND id = ?2"
                      : "INSERT INTO chosen SELECT id FROM records "
                        "WHERE connection_id = ?1 AND state = 1";
  g_autoptr (GenkanStatement) statement = NULL;
  guint n = take->ids != NULL ? take->ids->len : 1;

  if (!genkan_database_execute (db, "DELETE FROM chosen", error))
    return FALSE;

  statement = genkan_database_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      genkan_statement_bind_int64 (statement, 0, connection_id);
      if (take->ids != NULL)
        genkan_statement_bind_int64 (statement, 1, g_array_index (take->ids, gint64, i));
      if (!genkan_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
note_chosen (GenkanDatabase  *db,
             gint64           operation_id,
             GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "INSERT OR REPLACE INTO sync_records SELECT ?1, r.id, r.vendor_id, "
    "max (c.minimum_severity, coalesce (r.minimum_severity, 0)) "
    "FROM chosen CROSS JOIN records AS r USING (id) "
    "JOIN connections AS c ON c.id = r.connection_id", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, operation_id);

  return genkan_statement_run (statement, error);
}

static gboolean
read_chosen (GenkanDatabase  *db,
             GenkanTake      *take,
             GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, GENKAN_RECORD_SELECT "WHERE r.id IN (SELECT id FROM chosen) ORDER BY r.name_key, r.id",
    error);
  GenkanStep step;

  if (statement == NULL)
    return FALSE;

  take->records = g_ptr_array_new_with_free_func (g_object_unref);
  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    {
      GenkanRecordFields fields;

      genkan_record_fields_read (&fields, statement);
      g_ptr_array_add (take->records, genkan_record_new (&fields));
    }

  return step == GENKAN_STEP_DONE;
}

static gboolean
sync_records (GenkanStore     *self,
              GenkanDatabase  *db,
              gpointer         data,
              GError         **error)
{
  GenkanTake *take = data;
  GenkanRunning *running = genkan_store_find_running (self, take->operation_id, error);

  if (running == NULL)
    return FALSE;

  running->left_out = take->ids != NULL;

  return choose (db, take, running->connection_id, error) &&
         note_chosen (db, take->operation_id, error) &&
         read_chosen (db, take, error);
}

/**
 * genkan_store_sync_records_async:
 * @self: a store
 * @operation_id: a Sync that began here
 * @record_ids: (nullable) (array length=n_records): only these Records; %NULL for all
 * @n_records: how many
 *
 * Takes Records into a Sync. Those that are not Good are left out.
 */
void
genkan_store_sync_records_async (GenkanStore         *self,
                                 gint64               operation_id,
                                 const gint64        *record_ids,
                                 gsize                n_records,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanTake *take;

  g_return_if_fail (GENKAN_IS_STORE (self));

  take = g_new0 (GenkanTake, 1);
  take->operation_id = operation_id;
  take->ids = genkan_store_dup_ids (record_ids, n_records);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_sync_records_async);
  g_task_set_task_data (task, take, genkan_take_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, sync_records, NULL);
}

/**
 * genkan_store_sync_records_finish:
 *
 * Returns: (transfer full) (nullable) (element-type GenkanRecord): the Records, by name
 */
GPtrArray *
genkan_store_sync_records_finish (GenkanStore   *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  GenkanTake *take;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  take = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&take->records);
}

/**
 * genkan_store_get_remembered:
 * @self: a store
 * @connection_id: a Connection
 * @record_id: a Record, or 0 for what is connection-wide
 *
 * Returns: (transfer full) (nullable): what a connector file wanted to know again, in rows of
 *   `name` and `value`; or %NULL with an error
 */
GenkanRowBatch *
genkan_store_get_remembered (GenkanStore  *self,
                             gint64        connection_id,
                             gint64        record_id,
                             GError      **error)
{
  static const char *const columns[] = { "name", "value" };
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GenkanRowBatchBuilder) builder = NULL;
  g_autoptr (GenkanStatement) statement = NULL;
  GenkanStep step;

  if (reader.db == NULL)
    return NULL;

  statement = genkan_database_prepare (
    reader.db, "SELECT name, value, typeof (value) = 'integer' FROM remembered "
    "WHERE connection_id = ?1 AND record_id = ?2 AND value IS NOT NULL", error);
  if (statement == NULL)
    return NULL;

  builder = genkan_row_batch_builder_new (columns, G_N_ELEMENTS (columns));
  genkan_statement_bind_int64 (statement, 0, connection_id);
  genkan_statement_bind_int64 (statement, 1, record_id);
  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    {
      GenkanValue name = genkan_value_text (genkan_statement_get_text (statement, 0));
      GenkanValue value = genkan_statement_get_int64 (statement, 2) != 0
                            ? genkan_value_integer (genkan_statement_get_int64 (statement, 1))
                            : genkan_value_text (genkan_statement_get_text (statement, 1));

      genkan_row_batch_builder_add (builder, &name);
      genkan_row_batch_builder_add (builder, &value);
    }

  return step == GENKAN_STEP_DONE
           ? genkan_row_batch_builder_end (g_steal_pointer (&builder)) : NULL;
}
