/* test-delivery-takeover.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two installations, each with a store of its own, that deliver the same Record into one DefectDojo.
 */

#include "config.h"

#include "delivery-fixture.h"

static const SyncFound two[] = { { NULL, "1", "XSS", "High" }, { NULL, "2", "Header", "Low" } };

static void
sync_shop (DeliveryFixture *fixture,
           GenkanOutcome    outcome,
           const SyncFound *rows,
           gsize            n_rows)
{
  GenkanDeliverySummary summary;

  sync_begin (&fixture->sync);
  delivery_found (fixture, "shop", outcome, rows, n_rows);
  summary = delivery_run (fixture);
  g_assert_cmpuint (summary.n_refused, ==, 0);
}

/* What the first has delivered and the tool does not show any more is closed by the second; but
 * only if it has read all. */
static void
test_gone (DeliveryFixture *first,
           gconstpointer    data)
{
  GenkanOutcome outcome = GPOINTER_TO_INT (data);
  DeliveryFixture second = { 0 };
  g_autofree char *told = NULL;

  sync_shop (first, GENKAN_OUTCOME_COMPLETE, two, 2);
  delivery_fixture_set_up (&second, NULL);
  delivery_fixture_use_server (&second, first->stand_in);
  sync_shop (&second, outcome, two, 1);
  told = delivery_tell_test (&second, "Shop");
  g_assert_cmpstr (told, ==, outcome == GENKAN_OUTCOME_COMPLETE ? "1:High:open 2:Low:closed"
                                                                 : "1:High:open 2:Low:open");
  g_assert_cmpuint (first->stand_in->tables[DOJO_TESTS]->len, ==, 1);
  second.stand_in = NULL;
  delivery_fixture_tear_down (&second, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/delivery-takeover/complete", DeliveryFixture,
              GINT_TO_POINTER (GENKAN_OUTCOME_COMPLETE), delivery_fixture_set_up, test_gone,
              delivery_fixture_tear_down);
  g_test_add ("/delivery-takeover/partial", DeliveryFixture,
              GINT_TO_POINTER (GENKAN_OUTCOME_PARTIAL), delivery_fixture_set_up, test_gone,
              delivery_fixture_tear_down);

  return g_test_run ();
}
