/* genkan-store-operations.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-operation.h"
#include "genkan-row-batch.h"
#include "genkan-store.h"

G_BEGIN_DECLS

/* A line of an Operation's log. */
typedef struct
{
  gint64             time; /* microseconds since 1970 (UTC) */
  GenkanLogSeverity  severity;
  char              *text; /* (owned) */
} GenkanLogLine;

void             genkan_store_begin_operation_async  (GenkanStore             *self,
                                                      gint64                   connection_id,
                                                      GenkanOperationType      kind,
                                                      GenkanOperationTrigger   trigger,
                                                      GCancellable            *cancellable,
                                                      GAsyncReadyCallback      callback,
                                                      gpointer                 user_data);
GenkanOperation *genkan_store_begin_operation_finish (GenkanStore             *self,
                                                      GAsyncResult            *result,
                                                      GError                 **error);

/* Columns as the sink `records` has them (id, name, kind, url, parent, description, tags,
 * extra); others are ignored. Nothing of it shows before the Operation is closed. */
void             genkan_store_stage_records_async    (GenkanStore             *self,
                                                      gint64                   operation_id,
                                                      GenkanRowBatch          *rows,
                                                      GCancellable            *cancellable,
                                                      GAsyncReadyCallback      callback,
                                                      gpointer                 user_data);
gboolean         genkan_store_stage_records_finish   (GenkanStore             *self,
                                                      GAsyncResult            *result,
                                                      GError                 **error);

/* A line for the log; returns at once, written in order with everything else. */
void             genkan_store_log                    (GenkanStore             *self,
                                                      gint64                   operation_id,
                                                      GenkanLogSeverity        severity,
                                                      const char              *text);

/* Closes the Operation. COMPLETE: Records appear, change, return and turn Missing. PARTIAL: the
 * same without Missing. Anything else: the staged rows are dropped, Records stay as they were. */
void             genkan_store_end_operation_async    (GenkanStore             *self,
                                                      gint64                   operation_id,
                                                      GenkanOperationStatus    status,
                                                      const char              *message,
                                                      GCancellable            *cancellable,
                                                      GAsyncReadyCallback      callback,
                                                      gpointer                 user_data);
GenkanOperation *genkan_store_end_operation_finish   (GenkanStore             *self,
                                                      GAsyncResult            *result,
                                                      GError                 **error);

GPtrArray       *genkan_store_list_operations        (GenkanStore             *self,
                                                      gint64                   connection_id,
                                                      guint                    limit,
                                                      GError                 **error);
GenkanOperation *genkan_store_get_operation          (GenkanStore             *self,
                                                      gint64                   id,
                                                      GError                 **error);
GPtrArray       *genkan_store_read_log               (GenkanStore             *self,
                                                      gint64                   operation_id,
                                                      GError                 **error);

G_END_DECLS
