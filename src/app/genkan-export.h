/* genkan-export.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store-findings.h"

G_BEGIN_DECLS

/**
 * GenkanExportFormat:
 * @GENKAN_EXPORT_CSV: a table for spreadsheets, which will not take any cell for a formula
 * @GENKAN_EXPORT_GENERIC: JSON as DefectDojo's Generic Findings Import takes it
 * @GENKAN_EXPORT_SARIF: SARIF 2.1.0
 *
 * How Findings are written to a file.
 */
typedef enum
{
  GENKAN_EXPORT_CSV,
  GENKAN_EXPORT_GENERIC,
  GENKAN_EXPORT_SARIF,
} GenkanExportFormat;

gboolean genkan_export_format_from_nick (const char                *nick,
                                         GenkanExportFormat        *ret_format);

/* Reads and writes in the calling thread, which may be any. */
gboolean genkan_export_findings         (GenkanStore               *store,
                                         const GenkanFindingQuery  *query,
                                         GenkanExportFormat         format,
                                         GOutputStream             *stream,
                                         GCancellable              *cancellable,
                                         guint                     *ret_n_findings,
                                         GError                   **error);

G_END_DECLS
