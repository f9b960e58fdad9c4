/* genkan-store-sync-results.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Syncs found, Record by Record, and the removal guard's question.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-private.h"
#include "genkan-store-sync.h"

static void
genkan_sync_result_free (gpointer data)
{
  GenkanSyncResult *result = data;

  g_free (result->record_name);
  g_free (result->message);
  g_free (result->details);
  g_free (result->delivery_message);
  g_free (result->delivery_details);
  g_free (result);
}

/* From the column on that says how it went. */
static void
read_delivery (GenkanSyncResult *result,
               GenkanStatement  *row,
               int               column)
{
  result->delivery = genkan_statement_get_int64 (row, column);
  result->n_created = genkan_statement_get_int64 (row, column + 1);
  result->n_updated = genkan_statement_get_int64 (row, column + 2);
  result->n_mitigated = genkan_statement_get_int64 (row, column + 3);
  result->n_reactivated = genkan_statement_get_int64 (row, column + 4);
  result->test_id = genkan_statement_get_int64 (row, column + 5);
  result->delivery_message = g_strdup (genkan_statement_get_text (row, column + 6));
  result->delivery_details = g_strdup (genkan_statement_get_text (row, column + 7));
}

static gpointer
read_result (GenkanStatement *row)
{
  GenkanSyncResult *result = g_new0 (GenkanSyncResult, 1);

  result->operation_id = genkan_statement_get_int64 (row, 0);
  result->record_id = genkan_statement_get_int64 (row, 1);
  result->record_name = g_strdup (genkan_statement_get_text (row, 2));
  result->outcome = genkan_statement_get_int64 (row, 3);
  result->n_found = genkan_statement_get_int64 (row, 4);
  result->n_new = genkan_statement_get_int64 (row, 5);
  result->n_changed = genkan_statement_get_int64 (row, 6);
  result->n_closed = genkan_statement_get_int64 (row, 7);
  result->n_reopened = genkan_statement_get_int64 (row, 8);
  result->n_below = genkan_statement_get_int64 (row, 9);
  result->n_held = genkan_statement_get_int64 (row, 10);
  result->message = g_strdup (genkan_statement_get_text (row, 11));
  result->details = g_strdup (genkan_statement_get_text (row, 12));
  read_delivery (result, row, 13);

  return result;
}

/**
 * genkan_store_list_sync_results:
 * @self: a store
 * @operation_id: a Sync
 *
 * Returns: (transfer full) (nullable) (element-type GenkanSyncResult): what it found for each of
 *   its Records, by name
 */
GPtrArray *
genkan_store_list_sync_results (GenkanStore  *self,
                                gint64        operation_id,
                                GError      **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GenkanStatement) statement = NULL;

  statement = genkan_reader_prepare (
    &reader, "SELECT s.operation_id, s.record_id, coalesce(nullif(trim(r.name), ''), r.vendor_id), s.outcome, s.n_found, s.n_new, "
    "s.n_changed, s.n_closed, s.n_reopened, s.n_below, "
    "iif (s.n_held > 0, (SELECT count(*) FROM held_findings AS h "
    "                    WHERE h.record_id = s.record_id), 0), s.message, s.details, "
    "coalesce (s.delivery, -1), s.n_created, s.n_updated, s.n_mitigated, s.n_reactivated, "
    "s.test_id, s.delivery_message, s.delivery_details "
    "FROM sync_results AS s LEFT JOIN records AS r ON r.id = s.record_id "
    "WHERE s.operation_id = ?1 ORDER BY r.name_key, s.record_id", error);
  if (statement == NULL)
    return NULL;

  genkan_statement_bind_int64 (statement, 0, operation_id);

  return genkan_statement_read_all (statement, read_result, genkan_sync_result_free, error);
}

/* --- the removal guard --- */

/**
 * genkan_store_count_held:
 * @self: a store
 * @connection_id: a Connection
 *
 * Returns: about how many Findings of its Records the removal guard asks; 0 also when the database
 *   cannot be read
 */
guint
genkan_store_count_held (GenkanStore *self,
                         gint64       connection_id)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, NULL);
  g_autoptr (GenkanStatement) statement = NULL;

  if (reader.db == NULL)
    return 0;

  statement = genkan_database_prepare (
    reader.db, "SELECT count(*) FROM held_findings AS h CROSS JOIN records AS r ON r.id = h.record_id "
    "JOIN findings AS f ON f.id = h.finding_id WHERE r.connection_id = ?1 AND f.state = 0", NULL);
  if (statement == NULL)
    return 0;

  genkan_statement_bind_int64 (statement, 0, connection_id);
  if (genkan_statement_step (statement, NULL) != GENKAN_STEP_ROW)
    return 0;

  return genkan_statement_get_int64 (statement, 0);
}

typedef struct
{
  gint64   record_id;
  gboolean close;
} GenkanSettle;

#define HELD_OPEN                                                                           \
  "(SELECT h.finding_id FROM held_findings AS h JOIN findings AS f ON f.id = h.finding_id " \
  "WHERE h.record_id = ?1 AND f.state = 0)"

static gboolean
settle_guard (GenkanStore     *self,
              GenkanDatabase  *db,
              gpointer         data,
              GError         **error)
{
  GenkanSettle *settle = data;
  gint64 now = genkan_store_now ();

  if (settle->close
      && (!genkan_database_run (db, "INSERT OR REPLACE INTO finding_events "
                "SELECT id, ?2, 2, NULL, NULL FROM findings WHERE id IN " HELD_OPEN,
                settle->record_id, now, error)
          || !genkan_database_run (db, "UPDATE findings SET state = 1, closed = ?2, changed = ?2 "
                   "WHERE id IN " HELD_OPEN, settle->record_id, now, error)))
    return FALSE;

  genkan_store_touch (self, GENKAN_STORE_TABLE_FINDINGS | GENKAN_STORE_TABLE_RECORDS, 0);

  return genkan_database_run (db, "DELETE FROM held_findings WHERE record_id = ?1",
                              settle->record_id, 0, error);
}

/**
 * genkan_store_settle_guard_async:
 * @self: a store
 * @record_id: a Record of which a Sync held Findings back
 * @close: whether they are gone indeed; otherwise they stay open
 *
 * Answers the removal guard's question. The next complete Sync asks anew if need be.
 */
void
genkan_store_settle_guard_async (GenkanStore         *self,
                                 gint64               record_id,
                                 gboolean             close,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanSettle *settle;

  g_return_if_fail (GENKAN_IS_STORE (self));

  settle = g_new0 (GenkanSettle, 1);
  settle->record_id = record_id;
  settle->close = close;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_settle_guard_async);
  g_task_set_task_data (task, settle, g_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, settle_guard, NULL);
}

/**
 * genkan_store_settle_guard_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether it is settled
 */
gboolean
genkan_store_settle_guard_finish (GenkanStore   *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
