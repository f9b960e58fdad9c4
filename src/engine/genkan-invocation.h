/* genkan-invocation.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-definition.h"
#include "genkan-row-batch.h"

G_BEGIN_DECLS

/* What the pages of one `next` have in common. Reference counted. */
typedef struct
{
  GenkanVariables *base;     /* (owned) those of the first page */
  GHashTable      *seen;     /* (owned) (element-type utf8) the keys of its requests */
  guint            n_pages;
  guint            n_live;   /* of its invocations, where the step has a `cleanup` */
  gboolean         is_foreign; /* another scope began what it is about */
  gint64           deadline; /* monotonic, or 0 */
} GenkanChain;

/* One step to be run with one set of variables. Reference counted. */
typedef struct
{
  const GenkanStep *step;
  guint             place;     /* of the step in the plan */
  GenkanVariables  *variables; /* (owned) */
  GenkanChain      *chain;     /* (owned) */
  char             *key;       /* (owned) what tells it from others of its step */
  char             *words;     /* (owned) (nullable) what `next` has changed: "p = '3'" */
  gboolean          is_noted;  /* the scope's journal knows that it is at work */
  gboolean          is_shared; /* the run's ledger does */
  gboolean          is_poll;   /* it waited for `after_`: asking the same again is its business */
  char             *previous;  /* (owned) (nullable) checksum of the page before, if it was one */
  char             *asked;     /* (owned) (nullable) how it was asked last: "GET https://…" */
  guint             status;    /* of the last answer, 0 = none */
} GenkanInvocation;

GenkanInvocation *genkan_invocation_new        (const GenkanStep *step,
                                                guint             place,
                                                GenkanVariables  *variables,
                                                gint64            now);
GenkanInvocation *genkan_invocation_new_next   (GenkanInvocation *self,
                                                GenkanRowBatch   *rows,
                                                guint             row,
                                                gint64           *ret_after);
GenkanInvocation *genkan_invocation_ref        (GenkanInvocation *self);
void              genkan_invocation_unref      (GenkanInvocation *self);
GenkanVariables  *genkan_variables_new_for_row (GenkanVariables  *parent,
                                                GenkanVariables  *root,
                                                const GenkanStep *step,
                                                GenkanRowBatch   *rows,
                                                guint             row);
char             *genkan_variables_dup_values  (GenkanVariables    *self,
                                                const char * const *names);
gboolean          genkan_row_is_null           (GenkanRowBatch    *rows,
                                                guint              row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanInvocation, genkan_invocation_unref)

G_END_DECLS
