/* genkan-mapper-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-decoding.h"
#include "genkan-mapper.h"
#include "genkan-sandbox-private.h"

G_BEGIN_DECLS

struct _GenkanMapper
{
  GObject parent_instance;

  GenkanSandbox    *sandbox;      /* (owned) */
  const GenkanStep *step;         /* lives as long as the sandbox's connector */
  GenkanVariables  *variables;    /* (owned) */
  GCancellable     *cancellable;  /* (owned) (nullable) */
  guint             status;
  char             *headers;      /* (owned) JSON */

  GenkanItems      *items;        /* (owned) */
  GenkanDecoding   *decoding;     /* (owned) */
  GString          *raw;          /* (owned) the first bytes, unpacked */
  gboolean          begun;        /* something has come */
  GError           *parse_error;  /* (owned) (nullable) */
  gboolean          unpacking_failed;
  gboolean          failed;       /* what ended the decoding is not for the end to judge */
  guint             n_items;      /* of the whole answer so far */
  guint             n_mapped;     /* of the items that are kept */

  GenkanVerdict     verdict;
  gboolean          decided;
  gboolean          keep_items;   /* something at the end reads `item` */
  GenkanRecall     *recall;       /* (owned) (nullable) */
  const GenkanOutput *recalled;   /* (nullable): rows of it that are known are not made again */

  guint            *n_rows;       /* (owned) per output, for messages */
  GPtrArray        *mapped;       /* (owned) (element-type GenkanMapped) not taken yet */
  GenkanRowBatch   *next;         /* (owned) (nullable) */
};

/* genkan-mapper.c */
void     genkan_mapper_add_mapped   (GenkanMapper        *self,
                                     const GenkanOutput  *output,
                                     GenkanRowBatch      *rows);
gboolean genkan_mapper_map_batches  (GenkanMapper        *self,
                                     GError             **error);

/* genkan-mapper-feed.c */
GenkanDecoding *genkan_mapper_new_decoding (GenkanMapper  *self,
                                            GHashTable    *headers);
gboolean        genkan_mapper_end_decoding (GenkanMapper  *self,
                                            GError       **error);

/* genkan-mapper-recall.c */
void     genkan_mapper_begin_recall (GenkanMapper        *self);
void     genkan_mapper_flush_known  (GenkanMapper        *self);

/* genkan-mapper-judge.c */
gboolean genkan_mapper_is_good      (GenkanMapper        *self);
void     genkan_mapper_fill_answer  (GenkanMapper        *self,
                                     GenkanAnswer        *answer);
gboolean genkan_mapper_decide_early (GenkanMapper        *self,
                                     GError             **error);
gboolean genkan_mapper_decide       (GenkanMapper        *self,
                                     const GenkanAnswer  *answer,
                                     GError             **error);
gboolean genkan_mapper_refuse_shape (GenkanMapper        *self,
                                     GError             **error);
gboolean genkan_mapper_check_items  (GenkanMapper        *self,
                                     GError             **error);

G_END_DECLS
