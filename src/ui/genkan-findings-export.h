/* genkan-findings-export.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-export.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_FINDINGS_EXPORT (genkan_findings_export_get_type ())

/**
 * GenkanFindingsExport:
 *
 * Asks for a file and writes Findings into it; a bar that shows only while that takes time.
 */
G_DECLARE_FINAL_TYPE (GenkanFindingsExport, genkan_findings_export, GENKAN, FINDINGS_EXPORT, AdwBin)

void genkan_findings_export_start (GenkanFindingsExport     *self,
                                   GenkanStore              *store,
                                   const GenkanFindingQuery *query,
                                   GenkanExportFormat        format);

G_END_DECLS
