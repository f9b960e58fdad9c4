/* test-builtin.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The SELECTs of the built-in connectors over answers as their vendors document them: what a
 * step asks, and what becomes of the answer.
 */

#include "config.h"

#include "genkan-connector-set.h"
#include "genkan-mapper.h"

#include "connector-test-utils.h"

typedef struct
{
  GenkanConnectorSet *set;
  GenkanConnector    *connector;
  GenkanSandbox      *sandbox;
  GenkanVariables    *variables;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  id)
{
  g_autoptr (GError) error = NULL;

  fixture->set = genkan_connector_set_new (NULL);
  fixture->connector = g_object_ref (genkan_connector_set_lookup (fixture->set, id));
  fixture->sandbox = genkan_sandbox_new (fixture->connector, &error);
  g_assert_no_error (error);
  fixture->variables = genkan_variables_new (NULL);
  set_text (fixture->variables, "url", "https://tool.example.com");
  set_integer (fixture->variables, "now_s", 1763820000);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  id)
{
  genkan_variables_unref (fixture->variables);
  g_object_unref (fixture->sandbox);
  g_object_unref (fixture->connector);
  g_object_unref (fixture->set);
}

static const GenkanStep *
get_step (Fixture    *fixture,
          const char *name)
{
  return genkan_definition_find_step (genkan_connector_get_definition (fixture->connector), name);
}

/* A fresh layer of variables: those that a mapper has been given do not change any more. */
static void
push (Fixture    *fixture,
      const char *name,
      const char *text)
{
  GenkanVariables *variables = genkan_variables_new (fixture->variables);

  genkan_variables_unref (fixture->variables);
  fixture->variables = variables;
  set_text (variables, name, text);
}

/* The values of `with`, as the engine makes them before the first request. */
static void
set_with (Fixture          *fixture,
          const GenkanStep *step)
{
  for (guint i = 0; i < step->with->len; i++)
    {
      const GenkanNamedTemplate *named = step->with->pdata[i];
      g_autoptr (GString) storage = g_string_new (NULL);
      GenkanValue value;

      genkan_template_expand_value (named->value, fixture->variables, storage, &value);
      genkan_variables_set (fixture->variables, named->name, &value);
    }
}

static char *
rows_to_text (GenkanRowBatch *rows)
{
  GString *text = g_string_new (NULL);

  for (guint row = 0; rows != NULL && row < genkan_row_batch_get_n_rows (rows); row++)
    for (guint column = 0; column < genkan_row_batch_get_n_columns (rows); column++)
      {
        g_autofree char *value = genkan_value_dup_text (genkan_row_batch_get (rows, row, column));

        g_string_append_printf (text, "%s%s", value != NULL ? value : "NULL",
                                column + 1 < genkan_row_batch_get_n_columns (rows) ? "|" : "\n");
      }

  return g_string_free (text, FALSE);
}

/* Maps an answer; rows of tables are stored, those of @sink returned, and the `next` rows. */
static char *
map (Fixture     *fixture,
     const char  *step_name,
     const char  *answer,
     const char  *sink,
     char       **ret_next)
{
  const GenkanStep *step = get_step (fixture, step_name);
  g_autoptr (GenkanMapper) mapper = genkan_mapper_new (fixture->sandbox, step, fixture->variables,
                                                       200, NULL, NULL);
  g_autoptr (GPtrArray) mapped = NULL;
  g_autoptr (GenkanRowBatch) next = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  genkan_mapper_feed (mapper, (const guint8 *) answer, strlen (answer), &error);
  g_assert_no_error (error);
  genkan_mapper_end (mapper, &error);
  g_assert_no_error (error);
  g_assert_cmpint (genkan_mapper_get_verdict (mapper)->kind, ==, GENKAN_VERDICT_GOOD);

  mapped = genkan_mapper_take_mapped (mapper);
  for (guint i = 0; i < mapped->len; i++)
    {
      const GenkanMapped *one = mapped->pdata[i];

      if (g_str_equal (one->output->name, sink))
        text = rows_to_text (one->rows);
      if (one->output->kind == GENKAN_OUTPUT_TABLE)
        genkan_sandbox_store_rows (fixture->sandbox, one->output->name, one->rows, &error);
      g_assert_no_error (error);
    }

  next = genkan_mapper_take_next (mapper);
  if (ret_next != NULL)
    *ret_next = rows_to_text (next);

  return g_steal_pointer (&text);
}

