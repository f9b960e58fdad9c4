/* genkan-finding-writer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows that have something to say become Findings. Most of them are new, so all are inserted, many
 * at a time, where nothing is in their way; beginning and ending a statement costs SQLite as much
 * as a row does. When fewer were inserted than there were, the others are looked at one by one.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-finding-writer.h"
#include "genkan-fold.h"

#define MANY GENKAN_FINDING_WRITER_MANY

/* The columns that are inserted, and those that are updated, in the order of their parameters. */
#define COLUMNS                                                                             \
  "record_id, unique_id, state, severity, is_wide, checksum, first_seen, changed, closed, " \
  "title, title_key, component, vulnerability, search, fields"
#define N_COLUMNS 15

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

/**
 * genkan_finding_writer_init:
 * @self: memory for a writer, to be cleared even after an error
 * @scope: whose end is written
 * @db: in the transaction that runs
 * @error: return location for a #GenkanStoreError
 *
 * Returns: whether it is ready for a first Record
 */
gboolean
genkan_finding_writer_init (GenkanFindingWriter  *self,
                            GenkanScope          *scope,
                            GenkanDatabase       *db,
                            GError              **error)
{
  *self = (GenkanFindingWriter) { .scope = scope, .db = db };
  self->marks = g_array_new (FALSE, FALSE, sizeof (GenkanRecallEntry));
  for (guint i = 0; i < MANY; i++)
    {
      self->waiting[i].key = g_string_new (NULL);
      self->waiting[i].search = g_string_new (NULL);
    }

  return (self->insert = prepare_insert (db, 1, error)) != NULL
         && (self->insert_many = prepare_insert (db, MANY, error)) != NULL
         && (self->find = genkan_database_prepare (db, find, error)) != NULL
         && (self->note = genkan_database_prepare (db, note, error)) != NULL
         && (self->keep_sent = genkan_database_prepare (db, keep_sent, error)) != NULL
         && (self->update = genkan_database_prepare (db, update, error)) != NULL
         && genkan_database_get_pragma (db, "SELECT max (id) FROM findings", &self->last_id, error);
}

void
genkan_finding_writer_clear (GenkanFindingWriter *self)
{
  g_clear_pointer (&self->marks, g_array_unref);
  g_clear_pointer (&self->insert, genkan_statement_free);
  g_clear_pointer (&self->insert_many, genkan_statement_free);
  g_clear_pointer (&self->find, genkan_statement_free);
  g_clear_pointer (&self->note, genkan_statement_free);
  g_clear_pointer (&self->keep_sent, genkan_statement_free);
  g_clear_pointer (&self->update, genkan_statement_free);
  for (guint i = 0; i < MANY; i++)
    {
      g_string_free (self->waiting[i].key, TRUE);
      g_string_free (self->waiting[i].search, TRUE);
    }
}

/* What is added from here on came for this Record. */
void
genkan_finding_writer_begin (GenkanFindingWriter *self,
                             GenkanStagedRecord  *came)
{
  self->came = came;
  self->counts = (GenkanTakenCounts) { 0 };
  g_array_set_size (self->marks, 0);
  g_array_append_vals (self->marks, came->marks->data, came->marks->len);
}

/* --- known ones --- */

