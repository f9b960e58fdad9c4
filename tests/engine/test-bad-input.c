/* test-bad-input.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whatever a tool answers, a run ends, and says what was wrong in words that help: each of
 * these ends in the right GenkanEngineError, names the step, and tells no secret.
 */

#include "config.h"

#include "test-tool.h"

#define LIST                                                                  \
  HEAD CONNECT                                                                \
  "  things:\n"                                                               \
  "    get: /things{?cursor}\n"                                               \
  "    items: $.things\n"                                                     \
  "    next: SELECT :body ->> 'next' AS cursor\n"                             \
  "    records: SELECT j ->> 'id' AS id, j ->> 'name' AS name FROM item\n"

static void
assert_fails (TestHandler  handler,
              int          code,
              const char  *words,
              guint        n_requests)
{
  TestTool tool;

  test_tool_init (&tool, handler, NULL);
  test_tool_run (&tool, LIST, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, code, words);
  g_assert_nonnull (strstr (tool.result->reason->message, "step things, GET http://127.0.0.1:"));
  g_assert_nonnull (tool.result->details);
  g_assert_cmpuint (tool.n_requests, ==, n_requests);
  test_tool_clear (&tool);
}

/* --- answers that say no -------------------------------------------------------------------- */

/* Vendors like to repeat what they do not like. */
static void
unauthorized_cb (TestTool               *tool,
                 GenkanLoopbackExchange *exchange,
                 guint                   nth)
{
  genkan_loopback_exchange_respond (exchange, 401, "application/json",
                                    "{\"message\":\"Bad token " SECRET ", or t0ken%2Fwith%2Bsigns\"}",
                                    -1);
}

static void
test_bad_unauthorized (void)
{
  assert_fails (unauthorized_cb, GENKAN_ENGINE_ERROR_UNAUTHORIZED, "Bad token [secret], or [secret]", 1);
}

static void
forbidden_cb (TestTool               *tool,
              GenkanLoopbackExchange *exchange,
              guint                   nth)
{
  genkan_loopback_exchange_respond (exchange, 403, "application/json",
                                    "{\"errors\":[{\"msg\":\"Insufficient privileges\"}]}", -1);
}

static void
test_bad_forbidden (void)
{
  assert_fails (forbidden_cb, GENKAN_ENGINE_ERROR_FORBIDDEN, "Insufficient privileges", 1);
}

static void
not_found_cb (TestTool               *tool,
              GenkanLoopbackExchange *exchange,
              guint                   nth)
{
}

static void
test_bad_not_found (void)
{
  assert_fails (not_found_cb, GENKAN_ENGINE_ERROR_NOT_FOUND, "status 404", 1);
}

static void
refused_cb (TestTool               *tool,
            GenkanLoopbackExchange *exchange,
            guint                   nth)
{
  genkan_loopback_exchange_respond (exchange, 422, "text/plain", "Filter is not supported", -1);
}

static void
test_bad_refused (void)
{
  assert_fails (refused_cb, GENKAN_ENGINE_ERROR_REFUSED, "Filter is not supported", 1);
}

static void
server_error_cb (TestTool               *tool,
                 GenkanLoopbackExchange *exchange,
                 guint                   nth)
{
  genkan_loopback_exchange_respond (exchange, 500, "application/json",
                                    "{\"message\":\"The database is away\"}", -1);
}

static void
test_bad_server_error (void)
{
  assert_fails (server_error_cb, GENKAN_ENGINE_ERROR_SERVER, "The database is away, after 3 attempts", 3);
}

static void
throttled_cb (TestTool               *tool,
              GenkanLoopbackExchange *exchange,
              guint                   nth)
{
  genkan_loopback_exchange_respond (exchange, 429, "application/json", "{\"message\":\"Slow down\"}", -1);
  if (tool->extra != NULL)
    genkan_loopback_exchange_set_header (exchange, "Retry-After", tool->extra);
}

