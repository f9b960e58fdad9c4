/* genkan-finding-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Columns of a finding as values in a JSON object. Written here rather than with a library
 * because each row of a Sync passes through it, a hundred thousand a second.
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include <math.h>
#include <string.h>

#include "genkan-finding-json.h"
#include "genkan-plain.h"

/* As g_string_append_len(), which is called sixty times a row, costs more than it copies. */
void
genkan_json_append_run (GString    *json,
                        const char *text,
                        gsize       length)
{
  if (G_UNLIKELY (json->len + length >= json->allocated_len))
    {
      g_string_append_len (json, text, length);
      return;
    }

  memcpy (json->str + json->len, text, length);
  json->len += length;
  json->str[json->len] = '\0';
}

static void
append_special (GString *json,
                guchar   c)
{
  if (c == '"' || c == '\\')
    {
      g_string_append_c (json, '\\');
      g_string_append_c (json, c);
    }
  else if (c == '\n')
    g_string_append (json, "\\n");
  else if (c < 0x20 || c == 0x7f)
    g_string_append_printf (json, "\\u%04x", c);
  else
    g_string_append_c (json, c);
}

/* Runs of plain characters are copied at once. Everything below a blank is written as its
 * number, so that no control character survives raw. */
static void
append_quoted (GString    *json,
               const char *text,
               gsize       length)
{
  const char *end = text + length;

  g_string_append_c (json, '"');
  while (text < end)
    {
      const char *run = genkan_skip_plain (text, end);

      genkan_json_append_run (json, text, run - text);
      if (run < end)
        append_special (json, (guchar) *run++);
      text = run;
    }
  g_string_append_c (json, '"');
}

static void
append_text (GString           *json,
             const GenkanValue *value)
{
  const char *end = value->text + value->length;
  g_autofree char *valid = NULL;
  gsize at = json->len;

  if (genkan_skip_plain (value->text, end) == end)
    {
      g_string_set_size (json, at + value->length + 2);
      json->str[at] = '"';
      memcpy (json->str + at + 1, value->text, value->length);
      json->str[at + value->length + 1] = '"';
    }
  else if (genkan_is_valid (value->text, value->length))
    append_quoted (json, value->text, value->length);
  else
    {
      valid = g_utf8_make_valid (value->text, value->length);
      append_quoted (json, valid, strlen (valid));
    }
}

static void
append_integer (GString *json,
                gint64   number)
{
  guint64 rest = number < 0 ? -(guint64) number : (guint64) number;
  char digits[24];
  char *first = digits + sizeof digits;

  do
    *--first = '0' + rest % 10;
  while ((rest /= 10) > 0);
  if (number < 0)
    *--first = '-';

  genkan_json_append_run (json, first, digits + sizeof digits - first);
}

static void
append_value (GString           *json,
              const GenkanValue *value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  switch (value->type)
    {
    case GENKAN_VALUE_INTEGER:
      append_integer (json, value->integer);
      break;

    case GENKAN_VALUE_REAL:
      if (isfinite (value->real))
        g_string_append (json, g_ascii_formatd (digits, sizeof digits, "%.15g", value->real));
      else
        g_string_append (json, "null");
      break;

    case GENKAN_VALUE_TEXT:
    case GENKAN_VALUE_BLOB:
      append_text (json, value);
      break;

    case GENKAN_VALUE_NULL:
    default:
      genkan_json_append_run (json, "null", 4);
    }
}

/* Columns that hold JSON arrays in the format; a text that is not one is a list of one. */
gboolean
genkan_json_is_list (const char *column)
{
  static const char *const lists[] = {
    "cwes", "vulnerability_ids", "endpoints", "tags", NULL
  };

  return g_strv_contains (lists, column);
}

/* Past a quoted text or a number; NULL if there is neither. */
static const char *
skip_scalar (const char *p)
{
  char *end = NULL;

  if (*p != '"')
    {
      g_ascii_strtod (p, &end);
      return end != p ? end : NULL;
    }

  for (p++; *p != '"'; p++)
    {
      if ((guchar) *p < 0x20)
        return NULL;
      if (*p == '\\' && *++p == '\0')
        return NULL;
    }

  return p + 1;
}

static const char *
skip_blanks (const char *p)
{
  return p + strspn (p, " \t\n\r");
}

/* Whether a text is a JSON array of texts and numbers; it ends with a NUL, as all values do. */
static gboolean
is_array (const char *p)
{
  if (*p++ != '[')
    return FALSE;

  p = skip_blanks (p);
  if (*p == ']')
    return *skip_blanks (p + 1) == '\0';

  while ((p = skip_scalar (p)) != NULL)
    {
      p = skip_blanks (p);
      if (*p == ']')
        return *skip_blanks (p + 1) == '\0';
      if (*p != ',')
        return FALSE;
      p = skip_blanks (p + 1);
    }

  return FALSE;
}

static void
append_list (GString           *json,
             const GenkanValue *value)
{
  if (value->type == GENKAN_VALUE_TEXT && strlen (value->text) == value->length
      && is_array (value->text) && genkan_is_valid (value->text, value->length))
    {
      genkan_json_append_run (json, value->text, value->length);
      return;
    }

  g_string_append_c (json, '[');
  append_value (json, value);
  g_string_append_c (json, ']');
}

/* @list: whether the value belongs to a column that holds a list */
void
genkan_json_append_value (GString           *json,
                          const GenkanValue *value,
                          gboolean           list)
{
  if (list)
    append_list (json, value);
  else
    append_value (json, value);
}
