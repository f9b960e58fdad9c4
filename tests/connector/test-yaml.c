/* test-yaml.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-yaml.h"

static GenkanYamlDocument *
parse (const char  *yaml,
       GPtrArray  **ret_problems)
{
  *ret_problems = genkan_problems_new ();

  return genkan_yaml_parse (yaml, strlen (yaml), *ret_problems);
}

static const char *
text_at (const GenkanYamlNode *node,
         const char           *key)
{
  const GenkanYamlNode *value = genkan_yaml_find (node, key);

  return value != NULL ? value->text : NULL;
}

static void
test_tree (void)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GenkanYamlDocument) document =
    parse ("a: no\nb: [1, \"2\"]\nc:\n  d: |\n    x\n    y\n", &problems);
  const GenkanYamlNode *root = genkan_yaml_get_root (document);
  const GenkanYamlNode *list = genkan_yaml_find (root, "b");
  const GenkanYamlNode *second = list->values->pdata[1];

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpstr (text_at (root, "a"), ==, "no");
  g_assert_true (genkan_yaml_find (root, "a")->plain);
  g_assert_cmpstr (second->text, ==, "2");
  g_assert_false (second->plain);
  g_assert_cmpuint (second->line, ==, 2);
  g_assert_cmpuint (second->column, ==, 8);
  g_assert_cmpstr (text_at (genkan_yaml_find (root, "c"), "d"), ==, "x\ny\n");
}

static void
test_merge (void)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GenkanYamlDocument) document =
    parse ("x: &x { a: 1, b: 2 }\ny: &y { b: 3, c: 4 }\n"
           "one: { <<: *x, b: 9 }\nmany: { <<: [*x, *y] }\n", &problems);
  const GenkanYamlNode *root = genkan_yaml_get_root (document);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpstr (text_at (genkan_yaml_find (root, "one"), "a"), ==, "1");
  g_assert_cmpstr (text_at (genkan_yaml_find (root, "one"), "b"), ==, "9");
  g_assert_cmpstr (text_at (genkan_yaml_find (root, "many"), "b"), ==, "2");
  g_assert_cmpstr (text_at (genkan_yaml_find (root, "many"), "c"), ==, "4");
}

/* An offset into a value is found in the text, however the value is written. */
static void
test_places (void)
{
  static const struct { const char *yaml; const char *word; guint line, column; } cases[] = {
    { "a: |\n  one two\n  three here\n", "here", 3, 9 },
    { "a: |  # comment here\n\n    one\n\n    here\n", "here", 5, 5 },
    { "a: one two here\n", "here", 1, 12 },
    { "a: 'it''s here'\n", "here", 1, 11 },
    { "a: \"x\\ty \\u00e4 here\"\n", "here", 1, 17 },
    { "a: >\n  one\n  two here\n", "here", 3, 7 },
    { "a: one\n  two\n  here\n", "here", 3, 3 },
    { "a: |\n  ä here\n", "here", 2, 5 },
    { "b: { c: [ x, \"a here\" ] }\n", "here", 1, 17 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) problems = NULL;
      g_autoptr (GenkanYamlDocument) document = parse (cases[i].yaml, &problems);
      const GenkanYamlNode *node = genkan_yaml_get_root (document)->values->pdata[0];
      guint line, column;

      if (node->kind == GENKAN_YAML_MAPPING)
        node = ((GenkanYamlNode *) node->values->pdata[0])->values->pdata[1];
      genkan_yaml_get_place (document, node, strstr (node->text, cases[i].word) - node->text, &line,
                             &column);
      g_assert_cmpuint (line, ==, cases[i].line);
      g_assert_cmpuint (column, ==, cases[i].column);
    }
}

