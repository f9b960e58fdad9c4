/* test-checker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The static check, held against mistakes.txt, a list of files with mistakes.
 */

#include "config.h"

#include "connector-test-utils.h"

static char *
list_problems (GenkanConnector *connector)
{
  GPtrArray *problems = genkan_connector_get_problems (connector);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const GenkanProblem *problem = problems->pdata[i];

      g_string_append_printf (list, "%u:%u: %s\n", problem->line, problem->column,
                              problem->message);
    }

  return g_string_free (list, FALSE);
}

static char *
read_mistakes (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "connector", "mistakes.txt", NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
check_mistake (const char *head,
               const char *section)
{
  const char *name_end = strchr (section, '\n');
  const char *rule = strstr (name_end, "\n--\n");
  gboolean steps = *section == '[';
  g_autofree char *name = g_strndup (section, name_end - section);
  g_autofree char *own = g_strndup (name_end + 1, rule - name_end);
  g_autofree char *yaml = g_strconcat (steps ? head : "", own, NULL);
  g_autoptr (GenkanConnector) connector = load_connector (yaml);
  g_autofree char *problems = list_problems (connector);

  g_assert_false (genkan_connector_is_valid (connector));
  if (!g_str_equal (problems, rule + 4))
    g_test_fail_printf ("%s: expected\n%s\ngot\n%s", name, rule + 4, problems);
}

static void
test_mistakes (void)
{
  g_autofree char *text = read_mistakes ();
  g_auto (GStrv) sections = g_strsplit (text, "\n== ", -1);
  g_autofree char *head = NULL;
  guint n;

  g_assert_true (g_str_has_prefix (sections[1], "HEAD\n"));
  head = g_strconcat (sections[1] + strlen ("HEAD\n"), "\n", NULL);

  for (n = 2; sections[n] != NULL; n++)
    {
      g_autofree char *section = g_strconcat (sections[n], sections[n + 1] != NULL ? "\n" : "", NULL);

      check_mistake (head, section);
    }
  g_test_message ("%u mistakes", n - 2);
  g_assert_cmpuint (n - 2, >=, 60);
}

/* A file cut off anywhere, or with a line missing or twice, has mistakes or has none, but is
 * read to the end. */
static void
test_mutations (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "connectors",
                                                 "sonarqube.yaml", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GString) without = g_string_new (NULL);
      g_autoptr (GString) twice = g_string_new (NULL);
      g_autoptr (GenkanConnector) first = NULL;
      g_autoptr (GenkanConnector) second = NULL;

      for (guint j = 0; lines[j] != NULL; j++)
        {
          if (j != i)
            g_string_append_printf (without, "%s\n", lines[j]);
          g_string_append_printf (twice, "%s\n%s%s", lines[j], j == i ? lines[j] : "",
                                  j == i ? "\n" : "");
        }
      first = load_connector (without->str);
      second = load_connector (twice->str);
      g_assert_nonnull (genkan_connector_get_id (first));
      g_assert_nonnull (genkan_connector_get_name (second));
    }
}

static void
test_what_it_finds (void)
{
  g_autoptr (GenkanConnector) connector =
    load_steps ("  a:\n"
                "    get: /a{?p}\n"
                "    with: { p: 1 }\n"
                "    items: $.x.\"y z\"?\n"
                "    next: SELECT :p + 1 AS p WHERE :items > 0\n"
                "    thing: SELECT j ->> 'id' AS tid FROM item\n"
                "  b:\n"
                "    for: thing\n"
                "    get: /b/{tid}\n"
                "    items: $\n"
                "    cases: [ { when: \":status = 404\", do: empty } ]\n"
                "    records: SELECT j ->> 'id' AS id, :p AS name FROM item\n"
                "  c:\n"
                "    for: record\n"
                "    post: /c\n"
                "    json: { id: \"{record_id}\" }\n"
                "    items: $\n"
                "    findings: SELECT 1 AS unique_id_from_tool, 't' AS title, 'Low' AS severity FROM item\n");
  const GenkanDefinition *definition = genkan_connector_get_definition (connector);
  const GenkanStep *a = genkan_definition_find_step (definition, "a");
  const GenkanStep *b = genkan_definition_find_step (definition, "b");
  const GenkanStep *c = genkan_definition_find_step (definition, "c");
  const GenkanOutput *thing = a->outputs->pdata[0];
  const GenkanCase *empty = b->cases->pdata[0];

  g_assert_true (a->for_discover && b->for_discover && !c->for_discover);
  g_assert_true (!a->for_sync && !b->for_sync && c->for_sync);
  g_assert_true (g_strv_equal ((const char * const *) a->items,
                               (const char * const []) { "x", "y z", NULL }));
  g_assert_true (a->items_optional);
  g_assert_true (a->next->needs_body && !a->next->reads_item);
  g_assert_true (thing->reads_item && !thing->needs_body);
  g_assert_cmpstr (thing->columns[0], ==, "tid");
  g_assert_true (g_strv_equal ((const char * const *) b->variables,
                               (const char * const []) { "p", "tid", NULL }));
  g_assert_false (empty->needs_body);
  g_assert_true (a->request->idempotent);
  g_assert_false (c->request->idempotent);
  g_assert_cmpuint (definition->n_statements, ==, 5);
}

/* Whole files in the documentation are in order. */
static void
test_documentation (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "docs", "connector-format.md",
                                                 NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) blocks = NULL;
  guint n_files = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  blocks = g_strsplit (text, "```", -1);
  for (guint i = 1; blocks[i] != NULL && blocks[i + 1] != NULL; i += 2)
    if (g_str_has_prefix (blocks[i], "yaml\nformat:"))
      {
        g_autoptr (GenkanConnector) connector = load_valid (blocks[i] + strlen ("yaml\n"));

        g_assert_cmpstr (genkan_connector_get_id (connector), ==, "acme");
        n_files++;
      }
  g_assert_cmpuint (n_files, ==, 2);
}

static void
test_new_destroy (void)
{
  GenkanConnector *connector = load_connector ("{");

  g_assert_false (genkan_connector_is_valid (connector));
  g_assert_cmpstr (genkan_connector_get_id (connector), ==, "test");
  g_assert_cmpstr (genkan_connector_get_file_name (connector), ==, "test.yaml");
  g_assert_finalize_object (connector);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connector/new-destroy", test_new_destroy);
  g_test_add_func ("/connector/mistakes", test_mistakes);
  g_test_add_func ("/connector/mutations", test_mutations);
  g_test_add_func ("/connector/documentation", test_documentation);
  g_test_add_func ("/connector/what-it-finds", test_what_it_finds);

  return g_test_run ();
}