/* @first is the place of the row's first parameter. */
static void
bind_row (GenkanFindingWriter *self,
          GenkanStatement     *statement,
          int                  first,
          const GenkanWaiting *waiting)
{
  const GenkanFindingRow *row = &waiting->row;
  gint64 now = self->scope->numbers[PARAMETER_NOW];

  genkan_statement_bind_int64 (statement, first, self->came->record_id);
  genkan_statement_bind_text (statement, first + 1, row->unique_id);
  genkan_statement_bind_int64 (statement, first + 2, row->state);
  genkan_statement_bind_int64 (statement, first + 3, row->severity);
  genkan_statement_bind_int64 (statement, first + 4, self->scope->numbers[PARAMETER_WIDE]);
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
find_known (GenkanFindingWriter     *self,
            const GenkanFindingRow  *row,
            GenkanKnown             *known,
            GError                 **error)
{
  genkan_statement_bind_int64 (self->find, 0, self->came->record_id);
  genkan_statement_bind_text (self->find, 1, row->unique_id);
  if (genkan_statement_step (self->find, error) != GENKAN_STEP_ROW)
    return FALSE;

  known->id = genkan_statement_get_int64 (self->find, 0);
  known->state = genkan_statement_get_int64 (self->find, 1);
  known->severity = genkan_statement_get_int64 (self->find, 2);
  known->checksum = genkan_statement_get_int64 (self->find, 3);

  return genkan_statement_step (self->find, error) == GENKAN_STEP_DONE;
}

static GenkanFindingEventKind
count_change (GenkanFindingWriter     *self,
              const GenkanKnown       *known,
              const GenkanFindingRow  *row)
{
  self->counts.n_known++;
  if (known->state != GENKAN_FINDING_OPEN && row->state == GENKAN_FINDING_OPEN)
    {
      self->counts.n_reopened++;
      return GENKAN_FINDING_EVENT_REOPENED;
    }
  if (known->state == GENKAN_FINDING_OPEN && row->state != GENKAN_FINDING_OPEN)
    {
      self->counts.n_closed++;
      return GENKAN_FINDING_EVENT_CLOSED;
    }

  return GENKAN_FINDING_EVENT_CHANGED;
}

static gboolean
note_change (GenkanFindingWriter     *self,
             const GenkanKnown       *known,
             const GenkanFindingRow  *row,
             GError                 **error)
{
  genkan_statement_bind_int64 (self->note, 0, known->id);
  genkan_statement_bind_int64 (self->note, 1, self->scope->numbers[PARAMETER_NOW]);
  genkan_statement_bind_int64 (self->note, 2, count_change (self, known, row));
  genkan_statement_bind_int64 (self->note, 3, self->scope->numbers[PARAMETER_OPERATION]);
  if (known->severity != row->severity)
    genkan_statement_bind_int64 (self->note, 4, known->severity);
  else
    genkan_statement_bind_text (self->note, 4, NULL);

  return genkan_statement_run (self->note, error);
}

static gboolean
change_known (GenkanFindingWriter  *self,
              const GenkanWaiting  *waiting,
              const GenkanKnown    *known,
              GError              **error)
{
  if (!note_change (self, known, &waiting->row, error))
    return FALSE;

  genkan_statement_bind_int64 (self->keep_sent, 0, known->id);
  genkan_statement_bind_int64 (self->keep_sent, 1, known->checksum);
  bind_row (self, self->update, 0, waiting);

  return (known->checksum == waiting->row.checksum
          || genkan_statement_run (self->keep_sent, error))
         && genkan_statement_run (self->update, error);
}

/* --- many rows --- */

static gboolean
insert (GenkanFindingWriter  *self,
        GError              **error)
{
  gboolean full = self->n_waiting == MANY;

  for (guint i = 0; i < self->n_waiting; i++)
    {
      GenkanStatement *statement = full ? self->insert_many : self->insert;

      bind_row (self, statement, full ? i * N_COLUMNS : 0, &self->waiting[i]);
      if ((!full || i + 1 == MANY) && !genkan_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/* What it is made from henceforth; an item that it was made from before is none of it any more. */
static void
mark (GenkanFindingWriter *self,
      const GenkanWaiting *waiting,
      gint64               id)
{
  GenkanRecallEntry entry = { self->came->wide ? 0 : waiting->row.fingerprint, id };

  g_array_append_val (self->marks, entry);
}

static void
note_new (GenkanFindingWriter *self,
          const GenkanWaiting *waiting,
          gint64               id)
{
  self->counts.n_new++;
  mark (self, waiting, id);
  g_array_append_val (self->scope->brought, id);
}

/* A #GCompareFunc for the numbers of Findings. */
gint
genkan_finding_writer_compare_ids (gconstpointer a,
                                   gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

static gboolean
was_seen (GenkanFindingWriter *self,
          gint64               id)
{
  return g_array_binary_search (self->came->seen, &id, genkan_finding_writer_compare_ids, NULL);
}

static void
note_repeated (GenkanFindingWriter *self)
{
  self->counts.n_repeated++;
  self->counts.n_found--;
}

static gboolean
take_known (GenkanFindingWriter  *self,
            const GenkanWaiting  *waiting,
            const GenkanKnown    *known,
            GError              **error)
{
  if (was_seen (self, known->id))
    {
      note_repeated (self);
      return TRUE;
    }

  mark (self, waiting, known->id);
  g_array_append_val (self->scope->brought, known->id);

  return change_known (self, waiting, known, error);
}

/* Some were known; what has a greater number than they can have was inserted just now. */
static gboolean
tell_apart (GenkanFindingWriter  *self,
            GError              **error)
{
  for (guint i = 0; i < self->n_waiting; i++)
    {
      GenkanKnown known;

      if (!find_known (self, &self->waiting[i].row, &known, error))
        return FALSE;

      if (known.id > self->last_id)
        note_new (self, &self->waiting[i], known.id);
      else if (!take_known (self, &self->waiting[i], &known, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * genkan_finding_writer_flush:
 * @self: a writer
 * @error: return location for a #GenkanStoreError
 *
 * Writes what waits; the texts of its rows are not needed any more.
 *
 * Returns: whether it is written
 */
gboolean
genkan_finding_writer_flush (GenkanFindingWriter  *self,
                             GError              **error)
{
  gint64 before = genkan_database_get_n_all_changes (self->db);
  gint64 n_inserted;

  if (!insert (self, error))
    return FALSE;

  n_inserted = genkan_database_get_n_all_changes (self->db) - before;
  if (n_inserted < self->n_waiting)
    {
      if (!tell_apart (self, error))
        return FALSE;
    }
  else
    for (guint i = 0; i < self->n_waiting; i++)
      note_new (self, &self->waiting[i],
                genkan_database_get_last_id (self->db) - self->n_waiting + 1 + i);

  if (n_inserted > 0)
    self->last_id = genkan_database_get_last_id (self->db);
  self->counts.n_found += self->n_waiting;
  self->n_waiting = 0;

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

/**
 * genkan_finding_writer_add:
 * @self: a writer
 * @row: what came; its texts are borrowed until genkan_finding_writer_flush()
 * @error: return location for a #GenkanStoreError
 *
 * Returns: %FALSE if writing failed
 */
gboolean
genkan_finding_writer_add (GenkanFindingWriter     *self,
                           const GenkanFindingRow  *row,
                           GError                 **error)
{
  GenkanWaiting *waiting = &self->waiting[self->n_waiting++];

  waiting->row = *row;
  fold (waiting);

  return self->n_waiting < MANY || genkan_finding_writer_flush (self, error);
}
