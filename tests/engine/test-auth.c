/* test-auth.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sessions, at a tool that lets nobody in without a login, and signatures.
 */

#include "config.h"

#include "genkan-connector.h"
#include "genkan-signature.h"
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

/* --- OAuth 2 -------------------------------------------------------------------------------- */

#define OAUTH2_CONNECT(more)                                                              \
  "connect:\n"                                                                            \
  "  base: \"{+url}/api\"\n"                                                              \
  "  auth: { oauth2: { url: \"{+url}/token\", id: me, " more " } }\n"                     \
  "steps:\n"

static void
oauth2_cb (TestTool               *tool,
           GenkanLoopbackExchange *exchange,
           guint                   nth)
{
  const char *authorization = genkan_loopback_exchange_get_header (exchange, "Authorization");

  if (is_login (exchange))
    {
      gsize length;
      const char *data = g_bytes_get_data (genkan_loopback_exchange_get_body (exchange), &length);

      g_free (tool->extra);
      tool->extra = g_strdup_printf ("%s|%.*s", authorization != NULL ? authorization : "",
                                     (int) length, data);
      test_answer_json (exchange, "{\"access_token\":\"" SESSION "1\",\"expires_in\":300}");
    }
  else if (g_strcmp0 (authorization, "Bearer " SESSION "1") == 0)
    {
      test_answer_things (exchange, 3);
    }
  else
    {
      answer_unknown (exchange);
    }
}

