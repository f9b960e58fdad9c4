/* genkan-store-sync-take.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was staged for the Records of a scope becomes Findings, row by row: most rows of a Sync that
 * have anything to say are new, and one INSERT that does nothing if the Finding is there costs the
 * least. Of an id that came twice, what came last counts.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-fold.h"
#include "genkan-store-sync-private.h"

typedef struct
{
  GenkanScope     *scope;
  GenkanStatement *insert;
  GenkanStatement *find;
  GenkanStatement *note;
  GenkanStatement *keep_sent;
  GenkanStatement *update;
  GenkanStatement *count;
  GString         *key;       /* (owned) of the row at hand: how its title is sorted … */
  GString         *search;    /* (owned) … and what is searched */
  gint64           record_id; /* the Record at hand, and what came for it */
  guint            n_found;
  guint            n_known;
  guint            n_new;
  guint            n_reopened;
  guint            n_closed;
} GenkanTake;

/* A Finding as it was. */
typedef struct
{
  gint64 id;
  gint64 state;
  gint64 severity;
  gint64 checksum;
} GenkanKnown;

/* Both take the same parameters. */
static const char insert[] =
  "INSERT INTO findings (record_id, unique_id, state, severity, is_wide, checksum, first_seen, "
  "changed, closed, title, title_key, component, vulnerability, search, fields) "
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, min (coalesce (?8, ?7), ?7), ?7, iif (?3 = 1, ?7, NULL), ?9, "
  "?13, ?10, ?11, ?14, ?12) ON CONFLICT DO NOTHING";

static const char update[] =
  "UPDATE findings SET state = ?3, severity = ?4, is_wide = ?5, checksum = ?6, changed = ?7, "
  "closed = iif (?3 = 1, coalesce (closed, ?7), NULL), title = ?9, title_key = ?13, "
  "component = ?10, vulnerability = ?11, search = ?14, fields = ?12 "
  "WHERE record_id = ?1 AND unique_id = ?2";

static const char find[] =
  "SELECT id, state, severity, checksum FROM findings WHERE record_id = ?1 AND unique_id = ?2";

/* For a change of severity the detail is the earlier one. */
static const char note[] = "INSERT OR REPLACE INTO finding_events VALUES (?1, ?2, ?3, ?4, ?5)";

/* What DefectDojo was told last, before it is no longer what stands here. */
static const char keep_sent[] =
  "UPDATE deliveries SET sent = (SELECT fields FROM findings WHERE id = ?1) "
  "WHERE finding_id = ?1 AND sent IS NULL AND sent_checksum = ?2";

static const char count[] =
  "UPDATE scope_counts SET n_found = ?2, n_known = ?3, n_new = ?4, n_reopened = ?5, n_closed = ?6 "
  "WHERE record_id = ?1";

/* Of an id that came twice, and too much came to be held in memory. */
static const char drop_repeated[] =
  "DELETE FROM staged_findings WHERE id IN (SELECT id FROM "
  "(SELECT s.id, row_number () OVER (PARTITION BY s.record_id, s.unique_id ORDER BY s.id DESC) AS n "
  " FROM chosen CROSS JOIN staged_findings AS s "
  " ON s.operation_id = ?1 AND s.record_id = chosen.id AND s.is_wide = ?2) WHERE n > 1)";

static const char spilled[] =
  "SELECT unique_id, state, severity, checksum, found, title, component, vulnerability, fields "
  "FROM staged_findings WHERE operation_id = ?1 AND record_id = ?3 AND is_wide = ?2 ORDER BY id";

static void
take_clear (GenkanTake *take)
{
  g_clear_pointer (&take->insert, genkan_statement_free);
  g_clear_pointer (&take->find, genkan_statement_free);
  g_clear_pointer (&take->note, genkan_statement_free);
  g_clear_pointer (&take->keep_sent, genkan_statement_free);
  g_clear_pointer (&take->update, genkan_statement_free);
  g_clear_pointer (&take->count, genkan_statement_free);
  g_string_free (take->key, TRUE);
  g_string_free (take->search, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanTake, take_clear)

static gboolean
prepare (GenkanTake      *take,
         GenkanDatabase  *db,
         GError         **error)
{
  return (take->insert = genkan_database_prepare (db, insert, error)) != NULL
         && (take->find = genkan_database_prepare (db, find, error)) != NULL
         && (take->note = genkan_database_prepare (db, note, error)) != NULL
         && (take->keep_sent = genkan_database_prepare (db, keep_sent, error)) != NULL
         && (take->update = genkan_database_prepare (db, update, error)) != NULL
         && (take->count = genkan_database_prepare (db, count, error)) != NULL;
}

/* --- one row --- */

/* As genkan_sort_key() and genkan_search_text() would. */
static void
fold (GenkanTake             *take,
      const GenkanFindingRow *row)
{
  const char *const others[] = { row->component, row->vulnerability };

  g_string_truncate (take->search, 0);
  genkan_fold_append (take->search, row->title);
  g_string_truncate (take->key, 0);
  genkan_fold_append_key (take->key, take->search->str);
  g_string_append_c (take->search, '\n');

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i] != NULL)
      {
        genkan_fold_append (take->search, others[i]);
        g_string_append_c (take->search, '\n');
      }
}

