/* genkan-decoder-lines.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formats of lines. NDJSON: a line is a JSON value, the document is the list of them. Text: the
 * document is one JSON text; if the step wants items, each line that is not empty is one.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-decoder-private.h"

#include "genkan-connector.h"

typedef struct
{
  GenkanDecoder  parent;
  GenkanRows     rows;
  GString       *line;   /* (owned) as far as it came; of a text without items: all of it */
  GString       *json;   /* (owned) */
  GArray        *nodes;  /* (owned) (element-type GenkanJsonNode) */
  guint64        number; /* of lines read */
  gboolean       text;
} LinesDecoder;

static void
take_byte_order_mark (LinesDecoder *self)
{
  if (self->number == 0 && g_str_has_prefix (self->line->str, "\xEF\xBB\xBF"))
    g_string_erase (self->line, 0, 3);
}

static gboolean
refuse_line (LinesDecoder  *self,
             const char    *what,
             GError       **error)
{
  g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE,
               "line %" G_GUINT64_FORMAT " of the answer is not %s", self->number + 1, what);

  return FALSE;
}

static gboolean
end_text_line (LinesDecoder  *self,
               GError       **error)
{
  if (!g_utf8_validate_len (self->line->str, self->line->len, NULL))
    return refuse_line (self, "UTF-8", error);

  g_string_truncate (self->json, 0);
  genkan_json_write_text (self->json, self->line->str, self->line->len);

  return genkan_rows_add (&self->rows, self->json->str, self->json->len, error);
}

static gboolean
end_json_line (LinesDecoder  *self,
               GError       **error)
{
  guint root;

  g_array_set_size (self->nodes, 0);
  if (!genkan_json_index (self->nodes, self->line->str, self->line->len, &root))
    return refuse_line (self, "JSON", error);

  return genkan_rows_add (&self->rows, self->line->str, self->line->len, error);
}

static gboolean
end_line (LinesDecoder  *self,
          GError       **error)
{
  gboolean good = TRUE;

  take_byte_order_mark (self);
  while (self->line->len > 0 && strchr (" \t\r", self->line->str[self->line->len - 1]) != NULL)
    g_string_truncate (self->line, self->line->len - 1);

  if (self->line->len > 0)
    good = self->text ? end_text_line (self, error) : end_json_line (self, error);
  self->number++;
  g_string_truncate (self->line, 0);

  return good;
}

static gboolean
lines_feed (GenkanDecoder  *decoder,
            const guint8   *data,
            gsize           length,
            guint           max_items,
            gsize          *ret_used,
            GError        **error)
{
  LinesDecoder *self = (LinesDecoder *) decoder;
  gboolean whole = self->text && !self->rows.wanted;
  gsize used = 0;

  while (used < length && genkan_items_get_n (self->rows.items) < max_items)
    {
      const guint8 *end = whole ? NULL : memchr (data + used, '\n', length - used);
      gsize run = end != NULL ? end - (data + used) : length - used;

      if (self->line->len + run > GENKAN_DECODER_MAX_ITEM)
        {
          g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE,
                               whole ? "the text is larger than 16 MiB"
                                     : "one line of the answer is larger than 16 MiB");
          return FALSE;
        }
      g_string_append_len (self->line, (const char *) data + used, run);
      used += run + (end != NULL);
      if (end != NULL && !end_line (self, error))
        return FALSE;
    }
  *ret_used = used;

  return TRUE;
}

/* What is no JSON and has no end of line either was cut off. */
static gboolean
end_last_line (LinesDecoder  *self,
               GError       **error)
{
  if (!end_line (self, error))
    {
      if (!self->text && error != NULL)
        (*error)->code = GENKAN_CONNECTOR_ERROR_CUT;
      return FALSE;
    }
  genkan_rows_end (&self->rows);

  return TRUE;
}

static gboolean
lines_end (GenkanDecoder  *decoder,
           GError        **error)
{
  LinesDecoder *self = (LinesDecoder *) decoder;

  if (!self->text || self->rows.wanted)
    return end_last_line (self, error);

  take_byte_order_mark (self);
  if (!g_utf8_validate_len (self->line->str, self->line->len, NULL))
    {
      g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE,
                           "the text is not UTF-8");
      return FALSE;
    }
  g_string_truncate (self->rows.body, 0);
  genkan_json_write_text (self->rows.body, self->line->str, self->line->len);

  return TRUE;
}

static GenkanCutterItems
lines_get_items (GenkanDecoder  *decoder,
                 const char    **ret_other)
{
  *ret_other = NULL;

  return ((LinesDecoder *) decoder)->rows.wanted ? GENKAN_CUTTER_FOUND : GENKAN_CUTTER_ABSENT;
}

static const char *
lines_get_body (GenkanDecoder *decoder,
                gsize         *ret_length)
{
  LinesDecoder *self = (LinesDecoder *) decoder;

  *ret_length = self->rows.body->len;

  return self->rows.body->str;
}

static void
lines_free (GenkanDecoder *decoder)
{
  LinesDecoder *self = (LinesDecoder *) decoder;

  genkan_rows_clear (&self->rows);
  g_string_free (self->line, TRUE);
  g_string_free (self->json, TRUE);
  g_array_unref (self->nodes);
  g_free (self);
}

static GenkanDecoder *
lines_decoder_new (const char * const *path,
                   GenkanItems        *items,
                   gboolean            text)
{
  static const GenkanDecoderClass klass = {
    lines_feed, lines_end, lines_get_items, lines_get_body, lines_free,
  };
  LinesDecoder *self = g_new0 (LinesDecoder, 1);

  self->parent.klass = &klass;
  genkan_rows_init (&self->rows, path, items);
  self->line = g_string_new (NULL);
  self->json = g_string_new (NULL);
  self->nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
  self->text = text;

  return &self->parent;
}

GenkanDecoder *
genkan_ndjson_decoder_new (const char * const *path,
                           GenkanItems        *items)
{
  return lines_decoder_new (path, items, FALSE);
}

GenkanDecoder *
genkan_text_decoder_new (const char * const *path,
                         GenkanItems        *items)
{
  return lines_decoder_new (path, items, TRUE);
}
