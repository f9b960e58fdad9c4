/* test-run.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a run does when all goes well.
 */

#include "config.h"

#include "test-tool.h"

static void
things_cb (TestTool               *tool,
           GenkanLoopbackExchange *exchange,
           guint                   nth)
{
  const char *path = genkan_loopback_exchange_get_path (exchange);

  if (g_str_equal (path, "/api/things"))
    test_answer_things (exchange, 5);
  else if (g_str_equal (path, "/api/login-check"))
    test_answer_json (exchange, "{\"valid\":%s}", tool->extra);
}

static void
test_engine_new_destroy (void)
{
  GenkanEngine *engine = genkan_engine_new ();

  g_assert_finalize_object (engine);
}

static void
test_run_pages (void)
{
  TestTool tool;

  test_tool_init (&tool, things_cb, NULL);
  test_tool_run (&tool, HEAD CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02 03 04 05");
  g_assert_cmpuint (tool.result->n_rows, ==, 5);
  g_assert_cmpuint (tool.result->requests, ==, 3);
  g_assert_false (tool.result->more);
  g_assert_cmpuint (genkan_progress_get_requests_done (tool.progress), ==, 3);
  g_assert_cmpuint (genkan_progress_get_requests_known (tool.progress), ==, 3);
  g_assert_cmpuint (genkan_progress_get_rows (tool.progress), ==, 5);
  test_tool_clear (&tool);
}

static void
parallel_cb (TestTool               *tool,
             GenkanLoopbackExchange *exchange,
             guint                   nth)
{
  test_answer_things (exchange, 24);
  if (g_strcmp0 (genkan_loopback_exchange_get_query (exchange, "p"), "1") != 0)
    test_tool_hold (tool, exchange);
}

/* Twelve pages, four at a time: no page is answered before four are asked for, so a run that
 * asks for fewer never ends, and a fifth would be seen. */
static void
test_run_parallel (void)
{
  TestTool tool;

  test_tool_init (&tool, parallel_cb, NULL);
  test_tool_start (&tool, HEAD CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  for (guint left = 11; left > 0; left -= MIN (left, 4))
    {
      test_tool_wait_until_held (&tool, MIN (left, 4));
      test_tool_probe (&tool);
      g_assert_cmpuint (test_tool_get_n_held (&tool), ==, MIN (left, 4));
      test_tool_release (&tool);
    }
  test_tool_wait (&tool);
  test_tool_assert_ids (&tool, "01 02 03 04 05 06 07 08 09 10 11 12 "
                               "13 14 15 16 17 18 19 20 21 22 23 24");
  g_assert_cmpuint (tool.result->requests, ==, 12);
  test_tool_clear (&tool);
}

/* The slash at the end of an address that was pasted makes no second one. */
static void
test_run_settings (void)
{
  TestTool tool;
  char *url;

  test_tool_init (&tool, things_cb, NULL);
  url = g_strconcat (" ", tool.url, "// \n", NULL);
  g_free (tool.url);
  tool.url = url;
  test_tool_run (&tool, HEAD CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02 03 04 05");
  test_tool_clear (&tool);
}

static void
test_run_check (void)
{
  TestTool tool;

  test_tool_init (&tool, things_cb, NULL);
  test_tool_run (&tool, HEAD CONNECT THINGS, GENKAN_PURPOSE_CHECK);
  test_tool_assert_ids (&tool, "01 02");
  g_assert_true (tool.result->more);
  g_assert_cmpuint (tool.result->n_rows, ==, 2);
  g_assert_cmpuint (tool.n_requests, ==, 1);
  test_tool_clear (&tool);
}

#define CHECKED                                                                         \
  HEAD CONNECT                                                                          \
  "  check:\n"                                                                          \
  "    get: /login-check\n"                                                             \
  "    cases: [ { when: \"NOT :body ->> 'valid'\", do: fail, "                          \
  "say: \"'The server does not know this token'\" } ]\n" THINGS

static void
test_run_check_step (void)
{
  TestTool tool;

  test_tool_init (&tool, things_cb, NULL);
  tool.extra = g_strdup ("true");
  test_tool_run (&tool, CHECKED, GENKAN_PURPOSE_CHECK);
  test_tool_assert_ids (&tool, "01 02");
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/login-check"), ==, 1);
  test_tool_clear (&tool);

  test_tool_init (&tool, things_cb, NULL);
  tool.extra = g_strdup ("false");
  test_tool_run (&tool, CHECKED, GENKAN_PURPOSE_CHECK);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_VENDOR, "does not know this token");
  g_assert_cmpuint (tool.n_requests, ==, 1);
  test_tool_clear (&tool);

  /* A discovery has no use for it. */
  test_tool_init (&tool, things_cb, NULL);
  test_tool_run (&tool, CHECKED, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02 03 04 05");
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/login-check"), ==, 0);
  test_tool_clear (&tool);
}

/* --- rows between steps --------------------------------------------------------------------- */

static void
tree_cb (TestTool               *tool,
         GenkanLoopbackExchange *exchange,
         guint                   nth)
{
  const char *path = genkan_loopback_exchange_get_path (exchange);
  const char *cursor = genkan_loopback_exchange_get_query (exchange, "cursor");

  if (g_str_equal (path, "/api/orgs") && cursor == NULL)
    test_answer_json (exchange, "{\"orgs\":[{\"id\":\"a\"},{\"id\":null}],\"next\":\"page two\"}");
  else if (g_str_equal (path, "/api/orgs"))
    test_answer_json (exchange, "{\"orgs\":[{\"id\":\"b\"}]}");
  else if (cursor == NULL)
    test_answer_json (exchange, "{\"projects\":[{\"id\":\"%c1\",\"kind\":\"k\"}],\"next\":\"2\"}",
                      path[strlen ("/api/orgs/")]);
  else
    test_answer_json (exchange, "{\"projects\":[{\"id\":\"%c2\",\"kind\":\"k\"}],\"next\":null}",
                      path[strlen ("/api/orgs/")]);
}

/* Both lists page by a cursor of the same name: the children of the second page of parents must
 * begin with their own first page. */
static void
test_run_nested (void)
{
  TestTool tool;

  test_tool_init (&tool, tree_cb, NULL);
  test_tool_run (&tool,
                 HEAD CONNECT
                 "  orgs:\n"
                 "    get: /orgs{?cursor}\n"
                 "    items: $.orgs\n"
                 "    next: SELECT :body ->> 'next' AS cursor\n"
                 "    org: SELECT j ->> 'id' AS org FROM item\n"
                 "  projects:\n"
                 "    for: org\n"
                 "    get: /orgs/{org}/projects{?cursor}\n"
                 "    items: $.projects\n"
                 "    next: SELECT :body ->> 'next' AS cursor\n"
                 "    records: SELECT j ->> 'id' AS id, :org || '/' || (j ->> 'id') AS name FROM item\n",
                 GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "a1 a2 b1 b2");
  g_assert_cmpuint (tool.n_requests, ==, 6);
  test_tool_clear (&tool);
}

static void
folders_cb (TestTool               *tool,
            GenkanLoopbackExchange *exchange,
            guint                   nth)
{
  const char *path = genkan_loopback_exchange_get_path (exchange);

  if (g_str_equal (path, "/api/folders/root"))
    test_answer_json (exchange, "[{\"id\":\"f1\",\"type\":\"folder\"},{\"id\":\"f2\",\"type\":\"folder\"},"
                                "{\"id\":\"p1\",\"type\":\"project\"}]");
  else if (g_str_equal (path, "/api/folders/f1"))
    test_answer_json (exchange, "[{\"id\":\"f2\",\"type\":\"folder\"},{\"id\":\"p2\",\"type\":\"project\"}]");
  else if (g_str_equal (path, "/api/folders/f2"))
    test_answer_json (exchange, "[{\"id\":\"f1\",\"type\":\"folder\"},{\"id\":\"p3\",\"type\":\"project\"}]");
  else if (g_str_equal (path, "/api/names"))
    test_answer_json (exchange, "[{\"id\":\"p1\",\"name\":\"One\"},{\"id\":\"p3\",\"name\":\"Three\"}]");
}

/* A step that feeds itself, in circles; and a join that waits for it and for another step. */
static void
test_run_recursion_and_join (void)
{
  TestTool tool;

  test_tool_init (&tool, folders_cb, NULL);
  test_tool_run (&tool,
                 HEAD CONNECT
                 "  seed:\n"
                 "    folder: SELECT 'root' AS folder\n"
                 "  folders:\n"
                 "    for: folder\n"
                 "    get: /folders/{folder}\n"
                 "    items: $\n"
                 "    folder: SELECT j ->> 'id' AS folder FROM item WHERE j ->> 'type' = 'folder'\n"
                 "    found: SELECT j ->> 'id' AS id FROM item WHERE j ->> 'type' = 'project'\n"
                 "  names:\n"
                 "    get: /names\n"
                 "    items: $\n"
                 "    named: SELECT j ->> 'id' AS id, j ->> 'name' AS name FROM item\n"
                 "  join:\n"
                 "    records: SELECT found.id, named.name FROM found JOIN named USING (id)\n",
                 GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "p1 p3");
  g_assert_cmpuint (tool.result->n_rows, ==, 2);
  /* Each folder once, although f1 and f2 stand in each other. */
  g_assert_cmpuint (tool.n_requests, ==, 4);
  test_tool_clear (&tool);
}

static void
batch_cb (TestTool               *tool,
          GenkanLoopbackExchange *exchange,
          guint                   nth)
{
  const char *ids = genkan_loopback_exchange_get_query (exchange, "ids");

  if (ids == NULL)
    test_answer_json (exchange, "[1,2,3,4,5]");
  else
    test_answer_json (exchange, "[{\"ids\":\"%s\"}]", ids);
}

static void
test_run_batch (void)
{
  TestTool tool;

  test_tool_init (&tool, batch_cb, NULL);
  test_tool_run (&tool,
                 HEAD CONNECT
                 "  hosts:\n"
                 "    get: /hosts\n"
                 "    items: $\n"
                 "    host: SELECT j ->> '$' AS host_id FROM item\n"
                 "  details:\n"
                 "    for: host\n"
                 "    batch: 2\n"
                 "    get: /details{?ids}\n"
                 "    with: { ids: \"{host_id}\" }\n"
                 "    items: $\n"
                 "    records: SELECT j ->> 'ids' AS id, 'x' AS name FROM item\n",
                 GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "1,2 3,4 5");
  test_tool_clear (&tool);
}

static void
poll_cb (TestTool               *tool,
         GenkanLoopbackExchange *exchange,
         guint                   nth)
{
  const char *path = genkan_loopback_exchange_get_path (exchange);

  if (g_str_equal (path, "/api/export"))
    test_answer_json (exchange, "{\"job\":\"j7\"}");
  else if (g_str_equal (path, "/api/export/j7"))
    test_answer_json (exchange, "{\"status\":\"%s\",\"chunks\":%s}", nth < 3 ? "BUSY" : "DONE",
                      nth < 2 ? "[]" : nth < 3 ? "[1]" : "[1,2]");
  else
    test_answer_json (exchange, "[{\"id\":\"%s\"}]", path + strlen ("/api/chunks/"));
}

#define EXPORT                                                                                  \
  HEAD CONNECT                                                                                  \
  "  export:\n"                                                                                 \
  "    post: /export\n"                                                                         \
  "    json: { all: true }\n"                                                                   \
  "    job: SELECT need(:body, '$.job') AS job\n"                                               \
  "  poll:\n"                                                                                   \
  "    for: job\n"                                                                              \
  "    get: /export/{job}\n"                                                                    \
  "    deadline: %s\n"                                                                          \
  "    next: SELECT %s AS after_ WHERE :body ->> 'status' = 'BUSY'\n"                           \
  "    chunk: SELECT value AS chunk FROM json_each(:body, '$.chunks')\n"                        \
  "  chunks:\n"                                                                                 \
  "    for: chunk\n"                                                                            \
  "    get: /chunks/{chunk}\n"                                                                  \
  "    items: $\n"                                                                              \
  "    records: SELECT j ->> 'id' AS id, 'x' AS name FROM item\n"

/* The same address asked three times is a poll, no repetition; a chunk listed twice is fetched
 * once. */
static void
test_run_poll (void)
{
  g_autofree char *yaml = g_strdup_printf (EXPORT, "1h", "0.001");
  TestTool tool;

  test_tool_init (&tool, poll_cb, NULL);
  test_tool_run (&tool, yaml, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "1 2");
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/export/j7"), ==, 3);
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/chunks/1"), ==, 1);
  test_tool_clear (&tool);
}

static void
test_run_deadline (void)
{
  g_autofree char *yaml = g_strdup_printf (EXPORT, "10s", "60");
  TestTool tool;

  test_tool_init (&tool, poll_cb, NULL);
  test_tool_run (&tool, yaml, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_TIMEOUT, "poll");
  test_tool_clear (&tool);
}

/* --- requests ------------------------------------------------------------------------------- */

/* Tells the request back as the one row. */
static void
mirror_cb (TestTool               *tool,
           GenkanLoopbackExchange *exchange,
           guint                   nth)
{
  GBytes *body = genkan_loopback_exchange_get_body (exchange);
  const char *key = genkan_loopback_exchange_get_query (exchange, "key");
  const char *authorization = genkan_loopback_exchange_get_header (exchange, "Authorization");

  g_free (tool->extra);
  tool->extra = g_strdup_printf ("%s %s %s %.*s", genkan_loopback_exchange_get_method (exchange),
                                 authorization != NULL ? authorization : "-",
                                 key != NULL ? key : "-",
                                 (int) g_bytes_get_size (body),
                                 (const char *) g_bytes_get_data (body, NULL));
  test_answer_json (exchange, "{\"data\":{\"sites\":[{\"id\":\"1\",\"name\":\"One\"}]}}");
}

static void
assert_mirrored (const char *connect,
                 const char *request,
                 const char *expected)
{
  g_autofree char *yaml = NULL;
  TestTool tool;

  yaml = g_strconcat (HEAD "connect:\n  base: \"{+url}/api\"\n", connect, "steps:\n  sites:\n",
                      request,
                      "    items: $.data.sites\n"
                      "    records: SELECT j ->> 'id' AS id, j ->> 'name' AS name FROM item\n",
                      NULL);
  test_tool_init (&tool, mirror_cb, NULL);
  test_tool_run (&tool, yaml, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "1");
  g_assert_cmpstr (tool.extra, ==, expected);
  test_tool_clear (&tool);
}

static void
test_run_authentication (void)
{
  assert_mirrored ("  auth: { bearer: \"{token}\" }\n", "    get: /sites\n",
                   "GET Bearer " SECRET " - ");
  assert_mirrored ("  auth: { header: { Authorization: \"{token}\" } }\n", "    get: /sites\n",
                   "GET " SECRET " - ");
  assert_mirrored ("  auth: { basic: { user: me, password: \"{token}\" } }\n", "    get: /sites\n",
                   "GET Basic bWU6dDBrZW4vd2l0aCtzaWducw== - ");
  assert_mirrored ("  auth: { query: { key: \"{token}\" } }\n", "    get: /sites?a=1\n",
                   "GET - " SECRET " ");
}

static void
test_run_bodies (void)
{
  assert_mirrored ("", "    post: /sites\n    json: { size: 5, name: \"a{now_x}\" }\n"
                       "    with: { now_x: \"\\\"\" }\n",
                   "POST - - {\"size\":5,\"name\":\"a\\\"\"}");
  assert_mirrored ("", "    post: /sites\n    form: { q: \"a b&c\" }\n",
                   "POST - - q=a+b%26c");
}

/* Variables travel beside the operation, with their types; one that is null stays away. */
static void
test_run_graphql (void)
{
  assert_mirrored ("",
                   "    graphql: |\n"
                   "      query Sites($first: Int!, $name: String, $after: String) { sites { id } }\n"
                   "    with: { first: 5, name: \"a\\\"b\" }\n"
                   "    next: SELECT :body ->> 'next' AS after\n",
                   "POST - - {\"query\":\"query Sites($first: Int!, $name: String, $after: String) "
                   "{ sites { id } }\\n\",\"variables\":{\"first\":5,\"name\":\"a\\\"b\"}}");
}

/* --- cases ---------------------------------------------------------------------------------- */

static void
cases_cb (TestTool               *tool,
          GenkanLoopbackExchange *exchange,
          guint                   nth)
{
  genkan_loopback_exchange_respond (exchange, 404, "application/json",
                                    "{\"message\":\"no such thing\",\"things\":[{\"id\":\"9\"}]}", -1);
}

static void
run_case (TestTool   *tool,
          const char *action)
{
  g_autofree char *yaml = NULL;

  yaml = g_strdup_printf (HEAD CONNECT
                          "  things:\n"
                          "    get: /things\n"
                          "    items: $.things\n"
                          "    cases: [ { when: \":status = 404\", do: %s } ]\n"
                          "    records: SELECT j ->> 'id' AS id, 'x' AS name FROM item\n", action);
  test_tool_init (tool, cases_cb, NULL);
  test_tool_run (tool, yaml, GENKAN_PURPOSE_DISCOVER);
}

static void
test_run_cases (void)
{
  TestTool tool;

  run_case (&tool, "empty");
  test_tool_assert_ids (&tool, "");
  test_tool_clear (&tool);

  run_case (&tool, "accept");
  test_tool_assert_ids (&tool, "9");
  test_tool_clear (&tool);

  run_case (&tool, "skip");
  g_assert_cmpint (tool.result->outcome, ==, GENKAN_OUTCOME_SKIPPED);
  g_assert_error (tool.result->reason, GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_VENDOR);
  test_tool_clear (&tool);

  run_case (&tool, "partial");
  g_assert_cmpint (tool.result->outcome, ==, GENKAN_OUTCOME_PARTIAL);
  test_tool_clear (&tool);

  run_case (&tool, "keep");
  g_assert_cmpint (tool.result->outcome, ==, GENKAN_OUTCOME_PARTIAL);
  test_tool_clear (&tool);

  run_case (&tool, "retry");
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_NOT_FOUND, "after 3 attempts");
  g_assert_cmpuint (tool.n_requests, ==, 3);
  test_tool_clear (&tool);
}

/* --- memory --------------------------------------------------------------------------------- */

static void
megabytes_cb (TestTool               *tool,
              GenkanLoopbackExchange *exchange,
              guint                   nth)
{
  g_autofree char *name = g_strnfill (1024 * 1024, 'x');

  test_answer_json (exchange, "{\"things\":[{\"id\":\"%u\",\"name\":\"%s\"}],\"next\":%u}",
                    tool->n_requests, name, tool->n_requests);
}

static guint
count_requests (TestTool *tool)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&tool->mutex);

  return tool->n_requests;
}

