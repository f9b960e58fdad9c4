/* test-mark.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-mark.h"

/* It is written on servers: it must never become another. */
static void
test_stable (void)
{
  g_autofree char *mark = genkan_mark_new ("sonarqube", "sonar.example.org", "shop");

  g_assert_cmpstr (mark, ==, "genkan-041932cdd4a94f76");
}

/* Whatever it is made of: a tag has no blanks, commas or quotes. */
static void
test_characters (void)
{
  g_autofree char *mark = genkan_mark_new ("a b", "HOST, \"x\"", "it's\nmine, ü");

  g_assert_true (genkan_mark_is_valid (mark));
}

static void
test_distinct (void)
{
  g_autofree char *one = genkan_mark_new ("a", "b", "c");
  g_autofree char *shifted = genkan_mark_new ("ab", "", "c");
  g_autofree char *other = genkan_mark_new ("a", "b", "C");
  g_autofree char *same = genkan_mark_new ("a", "B", "c");
  g_autofree char *none = genkan_mark_new ("ab", NULL, "c");

  g_assert_cmpstr (one, !=, shifted);
  g_assert_cmpstr (one, !=, other);
  g_assert_cmpstr (one, ==, same);
  g_assert_cmpstr (none, ==, shifted);
}

static void
test_is_valid (void)
{
  static const char *const others[] = {
    "", "genkan", "genkan-", "genkan-0123456789abcde", "genkan-0123456789abcdef0",
    "genkan-0123456789ABCDEF", "Genkan-0123456789abcdef", "genkan-0123456789abcdeg",
  };

  g_assert_true (genkan_mark_is_valid ("genkan-0123456789abcdef"));
  g_assert_false (genkan_mark_is_valid (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (genkan_mark_is_valid (others[i]));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mark/stable", test_stable);
  g_test_add_func ("/mark/characters", test_characters);
  g_test_add_func ("/mark/distinct", test_distinct);
  g_test_add_func ("/mark/is-valid", test_is_valid);

  return g_test_run ();
}
