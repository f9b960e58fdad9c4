/* test-sink.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "test-sink.h"

struct _TestSink
{
  GObject parent_instance;

  GMutex     mutex; /* guards all: the engine writes, the test reads */
  GCond      cond;
  GPtrArray *ids;   /* (owned) (element-type utf8) of findings with their Records': "shop:1" */
  GPtrArray *ends;  /* (owned) (element-type utf8) of scopes */
  GHashTable *ended; /* (owned) (element-type utf8) the Records whose scopes have ended */
  GString   *log;   /* (owned) */
  guint      n_rows;
  char      *error; /* (owned) (nullable) what writing ends with */
  char      *end_error; /* (owned) (nullable) what the end of a scope ends with */
  GArray    *entries; /* (owned) (element-type GenkanRecallEntry) of findings whose ids are numbers */
  GenkanRecall *recall; /* (owned) (nullable) */
  gboolean   holds;
  guint      n_held;
};

static void test_sink_iface_init (GenkanSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSink, test_sink, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GENKAN_TYPE_SINK, test_sink_iface_init))

/* Where a finding is connection-wide, it knows itself whose it is. */
static char *
dup_id (const char     *record_id,
        const char     *sink,
        GenkanRowBatch *rows,
        guint           row)
{
  gboolean records = g_str_equal (sink, "records");
  int id = genkan_row_batch_find_column (rows, records ? "id" : "unique_id_from_tool");
  g_autofree char *text = genkan_value_dup_text (genkan_row_batch_get (rows, row, id));
  g_autofree char *own = NULL;

  if (records)
    return g_steal_pointer (&text);

  if (record_id == NULL)
    own = genkan_value_dup_text (genkan_row_batch_get (rows, row,
                                 genkan_row_batch_find_column (rows, "record_id")));

  return g_strconcat (record_id == NULL ? "*" : "", record_id != NULL ? record_id : own, ":",
                      text, NULL);
}

static void
test_sink_take (TestSink       *self,
                const char     *record_id,
                const char     *sink,
                GenkanRowBatch *rows)
{
  guint n_known;
  const gint64 *known = genkan_row_batch_get_known (rows, &n_known);

  g_assert_false (g_hash_table_contains (self->ended, record_id != NULL ? record_id : ""));
  for (guint i = 0; i < genkan_row_batch_get_n_rows (rows); i++)
    {
      GenkanRecallEntry entry = { genkan_row_batch_get_fingerprint (rows, i) };
      char *id = dup_id (record_id, sink, rows, i);

      g_ptr_array_add (self->ids, id);
      entry.id = g_ascii_strtoll (strchr (id, ':') != NULL ? strchr (id, ':') + 1 : id, NULL, 10);
      if (entry.fingerprint != 0)
        g_array_append_val (self->entries, entry);
    }
  for (guint i = 0; i < n_known; i++)
    g_ptr_array_add (self->ids, g_strdup_printf ("%s:=%" G_GINT64_FORMAT, record_id, known[i]));
  self->n_rows += genkan_row_batch_get_n_rows (rows);
}

static gboolean
test_sink_cancelled_cb (GCancellable *cancellable,
                        gpointer      user_data)
{
  g_task_return_error_if_cancelled (user_data);

  return G_SOURCE_REMOVE;
}

static void
test_sink_write_async (GenkanSink          *sink,
                       const char          *record_id,
                       const char          *name,
                       GenkanRowBatch      *rows,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  TestSink *self = TEST_SINK (sink);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_assert_true (g_str_equal (name, "records") || g_str_equal (name, "findings"));

  if (self->holds)
    {
      g_autoptr (GSource) source = g_cancellable_source_new (cancellable);

      g_source_set_callback (source, G_SOURCE_FUNC (test_sink_cancelled_cb), g_object_ref (task),
                             g_object_unref);
      g_source_attach (source, g_main_context_get_thread_default ());
      self->n_held++;
      g_cond_signal (&self->cond);
      return;
    }

  if (self->error != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%s", self->error);
      return;
    }

  test_sink_take (self, record_id, name, rows);
  g_task_return_boolean (task, TRUE);
}

