/* genkan-store-waiting.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asked for each Connection after each change, in the main thread: what is counted is what the
 * index on states has together, and as a rule few.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-waiting.h"

#include "genkan-enums.h"
#include "genkan-store-private.h"

static const char query[] =
  "SELECT (SELECT count(*) FROM records WHERE connection_id = ?1 AND state = ?2), "
  "(SELECT count(*) FROM records WHERE connection_id = ?1 AND state = ?3), "
  "(SELECT max(s.operation_id) FROM (SELECT DISTINCT record_id FROM held_findings) AS h "
  "CROSS JOIN records AS r ON r.id = h.record_id "
  "CROSS JOIN sync_results AS s ON s.record_id = h.record_id AND s.n_held > 0 "
  "WHERE r.connection_id = ?1)";

/**
 * genkan_store_get_waiting:
 * @self: a store
 * @connection_id: a Connection
 * @ret_waiting: (out): what waits
 *
 * Returns: whether it could be read
 */
gboolean
genkan_store_get_waiting (GenkanStore    *self,
                          gint64          connection_id,
                          GenkanWaiting  *ret_waiting,
                          GError        **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GenkanStatement) statement = NULL;

  g_return_val_if_fail (ret_waiting != NULL, FALSE);

  if (reader.db == NULL)
    return FALSE;

  statement = genkan_database_prepare (reader.db, query, error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, connection_id);
  genkan_statement_bind_int64 (statement, 1, GENKAN_RECORD_STATE_STALE);
  genkan_statement_bind_int64 (statement, 2, GENKAN_RECORD_STATE_MISSING);
  if (genkan_statement_step (statement, error) != GENKAN_STEP_ROW)
    return FALSE;

  *ret_waiting = (GenkanWaiting) {
    .n_stale = genkan_statement_get_int64 (statement, 0),
    .n_missing = genkan_statement_get_int64 (statement, 1),
    .guard_id = genkan_statement_get_int64 (statement, 2),
  };

  return TRUE;
}
