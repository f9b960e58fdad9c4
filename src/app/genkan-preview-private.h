/* genkan-preview-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-engine.h"
#include "genkan-preview.h"
#include "genkan-redactor.h"

G_BEGIN_DECLS

/* As it came: not for eyes. */
typedef struct
{
  char           *step;         /* (owned) */
  gboolean        is_login;
  char           *method;       /* (owned) */
  char           *url;          /* (owned) */
  char           *content_type; /* (owned) (nullable) of the body */
  GBytes         *body;         /* (owned) (nullable) */
  guint           attempt;
  guint           status;
  GHashTable     *headers;      /* (owned) (nullable) (element-type utf8 utf8) */
  GBytes         *answer;       /* (owned) (nullable) */
  gboolean        is_whole;
  char           *error;        /* (owned) (nullable) */
  GenkanRedactor *redactor;     /* (owned) */
} GenkanPreviewRaw;

/* One scope's end. */
typedef struct
{
  char          *record_id; /* (owned) (nullable) */
  GenkanOutcome  outcome;
  char          *reason;    /* (owned) (nullable) */
} GenkanPreviewEnd;

GenkanPreview  *genkan_preview_new          (GenkanConnector       *connector);
GenkanCoverage *genkan_preview_get_coverage (GenkanPreview         *self);
GPtrArray      *genkan_preview_get_raw      (GenkanPreview         *self);
void            genkan_preview_end          (GenkanPreview         *self,
                                             const GenkanRunResult *result);

/* genkan-preview-words.c */
GenkanPreviewExchange *genkan_preview_exchange_new  (const GenkanPreviewRaw *raw);
void                   genkan_preview_exchange_free (GenkanPreviewExchange  *self);

G_END_DECLS
