/* genkan-decoder-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-decoder.h"

G_BEGIN_DECLS

/* A format. `feed` takes all or stops early when there are @max_items. */
typedef struct
{
  gboolean          (*feed)      (GenkanDecoder  *self,
                                  const guint8   *data,
                                  gsize           length,
                                  guint           max_items,
                                  gsize          *ret_used,
                                  GError        **error);
  gboolean          (*end)       (GenkanDecoder  *self,
                                  GError        **error);
  GenkanCutterItems (*get_items) (GenkanDecoder  *self,
                                  const char    **ret_other);
  const char       *(*get_body)  (GenkanDecoder  *self,
                                  gsize          *ret_length);
  void              (*free)      (GenkanDecoder  *self);
} GenkanDecoderClass;

struct _GenkanDecoder
{
  const GenkanDecoderClass *klass;
};

/* A document that is a list of rows: the items, or, if the step wants no items, the body. */
typedef struct
{
  GenkanItems *items;    /* (owned) */
  GString     *body;     /* (owned) `[` and what is not an item */
  gboolean     wanted;   /* the path is `$` */
} GenkanRows;

void     genkan_rows_init  (GenkanRows          *self,
                            const char * const  *path,
                            GenkanItems         *items);
void     genkan_rows_clear (GenkanRows          *self);
gboolean genkan_rows_add   (GenkanRows          *self,
                            const char          *json,
                            gsize                length,
                            GError             **error);
void     genkan_rows_end   (GenkanRows          *self);

GenkanDecoder *genkan_csv_decoder_new    (const char * const *path,
                                          GenkanItems        *items);
GenkanDecoder *genkan_ndjson_decoder_new (const char * const *path,
                                          GenkanItems        *items);
GenkanDecoder *genkan_text_decoder_new   (const char * const *path,
                                          GenkanItems        *items);
GenkanDecoder *genkan_xml_decoder_new    (const char * const *path,
                                          GenkanItems        *items);

GenkanDecoder *genkan_series_decoder_new   (const char * const *path,
                                            GenkanItems        *items);
void           genkan_series_decoder_begin (GenkanDecoder      *decoder,
                                            GenkanFormat        format);

G_END_DECLS
