/* test-likeness.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-likeness.h"

static double
compare (const char *a,
         const char *b)
{
  g_autoptr (GenkanLikeness) first = genkan_likeness_new (a);
  g_autoptr (GenkanLikeness) second = genkan_likeness_new (b);
  double forth = genkan_likeness_compare (first, b);
  double back = genkan_likeness_compare (second, a);

  g_assert_cmpfloat (forth, >=, 0);
  g_assert_cmpfloat (forth, <=, 1.0001);
  g_assert_cmpfloat_with_epsilon (forth, back, 0.0001);

  return forth;
}

static void
test_alike (void)
{
  g_assert_cmpfloat_with_epsilon (compare ("Web Shop", "web-shop"), 1, 0.0001);
  g_assert_cmpfloat (compare ("web-shop", "webshop-frontend"), >, 0.9);
  g_assert_cmpfloat (compare ("web-shop", "WebShop (prod)"), >, 0.9);
  g_assert_cmpfloat (compare ("acme/web-shop", "Web shop"), >, 0.9);
  g_assert_cmpfloat (compare ("payments", "payment-service"), >, 0.6);
  g_assert_cmpfloat (compare ("Größe", "größe"), >, 0.99);
}

static void
test_not_alike (void)
{
  g_assert_cmpfloat (compare ("web-shop", "billing"), <, 0.2);
  g_assert_cmpfloat (compare ("forum", "blog"), <, 0.2);
  g_assert_cmpfloat (compare ("prod", "test"), <, 0.2);
  g_assert_cmpfloat (compare ("", "shop"), <, 0.2);
  g_assert_cmpfloat (compare ("", ""), <, 0.2);
}

static void
test_long (void)
{
  g_autofree char *a = g_strnfill (10000, 'a');
  g_autofree char *b = g_strnfill (10000, 'b');

  g_assert_cmpfloat (compare (a, a), >, 0.99);
  g_assert_cmpfloat (compare (a, b), <, 0.01);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/likeness/alike", test_alike);
  g_test_add_func ("/likeness/not-alike", test_not_alike);
  g_test_add_func ("/likeness/long", test_long);

  return g_test_run ();
}
