/* test-retry.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-http-error.h"
#include "genkan-retry.h"

#define SECOND G_USEC_PER_SEC
/* Sun, 06 Nov 1994 08:49:37 GMT, the date of RFC 9110's examples. */
#define NOW (G_GINT64_CONSTANT (784111777) * SECOND)

static const GenkanRetryPolicy policy = { 5, SECOND, 60 * SECOND };

static GenkanRetryDecision
decide_status (guint    status,
               gboolean repeatable)
{
  GenkanRetryCase failure = { .attempt = 1, .status = status, .repeatable = repeatable, .asked = -1 };
  gint64 delay;

  return genkan_retry_policy_decide (&policy, &failure, NOW, 0, &delay);
}

static GenkanRetryDecision
decide_error (int      code,
              gboolean repeatable)
{
  g_autoptr (GError) error = g_error_new_literal (GENKAN_HTTP_ERROR, code, "");
  GenkanRetryCase failure = { .attempt = 1, .error = error, .repeatable = repeatable, .asked = -1 };
  gint64 delay;

  return genkan_retry_policy_decide (&policy, &failure, NOW, 0, &delay);
}

static gint64
get_delay (guint       status,
           const char *name,
           const char *value)
{
  g_autoptr (GHashTable) headers = g_hash_table_new (g_str_hash, g_str_equal);
  GenkanRetryCase failure = { .attempt = 1, .status = status, .headers = headers, .repeatable = TRUE,
                              .asked = -1 };
  gint64 delay = -1;

  g_hash_table_insert (headers, (char *) name, (char *) value);
  genkan_retry_policy_decide (&policy, &failure, NOW, 1.0, &delay);

  return delay;
}

static void
test_retry_statuses (void)
{
  const guint passing[] = { 408, 425, 429, 500, 502, 503, 504 };
  const guint final[] = { 400, 401, 403, 404, 409, 422 };

  for (gsize i = 0; i < G_N_ELEMENTS (passing); i++)
    g_assert_cmpint (decide_status (passing[i], TRUE), ==, GENKAN_RETRY_AGAIN);
  for (gsize i = 0; i < G_N_ELEMENTS (final); i++)
    g_assert_cmpint (decide_status (final[i], TRUE), ==, GENKAN_RETRY_NEVER);
}

/* What was perhaps done already is not asked for twice. */
static void
test_retry_post (void)
{
  g_assert_cmpint (decide_status (429, FALSE), ==, GENKAN_RETRY_AGAIN);
  g_assert_cmpint (decide_status (503, FALSE), ==, GENKAN_RETRY_AGAIN);
  g_assert_cmpint (decide_status (500, FALSE), ==, GENKAN_RETRY_NEVER);
  g_assert_cmpint (decide_status (502, FALSE), ==, GENKAN_RETRY_NEVER);
  g_assert_cmpint (decide_error (GENKAN_HTTP_ERROR_UNREACHABLE, FALSE), ==, GENKAN_RETRY_AGAIN);
  g_assert_cmpint (decide_error (GENKAN_HTTP_ERROR_CUT, FALSE), ==, GENKAN_RETRY_NEVER);
  g_assert_cmpint (decide_error (GENKAN_HTTP_ERROR_TIMEOUT, FALSE), ==, GENKAN_RETRY_NEVER);
}

static void
test_retry_errors (void)
{
  g_assert_cmpint (decide_error (GENKAN_HTTP_ERROR_UNREACHABLE, TRUE), ==, GENKAN_RETRY_AGAIN);
  g_assert_cmpint (decide_error (GENKAN_HTTP_ERROR_CUT, TRUE), ==, GENKAN_RETRY_AGAIN);
  g_assert_cmpint (decide_error (GENKAN_HTTP_ERROR_TIMEOUT, TRUE), ==, GENKAN_RETRY_AGAIN);
  g_assert_cmpint (decide_error (GENKAN_HTTP_ERROR_TLS, TRUE), ==, GENKAN_RETRY_NEVER);
  g_assert_cmpint (decide_error (GENKAN_HTTP_ERROR_HOST, TRUE), ==, GENKAN_RETRY_NEVER);
  g_assert_cmpint (decide_error (GENKAN_HTTP_ERROR_TOO_LARGE, TRUE), ==, GENKAN_RETRY_NEVER);
}

