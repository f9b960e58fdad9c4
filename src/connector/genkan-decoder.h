/* genkan-decoder.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-cutter.h"
#include "genkan-definition.h"

G_BEGIN_DECLS

/* What stands between the bytes of an answer and `item (k, j)`: reads one format while it
 * arrives, in pieces of any size, adds the items to a page of items, and keeps the rest of the
 * document as JSON. Memory is bounded: an item and the rest are at most 16 MiB each. */
typedef struct _GenkanDecoder GenkanDecoder;

#define GENKAN_DECODER_MAX_ITEM (16 * 1024 * 1024)
#define GENKAN_DECODER_MAX_BODY (16 * 1024 * 1024)

GenkanDecoder     *genkan_decoder_new         (GenkanFormat        format,
                                               const char * const *path,
                                               GenkanItems        *items);
void               genkan_decoder_free        (GenkanDecoder      *self);
gboolean           genkan_decoder_feed        (GenkanDecoder      *self,
                                               const guint8       *data,
                                               gsize               length,
                                               guint               max_items,
                                               gsize              *ret_used,
                                               GError            **error);
gboolean           genkan_decoder_end         (GenkanDecoder      *self,
                                               GError            **error);
GenkanCutterItems  genkan_decoder_get_items   (GenkanDecoder      *self,
                                               const char        **ret_other);
const char        *genkan_decoder_get_body    (GenkanDecoder      *self,
                                               gsize              *ret_length);

const char        *genkan_format_get_title    (GenkanFormat        format);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanDecoder, genkan_decoder_free)

G_END_DECLS
