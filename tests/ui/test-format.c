/* test-format.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "closures/genkan-closures.h"
#include "closures/genkan-format.h"

#define MINUTE (60 * G_TIME_SPAN_SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)
#define NOW    (G_GINT64_CONSTANT (1795350000) * G_TIME_SPAN_SECOND) /* 22 Nov 2026, 12:20 UTC */

static void
assert_ago (gint64      age,
            const char *expected)
{
  g_autofree char *text = genkan_format_ago (NOW - age, NOW);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_format_ago (void)
{
  g_autofree char *never = genkan_format_ago (0, NOW);

  g_assert_cmpstr (never, ==, "");
  assert_ago (0, "just now");
  assert_ago (MINUTE - 1, "just now");
  assert_ago (MINUTE, "1 minute ago");
  assert_ago (HOUR - 1, "59 minutes ago");
  assert_ago (HOUR, "1 hour ago");
  assert_ago (DAY - 1, "23 hours ago");
  assert_ago (DAY, "1 day ago");
  assert_ago (30 * DAY - 1, "29 days ago");
  assert_ago (31 * DAY, "22 Oct 2026");
  assert_ago (47 * DAY, "6 Oct 2026");
}

/* The clock of a server or of another machine may be ahead of ours. */
static void
test_format_future (void)
{
  assert_ago (-MINUTE, "just now");
  assert_ago (-DAY, "23 Nov 2026");
}

/* What genkan_format_ago_lasts() promises: the same words until then, others after. */
static void
test_format_ago_lasts (void)
{
  const gint64 ages[] = { 0, 1, MINUTE - 1, MINUTE, 90 * G_TIME_SPAN_SECOND, HOUR, DAY + 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      gint64 when = NOW - ages[i];
      gint64 lasts = genkan_format_ago_lasts (when, NOW);
      g_autofree char *now = genkan_format_ago (when, NOW);
      g_autofree char *still = genkan_format_ago (when, NOW + lasts - 1);
      g_autofree char *then = genkan_format_ago (when, NOW + lasts);

      g_assert_cmpint (lasts, >, 0);
      g_assert_cmpstr (now, ==, still);
      g_assert_cmpstr (now, !=, then);
    }

  g_assert_cmpint (genkan_format_ago_lasts (0, NOW), ==, 0);
  g_assert_cmpint (genkan_format_ago_lasts (NOW - 100 * DAY, NOW), ==, 0);
}

static void
assert_duration (gint64      duration,
                 const char *expected)
{
  g_autofree char *text = genkan_format_duration (duration);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_format_duration (void)
{
  assert_duration (-1, "0.0 s");
  assert_duration (400 * G_TIME_SPAN_MILLISECOND, "0.4 s");
  assert_duration (12 * G_TIME_SPAN_SECOND, "12 s");
  assert_duration (125 * G_TIME_SPAN_SECOND, "2 min 5 s");
  assert_duration (HOUR + 3 * MINUTE, "1 h 3 min");
}

static void
test_format_exact (void)
{
  g_autofree char *text = genkan_format_exact (NOW);
  g_autofree char *never = genkan_format_exact (0);

  g_assert_nonnull (strstr (text, "22 Nov 2026"));
  g_assert_nonnull (strstr (text, ":20:00"));
  g_assert_cmpstr (never, ==, "");
}

static void
assert_outcome (const GenkanOperationFields *fields,
                const char                  *expected)
{
  g_autoptr (GenkanOperation) operation = genkan_operation_new (fields);
  g_autofree char *text = genkan_format_outcome (operation);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_format_outcome (void)
{
  assert_outcome (&(GenkanOperationFields) { .n_seen = 5, .n_new = 5 }, "5 Records: 5 new");
  assert_outcome (&(GenkanOperationFields) { .n_seen = 1 }, "1 Record, nothing changed");
  assert_outcome (&(GenkanOperationFields) { .n_seen = 4, .n_changed = 1, .n_missing = 2,
                                             .n_returned = 1 },
                  "4 Records: 1 changed, 2 missing, 1 back again");
  assert_outcome (&(GenkanOperationFields) { .n_seen = 4, .n_mapped = 3, .n_left_out = 2 },
                  "4 Records: 3 mapped, 2 left out");
}

static void
assert_progress (guint       done,
                 guint       known,
                 guint       rows,
                 const char *unit,
                 const char *expected)
{
  g_autofree char *text =
    genkan_format_progress (GENKAN_OPERATION_TYPE_DISCOVER, done, known, rows, unit);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_format_progress (void)
{
  g_autofree char *waiting = genkan_format_waiting ("the tool’s limit", 7100 * 1000);
  g_autofree char *unknown = genkan_format_waiting ("the tool’s limit", 0);

  assert_progress (0, 0, 0, "sites", "Discovering…");
  assert_progress (12, 40, 5871, "sites", "Discovering… 12 of 40 requests, 5871 sites");
  assert_progress (1, 1, 5, NULL, "Discovering… 1 request, 5 Records");
  g_assert_cmpstr (waiting, ==, "waiting for the tool’s limit, 8 s");
  g_assert_cmpstr (unknown, ==, "waiting for the tool’s limit");
  g_assert_null (genkan_format_waiting (NULL, 0));
}

static void
assert_pair (const char *first,
             const char *second,
             const char *expected)
{
  g_autofree char *text = genkan_format_pair (first, second);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_format_pair (void)
{
  assert_pair ("IT", "site", "IT · site");
  assert_pair (NULL, "site", "site");
  assert_pair ("IT", "", "IT");
  assert_pair (NULL, NULL, "");
}

static void
test_format_name (void)
{
  g_autofree char *latin = genkan_format_name ("Café → shop");
  g_autofree char *hebrew = genkan_format_name ("חנות");
  g_autofree char *mark = genkan_format_name ("a\u202eb");

  g_assert_cmpstr (latin, ==, "Café → shop");
  g_assert_cmpstr (hebrew, ==, "\u2068חנות\u2069");
  g_assert_cmpstr (mark, ==, "\u2068a\u202eb\u2069");
  g_assert_null (genkan_format_name (NULL));
}

/* Whatever number a later Genkan has stored, there is a word, an icon and a class for it. */
static void
test_closures_every_value (void)
{
  for (int value = -1; value < 10; value++)
    {
      g_autofree char *state_icon = genkan_closure_record_state_icon (NULL, value);
      g_auto (GStrv) state_classes = genkan_closure_record_state_classes (NULL, value);
      g_autofree char *status = genkan_closure_operation_status_word (NULL, value);
      g_autofree char *status_icon = genkan_closure_operation_status_icon (NULL, value);
      g_auto (GStrv) status_classes = genkan_closure_operation_status_classes (NULL, value);

      g_assert_cmpstr (genkan_format_record_state (value), !=, "");
      g_assert_true (g_str_has_suffix (state_icon, "-symbolic"));
      g_assert_cmpuint (g_strv_length (state_classes), ==, 2);
      g_assert_cmpstr (status, !=, "");
      g_assert_true (g_str_has_suffix (status_icon, "-symbolic"));
      g_assert_cmpuint (g_strv_length (status_classes), ==, 2);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format/ago", test_format_ago);
  g_test_add_func ("/format/future", test_format_future);
  g_test_add_func ("/format/ago-lasts", test_format_ago_lasts);
  g_test_add_func ("/format/duration", test_format_duration);
  g_test_add_func ("/format/exact", test_format_exact);
  g_test_add_func ("/format/outcome", test_format_outcome);
  g_test_add_func ("/format/progress", test_format_progress);
  g_test_add_func ("/format/pair", test_format_pair);
  g_test_add_func ("/format/name", test_format_name);
  g_test_add_func ("/closures/every-value", test_closures_every_value);

  return g_test_run ();
}