static void
test_retry_asked (void)
{
  g_assert_cmpint (get_delay (429, "retry-after", "7"), ==, 7 * SECOND);
  g_assert_cmpint (get_delay (503, "retry-after", "0"), ==, 0);
  g_assert_cmpint (get_delay (503, "retry-after", "Sun, 06 Nov 1994 08:49:47 GMT"), ==, 10 * SECOND);
  g_assert_cmpint (get_delay (503, "retry-after", "Sun, 06 Nov 1994 08:49:00 GMT"), ==, 0);
  g_assert_cmpint (get_delay (429, "ratelimit-reset", "12"), ==, 12 * SECOND);
  g_assert_cmpint (get_delay (429, "x-ratelimit-reset", "30"), ==, 30 * SECOND);

  /* Not a reason for a failure of another kind, and not a number. */
  g_assert_cmpint (get_delay (500, "x-ratelimit-reset", "30"), ==, SECOND);
  g_assert_cmpint (get_delay (429, "retry-after", "soon"), ==, SECOND);
  g_assert_cmpint (get_delay (429, "retry-after", "-5"), ==, SECOND);
}

/* Numbers that are so large count from 1970; a clock of this century is needed for them. */
static void
test_retry_epochs (void)
{
  g_autoptr (GHashTable) headers = g_hash_table_new (g_str_hash, g_str_equal);
  GenkanRetryCase failure = { .attempt = 1, .status = 429, .headers = headers, .asked = -1 };
  gint64 now = G_GINT64_CONSTANT (1700000000) * SECOND;
  gint64 delay = -1;

  g_hash_table_insert (headers, (char *) "x-ratelimit-reset", (char *) "1700000020");
  genkan_retry_policy_decide (&policy, &failure, now, 0, &delay);
  g_assert_cmpint (delay, ==, 20 * SECOND);

  g_hash_table_insert (headers, (char *) "x-ratelimit-reset", (char *) "1700000020500");
  genkan_retry_policy_decide (&policy, &failure, now, 0, &delay);
  g_assert_cmpint (delay, ==, 20 * SECOND + SECOND / 2);
}

static void
test_retry_backoff (void)
{
  GenkanRetryCase failure = { .status = 500, .repeatable = TRUE, .asked = -1 };
  gint64 delay;

  for (guint i = 1; i < policy.attempts; i++)
    {
      gint64 full = SECOND << (i - 1);

      failure.attempt = i;
      g_assert_cmpint (genkan_retry_policy_decide (&policy, &failure, NOW, 0, &delay), ==,
                       GENKAN_RETRY_AGAIN);
      g_assert_cmpint (delay, ==, full / 2);
      genkan_retry_policy_decide (&policy, &failure, NOW, 1, &delay);
      g_assert_cmpint (delay, ==, full);
    }

  failure.attempt = policy.attempts;
  g_assert_cmpint (genkan_retry_policy_decide (&policy, &failure, NOW, 0, &delay), ==,
                   GENKAN_RETRY_EXHAUSTED);
}

static void
test_retry_patience (void)
{
  g_autoptr (GHashTable) headers = g_hash_table_new (g_str_hash, g_str_equal);
  GenkanRetryCase failure = { .attempt = 1, .status = 429, .headers = headers, .asked = -1 };
  gint64 delay;

  g_hash_table_insert (headers, (char *) "retry-after", (char *) "3600");
  g_assert_cmpint (genkan_retry_policy_decide (&policy, &failure, NOW, 0, &delay), ==,
                   GENKAN_RETRY_TOO_LONG);
  g_assert_cmpint (delay, ==, G_GINT64_CONSTANT (3600) * SECOND);

  g_hash_table_insert (headers, (char *) "retry-after", (char *) "999999999999999999999999");
  g_assert_cmpint (genkan_retry_policy_decide (&policy, &failure, NOW, 0, &delay), ==,
                   GENKAN_RETRY_TOO_LONG);
}

/* What a connector file's case says comes first. */
static void
test_retry_wanted (void)
{
  GenkanRetryCase failure = { .attempt = 1, .status = 400, .wanted = TRUE, .asked = 3 * SECOND };
  gint64 delay;

  g_assert_cmpint (genkan_retry_policy_decide (&policy, &failure, NOW, 0, &delay), ==,
                   GENKAN_RETRY_AGAIN);
  g_assert_cmpint (delay, ==, 3 * SECOND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/retry/statuses", test_retry_statuses);
  g_test_add_func ("/retry/post", test_retry_post);
  g_test_add_func ("/retry/errors", test_retry_errors);
  g_test_add_func ("/retry/asked", test_retry_asked);
  g_test_add_func ("/retry/epochs", test_retry_epochs);
  g_test_add_func ("/retry/backoff", test_retry_backoff);
  g_test_add_func ("/retry/patience", test_retry_patience);
  g_test_add_func ("/retry/wanted", test_retry_wanted);

  return g_test_run ();
}
