/* test-limiter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-limiter.h"

#define SECOND G_USEC_PER_SEC

static void
test_bucket_rate (void)
{
  GenkanBucket bucket;

  genkan_bucket_init (&bucket, 2, 3, 0, 0);
  for (int i = 0; i < 3; i++)
    {
      g_assert_cmpint (genkan_bucket_ready_at (&bucket, 0), ==, 0);
      genkan_bucket_take (&bucket, 0);
    }

  g_assert_cmpint (genkan_bucket_ready_at (&bucket, 0), ==, SECOND / 2 + 1);
  g_assert_cmpint (genkan_bucket_ready_at (&bucket, SECOND / 4), ==, SECOND / 2 + 1);
  g_assert_cmpint (genkan_bucket_ready_at (&bucket, SECOND / 2 + 1), ==, SECOND / 2 + 1);

  /* A long rest fills it to its brim and no further. */
  for (int i = 0; i < 3; i++)
    genkan_bucket_take (&bucket, 1000 * SECOND);
  g_assert_cmpint (genkan_bucket_ready_at (&bucket, 1000 * SECOND), >, 1000 * SECOND);
}

static void
test_bucket_concurrency (void)
{
  GenkanBucket bucket;

  genkan_bucket_init (&bucket, 0, 0, 2, 0);
  genkan_bucket_take (&bucket, 0);
  g_assert_cmpint (genkan_bucket_ready_at (&bucket, 0), ==, 0);
  genkan_bucket_take (&bucket, 0);
  g_assert_cmpint (genkan_bucket_ready_at (&bucket, 0), ==, GENKAN_BUCKET_LATER);
  genkan_bucket_give (&bucket);
  g_assert_cmpint (genkan_bucket_ready_at (&bucket, 0), ==, 0);
}

typedef struct
{
  GenkanLimiter *limiter;
  GPtrArray     *buckets;
  guint          n_granted;
  guint          n_cancelled;
} Fixture;

static void
fixture_init (Fixture *fixture,
              guint    concurrency)
{
  fixture->limiter = genkan_limiter_new ();
  fixture->buckets = g_ptr_array_new ();
  fixture->n_granted = 0;
  fixture->n_cancelled = 0;
  g_ptr_array_add (fixture->buckets,
                   genkan_limiter_get_bucket (fixture->limiter, "all", 0, 0, concurrency));
}

static void
fixture_clear (Fixture *fixture)
{
  g_ptr_array_unref (fixture->buckets);
  g_assert_finalize_object (fixture->limiter);
}

static void
acquired_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  if (genkan_limiter_acquire_finish (GENKAN_LIMITER (source), result, &error))
    {
      fixture->n_granted++;
    }
  else
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      fixture->n_cancelled++;
    }
}

static void
acquire (Fixture      *fixture,
         GCancellable *cancellable)
{
  genkan_limiter_acquire_async (fixture->limiter, fixture->buckets, cancellable, acquired_cb, fixture);
}

static void
iterate_until_idle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_limiter_concurrency (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Fixture fixture;

  fixture_init (&fixture, 2);
  for (int i = 0; i < 5; i++)
    acquire (&fixture, cancellable);
  iterate_until_idle ();
  g_assert_cmpuint (fixture.n_granted, ==, 2);
  g_assert_cmpuint (genkan_limiter_get_n_waiting (fixture.limiter, NULL), ==, 3);

  while (fixture.n_granted < 5)
    {
      genkan_limiter_release (fixture.limiter, fixture.buckets);
      iterate_until_idle ();
    }
  g_assert_cmpuint (genkan_limiter_get_n_waiting (fixture.limiter, NULL), ==, 0);

  fixture_clear (&fixture);
}

static void
test_limiter_cancel (void)
{
  g_autoptr (GCancellable) staying = g_cancellable_new ();
  g_autoptr (GCancellable) leaving = g_cancellable_new ();
  Fixture fixture;

  fixture_init (&fixture, 1);
  acquire (&fixture, staying);
  acquire (&fixture, leaving);
  acquire (&fixture, staying);
  iterate_until_idle ();

  g_cancellable_cancel (leaving);
  while (fixture.n_cancelled < 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture.n_granted, ==, 1);

  genkan_limiter_release (fixture.limiter, fixture.buckets);
  while (fixture.n_granted < 2)
    g_main_context_iteration (NULL, TRUE);

  fixture_clear (&fixture);
}

/* Who was let go and cancelled in the same moment still has to come back. */
static void
test_limiter_cancel_when_granted (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Fixture fixture;

  fixture_init (&fixture, 1);
  acquire (&fixture, cancellable);
  g_cancellable_cancel (cancellable);
  iterate_until_idle ();
  g_assert_cmpuint (fixture.n_granted, ==, 1);

  fixture_clear (&fixture);
}

static void
test_limiter_pause (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 end = g_get_monotonic_time () + 20000;
  gint64 until;
  Fixture fixture;

  fixture_init (&fixture, 1);
  genkan_limiter_pause (fixture.limiter, end);
  acquire (&fixture, cancellable);
  g_assert_cmpuint (genkan_limiter_get_n_waiting (fixture.limiter, &until), ==, 1);
  g_assert_cmpint (until, ==, end);

  while (fixture.n_granted < 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_get_monotonic_time (), >=, end);

  fixture_clear (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bucket/rate", test_bucket_rate);
  g_test_add_func ("/bucket/concurrency", test_bucket_concurrency);
  g_test_add_func ("/limiter/concurrency", test_limiter_concurrency);
  g_test_add_func ("/limiter/cancel", test_limiter_cancel);
  g_test_add_func ("/limiter/cancel-when-granted", test_limiter_cancel_when_granted);
  g_test_add_func ("/limiter/pause", test_limiter_pause);

  return g_test_run ();
}
