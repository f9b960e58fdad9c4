/* genkan-decoding.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Layers, from the outside in: each looks at its first bytes, and then either unpacks and hands
 * on to the next, or hands on to the decoder. So an answer that is gzip below a Content-Encoding
 * that was gzip too, or that came without any, is read all the same.
 *
 * An archive is a layer too, if the connector says so. It is read when it is all there, and each
 * of its members goes through the layers behind it, which then begin anew.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-decoding.h"

#include "genkan-archive.h"
#include "genkan-connector.h"
#include "genkan-decoder-private.h"
#include "genkan-sniff.h"

#include <gio/gio.h>

/* Twice packed, an archive in it, and what is in that. */
#define MAX_LAYERS 4
#define MAX_UNPACKED (G_GUINT64_CONSTANT (1) << 30)
#define PIECE 65536

typedef struct
{
  GString          *start;     /* (owned) (nullable) the first bytes, while they are looked at */
  GenkanPacking     packing;
  GZlibDecompressor *gunzip;   /* (owned) (nullable) */
  gboolean          finished;  /* a gzip member has ended, and no other has begun */
} Layer;

struct _GenkanDecoding
{
  GenkanFormat        format;
  char               *content_type; /* (owned) (nullable) */
  char              **path;         /* (owned) (nullable) */
  GenkanItems        *items;        /* (owned) */
  GenkanDecodingFunc  deliver;
  gpointer            user_data;
  GenkanArchiveKind   archive_kind; /* NONE also once it has been found */
  char               *members;      /* (owned) (nullable) */
  GenkanArchive      *archive;      /* (owned) (nullable) */
  GenkanDecoder      *decoder;      /* (owned) (nullable) once the format is known */
  gboolean            format_known; /* of the answer, or of the current member */
  Layer               layers[MAX_LAYERS];
  guint64             unpacked;     /* bytes, in all layers */
  guint64             archived;     /* bytes of the archive itself */
  guint64             limit;
};

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

static void
clear_layers (GenkanDecoding *self,
              guint           from)
{
  for (guint i = from; i < MAX_LAYERS; i++)
    {
      Layer *layer = &self->layers[i];

      if (layer->start != NULL)
        g_string_free (layer->start, TRUE);
      g_clear_object (&layer->gunzip);
      *layer = (Layer) { NULL };
    }
}

