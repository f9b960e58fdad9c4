/* test-auth.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sessions: a tool that lets nobody in without a login.
 */

#include "config.h"

#include "test-tool.h"

#define SESSION "s3ssion-key-"

#define LOGIN_CONNECT                                                                     \
  "connect:\n"                                                                            \
  "  base: \"{+url}/api\"\n"                                                              \
  "  auth:\n"                                                                             \
  "    login:\n"                                                                          \
  "      post: /session\n"                                                                \
  "      json: { password: \"{token}\" }\n"                                               \
  "      session: SELECT :body ->> 'key' AS key, :body ->> 'lives' AS expires_in\n"       \
  "    use: { headers: { X-Session: \"{key}\" } }\n"                                      \
  "    logout: { delete: \"/session/{key}\" }\n"                                          \
  "  limits: [ { concurrency: 4 } ]\n"                                                    \
  "steps:\n"

/* One page after the other. */
#define CHAIN                                                                             \
  "  things:\n"                                                                           \
  "    get: /things{?p,ps}\n"                                                             \
  "    with: { p: 1, ps: 2 }\n"                                                           \
  "    items: $.things\n"                                                                 \
  "    next: SELECT :p + 1 AS p WHERE :items = :ps\n"                                     \
  "    records: SELECT j ->> 'id' AS id, j ->> 'name' AS name FROM item\n"

static gboolean
is_login (GenkanLoopbackExchange *exchange)
{
  return g_str_equal (genkan_loopback_exchange_get_method (exchange), "POST");
}

static gboolean
is_logout (GenkanLoopbackExchange *exchange)
{
  return g_str_equal (genkan_loopback_exchange_get_method (exchange), "DELETE");
}

/* Every login makes a new session; only the password lets in. */
static void
answer_login (GenkanLoopbackExchange *exchange,
              guint                   nth,
              const char             *lives)
{
  gsize length;
  const char *data = g_bytes_get_data (genkan_loopback_exchange_get_body (exchange), &length);
  g_autofree char *body = g_strndup (data, length);

  if (g_str_equal (body, "{\"password\":\"" SECRET "\"}"))
    test_answer_json (exchange, "{\"key\":\"" SESSION "%u\",\"lives\":%s}", nth, lives);
  else
    genkan_loopback_exchange_respond (exchange, 401, "application/json",
                                      "{\"message\":\"Who are you?\"}", -1);
}

static void
answer_logout (GenkanLoopbackExchange *exchange)
{
  genkan_loopback_exchange_respond (exchange, 204, "text/plain", "", 0);
}

static void
answer_unknown (GenkanLoopbackExchange *exchange)
{
  genkan_loopback_exchange_respond (exchange, 401, "application/json",
                                    "{\"message\":\"No session\"}", -1);
}

static gboolean
has_session (GenkanLoopbackExchange *exchange,
             const char             *key)
{
  return g_strcmp0 (genkan_loopback_exchange_get_header (exchange, "X-Session"), key) == 0;
}

static void
polite_cb (TestTool               *tool,
           GenkanLoopbackExchange *exchange,
           guint                   nth)
{
  if (is_login (exchange))
    answer_login (exchange, nth, "null");
  else if (is_logout (exchange))
    answer_logout (exchange);
  else if (has_session (exchange, SESSION "1"))
    test_answer_things (exchange, 10);
  else
    answer_unknown (exchange);
}

static void
assert_no_session_in_log (TestTool *tool)
{
  g_autofree char *log = test_sink_dup_log (tool->sink);

  g_assert_null (strstr (log, SESSION));
  g_assert_null (strstr (log, SECRET));
}

