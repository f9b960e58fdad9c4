/* genkan-export-file.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-export.h"

G_BEGIN_DECLS

void     genkan_export_file_async  (GenkanStore               *store,
                                    const GenkanFindingQuery  *query,
                                    GenkanExportFormat         format,
                                    GFile                     *file,
                                    GCancellable              *cancellable,
                                    GAsyncReadyCallback        callback,
                                    gpointer                   user_data);
gboolean genkan_export_file_finish (GenkanStore               *store,
                                    GAsyncResult              *result,
                                    guint                     *ret_n_findings,
                                    GError                   **error);

G_END_DECLS
