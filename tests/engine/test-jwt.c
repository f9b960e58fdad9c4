/* test-jwt.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Logins with a token that is signed here: the grant jwt_bearer, and `prepare` in general.
 */

#include "config.h"

#include "genkan-jwt.h"
#include "test-tool.h"

#define SESSION "s3ss10n"
#define NOW 1700000000

#define JWT_CONNECT(more)                                                                   \
  "connect:\n"                                                                              \
  "  base: \"{+url}/api\"\n"                                                                \
  "  auth: { oauth2: { grant: jwt_bearer, url: \"{+url}/token\", " more " } }\n"            \
  "steps:\n"

static char *
read_key (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "jwt-rsa.pem", NULL);
  g_autoptr (GError) error = NULL;
  char *key = NULL;

  g_file_get_contents (path, &key, NULL, &error);
  g_assert_no_error (error);

  return key;
}

/* A service account as Google hands it out. */
static char *
make_account (void)
{
  g_autofree char *key = read_key ();
  g_auto (GStrv) lines = g_strsplit (key, "\n", -1);
  g_autofree char *escaped = g_strjoinv ("\\n", lines);

  return g_strdup_printf ("{\"type\":\"service_account\",\"client_email\":\"me@example.com\","
                          "\"private_key_id\":\"k1\",\"private_key\":\"%s\"}", escaped);
}

static void
use_key_cb (TestTool  *tool,
            GenkanRun *run)
{
  g_autofree char *key = read_key ();
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (NOW);

  genkan_run_set_setting (run, "token", key);
  genkan_run_set_now (run, now);
}

static void
use_account_cb (TestTool  *tool,
                GenkanRun *run)
{
  g_autofree char *account = make_account ();
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (NOW);

  genkan_run_set_setting (run, "token", account);
  genkan_run_set_now (run, now);
}

static void
answer_token (TestTool               *tool,
              GenkanLoopbackExchange *exchange)
{
  gsize length;
  const char *data = g_bytes_get_data (genkan_loopback_exchange_get_body (exchange), &length);

  g_free (tool->extra);
  tool->extra = g_strndup (data, length);
  test_answer_json (exchange, "{\"access_token\":\"" SESSION "\",\"expires_in\":300}");
}

static void
service_cb (TestTool               *tool,
            GenkanLoopbackExchange *exchange,
            guint                   nth)
{
  const char *authorization = genkan_loopback_exchange_get_header (exchange, "Authorization");

  if (g_str_equal (genkan_loopback_exchange_get_path (exchange), "/token"))
    answer_token (tool, exchange);
  else if (g_strcmp0 (authorization, "Bearer " SESSION) == 0)
    test_answer_things (exchange, 3);
  else
    genkan_loopback_exchange_respond (exchange, 401, "text/plain", "Who?", -1);
}

static char *
decode (const char *part)
{
  g_autofree char *text = g_strconcat (part, "==", NULL);
  g_autofree guchar *bytes = NULL;
  gsize length;

  text[strlen (part) + (4 - strlen (part) % 4) % 4] = '\0';
  g_strdelimit (g_strdelimit (text, "-", '+'), "_", '/');
  bytes = g_base64_decode (text, &length);

  return g_strndup ((const char *) bytes, length);
}

/* The claims but for `jti`, which is another each time; and that header and signature are those
 * that the key makes of them. */
static char *
dup_claims (const char *form,
            const char *header)
{
  g_autofree char *key = read_key ();
  g_auto (GStrv) fields = g_strsplit (form, "&", -1);
  const char *assertion = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *claims = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GRegex) jti = g_regex_new (",\"jti\":\"[0-9a-f]{32}\"", 0, 0, NULL);

  for (char **field = fields; *field != NULL; field++)
    if (g_str_has_prefix (*field, "assertion="))
      assertion = *field + strlen ("assertion=");
  g_assert_nonnull (assertion);

  parts = g_strsplit (assertion, ".", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  claims = decode (parts[1]);
  expected = genkan_jwt_sign ("RS256", key, strlen (key), header, claims, NULL);
  g_assert_cmpstr (assertion, ==, expected);
  g_assert_true (g_regex_match (jti, claims, 0, NULL));

  return g_regex_replace_literal (jti, claims, -1, 0, "", 0, NULL);
}