/* One login for all pages, and one logout. */
static void
test_login (void)
{
  TestTool tool;

  test_tool_init (&tool, polite_cb, NULL);
  test_tool_run (&tool, HEAD LOGIN_CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02 03 04 05 06 07 08 09 10");
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/session"), ==, 1);
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/session/" SESSION "1"), ==, 1);
  g_assert_cmpuint (tool.n_requests, ==, 7);
  assert_no_session_in_log (&tool);
  test_tool_clear (&tool);
}

/* The session ends while four pages are under way. */
static void
expiring_cb (TestTool               *tool,
             GenkanLoopbackExchange *exchange,
             guint                   nth)
{
  gboolean first = g_strcmp0 (genkan_loopback_exchange_get_query (exchange, "p"), "1") == 0;

  if (is_login (exchange))
    answer_login (exchange, nth, "null");
  else if (is_logout (exchange))
    answer_logout (exchange);
  else if (has_session (exchange, first ? SESSION "1" : SESSION "2"))
    test_answer_things (exchange, 10);
  else
    answer_unknown (exchange);
}

static void
test_login_renewed (void)
{
  TestTool tool;

  test_tool_init (&tool, expiring_cb, NULL);
  test_tool_run (&tool, HEAD LOGIN_CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02 03 04 05 06 07 08 09 10");
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/session"), ==, 2);
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/session/" SESSION "1"), ==, 0);
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/session/" SESSION "2"), ==, 1);
  assert_no_session_in_log (&tool);
  test_tool_clear (&tool);
}

static void
short_lived_cb (TestTool               *tool,
                GenkanLoopbackExchange *exchange,
                guint                   nth)
{
  const char *page = genkan_loopback_exchange_get_query (exchange, "p");
  g_autofree char *key = g_strconcat (SESSION, page, NULL);

  if (is_login (exchange))
    answer_login (exchange, nth, "0.000001");
  else if (is_logout (exchange))
    answer_logout (exchange);
  else if (has_session (exchange, key))
    test_answer_things (exchange, 5);
  else
    genkan_loopback_exchange_respond (exchange, 400, "text/plain", "Not this one", -1);
}

/* A session that is over is not tried: each page gets one of its own. */
static void
test_login_expires (void)
{
  TestTool tool;

  test_tool_init (&tool, short_lived_cb, NULL);
  test_tool_run (&tool, HEAD LOGIN_CONNECT CHAIN, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02 03 04 05");
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/session"), ==, 3);
  test_tool_clear (&tool);
}

static void
suspicious_cb (TestTool               *tool,
               GenkanLoopbackExchange *exchange,
               guint                   nth)
{
  if (is_login (exchange))
    answer_login (exchange, nth, "3600");
  else if (is_logout (exchange))
    answer_logout (exchange);
  else
    answer_unknown (exchange);
}

/* Once more, and no oftener; and it logs out all the same. */
static void
test_login_in_vain (void)
{
  TestTool tool;

  test_tool_init (&tool, suspicious_cb, NULL);
  test_tool_run (&tool, HEAD LOGIN_CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_UNAUTHORIZED, "No session");
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/session"), ==, 2);
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/session/" SESSION "2"), ==, 1);
  test_tool_clear (&tool);
}

static void
stranger_cb (TestTool               *tool,
             GenkanLoopbackExchange *exchange,
             guint                   nth)
{
  genkan_loopback_exchange_respond (exchange, 401, "application/json",
                                    "{\"message\":\"Wrong password " SECRET "\"}", -1);
}

/* Wrong passwords lock accounts. */
static void
test_login_refused (void)
{
  TestTool tool;

  test_tool_init (&tool, stranger_cb, NULL);
  test_tool_run (&tool, HEAD LOGIN_CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_UNAUTHORIZED, "Wrong password");
  g_assert_nonnull (strstr (tool.result->reason->message, "step login"));
  g_assert_nonnull (tool.result->details);
  g_assert_cmpuint (tool.n_requests, ==, 1);
  test_tool_clear (&tool);
}

static void
empty_handed_cb (TestTool               *tool,
                 GenkanLoopbackExchange *exchange,
                 guint                   nth)
{
  test_answer_json (exchange, "{\"lives\":10}");
}

static void
test_login_without_session (void)
{
  TestTool tool;

  test_tool_init (&tool, empty_handed_cb, NULL);
  test_tool_run (&tool, HEAD LOGIN_CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_SHAPE, "the answer to the login has no key");
  g_assert_cmpuint (tool.n_requests, ==, 1);
  test_tool_clear (&tool);
}

static void
busy_login_cb (TestTool               *tool,
               GenkanLoopbackExchange *exchange,
               guint                   nth)
{
  if (is_login (exchange) && nth == 1)
    genkan_loopback_exchange_respond (exchange, 503, "text/plain", "Just a moment", -1);
  else if (is_login (exchange))
    answer_login (exchange, 1, "\"3600\"");
  else
    polite_cb (tool, exchange, nth);
}

static void
test_login_again (void)
{
  TestTool tool;

  test_tool_init (&tool, busy_login_cb, NULL);
  test_tool_run (&tool, HEAD LOGIN_CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02 03 04 05 06 07 08 09 10");
  test_tool_clear (&tool);
}

/* An answer that gives the session away. */
static void
chatty_cb (TestTool               *tool,
           GenkanLoopbackExchange *exchange,
           guint                   nth)
{
  if (is_login (exchange))
    answer_login (exchange, nth, "null");
  else if (is_logout (exchange))
    genkan_loopback_exchange_respond (exchange, 500, "text/plain", "Never", -1);
  else
    genkan_loopback_exchange_respond (exchange, 400, "application/json",
                                      "{\"message\":\"Do not like " SESSION "1\"}", -1);
}

static void
test_login_is_redacted (void)
{
  TestTool tool;

  test_tool_init (&tool, chatty_cb, NULL);
  test_tool_run (&tool, HEAD LOGIN_CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_REFUSED, "Do not like");
  g_assert_null (strstr (tool.result->reason->message, SESSION));
  g_assert_null (strstr (tool.result->details, SESSION));
  assert_no_session_in_log (&tool);
  test_tool_clear (&tool);
}

static void
hold_things_cb (TestTool               *tool,
                GenkanLoopbackExchange *exchange,
                guint                   nth)
{
  polite_cb (tool, exchange, nth);
  if (!is_login (exchange) && !is_logout (exchange))
    test_tool_hold (tool, exchange);
}

static void
assert_cancelled (TestTool *tool)
{
  g_cancellable_cancel (tool->cancellable);
  test_tool_wait (tool);
  g_assert_error (tool->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_logout_after_cancel (void)
{
  TestTool tool;

  test_tool_init (&tool, hold_things_cb, NULL);
  test_tool_start (&tool, HEAD LOGIN_CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_wait_until_held (&tool, 1);
  assert_cancelled (&tool);
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/session/" SESSION "1"), ==, 1);
  test_tool_clear (&tool);
}

static void
hold_login_cb (TestTool               *tool,
               GenkanLoopbackExchange *exchange,
               guint                   nth)
{
  answer_login (exchange, nth, "null");
  test_tool_hold (tool, exchange);
}

static void
test_cancel_login (void)
{
  TestTool tool;

  test_tool_init (&tool, hold_login_cb, NULL);
  test_tool_start (&tool, HEAD LOGIN_CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_wait_until_held (&tool, 1);
  assert_cancelled (&tool);
  g_assert_cmpuint (tool.n_requests, ==, 1);
  test_tool_clear (&tool);
}

static void
hold_logout_cb (TestTool               *tool,
                GenkanLoopbackExchange *exchange,
                guint                   nth)
{
  polite_cb (tool, exchange, nth);
  if (is_logout (exchange))
    test_tool_hold (tool, exchange);
}

/* A tool that does not let one go: this would never end. */
static void
test_logout_hangs (void)
{
  TestTool tool;

  test_tool_init (&tool, hold_logout_cb, NULL);
  test_tool_run (&tool, HEAD LOGIN_CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02 03 04 05 06 07 08 09 10");
  g_assert_cmpuint (test_tool_get_n_held (&tool), ==, 1);
  test_tool_clear (&tool);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/auth/login", test_login);
  g_test_add_func ("/auth/login-renewed", test_login_renewed);
  g_test_add_func ("/auth/login-expires", test_login_expires);
  g_test_add_func ("/auth/login-in-vain", test_login_in_vain);
  g_test_add_func ("/auth/login-refused", test_login_refused);
  g_test_add_func ("/auth/login-without-session", test_login_without_session);
  g_test_add_func ("/auth/login-again", test_login_again);
  g_test_add_func ("/auth/login-is-redacted", test_login_is_redacted);
  g_test_add_func ("/auth/logout-after-cancel", test_logout_after_cancel);
  g_test_add_func ("/auth/cancel-login", test_cancel_login);
  g_test_add_func ("/auth/logout-hangs", test_logout_hangs);

  return g_test_run ();
}
