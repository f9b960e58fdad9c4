/* test-connectors.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The connector files that come with Genkan, against answers in the shape of the real tools'.
 */

#include "config.h"

#include "test-tool.h"

static char *
read_connector (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "connectors", name,
                                                 NULL);
  g_autoptr (GError) error = NULL;
  char *yaml;

  g_file_get_contents (path, &yaml, NULL, &error);
  g_assert_no_error (error);

  return yaml;
}

static void
run_connector (TestTool      *tool,
               const char    *name,
               GenkanPurpose  purpose)
{
  g_autofree char *yaml = read_connector (name);

  test_tool_run (tool, yaml, purpose);
}

/* --- SonarQube ------------------------------------------------------------------------------ */

#define N_PROJECTS 1201

static void
answer_projects (GenkanLoopbackExchange *exchange)
{
  guint page = g_ascii_strtoull (genkan_loopback_exchange_get_query (exchange, "p"), NULL, 10);
  guint size = g_ascii_strtoull (genkan_loopback_exchange_get_query (exchange, "ps"), NULL, 10);
  g_autoptr (GString) json = g_string_new (NULL);

  g_assert_cmpstr (genkan_loopback_exchange_get_query (exchange, "qualifiers"), ==, "TRK");
  g_assert_null (genkan_loopback_exchange_get_query (exchange, "organization"));

  g_string_printf (json,
                   "{\"paging\":{\"pageIndex\":%u,\"pageSize\":%u,\"total\":%u},"
                   "\"components\":[",
                   page, size, N_PROJECTS);
  for (guint i = (page - 1) * size; i < MIN (page * size, N_PROJECTS); i++)
    g_string_append_printf (json,
                            "%s{\"key\":\"org:p-%04u\",\"name\":\"Projekt “%u”\","
                            "\"qualifier\":\"TRK\"}",
                            i % size > 0 ? "," : "", i, i);
  g_string_append (json, "]}");
  genkan_loopback_exchange_respond (exchange, 200, "application/json", json->str, json->len);
}

static void
sonarqube_cb (TestTool               *tool,
              GenkanLoopbackExchange *exchange,
              guint                   nth)
{
  g_autofree char *userinfo = g_base64_encode ((const guchar *) SECRET ":", strlen (SECRET) + 1);
  g_autofree char *expected = g_strconcat ("Basic ", userinfo, NULL);
  const char *path = genkan_loopback_exchange_get_path (exchange);
  gboolean valid = g_strcmp0 (genkan_loopback_exchange_get_header (exchange, "Authorization"),
                              expected) == 0 && tool->extra == NULL;

  if (g_str_equal (path, "/api/authentication/validate"))
    test_answer_json (exchange, "{\"valid\":%s}", valid ? "true" : "false");
  else if (!valid)
    genkan_loopback_exchange_respond (exchange, 401, NULL, "", 0);
  else if (g_str_equal (path, "/api/components/search"))
    answer_projects (exchange);
}

static void
test_connectors_sonarqube (void)
{
  TestTool tool;
  g_autofree char *ids = NULL;

  test_tool_init (&tool, sonarqube_cb, NULL);
  run_connector (&tool, "sonarqube.yaml", GENKAN_PURPOSE_DISCOVER);
  g_assert_no_error (tool.result->reason);
  g_assert_cmpint (tool.result->outcome, ==, GENKAN_OUTCOME_COMPLETE);
  g_assert_cmpuint (tool.result->n_rows, ==, N_PROJECTS);
  g_assert_cmpuint (tool.n_requests, ==, 3);
  ids = test_sink_dup_ids (tool.sink);
  g_assert_true (g_str_has_prefix (ids, "org:p-0000 org:p-0001 "));
  g_assert_true (g_str_has_suffix (ids, " org:p-1200"));
  test_tool_clear (&tool);
}

static void
test_connectors_sonarqube_check (void)
{
  TestTool tool;

  test_tool_init (&tool, sonarqube_cb, NULL);
  run_connector (&tool, "sonarqube.yaml", GENKAN_PURPOSE_CHECK);
  g_assert_no_error (tool.result->reason);
  g_assert_cmpuint (tool.result->n_rows, ==, 500);
  g_assert_true (tool.result->more);
  test_tool_clear (&tool);

  test_tool_init (&tool, sonarqube_cb, NULL);
  tool.extra = g_strdup ("no token is good");
  run_connector (&tool, "sonarqube.yaml", GENKAN_PURPOSE_CHECK);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_VENDOR, "does not know this token");
  test_tool_clear (&tool);

  test_tool_init (&tool, sonarqube_cb, NULL);
  tool.extra = g_strdup ("no token is good");
  run_connector (&tool, "sonarqube.yaml", GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_UNAUTHORIZED, "components/search");
  test_tool_clear (&tool);
}

/* --- Burp Suite DAST ------------------------------------------------------------------------ */

static void
burp_cb (TestTool               *tool,
         GenkanLoopbackExchange *exchange,
         guint                   nth)
{
  const char *key = genkan_loopback_exchange_get_header (exchange, "Authorization");

  g_assert_cmpstr (genkan_loopback_exchange_get_method (exchange), ==, "POST");
  g_assert_cmpstr (genkan_loopback_exchange_get_path (exchange), ==, "/graphql/v1");

  if (g_strcmp0 (key, SECRET) != 0 || tool->extra != NULL)
    test_answer_json (exchange, "{\"errors\":[{\"message\":\"%s\"}],\"data\":null}", tool->extra);
  else
    test_answer_json (exchange,
                      "{\"data\":{\"site_tree\":{"
                      "\"sites\":["
                      "{\"id\":\"1\",\"name\":\"Shop\",\"parent_id\":\"7\",\"scope_v2\":null},"
                      "{\"id\":\"2\",\"name\":\"Blog\",\"parent_id\":\"0\","
                      "\"scope_v2\":{\"start_urls\":[\"https://blog.example/\"]}}],"
                      "\"folders\":[{\"id\":\"7\",\"name\":\"Retail\",\"parent_id\":\"0\"}]}}}");
}

static void
test_connectors_burp (void)
{
  TestTool tool;

  test_tool_init (&tool, burp_cb, NULL);
  run_connector (&tool, "burp-dast.yaml", GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "1 2");
  test_tool_clear (&tool);

  test_tool_init (&tool, burp_cb, NULL);
  run_connector (&tool, "burp-dast.yaml", GENKAN_PURPOSE_CHECK);
  test_tool_assert_ids (&tool, "1 2");
  g_assert_false (tool.result->more);
  test_tool_clear (&tool);

  test_tool_init (&tool, burp_cb, NULL);
  tool.extra = g_strdup ("Unauthorized: " SECRET);
  run_connector (&tool, "burp-dast.yaml", GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_VENDOR, "Unauthorized: [secret]");
  test_tool_clear (&tool);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connectors/sonarqube", test_connectors_sonarqube);
  g_test_add_func ("/connectors/sonarqube-check", test_connectors_sonarqube_check);
  g_test_add_func ("/connectors/burp", test_connectors_burp);

  return g_test_run ();
}
