/* genkan-store-recover.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Operations whose process is gone. The lock of a Connection is taken, and looked at, only
 * inside a transaction that holds SQLite's lock for writing, so "who runs it" and "which
 * Operation is Running" cannot disagree: a Running row whose lock is free belongs to a process
 * that was killed. What it had staged died with it.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-private.h"

/* Marks the Running Operations of a Connection whose lock the caller knows to be free. */
gboolean
genkan_operations_interrupt (GenkanDatabase  *db,
                             gint64           connection_id,
                             GError         **error)
{
  g_autoptr (GenkanStatement) statement = NULL;

  statement = genkan_database_prepare (
    db, "UPDATE operations SET status = ?2, ended = max (started, ?3), "
    "message = 'The program ended while it ran' "
    "WHERE connection_id = ?1 AND status = 0", error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, connection_id);
  genkan_statement_bind_int64 (statement, 1, GENKAN_OPERATION_STATUS_INTERRUPTED);
  genkan_statement_bind_int64 (statement, 2, genkan_store_now ());

  return genkan_statement_run (statement, error);
}

/* The Connections with a Running Operation whose lock nobody has. */
static GArray *
find_orphans (GenkanDatabase  *db,
              GenkanLocks     *locks,
              GError         **error)
{
  g_autoptr (GArray) orphans = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GenkanStatement) statement = NULL;
  GenkanStep step;

  statement = genkan_database_prepare (
    db, "SELECT DISTINCT connection_id FROM operations WHERE status = 0", error);
  if (statement == NULL)
    return NULL;

  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    {
      gint64 id = genkan_statement_get_int64 (statement, 0);

      if (genkan_locks_is_free (locks, id))
        g_array_append_val (orphans, id);
    }

  return step == GENKAN_STEP_DONE ? g_steal_pointer (&orphans) : NULL;
}

static gboolean
interrupt_orphans (GenkanDatabase  *db,
                   GenkanLocks     *locks,
                   GError         **error)
{
  g_autoptr (GArray) orphans = find_orphans (db, locks, error);

  if (orphans == NULL)
    return FALSE;

  for (guint i = 0; i < orphans->len; i++)
    if (!genkan_operations_interrupt (db, g_array_index (orphans, gint64, i), error))
      return FALSE;

  return TRUE;
}

/* At open: marks what a dead process left Running. Looks without a lock first, so that opening
 * does not wait for a long write of another process when there is nothing to mark. */
gboolean
genkan_operations_recover (GenkanDatabase  *db,
                           GenkanLocks     *locks,
                           GError         **error)
{
  g_autoptr (GArray) orphans = find_orphans (db, locks, error);

  if (orphans == NULL)
    return FALSE;
  if (orphans->len == 0)
    return TRUE;

  if (genkan_database_execute (db, "BEGIN IMMEDIATE", error) &&
      interrupt_orphans (db, locks, error) &&
      genkan_database_execute (db, "COMMIT", error))
    return TRUE;

  genkan_database_rollback (db);

  return FALSE;
}
