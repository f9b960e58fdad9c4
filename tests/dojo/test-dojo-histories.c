/* test-dojo-histories.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random histories of a tool, and deliveries that fail at any point; after the next that does
 * not, everything is as the tool says.
 */

#include "config.h"

#include "dojo-tables.h"
#include "dojo-vendor.h"

#define N_FINDINGS 12
#define N_ROUNDS 30
#define N_SHORT 10

static void
disturb (DojoVendor *vendor)
{
  static const char *const places[] = {
    "POST import", "POST reimport", "POST findings", "PATCH", "GET", "GET tests", "GET findings",
  };
  const char *place = places[g_test_rand_int_range (0, G_N_ELEMENTS (places))];
  DojoFaultKind kind = (DojoFaultKind) g_test_rand_int_range (0, 4);

  dojo_stand_in_fault (vendor->stand_in, place, (guint) g_test_rand_int_range (1, 4), kind, 502,
                       "text/html", "");
}

/* Until what was under way at the server has ended. */
static void
wait_for_server (DojoVendor *vendor)
{
  while (vendor->stand_in->n_working > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* What is under way has its fault for as long. */
static void
undisturb (DojoVendor *vendor)
{
  for (guint i = 0; i < vendor->stand_in->faults->len; i++)
    ((DojoFault *) g_ptr_array_index (vendor->stand_in->faults, i))->times = 0;
  vendor->stand_in->breaks_after = 0;
}

static void
rename_product (DojoVendor *vendor)
{
  JsonObject *product = g_ptr_array_index (vendor->stand_in->tables[DOJO_PRODUCTS], 0);
  g_autofree char *name = g_strdup_printf ("renamed-%u", vendor->stand_in->log->len);

  json_object_set_string_member (product, "name", name);
}

static void
run_history (DojoVendor *vendor)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GError) error = NULL;
      GenkanDojoDelivered delivered;

      dojo_vendor_say_random (vendor, 3);
      vendor->stand_in->step_time = (guint) g_test_rand_int_range (0, 3);
      if (g_test_rand_int_range (0, 2) == 0)
        disturb (vendor);
      if (g_test_rand_int_range (0, 8) == 0)
        vendor->stand_in->breaks_after = (guint) g_test_rand_int_range (1, N_FINDINGS);
      if (g_test_rand_int_range (0, 5) == 0)
        rename_product (vendor);
      if (dojo_vendor_deliver (vendor, &delivered, &error))
        dojo_vendor_assert_same (vendor);
      /* Now and then the next begins while this one is still under way. */
      if (g_test_rand_bit ())
        wait_for_server (vendor);
      undisturb (vendor);
    }
  wait_for_server (vendor);
  dojo_vendor_deliver_well (vendor);
  dojo_vendor_assert_same (vendor);
}

static void
test_failures (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, N_FINDINGS);

  run_history (vendor);
}

static void
test_parts (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("2.58.0");
  g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, N_FINDINGS);

  stand_in->proxy_limit = 1200;
  run_history (vendor);
}

/* Two Findings, and imports that fail more often than not: short, so that many different ones come
 * to their end. */
static void
test_short (void)
{
  for (guint history = 0; history < N_SHORT; history++)
    {
      g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new (history % 2 == 0 ? "3.2.0" : "2.58.0");
      g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, 2);

      for (guint round = 0; round < 6; round++)
        {
          g_autoptr (GError) error = NULL;
          GenkanDojoDelivered delivered;

          dojo_vendor_say_random (vendor, 2);
          if (g_test_rand_bit ())
            dojo_stand_in_fault (stand_in, "POST", 1, g_test_rand_bit () ? DOJO_FAULT_INSTEAD
                                                                         : DOJO_FAULT_AFTER,
                                 502, "text/html", "");
          if (dojo_vendor_deliver (vendor, &delivered, &error))
            dojo_vendor_assert_same (vendor);
          undisturb (vendor);
        }
      dojo_vendor_deliver_well (vendor);
      dojo_vendor_assert_same (vendor);
    }
}