static void
check_oauth2 (const char *yaml,
              const char *sent)
{
  TestTool tool;

  test_tool_init (&tool, oauth2_cb, NULL);
  test_tool_run (&tool, yaml, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02 03");
  g_assert_cmpstr (tool.extra, ==, sent);
  g_assert_cmpuint (test_tool_get_count (&tool, "/token"), ==, 1);
  assert_no_session_in_log (&tool);
  test_tool_clear (&tool);
}

static void
test_oauth2 (void)
{
  check_oauth2 (HEAD OAUTH2_CONNECT ("grant: client_credentials, secret: \"{token}\", "
                                     "form: { audience: x }") THINGS,
                "|grant_type=client_credentials&client_id=me&client_secret=t0ken%2Fwith%2Bsigns"
                "&audience=x");
  check_oauth2 (HEAD OAUTH2_CONNECT ("grant: client_credentials, secret: \"{token}\", "
                                     "scope: read, client: basic") THINGS,
                "Basic bWU6dDBrZW4vd2l0aCtzaWducw==|grant_type=client_credentials&scope=read");
  check_oauth2 (HEAD OAUTH2_CONNECT ("grant: refresh, token: \"{token}\"") THINGS,
                "|grant_type=refresh_token&refresh_token=t0ken%2Fwith%2Bsigns&client_id=me");
}

/* A refresh token that is good for once: the second login needs what the first one brought. */
static void
rotating_cb (TestTool               *tool,
             GenkanLoopbackExchange *exchange,
             guint                   nth)
{
  const char *page = genkan_loopback_exchange_get_query (exchange, "p");
  const char *authorization = genkan_loopback_exchange_get_header (exchange, "Authorization");
  g_autofree char *bearer = g_strconcat ("Bearer " SESSION, page, NULL);
  g_autofree char *wanted = nth == 1 ? g_strdup ("refresh_token=t0ken%2Fwith%2Bsigns&")
                                     : g_strdup_printf ("refresh_token=" SESSION "-next%u&", nth - 1);
  gsize length;
  const char *data = g_bytes_get_data (genkan_loopback_exchange_get_body (exchange), &length);

  if (is_login (exchange) && g_strstr_len (data, length, wanted) != NULL)
    test_answer_json (exchange, "{\"access_token\":\"" SESSION "%u\",\"expires_in\":0.000001,"
                      "\"refresh_token\":\"" SESSION "-next%u\"}", nth, nth);
  else if (g_strcmp0 (authorization, bearer) == 0)
    test_answer_things (exchange, 5);
  else
    answer_unknown (exchange);
}

/* In the engine's thread, while the test waits for its end. */
static void
note_kept_cb (const char *setting,
              const char *before,
              const char *value,
              gpointer    user_data)
{
  g_string_append_printf (user_data, "%s: %s → %s\n", setting, before, value);
}

static GString *kept;

static void
keep_cb (TestTool  *tool,
         GenkanRun *run)
{
  genkan_run_set_keep_func (run, note_kept_cb, kept, NULL);
}

static void
test_oauth2_rotates (void)
{
  TestTool tool;

  kept = g_string_new (NULL);
  test_tool_init (&tool, rotating_cb, NULL);
  tool.prepare = keep_cb;
  test_tool_run (&tool, HEAD OAUTH2_CONNECT ("grant: refresh, token: \"{token}\"") CHAIN,
                 GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02 03 04 05");
  g_assert_cmpstr (kept->str, ==,
                   "token: " SECRET " → " SESSION "-next1\n"
                   "token: " SESSION "-next1 → " SESSION "-next2\n"
                   "token: " SESSION "-next2 → " SESSION "-next3\n");
  assert_no_session_in_log (&tool);
  test_tool_clear (&tool);
  g_string_free (kept, TRUE);
}

/* A key that lasts, and a refresh token for this session besides. */
static void
short_lived_refresh_cb (TestTool               *tool,
                        GenkanLoopbackExchange *exchange,
                        guint                   nth)
{
  if (is_login (exchange))
    test_answer_json (exchange, "{\"access_token\":\"" SESSION "1\",\"refresh_expires_in\":1800,"
                      "\"refresh_token\":\"" SESSION "-next\"}");
  else
    test_answer_things (exchange, 5);
}

static void
test_oauth2_keeps_the_key (void)
{
  TestTool tool;

  kept = g_string_new (NULL);
  test_tool_init (&tool, short_lived_refresh_cb, NULL);
  tool.prepare = keep_cb;
  test_tool_run (&tool, HEAD OAUTH2_CONNECT ("grant: refresh, token: \"{token}\"") CHAIN,
                 GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02 03 04 05");
  g_assert_cmpstr (kept->str, ==, "");
  test_tool_clear (&tool);
  g_string_free (kept, TRUE);
}

static void
test_oauth2_refused (void)
{
  TestTool tool;

  test_tool_init (&tool, stranger_cb, NULL);
  test_tool_run (&tool,
                 HEAD OAUTH2_CONNECT ("grant: client_credentials, secret: \"{token}\"") THINGS,
                 GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_UNAUTHORIZED, "Wrong password");
  g_assert_cmpuint (tool.n_requests, ==, 1);
  test_tool_clear (&tool);
}

#define SIGN_HEAD(sql)                                                                    \
  HEAD                                                                                    \
  "connect:\n"                                                                            \
  "  base: \"{+url}/api\"\n"                                                              \
  "  auth:\n"                                                                             \
  "    sign: |\n"                                                                         \
  "      " sql "\n"                                                                       \
  "steps:\n"                                                                              \
  THINGS

/* --- redirects ------------------------------------------------------------------------------ */

static void
steal_cb (GenkanLoopbackExchange *exchange,
          gpointer                user_data)
{
  g_atomic_int_inc ((int *) user_data);
  test_answer_things (exchange, 3);
}

/* Sends everybody to the place that is noted for it. */
static void
moved_cb (TestTool               *tool,
          GenkanLoopbackExchange *exchange,
          guint                   nth)
{
  if (is_login (exchange))
    {
      answer_login (exchange, nth, "null");
      return;
    }

  genkan_loopback_exchange_set_header (exchange, "Location", tool->extra);
  genkan_loopback_exchange_respond (exchange, 307, "text/plain", "", 0);
}

static void
check_not_followed (const char *yaml)
{
  int n_stolen = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanLoopbackServer) thief = genkan_loopback_server_new (NULL, steal_cb, &n_stolen,
                                                                       NULL, &error);
  TestTool tool;

  g_assert_no_error (error);
  test_tool_init (&tool, moved_cb, NULL);
  tool.extra = g_strconcat (genkan_loopback_server_get_url (thief), "/api/things", NULL);
  test_tool_run (&tool, yaml, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_HOST, "sends the request on");
  test_tool_clear (&tool);

  g_clear_object (&thief);
  g_assert_cmpint (n_stolen, ==, 0);
}

/* No credentials, of whatever kind, go to a host that the file does not name. */
static void
test_redirect_away (void)
{
  check_not_followed (HEAD CONNECT THINGS);
  check_not_followed (HEAD LOGIN_CONNECT THINGS);
  check_not_followed (SIGN_HEAD ("SELECT :token AS \"X-Signed\""));
}

/* --- alternatives --------------------------------------------------------------------------- */

#define ALTERNATIVES                                                                      \
  HEAD                                                                                    \
  "  kind: { title: Kind, choices: [token, basic, session], default: token }\n"           \
  "  user: { title: User, optional: true }\n"                                             \
  "connect:\n"                                                                            \
  "  base: \"{+url}/api\"\n"                                                              \
  "  auth:\n"                                                                             \
  "    - { when: \":kind = 'token'\", bearer: \"{token}\" }\n"                            \
  "    - when: \":kind = 'session'\"\n"                                                   \
  "      login:\n"                                                                        \
  "        post: /session\n"                                                              \
  "        json: { password: \"{token}\" }\n"                                             \
  "        session: SELECT :body ->> 'key' AS key\n"                                      \
  "      use: { headers: { X-Session: \"{key}\" } }\n"                                    \
  "      logout: { delete: \"/session/{key}\" }\n"                                        \
  "    - { basic: { user: \"{user}\", password: \"{token}\" } }\n"                        \
  "steps:\n"                                                                              \
  THINGS

static void
choosy_cb (TestTool               *tool,
           GenkanLoopbackExchange *exchange,
           guint                   nth)
{
  const char *authorization = genkan_loopback_exchange_get_header (exchange, "Authorization");

  if (is_login (exchange))
    answer_login (exchange, nth, "null");
  else if (is_logout (exchange))
    answer_logout (exchange);
  else if (g_strcmp0 (authorization, tool->extra) == 0
           && has_session (exchange, tool->extra == NULL ? SESSION "1" : NULL))
    test_answer_things (exchange, 3);
  else
    answer_unknown (exchange);
}

static void
choose_basic_cb (TestTool  *tool,
                 GenkanRun *run)
{
  genkan_run_set_setting (run, "kind", "basic");
  genkan_run_set_setting (run, "user", "me");
}

static void
choose_session_cb (TestTool  *tool,
                   GenkanRun *run)
{
  genkan_run_set_setting (run, "kind", "session");
}

static void
choose_nobody_cb (TestTool  *tool,
                  GenkanRun *run)
{
  genkan_run_set_setting (run, "kind", "basic");
}

static void
check_alternative (TestPrepare  prepare,
                   const char  *authorization)
{
  TestTool tool;

  test_tool_init (&tool, choosy_cb, NULL);
  tool.prepare = prepare;
  tool.extra = g_strdup (authorization);
  test_tool_run (&tool, ALTERNATIVES, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02 03");
  assert_no_session_in_log (&tool);
  g_clear_pointer (&tool.extra, g_free);
  test_tool_clear (&tool);
}

static void
test_alternatives (void)
{
  check_alternative (NULL, "Bearer " SECRET);
  check_alternative (choose_basic_cb, "Basic bWU6dDBrZW4vd2l0aCtzaWducw==");
  check_alternative (choose_session_cb, NULL);
}

/* What only the chosen one needs is missed before anything is asked. */
static void
test_alternative_lacks (void)
{
  TestTool tool;

  test_tool_init (&tool, choosy_cb, NULL);
  tool.prepare = choose_nobody_cb;
  test_tool_run (&tool, ALTERNATIVES, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_SETTINGS, "“User” is missing");
  g_assert_cmpuint (tool.n_requests, ==, 0);
  test_tool_clear (&tool);
}

/* --- signatures ----------------------------------------------------------------------------- */

/* The value is that of Python's hmac over the same steps. */
#define VERACODE                                                                          \
  "SELECT 'VERACODE-HMAC-SHA-256 id=id0123,ts=' || :now_ms || ',nonce=' || :nonce ||"     \
  " ',sig=' || lower(hex(hmac_sha256(hmac_sha256(hmac_sha256(hmac_sha256(unhex(:token),"  \
  " unhex(:nonce)), :now_ms), 'vcode_request_version_1'), 'id=id0123&host=' || :host ||"  \
  " '&url=' || :target || '&method=' || :method))) AS \"Authorization\""

static void
sign (const char        *sql,
      GenkanHttpRequest *request)
{
  g_autoptr (GBytes) bytes = g_bytes_new (sql, strlen (sql));
  g_autoptr (GenkanConnector) connector = genkan_connector_new_from_bytes (bytes, "test.yaml");
  g_autoptr (GenkanVariables) secrets = genkan_variables_new (NULL);
  g_autoptr (GenkanSandbox) sandbox = NULL;
  g_autoptr (GError) error = NULL;
  GenkanValue key =
    genkan_value_text ("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
  const GenkanAuth *auth;

  g_assert_true (genkan_connector_is_valid (connector));
  auth = genkan_connector_get_definition (connector)->auth;
  genkan_variables_set (secrets, "token", &key);
  sandbox = genkan_sandbox_new_for_auth (connector, &error);
  g_assert_no_error (error);
  genkan_signature_add (sandbox, g_ptr_array_index (auth->sign->outputs, 0), secrets, request,
                        1700000000123, "0123456789abcdef0123456789abcdef", &error);
  g_assert_no_error (error);
}

static GenkanHttpRequest *
make_request (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);

  return genkan_http_request_new ("GET", uri);
}

static void
test_sign_veracode (void)
{
  g_autoptr (GenkanHttpRequest) request =
    make_request ("https://api.veracode.com/appsec/v1/applications?page=0&size=50");
  const char *value;

  sign (SIGN_HEAD (VERACODE), request);
  g_assert_cmpuint (genkan_http_request_get_n_headers (request), ==, 1);
  g_assert_cmpstr (genkan_http_request_get_header (request, 0, &value), ==, "Authorization");
  g_assert_cmpstr (value, ==,
                   "VERACODE-HMAC-SHA-256 id=id0123,ts=1700000000123,"
                   "nonce=0123456789abcdef0123456789abcdef,"
                   "sig=fa624411c0671d9791d4b02bb66863be3793024acc2793438c55abdd619b2353");
}

static void
test_sign_sees (void)
{
  g_autoptr (GenkanHttpRequest) request =
    make_request ("https://example.com:8443?b=2&a-b=1&a=x:y&a=&c");
  const char *value;

  sign (SIGN_HEAD ("SELECT :method || ' ' || :host || ' ' || :path || ' ' || :query || ' ' ||"
                   " :target || ' ' || :body_sha256 || ' ' || :now_s || ' ' || :amz_date"
                   " AS \"X-All\", NULL AS \"X-None\""),
        request);
  g_assert_cmpuint (genkan_http_request_get_n_headers (request), ==, 1);
  genkan_http_request_get_header (request, 0, &value);
  g_assert_cmpstr (value, ==,
                   "GET example.com:8443 / a=&a=x%3Ay&a-b=1&b=2&c= /?b=2&a-b=1&a=x:y&a=&c "
                   "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 "
                   "1700000000 20231114T221320Z");
}

/* What was signed is what came. */
static void
signed_cb (TestTool               *tool,
           GenkanLoopbackExchange *exchange,
           guint                   nth)
{
  const char *signature = genkan_loopback_exchange_get_header (exchange, "X-Signed");
  g_autofree char *target =
    g_strdup_printf ("GET %s?p=%s&ps=2 ", genkan_loopback_exchange_get_path (exchange),
                     genkan_loopback_exchange_get_query (exchange, "p"));

  if (signature == NULL || !g_str_has_prefix (signature, target)
      || strlen (signature) != strlen (target) + 32
      || g_strcmp0 (signature, tool->extra) == 0)
    {
      answer_unknown (exchange);
      return;
    }

  g_free (tool->extra);
  tool->extra = g_strdup (signature);
  if (nth == 1)
    genkan_loopback_exchange_respond (exchange, 503, "text/plain", "Once more", -1);
  else
    test_answer_things (exchange, 5);
}

static void
test_sign_each_attempt (void)
{
  TestTool tool;

  test_tool_init (&tool, signed_cb, NULL);
  test_tool_run (&tool,
                 SIGN_HEAD ("SELECT :method || ' ' || :target || ' ' || :nonce AS \"X-Signed\""),
                 GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02 03 04 05");
  g_assert_cmpuint (tool.n_requests, ==, 6);
  test_tool_clear (&tool);
}

static void
test_sign_nothing (void)
{
  TestTool tool;

  test_tool_init (&tool, signed_cb, NULL);
  test_tool_run (&tool, SIGN_HEAD ("SELECT 1 AS \"X-Signed\" WHERE 0"), GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_SHAPE, "one row of headers");
  g_assert_cmpuint (tool.n_requests, ==, 0);
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
  g_test_add_func ("/auth/oauth2", test_oauth2);
  g_test_add_func ("/auth/oauth2-rotates", test_oauth2_rotates);
  g_test_add_func ("/auth/oauth2-keeps-the-key", test_oauth2_keeps_the_key);
  g_test_add_func ("/auth/oauth2-refused", test_oauth2_refused);
  g_test_add_func ("/auth/redirect-away", test_redirect_away);
  g_test_add_func ("/auth/alternatives", test_alternatives);
  g_test_add_func ("/auth/alternative-lacks", test_alternative_lacks);
  g_test_add_func ("/auth/sign-veracode", test_sign_veracode);
  g_test_add_func ("/auth/sign-sees", test_sign_sees);
  g_test_add_func ("/auth/sign-each-attempt", test_sign_each_attempt);
  g_test_add_func ("/auth/sign-nothing", test_sign_nothing);

  return g_test_run ();
}
