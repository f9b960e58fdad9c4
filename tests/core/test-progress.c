/* test-progress.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Written by another thread, told here.
 */

#include "config.h"

#include "genkan-progress.h"

#define N_REPORTS 20000

typedef struct
{
  GThread *thread; /* where the signal must be emitted */
  guint    n_changes;
  guint    rows;
} Heard;

static void
changed_cb (GenkanProgress *progress,
            gpointer        user_data)
{
  Heard *heard = user_data;
  guint rows = genkan_progress_get_rows (progress);

  g_assert_true (g_thread_self () == heard->thread);
  g_assert_cmpuint (rows, >=, heard->rows);
  heard->rows = rows;
  heard->n_changes++;
}

static gpointer
report_thread (gpointer data)
{
  GenkanProgress *progress = data;

  for (guint i = 1; i <= N_REPORTS; i++)
    {
      genkan_progress_report (progress, i, i * 2, i * 3);
      genkan_progress_wait (progress, i % 2 == 0 ? "the tool's limit" : NULL, i);
    }

  return NULL;
}

static void
test_new_destroy (void)
{
  GenkanProgress *progress = genkan_progress_new ();
  gint64 until = -1;
  g_autofree char *waiting = genkan_progress_dup_waiting (progress, &until);

  g_assert_cmpuint (genkan_progress_get_requests_done (progress), ==, 0);
  g_assert_cmpuint (genkan_progress_get_requests_known (progress), ==, 0);
  g_assert_cmpuint (genkan_progress_get_rows (progress), ==, 0);
  g_assert_null (waiting);
  g_assert_cmpint (until, ==, 0);
  g_assert_finalize_object (progress);
}

static void
test_report (void)
{
  g_autoptr (GenkanProgress) progress = genkan_progress_new ();
  g_autofree char *waiting = NULL;
  g_autofree char *over = NULL;
  gint64 until;

  genkan_progress_report (progress, 1, 2, 3);
  g_assert_cmpuint (genkan_progress_get_requests_done (progress), ==, 1);
  g_assert_cmpuint (genkan_progress_get_requests_known (progress), ==, 2);
  g_assert_cmpuint (genkan_progress_get_rows (progress), ==, 3);

  genkan_progress_wait (progress, "the tool's limit", 42);
  waiting = genkan_progress_dup_waiting (progress, &until);
  g_assert_cmpstr (waiting, ==, "the tool's limit");
  g_assert_cmpint (until, ==, 42);

  genkan_progress_wait (progress, NULL, 0);
  over = genkan_progress_dup_waiting (progress, NULL);
  g_assert_null (over);

  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* The last word always arrives, and a flood of reports is told a few times only. */
static void
test_thread (void)
{
  g_autoptr (GenkanProgress) progress = genkan_progress_new ();
  Heard heard = { .thread = g_thread_self () };
  GThread *thread;

  g_signal_connect (progress, "changed", G_CALLBACK (changed_cb), &heard);
  thread = g_thread_new ("reports", report_thread, progress);
  while (heard.rows < N_REPORTS * 3)
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);

  g_assert_cmpuint (genkan_progress_get_requests_done (progress), ==, N_REPORTS);
  g_assert_cmpuint (genkan_progress_get_requests_known (progress), ==, N_REPORTS * 2);
  g_assert_cmpuint (heard.n_changes, >=, 1);
  g_assert_cmpuint (heard.n_changes, <, N_REPORTS / 10);
  g_signal_handlers_disconnect_by_data (progress, &heard);
}

/* Who made it in a context of its own is told there. */
static void
test_context (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GenkanProgress) progress = NULL;
  Heard heard = { .thread = g_thread_self () };

  g_main_context_push_thread_default (context);
  progress = genkan_progress_new ();
  g_main_context_pop_thread_default (context);

  g_signal_connect (progress, "changed", G_CALLBACK (changed_cb), &heard);
  genkan_progress_report (progress, 1, 1, 1);
  while (heard.n_changes == 0)
    g_main_context_iteration (context, TRUE);
  g_signal_handlers_disconnect_by_data (progress, &heard);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/progress/new-destroy", test_new_destroy);
  g_test_add_func ("/progress/report", test_report);
  g_test_add_func ("/progress/thread", test_thread);
  g_test_add_func ("/progress/context", test_context);

  return g_test_run ();
}