/* Nothing is asked for that could not be stored: a sink that has come to a stop stops the run,
 * with a few megabytes on their way, however endless the list. */
static void
test_run_backpressure (void)
{
  TestTool tool;

  test_tool_init (&tool, megabytes_cb, NULL);
  test_sink_hold (tool.sink);
  test_tool_start (&tool,
                   HEAD CONNECT
                   "  things:\n"
                   "    get: /things{?cursor}\n"
                   "    items: $.things\n"
                   "    next: SELECT :body ->> 'next' AS cursor\n"
                   "    records: SELECT j ->> 'id' AS id, j ->> 'name' AS name FROM item\n",
                   GENKAN_PURPOSE_DISCOVER);
  test_sink_wait_until_held (tool.sink, 8);
  for (int i = 0; i < 100; i++)
    {
      test_tool_probe (&tool);
      g_assert_cmpuint (count_requests (&tool), <=, 9);
    }

  g_cancellable_cancel (tool.cancellable);
  test_tool_wait (&tool);
  g_assert_error (tool.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  test_tool_clear (&tool);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/new-destroy", test_engine_new_destroy);
  g_test_add_func ("/run/pages", test_run_pages);
  g_test_add_func ("/run/parallel", test_run_parallel);
  g_test_add_func ("/run/settings", test_run_settings);
  g_test_add_func ("/run/check", test_run_check);
  g_test_add_func ("/run/check-step", test_run_check_step);
  g_test_add_func ("/run/nested", test_run_nested);
  g_test_add_func ("/run/recursion-and-join", test_run_recursion_and_join);
  g_test_add_func ("/run/batch", test_run_batch);
  g_test_add_func ("/run/poll", test_run_poll);
  g_test_add_func ("/run/deadline", test_run_deadline);
  g_test_add_func ("/run/authentication", test_run_authentication);
  g_test_add_func ("/run/bodies", test_run_bodies);
  g_test_add_func ("/run/graphql", test_run_graphql);
  g_test_add_func ("/run/cases", test_run_cases);
  g_test_add_func ("/run/backpressure", test_run_backpressure);

  return g_test_run ();
}
