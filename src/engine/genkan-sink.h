/* genkan-sink.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "genkan-enums.h"
#include "genkan-recall.h"
#include "genkan-row-batch.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_SINK (genkan_sink_get_type ())

/**
 * GenkanScopeEnd:
 * @record_id: (nullable): the Record's id in the tool, or %NULL for what is connection-wide
 * @outcome: how it ended. Rows of complete and partial scopes count; only a complete one shows
 *   by what it has not brought that something is gone
 * @reason: (nullable): in #GENKAN_ENGINE_ERROR, why it is not complete; redacted
 * @details: (nullable): what was asked, what came, as text to copy; redacted
 * @n_rows: the rows that the sink has got for it, those that came twice counted twice
 * @delta: it has asked for what has changed only: nothing is gone because it was not brought
 * @remembered: (nullable): one row, whose columns are what the next run of this scope is to be
 *   given by genkan_run_set_remembered() or genkan_run_set_record_remembered(); of a complete
 *   scope only
 *
 * How a scope ended. The sink borrows all of it until it calls back.
 */
typedef struct
{
  const char     *record_id;
  GenkanOutcome   outcome;
  const GError   *reason;
  const char     *details;
  guint           n_rows;
  gboolean        delta;
  GenkanRowBatch *remembered;
} GenkanScopeEnd;

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
                            const char           *record_id,
                            const char           *sink,
                            GenkanRowBatch       *rows,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data);
  gboolean (*write_finish) (GenkanSink           *self,
                            GAsyncResult         *result,
                            GError              **error);
  /* Those that do not care how a scope ended have none. */
  void     (*end_scope_async)  (GenkanSink           *self,
                                const GenkanScopeEnd *end,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
  gboolean (*end_scope_finish) (GenkanSink           *self,
                                GAsyncResult         *result,
                                GError              **error);
  /* Those that know nothing have none. */
  GenkanRecall *(*recall)  (GenkanSink           *self,
                            const char           *record_id);
  /* Something worth a line in the Operation's log; already redacted. Called in the engine's
   * thread; must not block. */
  void     (*log)          (GenkanSink           *self,
                            int                   severity,
                            const char           *text);
};

void     genkan_sink_write_async      (GenkanSink            *self,
                                       const char            *record_id,
                                       const char            *sink,
                                       GenkanRowBatch        *rows,
                                       GCancellable          *cancellable,
                                       GAsyncReadyCallback    callback,
                                       gpointer               user_data);
gboolean genkan_sink_write_finish     (GenkanSink            *self,
                                       GAsyncResult          *result,
                                       GError               **error);
void     genkan_sink_end_scope_async  (GenkanSink            *self,
                                       const GenkanScopeEnd  *end,
                                       GCancellable          *cancellable,
                                       GAsyncReadyCallback    callback,
                                       gpointer               user_data);
gboolean genkan_sink_end_scope_finish (GenkanSink            *self,
                                       GAsyncResult          *result,
                                       GError               **error);
GenkanRecall *genkan_sink_recall      (GenkanSink            *self,
                                       const char            *record_id);
void     genkan_sink_log              (GenkanSink            *self,
                                       int                    severity,
                                       const char            *text);

G_END_DECLS
