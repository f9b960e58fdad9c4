/* test-cli-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan server`, with a real keyring and a DefectDojo in the test's process. Run by
 * with-keyring. The first argument is the program.
 */

#include "config.h"

#include "cli-fixture.h"
#include "dojo-stand-in.h"
#include "dojo-tables.h"

typedef struct
{
  Fixture      cli;
  DojoStandIn *dojo; /* (owned) */
} ServerFixture;

static void
server_set_up (ServerFixture *fixture,
               gconstpointer  data)
{
  set_up (&fixture->cli, data);
  fixture->dojo = dojo_stand_in_new ("3.3.0");
  fixture->dojo->is_staff = TRUE;
  dojo_stand_in_add (fixture->dojo, DOJO_PRODUCT_TYPES, dojo_parse ("{\"name\":\"Web\"}"));
  dojo_stand_in_add (fixture->dojo, DOJO_PRODUCTS, dojo_parse ("{\"name\":\"Shop\",\"prod_type\":1}"));
}

static void
server_tear_down (ServerFixture *fixture,
                  gconstpointer  data)
{
  tear_down (&fixture->cli, data);
  dojo_stand_in_free (fixture->dojo);
}

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* The main context turns meanwhile: DefectDojo answers in it. */
static void
wait_for (ServerFixture *fixture,
          GSubprocess   *process)
{
  Fixture *cli = &fixture->cli;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&cli->out, g_free);
  g_clear_pointer (&cli->err, g_free);
  g_subprocess_communicate_utf8_async (process, cli->input, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_subprocess_communicate_utf8_finish (process, result, &cli->out, &cli->err, &error);
  g_assert_no_error (error);
  cli->status = g_subprocess_get_exit_status (process);
  cli->input = NULL;

  /* Whatever was printed, the key was not. */
  g_assert_null (strstr (cli->out, DOJO_TOKEN));
  g_assert_null (strstr (cli->err, DOJO_TOKEN));
}

static void
serve (ServerFixture *fixture,
       const char    *format,
       ...) G_GNUC_PRINTF (2, 3);

static void
serve (ServerFixture *fixture,
       const char    *format,
       ...)
{
  g_autoptr (GSubprocessLauncher) launcher = new_launcher (&fixture->cli);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);

  process = start (launcher, line);
  wait_for (fixture, process);
}

static void
set_server (ServerFixture *fixture)
{
  fixture->cli.input = DOJO_TOKEN "\n";
  serve (fixture, "server set --url %s", fixture->dojo->url);
  assert_run (&fixture->cli, 0, "Connected to DefectDojo 3.3.0 as connector: 1 Product visible", NULL);
  assert_run (&fixture->cli, 0, "Read 1 Product\n", NULL);
}

static void
forget (ServerFixture *fixture)
{
  serve (fixture, "server remove --yes");
  assert_run (&fixture->cli, 0, "forgotten", NULL);
}

static void
test_none (ServerFixture *fixture,
           gconstpointer  data)
{
  serve (fixture, "server");
  assert_run (&fixture->cli, 0, "", "Findings stay here");
  serve (fixture, "server --json");
  assert_run (&fixture->cli, 0, "\"url\" : null", NULL);
  serve (fixture, "server test");
  assert_run (&fixture->cli, 1, NULL, "No DefectDojo server is set");
  serve (fixture, "server refresh");
  assert_run (&fixture->cli, 1, NULL, "No DefectDojo server is set");
  serve (fixture, "server remove --yes");
  assert_run (&fixture->cli, 1, NULL, "No DefectDojo server is set");
  serve (fixture, "server set");
  assert_run (&fixture->cli, 2, NULL, "--url is needed");
  serve (fixture, "server tests");
  assert_run (&fixture->cli, 2, NULL, "did you mean “test”");
}