static void
test_broken (void)
{
  static const struct { const char *yaml; guint line, column; const char *message; } cases[] = {
    { "", 1, 1, "the file is empty" },
    { "# nothing\n", 1, 1, "the file is empty" },
    { "a: 1\na: 2\n", 2, 1, "the key 'a' stands here twice" },
    { "a: [1\n", 2, 1, "did not find expected ',' or ']'" },
    { "a: *x\n", 1, 4, "nothing before this has the anchor &x" },
    { "a: &x [*x]\n", 1, 8, "nothing before this has the anchor &x" },
    { "a: 1\n---\nb: 2\n", 2, 1, "a connector file holds one document" },
    { "[a]: 1\n", 1, 1, "a key is a text, this is a list" },
    { "a: { <<: 5 }\n", 1, 10, "'<<' merges mappings, this is a text" },
    { "a: { <<: [5] }\n", 1, 11, "'<<' merges mappings, this is a text" },
    { "a: \"x\\0y\"\n", 1, 4, "a text must not hold a NUL character" },
    { "a: b: c\n", 1, 5, "mapping values are not allowed in this context" },
    { "a: \"\xff\"\n", 1, 5, "invalid leading UTF-8 octet" },
    { "a:\n\t- b\n", 2, 1, "found character that cannot start any token" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) problems = NULL;
      g_autoptr (GenkanYamlDocument) document = parse (cases[i].yaml, &problems);
      const GenkanProblem *problem;

      g_assert_nonnull (document);
      g_assert_cmpuint (problems->len, ==, 1);
      problem = problems->pdata[0];
      g_assert_cmpstr (problem->message, ==, cases[i].message);
      g_assert_cmpuint (problem->line, ==, cases[i].line);
      g_assert_cmpuint (problem->column, ==, cases[i].column);
    }
}

static void
test_bombs (void)
{
  g_autoptr (GString) laughs = g_string_new ("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
  g_autofree char *deep = g_strnfill (200, '[');
  g_autofree char *deeper = g_strnfill (100000, '[');
  g_autofree char *large = g_strnfill (1024 * 1024 + 1, '#');
  const char *bombs[] = { NULL, deep, deeper, large };

  for (int i = 1; i < 20; i++)
    {
      g_string_append_printf (laughs, "a%d: &a%d [", i, i);
      for (int j = 0; j < 9; j++)
        g_string_append_printf (laughs, "%s*a%d", j > 0 ? ", " : "", i - 1);
      g_string_append (laughs, "]\n");
    }
  bombs[0] = laughs->str;

  for (gsize i = 0; i < G_N_ELEMENTS (bombs); i++)
    {
      g_autoptr (GPtrArray) problems = NULL;
      g_autoptr (GenkanYamlDocument) document = parse (bombs[i], &problems);

      g_assert_cmpuint (problems->len, ==, 1);
      g_assert_null (genkan_yaml_get_root (document));
    }
}

/* Chains of aliases count with what they unfold to in depth, too. */
static void
test_alias_depth (void)
{
  g_autoptr (GString) yaml = g_string_new ("a0: &a0 [x]\n");
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GenkanYamlDocument) document = NULL;

  for (int i = 1; i < 60; i++)
    g_string_append_printf (yaml, "a%d: &a%d [*a%d]\n", i, i, i - 1);
  document = parse (yaml->str, &problems);

  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (((GenkanProblem *) problems->pdata[0])->message, ==,
                   "this is nested too deeply");
}

static void
test_suggest (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_ptr_array_add (names, (char *) "retry");
  g_ptr_array_add (names, (char *) "relogin");
  g_ptr_array_add (names, (char *) "skip");

  g_assert_cmpstr (genkan_suggest ("retyr", names), ==, "retry");
  g_assert_cmpstr (genkan_suggest ("Retry", names), ==, "retry");
  g_assert_cmpstr (genkan_suggest ("skpi", names), ==, "skip");
  g_assert_null (genkan_suggest ("explode", names));
  g_assert_null (genkan_suggest ("", names));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/yaml/tree", test_tree);
  g_test_add_func ("/yaml/merge", test_merge);
  g_test_add_func ("/yaml/places", test_places);
  g_test_add_func ("/yaml/broken", test_broken);
  g_test_add_func ("/yaml/bombs", test_bombs);
  g_test_add_func ("/yaml/alias-depth", test_alias_depth);
  g_test_add_func ("/problems/suggest", test_suggest);

  return g_test_run ();
}
