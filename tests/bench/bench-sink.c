/* bench-sink.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-sink.h"

struct _BenchSink
{
  GObject parent_instance;

  BenchTable  *table;  /* (owned) the thread's */
  GAsyncQueue *tasks;  /* (owned) (element-type GTask); one without data: stop */
  GThread     *thread; /* (owned) (nullable) until it is closed */
};

static void bench_sink_iface_init (GenkanSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BenchSink, bench_sink, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GENKAN_TYPE_SINK, bench_sink_iface_init))

static gpointer
bench_sink_thread (gpointer data)
{
  BenchSink *self = data;

  for (;;)
    {
      g_autoptr (GTask) task = g_async_queue_pop (self->tasks);
      GenkanRowBatch *rows = g_task_get_task_data (task);

      if (rows == NULL)
        return NULL;
      bench_table_insert (self->table, rows, -1);
      g_task_return_boolean (task, TRUE);
    }
}

static void
bench_sink_write_async (GenkanSink          *sink,
                        const char          *record_id,
                        const char          *name,
                        GenkanRowBatch      *rows,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (sink, cancellable, callback, user_data);

  g_task_set_source_tag (task, bench_sink_write_async);
  g_task_set_task_data (task, genkan_row_batch_ref (rows), (GDestroyNotify) genkan_row_batch_unref);
  g_async_queue_push (BENCH_SINK (sink)->tasks, task);
}

static gboolean
bench_sink_write_finish (GenkanSink    *sink,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
bench_sink_log (GenkanSink *sink,
                int         severity,
                const char *text)
{
}

static void
bench_sink_iface_init (GenkanSinkInterface *iface)
{
  iface->write_async = bench_sink_write_async;
  iface->write_finish = bench_sink_write_finish;
  iface->log = bench_sink_log;
}

static void
bench_sink_finalize (GObject *object)
{
  BenchSink *self = BENCH_SINK (object);

  g_assert (self->thread == NULL);
  g_async_queue_unref (self->tasks);

  G_OBJECT_CLASS (bench_sink_parent_class)->finalize (object);
}

static void
bench_sink_class_init (BenchSinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bench_sink_finalize;
}

static void
bench_sink_init (BenchSink *self)
{
  self->tasks = g_async_queue_new ();
}

BenchSink *
bench_sink_new (const char *path,
                const char *table)
{
  BenchSink *self = g_object_new (BENCH_TYPE_SINK, NULL);

  self->table = bench_table_new (path, table);
  self->thread = g_thread_new ("bench-writer", bench_sink_thread, self);

  return self;
}

/* Commits what was written; no more may come. */
void
bench_sink_close (BenchSink *self)
{
  g_async_queue_push (self->tasks, g_task_new (self, NULL, NULL, NULL));
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->table, bench_table_free);
}
