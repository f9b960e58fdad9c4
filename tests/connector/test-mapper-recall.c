/* test-mapper-recall.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Items that came before: which are recognised, and which must not be.
 */

#include "config.h"

#include "genkan-mapper.h"

#include "connector-test-utils.h"

#define STEP(select)                  \
  "  projects:\n"                     \
  "    records: SELECT 'a' AS id, 'b' AS name\n" \
  "  issues:\n"                       \
  "    for: record\n"                 \
  "    get: /issues/{record_id}\n"    \
  "    items: $.issues\n"             \
  "    findings: |\n"                 \
  "      " select "\n"

#define COLUMNS "j ->> 'id' AS unique_id_from_tool, j ->> 'name' AS title, 'Low' AS severity"
#define PLAIN STEP ("SELECT " COLUMNS " FROM item")
#define CHOSEN STEP ("SELECT " COLUMNS " FROM (SELECT j FROM item) WHERE j ->> 'kind' IS NULL")
#define NAMED STEP ("SELECT " COLUMNS ", :record_name AS service FROM item")
#define EACH STEP ("SELECT value AS unique_id_from_tool, 'T' AS title, 'Low' AS severity " \
                   "FROM item, json_each(j -> 'ids')")
#define RANKED STEP ("SELECT " COLUMNS ", row_number() OVER () AS line FROM item")
#define PLACED STEP ("SELECT " COLUMNS ", k AS line FROM item")
#define DATED STEP ("SELECT " COLUMNS ", date('now') AS date FROM item")

#define TWO "{\"issues\": [{\"id\": \"1\", \"name\": \"XSS\"}, {\"id\":\"2\",\"name\":\"CSRF\"}]}"

/* Gives the items to a mapper piece by piece. Tells of each row its first column and whether it
 * has a fingerprint, then the numbers of what was known; the fingerprints are added to @entries,
 * under the row's first column. */
static char *
map (const char *steps,
     const char *record_name,
     const char *page,
     gsize       piece,
     GArray     *entries)
{
  g_autoptr (GenkanConnector) connector = load_steps (steps);
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanSandbox) sandbox = genkan_sandbox_new (connector, &error);
  g_autoptr (GenkanVariables) variables = genkan_variables_new (NULL);
  g_autoptr (GenkanRecall) recall =
    genkan_recall_new ((const GenkanRecallEntry *) (gpointer) entries->data, entries->len);
  const GenkanDefinition *definition = genkan_connector_get_definition (connector);
  g_autoptr (GenkanMapper) mapper = NULL;
  g_autoptr (GPtrArray) mapped = NULL;
  g_autoptr (GString) told = g_string_new (NULL);

  g_assert_no_error (error);
  set_text (variables, "record_id", "shop");
  set_text (variables, "record_name", record_name);
  mapper = genkan_mapper_new (sandbox, definition->steps->pdata[1], variables, 200, NULL, NULL);
  genkan_mapper_set_recall (mapper, recall);
  for (gsize at = 0; at < strlen (page); at += piece)
    {
      genkan_mapper_feed (mapper, (const guint8 *) page + at, MIN (piece, strlen (page) - at), &error);
      g_assert_no_error (error);
    }
  genkan_mapper_end (mapper, &error);
  g_assert_no_error (error);

  mapped = genkan_mapper_take_mapped (mapper);
  for (guint i = 0; i < mapped->len; i++)
    {
      GenkanRowBatch *rows = ((GenkanMapped *) mapped->pdata[i])->rows;
      guint n_known;
      const gint64 *known = genkan_row_batch_get_known (rows, &n_known);

      for (guint row = 0; row < genkan_row_batch_get_n_rows (rows); row++)
        {
          g_autofree char *id = genkan_value_dup_text (genkan_row_batch_get (rows, row, 0));
          GenkanRecallEntry entry = {
            genkan_row_batch_get_fingerprint (rows, row), g_ascii_strtoll (id, NULL, 10),
          };

          g_string_append_printf (told, "%s%s ", id, entry.fingerprint != 0 ? "" : "?");
          if (entry.fingerprint != 0)
            g_array_append_val (entries, entry);
        }
      for (guint j = 0; j < n_known; j++)
        g_string_append_printf (told, "=%" G_GINT64_FORMAT " ", known[j]);
    }
  g_assert_cmpuint (genkan_mapper_get_n_items (mapper), ==, 2);

  return g_string_free (g_steal_pointer (&told), FALSE);
}

