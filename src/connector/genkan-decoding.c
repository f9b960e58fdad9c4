/* genkan-decoding.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Layers, from the outside in: each looks at its first bytes, and then either unpacks and hands
 * on to the next, or hands on to the decoder. So an answer that is gzip below a Content-Encoding
 * that was gzip too, or that came without any, is read all the same.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-decoding-private.h"

#include "genkan-connector.h"
#include "genkan-decoder-private.h"

#define MAX_UNPACKED (G_GUINT64_CONSTANT (1) << 30)

/**
 * genkan_decoding_new:
 * @format: what the connector says, or %GENKAN_FORMAT_SNIFFED
 * @content_type: (nullable): what the headers say
 * @path: (nullable): member names that lead to the items
 * @items: where the items go
 * @deliver: (scope notified): gets the unpacked bytes
 * @user_data: for @deliver
 *
 * Returns: (transfer full): a decoding that has read nothing
 */
GenkanDecoding *
genkan_decoding_new (GenkanFormat        format,
                     const char         *content_type,
                     const char * const *path,
                     GenkanItems        *items,
                     GenkanDecodingFunc  deliver,
                     gpointer            user_data)
{
  GenkanDecoding *self = g_new0 (GenkanDecoding, 1);

  self->format = format;
  self->content_type = g_strdup (content_type);
  self->path = g_strdupv ((char **) path);
  self->items = genkan_items_ref (items);
  self->deliver = deliver;
  self->user_data = user_data;
  self->limit = MAX_UNPACKED;

  return self;
}

void
genkan_decoding_clear_layers (GenkanDecoding *self,
                              guint           from)
{
  for (guint i = from; i < GENKAN_DECODING_MAX_LAYERS; i++)
    {
      GenkanLayer *layer = &self->layers[i];

      if (layer->start != NULL)
        g_string_free (layer->start, TRUE);
      g_clear_object (&layer->gunzip);
      *layer = (GenkanLayer) { NULL };
    }
}

void
genkan_decoding_free (GenkanDecoding *self)
{
  if (self == NULL)
    return;

  genkan_decoding_clear_layers (self, 0);
  g_clear_pointer (&self->archive, genkan_archive_free);
  g_free (self->members);
  g_free (self->content_type);
  g_strfreev (self->path);
  genkan_items_unref (self->items);
  genkan_decoder_free (self->decoder);
  g_free (self);
}

/**
 * genkan_decoding_set_limit:
 * @self: a decoding that has read nothing
 * @limit: how many bytes may be unpacked; a GiB by default
 */
void
genkan_decoding_set_limit (GenkanDecoding *self,
                           guint64         limit)
{
  self->limit = limit;
}

/**
 * genkan_decoding_set_archive:
 * @self: a decoding that has read nothing
 * @kind: what the answer is
 * @members: (nullable): which of its members are meant, as for genkan_archive_new()
 */
void
genkan_decoding_set_archive (GenkanDecoding    *self,
                             GenkanArchiveKind  kind,
                             const char        *members)
{
  self->archive_kind = kind;
  g_free (self->members);
  self->members = g_strdup (members);
}

GenkanDecoder *
genkan_decoding_get_decoder (GenkanDecoding *self)
{
  return self->decoder;
}

/* Adds to a sum that has a limit. */
gboolean
genkan_decoding_count (GenkanDecoding  *self,
                       guint64         *sum,
                       gsize            length,
                       const char      *when,
                       GError         **error)
{
  g_autofree char *size = NULL;

  *sum += length;
  if (*sum <= self->limit)
    return TRUE;

  size = g_format_size_full (self->limit, G_FORMAT_SIZE_IEC_UNITS);
  g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE,
               "the answer is larger than %s%s", size, when);

  return FALSE;
}

