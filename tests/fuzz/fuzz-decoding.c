/* fuzz-decoding.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes become items and a body. It must not matter in which pieces they come, and whatever comes
 * out must be JSON.
 */

#include "config.h"

#include "fuzz-decoding.h"

/* What one way of reading brought. */
typedef struct
{
  GenkanItems    *items;
  GenkanDecoding *decoding;
  gboolean        good;
} Result;

static gboolean
deliver (GenkanDecoder  *decoder,
         const guint8   *data,
         gsize           length,
         gpointer        user_data,
         GError        **error)
{
  while (length > 0)
    {
      gsize used = 0;

      if (!genkan_decoder_feed (decoder, data, length, G_MAXUINT, &used, error))
        return FALSE;
      g_assert_cmpuint (used, >, 0);
      g_assert_cmpuint (used, <=, length);
      data += used;
      length -= used;
    }

  return TRUE;
}

static gboolean
read_pieces (GenkanDecoding *decoding,
             const guint8   *data,
             gsize           size,
             gsize           piece)
{
  g_autoptr (GError) error = NULL;
  GenkanDecoder *decoder;
  gboolean good = TRUE;

  for (gsize at = 0; at < size && good; at += piece)
    {
      gsize length = MIN (piece, size - at);
      g_autofree guint8 *copy = g_memdup2 (data + at, length);

      good = genkan_decoding_feed (decoding, copy, length, &error);
    }
  good = good && genkan_decoding_end (decoding, &error);
  decoder = good ? genkan_decoding_get_decoder (decoding) : NULL;
  good = decoder != NULL && genkan_decoder_end (decoder, &error);
  if (error != NULL)
    g_assert_true (g_utf8_validate (error->message, -1, NULL));

  return good;
}

static Result
read_all (const FuzzReading *reading,
          const guint8      *data,
          gsize              size,
          gsize              piece)
{
  Result result = { genkan_items_new () };

  result.decoding = genkan_decoding_new (reading->format, reading->content_type, reading->path,
                                         result.items, deliver, NULL);
  genkan_decoding_set_limit (result.decoding, 4 * 1024 * 1024);
  if (reading->archive != GENKAN_ARCHIVE_NONE)
    genkan_decoding_set_archive (result.decoding, reading->archive, "*");
  result.good = read_pieces (result.decoding, data, size, piece);

  return result;
}

static void
assert_json (const char *json,
             gsize       length)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
  guint root;

  g_assert_cmpuint (strlen (json), ==, length);
  g_assert_true (genkan_json_index (nodes, json, length, &root));
}

static void
assert_items (GenkanItems *items)
{
  for (guint i = 0; i < genkan_items_get_n (items); i++)
    {
      gsize length;
      const char *json = genkan_items_get_json (items, i, &length);

      assert_json (json, length);
    }
}

static void
assert_same (const Result *a,
             const Result *b)
{
  gsize a_length, b_length;
  const char *a_text, *b_text;

  g_assert_cmpint (a->good, ==, b->good);
  if (!a->good)
    return;

  g_assert_cmpuint (genkan_items_get_n (a->items), ==, genkan_items_get_n (b->items));
  for (guint i = 0; i < genkan_items_get_n (a->items); i++)
    {
      a_text = genkan_items_get_json (a->items, i, &a_length);
      b_text = genkan_items_get_json (b->items, i, &b_length);
      g_assert_cmpmem (a_text, a_length, b_text, b_length);
    }
  a_text = genkan_decoder_get_body (genkan_decoding_get_decoder (a->decoding), &a_length);
  b_text = genkan_decoder_get_body (genkan_decoding_get_decoder (b->decoding), &b_length);
  g_assert_cmpmem (a_text, a_length, b_text, b_length);
  assert_json (a_text, a_length);
}

static void
clear (Result *result)
{
  genkan_decoding_free (result->decoding);
  genkan_items_unref (result->items);
}

/**
 * fuzz_read:
 * @reading: how
 * @data: an answer
 * @size: of @data
 * @piece: in pieces of how many bytes
 */
void
fuzz_read (const FuzzReading *reading,
           const guint8      *data,
           gsize              size,
           gsize              piece)
{
  Result whole = read_all (reading, data, size, MAX (size, 1));
  Result pieces = read_all (reading, data, size, MAX (piece, 1));

  assert_items (whole.items);
  assert_items (pieces.items);
  assert_same (&whole, &pieces);
  clear (&whole);
  clear (&pieces);
}