/* --- kills ---------------------------------------------------------------------------------- */

typedef struct
{
  DojoVendor *vendor;
  guint       n_left; /* requests */
} Killer;

static void
killer_asked_cb (SoupServer        *server,
                 SoupServerMessage *message,
                 gpointer           user_data)
{
  Killer *killer = user_data;

  if (killer->n_left > 0 && --killer->n_left == 0)
    g_cancellable_cancel (killer->vendor->cancellable);
}

/* Ends the client at some request, which goes on at the server, and begins anew with what the
 * ledger has. */
static void
deliver_and_kill (DojoVendor *vendor)
{
  Killer killer = { vendor, (guint) g_test_rand_int_range (1, 14) };
  gulong id = g_signal_connect (vendor->stand_in->server,
                                g_test_rand_bit () ? "request-read" : "request-started",
                                G_CALLBACK (killer_asked_cb), &killer);
  g_autoptr (GError) error = NULL;
  GenkanDojoDelivered delivered;

  vendor->cancellable = g_cancellable_new ();
  if (dojo_vendor_deliver (vendor, &delivered, &error))
    dojo_vendor_assert_same (vendor);
  else
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&vendor->cancellable);
  g_signal_handler_disconnect (vendor->stand_in->server, id);
  g_object_unref (vendor->dojo);
  vendor->dojo = dojo_client_new (vendor->stand_in);
}

/* The server is slow: an import is under way when the next delivery begins. */
static void
test_kills (void)
{
  for (guint history = 0; history < 4; history++)
    {
      g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new (history % 2 == 0 ? "3.2.0" : "2.58.0");
      g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, N_FINDINGS);

      stand_in->step_time = 2;
      stand_in->proxy_limit = history < 2 ? 0 : 1200;
      for (guint round = 0; round < 12; round++)
        {
          dojo_vendor_say_random (vendor, 3);
          deliver_and_kill (vendor);
          if (g_test_rand_bit ())
            deliver_and_kill (vendor);
        }
      dojo_vendor_deliver_well (vendor);
      dojo_vendor_assert_same (vendor);
      wait_for_server (vendor);
      dojo_vendor_assert_same (vendor);
      g_assert_cmpuint (stand_in->tables[DOJO_TESTS]->len, ==, 1);
    }
}

/* --- another installation ------------------------------------------------------------------- */

/* Takes over with an empty ledger, whatever the first left, and while the tool rewords things. */
static void
test_takeovers (void)
{
  for (guint history = 0; history < 6; history++)
    {
      g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new (history % 2 == 0 ? "3.2.0" : "2.58.0");
      g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, N_FINDINGS);

      vendor->is_distinct = TRUE;
      vendor->close_unknown = TRUE;
      for (guint round = 0; round < 6; round++)
        {
          dojo_vendor_say_random (vendor, 2);
          dojo_vendor_deliver_well (vendor);
          dojo_vendor_assert_same (vendor);
          if (round != 2)
            continue;

          for (guint i = 0; i < vendor->n; i++)
            if (vendor->known[i].known && vendor->known[i].state == GENKAN_FINDING_OPEN)
              dojo_vendor_say (vendor, i,
                               i % 5 == 0 ? GENKAN_FINDING_CLOSED : GENKAN_FINDING_OPEN, 1, i % 4);
          dojo_vendor_forget (vendor);
          dojo_vendor_deliver_well (vendor);
          dojo_vendor_assert_same (vendor);
          vendor->is_adopted = TRUE;
        }
      g_assert_cmpuint (stand_in->tables[DOJO_TESTS]->len, ==, 1);
      g_assert_cmpuint (stand_in->tables[DOJO_FINDINGS]->len, <=, N_FINDINGS);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dojo-histories/failures", test_failures);
  g_test_add_func ("/dojo-histories/parts", test_parts);
  g_test_add_func ("/dojo-histories/short", test_short);
  g_test_add_func ("/dojo-histories/kills", test_kills);
  g_test_add_func ("/dojo-histories/takeovers", test_takeovers);

  return g_test_run ();
}
