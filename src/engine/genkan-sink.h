/* genkan-sink.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "genkan-row-batch.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_SINK (genkan_sink_get_type ())

/**
 * GenkanSink:
 *
 * Where the rows of a run go. The engine calls it in its own thread and starts no request whose
 * rows could not be written: a sink that answers late slows the run down, and memory stays flat.
 */
G_DECLARE_INTERFACE (GenkanSink, genkan_sink, GENKAN, SINK, GObject)

struct _GenkanSinkInterface
{
  GTypeInterface parent_iface;

  void     (*write_async)  (GenkanSink           *self,
                            const char           *sink,
                            GenkanRowBatch       *rows,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data);
  gboolean (*write_finish) (GenkanSink           *self,
                            GAsyncResult         *result,
                            GError              **error);
  /* Something worth a line in the Operation's log; already redacted. Called in the engine's
   * thread; must not block. */
  void     (*log)          (GenkanSink           *self,
                            int                   severity,
                            const char           *text);
};

void     genkan_sink_write_async  (GenkanSink           *self,
                                   const char           *sink,
                                   GenkanRowBatch       *rows,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean genkan_sink_write_finish (GenkanSink           *self,
                                   GAsyncResult         *result,
                                   GError              **error);
void     genkan_sink_log          (GenkanSink           *self,
                                   int                   severity,
                                   const char           *text);

G_END_DECLS
