/* genkan-csv.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  guint   line;   /* where it begins, from 1 */
  char  **fields; /* (owned) at least one */
} GenkanCsvRow;

GPtrArray *genkan_csv_parse        (const char  *text,
                                    GError     **error);
void       genkan_csv_append_field (GString     *line,
                                    const char  *text);
void       genkan_csv_end_line     (GString     *line);

G_END_DECLS
