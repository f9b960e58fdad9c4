/* genkan-staged.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows are held in memory, in the batches that brought them, because a scope seldom brings so many
 * that this costs much, and writing them twice costs more than all else. When the batches of the
 * scopes that run are more than a few megabytes together, their rows go into a temporary table.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-staged.h"

#define MAX_SIZE (16 * 1024 * 1024)

struct _GenkanStaged
{
  gint64      operation_id;
  GHashTable *records;      /* (owned) (element-type GenkanStagedRecord) a set */
  gsize       size;         /* of all batches, in bytes */
  GArray     *applied;      /* (owned) (nullable) (element-type gint64) Records */
  gboolean    applied_wide;
};

static guint
hash_record (gconstpointer data)
{
  const GenkanStagedRecord *record = data;

  return g_int64_hash (&record->record_id) * 2 + record->wide;
}

static gboolean
is_same_record (gconstpointer a,
                gconstpointer b)
{
  const GenkanStagedRecord *one = a, *other = b;

  return one->record_id == other->record_id && one->wide == other->wide;
}

static void
free_record (gpointer data)
{
  GenkanStagedRecord *record = data;

  g_ptr_array_unref (record->rows);
  g_ptr_array_unref (record->batches);
  g_array_unref (record->seen);
  g_array_unref (record->marks);
  g_free (record);
}

GenkanStaged *
genkan_staged_new (gint64 operation_id)
{
  GenkanStaged *self = g_new0 (GenkanStaged, 1);

  self->operation_id = operation_id;
  self->records = g_hash_table_new_full (hash_record, is_same_record, free_record, NULL);

  return self;
}

void
genkan_staged_free (GenkanStaged *self)
{
  g_hash_table_unref (self->records);
  g_clear_pointer (&self->applied, g_array_unref);
  g_free (self);
}

/* Returns: (nullable): what came for the Record, if anything did */
GenkanStagedRecord *
genkan_staged_find (GenkanStaged *self,
                    gint64        record_id,
                    gboolean      wide)
{
  GenkanStagedRecord key = { .record_id = record_id, .wide = !!wide };

  return g_hash_table_lookup (self->records, &key);
}

GenkanStagedRecord *
genkan_staged_ensure (GenkanStaged *self,
                      gint64        record_id,
                      gboolean      wide)
{
  GenkanStagedRecord *record = genkan_staged_find (self, record_id, wide);

  if (record != NULL)
    return record;

  record = g_new0 (GenkanStagedRecord, 1);
  record->record_id = record_id;
  record->wide = !!wide;
  record->rows = g_ptr_array_new ();
  record->batches = g_ptr_array_new_with_free_func ((GDestroyNotify) genkan_finding_rows_unref);
  record->seen = g_array_new (FALSE, FALSE, sizeof (gint64));
  record->marks = g_array_new (FALSE, FALSE, sizeof (GenkanRecallEntry));
  g_hash_table_add (self->records, record);

  return record;
}

/* @row is one of @rows, which are kept whole. */
void
genkan_staged_add (GenkanStaged           *self,
                   GenkanStagedRecord     *record,
                   GenkanFindingRows      *rows,
                   const GenkanFindingRow *row)
{
  guint n_batches = record->batches->len;

  g_ptr_array_add (record->rows, (gpointer) row);
  if (n_batches > 0 && g_ptr_array_index (record->batches, n_batches - 1) == rows)
    return;

  g_ptr_array_add (record->batches, genkan_finding_rows_ref (rows));
  self->size += genkan_finding_rows_get_size (rows);
}

gboolean
genkan_staged_is_full (GenkanStaged *self)
{
  return self->size > MAX_SIZE;
}

static void
forget_rows (GenkanStaged       *self,
             GenkanStagedRecord *record)
{
  for (guint i = 0; i < record->batches->len; i++)
    self->size -= genkan_finding_rows_get_size (g_ptr_array_index (record->batches, i));

  g_ptr_array_set_size (record->rows, 0);
  g_ptr_array_set_size (record->batches, 0);
}

static gboolean
insert_row (GenkanStatement         *insert,
            const GenkanFindingRow  *row,
            GError                 **error)
{
  genkan_statement_bind_text (insert, 3, row->unique_id);
  genkan_statement_bind_int64 (insert, 4, row->state);
  genkan_statement_bind_int64 (insert, 5, row->severity);
  genkan_statement_bind_int64 (insert, 6, row->checksum);
  genkan_statement_bind_id (insert, 7, row->found);
  genkan_statement_bind_text (insert, 8, row->title);
  genkan_statement_bind_text (insert, 9, row->component);
  genkan_statement_bind_text (insert, 10, row->vulnerability);
  genkan_statement_bind_text (insert, 11, row->fields);
  genkan_statement_bind_int64 (insert, 12, (gint64) row->fingerprint);

  return genkan_statement_run (insert, error);
}

static gboolean
insert_rows (GenkanStatement     *insert,
             GenkanStagedRecord  *record,
             GError             **error)
{
  genkan_statement_bind_int64 (insert, 1, record->record_id);
  genkan_statement_bind_int64 (insert, 2, record->wide);
  for (guint i = 0; i < record->rows->len; i++)
    if (!insert_row (insert, g_ptr_array_index (record->rows, i), error))
      return FALSE;

  return TRUE;
}

/* Puts all rows into `staged_findings`, behind those that are there. When that is committed,
 * genkan_staged_spilled() is to be called. */
gboolean
genkan_staged_spill (GenkanStaged    *self,
                     GenkanDatabase  *db,
                     GError         **error)
{
  g_autoptr (GenkanStatement) insert = genkan_database_prepare (
    db, "INSERT INTO staged_findings (operation_id, record_id, is_wide, unique_id, state, "
    "severity, checksum, found, title, component, vulnerability, fields, fingerprint) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)", error);
  GHashTableIter iter;
  gpointer record;

  if (insert == NULL)
    return FALSE;

  genkan_statement_bind_int64 (insert, 0, self->operation_id);
  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, &record, NULL))
    if (!insert_rows (insert, record, error))
      return FALSE;

  return TRUE;
}

void
genkan_staged_spilled (GenkanStaged *self)
{
  GHashTableIter iter;
  gpointer data;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, &data, NULL))
    {
      GenkanStagedRecord *record = data;

      record->spilled = record->spilled || record->rows->len > 0;
      forget_rows (self, record);
    }
}

/* The end of a scope has taken these Records over; if that is taken back, they are still there. */
void
genkan_staged_set_applied (GenkanStaged *self,
                           GArray       *record_ids,
                           gboolean      wide)
{
  g_clear_pointer (&self->applied, g_array_unref);
  self->applied = g_array_ref (record_ids);
  self->applied_wide = !!wide;
}

/* It was committed. */
void
genkan_staged_forget_applied (GenkanStaged *self)
{
  for (guint i = 0; self->applied != NULL && i < self->applied->len; i++)
    {
      gint64 id = g_array_index (self->applied, gint64, i);
      GenkanStagedRecord *record = genkan_staged_find (self, id, self->applied_wide);

      if (record == NULL)
        continue;

      forget_rows (self, record);
      g_hash_table_remove (self->records, record);
    }

  g_clear_pointer (&self->applied, g_array_unref);
}
