/* genkan-findings-filter.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-store-findings.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_FINDINGS_FILTER (genkan_findings_filter_get_type ())

/**
 * GenkanFindingsFilter:
 *
 * Which Findings a person wants to see: words, severity, state, and the rest in a popover. The
 * signal “changed” tells that it is others, “done” that a person goes on to what was found.
 */
G_DECLARE_FINAL_TYPE (GenkanFindingsFilter, genkan_findings_filter, GENKAN, FINDINGS_FILTER, GtkWidget)

void genkan_findings_filter_read       (GenkanFindingsFilter *self,
                                        GenkanFindingQuery   *query);
void genkan_findings_filter_set_narrow (GenkanFindingsFilter *self,
                                        gboolean              narrow);

G_END_DECLS
