/* genkan-store-sync-take.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was staged for the Records of a scope becomes Findings. Most rows of a Sync that have
 * anything to say are new, so all are inserted, many at a time, where nothing is in their way;
 * beginning and ending a statement costs SQLite as much as a row does. When fewer were inserted
 * than there were, the others are looked at one by one.
 *
 * Of an id that came twice, what is known already counts, or else what came last: if it were always
 * the last, a tool that gives one id to two things would change it with each Sync.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-fold.h"
#include "genkan-store-sync-private.h"

/* How many rows are inserted by one statement. */
#define MANY 32

/* The columns that are inserted, and those that are updated, in the order of their parameters. */
#define COLUMNS                                                                             \
  "record_id, unique_id, state, severity, is_wide, checksum, first_seen, changed, closed, " \
  "title, title_key, component, vulnerability, search, fields"
#define N_COLUMNS 15

/* A row on its way into the table; texts are borrowed. */
typedef struct
{
  GenkanFindingRow  row;
  GString          *key;    /* (owned) how its title is sorted */
  GString          *search; /* (owned) what is searched */
} GenkanWaiting;

typedef struct
{
  GenkanScope     *scope;
  GenkanStatement *insert;
  GenkanStatement *insert_many;
  GenkanStatement *find;
  GenkanStatement *note;
  GenkanStatement *keep_sent;
  GenkanStatement *update;
  GenkanStatement *count;
  GenkanWaiting    waiting[MANY];
  guint            n_waiting;
  gint64           last_id;   /* no Finding that was there has a greater one */
  gint64           record_id; /* the Record at hand, and what came for it */
  GenkanStagedRecord *came;
  GArray          *marks;    /* (owned) (element-type GenkanRecallEntry) what it is made from */
  guint            n_found;
  guint            n_known;
  guint            n_new;
  guint            n_reopened;
  guint            n_closed;
  guint            n_repeated; /* rows whose id another row had, and that said something else */
} GenkanTake;

/* A Finding as it was. */
typedef struct
{
  gint64 id;
  gint64 state;
  gint64 severity;
  gint64 checksum;
} GenkanKnown;

static const char update[] =
  "UPDATE findings SET state = ?3, severity = ?4, is_wide = ?5, checksum = ?6, changed = ?8, "
  "closed = iif (?3 = 1, coalesce (closed, ?8), NULL), title = ?10, title_key = ?11, "
  "component = ?12, vulnerability = ?13, search = ?14, fields = ?15 "
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