static char *
join (Fixture    *fixture,
      const char *step_name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanRowBatch) rows = NULL;

  rows = genkan_sandbox_run_output (fixture->sandbox,
                                    get_step (fixture, step_name)->outputs->pdata[0],
                                    fixture->variables, NULL, &error);
  g_assert_no_error (error);

  return rows_to_text (rows);
}

static void
test_burp_discover (Fixture       *fixture,
                    gconstpointer  id)
{
  g_autofree char *nothing = NULL;
  g_autofree char *records = NULL;

  nothing = map (fixture, "tree",
                 "{\"data\": {\"site_tree\": {\"sites\": ["
                 "{\"id\": \"3\", \"name\": \"shop\", \"parent_id\": \"1\", \"scope_v2\": {\"start_urls\": [\"https://shop.example.com\"]}},"
                 "{\"id\": \"4\", \"name\": \"blog\", \"parent_id\": \"0\", \"scope_v2\": null}],"
                 "\"folders\": [{\"id\": \"1\", \"name\": \"Marketing\", \"parent_id\": \"0\"}]}}}",
                 "records", NULL);
  g_assert_null (nothing);

  records = join (fixture, "sites");
  g_assert_cmpstr (records, ==,
                   "3|shop|site|https://tool.example.com/sites/3|Marketing|https://shop.example.com\n"
                   "4|blog|site|https://tool.example.com/sites/4|NULL|NULL\n");
}

static void
test_burp_findings (Fixture       *fixture,
                    gconstpointer  id)
{
  g_autofree char *scan = NULL;
  g_autofree char *findings = NULL;
  g_autofree char *next = NULL;

  push (fixture, "record_id", "3");
  scan = map (fixture, "last_scan",
              "{\"data\": {\"scans\": [{\"id\": \"77\", \"end_time\": \"2025-01-31T08:00:00.000Z\"}]}}",
              "scan", NULL);
  g_assert_cmpstr (scan, ==, "77|2025-01-31T08:00:00Z\n");

  push (fixture, "scan_id", "77");
  set_text (fixture->variables, "scanned", "2025-01-31T08:00:00Z");
  set_with (fixture, get_step (fixture, "issues"));
  findings = map (fixture, "issues",
                  "{\"data\": {\"scan\": {\"issues\": [{\"serial_number\": \"9\", \"severity\": \"high\","
                  "\"confidence\": \"certain\", \"origin\": \"https://shop.example.com\", \"path\": \"/login\","
                  "\"issue_type\": {\"type_index\": \"2097920\", \"name\": \"SQL injection\","
                  "\"description_html\": \"<p>Bad.</p>\", \"remediation_html\": \"<ul><li>Fix</li></ul>\","
                  "\"vulnerability_classifications_html\": \"<a href=\\\"x\\\">CWE-89: SQL</a>\","
                  "\"references_html\": null}}]}}}",
                  "findings", &next);

  g_assert_nonnull (strstr (findings, "|2097920|SQL injection|High|Bad.|- Fix|NULL|[89]|"
                                      "[\"https://shop.example.com/login\"]|1|0|1|0|1|"
                                      "2025-01-31T08:00:00Z|"
                                      "https://tool.example.com/scans/77/issues/9\n"));
  /* The page was not full. */
  g_assert_cmpstr (next, ==, "1\n");
}

static void
test_sonarqube_discover (Fixture       *fixture,
                         gconstpointer  id)
{
  const GenkanStep *projects = get_step (fixture, "projects");
  g_autofree char *first_url = NULL;
  g_autofree char *records = NULL;
  g_autofree char *next = NULL;

  set_with (fixture, projects);
  first_url = genkan_template_expand (projects->request->url, fixture->variables);
  g_assert_cmpstr (first_url, ==, "/components/search?qualifiers=TRK&p=1&ps=500");

  records = map (fixture, "projects",
                 "{\"paging\": {\"pageIndex\": 1, \"pageSize\": 500, \"total\": 1200}, \"components\": ["
                 "{\"key\": \"org:shop\", \"name\": \"Shop\", \"qualifier\": \"TRK\"},"
                 "{\"organization\": \"acme\", \"key\": \"b\", \"name\": \"B\"}]}",
                 "records", &next);
  g_assert_cmpstr (records, ==,
                   "org:shop|Shop|project|https://tool.example.com/dashboard?id=org%3Ashop|NULL\n"
                   "b|B|project|https://tool.example.com/dashboard?id=b|acme\n");
  /* All other pages at once. */
  g_assert_cmpstr (next, ==, "2\n3\n");
}

