/* genkan-csv.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CSV as people have it: written by a spreadsheet, with any of three separators, lines of
 * different lengths, and perhaps no header. The decoder of src/connector reads what tools send;
 * it makes objects of a stream, knows no line numbers, and ends at the first line that is odd.
 *
 * What a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises: a
 * name comes from whoever may name a project in the tool. Reading takes the apostrophe away.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-csv.h"

#include <glib/gi18n.h>

#define FORMULA_STARTS "=+-@\t\r"

typedef struct
{
  const char     *at;
  char            delimiter;
  guint           line;    /* at which @at stands */
  guint           begin;   /* of the row */
  GString        *field;   /* (owned) */
  GStrvBuilder   *fields;  /* (owned) (nullable): before the first field of a row */
  GPtrArray      *rows;    /* (owned) (element-type GenkanCsvRow) */
} GenkanCsvParser;

static void
genkan_csv_row_free (gpointer data)
{
  GenkanCsvRow *row = data;

  g_strfreev (row->fields);
  g_free (row);
}

static void
genkan_csv_parser_clear (GenkanCsvParser *self)
{
  g_string_free (self->field, TRUE);
  g_clear_pointer (&self->fields, g_strv_builder_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanCsvParser, genkan_csv_parser_clear)

/* Also one that has an apostrophe in front already: it gets another, to be the same when it is
 * read again. */
static gboolean
is_formula (const char *text)
{
  const char *first = text + strspn (text, "'");

  return *first != '\0' && strchr (FORMULA_STARTS, *first) != NULL;
}

/* The separator that stands most often in the first line, outside of quotes. */
static char
guess_delimiter (const char *text)
{
  static const char delimiters[] = ",;\t";
  guint counts[3] = { 0 };
  gboolean quoted = FALSE;
  guint best = 0;

  for (const char *p = text; *p != '\0' && (quoted || (*p != '\n' && *p != '\r')); p++)
    {
      const char *found = strchr (delimiters, *p);

      if (*p == '"')
        quoted = !quoted;
      else if (found != NULL && !quoted)
        counts[found - delimiters]++;
    }
  for (guint i = 1; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] > counts[best])
      best = i;

  return delimiters[best];
}

/* Excel's own way to name the separator: a first line `sep=;`. */
static void
begin (GenkanCsvParser *self,
       const char      *text)
{
  self->at = text;
  self->line = 1;
  if (g_ascii_strncasecmp (text, "sep=", 4) == 0 && text[4] != '\0' &&
      (text[5] == '\n' || text[5] == '\r'))
    {
      self->delimiter = text[4];
      self->at += strcspn (text, "\n\r");
    }
  else
    self->delimiter = guess_delimiter (text);
}

static void
end_field (GenkanCsvParser *self)
{
  const char *text = self->field->str;

  if (self->fields == NULL)
    self->fields = g_strv_builder_new ();
  if (*text == '\'' && is_formula (text))
    text++;
  g_strv_builder_add (self->fields, text);
  g_string_truncate (self->field, 0);
}

/* A line without anything is no row. */
static void
end_row (GenkanCsvParser *self)
{
  GenkanCsvRow *row;

  if (self->fields == NULL && self->field->len == 0)
    return;

  end_field (self);
  row = g_new0 (GenkanCsvRow, 1);
  row->line = self->begin;
  row->fields = g_strv_builder_end (self->fields);
  g_clear_pointer (&self->fields, g_strv_builder_unref);
  g_ptr_array_add (self->rows, row);
}

/* From behind an opening quote to behind the closing one. */
static gboolean
take_quoted (GenkanCsvParser  *self,
             GError          **error)
{
  guint line = self->line;

  for (; *self->at != '\0'; self->at++)
    {
      if (*self->at == '"' && self->at[1] != '"')
        {
          self->at++;
          return TRUE;
        }
      if (*self->at == '"')
        self->at++;
      self->line += *self->at == '\n';
      g_string_append_c (self->field, *self->at);
    }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _("The quote that opens in line %u is never closed"), line);

  return FALSE;
}

static void
take_line_end (GenkanCsvParser *self)
{
  end_row (self);
  self->at += self->at[0] == '\r' && self->at[1] == '\n' ? 2 : 1;
  self->begin = ++self->line;
}

static gboolean
take (GenkanCsvParser  *self,
      GError          **error)
{
  char c = *self->at;

  if (c == '\n' || c == '\r')
    take_line_end (self);
  else if (c == '"' && self->field->len == 0)
    {
      self->at++;
      return take_quoted (self, error);
    }
  else
    {
      if (c == self->delimiter)
        end_field (self);
      else
        g_string_append_c (self->field, c);
      self->at++;
    }

  return TRUE;
}

/**
 * genkan_csv_parse:
 * @text: valid UTF-8, without a byte order mark
 * @error: return location for %G_IO_ERROR_INVALID_DATA, with a translated message
 *
 * Fields are separated by comma, semicolon or tab, whichever stands most often in the first line;
 * lines end in CR LF, LF or CR. Empty lines are no rows, and rows may have any number of fields.
 *
 * Returns: (transfer full) (nullable) (element-type GenkanCsvRow): the rows
 */
GPtrArray *
genkan_csv_parse (const char  *text,
                  GError     **error)
{
  g_auto (GenkanCsvParser) parser = { .begin = 1, .field = g_string_new (NULL) };

  g_return_val_if_fail (text != NULL, NULL);

  parser.rows = g_ptr_array_new_with_free_func (genkan_csv_row_free);
  begin (&parser, text);
  while (*parser.at != '\0')
    if (!take (&parser, error))
      return NULL;
  end_row (&parser);

  return g_steal_pointer (&parser.rows);
}

/**
 * genkan_csv_append_field:
 * @line: the line so far
 * @text: (nullable): the field
 *
 * Writes a field, and a comma if it is not the line's first; quoted if need be, and harmless for
 * a spreadsheet.
 */
void
genkan_csv_append_field (GString    *line,
                         const char *text)
{
  const char *value = text != NULL ? text : "";
  gboolean formula = is_formula (value);
  gboolean quoted = formula || strpbrk (value, ",;\t\"\r\n") != NULL ||
                    g_ascii_isspace (*value);

  if (line->len > 0)
    g_string_append_c (line, ',');
  if (quoted)
    g_string_append_c (line, '"');
  if (formula)
    g_string_append_c (line, '\'');
  for (; *value != '\0'; value++)
    {
      if (*value == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *value);
    }
  if (quoted)
    g_string_append_c (line, '"');
}

void
genkan_csv_end_line (GString *line)
{
  g_string_append (line, "\r\n");
}
