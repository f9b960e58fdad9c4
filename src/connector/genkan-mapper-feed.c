/* genkan-mapper-feed.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bytes of an answer on their way to its items.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-mapper-private.h"

#include "genkan-verdict.h"

#define BATCH 1000
#define MAX_RAW 65536

static void
keep_raw (GenkanMapper *self,
          const guint8 *data,
          gsize         length)
{
  if (self->raw->len < MAX_RAW)
    g_string_append_len (self->raw, (const char *) data, MIN (length, MAX_RAW - self->raw->len));
}

/* What to do with the items that came: to map them, to wait with them, or to forget them. */
static gboolean
handle_items (GenkanMapper  *self,
              gboolean       full,
              GError       **error)
{
  if (self->decided && !genkan_mapper_is_good (self))
    {
      genkan_items_clear (self->items);
      self->n_mapped = 0;
    }
  else if (self->decided && full)
    return genkan_mapper_map_batches (self, error);

  return TRUE;
}

/* How many items the cutter may bring before it has to stop. */
static guint
get_item_limit (GenkanMapper *self)
{
  return self->decided ? self->n_mapped + BATCH : G_MAXUINT;
}

/* Unpacked bytes. What is wrong with them is for the end to judge, when the whole answer is
 * known; until then they are still kept for messages. */
static gboolean
take_unpacked (GenkanDecoder  *decoder,
               const guint8   *data,
               gsize           length,
               gpointer        user_data,
               GError        **error)
{
  GenkanMapper *self = user_data;

  self->failed = g_cancellable_set_error_if_cancelled (self->cancellable, error);
  keep_raw (self, data, length);

  while (!self->failed && length > 0 && self->parse_error == NULL)
    {
      guint limit = get_item_limit (self);
      guint before = genkan_items_get_n_come (self->items);
      gsize used = 0;

      if (!genkan_decoder_feed (decoder, data, length, limit, &used, &self->parse_error) &&
          g_error_matches (self->parse_error, GENKAN_CONNECTOR_ERROR,
                           GENKAN_CONNECTOR_ERROR_TOO_LARGE))
        {
          g_propagate_error (error, g_steal_pointer (&self->parse_error));
          return FALSE;
        }
      self->n_items += genkan_items_get_n_come (self->items) - before;
      data += used;
      length -= used;
      self->failed = !handle_items (self, genkan_items_get_n (self->items) >= limit, error);
    }

  return !self->failed;
}

static const char *
find_header (GHashTable *headers,
             const char *name)
{
  GHashTableIter iter;
  gpointer key, value;

  if (headers == NULL)
    return NULL;

  g_hash_table_iter_init (&iter, headers);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_ascii_strcasecmp (key, name) == 0)
      return value;

  return NULL;
}

static gboolean
may_read_bad_answers (const GenkanStep *step)
{
  for (guint i = 0; i < step->cases->len; i++)
    {
      GenkanAction action = ((GenkanCase *) step->cases->pdata[i])->action;

      if (action == GENKAN_ACTION_ACCEPT || action == GENKAN_ACTION_PARTIAL)
        return TRUE;
    }

  return FALSE;
}

/* An answer that is not good is seldom in the format of those that are, and where those are a
 * list, its members are what cases ask for, and no items. */
GenkanDecoding *
genkan_mapper_new_decoding (GenkanMapper *self,
                            GHashTable   *headers)
{
  gboolean good = genkan_verdict_of_status (self->status) == GENKAN_VERDICT_GOOD;
  const char * const *path = (const char * const *) self->step->items;
  GenkanDecoding *decoding;

  if (!good && path != NULL && path[0] == NULL && !may_read_bad_answers (self->step))
    path = NULL;

  decoding = genkan_decoding_new (good ? self->step->format : GENKAN_FORMAT_SNIFFED,
                                  find_header (headers, "content-type"), path, self->items,
                                  take_unpacked, self);
  if (good && self->step->archive != GENKAN_ARCHIVE_NONE)
    genkan_decoding_set_archive (decoding, self->step->archive, self->step->members);

  return decoding;
}

/* After an error of the decoding: whether the answer can still be judged, at its end. */
static gboolean
keep_parse_error (GenkanMapper  *self,
                  GError        *decoding_error,
                  GError       **error)
{
  if (self->failed)
    {
      g_propagate_error (error, decoding_error);
      return FALSE;
    }
  if (g_error_matches (decoding_error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE))
    {
      g_propagate_prefixed_error (error, decoding_error, "step %s: ", self->step->name);
      return FALSE;
    }
  self->parse_error = decoding_error;

  return TRUE;
}

/* The last bytes, and the last item. An answer that unpacks to nothing is cut. */
gboolean
genkan_mapper_end_decoding (GenkanMapper  *self,
                            GError       **error)
{
  GError *local_error = NULL;
  GenkanDecoder *decoder;
  guint before;

  if (!genkan_decoding_end (self->decoding, &local_error))
    return keep_parse_error (self, local_error, error);

  decoder = genkan_decoding_get_decoder (self->decoding);
  if (self->parse_error != NULL)
    return TRUE;
  if (decoder == NULL)
    {
      g_set_error_literal (&self->parse_error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_CUT,
                           "there is nothing in the packed answer");
      return TRUE;
    }

  before = genkan_items_get_n_come (self->items);
  if (!genkan_decoder_end (decoder, &local_error))
    return keep_parse_error (self, local_error, error);
  self->n_items += genkan_items_get_n_come (self->items) - before;

  return TRUE;
}

/**
 * genkan_mapper_feed:
 * @self: a mapper
 * @data: the next bytes of the answer
 * @length: of @data
 * @error: return location for a #GenkanConnectorError or a #GIOErrorEnum
 *
 * Returns: %FALSE when nothing good can come of this answer any more
 */
gboolean
genkan_mapper_feed (GenkanMapper  *self,
                    const guint8  *data,
                    gsize          length,
                    GError       **error)
{
  GError *local_error = NULL;

  g_return_val_if_fail (GENKAN_IS_MAPPER (self), FALSE);

  if (length == 0 || self->unpacking_failed)
    return TRUE;

  if (!self->begun)
    {
      if (!genkan_mapper_decide_early (self, error))
        return FALSE;
      genkan_mapper_begin_recall (self);
    }
  self->begun = TRUE;

  if (genkan_decoding_feed (self->decoding, data, length, &local_error))
    return TRUE;
  self->unpacking_failed = TRUE;

  return keep_parse_error (self, local_error, error);
}