static void
test_set (ServerFixture *fixture,
          gconstpointer  data)
{
  set_server (fixture);
  serve (fixture, "server");
  assert_run (&fixture->cli, 0, fixture->dojo->url, NULL);
  assert_run (&fixture->cli, 0, "Engagement: Global Connectors", NULL);
  assert_run (&fixture->cli, 0, "Products: 1\n", NULL);

  serve (fixture, "products");
  assert_run (&fixture->cli, 0, "Shop", NULL);

  serve (fixture, "server set --engagement '{product}, by Genkan'");
  assert_run (&fixture->cli, 0, "The server is set.", NULL);
  serve (fixture, "server --json");
  assert_run (&fixture->cli, 0, "{product}, by Genkan", NULL);
  assert_run (&fixture->cli, 0, "\"user\" : \"connector\"", NULL);

  serve (fixture, "server remove");
  assert_run (&fixture->cli, 130, NULL, "say --yes");
  forget (fixture);
  serve (fixture, "server");
  assert_run (&fixture->cli, 0, NULL, "Findings stay here");
}

static void
test_wrong (ServerFixture *fixture,
            gconstpointer  data)
{
  fixture->cli.input = "0000000000000000000000000000000000000000\n";
  serve (fixture, "server set --url %s", fixture->dojo->url);
  assert_run (&fixture->cli, 1, NULL, "DefectDojo does not accept the key");
  assert_run (&fixture->cli, 1, NULL, "Nothing was stored");
  serve (fixture, "server");
  assert_run (&fixture->cli, 0, NULL, "Findings stay here");

  fixture->cli.input = DOJO_TOKEN "\n";
  serve (fixture, "server set --url http://defectdojo.example.org");
  assert_run (&fixture->cli, 1, NULL, "https://");

  serve (fixture, "server set --url https://a.example --token --token-file x");
  assert_run (&fixture->cli, 2, NULL, "do not go together");
  serve (fixture, "server set --url https://a.example --token-file /nowhere");
  assert_run (&fixture->cli, 1, NULL, "/nowhere");
}

static void
test_test (ServerFixture *fixture,
           gconstpointer  data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) soon = g_date_time_add_hours (now, 3 * 24 + 1);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *check;

  fixture->dojo->token_expiry = g_date_time_format_iso8601 (soon);
  set_server (fixture);
  serve (fixture, "server test");
  assert_run (&fixture->cli, 0, "1 Product visible", "expires in 3 days");
  serve (fixture, "server");
  assert_run (&fixture->cli, 0, "Key expires: ", "expires in 3 days");

  serve (fixture, "server test --json");
  node = parse_output (&fixture->cli);
  check = json_node_get_object (node);
  g_assert_true (json_object_get_boolean_member (check, "good"));
  g_assert_cmpstr (json_object_get_string_member (check, "version"), ==, "3.3.0");
  g_assert_cmpstr (json_object_get_string_member (check, "import"), ==, "yes");
  g_assert_cmpint (json_object_get_int_member (check, "products"), ==, 1);

  fixture->dojo->token_state = DOJO_TOKEN_EXPIRED;
  serve (fixture, "server test --json");
  assert_run (&fixture->cli, 1, "The DefectDojo key has expired", NULL);
  serve (fixture, "server refresh");
  assert_run (&fixture->cli, 1, NULL, "The DefectDojo key has expired");
  forget (fixture);
}

/* A timer, where there is no keyring to ask. */
static void
test_environment (ServerFixture *fixture,
                  gconstpointer  data)
{
  g_setenv ("GENKAN_SECRET_DEFECTDOJO_TOKEN", DOJO_TOKEN, TRUE);
  serve (fixture, "server set --url %s", fixture->dojo->url);
  assert_run (&fixture->cli, 0, "Read 1 Product\n", NULL);

  g_unsetenv ("GENKAN_SECRET_DEFECTDOJO_TOKEN");
  serve (fixture, "server test");
  assert_run (&fixture->cli, 1, NULL, "The API v2 key of DefectDojo is missing");
}

static void
test_token_file (ServerFixture *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->cli.folder, "token", NULL);

  g_assert_true (g_file_set_contents (path, DOJO_TOKEN "\n", -1, NULL));
  serve (fixture, "server set --url %s --token-file '%s' --no-test", fixture->dojo->url, path);
  assert_run (&fixture->cli, 0, "The server is set.", NULL);
  g_assert_cmpuint (dojo_stand_in_count (fixture->dojo, "GET"), ==, 0);

  serve (fixture, "server refresh");
  assert_run (&fixture->cli, 0, "Read 1 Product\n", NULL);
  forget (fixture);
}

