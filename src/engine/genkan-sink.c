/* genkan-sink.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-sink.h"

G_DEFINE_INTERFACE (GenkanSink, genkan_sink, G_TYPE_OBJECT)

static void
genkan_sink_default_init (GenkanSinkInterface *iface)
{
}

/**
 * genkan_sink_write_async:
 * @self: a sink
 * @sink: which of the connector's sinks the rows are for: `records` …
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
                         const char          *sink,
                         GenkanRowBatch      *rows,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (GENKAN_IS_SINK (self));
  g_return_if_fail (sink != NULL);
  g_return_if_fail (rows != NULL);

  GENKAN_SINK_GET_IFACE (self)->write_async (self, sink, rows, cancellable, callback, user_data);
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
