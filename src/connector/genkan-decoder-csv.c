/* genkan-decoder-csv.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * RFC 4180, and what spreadsheets make of it: the first line that is not empty names the
 * columns, every other line is an object with these names. Fields are separated by comma,
 * semicolon or tab, whichever stands most often in the first line, and lines end in CR LF, LF or
 * CR. A line with more or fewer fields than the first is a mistake: to guess which field is
 * missing would put values below the wrong name.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-decoder-private.h"

#include "genkan-connector.h"

#define MAX_HEADER (1024 * 1024)

typedef enum
{
  AT_FIELD,   /* at the first byte of a field */
  IN_PLAIN,
  IN_QUOTES,
  AFTER_QUOTE, /* a quote in quotes: the end, or half of a doubled one */
} CsvState;

typedef struct
{
  GenkanDecoder  parent;
  GenkanRows     rows;
  GString       *header;    /* (owned) (nullable) the first line as it came, until it has ended */
  gboolean       in_quotes; /* while the header is looked for */
  char           delimiter;
  GPtrArray     *names;     /* (owned) (element-type utf8) each as JSON with a colon */
  CsvState       state;
  GString       *field;     /* (owned) */
  GString       *row;       /* (owned) JSON, as far as it came */
  GPtrArray     *titles;    /* (owned) (nullable) (element-type utf8) of the header line */
  guint          n_fields;  /* of this line, that have ended */
  guint64        line;      /* where this row begins, from 1 */
  guint64        n_lines;   /* ends of lines seen */
  gboolean       after_cr;
} CsvDecoder;

static gboolean
refuse (CsvDecoder  *self,
        const char  *what,
        GError     **error)
{
  g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE,
               "line %" G_GUINT64_FORMAT " of the CSV: %s", self->line, what);

  return FALSE;
}

/* The names of the columns are unique and not empty: `name`, `name_2`, `column_3`. */
static void
set_names (CsvDecoder *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->titles->len; i++)
    {
      g_autofree char *title = g_strdup (g_strstrip (self->titles->pdata[i]));
      g_autofree char *name = *title != '\0' ? g_strdup (title)
                                             : g_strdup_printf ("column_%u", i + 1);
      GString *json = g_string_new (NULL);

      for (guint copy = 2; g_hash_table_contains (seen, name); copy++)
        {
          g_free (name);
          name = g_strdup_printf ("%s_%u", *title != '\0' ? title : "column", copy);
        }
      genkan_json_write_text (json, name, -1);
      g_string_append_c (json, ':');
      g_hash_table_add (seen, g_steal_pointer (&name));
      g_ptr_array_add (self->names, g_string_free (json, FALSE));
    }
  g_clear_pointer (&self->titles, g_ptr_array_unref);
}

static gboolean
end_field (CsvDecoder  *self,
           GError     **error)
{
  if (!g_utf8_validate_len (self->field->str, self->field->len, NULL))
    return refuse (self, "a field is not UTF-8", error);

  if (self->titles != NULL)
    g_ptr_array_add (self->titles, g_strndup (self->field->str, self->field->len));
  else if (self->n_fields < self->names->len)
    {
      g_string_append_c (self->row, self->n_fields == 0 ? '{' : ',');
      g_string_append (self->row, self->names->pdata[self->n_fields]);
      if (self->field->len == 0)
        g_string_append (self->row, "null");
      else
        genkan_json_write_text (self->row, self->field->str, self->field->len);
    }
  self->n_fields++;
  self->state = AT_FIELD;
  g_string_truncate (self->field, 0);

  return TRUE;
}

static gboolean
end_row (CsvDecoder  *self,
         GError     **error)
{
  g_autofree char *message = NULL;

  if (!end_field (self, error))
    return FALSE;

  if (self->titles != NULL)
    set_names (self);
  else if (self->n_fields != self->names->len)
    {
      message = g_strdup_printf ("it has %u fields, the first line has %u", self->n_fields,
                                 self->names->len);
      return refuse (self, message, error);
    }
  else
    {
      g_string_append_c (self->row, '}');
      if (!genkan_rows_add (&self->rows, self->row->str, self->row->len, error))
        return FALSE;
    }
  g_string_truncate (self->row, 0);
  self->n_fields = 0;

  return TRUE;
}

/* Outside of quotes. A line without anything is no row. */
static gboolean
end_csv_line (CsvDecoder  *self,
              char         c,
              GError     **error)
{
  gboolean second = c == '\n' && self->after_cr;

  self->after_cr = c == '\r';
  if (second)
    {
      self->line = self->n_lines + 1;
      return TRUE;
    }

  self->n_lines++;
  if ((self->state != AT_FIELD || self->n_fields > 0) && !end_row (self, error))
    return FALSE;
  self->line = self->n_lines + 1;

  return TRUE;
}

static gboolean
take_quoted_byte (CsvDecoder *self,
                  char        c)
{
  if (c == '"')
    self->state = AFTER_QUOTE;
  else
    {
      self->n_lines += c == '\n';
      g_string_append_c (self->field, c);
    }

  return TRUE;
}

