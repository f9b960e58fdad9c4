/* genkan-store-sync-take.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was staged for the Records of a scope becomes Findings, Record by Record.
 *
 * Of an id that came twice, what is known already counts, or else what came last: if it were always
 * the last, a tool that gives one id to two things would change it with each Sync.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-finding-writer.h"

static const char count[] =
  "UPDATE scope_counts SET n_found = ?2, n_known = ?3, n_new = ?4, n_reopened = ?5, n_closed = ?6, "
  "n_repeated = ?7 WHERE record_id = ?1";

/* Of an id that came twice, and too much came to be held in memory. */
static const char drop_repeated[] =
  "DELETE FROM staged_findings WHERE id IN (SELECT id FROM "
  "(SELECT s.id, row_number () OVER (PARTITION BY s.record_id, s.unique_id ORDER BY s.id DESC) AS n "
  " FROM chosen CROSS JOIN staged_findings AS s "
  " ON s.operation_id = ?1 AND s.record_id = chosen.id AND s.is_wide = ?2) WHERE n > 1)";

static const char spilled[] =
  "SELECT unique_id, state, severity, checksum, found, title, component, vulnerability, fields, "
  "fingerprint "
  "FROM staged_findings WHERE operation_id = ?1 AND record_id = ?3 AND is_wide = ?2 ORDER BY id";

/* The last row of each id. */
static GHashTable *
find_last (GenkanStagedRecord *came)
{
  GHashTable *last = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < came->rows->len; i++)
    {
      GenkanFindingRow *row = g_ptr_array_index (came->rows, i);

      g_hash_table_replace (last, (char *) row->unique_id, row);
    }

  return last;
}

static gboolean
is_last (GenkanFindingWriter     *writer,
         GHashTable              *last,
         const GenkanFindingRow  *row)
{
  const GenkanFindingRow *other = g_hash_table_lookup (last, row->unique_id);

  writer->counts.n_repeated += other->checksum != row->checksum;

  return other == row;
}

/* The texts of a row are there until the next one is read. */
static gboolean
take_spilled (GenkanFindingWriter  *writer,
              GHashTable           *last,
              GError              **error)
{
  g_autoptr (GenkanStatement) rows = genkan_database_prepare (writer->db, spilled, error);
  GenkanStep step;

  if (rows == NULL)
    return FALSE;

  genkan_statement_bind_int64 (rows, 0, writer->scope->numbers[PARAMETER_OPERATION]);
  genkan_statement_bind_int64 (rows, 1, writer->scope->numbers[PARAMETER_WIDE]);
  genkan_statement_bind_int64 (rows, 2, writer->came->record_id);
  while ((step = genkan_statement_step (rows, error)) == GENKAN_STEP_ROW)
    {
      GenkanFindingRow row = {
        .unique_id = genkan_statement_get_text (rows, 0),
        .state = genkan_statement_get_int64 (rows, 1),
        .severity = genkan_statement_get_int64 (rows, 2),
        .checksum = genkan_statement_get_int64 (rows, 3),
        .found = genkan_statement_get_int64 (rows, 4),
        .title = genkan_statement_get_text (rows, 5),
        .component = genkan_statement_get_text (rows, 6),
        .vulnerability = genkan_statement_get_text (rows, 7),
        .fields = genkan_statement_get_text (rows, 8),
        .fingerprint = (guint64) genkan_statement_get_int64 (rows, 9),
      };

      if (!g_hash_table_contains (last, row.unique_id)
          && (!genkan_finding_writer_add (writer, &row, error)
              || !genkan_finding_writer_flush (writer, error)))
        return FALSE;
    }

  return step == GENKAN_STEP_DONE;
}

static gboolean
take_held (GenkanFindingWriter  *writer,
           GHashTable           *last,
           GError              **error)
{
  GPtrArray *rows = writer->came->rows;
  gboolean repeated = g_hash_table_size (last) < rows->len;

  for (guint i = 0; i < rows->len; i++)
    {
      const GenkanFindingRow *row = g_ptr_array_index (rows, i);

      if ((!repeated || is_last (writer, last, row))
          && !genkan_finding_writer_add (writer, row, error))
        return FALSE;
    }

  return genkan_finding_writer_flush (writer, error);
}

static gboolean
write_counts (GenkanFindingWriter  *writer,
              GError              **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (writer->db, count, error);
  const GenkanTakenCounts *counts = &writer->counts;
  const guint numbers[] = {
    counts->n_found, counts->n_known, counts->n_new, counts->n_reopened, counts->n_closed,
    counts->n_repeated,
  };

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, writer->came->record_id);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    genkan_statement_bind_int64 (statement, i + 1, numbers[i]);

  return genkan_statement_run (statement, error);
}

/* The tool may bring one twice. */
static void
take_seen (GenkanFindingWriter *writer)
{
  GArray *seen = writer->came->seen;
  gint64 last = 0;

  g_array_sort (seen, genkan_finding_writer_compare_ids);
  for (guint i = 0; i < seen->len; i++)
    {
      gint64 id = g_array_index (seen, gint64, i);

      writer->counts.n_found += id != last;
      last = id;
    }
  g_array_append_vals (writer->scope->brought, seen->data, seen->len);
}

static gboolean
take_record (GenkanFindingWriter  *writer,
             GenkanStagedRecord   *came,
             GError              **error)
{
  g_autoptr (GHashTable) last = find_last (came);

  genkan_finding_writer_begin (writer, came);
  take_seen (writer);

  return (!came->spilled || take_spilled (writer, last, error))
         && take_held (writer, last, error)
         && genkan_recalled_update (writer->db, came, writer->marks, error)
         && write_counts (writer, error);
}

/* Brings the Findings of the scope's Records to what came, and notes what came. */
gboolean
genkan_scope_take (GenkanScope     *scope,
                   GenkanDatabase  *db,
                   GError         **error)
{
  g_auto (GenkanFindingWriter) writer = { NULL };
  gboolean wide = scope->numbers[PARAMETER_WIDE] != 0;

  if (!genkan_finding_writer_init (&writer, scope, db, error)
      || !genkan_scope_run (scope, db, drop_repeated, error))
    return FALSE;

  for (guint i = 0; i < scope->records->len; i++)
    {
      gint64 id = g_array_index (scope->records, gint64, i);
      GenkanStagedRecord *came = genkan_staged_find (scope->staged, id, wide);

      if (came != NULL && !take_record (&writer, came, error))
        return FALSE;
    }
  g_array_sort (scope->brought, genkan_finding_writer_compare_ids);

  return TRUE;
}
