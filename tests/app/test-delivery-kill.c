/* test-delivery-kill.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A delivery in a process of its own, which is killed: at the request that it makes next, or a
 * bit before or after. The next delivery goes on; and now and then one is let through, and
 * DefectDojo has to have what the tool has.
 *
 * The child is this program again, with the database, the server and the Sync as arguments.
 */

#include "config.h"

#include "delivery-vendor.h"

#include <signal.h>
#include <stdlib.h>

#define N_KILLS 200
#define KILLS_BETWEEN_LOOKS 5

/* --- the child --- */

static int
deliver_here (char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanStore) store = genkan_store_open (argv[2], &error);
  GenkanServer server = { .url = argv[3] };
  g_autoptr (GenkanServerAccess) access = genkan_server_access_new (&server, DOJO_TOKEN);
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GenkanDeliverySummary summary = { 0 };
  GenkanDeliveryJob job = { .access = access, .settle_time = 50, .tool = "Burp" };

  g_assert_no_error (error);
  connection = genkan_store_get_connection (store, atoll (argv[4]), &error);
  g_assert_no_error (error);
  job.store = store;
  job.connection = connection;
  job.operation_id = atoll (argv[5]);
  genkan_delivery_run_async (&job, NULL, sync_got_result_cb, &result);
  store_wait (&result);
  genkan_delivery_run_finish (result, &summary, &error);
  g_assert_no_error (error);
  genkan_store_close (store);

  return 0;
}

static GSubprocess *
spawn (DeliveryFixture *fixture)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *connection = g_strdup_printf ("%" G_GINT64_FORMAT, fixture->sync.connection);
  g_autofree char *operation = g_strdup_printf ("%" G_GINT64_FORMAT, fixture->sync.operation);
  const char *argv[] = {
    self, "--deliver", fixture->sync.base.path, fixture->stand_in->url, connection, operation, NULL
  };
  g_autoptr (GError) error = NULL;
  GSubprocess *child = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);

  g_assert_no_error (error);

  return child;
}

/* --- the parent --- */

/* Kills the child when it has asked for the n-th time, or with some luck right after the answer;
 * it may have ended by then. */
static void
kill_at (DeliveryFixture *fixture,
         GSubprocess     *child,
         guint            n,
         guint            turns)
{
  g_autoptr (GAsyncResult) ended = NULL;

  g_subprocess_wait_async (child, NULL, sync_got_result_cb, &ended);
  while (ended == NULL && fixture->stand_in->log->len < n)
    g_main_context_iteration (NULL, TRUE);
  for (; ended == NULL && turns > 0; turns--)
    g_main_context_iteration (NULL, FALSE);

  g_subprocess_send_signal (child, SIGKILL);
  store_wait (&ended);
}

static gboolean
deliver_and_kill (DeliveryFixture *fixture)
{
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  gboolean was_killed;

  g_ptr_array_set_size (fixture->stand_in->log, 0);
  child = spawn (fixture);
  kill_at (fixture, child, g_test_rand_int_range (1, 18), g_test_rand_int_range (0, 12));
  was_killed = g_subprocess_get_if_signaled (child);
  operation = sync_end (&fixture->sync);

  return was_killed;
}

static void
test_kill (DeliveryFixture *fixture,
           gconstpointer    data)
{
  guint n_killed = 0;
  Vendor vendor;

  vendor_init (&vendor);
  while (n_killed < N_KILLS)
    {
      for (guint i = 0; i < KILLS_BETWEEN_LOOKS; i++)
        {
          vendor_live (&vendor);
          vendor_tell (&vendor, fixture, g_test_rand_int_range (0, 3) > 0);
          n_killed += deliver_and_kill (fixture);
        }

      vendor_live (&vendor);
      vendor_tell (&vendor, fixture, TRUE);
      g_assert_cmpuint (delivery_run (fixture).n_refused, ==, 0);
      vendor_compare (&vendor, fixture);
    }

  g_test_message ("%u deliveries were killed", n_killed);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 6 && g_str_equal (argv[1], "--deliver"))
    return deliver_here (argv);

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/delivery-kill/200-times", DeliveryFixture, NULL, delivery_fixture_set_up, test_kill,
              delivery_fixture_tear_down);

  return g_test_run ();
}
