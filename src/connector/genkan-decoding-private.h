/* genkan-decoding-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-archive.h"
#include "genkan-decoding.h"
#include "genkan-sniff.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Twice packed, an archive in it, and what is in that. */
#define GENKAN_DECODING_MAX_LAYERS 4
#define GENKAN_DECODING_PIECE 65536

typedef struct
{
  GString           *start;    /* (owned) (nullable) the first bytes, while they are looked at */
  GenkanPacking      packing;
  GZlibDecompressor *gunzip;   /* (owned) (nullable) */
  gboolean           finished; /* a gzip member has ended, and no other has begun */
} GenkanLayer;

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
  GenkanLayer         layers[GENKAN_DECODING_MAX_LAYERS];
  guint64             unpacked;     /* bytes, in all layers */
  guint64             archived;     /* bytes of the archive itself */
  guint64             limit;
};

void     genkan_decoding_clear_layers       (GenkanDecoding  *self,
                                             guint            from);
gboolean genkan_decoding_count              (GenkanDecoding  *self,
                                             guint64         *sum,
                                             gsize            length,
                                             const char      *when,
                                             GError         **error);
void     genkan_decoding_begin_format       (GenkanDecoding  *self,
                                             GenkanFormat     format);
gboolean genkan_decoding_deliver_start      (GenkanDecoding  *self,
                                             GenkanLayer     *layer,
                                             gboolean         complete,
                                             GError         **error);
gboolean genkan_decoding_hand_on            (GenkanDecoding  *self,
                                             guint            level,
                                             const guint8    *data,
                                             gsize            length,
                                             GError         **error);
gboolean genkan_decoding_feed_layer         (GenkanDecoding  *self,
                                             guint            level,
                                             const guint8    *data,
                                             gsize            length,
                                             GError         **error);
gboolean genkan_decoding_end_layer          (GenkanDecoding  *self,
                                             guint            level,
                                             GError         **error);

/* genkan-decoding-archive.c */
gboolean genkan_decoding_take_archive_start (GenkanDecoding  *self,
                                             guint            level,
                                             gboolean         complete,
                                             GError         **error);
gboolean genkan_decoding_add_to_archive     (GenkanDecoding  *self,
                                             GenkanLayer     *layer,
                                             GError         **error);
gboolean genkan_decoding_read_members       (GenkanDecoding  *self,
                                             guint            level,
                                             GError         **error);

G_END_DECLS
