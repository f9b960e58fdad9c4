/* genkan-decoder-series.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several documents one after the other, the members of an archive: their items are one list,
 * their bodies a list of documents. A document ends when bytes of the next one come, so that
 * the items that its end brings come with a feed, as all do.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-decoder-private.h"

#include "genkan-connector.h"

typedef struct
{
  GenkanDecoder       parent;
  char              **path;     /* (owned) (nullable) */
  GenkanItems        *items;    /* (owned) */
  GArray             *formats;  /* (owned) (element-type GenkanFormat) of documents to come */
  GenkanDecoder      *current;  /* (owned) (nullable) */
  GString            *body;     /* (owned) */
  GenkanCutterItems   found;    /* the worst of them */
  const char         *other;
} SeriesDecoder;

static void
note_items (SeriesDecoder *self)
{
  const char *other;
  GenkanCutterItems found = genkan_decoder_get_items (self->current, &other);

  if (found == GENKAN_CUTTER_FOUND || self->found == GENKAN_CUTTER_OTHER)
    return;

  self->found = found;
  self->other = other;
}

static gboolean
end_current (SeriesDecoder  *self,
             GError        **error)
{
  const char *body;
  gsize length;

  if (self->current == NULL)
    return TRUE;
  if (!genkan_decoder_end (self->current, error))
    return FALSE;

  note_items (self);
  body = genkan_decoder_get_body (self->current, &length);
  if (self->body->len + length > GENKAN_DECODER_MAX_BODY)
    {
      g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE,
                           "the answer without its items is larger than 16 MiB");
      return FALSE;
    }
  if (self->body->len > 1)
    g_string_append_c (self->body, ',');
  g_string_append_len (self->body, body, length);
  g_clear_pointer (&self->current, genkan_decoder_free);

  return TRUE;
}

/* Ends what has no more bytes, and comes to the document that has. */
static gboolean
catch_up (SeriesDecoder  *self,
          GError        **error)
{
  for (guint i = 0; i < self->formats->len; i++)
    {
      if (!end_current (self, error))
        return FALSE;
      self->current = genkan_decoder_new (g_array_index (self->formats, GenkanFormat, i),
                                          (const char * const *) self->path, self->items);
    }
  g_array_set_size (self->formats, 0);

  return TRUE;
}

static gboolean
series_feed (GenkanDecoder  *decoder,
             const guint8   *data,
             gsize           length,
             guint           max_items,
             gsize          *ret_used,
             GError        **error)
{
  SeriesDecoder *self = (SeriesDecoder *) decoder;

  return catch_up (self, error) &&
         genkan_decoder_feed (self->current, data, length, max_items, ret_used, error);
}

static gboolean
series_end (GenkanDecoder  *decoder,
            GError        **error)
{
  SeriesDecoder *self = (SeriesDecoder *) decoder;

  if (!catch_up (self, error) || !end_current (self, error))
    return FALSE;
  g_string_append_c (self->body, ']');

  return TRUE;
}

static GenkanCutterItems
series_get_items (GenkanDecoder  *decoder,
                  const char    **ret_other)
{
  SeriesDecoder *self = (SeriesDecoder *) decoder;

  *ret_other = self->other;

  return self->found;
}

static const char *
series_get_body (GenkanDecoder *decoder,
                 gsize         *ret_length)
{
  SeriesDecoder *self = (SeriesDecoder *) decoder;

  *ret_length = self->body->len;

  return self->body->str;
}

static void
series_free (GenkanDecoder *decoder)
{
  SeriesDecoder *self = (SeriesDecoder *) decoder;

  g_strfreev (self->path);
  genkan_items_unref (self->items);
  g_array_unref (self->formats);
  genkan_decoder_free (self->current);
  g_string_free (self->body, TRUE);
  g_free (self);
}

/*< private >
 * genkan_series_decoder_new:
 * @path: (nullable): member names that lead to the items of each document
 * @items: where the items go
 *
 * Returns: (transfer full): a series without a document
 */
GenkanDecoder *
genkan_series_decoder_new (const char * const *path,
                           GenkanItems        *items)
{
  static const GenkanDecoderClass klass = {
    series_feed, series_end, series_get_items, series_get_body, series_free,
  };
  SeriesDecoder *self = g_new0 (SeriesDecoder, 1);

  self->parent.klass = &klass;
  self->path = g_strdupv ((char **) path);
  self->items = genkan_items_ref (items);
  self->formats = g_array_new (FALSE, FALSE, sizeof (GenkanFormat));
  self->body = g_string_new ("[");
  self->found = GENKAN_CUTTER_FOUND;

  return &self->parent;
}

/*< private >
 * genkan_series_decoder_begin:
 * @decoder: a series
 * @format: of the document whose bytes come from now on
 */
void
genkan_series_decoder_begin (GenkanDecoder *decoder,
                             GenkanFormat   format)
{
  g_array_append_val (((SeriesDecoder *) decoder)->formats, format);
}
