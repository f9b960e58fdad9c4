/* test-rules.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rules, and what they are written in: patterns and templates for names.
 */

#include "config.h"

#include "genkan-name-template.h"
#include "genkan-pattern.h"
#include "genkan-rules.h"

static void
test_new_destroy (void)
{
  GenkanRules *rules = genkan_rules_new ();
  GenkanFilterFacts facts = { .name = "shop" };

  g_assert_false (genkan_rules_get_auto_map (rules));
  g_assert_true (genkan_rules_lets_through (rules, &facts));
  g_assert_true (genkan_rules_check (rules, NULL));
  g_assert_finalize_object (rules);
}

/* --- patterns --- */

static void
assert_pattern (const char *text,
                const char *matched,
                const char *not_matched)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanPattern) pattern = genkan_pattern_new (text, &error);

  g_assert_no_error (error);
  g_assert_true (genkan_pattern_matches (pattern, matched));
  g_assert_false (genkan_pattern_matches (pattern, not_matched));
  g_assert_false (genkan_pattern_matches (pattern, NULL));
}

static void
test_patterns (void)
{
  assert_pattern ("web-*", "Web-Shop", "my-web-shop");
  assert_pattern ("v1.?", "v1.2", "v112");
  assert_pattern ("größe*", "GRÖßE 2", "grosse");
}

static void
test_expressions (void)
{
  assert_pattern ("/^web-\\d+$/", "web-12", "web-x");
  assert_pattern ("/shop/", "My Shop", "store");
  assert_pattern ("*\n*", "a\nb", "ab");
}

static void
test_bad_pattern (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (genkan_pattern_new ("/[/", &error));
  g_assert_nonnull (error);
  g_assert_nonnull (g_strstr_len (error->message, -1, "“/[/” cannot be understood"));
}