static gboolean
test_sink_write_finish (GenkanSink    *sink,
                        GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
append_remembered (GString        *words,
                   GenkanRowBatch *row)
{
  for (guint i = 0; row != NULL && i < genkan_row_batch_get_n_columns (row); i++)
    {
      g_autofree char *value = genkan_value_dup_text (genkan_row_batch_get (row, 0, i));

      g_string_append_printf (words, " %s=%s", genkan_row_batch_get_column_name (row, i), value);
    }
}

/* "shop complete 2 rows delta since=5" */
static void
test_sink_end_scope_async (GenkanSink           *sink,
                           const GenkanScopeEnd *end,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data)
{
  static const char *const outcomes[] = { "complete", "partial", "failed", "skipped" };
  TestSink *self = TEST_SINK (sink);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GString) words = g_string_new (end->record_id != NULL ? end->record_id : "*");

  g_assert_true ((end->outcome == GENKAN_OUTCOME_COMPLETE) == (end->reason == NULL));
  g_string_append_printf (words, " %s %u rows%s", outcomes[end->outcome], end->n_rows,
                          end->delta ? " delta" : "");
  append_remembered (words, end->remembered);
  g_assert_true (g_hash_table_add (self->ended,
                                   g_strdup (end->record_id != NULL ? end->record_id : "")));
  g_ptr_array_add (self->ends, g_string_free (g_steal_pointer (&words), FALSE));

  if (self->end_error != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%s", self->end_error);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
test_sink_end_scope_finish (GenkanSink    *sink,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static GenkanRecall *
test_sink_recall (GenkanSink *sink,
                  const char *record_id)
{
  TestSink *self = TEST_SINK (sink);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->recall != NULL ? genkan_recall_ref (self->recall) : NULL;
}

static void
test_sink_log (GenkanSink *sink,
               int         severity,
               const char *text)
{
  TestSink *self = TEST_SINK (sink);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_string_append_printf (self->log, "%d %s\n", severity, text);
}

static void
test_sink_iface_init (GenkanSinkInterface *iface)
{
  iface->write_async = test_sink_write_async;
  iface->write_finish = test_sink_write_finish;
  iface->end_scope_async = test_sink_end_scope_async;
  iface->end_scope_finish = test_sink_end_scope_finish;
  iface->recall = test_sink_recall;
  iface->log = test_sink_log;
}

static void
test_sink_finalize (GObject *object)
{
  TestSink *self = TEST_SINK (object);

  g_ptr_array_unref (self->ids);
  g_ptr_array_unref (self->ends);
  g_array_unref (self->entries);
  g_clear_pointer (&self->recall, genkan_recall_unref);
  g_hash_table_unref (self->ended);
  g_free (self->end_error);
  g_string_free (self->log, TRUE);
  g_free (self->error);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);

  G_OBJECT_CLASS (test_sink_parent_class)->finalize (object);
}

static void
test_sink_class_init (TestSinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = test_sink_finalize;
}

static void
test_sink_init (TestSink *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->ends = g_ptr_array_new_with_free_func (g_free);
  self->entries = g_array_new (FALSE, FALSE, sizeof (GenkanRecallEntry));
  self->ended = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->log = g_string_new (NULL);
}

TestSink *
test_sink_new (void)
{
  return g_object_new (TEST_TYPE_SINK, NULL);
}

static gint
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return g_strcmp0 (*(char * const *) a, *(char * const *) b);
}

/* The ids that were written, each once, sorted: "1 2 3". */
char *
test_sink_dup_ids (TestSink *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GString) ids = g_string_new (NULL);
  const char *last = NULL;

  g_ptr_array_sort (self->ids, compare_ids);
  for (guint i = 0; i < self->ids->len; i++)
    {
      const char *id = g_ptr_array_index (self->ids, i);

      if (g_strcmp0 (id, last) != 0)
        g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", id);
      last = id;
    }

  return g_string_free (g_steal_pointer (&ids), FALSE);
}

/* How the scopes ended, sorted, a line each. */
char *
test_sink_dup_ends (TestSink *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GString) ends = g_string_new (NULL);

  g_ptr_array_sort (self->ends, compare_ids);
  for (guint i = 0; i < self->ends->len; i++)
    g_string_append_printf (ends, "%s%s", i > 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (self->ends, i));

  return g_string_free (g_steal_pointer (&ends), FALSE);
}

char *
test_sink_dup_log (TestSink *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_strdup (self->log->str);
}

guint
test_sink_get_n_rows (TestSink *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_rows;
}

void
test_sink_set_error (TestSink   *self,
                     const char *message)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->error = g_strdup (message);
}

void
test_sink_set_end_error (TestSink   *self,
                         const char *message)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->end_error = g_strdup (message);
}

/* What was written to @before is known; %NULL: nothing is, and rows bear fingerprints. */
void
test_sink_set_recall (TestSink *self,
                      TestSink *before)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->recall = before == NULL ? genkan_recall_new (NULL, 0)
    : genkan_recall_new ((const GenkanRecallEntry *) (gpointer) before->entries->data,
                         before->entries->len);
}

/* From here on no write ends, but by Cancel. */
void
test_sink_hold (TestSink *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->holds = TRUE;
}

void
test_sink_wait_until_held (TestSink *self,
                           guint     n)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (self->n_held < n)
    g_cond_wait (&self->cond, &self->mutex);
}
