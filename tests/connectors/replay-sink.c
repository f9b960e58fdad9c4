/* replay-sink.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row becomes one line, and lines are compared as texts.
 */

#include "config.h"

#include "replay-sink.h"

#include "genkan-row-line.h"

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
note_columns (ReplaySink     *self,
              const char     *sink,
              GenkanRowBatch *rows,
              guint           row)
{
  for (guint i = 0; i < genkan_row_batch_get_n_columns (rows); i++)
    if (!genkan_value_is_null (genkan_row_batch_get (rows, row, i)))
      g_hash_table_add (self->columns, g_strdup_printf ("%s.%s", sink,
                                                        genkan_row_batch_get_column_name (rows, i)));
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
      row->line = genkan_row_dup_line (scope, sink, rows, i);
      note_columns (self, sink, rows, i);
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
  ReplayRow *row = g_new0 (ReplayRow, 1);

  row->scope = g_strdup (scope);
  row->key = g_strdup_printf ("delta %s", scope);
  row->line = genkan_row_dup_line (scope, "delta", NULL, 0);
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
