/* genkan-trial-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-engine.h"
#include "genkan-trial.h"
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
} GenkanTrialRaw;

/* One scope's end. */
typedef struct
{
  char          *record_id; /* (owned) (nullable) */
  GenkanOutcome  outcome;
} GenkanTrialEnd;

/* What a scenario needs besides the exchanges. Not for eyes. */
typedef struct
{
  GHashTable *settings; /* (owned) (nullable) (element-type utf8 utf8) secrets too */
  GPtrArray  *records;  /* (owned) (nullable) (element-type GenkanRecord) of a Sync */
  GDateTime  *now;      /* (owned) (nullable) */
  GPtrArray  *lines;    /* (owned) (element-type utf8) rows of the sinks */
  GPtrArray  *ends;     /* (owned) (element-type GenkanTrialEnd) */
} GenkanTrialKept;

GenkanTrial     *genkan_trial_new           (GenkanConnector       *connector);
GenkanCoverage  *genkan_trial_get_coverage  (GenkanTrial           *self);
GPtrArray       *genkan_trial_get_raw       (GenkanTrial           *self);
GenkanConnector *genkan_trial_get_connector (GenkanTrial           *self);
GenkanTrialKept *genkan_trial_get_kept      (GenkanTrial           *self);
void             genkan_trial_end           (GenkanTrial           *self,
                                             const GenkanRunResult *result);

/* genkan-trial-words.c */
GenkanTrialExchange *genkan_trial_exchange_new  (const GenkanTrialRaw *raw);
void                 genkan_trial_exchange_free (GenkanTrialExchange  *self);

G_END_DECLS
