/* genkan-findings-view.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-store-findings.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_FINDINGS_VIEW (genkan_findings_view_get_type ())

/**
 * GenkanFindingsView:
 *
 * A table of Findings, to search, filter and sort, and to open one.
 */
G_DECLARE_FINAL_TYPE (GenkanFindingsView, genkan_findings_view, GENKAN, FINDINGS_VIEW, GtkWidget)

void       genkan_findings_view_open     (GenkanFindingsView       *self,
                                          GenkanStore              *store,
                                          const GenkanFindingQuery *scope);
GtkWidget *genkan_findings_view_new_page (GenkanStore              *store);
void       genkan_findings_view_present  (GtkWidget                *from,
                                          GenkanStore              *store,
                                          const GenkanFindingQuery *scope,
                                          const char               *name);

G_END_DECLS
