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

G_END_DECLS