static gboolean
take_csv_byte (CsvDecoder  *self,
               char         c,
               GError     **error)
{
  if (self->state == IN_QUOTES)
    return take_quoted_byte (self, c);
  if (c == '\n' || c == '\r')
    return end_csv_line (self, c, error);

  self->after_cr = FALSE;
  if (c == self->delimiter)
    return end_field (self, error);
  if (c == '"' && (self->state == AT_FIELD || self->state == AFTER_QUOTE))
    {
      if (self->state == AFTER_QUOTE)
        g_string_append_c (self->field, c);
      self->state = IN_QUOTES;
      return TRUE;
    }
  if (self->state == AFTER_QUOTE)
    return refuse (self, "there is something behind the closing quote of a field", error);

  self->state = IN_PLAIN;
  g_string_append_c (self->field, c);

  return TRUE;
}

static char
guess_delimiter (const GString *header)
{
  static const char delimiters[] = ",;\t";
  guint counts[3] = { 0 };
  gboolean in_quotes = FALSE;
  guint best = 0;

  for (gsize i = 0; i < header->len; i++)
    {
      const char *found = header->str[i] != '\0' ? strchr (delimiters, header->str[i]) : NULL;

      if (header->str[i] == '"')
        in_quotes = !in_quotes;
      else if (found != NULL && !in_quotes)
        counts[found - delimiters]++;
    }
  for (guint i = 1; i < 3; i++)
    if (counts[i] > counts[best])
      best = i;

  return delimiters[best];
}

/* The first line is whole: from here on every byte is read once. */
static gboolean
read_header (CsvDecoder  *self,
             GError     **error)
{
  g_autoptr (GString) header = g_steal_pointer (&self->header);
  gsize bom = g_str_has_prefix (header->str, "\xEF\xBB\xBF") ? 3 : 0;

  if (header->str[bom] == '{' || header->str[bom] == '[')
    return refuse (self, "this is JSON", error);

  self->delimiter = guess_delimiter (header);
  for (gsize i = bom; i < header->len; i++)
    if (!take_csv_byte (self, header->str[i], error))
      return FALSE;

  return TRUE;
}

/* Collects the first line, behind empty ones, for the delimiter to be guessed. */
static gboolean
take_header_byte (CsvDecoder  *self,
                  char         c,
                  GError     **error)
{
  gboolean line_end = (c == '\n' || c == '\r') && !self->in_quotes;

  if (line_end && self->header->len == 0)
    return end_csv_line (self, c, error);

  if (c == '"')
    self->in_quotes = !self->in_quotes;
  g_string_append_c (self->header, c);
  if (line_end)
    return read_header (self, error);
  if (self->header->len > MAX_HEADER)
    return refuse (self, "the names of the columns are longer than 1 MiB", error);

  return TRUE;
}

static gboolean
csv_feed (GenkanDecoder  *decoder,
          const guint8   *data,
          gsize           length,
          guint           max_items,
          gsize          *ret_used,
          GError        **error)
{
  CsvDecoder *self = (CsvDecoder *) decoder;
  gsize used = 0;

  while (used < length && genkan_items_get_n (self->rows.items) < max_items)
    {
      char c = data[used++];

      if (!(self->header != NULL ? take_header_byte (self, c, error)
                                 : take_csv_byte (self, c, error)))
        return FALSE;
      if (self->field->len + self->row->len > GENKAN_DECODER_MAX_ITEM)
        {
          g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE,
                               "one line of the CSV is larger than 16 MiB");
          return FALSE;
        }
    }
  *ret_used = used;

  return TRUE;
}

static gboolean
csv_end (GenkanDecoder  *decoder,
         GError        **error)
{
  CsvDecoder *self = (CsvDecoder *) decoder;

  if (self->header != NULL && !read_header (self, error))
    return FALSE;

  if (self->state == IN_QUOTES)
    {
      g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_CUT,
                           "the CSV ended in the middle of a quoted field");
      return FALSE;
    }
  if ((self->state != AT_FIELD || self->n_fields > 0) && !end_row (self, error))
    return FALSE;

  genkan_rows_end (&self->rows);

  return TRUE;
}

static GenkanCutterItems
csv_get_items (GenkanDecoder  *decoder,
               const char    **ret_other)
{
  *ret_other = NULL;

  return ((CsvDecoder *) decoder)->rows.wanted ? GENKAN_CUTTER_FOUND : GENKAN_CUTTER_ABSENT;
}

static const char *
csv_get_body (GenkanDecoder *decoder,
              gsize         *ret_length)
{
  CsvDecoder *self = (CsvDecoder *) decoder;

  *ret_length = self->rows.body->len;

  return self->rows.body->str;
}

static void
csv_free (GenkanDecoder *decoder)
{
  CsvDecoder *self = (CsvDecoder *) decoder;

  genkan_rows_clear (&self->rows);
  if (self->header != NULL)
    g_string_free (self->header, TRUE);
  g_ptr_array_unref (self->names);
  g_string_free (self->field, TRUE);
  g_string_free (self->row, TRUE);
  g_clear_pointer (&self->titles, g_ptr_array_unref);
  g_free (self);
}

GenkanDecoder *
genkan_csv_decoder_new (const char * const *path,
                        GenkanItems        *items)
{
  static const GenkanDecoderClass klass = {
    csv_feed, csv_end, csv_get_items, csv_get_body, csv_free,
  };
  CsvDecoder *self = g_new0 (CsvDecoder, 1);

  self->parent.klass = &klass;
  genkan_rows_init (&self->rows, path, items);
  self->header = g_string_new (NULL);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->field = g_string_new (NULL);
  self->row = g_string_new (NULL);
  self->titles = g_ptr_array_new_with_free_func (g_free);
  self->line = 1;

  return &self->parent;
}
