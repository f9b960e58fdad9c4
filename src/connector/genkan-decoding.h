/* genkan-decoding.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-decoder.h"

G_BEGIN_DECLS

/* From the bytes of an answer, as they come from the network, to the decoder that reads them:
 * unpacks what is packed, and finds out the format. What it unpacks is handed on in pieces of at
 * most 64 KiB, and is never more than a limit, however small the answer was. */
typedef struct _GenkanDecoding GenkanDecoding;

/* Gets unpacked bytes, and what reads them. An error ends all. */
typedef gboolean (*GenkanDecodingFunc) (GenkanDecoder  *decoder,
                                        const guint8   *data,
                                        gsize           length,
                                        gpointer        user_data,
                                        GError        **error);

GenkanDecoding *genkan_decoding_new         (GenkanFormat         format,
                                             const char          *content_type,
                                             const char * const  *path,
                                             GenkanItems         *items,
                                             GenkanDecodingFunc   deliver,
                                             gpointer             user_data);
void            genkan_decoding_free        (GenkanDecoding      *self);
void            genkan_decoding_set_archive (GenkanDecoding      *self,
                                             GenkanArchiveKind    kind,
                                             const char          *members);
void            genkan_decoding_set_limit   (GenkanDecoding      *self,
                                             guint64              limit);
gboolean        genkan_decoding_feed        (GenkanDecoding      *self,
                                             const guint8        *data,
                                             gsize                length,
                                             GError             **error);
gboolean        genkan_decoding_end         (GenkanDecoding      *self,
                                             GError             **error);
GenkanDecoder  *genkan_decoding_get_decoder (GenkanDecoding      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanDecoding, genkan_decoding_free)

G_END_DECLS