static void
test_bad_throttled (void)
{
  TestTool tool;

  assert_fails (throttled_cb, GENKAN_ENGINE_ERROR_THROTTLED, "Slow down, after 3 attempts", 3);

  test_tool_init (&tool, throttled_cb, NULL);
  tool.extra = g_strdup ("86400");
  test_tool_run (&tool, LIST, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_THROTTLED, "asks to wait 86400 seconds");
  g_assert_cmpuint (tool.n_requests, ==, 1);
  test_tool_clear (&tool);
}

static void
recovering_cb (TestTool               *tool,
               GenkanLoopbackExchange *exchange,
               guint                   nth)
{
  if (nth == 1)
    {
      genkan_loopback_exchange_respond (exchange, 429, "text/html", "<html>busy</html>", -1);
      genkan_loopback_exchange_set_header (exchange, "Retry-After", "0");
    }
  else if (nth == 2)
    {
      genkan_loopback_exchange_respond (exchange, 503, "text/plain", "restarting", -1);
    }
  else
    {
      test_answer_json (exchange, "{\"things\":[{\"id\":\"1\",\"name\":\"One\"}]}");
    }
}

/* 429 with Retry-After, then 503, then fine. */
static void
test_bad_recovers (void)
{
  TestTool tool;
  g_autofree char *log = NULL;

  test_tool_init (&tool, recovering_cb, NULL);
  test_tool_run (&tool, LIST, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "1");
  g_assert_cmpuint (tool.result->requests, ==, 3);
  log = test_sink_dup_log (tool.sink);
  g_assert_nonnull (strstr (log, "1 things: "));
  g_assert_nonnull (strstr (log, "attempt 2 of 3 in 0.0 s"));
  test_tool_clear (&tool);
}

static void
graphql_error_cb (TestTool               *tool,
                  GenkanLoopbackExchange *exchange,
                  guint                   nth)
{
  test_answer_json (exchange, "{\"data\":null,\"errors\":[{\"message\":\"Cannot query field sites\"}]}");
}

static void
test_bad_graphql (void)
{
  TestTool tool;

  test_tool_init (&tool, graphql_error_cb, NULL);
  test_tool_run (&tool,
                 HEAD CONNECT
                 "  sites:\n"
                 "    graphql: |\n"
                 "      query Sites { sites { id name } }\n"
                 "    items: $.data.sites\n"
                 "    records: SELECT j ->> 'id' AS id, j ->> 'name' AS name FROM item\n",
                 GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_VENDOR, "Cannot query field sites");
  test_tool_clear (&tool);
}

/* --- answers that are something else -------------------------------------------------------- */

static void
web_page_cb (TestTool               *tool,
             GenkanLoopbackExchange *exchange,
             guint                   nth)
{
  genkan_loopback_exchange_respond (exchange, 200, "text/html; charset=utf-8",
                                    "\n<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>",
                                    -1);
}

static void
test_bad_web_page (void)
{
  assert_fails (web_page_cb, GENKAN_ENGINE_ERROR_NOT_DATA, "Sign in", 1);
}

static void
wrong_shape_cb (TestTool               *tool,
                GenkanLoopbackExchange *exchange,
                guint                   nth)
{
  test_answer_json (exchange, "{\"projects\":[]}");
}

static void
wrong_kind_cb (TestTool               *tool,
               GenkanLoopbackExchange *exchange,
               guint                   nth)
{
  test_answer_json (exchange, "{\"things\":\"none\"}");
}

static void
no_id_cb (TestTool               *tool,
          GenkanLoopbackExchange *exchange,
          guint                   nth)
{
  test_answer_json (exchange, "{\"things\":[{\"id\":\"1\",\"name\":\"One\"},{\"name\":\"Two\"}]}");
}

static void
not_json_cb (TestTool               *tool,
             GenkanLoopbackExchange *exchange,
             guint                   nth)
{
  genkan_loopback_exchange_respond (exchange, 200, "application/json", "{\"things\":[}", -1);
}

