/* genkan-record-work.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the rows of a list of Records, and anew the Records that the list holds, in a thread of
 * the pool; and works out what changed.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-record-work.h"
#include "genkan-store-private.h"

/* Takes @held. */
GenkanRecordWork *
genkan_record_work_new (GenkanStore             *store,
                        const GenkanRecordQuery *query,
                        GArray                  *old_ids,
                        GPtrArray               *held)
{
  GenkanRecordWork *work = g_new0 (GenkanRecordWork, 1);

  work->store = store;
  work->old_ids = g_array_ref (old_ids);
  work->held = held;
  work->changed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  work->fresh = g_ptr_array_new_with_free_func (g_object_unref);
  genkan_record_query_copy (query, &work->query);

  return work;
}

void
genkan_record_work_free (gpointer data)
{
  GenkanRecordWork *work = data;

  genkan_record_query_clear (&work->query);
  g_array_unref (work->old_ids);
  g_ptr_array_unref (work->held);
  g_clear_pointer (&work->ids, g_array_unref);
  g_clear_pointer (&work->edits, g_array_unref);
  g_hash_table_unref (work->changed);
  g_ptr_array_unref (work->fresh);
  g_free (work);
}

static gboolean
same_record (GenkanRecord             *record,
             const GenkanRecordFields *fields)
{
  return genkan_record_get_state (record) == fields->state &&
         genkan_record_get_product_id (record) == fields->product_id &&
         genkan_record_get_last_discovered (record) == fields->last_discovered &&
         genkan_record_get_finalized (record) == fields->finalized &&
         g_strcmp0 (genkan_record_get_product_name (record), fields->product_name) == 0 &&
         g_strcmp0 (genkan_record_get_name (record), fields->name) == 0 &&
         g_strcmp0 (genkan_record_get_kind (record), fields->kind) == 0 &&
         g_strcmp0 (genkan_record_get_url (record), fields->url) == 0 &&
         g_strcmp0 (genkan_record_get_parent (record), fields->parent) == 0 &&
         g_strcmp0 (genkan_record_get_description (record), fields->description) == 0 &&
         g_strcmp0 (genkan_record_get_tags (record), fields->tags) == 0 &&
         g_strcmp0 (genkan_record_get_extra (record), fields->extra) == 0;
}

static gboolean
reread_one (GenkanRecordWork  *work,
            GenkanStatement   *statement,
            GenkanRecord      *held,
            GError           **error)
{
  gint64 id = genkan_record_get_id (held);
  GenkanRecordFields fields;
  GenkanStep step;

  genkan_statement_bind_int64 (statement, 0, id);
  step = genkan_statement_step (statement, error);
  if (step != GENKAN_STEP_ROW)
    return step == GENKAN_STEP_DONE;

  genkan_record_fields_read (&fields, statement);
  if (!same_record (held, &fields))
    {
      g_hash_table_add (work->changed, g_memdup2 (&id, sizeof id));
      g_ptr_array_add (work->fresh, genkan_record_new (&fields));
    }

  return TRUE;
}

static gboolean
reread_held (GenkanRecordWork  *work,
             GenkanDatabase    *db,
             GError           **error)
{
  g_autoptr (GenkanStatement) statement =
    genkan_database_prepare (db, GENKAN_RECORD_SELECT "WHERE r.id = ?1", error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < work->held->len; i++)
    if (!reread_one (work, statement, g_ptr_array_index (work->held, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
read_all (GenkanRecordWork  *work,
          GenkanDatabase    *db,
          GError           **error)
{
  work->ids = genkan_record_query_run (&work->query, db, work->limit, error);
  if (work->ids == NULL)
    return FALSE;

  /* All that was asked for, and perhaps more: how many there are, is told by the next worker. */
  if (work->limit > 0 && work->ids->len == work->limit)
    return TRUE;

  work->limit = 0;
  work->n_total = genkan_record_query_count (&work->query, db, error);

  return work->n_total >= 0 && reread_held (work, db, error);
}

/* One transaction, so that ids and Records are of the same moment. */
static gboolean
read_snapshot (GenkanRecordWork  *work,
               GCancellable      *cancellable,
               GError           **error)
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

/* A GTaskThreadFunc. */
void
genkan_record_work_run (GTask        *task,
                        gpointer      source,
                        gpointer      data,
                        GCancellable *cancellable)
{
  GenkanRecordWork *work = data;
  GError *error = NULL;

  if (!read_snapshot (work, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  work->edits = genkan_record_diff (work->old_ids, work->ids, work->changed);
  g_task_return_boolean (task, TRUE);
}
