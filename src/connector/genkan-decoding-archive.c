/* genkan-decoding-archive.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An archive is a layer too, if the connector says so. It is read when it is all there, and each
 * of its members goes through the layers behind it, which then begin anew.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-decoding-private.h"

#include "genkan-connector.h"

/* What has come of an archive so far. */
gboolean
genkan_decoding_add_to_archive (GenkanDecoding  *self,
                                GenkanLayer     *layer,
                                GError         **error)
{
  g_autoptr (GString) start = g_steal_pointer (&layer->start);

  return genkan_decoding_count (self, &self->archived, start->len, "", error) &&
         genkan_archive_add (self->archive, (const guint8 *) start->str, start->len, error);
}

/* What should be an archive. It can still turn out to be a web page. */
gboolean
genkan_decoding_take_archive_start (GenkanDecoding  *self,
                                    guint            level,
                                    gboolean         complete,
                                    GError         **error)
{
  GenkanLayer *layer = &self->layers[level];
  gsize length = MIN (layer->start->len, GENKAN_SNIFF_WINDOW);

  complete |= length == GENKAN_SNIFF_WINDOW;
  if (!complete && genkan_sniff_may_be_html (layer->start))
    return TRUE;
  if (genkan_sniff_is_html (layer->start->str, length))
    {
      self->archive_kind = GENKAN_ARCHIVE_NONE;
      return genkan_decoding_deliver_start (self, layer, complete, error);
    }

  if (level + 1 == GENKAN_DECODING_MAX_LAYERS)
    {
      g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE,
                           "the archive is packed too often");
      return FALSE;
    }
  layer->packing = GENKAN_PACKING_ARCHIVE;
  self->archive = genkan_archive_new (self->archive_kind, self->members);
  self->archive_kind = GENKAN_ARCHIVE_NONE;

  return genkan_decoding_add_to_archive (self, layer, error);
}

/* One member, through layers that have seen nothing. */
static gboolean
read_member (GenkanDecoding  *self,
             guint            level,
             GError         **error)
{
  g_autofree guint8 *piece = g_malloc (GENKAN_DECODING_PIECE);
  gsize length;

  genkan_decoding_clear_layers (self, level + 1);
  self->format_known = FALSE;
  do
    if (!genkan_archive_read (self->archive, piece, GENKAN_DECODING_PIECE, &length, error) ||
        !genkan_decoding_hand_on (self, level, piece, length, error))
      return FALSE;
  while (length > 0);

  if (!genkan_decoding_end_layer (self, level + 1, error))
    return FALSE;
  /* Nothing is a document of a known format, though perhaps a bad one. */
  if (!self->format_known)
    genkan_decoding_begin_format (self, self->format);

  return TRUE;
}

gboolean
genkan_decoding_read_members (GenkanDecoding  *self,
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
