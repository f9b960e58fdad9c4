/* genkan-retry.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How patient to be. */
typedef struct
{
  guint  attempts;      /* of one request, the first included */
  gint64 first_delay;   /* microseconds before the second attempt */
  gint64 longest_delay; /* microseconds */
} GenkanRetryPolicy;

/**
 * GenkanRetryCase:
 * @attempt: which attempt has failed, from 1
 * @status: the status of the answer, or 0 when there was none
 * @error: (nullable): why there was no answer, or none to its end; in #GENKAN_HTTP_ERROR
 * @headers: (nullable) (element-type utf8 utf8): the answer's, by lower-case name
 * @repeatable: asking twice does no harm: a GET, a GraphQL query, what is marked idempotent
 * @wanted: the connector file says that this is to be tried again, whatever the status
 * @asked: how long the connector file asks to wait, in microseconds, or -1
 *
 * One attempt that went wrong.
 */
typedef struct
{
  guint         attempt;
  guint         status;
  const GError *error;
  GHashTable   *headers;
  gboolean      repeatable;
  gboolean      wanted;
  gint64        asked;
} GenkanRetryCase;

typedef enum
{
  GENKAN_RETRY_AGAIN,     /* after the delay */
  GENKAN_RETRY_NEVER,     /* another attempt would not help, or could do harm */
  GENKAN_RETRY_EXHAUSTED, /* that was the last attempt */
  GENKAN_RETRY_TOO_LONG,  /* the server asks for a longer delay than the policy allows */
} GenkanRetryDecision;

GenkanRetryDecision genkan_retry_policy_decide (const GenkanRetryPolicy *self,
                                                const GenkanRetryCase   *failure,
                                                gint64                   now,
                                                double                   chance,
                                                gint64                  *ret_delay);

G_END_DECLS