/* Would take longer than the universe has been there. */
static void
test_endless_pattern (void)
{
  g_autoptr (GenkanPattern) pattern = genkan_pattern_new ("/^(a+)+$/", NULL);

  g_assert_false (genkan_pattern_matches (pattern,
                                          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"));
}

/* --- templates --- */

static void
assert_expands (const char            *template,
                const GenkanNameFacts *facts,
                const char            *expected)
{
  g_autofree char *name = genkan_name_template_expand (template, facts);

  g_assert_cmpstr (name, ==, expected);
}

static void
test_template (void)
{
  GenkanNameFacts facts = {
    .name = "Shop", .parent = "Retail", .kind = "site", .label = "Burp, production", .tool = "Burp",
  };

  assert_expands ("{name}", &facts, "Shop");
  assert_expands ("{parent} / {name}", &facts, "Retail / Shop");
  assert_expands ("{tool}: {kind} {name} ({label})", &facts, "Burp: site Shop (Burp, production)");
  assert_expands ("Everything", &facts, "Everything");
  assert_expands ("{other} {", &facts, "{other} {");
}

static void
test_template_absent (void)
{
  GenkanNameFacts facts = { .name = "-shop-" };

  assert_expands ("{parent} / {name}", &facts, "-shop-");
  assert_expands ("{name} – {parent}", &facts, "-shop-");
  assert_expands ("{parent}", &facts, "");
  assert_expands ("{parent} / {kind}", &facts, "");
}

static void
test_template_odd_names (void)
{
  g_autofree char *name = g_strnfill (10000, 'x');
  GenkanNameFacts longer = { .name = name };
  GenkanNameFacts lines = { .name = " a\r\n\tb \x01 c " };
  g_autofree char *expanded = genkan_name_template_expand ("{name}", &longer);

  g_assert_cmpint (g_utf8_strlen (expanded, -1), ==, GENKAN_NAME_MAX);
  assert_expands ("{name}", &lines, "a b c");
}

static void
test_template_check (void)
{
  g_autoptr (GError) unknown = NULL;
  g_autoptr (GError) open = NULL;

  g_assert_true (genkan_name_template_check ("{name} {parent} {kind} {label} {tool}", NULL));
  g_assert_true (genkan_name_template_check ("", NULL));
  g_assert_false (genkan_name_template_check ("a {nmae}", &unknown));
  g_assert_error (unknown, GENKAN_NAME_ERROR, GENKAN_NAME_ERROR_UNKNOWN);
  g_assert_nonnull (g_strstr_len (unknown->message, -1, "There is no {nmae}"));
  g_assert_false (genkan_name_template_check ("a {name", &open));
  g_assert_error (open, GENKAN_NAME_ERROR, GENKAN_NAME_ERROR_UNCLOSED);
}

/* --- rules --- */

static gboolean
lets_through (GenkanRules *rules,
              const char  *name,
              const char  *parent,
              const char  *kind,
              const char  *tags)
{
  GenkanFilterFacts facts = { .name = name, .parent = parent, .kind = kind, .tags = tags };

  return genkan_rules_lets_through (rules, &facts);
}

static void
test_filter (void)
{
  g_autoptr (GenkanRules) rules = genkan_rules_new ();

  genkan_rules_add_filter (rules, TRUE, GENKAN_FILTER_NAME, "*-test");
  g_assert_true (lets_through (rules, "shop", NULL, NULL, NULL));
  g_assert_false (lets_through (rules, "shop-TEST", NULL, NULL, NULL));

  genkan_rules_add_filter (rules, FALSE, GENKAN_FILTER_PARENT, "Retail");
  genkan_rules_add_filter (rules, FALSE, GENKAN_FILTER_TAG, "public");
  g_assert_false (lets_through (rules, "shop", NULL, NULL, NULL));
  g_assert_true (lets_through (rules, "shop", "retail", NULL, NULL));
  g_assert_true (lets_through (rules, "shop", NULL, NULL, "[\"a\\\"b\", \"public\"]"));
  g_assert_false (lets_through (rules, "shop", NULL, NULL, "[\"not public\"]"));
  g_assert_false (lets_through (rules, "shop-test", "Retail", NULL, "[\"public\"]"));

  genkan_rules_clear_filters (rules);
  genkan_rules_add_filter (rules, FALSE, GENKAN_FILTER_KIND, "repository");
  g_assert_true (lets_through (rules, "shop", NULL, "Repository", NULL));
  g_assert_false (lets_through (rules, "shop", NULL, NULL, NULL));
}

static void
test_check (void)
{
  g_autoptr (GenkanRules) rules = genkan_rules_new ();
  g_autoptr (GError) pattern_error = NULL;
  g_autoptr (GError) template_error = NULL;

  genkan_rules_add_filter (rules, TRUE, GENKAN_FILTER_NAME, "/(/");
  g_assert_false (genkan_rules_check (rules, &pattern_error));
  g_assert_nonnull (pattern_error);

  genkan_rules_clear_filters (rules);
  genkan_rules_set_type_template (rules, "{teem}");
  g_assert_false (genkan_rules_check (rules, &template_error));
  g_assert_nonnull (template_error);
}

static void
test_copy (void)
{
  g_autoptr (GenkanRules) rules = genkan_rules_new ();
  g_autoptr (GenkanRules) copy = NULL;

  genkan_rules_set_auto_map (rules, TRUE);
  genkan_rules_set_product_template (rules, "{parent} {name}");
  genkan_rules_set_type_template (rules, "Web");
  genkan_rules_set_collision (rules, GENKAN_COLLISION_SHARE);
  genkan_rules_add_filter (rules, TRUE, GENKAN_FILTER_KIND, "image");

  copy = genkan_rules_copy (rules);
  g_assert_true (genkan_rules_equal (rules, copy));
  g_assert_true (genkan_rules_get_auto_map (copy));
  g_assert_cmpstr (genkan_rules_get_product_template (copy), ==, "{parent} {name}");
  g_assert_cmpint (genkan_rules_get_collision (copy), ==, GENKAN_COLLISION_SHARE);
  g_assert_cmpuint (genkan_rules_get_n_filters (copy), ==, 1);

  genkan_rules_add_filter (copy, FALSE, GENKAN_FILTER_NAME, "x");
  g_assert_false (genkan_rules_equal (rules, copy));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/new-destroy", test_new_destroy);
  g_test_add_func ("/rules/patterns", test_patterns);
  g_test_add_func ("/rules/expressions", test_expressions);
  g_test_add_func ("/rules/bad-pattern", test_bad_pattern);
  g_test_add_func ("/rules/endless-pattern", test_endless_pattern);
  g_test_add_func ("/rules/template", test_template);
  g_test_add_func ("/rules/template-absent", test_template_absent);
  g_test_add_func ("/rules/template-odd-names", test_template_odd_names);
  g_test_add_func ("/rules/template-check", test_template_check);
  g_test_add_func ("/rules/filter", test_filter);
  g_test_add_func ("/rules/check", test_check);
  g_test_add_func ("/rules/copy", test_copy);

  return g_test_run ();
}
