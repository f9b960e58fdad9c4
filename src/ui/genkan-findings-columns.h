/* genkan-findings-columns.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "genkan-finding-list.h"
#include "genkan-record-pane.h"

G_BEGIN_DECLS

/* The columns of a table of Findings, and by which of them a person sorts. */
void     genkan_findings_columns_add       (GtkColumnView       *view);
gboolean genkan_findings_columns_read      (GtkColumnView       *view,
                                            GenkanFindingColumn *ret_column,
                                            gboolean            *ret_descending);
void     genkan_findings_columns_set_width (GtkColumnView       *view,
                                            GenkanRecordWidth    width);

G_END_DECLS
