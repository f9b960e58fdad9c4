/* genkan-retry.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pure function: clock and chance are arguments, so every case can be tested.
 *
 * What the server says about time is taken literally: neither sooner, which it would count
 * against us, nor later. Only where it says nothing do we guess, exponentially, and at random
 * within the upper half of the guess so that parallel requests do not all come back at once.
 */

#define G_LOG_DOMAIN "genkan-http"

#include "config.h"

#include "genkan-retry.h"

#include "genkan-http-error.h"

#include <libsoup/soup.h>

#define SECOND G_USEC_PER_SEC

/* libsoup has no names for these. */
#define STATUS_TOO_EARLY 425
#define STATUS_TOO_MANY_REQUESTS 429

static gboolean
parse_seconds (const char *text,
               double     *ret_seconds)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  char *end = NULL;
  double seconds;

  if (!g_ascii_isdigit (*stripped))
    return FALSE;

  seconds = g_ascii_strtod (stripped, &end);
  /* RateLimit-Reset may carry parameters. */
  if (*end != '\0' && *end != ';' && *end != ',')
    return FALSE;

  *ret_seconds = MIN (seconds, G_MAXINT64 / 4 / SECOND);
  return TRUE;
}

/* Seconds from now, or a date. */
static gint64
parse_retry_after (const char *text,
                   gint64      now)
{
  g_autoptr (GDateTime) date = NULL;
  double seconds;

  if (parse_seconds (text, &seconds))
    return (gint64) (seconds * SECOND);

  date = soup_date_time_new_from_http_string (text);
  if (date == NULL)
    return -1;

  return MAX (0, g_date_time_to_unix (date) * SECOND - now);
}

/* Vendors mean seconds from now, seconds since 1970 or milliseconds since 1970 by it; the sizes
 * are far enough apart to tell. */
static gint64
parse_reset (const char *text,
             gint64      now)
{
  double seconds;

  if (!parse_seconds (text, &seconds))
    return -1;

  if (seconds >= 1e12)
    seconds /= 1000;
  if (seconds >= 1e9)
    return MAX (0, (gint64) (seconds * SECOND) - now);

  return (gint64) (seconds * SECOND);
}

static gint64
get_asked_delay (const GenkanRetryCase *failure,
                 gint64                 now)
{
  const char *text;
  gint64 delay = failure->asked;

  if (delay >= 0 || failure->headers == NULL)
    return delay;

  text = g_hash_table_lookup (failure->headers, "retry-after");
  if (text != NULL)
    delay = parse_retry_after (text, now);
  if (delay >= 0)
    return delay;

  /* Sent with every answer: it is the reason for this failure only if the limit is. */
  if (failure->status != STATUS_TOO_MANY_REQUESTS)
    return -1;

  text = g_hash_table_lookup (failure->headers, "ratelimit-reset");
  if (text == NULL)
    text = g_hash_table_lookup (failure->headers, "x-ratelimit-reset");

  return text != NULL ? parse_reset (text, now) : -1;
}

static gboolean
error_is_passing (const GError *error,
                  gboolean      repeatable)
{
  if (g_error_matches (error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_UNREACHABLE))
    return TRUE;

  return repeatable
         && (g_error_matches (error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_TIMEOUT)
             || g_error_matches (error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_CUT));
}

static gboolean
status_is_passing (guint    status,
                   gboolean repeatable)
{
  switch (status)
    {
    case SOUP_STATUS_REQUEST_TIMEOUT:
    case STATUS_TOO_EARLY:
    case STATUS_TOO_MANY_REQUESTS:
    case SOUP_STATUS_SERVICE_UNAVAILABLE:
      return TRUE;

    default:
      return repeatable && status >= 500;
    }
}

static gint64
guess_delay (const GenkanRetryPolicy *self,
             guint                    attempt,
             double                   chance)
{
  gint64 delay = self->first_delay;

  for (guint i = 1; i < attempt && delay < self->longest_delay; i++)
    delay *= 2;
  delay = MIN (delay, self->longest_delay);

  return delay / 2 + (gint64) (delay / 2 * chance);
}

/**
 * genkan_retry_policy_decide:
 * @self: how patient to be
 * @failure: what went wrong
 * @now: microseconds since 1970
 * @chance: a random number from 0 to 1
 * @ret_delay: (out): for %GENKAN_RETRY_AGAIN and %GENKAN_RETRY_TOO_LONG, the delay in
 *   microseconds
 *
 * Returns: whether to try again
 */
GenkanRetryDecision
genkan_retry_policy_decide (const GenkanRetryPolicy *self,
                            const GenkanRetryCase   *failure,
                            gint64                   now,
                            double                   chance,
                            gint64                  *ret_delay)
{
  gboolean passing;
  gint64 delay;

  g_return_val_if_fail (self != NULL, GENKAN_RETRY_NEVER);
  g_return_val_if_fail (failure != NULL, GENKAN_RETRY_NEVER);
  g_return_val_if_fail (ret_delay != NULL, GENKAN_RETRY_NEVER);

  passing = failure->error != NULL ? error_is_passing (failure->error, failure->repeatable)
                                   : status_is_passing (failure->status, failure->repeatable);
  if (!passing && !failure->wanted)
    return GENKAN_RETRY_NEVER;

  if (failure->attempt >= self->attempts)
    return GENKAN_RETRY_EXHAUSTED;

  delay = get_asked_delay (failure, now);
  if (delay < 0)
    delay = guess_delay (self, failure->attempt, chance);

  *ret_delay = delay;

  return delay <= self->longest_delay ? GENKAN_RETRY_AGAIN : GENKAN_RETRY_TOO_LONG;
}
