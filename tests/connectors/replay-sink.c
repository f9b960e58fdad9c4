/* replay-sink.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row becomes one line of JSON: its columns in the sink's order, those that are NULL left out,
 * and what is JSON as such. Lines are compared as texts.
 */

#include "config.h"

#include "replay-sink.h"

#include "genkan-definition-private.h"
#include "genkan-json.h"

struct _ReplaySink
{
  GObject parent_instance;

  GMutex      mutex;   /* guards all: the engine writes, the test reads */
  GPtrArray  *rows;    /* (owned) (element-type ReplayRow) */
  GPtrArray  *ends;    /* (owned) (element-type ReplayEnd) */
  GString    *words;   /* (owned) log lines, reasons and details */
  GHashTable *columns; /* (owned) (element-type utf8) `sink.column` that were filled */
};

static void replay_sink_iface_init (GenkanSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ReplaySink, replay_sink, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GENKAN_TYPE_SINK, replay_sink_iface_init))

static void
replay_row_free (gpointer data)
{
  ReplayRow *row = data;

  g_free (row->scope);
  g_free (row->key);
  g_free (row->line);
  g_free (row);
}

static void
replay_end_free (gpointer data)
{
  ReplayEnd *end = data;

  g_free (end->scope);
  g_free (end->reason);
  g_free (end);
}

/* --- lines ---------------------------------------------------------------------------------- */

static void
append_real (GString *line,
             double   real)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  /* As few digits as give the number back. */
  for (int digits = 1; digits <= 17; digits++)
    {
      g_autofree char *format = g_strdup_printf ("%%.%dg", digits);

      g_ascii_formatd (buffer, sizeof buffer, format, real);
      if (g_ascii_strtod (buffer, NULL) == real)
        break;
    }
  g_string_append (line, buffer);
}

static void
append_value (GString           *line,
              const GenkanValue *value)
{
  g_autofree char *text = genkan_value_dup_text (value);

  if (value->type == GENKAN_VALUE_REAL)
    append_real (line, value->real);
  else if (value->type == GENKAN_VALUE_INTEGER || value->json)
    g_string_append (line, text);
  else
    genkan_json_write_text (line, text, value->length);
}

static void
append_member (GString    *line,
               const char *name)
{
  g_string_append (line, line->len > 1 ? "," : "");
  genkan_json_write_text (line, name, -1);
  g_string_append_c (line, ':');
}

static void
append_text_member (GString    *line,
                    const char *name,
                    const char *text)
{
  append_member (line, name);
  genkan_json_write_text (line, text, -1);
}

static const char *const *
get_sink_columns (const char *sink)
{
  if (g_str_equal (sink, "records"))
    return genkan_records_columns;
  if (g_str_equal (sink, "findings"))
    return genkan_findings_columns;

  return NULL;
}

static void
append_column (ReplaySink     *self,
               GString        *line,
               const char     *sink,
               GenkanRowBatch *rows,
               guint           row,
               const char     *name)
{
  int column = genkan_row_batch_find_column (rows, name);
  const GenkanValue *value;

  if (column < 0)
    return;

  value = genkan_row_batch_get (rows, row, column);
  if (genkan_value_is_null (value))
    return;

  g_hash_table_add (self->columns, g_strdup_printf ("%s.%s", sink, name));
  append_member (line, name);
  append_value (line, value);
}

static char *
make_line (ReplaySink     *self,
           const char     *scope,
           const char     *sink,
           GenkanRowBatch *rows,
           guint           row)
{
  const char *const *columns = get_sink_columns (sink);
  GString *line = g_string_new ("{");

  append_text_member (line, "sink", sink);
  if (*scope != '\0')
    append_text_member (line, "record", scope);
  for (guint i = 0; columns != NULL && columns[i] != NULL; i++)
    append_column (self, line, sink, rows, row, columns[i]);
  for (guint i = 0; columns == NULL && i < genkan_row_batch_get_n_columns (rows); i++)
    append_column (self, line, sink, rows, row, genkan_row_batch_get_column_name (rows, i));
  g_string_append_c (line, '}');

  return g_string_free (line, FALSE);
}

static char *
dup_text (GenkanRowBatch *rows,
          guint           row,
          const char     *name)
{
  int column = genkan_row_batch_find_column (rows, name);

  if (column < 0 || genkan_value_is_null (genkan_row_batch_get (rows, row, column)))
    return NULL;

  return genkan_value_dup_text (genkan_row_batch_get (rows, row, column));
}

/* What the store would know it by. */
static char *
make_key (const char     *scope,
          const char     *sink,
          GenkanRowBatch *rows,
          guint           row)
{
  g_autofree char *id = dup_text (rows, row, "id");
  g_autofree char *unique = dup_text (rows, row, "unique_id_from_tool");
  g_autofree char *record = dup_text (rows, row, "record_id");

  return g_strdup_printf ("%s %s %s", sink, record != NULL ? record : scope,
                          unique != NULL ? unique : id != NULL ? id : "");
}