static void
test_bad_shape (void)
{
  assert_fails (wrong_shape_cb, GENKAN_ENGINE_ERROR_SHAPE, "$.things", 1);
  assert_fails (wrong_kind_cb, GENKAN_ENGINE_ERROR_SHAPE, "$.things", 1);
  assert_fails (no_id_cb, GENKAN_ENGINE_ERROR_SHAPE, "has no id", 1);
  assert_fails (not_json_cb, GENKAN_ENGINE_ERROR_SHAPE, "", 1);
}

static void
large_cb (TestTool               *tool,
          GenkanLoopbackExchange *exchange,
          guint                   nth)
{
  g_autofree char *blanks = g_strnfill (300000, ' ');

  test_answer_json (exchange, "{\"things\":[%s]}", blanks);
}

static void
test_bad_too_large (void)
{
  TestTool tool;

  test_tool_init (&tool, large_cb, NULL);
  tool.limits.answer_bytes = 100000;
  test_tool_run (&tool, LIST, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_TOO_LARGE, "100000");
  g_assert_cmpuint (tool.n_requests, ==, 1);
  test_tool_clear (&tool);
}

/* --- connections ---------------------------------------------------------------------------- */

static void
test_bad_unreachable (void)
{
  TestTool tool;

  test_tool_init (&tool, not_found_cb, NULL);
  g_clear_object (&tool.server);
  test_tool_run (&tool, LIST, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_UNREACHABLE, "after 3 attempts");
  test_tool_clear (&tool);
}

static void
test_bad_tls (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "loopback.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);
  TestTool tool;

  g_assert_no_error (error);
  test_tool_init (&tool, recovering_cb, certificate);
  test_tool_run (&tool, LIST, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_TLS, "certificate");
  g_assert_cmpuint (tool.n_requests, ==, 0);
  test_tool_clear (&tool);

  /* And trusted, once the person says so. */
  test_tool_init (&tool, recovering_cb, certificate);
  tool.ca_file = g_strdup (path);
  test_tool_run (&tool, LIST, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "1");
  test_tool_clear (&tool);
}

static void
use_missing_certificate_cb (TestTool  *tool,
                            GenkanRun *run)
{
  genkan_run_set_client_certificate (run, "/nonexistent.pem");
}

static void
test_bad_client_certificate (void)
{
  TestTool tool;

  test_tool_init (&tool, recovering_cb, NULL);
  tool.prepare = use_missing_certificate_cb;
  test_tool_run (&tool, LIST, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_SETTINGS, "/nonexistent.pem");
  g_assert_cmpuint (tool.n_requests, ==, 0);
  test_tool_clear (&tool);
}

static void
cut_cb (TestTool               *tool,
        GenkanLoopbackExchange *exchange,
        guint                   nth)
{
  test_answer_things (exchange, 2);
  genkan_loopback_exchange_cut_after (exchange, 45);
}

static void
cut_once_cb (TestTool               *tool,
             GenkanLoopbackExchange *exchange,
             guint                   nth)
{
  test_answer_things (exchange, 2);
  if (nth == 1)
    genkan_loopback_exchange_cut_after (exchange, 45);
}

