/* test-dojo-mark.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-dojo-mark.h"
#include "genkan-dojo-scan.h"

/* It is written on servers: it must never become another. */
static void
test_stable (void)
{
  g_autofree char *mark = genkan_dojo_make_mark ("sonarqube", "sonar.example.org", "shop");

  g_assert_cmpstr (mark, ==, "genkan-041932cdd4a94f76");
}

static void
test_tag (void)
{
  g_autofree char *mark = genkan_dojo_make_mark ("a b", "HOST, \"x\"", "it's\nmine, ü");
  g_autofree char *tag = genkan_dojo_make_tag (mark);

  g_assert_cmpstr (mark, ==, tag);
  g_assert_true (genkan_dojo_is_mark (mark));
}

static void
test_distinct (void)
{
  g_autofree char *one = genkan_dojo_make_mark ("a", "b", "c");
  g_autofree char *shifted = genkan_dojo_make_mark ("ab", "", "c");
  g_autofree char *other = genkan_dojo_make_mark ("a", "b", "C");
  g_autofree char *same = genkan_dojo_make_mark ("a", "B", "c");
  g_autofree char *none = genkan_dojo_make_mark ("ab", NULL, "c");

  g_assert_cmpstr (one, !=, shifted);
  g_assert_cmpstr (one, !=, other);
  g_assert_cmpstr (one, ==, same);
  g_assert_cmpstr (none, ==, shifted);
}

static void
test_is_mark (void)
{
  static const char *const others[] = {
    "", "genkan", "genkan-", "genkan-0123456789abcde", "genkan-0123456789abcdef0",
    "genkan-0123456789ABCDEF", "Genkan-0123456789abcdef", "genkan-0123456789abcdeg",
  };

  g_assert_true (genkan_dojo_is_mark ("genkan-0123456789abcdef"));
  g_assert_false (genkan_dojo_is_mark (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (genkan_dojo_is_mark (others[i]));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dojo-mark/stable", test_stable);
  g_test_add_func ("/dojo-mark/tag", test_tag);
  g_test_add_func ("/dojo-mark/distinct", test_distinct);
  g_test_add_func ("/dojo-mark/is-mark", test_is_mark);

  return g_test_run ();
}