static void
check (const char *yaml,
       void      (*prepare) (TestTool *, GenkanRun *),
       const char *header,
       const char *claims_format,
       const char *form)
{
  TestTool tool;
  g_autofree char *claims = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *log = NULL;
  g_autoptr (GString) format = g_string_new (claims_format);

  test_tool_init (&tool, service_cb, NULL);
  tool.prepare = prepare;
  test_tool_run (&tool, yaml, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02 03");

  claims = dup_claims (tool.extra, header);
  g_string_replace (format, "^", genkan_loopback_server_get_url (tool.server), 0);
  g_assert_cmpstr (claims, ==, format->str);
  g_assert_nonnull (strstr (tool.extra, form));
  log = test_sink_dup_log (tool.sink);
  g_assert_null (strstr (log, "eyJ"));
  test_tool_clear (&tool);
}

static void
test_key (void)
{
  check (HEAD JWT_CONNECT ("key: \"{token}\", issuer: me, scope: read") THINGS, use_key_cb, NULL,
         "{\"iss\":\"me\",\"aud\":\"^/token\",\"iat\":1700000000,\"exp\":1700000300}",
         "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer");
  check (HEAD JWT_CONNECT ("key: \"{token}\", issuer: me, subject: you, key_id: k2, id: client,"
                           " audience: \"https://example.com\", scope: read,"
                           " claims: { scope: all, exp: 1700000060, iat: null }") THINGS,
         use_key_cb, "{\"kid\":\"k2\"}",
         "{\"iss\":\"me\",\"sub\":\"you\",\"aud\":\"https://example.com\",\"exp\":1700000060,"
         "\"scope\":\"all\"}",
         "&client_id=client&scope=read");
}

static void
test_account (void)
{
  check (HEAD JWT_CONNECT ("account: \"{token}\", claims: { scope: read }") THINGS,
         use_account_cb, "{\"kid\":\"k1\"}",
         "{\"iss\":\"me@example.com\",\"aud\":\"^/token\",\"iat\":1700000000,\"exp\":1700000300,"
         "\"scope\":\"read\"}",
         "assertion=");
}

/* Nothing is asked with a key that is none, and the message says what it is about. */
static void
test_bad_key (void)
{
  TestTool tool;

  test_tool_init (&tool, service_cb, NULL);
  test_tool_run (&tool, HEAD JWT_CONNECT ("key: \"{token}\", issuer: me") THINGS,
                 GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_SETTINGS, "PEM");
  g_assert_cmpuint (tool.n_requests, ==, 0);
  test_tool_clear (&tool);

  test_tool_init (&tool, service_cb, NULL);
  test_tool_run (&tool, HEAD JWT_CONNECT ("account: \"{token}\"") THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_SETTINGS, "its assertion has no value");
  g_assert_cmpuint (tool.n_requests, ==, 0);
  test_tool_clear (&tool);
}

/* A tool that repeats what it got: not one line of the key, nor the token, comes through. */
static void
parrot_cb (TestTool               *tool,
           GenkanLoopbackExchange *exchange,
           guint                   nth)
{
  g_autofree char *key = read_key ();
  g_auto (GStrv) lines = g_strsplit (key, "\n", -1);
  gsize length;
  const char *data = g_bytes_get_data (genkan_loopback_exchange_get_body (exchange), &length);
  g_autofree char *form = g_strndup (data, length);
  g_autofree char *answer = NULL;

  answer = g_strdup_printf ("{\"message\":\"line %s of your key; you sent %s\"}", lines[3],
                            strstr (form, "assertion=") + strlen ("assertion="));
  genkan_loopback_exchange_respond (exchange, 400, "application/json", answer, -1);
}

static void
assert_parrot (void (*prepare) (TestTool *, GenkanRun *),
               const char *yaml)
{
  TestTool tool;
  g_autofree char *key = read_key ();
  g_auto (GStrv) lines = g_strsplit (key, "\n", -1);

  test_tool_init (&tool, parrot_cb, NULL);
  tool.prepare = prepare;
  test_tool_run (&tool, yaml, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_REFUSED, "line [secret] of your key");
  g_assert_null (strstr (tool.result->details, lines[3]));
  g_assert_null (strstr (tool.result->details, "eyJ"));
  g_assert_null (strstr (tool.result->reason->message, "eyJ"));
  test_tool_clear (&tool);
}

static void
test_key_is_hidden (void)
{
  assert_parrot (use_key_cb, HEAD JWT_CONNECT ("key: \"{token}\", issuer: me") THINGS);
  assert_parrot (use_account_cb, HEAD JWT_CONNECT ("account: \"{token}\"") THINGS);
}

/* --- the general form ----------------------------------------------------------------------- */

#define PREPARED                                                                            \
  "connect:\n"                                                                              \
  "  base: \"{+url}/api\"\n"                                                                \
  "  auth:\n"                                                                               \
  "    login:\n"                                                                            \
  "      prepare: SELECT :now_s AS at, lower(hex(hmac_sha256(:token, :now_s))) AS proof\n"   \
  "      post: \"{+url}/token\"\n"                                                          \
  "      form: { at: \"{at}\", assertion: \"{proof}\" }\n"                                  \
  "      auth:\n"                                                                           \
  "        sign: SELECT 'Once ' || :method || ' ' || :now_s AS \"Authorization\"\n"          \
  "      session: SELECT :body ->> 'access_token' AS key\n"                                 \
  "    bearer: \"{key}\"\n"                                                                 \
  "steps:\n"

static void
set_now_cb (TestTool  *tool,
            GenkanRun *run)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (NOW);

  genkan_run_set_now (run, now);
}

static void
signed_login_cb (TestTool               *tool,
                 GenkanLoopbackExchange *exchange,
                 guint                   nth)
{
  const char *authorization = genkan_loopback_exchange_get_header (exchange, "Authorization");

  if (g_str_equal (genkan_loopback_exchange_get_path (exchange), "/token")
      && g_strcmp0 (authorization, "Once POST 1700000000") != 0)
    genkan_loopback_exchange_respond (exchange, 403, "text/plain", "Not signed", -1);
  else
    service_cb (tool, exchange, nth);
}

static void
test_prepare (void)
{
  TestTool tool;
  g_autofree char *proof = g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) SECRET,
                                                      strlen (SECRET), "1700000000", -1);
  g_autofree char *expected = g_strdup_printf ("at=1700000000&assertion=%s", proof);

  test_tool_init (&tool, signed_login_cb, NULL);
  tool.prepare = set_now_cb;
  test_tool_run (&tool, HEAD PREPARED THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_assert_ids (&tool, "01 02 03");
  g_assert_cmpstr (tool.extra, ==, expected);
  test_tool_clear (&tool);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/jwt/key", test_key);
  g_test_add_func ("/jwt/account", test_account);
  g_test_add_func ("/jwt/bad-key", test_bad_key);
  g_test_add_func ("/jwt/key-is-hidden", test_key_is_hidden);
  g_test_add_func ("/jwt/prepare", test_prepare);

  return g_test_run ();
}