static void
take_rows (ReplaySink     *self,
           const char     *scope,
           const char     *sink,
           GenkanRowBatch *rows)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  for (guint i = 0; i < genkan_row_batch_get_n_rows (rows); i++)
    {
      ReplayRow *row = g_new0 (ReplayRow, 1);

      row->scope = g_strdup (scope);
      row->key = make_key (scope, sink, rows, i);
      row->line = make_line (self, scope, sink, rows, i);
      g_ptr_array_add (self->rows, row);
    }
}

static void
take_end (ReplaySink    *self,
          const char    *scope,
          GenkanOutcome  outcome,
          const GError  *reason,
          const char    *details)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  ReplayEnd *end = g_new0 (ReplayEnd, 1);

  end->scope = g_strdup (scope);
  end->outcome = outcome;
  end->reason = reason != NULL ? g_strdup (reason->message) : NULL;
  g_ptr_array_add (self->ends, end);
  g_string_append_printf (self->words, "%s\n%s\n", reason != NULL ? reason->message : "",
                          details != NULL ? details : "");
}

/* --- the interface -------------------------------------------------------------------------- */

static void
replay_sink_write_async (GenkanSink          *sink,
                         const char          *record_id,
                         const char          *name,
                         GenkanRowBatch      *rows,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (sink, cancellable, callback, user_data);

  take_rows (REPLAY_SINK (sink), record_id != NULL ? record_id : "", name, rows);
  g_task_return_boolean (task, TRUE);
}

static gboolean
replay_sink_write_finish (GenkanSink    *sink,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* A scope that has asked only for what has changed has a line of its own. */
static void
take_delta (ReplaySink *self,
            const char *scope)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GString) line = g_string_new ("{");
  ReplayRow *row = g_new0 (ReplayRow, 1);

  append_text_member (line, "sink", "delta");
  if (*scope != '\0')
    append_text_member (line, "record", scope);
  g_string_append_c (line, '}');
  row->scope = g_strdup (scope);
  row->key = g_strdup_printf ("delta %s", scope);
  row->line = g_strdup (line->str);
  g_ptr_array_add (self->rows, row);
}

static void
replay_sink_end_scope_async (GenkanSink           *sink,
                             const GenkanScopeEnd *end,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data)
{
  ReplaySink *self = REPLAY_SINK (sink);
  g_autoptr (GTask) task = g_task_new (sink, cancellable, callback, user_data);
  const char *scope = end->record_id != NULL ? end->record_id : "";

  if (end->remembered != NULL)
    take_rows (self, scope, "remember", end->remembered);
  if (end->delta)
    take_delta (self, scope);
  take_end (self, scope, end->outcome, end->reason, end->details);
  g_task_return_boolean (task, TRUE);
}

static gboolean
replay_sink_end_scope_finish (GenkanSink    *sink,
                              GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
replay_sink_log (GenkanSink *sink,
                 int         severity,
                 const char *text)
{
  ReplaySink *self = REPLAY_SINK (sink);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_string_append_printf (self->words, "%s\n", text);
}

static void
replay_sink_iface_init (GenkanSinkInterface *iface)
{
  iface->write_async = replay_sink_write_async;
  iface->write_finish = replay_sink_write_finish;
  iface->end_scope_async = replay_sink_end_scope_async;
  iface->end_scope_finish = replay_sink_end_scope_finish;
  iface->log = replay_sink_log;
}

static void
replay_sink_finalize (GObject *object)
{
  ReplaySink *self = REPLAY_SINK (object);

  g_mutex_clear (&self->mutex);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->ends);
  g_string_free (self->words, TRUE);
  g_hash_table_unref (self->columns);

  G_OBJECT_CLASS (replay_sink_parent_class)->finalize (object);
}

static void
replay_sink_class_init (ReplaySinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = replay_sink_finalize;
}

static void
replay_sink_init (ReplaySink *self)
{
  g_mutex_init (&self->mutex);
  self->rows = g_ptr_array_new_with_free_func (replay_row_free);
  self->ends = g_ptr_array_new_with_free_func (replay_end_free);
  self->words = g_string_new (NULL);
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

ReplaySink *
replay_sink_new (void)
{
  return g_object_new (REPLAY_TYPE_SINK, NULL);
}

/* For a run that has no scopes to end. */
void
replay_sink_end (ReplaySink            *self,
                 const GenkanRunResult *result)
{
  take_end (self, "", result->outcome, result->reason, result->details);
}

/* (element-type ReplayRow) in the order in which they came */
GPtrArray *
replay_sink_get_rows (ReplaySink *self)
{
  return self->rows;
}

/* (element-type ReplayEnd) */
GPtrArray *
replay_sink_get_ends (ReplaySink *self)
{
  return self->ends;
}

/* All that a person could come to read. */
const char *
replay_sink_get_words (ReplaySink *self)
{
  return self->words->str;
}

GHashTable *
replay_sink_get_columns (ReplaySink *self)
{
  return self->columns;
}