static void
test_sonarqube_findings (Fixture       *fixture,
                         gconstpointer  id)
{
  g_autofree char *nothing = NULL;
  g_autofree char *rules = NULL;
  g_autofree char *findings = NULL;

  push (fixture, "record_id", "shop");
  set_with (fixture, get_step (fixture, "issues"));
  nothing = map (fixture, "issues",
                 "{\"paging\": {\"total\": 1}, \"issues\": [{\"key\": \"AW1\", \"rule\": \"java:S2077\","
                 "\"severity\": \"CRITICAL\", \"component\": \"shop:src/A.java\", \"line\": 42,"
                 "\"message\": \"Use a prepared statement\", \"creationDate\": \"2025-01-31T08:00:00+0200\"}]}",
                 "findings", NULL);
  g_assert_null (nothing);

  push (fixture, "rule", "java:S2077");
  rules = map (fixture, "rules",
               "{\"rule\": {\"key\": \"java:S2077\", \"securityStandards\": [\"cwe:89\", \"owaspTop10:a1\"],"
               "\"descriptionSections\": [{\"key\": \"a\", \"content\": \"<p>One</p>\"}, {\"content\": \"Two\"}]}}",
               "rule_text", NULL);
  g_assert_cmpstr (rules, ==, "java:S2077|One\n\nTwo|[89]\n");

  findings = join (fixture, "findings");
  g_assert_cmpstr (findings, ==,
                   "AW1|java:S2077|Use a prepared statement|High|One\n\nTwo|[89]|src/A.java|42|"
                   "2025-01-31T06:00:00Z|1|1|0|"
                   "https://tool.example.com/project/issues?id=shop&open=AW1\n");
}

/* More than a query may answer: two halves of the time window are asked instead. */
static void
test_sonarqube_window (Fixture       *fixture,
                       gconstpointer  id)
{
  g_autofree char *nothing = NULL;
  g_autofree char *next = NULL;

  push (fixture, "record_id", "shop");
  set_with (fixture, get_step (fixture, "issues"));
  nothing = map (fixture, "issues", "{\"paging\": {\"total\": 12500}, \"issues\": []}", "findings",
                 &next);
  g_assert_null (nothing);
  g_assert_cmpstr (next, ==,
                   "1|0|881910000|1970-01-01T00:00:00+0000|1997-12-12T07:00:00+0000\n"
                   "1|881910000|1763820000|1997-12-12T07:00:00+0000|2025-11-22T14:00:00+0000\n");
}

static void
test_sonarqube_check (Fixture       *fixture,
                      gconstpointer  id)
{
  g_autoptr (GenkanMapper) mapper = genkan_mapper_new (fixture->sandbox, get_step (fixture, "check"),
                                                       fixture->variables, 200, NULL, NULL);

  g_assert_true (genkan_mapper_feed (mapper, (const guint8 *) "{\"valid\":false}", 15, NULL));
  g_assert_true (genkan_mapper_end (mapper, NULL));
  g_assert_cmpint (genkan_mapper_get_verdict (mapper)->kind, ==, GENKAN_VERDICT_FAIL);
  g_assert_cmpstr (genkan_mapper_get_verdict (mapper)->message, ==,
                   "The server does not know this token");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, id, function) g_test_add (path, Fixture, id, set_up, function, tear_down)
  ADD ("/builtin/burp-dast/discover", "burp-dast", test_burp_discover);
  ADD ("/builtin/burp-dast/findings", "burp-dast", test_burp_findings);
  ADD ("/builtin/sonarqube/check", "sonarqube", test_sonarqube_check);
  ADD ("/builtin/sonarqube/discover", "sonarqube", test_sonarqube_discover);
  ADD ("/builtin/sonarqube/findings", "sonarqube", test_sonarqube_findings);
  ADD ("/builtin/sonarqube/window", "sonarqube", test_sonarqube_window);
#undef ADD

  return g_test_run ();
}
