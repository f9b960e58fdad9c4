/* test-cli-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-cli-private.h"
#include "genkan-cli-table.h"

static GenkanCliTable *
new_table (void)
{
  GenkanCliTable *table = genkan_cli_table_new ();

  genkan_cli_table_add_column (table, "Name", GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, "State", GENKAN_COLUMN_FIXED);
  genkan_cli_table_add_column (table, "N", GENKAN_COLUMN_NUMBER);

  return table;
}

static void
add_row (GenkanCliTable *table,
         const char     *name,
         const char     *state,
         guint           number)
{
  genkan_cli_table_add (table, name);
  genkan_cli_table_add (table, state);
  genkan_cli_table_add_number (table, number);
}

static void
test_align (void)
{
  g_autoptr (GenkanCliTable) table = new_table ();
  g_autofree char *text = NULL;

  add_row (table, "Web Shop", "New", 5);
  add_row (table, "お店", "Missing", 12);
  add_row (table, "Cafe\u0301", NULL, 0);
  text = genkan_cli_table_render (table, 0, FALSE);

  g_assert_cmpstr (text, ==,
                   "Name      State     N\n"
                   "Web Shop  New       5\n"
                   "お店      Missing  12\n"
                   "Cafe\u0301                0\n");
  g_assert_cmpuint (genkan_cli_table_get_n_rows (table), ==, 3);
}

/* The widest column gives way; the others stay readable. */
static void
test_shrink (void)
{
  g_autoptr (GenkanCliTable) table = new_table ();
  g_autofree char *text = NULL;
  g_autofree char *styled = NULL;

  add_row (table, "A name that is much too long", "Missing", 12);
  add_row (table, "漢字漢字漢字漢字漢字", "New", 1);
  text = genkan_cli_table_render (table, 24, FALSE);

  g_assert_cmpstr (text, ==,
                   "Name         State     N\n"
                   "A name tha…  Missing  12\n"
                   "漢字漢字漢…  New       1\n");

  styled = genkan_cli_table_render (table, 3, TRUE);
  g_assert_true (g_str_has_prefix (styled, "\033[1m"));
  g_assert_nonnull (strstr (styled, "Missing  12"));
}

/* Names come from outside, and a terminal obeys some characters. */
static void
test_plain (void)
{
  g_autofree char *colour = genkan_cli_dup_plain ("\033[31mred\nnext\ttab\xff");
  g_autofree char *bidi = genkan_cli_dup_plain ("a\u202Eb\xC2\x9B" "c");
  g_autofree char *none = genkan_cli_dup_plain (NULL);
  g_autofree char *lines = genkan_cli_dup_plain_lines ("one\n\033[2Jtwo\n");

  g_assert_cmpstr (colour, ==, "\uFFFD[31mred next tab\uFFFD");
  g_assert_cmpstr (bidi, ==, "a\uFFFDb\uFFFDc");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (lines, ==, "one\n\xEF\xBF\xBD[2Jtwo\n");
}

static void
assert_suggestion (const char *word,
                   const char *expected)
{
  const char *const candidates[] = { "connectors", "connections", "discover", "records", NULL };
  g_autofree char *suggestion = genkan_cli_dup_suggestion (word, candidates);

  g_assert_cmpstr (suggestion, ==, expected);
}

static void
test_suggestion (void)
{
  assert_suggestion ("recrods", "records");
  assert_suggestion ("Discover", "discover");
  assert_suggestion ("disco", "discover");
  assert_suggestion ("connection", "connections");
  assert_suggestion ("sing", NULL);
  assert_suggestion ("x", NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli-table/align", test_align);
  g_test_add_func ("/cli-table/shrink", test_shrink);
  g_test_add_func ("/cli/plain", test_plain);
  g_test_add_func ("/cli/suggestion", test_suggestion);

  return g_test_run ();
}
