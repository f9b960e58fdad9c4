/* genkan-sandbox-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-items.h"
#include "genkan-sandbox.h"

G_BEGIN_DECLS

/* What the SELECTs of a request step see besides variables. */
typedef struct
{
  guint        status;
  const char  *headers;      /* JSON object, lower-case names */
  const char  *body;         /* (nullable) the document without the items */
  gsize        body_length;
  guint        n_items;
  GenkanItems *items;        /* (nullable) */
  guint        first_row;    /* rows of the page before this batch, for messages */
  gboolean     one_by_one;   /* which item a row was made from matters */
} GenkanAnswer;

GenkanRowBatch *genkan_sandbox_map       (GenkanSandbox       *self,
                                          const GenkanOutput  *output,
                                          GenkanVariables     *variables,
                                          const GenkanAnswer  *answer,
                                          GCancellable        *cancellable,
                                          GError             **error);
gboolean        genkan_sandbox_get_seed  (GenkanSandbox       *self,
                                          const GenkanOutput  *output,
                                          GenkanVariables     *variables,
                                          const GenkanAnswer  *answer,
                                          guint64             *ret_seed,
                                          GError             **error);
gboolean        genkan_sandbox_test_case (GenkanSandbox       *self,
                                          const GenkanCase    *condition,
                                          GenkanVariables     *variables,
                                          const GenkanAnswer  *answer,
                                          GCancellable        *cancellable,
                                          gboolean            *ret_matches,
                                          char               **ret_say,
                                          gint64              *ret_after,
                                          GError             **error);
GenkanItems    *genkan_sandbox_take_items (GenkanSandbox      *self);
void            genkan_sandbox_give_items (GenkanSandbox      *self,
                                          GenkanItems         *items);
void            genkan_sandbox_set_time_limit (GenkanSandbox  *self,
                                          gint64               time_limit);
char           *genkan_case_dup_sql      (const GenkanCase    *self);

G_END_DECLS
