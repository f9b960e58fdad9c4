/* test-delivery-history.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random histories of two Records: Findings appear, change, vanish and return, answers of the
 * tool are cut off, and DefectDojo fails in all ways. After a Sync that goes well, DefectDojo has
 * what the tool has: nothing twice, nothing lost, nothing closed wrongly.
 */

#include "config.h"

#include "delivery-vendor.h"

#define N_ROUNDS 25
#define N_HISTORIES 4

/* Something goes wrong somewhere, once or for good. */
static void
break_something (DeliveryFixture *fixture)
{
  static const char *const places[] = {
    "GET user_profile/", "GET tests/", "GET products/", "POST products/", "POST engagements/",
    "POST import-scan/", "POST reimport-scan/", "POST reimport-scan/", "GET findings/",
    "PATCH findings/", "POST metadata/", "GET test_imports/",
  };
  static const guint statuses[] = { 500, 502, 503, 403, 400, 413, 409 };
  DojoFaultKind kind = g_test_rand_int_range (DOJO_FAULT_INSTEAD, DOJO_FAULT_CUT + 1);
  guint status = kind == DOJO_FAULT_AFTER ? 502
                                          : statuses[g_test_rand_int_range (0, G_N_ELEMENTS (statuses))];

  dojo_stand_in_fault (fixture->stand_in,
                       places[g_test_rand_int_range (0, G_N_ELEMENTS (places))],
                       g_test_rand_int_range (1, 4), kind, status, "text/html",
                       "<html>Something is wrong</html>");
}

static void
test_history (DeliveryFixture *fixture,
              gconstpointer    data)
{
  GenkanDeliverySummary summary = { 0 };
  Vendor vendor;

  vendor_init (&vendor);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      gboolean goes_well = round % 5 == 4;

      vendor_live (&vendor);
      vendor_tell (&vendor, fixture, goes_well);
      if (!goes_well && g_test_rand_int_range (0, 2) == 0)
        break_something (fixture);
      summary = delivery_run (fixture);
      g_ptr_array_set_size (fixture->stand_in->faults, 0);
      if (!goes_well)
        continue;

      g_assert_cmpuint (summary.n_refused, ==, 0);
      vendor_compare (&vendor, fixture);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < N_HISTORIES; i++)
    {
      g_autofree char *path = g_strdup_printf ("/delivery-history/%u", i);

      g_test_add (path, DeliveryFixture, NULL, delivery_fixture_set_up, test_history,
                  delivery_fixture_tear_down);
    }

  return g_test_run ();
}
