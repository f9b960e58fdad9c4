/* genkan-sink.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-sink.h"

G_DEFINE_INTERFACE (GenkanSink, genkan_sink, G_TYPE_OBJECT)

static void
genkan_sink_real_end_scope_async (GenkanSink           *self,
                                  const GenkanScopeEnd *end,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, genkan_sink_real_end_scope_async);
  g_task_return_boolean (task, TRUE);
}

static gboolean
genkan_sink_real_end_scope_finish (GenkanSink    *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
genkan_sink_default_init (GenkanSinkInterface *iface)
{
  iface->end_scope_async = genkan_sink_real_end_scope_async;
  iface->end_scope_finish = genkan_sink_real_end_scope_finish;
}

/**
 * genkan_sink_write_async:
 * @self: a sink
 * @record_id: (nullable): the Record whose rows they are, by its id in the tool; if %NULL, they
 *   are connection-wide, and findings have a column `record_id`, which is never NULL
 * @sink: which of the connector's sinks the rows are for: `records` or `findings`
 * @rows: the rows, whose columns are named as the connector's SELECT names them
 * @cancellable: (nullable): to stop
 * @callback: called when the rows are safe, or will never be
 * @user_data: for @callback
 *
 * Called in the engine's thread. Rows can come twice: when an answer breaks off in the middle,
 * what had arrived was written already, and comes again with the next attempt. A sink that
 * keeps rows by their id is not bothered by that.
 */
void
genkan_sink_write_async (GenkanSink          *self,
                         const char          *record_id,
                         const char          *sink,
                         GenkanRowBatch      *rows,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (GENKAN_IS_SINK (self));
  g_return_if_fail (sink != NULL);
  g_return_if_fail (rows != NULL);

  GENKAN_SINK_GET_IFACE (self)->write_async (self, record_id, sink, rows, cancellable, callback,
                                               user_data);
}

gboolean
genkan_sink_write_finish (GenkanSink    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (GENKAN_IS_SINK (self), FALSE);

  return GENKAN_SINK_GET_IFACE (self)->write_finish (self, result, error);
}

/**
 * genkan_sink_end_scope_async:
 * @self: a sink
 * @end: how it ended, until @callback is called
 * @cancellable: (nullable): to stop
 * @callback: called when that is safe, or will never be
 * @user_data: for @callback
 *
 * Called in the engine's thread, once for every scope of a Sync or a discovery (a Record, what is
 * connection-wide) after its last row was written. It is not called for scopes that
 * a Cancel has ended: those have not come to an end at all.
 */
void
genkan_sink_end_scope_async (GenkanSink           *self,
                             const GenkanScopeEnd *end,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data)
{
  g_return_if_fail (GENKAN_IS_SINK (self));
  g_return_if_fail (end != NULL);

  GENKAN_SINK_GET_IFACE (self)->end_scope_async (self, end, cancellable, callback, user_data);
}

gboolean
genkan_sink_end_scope_finish (GenkanSink    *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (GENKAN_IS_SINK (self), FALSE);

  return GENKAN_SINK_GET_IFACE (self)->end_scope_finish (self, result, error);
}

/**
 * genkan_sink_recall:
 * @self: a sink
 * @record_id: the id of a Record in the tool
 *
 * Called in the engine's thread, when the scope of a Record begins.
 *
 * Returns: (transfer full) (nullable): what is known of the Record's items; rows of Findings then
 *   bear fingerprints, and what is known comes as genkan_row_batch_get_known() only. %NULL: all is
 *   to come
 */
GenkanRecall *
genkan_sink_recall (GenkanSink *self,
                    const char *record_id)
{
  g_return_val_if_fail (GENKAN_IS_SINK (self), NULL);
  g_return_val_if_fail (record_id != NULL, NULL);

  if (GENKAN_SINK_GET_IFACE (self)->recall == NULL)
    return NULL;

  return GENKAN_SINK_GET_IFACE (self)->recall (self, record_id);
}

/**
 * genkan_sink_log:
 * @self: a sink
 * @severity: a #GenkanLogSeverity
 * @text: a line, redacted
 */
void
genkan_sink_log (GenkanSink *self,
                 int         severity,
                 const char *text)
{
  g_return_if_fail (GENKAN_IS_SINK (self));
  g_return_if_fail (text != NULL);

  GENKAN_SINK_GET_IFACE (self)->log (self, severity, text);
}
