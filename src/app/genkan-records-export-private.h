/* genkan-records-export-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-records-export.h"

G_BEGIN_DECLS

gboolean _genkan_records_export_to_file (GenkanStore               *store,
                                         const GenkanRecordFilter  *filter,
                                         GenkanRecordsFormat         format,
                                         GFile                     *file,
                                         gint                      *progress,
                                         guint                     *ret_n_records,
                                         GCancellable              *cancellable,
                                         GError                   **error);

G_END_DECLS
