/* genkan-export-csv.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CSV by RFC 4180. A spreadsheet takes a cell that begins with one of a few characters for a
 * formula, and formulas can send what stands beside them elsewhere; whoever may name a project
 * or a file in the tool could write one. Such a cell gets an apostrophe in front, which
 * spreadsheets take for "this is text".
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-export-private.h"

static const char *const brought[] = {
  "cwe", "cvssv3_score", "file_path", "line", "endpoints", "url", "description", "mitigation",
};

#define FORMULA "=+-@\t\r\n"

static void
append_cell (GString    *text,
             const char *cell)
{
  if (text->len > 0 && text->str[text->len - 1] != '\n')
    g_string_append_c (text, ',');

  g_string_append_c (text, '"');
  if (cell != NULL && *cell != '\0' && strchr (FORMULA, *cell) != NULL)
    g_string_append_c (text, '\'');
  for (const char *p = cell; p != NULL && *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

static void
append_time (GString *text,
             gint64   time)
{
  g_autoptr (GDateTime) date = time != 0 ? g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC) : NULL;
  g_autofree char *iso = date != NULL ? g_date_time_format_iso8601 (date) : NULL;

  append_cell (text, iso);
}

/* A list stands in one cell, a line each. */
static char *
dup_column (JsonObject *columns,
            const char *name)
{
  JsonArray *list = genkan_export_get_list (columns, name);
  GString *lines;

  if (list == NULL)
    return genkan_export_dup_text (columns, name);

  lines = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      const char *line = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (line != NULL)
        g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
    }

  return g_string_free (lines, FALSE);
}

static void
append_finding (GString                   *text,
                const GenkanFindingFields *finding,
                JsonObject                *columns)
{
  append_cell (text, finding->product_name);
  append_cell (text, finding->record_name);
  append_cell (text, genkan_severity_to_dojo (finding->severity));
  append_cell (text, genkan_finding_state_to_nick (finding->state));
  append_cell (text, finding->title);
  append_cell (text, finding->component);
  append_cell (text, finding->vulnerability);
  append_cell (text, finding->unique_id);
  append_time (text, finding->first_seen);
  append_time (text, finding->changed);
  append_time (text, finding->closed);
  for (gsize i = 0; i < G_N_ELEMENTS (brought); i++)
    {
      g_autofree char *cell = dup_column (columns, brought[i]);

      append_cell (text, cell);
    }
  g_string_append (text, "\r\n");
}

const GenkanExporter genkan_export_csv = {
  .head = "product,record,severity,state,title,component,vulnerability,unique_id,first_seen,"
          "changed,closed,cwe,cvssv3_score,file_path,line,endpoints,url,description,mitigation\r\n",
  .between = "",
  .tail = "",
  .append = append_finding,
};
