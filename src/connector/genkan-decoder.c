/* genkan-decoder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The formats that an answer can have, and what formats that are lists of rows share. JSON is
 * the cutter's.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-decoder-private.h"

#include "genkan-connector.h"

typedef struct
{
  GenkanDecoder  parent;
  GenkanCutter  *cutter; /* (owned) */
} JsonDecoder;

static gboolean
json_feed (GenkanDecoder  *decoder,
           const guint8   *data,
           gsize           length,
           guint           max_items,
           gsize          *ret_used,
           GError        **error)
{
  return genkan_cutter_feed (((JsonDecoder *) decoder)->cutter, data, length, max_items, ret_used,
                             error);
}

static gboolean
json_end (GenkanDecoder  *decoder,
          GError        **error)
{
  return genkan_cutter_end (((JsonDecoder *) decoder)->cutter, error);
}

static GenkanCutterItems
json_get_items (GenkanDecoder  *decoder,
                const char    **ret_other)
{
  return genkan_cutter_get_items (((JsonDecoder *) decoder)->cutter, ret_other);
}

static const char *
json_get_body (GenkanDecoder *decoder,
               gsize         *ret_length)
{
  return genkan_cutter_get_body (((JsonDecoder *) decoder)->cutter, ret_length);
}

static void
json_free (GenkanDecoder *decoder)
{
  genkan_cutter_free (((JsonDecoder *) decoder)->cutter);
  g_free (decoder);
}

static GenkanDecoder *
json_decoder_new (const char * const *path,
                  GenkanItems        *items)
{
  static const GenkanDecoderClass klass = {
    json_feed, json_end, json_get_items, json_get_body, json_free,
  };
  JsonDecoder *self = g_new0 (JsonDecoder, 1);

  self->parent.klass = &klass;
  self->cutter = genkan_cutter_new (path, items);

  return &self->parent;
}

/**
 * genkan_decoder_new:
 * @format: a format, known by now
 * @path: (nullable): member names that lead to the items; %NULL when there are none to cut
 * @items: where the items go
 *
 * Returns: (transfer full): a decoder that has read nothing
 */
GenkanDecoder *
genkan_decoder_new (GenkanFormat        format,
                    const char * const *path,
                    GenkanItems        *items)
{
  switch (format)
    {
    case GENKAN_FORMAT_CSV:
      return genkan_csv_decoder_new (path, items);
    case GENKAN_FORMAT_NDJSON:
      return genkan_ndjson_decoder_new (path, items);
    case GENKAN_FORMAT_TEXT:
      return genkan_text_decoder_new (path, items);
    case GENKAN_FORMAT_XML:
      return genkan_xml_decoder_new (path, items);
    case GENKAN_FORMAT_SNIFFED:
    case GENKAN_FORMAT_JSON:
    default:
      return json_decoder_new (path, items);
    }
}

void
genkan_decoder_free (GenkanDecoder *self)
{
  if (self != NULL)
    self->klass->free (self);
}

/**
 * genkan_decoder_feed:
 * @self: a decoder
 * @data: the next bytes
 * @length: of @data
 * @max_items: stop soon after there are so many items
 * @ret_used: (out): how many bytes were read
 * @error: return location for a #GenkanConnectorError
 *
 * Returns: whether all is well so far; after an error the decoder must not be fed
 */
gboolean
genkan_decoder_feed (GenkanDecoder  *self,
                     const guint8   *data,
                     gsize           length,
                     guint           max_items,
                     gsize          *ret_used,
                     GError        **error)
{
  return self->klass->feed (self, data, length, max_items, ret_used, error);
}

/**
 * genkan_decoder_end:
 * @self: a decoder that has got everything
 * @error: return location for a #GenkanConnectorError
 *
 * It may add a last item.
 *
 * Returns: whether it was one whole document
 */
gboolean
genkan_decoder_end (GenkanDecoder  *self,
                    GError        **error)
{
  return self->klass->end (self, error);
}

/**
 * genkan_decoder_get_items:
 * @self: a decoder
 * @ret_other: (out): what stands there if it is something else
 *
 * Returns: what stands behind the path
 */
GenkanCutterItems
genkan_decoder_get_items (GenkanDecoder  *self,
                          const char    **ret_other)
{
  return self->klass->get_items (self, ret_other);
}

/**
 * genkan_decoder_get_body:
 * @self: a decoder that has ended
 * @ret_length: (out): its bytes
 *
 * Returns: (transfer none): the document without its items, as JSON
 */
const char *
genkan_decoder_get_body (GenkanDecoder *self,
                         gsize         *ret_length)
{
  return self->klass->get_body (self, ret_length);
}

/**
 * genkan_format_get_title:
 * @format: a format
 *
 * Returns: (transfer none): what people call it
 */
const char *
genkan_format_get_title (GenkanFormat format)
{
  static const char *const titles[] = {
    [GENKAN_FORMAT_SNIFFED] = "JSON",
    [GENKAN_FORMAT_JSON] = "JSON",
    [GENKAN_FORMAT_NDJSON] = "NDJSON",
    [GENKAN_FORMAT_CSV] = "CSV",
    [GENKAN_FORMAT_TEXT] = "text",
    [GENKAN_FORMAT_XML] = "XML",
  };

  return titles[format];
}

void
genkan_rows_init (GenkanRows         *self,
                  const char * const *path,
                  GenkanItems        *items)
{
  self->items = genkan_items_ref (items);
  self->body = g_string_new ("[");
  self->wanted = path != NULL && path[0] == NULL;
}

void
genkan_rows_clear (GenkanRows *self)
{
  genkan_items_unref (self->items);
  g_string_free (self->body, TRUE);
}

gboolean
genkan_rows_add (GenkanRows  *self,
                 const char  *json,
                 gsize        length,
                 GError     **error)
{
  if (self->wanted)
    {
      genkan_items_add (self->items, NULL, 0, json, length);
      return TRUE;
    }

  if (self->body->len + length > GENKAN_DECODER_MAX_BODY)
    {
      g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE,
                           "the answer without its items is larger than 16 MiB");
      return FALSE;
    }

  if (self->body->len > 1)
    g_string_append_c (self->body, ',');
  g_string_append_len (self->body, json, length);

  return TRUE;
}

void
genkan_rows_end (GenkanRows *self)
{
  g_string_append_c (self->body, ']');
}