static gboolean
write_row (GenkanTake              *take,
           GenkanStatement         *statement,
           const GenkanFindingRow  *row,
           GError                 **error)
{
  genkan_statement_bind_int64 (statement, 0, take->record_id);
  genkan_statement_bind_text (statement, 1, row->unique_id);
  genkan_statement_bind_int64 (statement, 2, row->state);
  genkan_statement_bind_int64 (statement, 3, row->severity);
  genkan_statement_bind_int64 (statement, 4, take->scope->numbers[PARAMETER_WIDE]);
  genkan_statement_bind_int64 (statement, 5, row->checksum);
  genkan_statement_bind_int64 (statement, 6, take->scope->numbers[PARAMETER_NOW]);
  genkan_statement_bind_id (statement, 7, row->found);
  genkan_statement_bind_text (statement, 8, row->title);
  genkan_statement_bind_text (statement, 9, row->component);
  genkan_statement_bind_text (statement, 10, row->vulnerability);
  genkan_statement_bind_text (statement, 11, row->fields);
  genkan_statement_bind_text_len (statement, 12, take->key->str, take->key->len);
  genkan_statement_bind_text_len (statement, 13, take->search->str, take->search->len);

  return genkan_statement_run (statement, error);
}

static gboolean
find_known (GenkanTake              *take,
            const GenkanFindingRow  *row,
            GenkanKnown             *known,
            GError                 **error)
{
  genkan_statement_bind_int64 (take->find, 0, take->record_id);
  genkan_statement_bind_text (take->find, 1, row->unique_id);
  if (genkan_statement_step (take->find, error) != GENKAN_STEP_ROW)
    return FALSE;

  known->id = genkan_statement_get_int64 (take->find, 0);
  known->state = genkan_statement_get_int64 (take->find, 1);
  known->severity = genkan_statement_get_int64 (take->find, 2);
  known->checksum = genkan_statement_get_int64 (take->find, 3);

  return genkan_statement_step (take->find, error) == GENKAN_STEP_DONE;
}

static GenkanFindingEventKind
count_change (GenkanTake              *take,
              const GenkanKnown       *known,
              const GenkanFindingRow  *row)
{
  take->n_known++;
  if (known->state != GENKAN_FINDING_OPEN && row->state == GENKAN_FINDING_OPEN)
    {
      take->n_reopened++;
      return GENKAN_FINDING_EVENT_REOPENED;
    }
  if (known->state == GENKAN_FINDING_OPEN && row->state != GENKAN_FINDING_OPEN)
    {
      take->n_closed++;
      return GENKAN_FINDING_EVENT_CLOSED;
    }

  return GENKAN_FINDING_EVENT_CHANGED;
}

static gboolean
note_change (GenkanTake              *take,
             const GenkanKnown       *known,
             const GenkanFindingRow  *row,
             GError                 **error)
{
  genkan_statement_bind_int64 (take->note, 0, known->id);
  genkan_statement_bind_int64 (take->note, 1, take->scope->numbers[PARAMETER_NOW]);
  genkan_statement_bind_int64 (take->note, 2, count_change (take, known, row));
  genkan_statement_bind_int64 (take->note, 3, take->scope->numbers[PARAMETER_OPERATION]);
  if (known->severity != row->severity)
    genkan_statement_bind_int64 (take->note, 4, known->severity);
  else
    genkan_statement_bind_text (take->note, 4, NULL);

  return genkan_statement_run (take->note, error);
}

