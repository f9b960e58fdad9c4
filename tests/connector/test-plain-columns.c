/* test-plain-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Columns that need no SQLite must be what SQLite would have made of them. `WHERE 1` is enough to
 * have all of a SELECT made by SQLite.
 */

#include "config.h"

#include "genkan-plain-columns.h"
#include "genkan-sandbox-private.h"

#include "connector-test-utils.h"

static void
test_shapes (void)
{
  static const struct
  {
    const char *sql;
    int         n_plain; /* -1: it is left to SQLite */
    const char *rest;
  } shapes[] = {
    { "SELECT j ->> 'a' AS a FROM item", 1, NULL },
    { "select J->>'a' a,j -> '$.b[0]' as \"b\" -- end\n from ITEM ", 2, NULL },
    { "SELECT j ->> 'a', k FROM item", 1, "SELECT k FROM item" },
    { "SELECT j ->> 'it''s' AS a, max(1, 2) AS b, /* , */ ',' AS c FROM item", 1,
      "SELECT max(1, 2) AS b, ',' AS c FROM item" },
    { "SELECT j ->> 'a' AS a, j ->> 'b' || 'x' AS b, (SELECT 1, 2 FROM item) AS c FROM item", 1,
      "SELECT j ->> 'b' || 'x' AS b, (SELECT 1, 2 FROM item) AS c FROM item" },
    { "SELECT j ->> 'a' IS NULL AS a, j ->> 'b' AS b FROM item", 1,
      "SELECT j ->> 'a' IS NULL AS a FROM item" },
    { "SELECT j ->> 'a' ISNULL, j ->> 'b' AS b FROM item", 1, "SELECT j ->> 'a' ISNULL FROM item" },
    { "SELECT j ->> 'a' -> 'b' AS a, j ->> 0 AS b, j ->> '$.' AS c, j ->> 'd' FROM item", 1,
      "SELECT j ->> 'a' -> 'b' AS a, j ->> 0 AS b, j ->> '$.' AS c FROM item" },
    { "SELECT :url AS a, k FROM item", -1, NULL },
    { "SELECT DISTINCT j ->> 'a' AS a FROM item", -1, NULL },
    { "SELECT ALL j ->> 'a' AS a FROM item", -1, NULL },
    { "SELECT j ->> 'a' AS a FROM item WHERE k > 0", -1, NULL },
    { "SELECT j ->> 'a' AS a FROM item ORDER BY 1", -1, NULL },
    { "SELECT j ->> 'a' AS a FROM item AS i", -1, NULL },
    { "SELECT j ->> 'a' AS a FROM item, site", -1, NULL },
    { "SELECT j ->> 'a' AS a FROM item UNION ALL SELECT 1", -1, NULL },
    { "SELECT j ->> 'a' AS a, row_number () OVER (ORDER BY k DESC) AS n FROM item", -1, NULL },
    { "WITH x AS (SELECT 1) SELECT j ->> 'a' AS a FROM item", -1, NULL },
    { "SELECT j ->> 'a' AS a", -1, NULL },
    { "SELECT j ->> 'a AS a FROM item", -1, NULL },
    { "SELECT", -1, NULL },
    { "SELECT , FROM item", -1, NULL },
    { "", -1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autoptr (GenkanPlainColumns) plain = genkan_plain_columns_new (shapes[i].sql);
      int n_plain = plain != NULL ? 0 : -1;

      g_test_message ("%s", shapes[i].sql);
      for (guint j = 0; plain != NULL && j < plain->columns->len; j++)
        n_plain += g_array_index (plain->columns, GenkanPlainColumn, j).path != NULL;
      g_assert_cmpint (n_plain, ==, shapes[i].n_plain);
      g_assert_cmpstr (plain != NULL ? plain->rest : NULL, ==, shapes[i].rest);
    }
}

/* --- the same rows --- */

static const char *const values[] = {
  "null", "true", "false", "0", "-0", "-1", "9223372036854775807", "-9223372036854775808",
  "9223372036854775808", "123456789012345678901234567890", "1.5", "-0.0", "1e999", "1E-400",
  "0.1000000000000000055511151231257827", "\"\"", "\"plain\"", "\"søren\"", "\"\\\"\\\\\\/\\n\\u00e9\"",
  "\"\\ud83d\\ude00\"", "\"\\ud800\"", "\"a\\u0000b\"", "\"\\u0000\"", "\"true\"", "\"12\"", "[]",
  "[1, \"a\\n\" , null,{}]", "{}", "{\"a\":{\"b\":[1,2,\"c\"]}, \"x y\" : 7}", "{\"a\":1,\"a\":2}",
  "{\"\\u0061\":3}", "[[1],[2,[3]]]",
};

/* Items that are not what is expected. */
static const char *const odd_items[] = {
  "5", "\"text\"", "[1, 2]", "null", "{}", "{\"v\":", "nonsense", "", "{\"v\":1}x", "{\"V\":1}",
  "{\"v\":1,\"v\":\"two\"}", "{\"\\u0076\":1}",
};

static const char *const selects[] = {
  "SELECT j ->> 'v' AS a, j -> 'v' AS b FROM item",
  "SELECT k AS key, j ->> 'v' AS a, typeof(j ->> 'v') AS b, j -> 'v' AS c, j AS d FROM item",
  "SELECT j ->> '$' AS a, j -> '$' AS b, j ->> '$.v' AS c FROM item",
  "SELECT j ->> '$.v.a.b[0]' AS a, j -> '$.v.a.b' AS b, j ->> '$.v.a.b[#-1]' AS c, "
  "j ->> '$.v.\"x y\"' AS d, j -> '$.v[1]' AS e, j ->> 'v.a' AS f FROM item",
  "SELECT j ->> 'v' AS a, :url || (j ->> 'v') AS b, coalesce(j ->> 'none', 'x') AS c, "
  "j ->> 'none' AS d, (SELECT count(*) FROM json_each(j -> 'v')) AS e FROM item",
  "SELECT j ->> 'none' AS a FROM item",
  "SELECT j ->> 'v' AS a, count(*) AS b FROM item",
};

static void
assert_same_value (const GenkanValue *one,
                   const GenkanValue *other)
{
  g_assert_cmpint (one->type, ==, other->type);
  g_assert_cmpint (one->json, ==, other->json);
  if (one->type == GENKAN_VALUE_TEXT)
    g_assert_cmpmem (one->text, one->length, other->text, other->length);
  else
    g_assert_true (genkan_value_equal (one, other));
}

static void
assert_same_rows (GenkanRowBatch *one,
                  GenkanRowBatch *other)
{
  g_assert_cmpuint (genkan_row_batch_get_n_rows (one), ==, genkan_row_batch_get_n_rows (other));
  g_assert_cmpuint (genkan_row_batch_get_n_columns (one), ==, genkan_row_batch_get_n_columns (other));
  for (guint row = 0; row < genkan_row_batch_get_n_rows (one); row++)
    for (guint i = 0; i < genkan_row_batch_get_n_columns (one); i++)
      assert_same_value (genkan_row_batch_get (one, row, i), genkan_row_batch_get (other, row, i));
}

static GenkanItems *
make_items (guint n_items)
{
  GenkanItems *items = genkan_items_new ();

  for (guint i = 0; i < G_N_ELEMENTS (values) && i < n_items; i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"n\":%u,\"v\":%s,\"z\":\"ü\"}", i, values[i]);

      genkan_items_add (items, NULL, 0, json, strlen (json));
    }
  for (guint i = 0; i < G_N_ELEMENTS (odd_items) && G_N_ELEMENTS (values) + i < n_items; i++)
    genkan_items_add (items, "key", 3, odd_items[i], strlen (odd_items[i]));
  genkan_items_set_window (items, n_items > 4 ? 1 : 0, genkan_items_get_n (items));

  return items;
}