void
genkan_decoding_free (GenkanDecoding *self)
{
  if (self == NULL)
    return;

  clear_layers (self, 0);
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
static gboolean
count (GenkanDecoding  *self,
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

/* What has come of an archive so far. */
static gboolean
add_to_archive (GenkanDecoding  *self,
                Layer           *layer,
                GError         **error)
{
  g_autoptr (GString) start = g_steal_pointer (&layer->start);

  return count (self, &self->archived, start->len, "", error) &&
         genkan_archive_add (self->archive, (const guint8 *) start->str, start->len, error);
}

static gboolean feed_layer (GenkanDecoding  *self,
                            guint            level,
                            const guint8    *data,
                            gsize            length,
                            GError         **error);

/* A web page goes to the JSON decoder, so that it is refused in the same way everywhere. */
static GenkanFormat
choose_format (GenkanDecoding *self,
               const GString  *start,
               gboolean        complete)
{
  char first;

  complete |= start->len >= GENKAN_SNIFF_WINDOW;
  if (genkan_sniff_is_html (start->str, start->len))
    return GENKAN_FORMAT_JSON;
  if (self->format == GENKAN_FORMAT_SNIFFED)
    return genkan_sniff_format (start->str, start->len, complete, self->content_type);

  /* It can still turn out to be a web page. */
  first = start->str[strspn (start->str, "\xEF\xBB\xBF \t\r\n")];
  if (!complete && (first == '<' || first == '\0'))
    return GENKAN_FORMAT_SNIFFED;

  return self->format;
}

/* The members of an archive share one decoder, which has one of its own for each. */
static void
begin_format (GenkanDecoding *self,
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

static gboolean
deliver_start (GenkanDecoding  *self,
               Layer           *layer,
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

  begin_format (self, format);
  start = g_steal_pointer (&layer->start);

  return self->deliver (self->decoder, (const guint8 *) start->str, start->len, self->user_data,
                        error);
}

/* What should be an archive. It can still turn out to be a web page. */
static gboolean
take_archive_start (GenkanDecoding  *self,
                    guint            level,
                    gboolean         complete,
                    GError         **error)
{
  Layer *layer = &self->layers[level];
  const char *first = layer->start->str + strspn (layer->start->str, " \t\r\n");

  complete |= layer->start->len >= GENKAN_SNIFF_WINDOW;
  if (!complete && (*first == '<' || *first == '\0'))
    return TRUE;
  if (genkan_sniff_is_html (layer->start->str, layer->start->len))
    {
      self->archive_kind = GENKAN_ARCHIVE_NONE;
      return deliver_start (self, layer, complete, error);
    }

  if (level + 1 == MAX_LAYERS)
    {
      g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE,
                           "the archive is packed too often");
      return FALSE;
    }
  layer->packing = GENKAN_PACKING_ARCHIVE;
  self->archive = genkan_archive_new (self->archive_kind, self->members);
  self->archive_kind = GENKAN_ARCHIVE_NONE;

  return add_to_archive (self, layer, error);
}

/* Looks at the first bytes of a layer until it is known what they are. */
static gboolean
take_start (GenkanDecoding  *self,
            guint            level,
            gboolean         complete,
            GError         **error)
{
  Layer *layer = &self->layers[level];

  if (layer->packing == GENKAN_PACKING_UNKNOWN)
    layer->packing = level + 1 < MAX_LAYERS
                       ? genkan_sniff_packing (layer->start->str, layer->start->len, complete)
                       : GENKAN_PACKING_NONE;
  if (layer->packing == GENKAN_PACKING_NONE && self->archive_kind != GENKAN_ARCHIVE_NONE)
    return take_archive_start (self, level, complete, error);
  if (layer->packing == GENKAN_PACKING_NONE)
    return deliver_start (self, layer, complete, error);
  if (layer->packing == GENKAN_PACKING_GZIP)
    {
      g_autoptr (GString) start = g_steal_pointer (&layer->start);

      layer->gunzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
      return feed_layer (self, level, (const guint8 *) start->str, start->len, error);
    }

  return TRUE;
}

static gboolean
hand_on (GenkanDecoding  *self,
         guint            level,
         const guint8    *data,
         gsize            length,
         GError         **error)
{
  if (!count (self, &self->unpacked, length, " when it is unpacked", error))
    return FALSE;

  return length == 0 || feed_layer (self, level + 1, data, length, error);
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
  Layer *layer = &self->layers[level];
  guint8 piece[PIECE];
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

  return hand_on (self, level, piece, n_written, error);
}

/* A file may be several gzip members one after the other, with zeros behind the last. */
static gboolean
feed_gzip (GenkanDecoding  *self,
           guint            level,
           const guint8    *data,
           gsize            length,
           GError         **error)
{
  Layer *layer = &self->layers[level];
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

static gboolean
feed_layer (GenkanDecoding  *self,
            guint            level,
            const guint8    *data,
            gsize            length,
            GError         **error)
{
  Layer *layer = &self->layers[level];

  if (layer->packing == GENKAN_PACKING_GZIP)
    return feed_gzip (self, level, data, length, error);
  if (layer->packing == GENKAN_PACKING_NONE && self->format_known)
    return self->deliver (self->decoder, data, length, self->user_data, error);

  if (layer->start == NULL)
    layer->start = g_string_new (NULL);
  g_string_append_len (layer->start, (const char *) data, length);
  if (layer->packing == GENKAN_PACKING_ARCHIVE)
    return add_to_archive (self, layer, error);

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
  return length == 0 || feed_layer (self, 0, data, length, error);
}

static gboolean end_layer (GenkanDecoding  *self,
                           guint            level,
                           GError         **error);

/* One member, through layers that have seen nothing. */
static gboolean
read_member (GenkanDecoding  *self,
             guint            level,
             GError         **error)
{
  g_autofree guint8 *piece = g_malloc (PIECE);
  gsize length;

  clear_layers (self, level + 1);
  self->format_known = FALSE;
  do
    if (!genkan_archive_read (self->archive, piece, PIECE, &length, error) ||
        !hand_on (self, level, piece, length, error))
      return FALSE;
  while (length > 0);

  if (!end_layer (self, level + 1, error))
    return FALSE;
  /* Nothing is a document of a known format, though perhaps a bad one. */
  if (!self->format_known)
    begin_format (self, self->format);

  return TRUE;
}

static gboolean
read_members (GenkanDecoding  *self,
              guint            level,
              GError         **error)
{
  gboolean found;

  if (!genkan_archive_open (self->archive, error))
    return FALSE;

  for (;;)
    {
      if (!genkan_archive_next (self->archive, &found, error))
        return FALSE;
      if (!found)
        return TRUE;
      if (!read_member (self, level, error))
        return FALSE;
    }
}

static gboolean
end_layer (GenkanDecoding  *self,
           guint            level,
           GError         **error)
{
  Layer *layer = &self->layers[level];

  if (layer->start != NULL && !take_start (self, level, TRUE, error))
    return FALSE;
  if (layer->packing == GENKAN_PACKING_ARCHIVE)
    return read_members (self, level, error);
  if (layer->packing != GENKAN_PACKING_GZIP)
    return TRUE;

  if (!layer->finished)
    {
      g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_CUT,
                           "the gzip data of the answer ended in the middle");
      return FALSE;
    }

  return end_layer (self, level + 1, error);
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
  return end_layer (self, 0, error);
}
