/* genkan-filter-line.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-rules.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_FILTER_LINE (genkan_filter_line_get_type ())

/* A line of the Discover filter: include or exclude, what it looks at, and a pattern. Emits
 * "changed" after a person's change, and "remove-requested". */
G_DECLARE_FINAL_TYPE (GenkanFilterLine, genkan_filter_line, GENKAN, FILTER_LINE, AdwPreferencesRow)

GtkWidget *genkan_filter_line_new   (gboolean           exclude,
                                     GenkanFilterField  field,
                                     const char        *pattern);
gboolean   genkan_filter_line_check (GenkanFilterLine  *self);
void       genkan_filter_line_apply (GenkanFilterLine  *self,
                                     GenkanRules       *rules);

G_END_DECLS