/* What the first and the second time bring. */
static void
assert_both (const char *steps,
             const char *first,
             const char *page,
             const char *second)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (GenkanRecallEntry));
  g_autofree char *before = map (steps, "Shop", TWO, 1000, entries);
  g_autofree char *after = map (steps, "Shop", page, 1000, entries);

  g_assert_cmpstr (before, ==, first);
  g_assert_cmpstr (after, ==, second);
}

static void
test_plain (void)
{
  assert_both (PLAIN, "1 2 ", TWO, "=1 =2 ");
}

static void
test_whole (void)
{
  assert_both (CHOSEN, "1 2 ", TWO, "=1 =2 ");
}

/* A change, whatever it is, is looked at; what else came is known. */
static void
test_changed (void)
{
  assert_both (CHOSEN, "1 2 ",
               "{\"issues\": [{\"id\": \"1\", \"name\": \"XSS!\"}, {\"id\":\"2\",\"name\":\"CSRF\"}]}",
               "1 =2 ");
}

/* Items that make no row are never known. */
static void
test_left_out (void)
{
  static const char page[] =
    "{\"issues\":[{\"id\":\"1\",\"kind\":\"x\"},{\"id\":\"2\",\"name\":\"CSRF\"}]}";

  assert_both (CHOSEN, "1 2 ", page, "=2 ");
}

/* In whatever pieces an answer comes. White space between tokens is gone where an item lies across
 * two pieces, so that it may not be known; but what is known is it. */
static void
test_pieces (void)
{
  static const char page[] = "{\"issues\":[{\"id\":\"1\",\"name\":\"XSS\"},{\"id\":\"2\",\"name\":\"CSRF\"}]}";

  for (gsize piece = 1; piece < sizeof page; piece++)
    {
      g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (GenkanRecallEntry));
      g_autofree char *before = map (PLAIN, "Shop", page, piece, entries);
      g_autofree char *after = map (PLAIN, "Shop", page, sizeof page - piece, entries);

      g_assert_cmpstr (before, ==, "1 2 ");
      g_assert_cmpstr (after, ==, "=1 =2 ");
    }
}

/* What a SELECT names counts; what it does not name does not. */
static void
test_variables (void)
{
  static const struct { const char *steps; const char *second; } cases[] = {
    { PLAIN, "=1 =2 " }, { NAMED, "1 2 " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (GenkanRecallEntry));
      g_autofree char *before = map (cases[i].steps, "Shop", TWO, 1000, entries);
      g_autofree char *after = map (cases[i].steps, "Web shop", TWO, 1000, entries);

      g_assert_cmpstr (before, ==, "1 2 ");
      g_assert_cmpstr (after, ==, cases[i].second);
    }
}

/* Another SELECT makes other rows of the same items. */
static void
test_other_select (void)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (GenkanRecallEntry));
  g_autofree char *before = map (PLAIN, "Shop", TWO, 1000, entries);
  g_autofree char *after = map (CHOSEN, "Shop", TWO, 1000, entries);

  g_assert_cmpstr (after, ==, "1 2 ");
}

/* Several rows of one item, and rows that depend on other items or on the day. */
static void
test_never (void)
{
  static const char page[] = "{\"issues\": [{\"ids\": [\"1\"]}, {\"ids\": [\"2\", \"3\"]}]}";
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (GenkanRecallEntry));
  g_autofree char *before = map (EACH, "Shop", page, 1000, entries);
  g_autofree char *after = map (EACH, "Shop", page, 1000, entries);

  g_assert_cmpstr (before, ==, "1 2? 3? ");
  g_assert_cmpstr (after, ==, "2? 3? =1 ");

  assert_both (RANKED, "1? 2? ", TWO, "1? 2? ");
  assert_both (PLACED, "1? 2? ", TWO, "1? 2? ");
  assert_both (DATED, "1? 2? ", TWO, "1? 2? ");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mapper-recall/plain", test_plain);
  g_test_add_func ("/mapper-recall/whole", test_whole);
  g_test_add_func ("/mapper-recall/changed", test_changed);
  g_test_add_func ("/mapper-recall/left-out", test_left_out);
  g_test_add_func ("/mapper-recall/pieces", test_pieces);
  g_test_add_func ("/mapper-recall/variables", test_variables);
  g_test_add_func ("/mapper-recall/other-select", test_other_select);
  g_test_add_func ("/mapper-recall/never", test_never);

  return g_test_run ();
}