/* What was found before there was a server, from a tool that is gone. */
static void
test_deliver (ServerFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *operation;

  add_connection (&fixture->cli);
  serve (fixture, "discover Burp");
  serve (fixture, "map Burp --each");
  serve (fixture, "sync Burp");
  assert_run (&fixture->cli, 0, "Web Shop", NULL);
  serve (fixture, "deliver Burp");
  assert_run (&fixture->cli, 1, NULL, "No DefectDojo server is set");
  g_clear_object (&fixture->cli.tool);

  set_server (fixture);
  assert_run (&fixture->cli, 0, NULL, "are not in DefectDojo yet; “genkan deliver”");
  serve (fixture, "deliver Burp --record 'Web Shop'");
  assert_run (&fixture->cli, 0, "Delivered", NULL);
  serve (fixture, "deliver Burp --json");
  node = parse_output (&fixture->cli);
  operation = json_object_get_object_member (json_node_get_object (node), "operation");
  g_assert_cmpint (fixture->cli.status, ==, 0);
  g_assert_cmpstr (json_object_get_string_member (operation, "type"), ==, "deliver");
  g_assert_cmpint (json_object_get_int_member (operation, "new"), >, 0);
  serve (fixture, "deliver Burp");
  assert_run (&fixture->cli, 0, "Nothing to send", NULL);
  serve (fixture, "operations Burp");
  assert_run (&fixture->cli, 0, "Deliver", NULL);

  fixture->dojo->token_state = DOJO_TOKEN_EXPIRED;
  serve (fixture, "deliver Burp");
  assert_run (&fixture->cli, 1, NULL, "There was nothing to deliver");
  g_assert_null (strstr (fixture->cli.out, "Not delivered"));
  serve (fixture, "deliver Nobody");
  assert_run (&fixture->cli, 1, NULL, "Nobody");
  forget (fixture);
}

/* Long after: what came of each Record, why not, and where it is in DefectDojo. */
static void
test_results (ServerFixture *fixture,
              gconstpointer  data)
{
  g_autofree char *page = g_strconcat ("Test 1: ", fixture->dojo->url, "/test/1", NULL);
  g_autofree char *address = g_strconcat ("\"test_url\" : \"", fixture->dojo->url, "/test/1\"", NULL);
  g_autoptr (JsonNode) node = NULL;

  add_connection (&fixture->cli);
  serve (fixture, "discover Burp");
  serve (fixture, "map Burp --each");
  set_server (fixture);
  dojo_stand_in_fault (fixture->dojo, "POST import-scan/", 1, DOJO_FAULT_INSTEAD, 403,
                       "application/json", "{\"detail\":\"Not you.\"}");
  serve (fixture, "sync Burp");
  assert_run (&fixture->cli, 3, ": DefectDojo knows the key, but its user may not do this: Not you. Give",
              "could not be delivered to DefectDojo");

  serve (fixture, "operations Burp --results 2");
  assert_run (&fixture->cli, 0, ": DefectDojo knows the key, but its user may not do this: Not you. Give",
              NULL);
  g_assert_nonnull (strstr (fixture->cli.out, "created"));
  g_assert_nonnull (strstr (fixture->cli.out, page));

  serve (fixture, "operations Burp --results 2 --json");
  node = parse_output (&fixture->cli);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  g_assert_nonnull (strstr (fixture->cli.out, "\"outcome\" : \"refused\""));
  g_assert_nonnull (strstr (fixture->cli.out, address));

  serve (fixture, "operations Burp --results 1");
  assert_run (&fixture->cli, 2, NULL, "is a Discover");
  serve (fixture, "operations Burp --results 99");
  assert_run (&fixture->cli, 1, NULL, "has no operation 99");
  forget (fixture);
}

#define ADD(name, function) \
  g_test_add ("/cli-server/" name, ServerFixture, NULL, server_set_up, function, server_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >, 1);
  program = argv[1];

  ADD ("none", test_none);
  ADD ("set", test_set);
  ADD ("wrong", test_wrong);
  ADD ("test", test_test);
  ADD ("environment", test_environment);
  ADD ("token-file", test_token_file);
  ADD ("deliver", test_deliver);
  ADD ("results", test_results);

  return g_test_run ();
}
