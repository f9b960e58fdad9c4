/* genkan-reading.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-http-answer.h"
#include "genkan-invocation.h"
#include "genkan-mapper.h"
#include "genkan-outlet.h"
#include "genkan-worker.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_READING (genkan_reading_get_type ())

/* One answer on its way through the mapper: while one piece is mapped in the worker, the next
 * one is received here. Emits "mapped (GPtrArray<GenkanMapped>)" whenever rows are there, and
 * "received (guint64 bytes)" for every piece. */
G_DECLARE_FINAL_TYPE (GenkanReading, genkan_reading, GENKAN, READING, GObject)

GenkanReading       *genkan_reading_new          (GenkanHttpAnswer     *answer,
                                                  GenkanInvocation     *invocation,
                                                  GenkanSandbox        *sandbox,
                                                  GenkanWorker         *worker,
                                                  GenkanOutlet         *outlet);
void                 genkan_reading_set_recall   (GenkanReading        *self,
                                                  GenkanRecall         *recall);
void                 genkan_reading_run_async    (GenkanReading        *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean             genkan_reading_run_finish   (GenkanReading        *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
const GenkanVerdict *genkan_reading_get_verdict  (GenkanReading        *self);
GenkanRowBatch      *genkan_reading_take_next    (GenkanReading        *self);
guint                genkan_reading_get_n_items  (GenkanReading        *self);
const GString       *genkan_reading_get_excerpt  (GenkanReading        *self);
char                *genkan_reading_dup_checksum (GenkanReading        *self);

/* For a trace: what is received is kept, up to the limit. */
void                 genkan_reading_keep         (GenkanReading        *self,
                                                  gsize                 limit);
GByteArray          *genkan_reading_get_kept     (GenkanReading        *self);

G_END_DECLS