static gboolean
change_known (GenkanTake              *take,
              const GenkanFindingRow  *row,
              gint64                  *ret_id,
              GError                 **error)
{
  GenkanKnown known;

  if (!find_known (take, row, &known, error) || !note_change (take, &known, row, error))
    return FALSE;

  genkan_statement_bind_int64 (take->keep_sent, 0, known.id);
  genkan_statement_bind_int64 (take->keep_sent, 1, known.checksum);
  *ret_id = known.id;

  return (known.checksum == row->checksum || genkan_statement_run (take->keep_sent, error))
         && write_row (take, take->update, row, error);
}

static gboolean
take_row (GenkanTake              *take,
          GenkanDatabase          *db,
          const GenkanFindingRow  *row,
          GError                 **error)
{
  gint64 id;

  fold (take, row);
  if (!write_row (take, take->insert, row, error))
    return FALSE;

  take->n_found++;
  if (genkan_database_get_n_changes (db) > 0)
    {
      id = genkan_database_get_last_id (db);
      take->n_new++;
    }
  else if (!change_known (take, row, &id, error))
    return FALSE;

  g_array_append_val (take->scope->brought, id);

  return TRUE;
}

/* --- one Record --- */

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
take_spilled (GenkanTake          *take,
              GenkanDatabase      *db,
              GHashTable          *last,
              GError             **error)
{
  g_autoptr (GenkanStatement) rows = genkan_database_prepare (db, spilled, error);
  GenkanStep step;

  if (rows == NULL)
    return FALSE;

  genkan_statement_bind_int64 (rows, 0, take->scope->numbers[PARAMETER_OPERATION]);
  genkan_statement_bind_int64 (rows, 1, take->scope->numbers[PARAMETER_WIDE]);
  genkan_statement_bind_int64 (rows, 2, take->record_id);
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
      };

      if (!g_hash_table_contains (last, row.unique_id) && !take_row (take, db, &row, error))
        return FALSE;
    }

  return step == GENKAN_STEP_DONE;
}

static gboolean
take_held (GenkanTake          *take,
           GenkanDatabase      *db,
           GenkanStagedRecord  *came,
           GHashTable          *last,
           GError             **error)
{
  for (guint i = 0; i < came->rows->len; i++)
    {
      const GenkanFindingRow *row = g_ptr_array_index (came->rows, i);

      if (g_hash_table_lookup (last, row->unique_id) == row && !take_row (take, db, row, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_counts (GenkanTake  *take,
              GError     **error)
{
  const guint counts[] = {
    take->n_found, take->n_known, take->n_new, take->n_reopened, take->n_closed,
  };

  genkan_statement_bind_int64 (take->count, 0, take->record_id);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    genkan_statement_bind_int64 (take->count, i + 1, counts[i]);

  return genkan_statement_run (take->count, error);
}

static gint
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

/* The tool may bring one twice. */
static void
take_seen (GenkanTake         *take,
           GenkanStagedRecord *came)
{
  gint64 last = 0;

  g_array_sort (came->seen, compare_ids);
  for (guint i = 0; i < came->seen->len; i++)
    {
      gint64 id = g_array_index (came->seen, gint64, i);

      take->n_found += id != last;
      last = id;
    }
  g_array_append_vals (take->scope->brought, came->seen->data, came->seen->len);
}

static gboolean
take_record (GenkanTake          *take,
             GenkanDatabase      *db,
             GenkanStagedRecord  *came,
             GError             **error)
{
  g_autoptr (GHashTable) last = find_last (came);

  take->record_id = came->record_id;
  take->n_found = take->n_known = take->n_new = take->n_reopened = take->n_closed = 0;
  take_seen (take, came);

  return (!came->spilled || take_spilled (take, db, last, error))
         && take_held (take, db, came, last, error)
         && write_counts (take, error);
}

/* Brings the Findings of the scope's Records to what came, and notes what came. */
gboolean
genkan_scope_take (GenkanScope     *scope,
                   GenkanDatabase  *db,
                   GError         **error)
{
  g_auto (GenkanTake) take = {
    .scope = scope, .key = g_string_new (NULL), .search = g_string_new (NULL),
  };
  gboolean wide = scope->numbers[PARAMETER_WIDE] != 0;

  if (!genkan_scope_run (scope, db, drop_repeated, error) || !prepare (&take, db, error))
    return FALSE;

  for (guint i = 0; i < scope->records->len; i++)
    {
      gint64 id = g_array_index (scope->records, gint64, i);
      GenkanStagedRecord *came = genkan_staged_find (scope->staged, id, wide);

      if (came != NULL && !take_record (&take, db, came, error))
        return FALSE;
    }
  g_array_sort (scope->brought, compare_ids);

  return TRUE;
}