static void
take_clear (GenkanTake *take)
{
  g_clear_pointer (&take->marks, g_array_unref);
  g_clear_pointer (&take->insert, genkan_statement_free);
  g_clear_pointer (&take->insert_many, genkan_statement_free);
  g_clear_pointer (&take->find, genkan_statement_free);
  g_clear_pointer (&take->note, genkan_statement_free);
  g_clear_pointer (&take->keep_sent, genkan_statement_free);
  g_clear_pointer (&take->update, genkan_statement_free);
  g_clear_pointer (&take->count, genkan_statement_free);
  for (guint i = 0; i < MANY; i++)
    {
      g_string_free (take->waiting[i].key, TRUE);
      g_string_free (take->waiting[i].search, TRUE);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanTake, take_clear)

static GenkanStatement *
prepare_insert (GenkanDatabase  *db,
                guint            n_rows,
                GError         **error)
{
  g_autoptr (GString) sql = g_string_new ("INSERT INTO findings (" COLUMNS ") VALUES ");

  for (guint i = 0; i < n_rows * N_COLUMNS; i++)
    g_string_append (sql, i % N_COLUMNS > 0 ? ", ?" : i > 0 ? "), (?" : "(?");
  g_string_append (sql, ") ON CONFLICT DO NOTHING");

  return genkan_database_prepare (db, sql->str, error);
}

static gboolean
prepare (GenkanTake      *take,
         GenkanDatabase  *db,
         GError         **error)
{
  for (guint i = 0; i < MANY; i++)
    {
      take->waiting[i].key = g_string_new (NULL);
      take->waiting[i].search = g_string_new (NULL);
    }

  return (take->insert = prepare_insert (db, 1, error)) != NULL
         && (take->insert_many = prepare_insert (db, MANY, error)) != NULL
         && (take->find = genkan_database_prepare (db, find, error)) != NULL
         && (take->note = genkan_database_prepare (db, note, error)) != NULL
         && (take->keep_sent = genkan_database_prepare (db, keep_sent, error)) != NULL
         && (take->update = genkan_database_prepare (db, update, error)) != NULL
         && (take->count = genkan_database_prepare (db, count, error)) != NULL
         && genkan_database_get_pragma (db, "SELECT max (id) FROM findings", &take->last_id, error);
}

/* --- known ones --- */

/* @first is the place of the row's first parameter. */
static void
bind_row (GenkanTake          *take,
          GenkanStatement     *statement,
          int                  first,
          const GenkanWaiting *waiting)
{
  const GenkanFindingRow *row = &waiting->row;
  gint64 now = take->scope->numbers[PARAMETER_NOW];

  genkan_statement_bind_int64 (statement, first, take->record_id);
  genkan_statement_bind_text (statement, first + 1, row->unique_id);
  genkan_statement_bind_int64 (statement, first + 2, row->state);
  genkan_statement_bind_int64 (statement, first + 3, row->severity);
  genkan_statement_bind_int64 (statement, first + 4, take->scope->numbers[PARAMETER_WIDE]);
  genkan_statement_bind_int64 (statement, first + 5, row->checksum);
  genkan_statement_bind_int64 (statement, first + 6, row->found != 0 ? MIN (row->found, now) : now);
  genkan_statement_bind_int64 (statement, first + 7, now);
  genkan_statement_bind_id (statement, first + 8, row->state == GENKAN_FINDING_CLOSED ? now : 0);
  genkan_statement_bind_text (statement, first + 9, row->title);
  genkan_statement_bind_text_len (statement, first + 10, waiting->key->str, waiting->key->len);
  genkan_statement_bind_text (statement, first + 11, row->component);
  genkan_statement_bind_text (statement, first + 12, row->vulnerability);
  genkan_statement_bind_text_len (statement, first + 13, waiting->search->str,
                                  waiting->search->len);
  genkan_statement_bind_text (statement, first + 14, row->fields);
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
change_known (GenkanTake           *take,
              const GenkanWaiting  *waiting,
              const GenkanKnown    *known,
              GError              **error)
{
  if (!note_change (take, known, &waiting->row, error))
    return FALSE;

  genkan_statement_bind_int64 (take->keep_sent, 0, known->id);
  genkan_statement_bind_int64 (take->keep_sent, 1, known->checksum);
  bind_row (take, take->update, 0, waiting);

  return (known->checksum == waiting->row.checksum
          || genkan_statement_run (take->keep_sent, error))
         && genkan_statement_run (take->update, error);
}

/* --- many rows --- */

static gboolean
insert (GenkanTake  *take,
        GError     **error)
{
  gboolean full = take->n_waiting == MANY;

  for (guint i = 0; i < take->n_waiting; i++)
    {
      GenkanStatement *statement = full ? take->insert_many : take->insert;

      bind_row (take, statement, full ? i * N_COLUMNS : 0, &take->waiting[i]);
      if ((!full || i + 1 == MANY) && !genkan_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/* What it is made from henceforth; an item that it was made from before is none of it any more. */
static void
mark (GenkanTake          *take,
      const GenkanWaiting *waiting,
      gint64               id)
{
  GenkanRecallEntry entry = { take->came->wide ? 0 : waiting->row.fingerprint, id };

  g_array_append_val (take->marks, entry);
}

static void
note_new (GenkanTake          *take,
          const GenkanWaiting *waiting,
          gint64               id)
{
  take->n_new++;
  mark (take, waiting, id);
  g_array_append_val (take->scope->brought, id);
}

static gint
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

static gboolean
was_seen (GenkanTake *take,
          gint64      id)
{
  return g_array_binary_search (take->came->seen, &id, compare_ids, NULL);
}

static void
note_repeated (GenkanTake *take)
{
  take->n_repeated++;
  take->n_found--;
}

static gboolean
take_known (GenkanTake           *take,
            const GenkanWaiting  *waiting,
            const GenkanKnown    *known,
            GError              **error)
{
  if (was_seen (take, known->id))
    {
      note_repeated (take);
      return TRUE;
    }

  mark (take, waiting, known->id);
  g_array_append_val (take->scope->brought, known->id);

  return change_known (take, waiting, known, error);
}

/* Some were known; what has a greater number than they can have was inserted just now. */
static gboolean
tell_apart (GenkanTake  *take,
            GError     **error)
{
  for (guint i = 0; i < take->n_waiting; i++)
    {
      GenkanKnown known;

      if (!find_known (take, &take->waiting[i].row, &known, error))
        return FALSE;

      if (known.id > take->last_id)
        note_new (take, &take->waiting[i], known.id);
      else if (!take_known (take, &take->waiting[i], &known, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_waiting (GenkanTake      *take,
               GenkanDatabase  *db,
               GError         **error)
{
  gint64 before = genkan_database_get_n_all_changes (db);
  gint64 n_inserted;

  if (!insert (take, error))
    return FALSE;

  n_inserted = genkan_database_get_n_all_changes (db) - before;
  if (n_inserted < take->n_waiting)
    {
      if (!tell_apart (take, error))
        return FALSE;
    }
  else
    for (guint i = 0; i < take->n_waiting; i++)
      note_new (take, &take->waiting[i],
                genkan_database_get_last_id (db) - take->n_waiting + 1 + i);

  if (n_inserted > 0)
    take->last_id = genkan_database_get_last_id (db);
  take->n_found += take->n_waiting;
  take->n_waiting = 0;

  return TRUE;
}

/* As genkan_sort_key() and genkan_search_text() would. */
static void
fold (GenkanWaiting *waiting)
{
  const char *const others[] = { waiting->row.component, waiting->row.vulnerability };

  g_string_truncate (waiting->search, 0);
  genkan_fold_append (waiting->search, waiting->row.title);
  g_string_truncate (waiting->key, 0);
  genkan_fold_append_key (waiting->key, waiting->search->str);
  g_string_append_c (waiting->search, '\n');

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i] != NULL)
      {
        genkan_fold_append (waiting->search, others[i]);
        g_string_append_c (waiting->search, '\n');
      }
}

static gboolean
take_row (GenkanTake              *take,
          GenkanDatabase          *db,
          const GenkanFindingRow  *row,
          GError                 **error)
{
  GenkanWaiting *waiting = &take->waiting[take->n_waiting++];

  waiting->row = *row;
  fold (waiting);

  return take->n_waiting < MANY || write_waiting (take, db, error);
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
is_last (GenkanTake              *take,
         GHashTable              *last,
         const GenkanFindingRow  *row)
{
  const GenkanFindingRow *other = g_hash_table_lookup (last, row->unique_id);

  take->n_repeated += other->checksum != row->checksum;

  return other == row;
}

/* The texts of a row are there until the next one is read. */
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
        .fingerprint = (guint64) genkan_statement_get_int64 (rows, 9),
      };

      if (!g_hash_table_contains (last, row.unique_id)
          && (!take_row (take, db, &row, error) || !write_waiting (take, db, error)))
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
  gboolean repeated = g_hash_table_size (last) < came->rows->len;

  for (guint i = 0; i < came->rows->len; i++)
    {
      const GenkanFindingRow *row = g_ptr_array_index (came->rows, i);

      if ((!repeated || is_last (take, last, row)) && !take_row (take, db, row, error))
        return FALSE;
    }

  return write_waiting (take, db, error);
}

static gboolean
write_counts (GenkanTake  *take,
              GError     **error)
{
  const guint counts[] = {
    take->n_found, take->n_known, take->n_new, take->n_reopened, take->n_closed, take->n_repeated,
  };

  genkan_statement_bind_int64 (take->count, 0, take->record_id);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    genkan_statement_bind_int64 (take->count, i + 1, counts[i]);

  return genkan_statement_run (take->count, error);
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
  g_autoptr (GHashTable) last = NULL;

  take->record_id = came->record_id;
  take->came = came;
  g_array_set_size (take->marks, 0);
  g_array_append_vals (take->marks, came->marks->data, came->marks->len);
  take->n_found = take->n_known = take->n_new = take->n_reopened = take->n_closed = 0;
  take->n_repeated = 0;
  last = find_last (came);
  take_seen (take, came);

  return (!came->spilled || take_spilled (take, db, last, error))
         && take_held (take, db, came, last, error)
         && genkan_recalled_update (db, came, take->marks, error)
         && write_counts (take, error);
}

/* Brings the Findings of the scope's Records to what came, and notes what came. */
gboolean
genkan_scope_take (GenkanScope     *scope,
                   GenkanDatabase  *db,
                   GError         **error)
{
  g_auto (GenkanTake) take = {
    .scope = scope,
    .marks = g_array_new (FALSE, FALSE, sizeof (GenkanRecallEntry)),
  };
  gboolean wide = scope->numbers[PARAMETER_WIDE] != 0;

  if (!prepare (&take, db, error) || !genkan_scope_run (scope, db, drop_repeated, error))
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