static void
test_bad_cut (void)
{
  TestTool tool;

  assert_fails (cut_cb, GENKAN_ENGINE_ERROR_CUT, "after 3 attempts", 3);

  test_tool_init (&tool, cut_once_cb, NULL);
  test_tool_run (&tool, LIST, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02");
  g_assert_cmpuint (tool.result->n_rows, ==, 2);
  test_tool_clear (&tool);
}

/* Whether a POST was done before the connection ended nobody knows: it is not sent again. */
static void
test_bad_cut_post (void)
{
  TestTool tool;

  test_tool_init (&tool, cut_once_cb, NULL);
  test_tool_run (&tool,
                 HEAD CONNECT
                 "  things:\n"
                 "    post: /things\n"
                 "    items: $.things\n"
                 "    records: SELECT j ->> 'id' AS id, j ->> 'name' AS name FROM item\n",
                 GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_CUT, "");
  g_assert_cmpuint (tool.n_requests, ==, 1);
  test_tool_clear (&tool);
}

static void
silent_cb (TestTool               *tool,
           GenkanLoopbackExchange *exchange,
           guint                   nth)
{
  test_answer_things (exchange, 2);
  genkan_loopback_exchange_hold_after (exchange, 20);
}

static void
test_bad_timeout (void)
{
  TestTool tool;

  test_tool_init (&tool, silent_cb, NULL);
  tool.limits.request_timeout = 1;
  tool.limits.attempts = 1;
  test_tool_run (&tool, LIST, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_TIMEOUT, "1 seconds");
  test_tool_clear (&tool);
}

static void
elsewhere_cb (TestTool               *tool,
              GenkanLoopbackExchange *exchange,
              guint                   nth)
{
  genkan_loopback_exchange_respond (exchange, 302, NULL, "", -1);
  genkan_loopback_exchange_set_header (exchange, "Location", "https://evil.example/api/things");
}

static void
test_bad_redirect (void)
{
  assert_fails (elsewhere_cb, GENKAN_ENGINE_ERROR_HOST, "evil.example", 1);
}

static void
next_elsewhere_cb (TestTool               *tool,
                   GenkanLoopbackExchange *exchange,
                   guint                   nth)
{
  test_answer_json (exchange, "{\"things\":[],\"next\":\"https://evil.example/api/things?page=2\"}");
}

/* The address of the next page, given by the answer, is no better than a redirect. */
static void
test_bad_next_host (void)
{
  TestTool tool;

  test_tool_init (&tool, next_elsewhere_cb, NULL);
  test_tool_run (&tool,
                 HEAD CONNECT
                 "  things:\n"
                 "    get: \"{+place}\"\n"
                 "    with: { place: /things }\n"
                 "    items: $.things\n"
                 "    next: SELECT :body ->> 'next' AS place\n"
                 "    records: SELECT j ->> 'id' AS id, j ->> 'name' AS name FROM item\n",
                 GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_HOST, "evil.example");
  test_tool_clear (&tool);
}

/* --- lists without an end ------------------------------------------------------------------- */

static void
same_cursor_cb (TestTool               *tool,
                GenkanLoopbackExchange *exchange,
                guint                   nth)
{
  test_answer_json (exchange, "{\"things\":[{\"id\":\"%u\",\"name\":\"x\"}],\"next\":\"abc\"}",
                    tool->n_requests);
}

static void
test_bad_same_cursor (void)
{
  TestTool tool;

  test_tool_init (&tool, same_cursor_cb, NULL);
  test_tool_run (&tool, LIST, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_REPEATS,
                           "the pagination repeats itself (cursor = 'abc')");
  g_assert_cmpuint (tool.n_requests, ==, 2);
  test_tool_clear (&tool);
}

static void
same_page_cb (TestTool               *tool,
              GenkanLoopbackExchange *exchange,
              guint                   nth)
{
  test_answer_json (exchange, "{\"things\":[{\"id\":\"1\",\"name\":\"One\"}]}");
}

#define UNTIL_EMPTY                                                           \
  HEAD CONNECT                                                                \
  "  things:\n"                                                               \
  "    get: /things{?p}\n"                                                    \
  "    with: { p: 1 }\n"                                                      \
  "    items: $.things\n"                                                     \
  "    next: SELECT :p + 1 AS p WHERE :items > 0\n"                           \
  "    records: SELECT j ->> 'id' AS id, j ->> 'name' AS name FROM item\n"

/* The server knows no pages and answers every one with the whole. */
static void
test_bad_same_page (void)
{
  TestTool tool;

  test_tool_init (&tool, same_page_cb, NULL);
  test_tool_run (&tool, UNTIL_EMPTY, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_REPEATS, "p = '2' brings the same page again");
  test_tool_clear (&tool);
}

static void
endless_cb (TestTool               *tool,
            GenkanLoopbackExchange *exchange,
            guint                   nth)
{
  test_answer_json (exchange, "{\"things\":[{\"id\":\"%u\",\"name\":\"x\"}],\"next\":\"%u\"}",
                    tool->n_requests, tool->n_requests);
}

static void
run_endless (TestTool   *tool,
             const char *words)
{
  test_tool_run (tool, LIST, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (tool, GENKAN_ENGINE_ERROR_LIMIT, words);
  g_assert_cmpuint (tool->result->n_rows, >, 0);
  g_assert_cmpuint (test_sink_get_n_rows (tool->sink), ==, tool->result->n_rows);
  test_tool_clear (tool);
}

/* A limit cuts the run short, says so, and what came is kept. */
static void
test_bad_endless (void)
{
  TestTool tool;

  test_tool_init (&tool, endless_cb, NULL);
  tool.limits.pages = 7;
  run_endless (&tool, "more than 7 pages");

  test_tool_init (&tool, endless_cb, NULL);
  tool.limits.rows = 7;
  run_endless (&tool, "more rows than its limit");

  test_tool_init (&tool, endless_cb, NULL);
  tool.limits.total_bytes = 400;
  run_endless (&tool, "more bytes than its limit");

  test_tool_init (&tool, endless_cb, NULL);
  tool.limits.duration = 100 * G_TIME_SPAN_MILLISECOND;
  tool.limits.pages = G_MAXUINT;
  run_endless (&tool, "took longer than its limit");
}

/* --- settings and sink ---------------------------------------------------------------------- */

static void
assert_settings_fail (const char *url,
                      const char *words)
{
  TestTool tool;

  test_tool_init (&tool, not_found_cb, NULL);
  g_free (tool.url);
  tool.url = g_strdup (url);
  test_tool_run (&tool, LIST, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_SETTINGS, words);
  g_assert_cmpuint (tool.n_requests, ==, 0);
  test_tool_clear (&tool);
}

static void
test_bad_settings (void)
{
  assert_settings_fail ("", "Server URL");
  assert_settings_fail ("   ", "Server URL");
  assert_settings_fail ("not a url", "not the address of a server");
  assert_settings_fail ("http://tool.example", "http://");
  assert_settings_fail ("https://me:hunter2@tool.example", "user name");
}

static void
test_bad_ca_file (void)
{
  TestTool tool;

  test_tool_init (&tool, not_found_cb, NULL);
  tool.ca_file = g_strdup ("/nonexistent/ca.pem");
  test_tool_run (&tool, LIST, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_SETTINGS, "/nonexistent/ca.pem");
  test_tool_clear (&tool);
}

static void
test_bad_sink (void)
{
  TestTool tool;

  test_tool_init (&tool, endless_cb, NULL);
  test_sink_set_error (tool.sink, "No space left on device");
  test_tool_run (&tool, LIST, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_SINK, "No space left on device");
  test_tool_clear (&tool);
}

/* What is shown of an answer is short, valid, and without secrets. */
static void
long_error_cb (TestTool               *tool,
               GenkanLoopbackExchange *exchange,
               guint                   nth)
{
  g_autoptr (GString) body = g_string_new ("{\"message\":\"no\",\"x\":\"\xff ");

  while (body->len < 5000)
    g_string_append (body, SECRET " ");
  g_string_append (body, "\"}");
  genkan_loopback_exchange_respond (exchange, 400, "application/json", body->str, body->len);
}

static void
test_bad_details (void)
{
  TestTool tool;

  test_tool_init (&tool, long_error_cb, NULL);
  test_tool_run (&tool, LIST, GENKAN_PURPOSE_DISCOVER);
  g_assert_nonnull (tool.result->details);
  g_assert_true (g_utf8_validate (tool.result->details, -1, NULL));
  g_assert_cmpuint (strlen (tool.result->details), <, 3000);
  g_assert_nonnull (strstr (tool.result->details, "status 400"));
  g_assert_nonnull (strstr (tool.result->details, "Content type: application/json"));
  g_assert_nonnull (strstr (tool.result->details, "[secret]"));
  g_assert_null (strstr (tool.result->details, "t0ken"));
  test_tool_clear (&tool);
}

/* --- totals --------------------------------------------------------------------------------- */

#define COUNTED THINGS "    total: SELECT :body ->> '$.total' AS total\n"

/* The second page comes with an item less than it was announced. */
static void
short_page_cb (TestTool               *tool,
               GenkanLoopbackExchange *exchange,
               guint                   nth)
{
  if (g_strcmp0 (genkan_loopback_exchange_get_query (exchange, "p"), "2") == 0)
    test_answer_json (exchange, "{\"total\":3,\"things\":[]}");
  else
    test_answer_things (exchange, 3);
}

static void
whole_list_cb (TestTool               *tool,
               GenkanLoopbackExchange *exchange,
               guint                   nth)
{
  test_answer_things (exchange, 3);
}

static void
test_bad_input_total (void)
{
  TestTool tool;

  test_tool_init (&tool, short_page_cb, NULL);
  test_tool_run (&tool, HEAD CONNECT COUNTED, GENKAN_PURPOSE_DISCOVER);
  g_assert_error (tool.result->reason, GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_TOTAL);
  g_assert_cmpint (tool.result->outcome, ==, GENKAN_OUTCOME_PARTIAL);
  g_assert_nonnull (strstr (tool.result->reason->message, "a total of 3 and gave 2"));
  test_tool_clear (&tool);

  test_tool_init (&tool, whole_list_cb, NULL);
  test_tool_run (&tool, HEAD CONNECT COUNTED, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02 03");
  test_tool_clear (&tool);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bad-input/unauthorized", test_bad_unauthorized);
  g_test_add_func ("/bad-input/forbidden", test_bad_forbidden);
  g_test_add_func ("/bad-input/not-found", test_bad_not_found);
  g_test_add_func ("/bad-input/refused", test_bad_refused);
  g_test_add_func ("/bad-input/server-error", test_bad_server_error);
  g_test_add_func ("/bad-input/throttled", test_bad_throttled);
  g_test_add_func ("/bad-input/recovers", test_bad_recovers);
  g_test_add_func ("/bad-input/graphql", test_bad_graphql);
  g_test_add_func ("/bad-input/web-page", test_bad_web_page);
  g_test_add_func ("/bad-input/shape", test_bad_shape);
  g_test_add_func ("/bad-input/too-large", test_bad_too_large);
  g_test_add_func ("/bad-input/unreachable", test_bad_unreachable);
  g_test_add_func ("/bad-input/tls", test_bad_tls);
  g_test_add_func ("/bad-input/client-certificate", test_bad_client_certificate);
  g_test_add_func ("/bad-input/cut", test_bad_cut);
  g_test_add_func ("/bad-input/cut-post", test_bad_cut_post);
  g_test_add_func ("/bad-input/timeout", test_bad_timeout);
  g_test_add_func ("/bad-input/redirect", test_bad_redirect);
  g_test_add_func ("/bad-input/next-host", test_bad_next_host);
  g_test_add_func ("/bad-input/same-cursor", test_bad_same_cursor);
  g_test_add_func ("/bad-input/same-page", test_bad_same_page);
  g_test_add_func ("/bad-input/endless", test_bad_endless);
  g_test_add_func ("/bad-input/settings", test_bad_settings);
  g_test_add_func ("/bad-input/ca-file", test_bad_ca_file);
  g_test_add_func ("/bad-input/sink", test_bad_sink);
  g_test_add_func ("/bad-input/details", test_bad_details);

  g_test_add_func ("/bad-input/total", test_bad_input_total);

  return g_test_run ();
}
