/* genkan-store-recall.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What need not be mapped the next time: of each Record, which items its Findings were made from,
 * by their fingerprints. It is read and written as a whole, when a scope begins and ends, because
 * rows of a table of its own would cost the first Sync more than they save in the second.
 *
 * An item is recalled as long as its Finding is just as the tool said. What has been closed, by
 * the tool, by its absence or by a person, is not: should the tool bring it again, it is looked at
 * anew.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-sync-private.h"

/* The pairs of the first column. What does not look like pairs is none. */
static GArray *
read_entries (GenkanStatement *statement)
{
  gsize size;
  const guint64 *words = genkan_statement_get_bytes (statement, 0, &size);
  gsize n_entries = size % sizeof (GenkanRecallEntry) == 0 ? size / sizeof (GenkanRecallEntry) : 0;
  GArray *entries = g_array_sized_new (FALSE, FALSE, sizeof (GenkanRecallEntry), n_entries);

  for (gsize i = 0; i < n_entries; i++)
    {
      GenkanRecallEntry entry = {
        GUINT64_FROM_LE (words[2 * i]), (gint64) GUINT64_FROM_LE (words[2 * i + 1]),
      };

      g_array_append_val (entries, entry);
    }

  return entries;
}

/* Keeps those of which @without does not have the number. */
static void
keep_entries (GArray     *entries,
              GHashTable *without)
{
  guint n_kept = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      GenkanRecallEntry *entry = &g_array_index (entries, GenkanRecallEntry, i);

      if (entry->id != 0 && !g_hash_table_contains (without, &entry->id))
        g_array_index (entries, GenkanRecallEntry, n_kept++) = *entry;
    }
  g_array_set_size (entries, n_kept);
}

/* --- reading --- */

static GArray *
find_closed (GenkanDatabase *db,
             gint64          record_id)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "SELECT id FROM findings WHERE record_id = ?1 AND state = 1", NULL);

  if (statement == NULL)
    return NULL;

  genkan_statement_bind_int64 (statement, 0, record_id);

  return genkan_statement_read_ids (statement, NULL);
}

/* Both are read at one moment. */
static GArray *
read_valid (GenkanDatabase *db,
            gint64          connection_id,
            const char     *record)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "SELECT k.items, r.id FROM records AS r JOIN connections AS c ON c.id = r.connection_id "
    "JOIN recalled AS k ON k.record_id = r.id WHERE r.connection_id = ?1 AND r.vendor_id = ?2 "
    "AND k.minimum = max (c.minimum_severity, coalesce (r.minimum_severity, 0))", NULL);
  g_autoptr (GArray) entries = NULL;
  g_autoptr (GArray) closed = NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);

  if (statement == NULL)
    return NULL;

  genkan_statement_bind_int64 (statement, 0, connection_id);
  genkan_statement_bind_text (statement, 1, record);
  if (genkan_statement_step (statement, NULL) != GENKAN_STEP_ROW)
    return NULL;

  entries = read_entries (statement);
  closed = find_closed (db, genkan_statement_get_int64 (statement, 1));
  if (closed == NULL)
    return NULL;

  for (guint i = 0; i < closed->len; i++)
    g_hash_table_add (ids, &g_array_index (closed, gint64, i));
  keep_entries (entries, ids);

  return g_steal_pointer (&entries);
}

/**
 * genkan_store_get_recall:
 * @self: a store
 * @connection_id: a Connection
 * @record: the tool's id of a Record
 *
 * Returns: (transfer full): the Findings that the Record's items are known to be; none if that
 *   cannot be read, since then all is mapped anew and nothing is lost
 */
GenkanRecall *
genkan_store_get_recall (GenkanStore *self,
                         gint64       connection_id,
                         const char  *record)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, NULL);
  g_autoptr (GArray) entries = NULL;

  if (reader.db != NULL)
    entries = read_valid (reader.db, connection_id, record);

  return entries != NULL
           ? genkan_recall_new ((const GenkanRecallEntry *) (gpointer) entries->data, entries->len)
           : genkan_recall_new (NULL, 0);
}

/* --- writing --- */

static GArray *
read_written (GenkanDatabase            *db,
              const GenkanStagedRecord  *came,
              GError                   **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "SELECT iif (minimum = ?2, items, zeroblob (0)) FROM recalled WHERE record_id = ?1", error);
  GenkanStep step;

  if (statement == NULL)
    return NULL;

  genkan_statement_bind_int64 (statement, 0, came->record_id);
  genkan_statement_bind_int64 (statement, 1, came->minimum);
  step = genkan_statement_step (statement, error);
  if (step == GENKAN_STEP_ROW)
    return read_entries (statement);

  return step == GENKAN_STEP_DONE ? g_array_new (FALSE, FALSE, sizeof (GenkanRecallEntry)) : NULL;
}

static gboolean
write_entries (GenkanDatabase            *db,
               const GenkanStagedRecord  *came,
               GArray                    *entries,
               GError                   **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "INSERT OR REPLACE INTO recalled VALUES (?1, ?2, ?3)", error);
  g_autofree guint64 *words = g_new (guint64, 2 * entries->len + 1);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      const GenkanRecallEntry *entry = &g_array_index (entries, GenkanRecallEntry, i);

      words[2 * i] = GUINT64_TO_LE (entry->fingerprint);
      words[2 * i + 1] = GUINT64_TO_LE ((guint64) entry->id);
    }
  genkan_statement_bind_int64 (statement, 0, came->record_id);
  genkan_statement_bind_int64 (statement, 1, came->minimum);
  genkan_statement_bind_bytes (statement, 2, words, 2 * entries->len * sizeof (guint64));

  return genkan_statement_run (statement, error);
}

static GHashTable *
collect_ids (GArray *marks)
{
  GHashTable *ids = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < marks->len; i++)
    g_hash_table_add (ids, &g_array_index (marks, GenkanRecallEntry, i).id);

  return ids;
}

/* At the end of a scope: @marks are in force, and for their Findings nothing else. */
gboolean
genkan_recalled_update (GenkanDatabase      *db,
                        GenkanStagedRecord  *came,
                        GArray              *marks,
                        GError             **error)
{
  g_autoptr (GHashTable) ids = NULL;
  g_autoptr (GArray) entries = NULL;
  gboolean was_empty;

  if (marks->len == 0)
    return TRUE;

  entries = read_written (db, came, error);
  if (entries == NULL)
    return FALSE;

  was_empty = entries->len == 0;
  if (!was_empty)
    {
      ids = collect_ids (marks);
      keep_entries (entries, ids);
    }
  for (guint i = 0; i < marks->len; i++)
    {
      const GenkanRecallEntry *mark = &g_array_index (marks, GenkanRecallEntry, i);

      if (mark->fingerprint != 0)
        g_array_append_val (entries, *mark);
    }

  return (was_empty && entries->len == 0) || write_entries (db, came, entries, error);
}
