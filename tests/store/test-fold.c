/* test-fold.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-fold.h"

static void
assert_folds (const char *text,
              const char *expected)
{
  g_autofree char *folded = genkan_fold (text);

  g_assert_cmpstr (folded, ==, expected);
}

static void
test_fold (void)
{
  assert_folds ("", "");
  assert_folds ("Web SHOP", "web shop");
  assert_folds ("Élève ÜBER", "eleve uber");
  assert_folds ("E\xcc\x81", "e");
  assert_folds ("STRASSE Straße", "strasse strasse");
  assert_folds ("ΣΊΣΥΦΟΣ", "σισυφοσ");
  assert_folds ("ﬁle", "file");
  assert_folds ("東京", "東京");
  assert_folds ("a\nb", "a\nb");
}

/* In order, each before the next. */
static void
test_sort_key (void)
{
  static const char *const ordered[] = {
    "", "1", "Ärger", "bank", "Émile", "emilf", "Site 2", "site 3", "SITE 010", "site 10b",
    "site 11", "Site 100", "zoo", "Ωmega", "東京",
  };

  for (gsize i = 1; i < G_N_ELEMENTS (ordered); i++)
    {
      g_autofree char *before = genkan_fold_sort_key (ordered[i - 1]);
      g_autofree char *after = genkan_fold_sort_key (ordered[i]);

      g_assert_cmpstr (before, <, after);
    }
}

/* Numbers too long to count by a digit still compare the same way each time. */
static void
test_long_numbers (void)
{
  g_autofree char *digits = g_strnfill (5000, '7');
  g_autofree char *key = genkan_fold_sort_key (digits);
  g_autofree char *zeros = genkan_fold_sort_key ("0000");
  g_autofree char *zero = genkan_fold_sort_key ("0");

  g_assert_cmpuint (strlen (key), ==, 5001);
  g_assert_cmpstr (zeros, ==, zero);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fold/fold", test_fold);
  g_test_add_func ("/fold/sort-key", test_sort_key);
  g_test_add_func ("/fold/long-numbers", test_long_numbers);

  return g_test_run ();
}
