/* genkan-row-line.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row as a line of a scenario's golden file.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-row-line.h"

#include "genkan-definition-private.h"
#include "genkan-json.h"

static void
append_real (GString *line,
             double   real)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  /* As few digits as give the number back. */
  for (int digits = 1; digits <= 17; digits++)
    {
      g_autofree char *format = g_strdup_printf ("%%.%dg", digits);

      g_ascii_formatd (buffer, sizeof buffer, format, real);
      if (g_ascii_strtod (buffer, NULL) == real)
        break;
    }
  g_string_append (line, buffer);
}

static void
append_value (GString           *line,
              const GenkanValue *value)
{
  g_autofree char *text = genkan_value_dup_text (value);

  if (value->type == GENKAN_VALUE_REAL)
    append_real (line, value->real);
  else if (value->type == GENKAN_VALUE_INTEGER || value->json)
    g_string_append (line, text);
  else
    genkan_json_write_text (line, text, value->length);
}

static void
append_member (GString    *line,
               const char *name)
{
  g_string_append (line, line->len > 1 ? "," : "");
  genkan_json_write_text (line, name, -1);
  g_string_append_c (line, ':');
}

static void
append_text_member (GString    *line,
                    const char *name,
                    const char *text)
{
  append_member (line, name);
  genkan_json_write_text (line, text, -1);
}

static const char *const *
get_sink_columns (const char *sink)
{
  if (g_str_equal (sink, "records"))
    return genkan_records_columns;
  if (g_str_equal (sink, "findings"))
    return genkan_findings_columns;

  return NULL;
}

static void
append_column (GString        *line,
               GenkanRowBatch *rows,
               guint           row,
               const char     *name)
{
  int column = genkan_row_batch_find_column (rows, name);
  const GenkanValue *value;

  if (column < 0)
    return;

  value = genkan_row_batch_get (rows, row, column);
  if (genkan_value_is_null (value))
    return;

  append_member (line, name);
  append_value (line, value);
}

/**
 * genkan_row_dup_line:
 * @scope: the id of the Record in whose scope it came, or ""
 * @sink: where it goes
 * @rows: (nullable): the batch that it is in; %NULL for a line about the scope itself
 * @row: which one
 *
 * Returns: (transfer full): the row as a line of JSON: its columns in the sink's order, without
 *   those that are NULL
 */
char *
genkan_row_dup_line (const char     *scope,
                     const char     *sink,
                     GenkanRowBatch *rows,
                     guint           row)
{
  const char *const *columns = get_sink_columns (sink);
  guint n_columns = rows != NULL ? genkan_row_batch_get_n_columns (rows) : 0;
  GString *line = g_string_new ("{");

  append_text_member (line, "sink", sink);
  if (*scope != '\0')
    append_text_member (line, "record", scope);
  for (guint i = 0; columns != NULL && columns[i] != NULL; i++)
    append_column (line, rows, row, columns[i]);
  for (guint i = 0; columns == NULL && i < n_columns; i++)
    append_column (line, rows, row, genkan_row_batch_get_column_name (rows, i));
  g_string_append_c (line, '}');

  return g_string_free (line, FALSE);
}