static GenkanRowBatch *
map (GenkanConnector  *connector,
     const char       *step,
     GenkanItems      *items,
     GenkanCoverage   *coverage,
     GError          **error)
{
  const GenkanDefinition *definition = genkan_connector_get_definition (connector);
  const GenkanOutput *output = genkan_definition_find_step (definition, step)->outputs->pdata[0];
  g_autoptr (GenkanVariables) variables = genkan_variables_new (NULL);
  GenkanAnswer answer = { .status = 200, .headers = "{}", .items = items };
  g_autoptr (GenkanSandbox) sandbox = genkan_sandbox_new (connector, error);

  g_assert_nonnull (sandbox);
  genkan_sandbox_set_coverage (sandbox, coverage);
  set_text (variables, "url", "https://example.com");
  answer.n_items = genkan_items_get_n (items);

  return genkan_sandbox_map (sandbox, output, variables, &answer, NULL, error);
}

/* A connector whose tables nobody uses is not valid. */
#define USE "  use:\n    records: SELECT one.a AS id, other.a AS name FROM one, other\n"

static void
test_same (void)
{
  static const guint n_items[] = { 1000, 1, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (selects); i++)
    {
      g_autofree char *steps = g_strdup_printf (
        "  plain:\n    get: /a\n    items: $\n    one: |\n      %s\n"
        "  whole:\n    get: /a\n    items: $\n    other: |\n      %s WHERE 1\n" USE,
        selects[i], selects[i]);
      g_autoptr (GenkanConnector) connector = load_steps (steps);

      g_test_message ("%s", selects[i]);
      for (guint j = 0; j < G_N_ELEMENTS (n_items); j++)
        {
          g_autoptr (GenkanItems) items = make_items (n_items[j]);
          g_autoptr (GError) error = NULL;
          g_autoptr (GenkanRowBatch) one = map (connector, "plain", items, NULL, &error);
          g_autoptr (GenkanRowBatch) other = NULL;

          g_assert_no_error (error);
          other = map (connector, "whole", items, NULL, &error);
          g_assert_no_error (error);
          assert_same_rows (one, other);
        }
    }
}

