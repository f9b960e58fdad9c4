/* genkan-records-export.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store-records.h"

G_BEGIN_DECLS

typedef enum
{
  GENKAN_RECORDS_CSV,
  GENKAN_RECORDS_JSON,
} GenkanRecordsFormat;

gboolean genkan_records_export         (GenkanStore               *store,
                                        const GenkanRecordFilter  *filter,
                                        GenkanRecordsFormat         format,
                                        GOutputStream             *stream,
                                        guint                     *ret_n_records,
                                        GCancellable              *cancellable,
                                        GError                   **error);
gboolean genkan_records_export_to_file (GenkanStore               *store,
                                        const GenkanRecordFilter  *filter,
                                        GenkanRecordsFormat         format,
                                        GFile                     *file,
                                        guint                     *ret_n_records,
                                        GCancellable              *cancellable,
                                        GError                   **error);

/* @n_records are written; more may follow. Called in the thread that asked for the export. */
typedef void (*GenkanRecordsProgressFunc) (guint n_records, gpointer user_data);

void     genkan_records_export_async   (GenkanStore               *store,
                                        const GenkanRecordFilter  *filter,
                                        GenkanRecordsFormat         format,
                                        GFile                     *file,
                                        GenkanRecordsProgressFunc  progress,
                                        gpointer                   progress_data,
                                        GCancellable              *cancellable,
                                        GAsyncReadyCallback        callback,
                                        gpointer                   user_data);
gboolean genkan_records_export_finish  (GenkanStore               *store,
                                        GAsyncResult              *result,
                                        guint                     *ret_n_records,
                                        GError                   **error);

G_END_DECLS