/* A web page goes to the JSON decoder, so that it is refused in the same way everywhere. */
static GenkanFormat
choose_format (GenkanDecoding *self,
               const GString  *start,
               gboolean        complete)
{
  /* No more than the window, even if there is more: pieces must not matter. */
  gsize length = MIN (start->len, GENKAN_SNIFF_WINDOW);

  complete |= length == GENKAN_SNIFF_WINDOW;
  if (genkan_sniff_is_html (start->str, length))
    return GENKAN_FORMAT_JSON;
  if (self->format == GENKAN_FORMAT_SNIFFED)
    return genkan_sniff_format (start->str, length, complete, self->content_type);

  /* It can still turn out to be a web page. */
  if (!complete && genkan_sniff_may_be_html (start))
    return GENKAN_FORMAT_SNIFFED;

  return self->format;
}

/* The members of an archive share one decoder, which has one of its own for each. */
void
genkan_decoding_begin_format (GenkanDecoding *self,
                              GenkanFormat    format)
{
  const char * const *path = (const char * const *) self->path;

  self->format_known = TRUE;
  if (self->archive == NULL)
    {
      self->decoder = genkan_decoder_new (format, path, self->items);
      return;
    }

  if (self->decoder == NULL)
    self->decoder = genkan_series_decoder_new (path, self->items);
  genkan_series_decoder_begin (self->decoder, format);
}

gboolean
genkan_decoding_deliver_start (GenkanDecoding  *self,
                               GenkanLayer     *layer,
                               gboolean         complete,
                               GError         **error)
{
  g_autoptr (GString) start = NULL;
  GenkanFormat format = choose_format (self, layer->start, complete);
  GenkanPacking zip = genkan_sniff_zip (layer->start->str, layer->start->len, complete);

  if (zip == GENKAN_PACKING_ARCHIVE)
    {
      g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE,
                           "this is a zip archive, and no decode: [zip, …] says which of its "
                           "members to read");
      return FALSE;
    }
  if (format == GENKAN_FORMAT_SNIFFED || zip == GENKAN_PACKING_UNKNOWN)
    return TRUE;

  genkan_decoding_begin_format (self, format);
  start = g_steal_pointer (&layer->start);

  return self->deliver (self->decoder, (const guint8 *) start->str, start->len, self->user_data,
                        error);
}

/* Looks at the first bytes of a layer until it is known what they are. */
static gboolean
take_start (GenkanDecoding  *self,
            guint            level,
            gboolean         complete,
            GError         **error)
{
  GenkanLayer *layer = &self->layers[level];

  if (layer->packing == GENKAN_PACKING_UNKNOWN)
    layer->packing = level + 1 < GENKAN_DECODING_MAX_LAYERS
                       ? genkan_sniff_packing (layer->start->str, layer->start->len, complete)
                       : GENKAN_PACKING_NONE;
  if (layer->packing == GENKAN_PACKING_NONE && self->archive_kind != GENKAN_ARCHIVE_NONE)
    return genkan_decoding_take_archive_start (self, level, complete, error);
  if (layer->packing == GENKAN_PACKING_NONE)
    return genkan_decoding_deliver_start (self, layer, complete, error);
  if (layer->packing == GENKAN_PACKING_GZIP)
    {
      g_autoptr (GString) start = g_steal_pointer (&layer->start);

      layer->gunzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
      return genkan_decoding_feed_layer (self, level, (const guint8 *) start->str, start->len, error);
    }

  return TRUE;
}

gboolean
genkan_decoding_hand_on (GenkanDecoding  *self,
                         guint            level,
                         const guint8    *data,
                         gsize            length,
                         GError         **error)
{
  if (!genkan_decoding_count (self, &self->unpacked, length, " when it is unpacked", error))
    return FALSE;

  return length == 0 || genkan_decoding_feed_layer (self, level + 1, data, length, error);
}