/* Which member was looked for, and met, is noted all the same. */
static void
test_coverage (void)
{
  g_autoptr (GenkanConnector) connector = load_steps (
    "  plain:\n    get: /a\n    items: $\n    one: SELECT j ->> 'v' AS a, j -> 'none' AS b FROM item\n"
    "  use:\n    records: SELECT a AS id, b AS name FROM one\n");
  g_autoptr (GenkanCoverage) coverage = genkan_coverage_new ();
  g_autoptr (GenkanItems) items = make_items (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanRowBatch) rows = map (connector, "plain", items, coverage, &error);
  const GenkanDefinition *definition = genkan_connector_get_definition (connector);
  const GenkanOutput *output = genkan_definition_find_step (definition, "plain")->outputs->pdata[0];
  g_autoptr (GPtrArray) paths = genkan_coverage_dup_paths (coverage, output->index);

  g_assert_no_error (error);
  g_assert_nonnull (rows);
  g_assert_true (genkan_coverage_has_met (coverage, output->index, "v"));
  g_assert_false (genkan_coverage_has_met (coverage, output->index, "none"));
  g_assert_cmpuint (paths->len, ==, 2);
}

/* What goes wrong in a column of SQLite goes wrong at the same row. */
static void
test_error (void)
{
  g_autoptr (GenkanConnector) connector = load_steps (
    "  plain:\n    get: /a\n    items: $\n"
    "    one: SELECT j ->> 'v' AS a, need(j, 'must') AS b FROM item\n"
    "  use:\n    records: SELECT a AS id, b AS name FROM one\n");
  g_autoptr (GenkanItems) items = make_items (10);
  g_autoptr (GError) error = NULL;

  g_assert_null (map (connector, "plain", items, NULL, &error));
  g_assert_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE);
  g_assert_cmpstr (error->message, ==, "“one”: the answer has no must");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plain-columns/shapes", test_shapes);
  g_test_add_func ("/plain-columns/same", test_same);
  g_test_add_func ("/plain-columns/coverage", test_coverage);
  g_test_add_func ("/plain-columns/error", test_error);

  return g_test_run ();
}
