/* test-demo-graphql.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-demo-graphql.h"

static const char tree[] =
  "{\"site_tree\":{\"sites\":[{\"id\":\"1\",\"name\":\"Web Shop\",\"scope\":{\"urls\":[\"u\"]}},"
  "{\"id\":\"2\",\"name\":\"Blog\",\"scope\":{\"urls\":[]}}],\"folders\":[]}}";

static char *
answer (const char *query)
{
  g_autoptr (JsonNode) data = json_from_string (tree, NULL);
  g_autofree char *problem = NULL;
  g_autoptr (JsonNode) selected = NULL;

  selected = genkan_demo_graphql_select (data, query, &problem);
  g_assert_true ((selected == NULL) == (problem != NULL));

  return selected != NULL ? json_to_string (selected, FALSE) : g_steal_pointer (&problem);
}

static void
assert_answer (const char *query,
               const char *expected)
{
  g_autofree char *text = answer (query);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_problem (const char *query,
                const char *part)
{
  g_autofree char *text = answer (query);

  g_assert_nonnull (strstr (text, part));
}

static void
test_select (void)
{
  assert_answer ("{ site_tree { sites { id } } }",
                 "{\"site_tree\":{\"sites\":[{\"id\":\"1\"},{\"id\":\"2\"}]}}");
  assert_answer ("query Sites { # all\n site_tree { folders { id }, sites { title: name scope { urls } } } }",
                 "{\"site_tree\":{\"folders\":[],\"sites\":[{\"title\":\"Web Shop\",\"scope\":{\"urls\":[\"u\"]}},"
                 "{\"title\":\"Blog\",\"scope\":{\"urls\":[]}}]}}");
  assert_answer ("query Q($a: [ID!]) { site_tree(x: \"(\", y: 1) { folders { id } } }",
                 "{\"site_tree\":{\"folders\":[]}}");
}

static void
test_problems (void)
{
  g_autofree char *deep = NULL;
  GString *text = g_string_new (NULL);

  assert_problem ("", "selection");
  assert_problem ("{ scans { id } }", "“scans” is undefined");
  assert_problem ("{ site_tree { sites { nmae } } }", "“nmae” is undefined");
  assert_problem ("{ site_tree }", "needs a selection");
  assert_problem ("{ site_tree { sites { id { x } } } }", "has no fields");
  assert_problem ("{ site_tree { sites { id", "field was expected");
  assert_problem ("mutation { x }", "Only queries");
  assert_problem ("query Q( { site_tree", "missing");

  for (int i = 0; i < 100; i++)
    g_string_append (text, "{ site_tree ");
  deep = g_string_free (text, FALSE);
  assert_problem (deep, "undefined");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/demo-graphql/select", test_select);
  g_test_add_func ("/demo-graphql/problems", test_problems);

  return g_test_run ();
}
