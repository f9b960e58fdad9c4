/* genkan-records-sink.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Called in the engine's thread. It holds nothing back: the write that the engine waits for is
 * the store's own, so a slow disk slows the requests down.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-records-sink.h"
#include "genkan-store-operations.h"

struct _GenkanRecordsSink
{
  GObject parent_instance;

  GenkanStore *store;        /* (owned) (nullable) */
  gint64       operation_id;
};

static void genkan_records_sink_iface_init (GenkanSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanRecordsSink, genkan_records_sink, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GENKAN_TYPE_SINK, genkan_records_sink_iface_init))

static void
genkan_records_sink_staged_cb (GObject      *object,
                               GAsyncResult *result,
                               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (genkan_store_stage_records_finish (GENKAN_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
genkan_records_sink_write_async (GenkanSink          *sink,
                                 const char          *record_id,
                                 const char          *name,
                                 GenkanRowBatch      *rows,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GenkanRecordsSink *self = GENKAN_RECORDS_SINK (sink);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, genkan_records_sink_write_async);

  if (self->store == NULL || !g_str_equal (name, "records"))
    g_task_return_boolean (task, TRUE);
  else
    genkan_store_stage_records_async (self->store, self->operation_id, rows, cancellable,
                                      genkan_records_sink_staged_cb, g_steal_pointer (&task));
}

static gboolean
genkan_records_sink_write_finish (GenkanSink    *sink,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
genkan_records_sink_log (GenkanSink *sink,
                         int         severity,
                         const char *text)
{
  GenkanRecordsSink *self = GENKAN_RECORDS_SINK (sink);

  if (self->store != NULL)
    genkan_store_log (self->store, self->operation_id, severity, text);
}

static void
genkan_records_sink_iface_init (GenkanSinkInterface *iface)
{
  iface->write_async = genkan_records_sink_write_async;
  iface->write_finish = genkan_records_sink_write_finish;
  iface->log = genkan_records_sink_log;
}

static void
genkan_records_sink_finalize (GObject *object)
{
  GenkanRecordsSink *self = GENKAN_RECORDS_SINK (object);

  g_clear_object (&self->store);

  G_OBJECT_CLASS (genkan_records_sink_parent_class)->finalize (object);
}

static void
genkan_records_sink_class_init (GenkanRecordsSinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = genkan_records_sink_finalize;
}

static void
genkan_records_sink_init (GenkanRecordsSink *self)
{
}

GenkanSink *
genkan_records_sink_new (GenkanStore *store,
                         gint64       operation_id)
{
  GenkanRecordsSink *self = g_object_new (GENKAN_TYPE_RECORDS_SINK, NULL);

  self->store = g_object_ref (store);
  self->operation_id = operation_id;

  return GENKAN_SINK (self);
}

GenkanSink *
genkan_records_sink_new_discard (void)
{
  return g_object_new (GENKAN_TYPE_RECORDS_SINK, NULL);
}
