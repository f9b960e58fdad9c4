/* genkan-store-deliver.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A delivery without a Sync before it. Its Records get a result each, as those of a Sync do, but
 * one that says that the tool was not asked: what was found last, and how that went, stays what it
 * is. What is sent of them is found out by genkan-store-delivery.c.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-deliver.h"

#include "genkan-enums.h"
#include "genkan-store-private.h"

typedef struct
{
  gint64    operation_id;
  gboolean  assets;
  GArray   *ids;       /* (owned) (nullable) (element-type gint64): only these */
  guint     n_records; /* the result */
} GenkanTake;

static void
genkan_take_free (gpointer data)
{
  GenkanTake *take = data;

  g_clear_pointer (&take->ids, g_array_unref);
  g_free (take);
}

G_STATIC_ASSERT (GENKAN_OUTCOME_NONE == -1);

/* In `n_found` stands how many Findings have to be told. */
#define TAKE_RECORDS                                                                   \
  "INSERT OR IGNORE INTO sync_results (operation_id, record_id, outcome, n_found) "    \
  "SELECT ?1, r.id, -1, " GENKAN_PENDING " FROM records AS r "                         \
  "WHERE r.connection_id = ?2 AND r.state = 1"

/* Of a tool without findings, what is delivered are the Products that were made for its Records. */
#define TAKE_ASSETS                                                                    \
  "INSERT OR IGNORE INTO asset_results (operation_id, record_id, changes) "            \
  "SELECT ?1, r.id, 0 FROM records AS r "                                              \
  "JOIN made_products AS m ON m.product_id = r.product_id AND m.record_id = r.id "     \
  "WHERE r.connection_id = ?2 AND r.state = 1"

static const char *
get_sql (const GenkanTake *take)
{
  if (take->assets)
    return take->ids != NULL ? TAKE_ASSETS " AND r.id = ?3" : TAKE_ASSETS;

  return take->ids != NULL ? TAKE_RECORDS " AND r.id = ?3" : TAKE_RECORDS;
}

static gboolean
take_deliveries (GenkanStore     *self,
                 GenkanDatabase  *db,
                 gpointer         data,
                 GError         **error)
{
  GenkanTake *take = data;
  GenkanRunning *running = genkan_store_find_running (self, take->operation_id, error);
  g_autoptr (GenkanStatement) statement = NULL;
  guint n = take->ids != NULL ? take->ids->len : 1;

  if (running == NULL)
    return FALSE;

  statement = genkan_database_prepare (db, get_sql (take), error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, take->operation_id);
  genkan_statement_bind_int64 (statement, 1, running->connection_id);
  for (guint i = 0; i < n; i++)
    {
      if (take->ids != NULL)
        genkan_statement_bind_int64 (statement, 2, g_array_index (take->ids, gint64, i));
      if (!genkan_statement_run (statement, error))
        return FALSE;
      take->n_records += genkan_database_get_n_changes (db);
    }

  return TRUE;
}

/**
 * genkan_store_take_deliveries_async:
 * @self: a store
 * @operation_id: a Deliver that began here
 * @assets: whether its tool has no findings, and Products are delivered instead
 * @record_ids: (nullable) (array length=n_records): only these Records; %NULL for all
 * @n_records: how many
 *
 * Takes Records into a Deliver. Those that are not Good are left out.
 */
void
genkan_store_take_deliveries_async (GenkanStore         *self,
                                    gint64               operation_id,
                                    gboolean             assets,
                                    const gint64        *record_ids,
                                    gsize                n_records,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanTake *data;

  g_return_if_fail (GENKAN_IS_STORE (self));

  data = g_new0 (GenkanTake, 1);
  data->operation_id = operation_id;
  data->assets = assets;
  data->ids = genkan_store_dup_ids (record_ids, n_records);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_take_deliveries_async);
  g_task_set_task_data (task, data, genkan_take_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, take_deliveries, NULL);
}

/**
 * genkan_store_take_deliveries_finish:
 * @ret_n_records: (out): how many there are
 *
 * Returns: whether they could be taken
 */
gboolean
genkan_store_take_deliveries_finish (GenkanStore   *self,
                                     GAsyncResult  *result,
                                     guint         *ret_n_records,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *ret_n_records = ((GenkanTake *) g_task_get_task_data (G_TASK (result)))->n_records;

  return TRUE;
}

/* When a Deliver ends: its numbers are those of DefectDojo. */
gboolean
genkan_deliver_finish (GenkanDatabase  *db,
                       gint64           operation_id,
                       GError         **error)
{
  return genkan_database_run (
    db, "UPDATE operations SET (n_seen, n_new, n_changed, n_missing, n_returned) = "
    "(SELECT coalesce (sum (n_found), 0), coalesce (sum (n_created), 0), "
    " coalesce (sum (n_updated), 0), coalesce (sum (n_mitigated), 0), "
    " coalesce (sum (n_reactivated), 0) "
    " FROM sync_results WHERE operation_id = ?1) WHERE id = ?1", operation_id, 0, error);
}

/* --- what is not delivered --- */

static GArray *
list_undelivered (GenkanStore  *self,
                  GError      **error)
{
  static const char sql[] =
    "SELECT connection_id, sum (n), count (*) FROM "
    "(SELECT r.connection_id, " GENKAN_PENDING " AS n FROM records AS r WHERE r.state = 1) "
    "WHERE n > 0 GROUP BY connection_id";
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (GenkanUndelivered));
  g_autoptr (GenkanStatement) statement = NULL;
  GenkanStep step;

  if (reader.db == NULL)
    return NULL;

  statement = genkan_database_prepare (reader.db, sql, error);
  if (statement == NULL)
    return NULL;

  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    {
      GenkanUndelivered one = {
        .connection_id = genkan_statement_get_int64 (statement, 0),
        .n_findings = genkan_statement_get_int64 (statement, 1),
        .n_records = genkan_statement_get_int64 (statement, 2),
      };

      g_array_append_val (list, one);
    }

  return step == GENKAN_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

static void
list_undelivered_thread (GTask        *task,
                         gpointer      source_object,
                         gpointer      task_data,
                         GCancellable *cancellable)
{
  GError *error = NULL;
  GArray *list = list_undelivered (source_object, &error);

  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * genkan_store_list_undelivered_async:
 * @self: a store
 *
 * Counts what DefectDojo has still to be told, in a thread.
 */
void
genkan_store_list_undelivered_async (GenkanStore         *self,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GENKAN_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_list_undelivered_async);
  g_task_run_in_thread (task, list_undelivered_thread);
}

/**
 * genkan_store_list_undelivered_finish:
 *
 * Returns: (transfer full) (nullable) (element-type GenkanUndelivered): the Connections of which
 *   there is something to tell
 */
GArray *
genkan_store_list_undelivered_finish (GenkanStore   *self,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
