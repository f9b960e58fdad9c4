/* genkan-row-work.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the rows of a list, and anew the items that the list holds, in a thread of
 * the pool; and works out what changed.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-row-work.h"
#include "genkan-store-private.h"

/* Takes @held. */
GenkanRowWork *
genkan_row_work_new (GenkanStore         *store,
                     const GenkanRowKind *kind,
                     gconstpointer        query,
                     GArray              *old_ids,
                     GPtrArray           *held,
                     gboolean             anew)
{
  GenkanRowWork *work = g_new0 (GenkanRowWork, 1);

  work->store = store;
  work->old_ids = g_array_ref (old_ids);
  work->held = held;
  work->anew = anew;
  work->changed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  work->fresh = g_ptr_array_new_with_free_func (g_object_unref);
  work->first = g_ptr_array_new_with_free_func (g_object_unref);
  work->kind = kind;
  work->query = kind->copy_query (query);

  return work;
}

void
genkan_row_work_free (gpointer data)
{
  GenkanRowWork *work = data;

  work->kind->free_query (work->query);
  g_array_unref (work->old_ids);
  g_ptr_array_unref (work->held);
  g_clear_pointer (&work->ids, g_array_unref);
  g_clear_pointer (&work->edits, g_array_unref);
  g_hash_table_unref (work->changed);
  g_ptr_array_unref (work->fresh);
  g_ptr_array_unref (work->first);
  g_free (work);
}

static gboolean
reread_one (GenkanRowWork    *work,
            GenkanStatement  *statement,
            gpointer          held,
            GError          **error)
{
  gint64 id = work->kind->get_id (held);
  GenkanStep step;

  genkan_statement_bind_int64 (statement, 0, id);
  step = genkan_statement_step (statement, error);
  if (step != GENKAN_STEP_ROW)
    return step == GENKAN_STEP_DONE;

  if (!work->kind->is_same (held, statement))
    {
      g_hash_table_add (work->changed, g_memdup2 (&id, sizeof id));
      g_ptr_array_add (work->fresh, work->kind->read (statement));
    }

  return TRUE;
}

static gboolean
reread_held (GenkanRowWork   *work,
             GenkanDatabase  *db,
             GError         **error)
{
  g_autoptr (GenkanStatement) statement =
    genkan_database_prepare (db, work->kind->select_one, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < work->held->len; i++)
    if (!reread_one (work, statement, g_ptr_array_index (work->held, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
read_one (GenkanRowWork    *work,
          GenkanStatement  *statement,
          gint64            id,
          GError          **error)
{
  GenkanStep step;

  genkan_statement_bind_int64 (statement, 0, id);
  step = genkan_statement_step (statement, error);
  if (step == GENKAN_STEP_ROW)
    g_ptr_array_add (work->first, work->kind->read (statement));

  return step == GENKAN_STEP_ROW || step == GENKAN_STEP_DONE;
}

static GHashTable *
hold_ids (GenkanRowWork *work)
{
  GHashTable *held = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < work->held->len; i++)
    {
      gint64 id = work->kind->get_id (g_ptr_array_index (work->held, i));

      g_hash_table_add (held, g_memdup2 (&id, sizeof id));
    }

  return held;
}

/* In another order these lie all over the file: the main thread shall not wait for them. */
static gboolean
read_first (GenkanRowWork   *work,
            GenkanDatabase  *db,
            GError         **error)
{
  g_autoptr (GHashTable) held = hold_ids (work);
  g_autoptr (GenkanStatement) statement =
    genkan_database_prepare (db, work->kind->select_one, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < MIN (work->ids->len, GENKAN_ROW_WORK_FIRST); i++)
    {
      gint64 *id = &g_array_index (work->ids, gint64, i);

      if (!g_hash_table_contains (held, id) && !read_one (work, statement, *id, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_all (GenkanRowWork   *work,
          GenkanDatabase  *db,
          GError         **error)
{
  work->ids = work->kind->run (work->query, db, work->limit, error);
  if (work->ids == NULL || (work->anew && !read_first (work, db, error)))
    return FALSE;

  /* All that was asked for, and perhaps more: how many there are, is told by the next worker. */
  if (work->limit > 0 && work->ids->len == work->limit)
    return TRUE;

  work->limit = 0;
  work->n_total = work->kind->count (work->query, db, error);

  return work->n_total >= 0 && reread_held (work, db, error);
}

/* One transaction, so that ids and items are of the same moment. */
static gboolean
read_snapshot (GenkanRowWork  *work,
               GCancellable   *cancellable,
               GError        **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (work->store, error);
  gboolean done;

  if (reader.db == NULL)
    return FALSE;

  genkan_database_set_cancellable (reader.db, cancellable);
  if (!genkan_database_execute (reader.db, "BEGIN", error))
    return FALSE;

  done = read_all (work, reader.db, error);
  genkan_database_rollback (reader.db);

  return done;
}

/* Of two answers to two questions nobody looks for what they share. */
static GArray *
exchange_all (GenkanRowWork *work)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (GenkanRecordEdit));
  GenkanRecordEdit edit = { .removed = work->old_ids->len, .added = work->ids->len };

  if (edit.removed > 0 || edit.added > 0)
    g_array_append_val (edits, edit);

  return edits;
}

/* A GTaskThreadFunc. */
void
genkan_row_work_run (GTask        *task,
                     gpointer      source,
                     gpointer      data,
                     GCancellable *cancellable)
{
  GenkanRowWork *work = data;
  GError *error = NULL;

  if (!read_snapshot (work, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (work->anew)
    work->edits = exchange_all (work);
  else
    work->edits = genkan_record_diff (work->old_ids, work->ids, work->changed);
  g_task_return_boolean (task, TRUE);
}