/* One call of zlib. @ret_more: whether it may have more to give. */
static gboolean
gunzip_piece (GenkanDecoding  *self,
              guint            level,
              const guint8   **data,
              gsize           *length,
              gboolean        *ret_more,
              GError         **error)
{
  GenkanLayer *layer = &self->layers[level];
  guint8 piece[GENKAN_DECODING_PIECE];
  gsize n_read = 0, n_written = 0;
  g_autoptr (GError) local_error = NULL;
  GConverterResult result = g_converter_convert (G_CONVERTER (layer->gunzip), *data, *length,
                                                 piece, sizeof piece, G_CONVERTER_NO_FLAGS,
                                                 &n_read, &n_written, &local_error);

  *ret_more = FALSE;
  if (result == G_CONVERTER_ERROR)
    {
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
        return TRUE;
      g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE,
                           "the gzip data of the answer is damaged");
      return FALSE;
    }

  *data += n_read;
  *length -= n_read;
  layer->finished = result == G_CONVERTER_FINISHED;
  *ret_more = *length > 0 || (!layer->finished && n_written == sizeof piece);

  return genkan_decoding_hand_on (self, level, piece, n_written, error);
}

/* A file may be several gzip members one after the other, with zeros behind the last. */
static gboolean
feed_gzip (GenkanDecoding  *self,
           guint            level,
           const guint8    *data,
           gsize            length,
           GError         **error)
{
  GenkanLayer *layer = &self->layers[level];
  gboolean more = length > 0;

  while (more)
    {
      if (layer->finished)
        {
          while (length > 0 && *data == 0)
            {
              data++;
              length--;
            }
          if (length == 0)
            return TRUE;
          g_converter_reset (G_CONVERTER (layer->gunzip));
        }
      if (!gunzip_piece (self, level, &data, &length, &more, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
genkan_decoding_feed_layer (GenkanDecoding  *self,
                            guint            level,
                            const guint8    *data,
                            gsize            length,
                            GError         **error)
{
  GenkanLayer *layer = &self->layers[level];

  if (layer->packing == GENKAN_PACKING_GZIP)
    return feed_gzip (self, level, data, length, error);
  if (layer->packing == GENKAN_PACKING_NONE && self->format_known)
    return self->deliver (self->decoder, data, length, self->user_data, error);

  if (layer->start == NULL)
    layer->start = g_string_new (NULL);
  g_string_append_len (layer->start, (const char *) data, length);
  if (layer->packing == GENKAN_PACKING_ARCHIVE)
    return genkan_decoding_add_to_archive (self, layer, error);

  return take_start (self, level, FALSE, error);
}

/**
 * genkan_decoding_feed:
 * @self: a decoding
 * @data: the next bytes of the answer
 * @length: of @data
 * @error: return location for a #GenkanConnectorError, or what `deliver` says
 *
 * Returns: whether all is well so far; after an error it must not be fed
 */
gboolean
genkan_decoding_feed (GenkanDecoding  *self,
                      const guint8    *data,
                      gsize            length,
                      GError         **error)
{
  return length == 0 || genkan_decoding_feed_layer (self, 0, data, length, error);
}

gboolean
genkan_decoding_end_layer (GenkanDecoding  *self,
                           guint            level,
                           GError         **error)
{
  GenkanLayer *layer = &self->layers[level];

  if (layer->start != NULL && !take_start (self, level, TRUE, error))
    return FALSE;
  if (layer->packing == GENKAN_PACKING_ARCHIVE)
    return genkan_decoding_read_members (self, level, error);
  if (layer->packing != GENKAN_PACKING_GZIP)
    return TRUE;

  if (!layer->finished)
    {
      g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_CUT,
                           "the gzip data of the answer ended in the middle");
      return FALSE;
    }

  return genkan_decoding_end_layer (self, level + 1, error);
}

/**
 * genkan_decoding_end:
 * @self: a decoding that has got everything
 * @error: return location for a #GenkanConnectorError, or what `deliver` says
 *
 * Hands the last bytes on. The decoder itself is not ended.
 *
 * Returns: whether what was packed was whole
 */
gboolean
genkan_decoding_end (GenkanDecoding  *self,
                     GError         **error)
{
  return genkan_decoding_end_layer (self, 0, error);
}
