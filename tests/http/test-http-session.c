/* test-http-session.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-http-session.h"
#include "genkan-loopback-server.h"

/* "Hello, hello, hello, hello!" in gzip. */
static const guint8 gzip_body[] = {
  0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0xd7,
  0x51, 0xc8, 0xc0, 0xa4, 0x14, 0x01, 0xa1, 0x8e, 0xf4, 0x39, 0x1b, 0x00, 0x00, 0x00,
};

typedef struct
{
  GenkanLoopbackServer *server;
  GenkanHostSet        *hosts;
  GenkanHttpSession    *session;
  char                 *elsewhere; /* where /away sends people */
} Fixture;

typedef struct
{
  gboolean          done;
  GenkanHttpAnswer *answer; /* (owned) (nullable) */
  GString          *body;   /* (owned) */
  GError           *error;  /* (owned) (nullable) */
} Got;

static void
got_clear (Got *got)
{
  g_clear_object (&got->answer);
  g_clear_error (&got->error);
  g_string_free (got->body, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Got, got_clear)

static void
handle_cb (GenkanLoopbackExchange *exchange,
           gpointer                user_data)
{
  Fixture *fixture = user_data;
  const char *path = genkan_loopback_exchange_get_path (exchange);

  if (g_str_equal (path, "/hello"))
    {
      genkan_loopback_exchange_set_header (exchange, "X-Agent",
                                           genkan_loopback_exchange_get_header (exchange, "user-agent"));
      genkan_loopback_exchange_respond (exchange, 200, "text/plain; charset=utf-8", "hello", -1);
    }
  else if (g_str_equal (path, "/gzip"))
    {
      genkan_loopback_exchange_set_header (exchange, "Content-Encoding", "gzip");
      genkan_loopback_exchange_respond (exchange, 200, "text/plain", (const char *) gzip_body,
                                        sizeof gzip_body);
    }
  else if (g_str_equal (path, "/near"))
    {
      genkan_loopback_exchange_respond (exchange, 307, NULL, "", -1);
      genkan_loopback_exchange_set_header (exchange, "Location", "/echo");
    }
  else if (g_str_equal (path, "/see-other") || g_str_equal (path, "/circle"))
    {
      genkan_loopback_exchange_respond (exchange, 302, NULL, "", -1);
      genkan_loopback_exchange_set_header (exchange, "Location",
                                           g_str_equal (path, "/circle") ? "/circle" : "/hello");
    }
  else if (g_str_equal (path, "/away"))
    {
      genkan_loopback_exchange_respond (exchange, 302, NULL, "", -1);
      genkan_loopback_exchange_set_header (exchange, "Location", fixture->elsewhere);
    }
  else if (g_str_equal (path, "/echo"))
    {
      GBytes *body = genkan_loopback_exchange_get_body (exchange);

      genkan_loopback_exchange_respond (exchange, 200, "text/plain",
                                        g_bytes_get_data (body, NULL), g_bytes_get_size (body));
    }
  else if (g_str_equal (path, "/large"))
    {
      g_autofree char *large = g_strnfill (1000000, 'x');

      genkan_loopback_exchange_respond (exchange, 200, "text/plain", large, -1);
    }
  else if (g_str_equal (path, "/cut") || g_str_equal (path, "/cut-refusal"))
    {
      genkan_loopback_exchange_respond (exchange, g_str_equal (path, "/cut") ? 200 : 401,
                                        "text/plain", "0123456789", -1);
      genkan_loopback_exchange_cut_after (exchange, 4);
    }
  else if (g_str_equal (path, "/silent"))
    {
      genkan_loopback_exchange_hold (exchange);
    }
  else if (g_str_equal (path, "/slow"))
    {
      genkan_loopback_exchange_respond (exchange, 200, "text/plain", "0123456789", -1);
      genkan_loopback_exchange_hold_after (exchange, 4);
    }
}

static GTlsCertificate *
load_certificate (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "loopback.pem", NULL);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);

  return certificate;
}

static void
fixture_init (Fixture         *fixture,
              GTlsCertificate *certificate)
{
  g_autoptr (GError) error = NULL;

  fixture->elsewhere = NULL;
  fixture->server = genkan_loopback_server_new (certificate, handle_cb, fixture, NULL, &error);
  g_assert_no_error (error);
  fixture->hosts = genkan_host_set_new ();
  genkan_host_set_add (fixture->hosts, genkan_loopback_server_get_url (fixture->server), &error);
  g_assert_no_error (error);
  fixture->session = genkan_http_session_new (fixture->hosts, 1);
}

static void
fixture_clear (Fixture *fixture)
{
  g_assert_finalize_object (fixture->session);
  genkan_host_set_unref (fixture->hosts);
  g_assert_finalize_object (fixture->server);
  g_free (fixture->elsewhere);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Got *got = user_data;
  g_autoptr (GBytes) chunk = NULL;

  chunk = genkan_http_answer_read_finish (GENKAN_HTTP_ANSWER (source), result, &got->error);
  if (chunk != NULL && g_bytes_get_size (chunk) > 0)
    {
      g_string_append_len (got->body, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
      genkan_http_answer_read_async (got->answer, NULL, read_cb, got);
      return;
    }

  got->done = TRUE;
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Got *got = user_data;

  got->answer = genkan_http_session_send_finish (GENKAN_HTTP_SESSION (source), result, &got->error);
  if (got->answer != NULL)
    genkan_http_answer_read_async (got->answer, NULL, read_cb, got);
  else
    got->done = TRUE;
}

static void
send_url (Fixture      *fixture,
          Got          *got,
          const char   *method,
          const char   *url,
          GCancellable *cancellable)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GenkanHttpRequest) request = genkan_http_request_new (method, uri);
  g_autoptr (GBytes) body = g_bytes_new_static ("question", 8);

  if (g_str_equal (method, "POST"))
    genkan_http_request_set_body (request, "text/plain", body);

  *got = (Got) { .body = g_string_new (NULL) };
  genkan_http_session_send_async (fixture->session, request, cancellable, sent_cb, got);
}

static void
send_and_wait (Fixture    *fixture,
               Got        *got,
               const char *method,
               const char *path)
{
  g_autofree char *url = g_strconcat (genkan_loopback_server_get_url (fixture->server), path, NULL);

  send_url (fixture, got, method, url, NULL);
  while (!got->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_fails (const char *method,
              const char *path,
              int         code)
{
  Fixture fixture;
  g_auto (Got) got = { 0 };

  fixture_init (&fixture, NULL);
  send_and_wait (&fixture, &got, method, path);
  g_assert_error (got.error, GENKAN_HTTP_ERROR, code);
  g_clear_object (&got.answer);
  fixture_clear (&fixture);
}

static void
test_http_session_new_destroy (void)
{
  Fixture fixture;

  fixture_init (&fixture, NULL);
  fixture_clear (&fixture);
}

/* What a connector says of its body wins over what the kind of the body would say. */
static void
test_http_session_content_type (void)
{
  g_autoptr (GUri) uri = g_uri_parse ("https://tool.example/", G_URI_FLAGS_NONE, NULL);
  g_autoptr (GenkanHttpRequest) request = genkan_http_request_new ("POST", uri);
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);

  genkan_http_request_set_body (request, "application/json", body);
  g_assert_cmpstr (genkan_http_request_get_content_type (request), ==, "application/json");
  genkan_http_request_set_header (request, "content-type", "application/x-amz-json-1.1");
  genkan_http_request_set_body (request, "application/json", body);
  g_assert_cmpstr (genkan_http_request_get_content_type (request), ==,
                   "application/x-amz-json-1.1");
}

static void
test_http_session_answer (void)
{
  Fixture fixture;
  g_auto (Got) got = { 0 };

  fixture_init (&fixture, NULL);
  send_and_wait (&fixture, &got, "GET", "/hello");
  g_assert_no_error (got.error);
  g_assert_cmpuint (genkan_http_answer_get_status (got.answer), ==, 200);
  g_assert_cmpstr (genkan_http_answer_get_content_type (got.answer), ==, "text/plain");
  g_assert_cmpstr (got.body->str, ==, "hello");
  g_assert_cmpstr (g_hash_table_lookup (genkan_http_answer_get_headers (got.answer), "x-agent"), ==,
                   "Genkan/" PACKAGE_VERSION);
  g_clear_object (&got.answer);
  fixture_clear (&fixture);
}

static void
test_http_session_gzip (void)
{
  Fixture fixture;
  g_auto (Got) got = { 0 };

  fixture_init (&fixture, NULL);
  send_and_wait (&fixture, &got, "GET", "/gzip");
  g_assert_no_error (got.error);
  g_assert_cmpstr (got.body->str, ==, "Hello, hello, hello, hello!");
  g_clear_object (&got.answer);
  fixture_clear (&fixture);
}

/* 307 keeps method and body. */
static void
test_http_session_redirect_near (void)
{
  Fixture fixture;
  g_auto (Got) got = { 0 };

  fixture_init (&fixture, NULL);
  send_and_wait (&fixture, &got, "POST", "/near");
  g_assert_no_error (got.error);
  g_assert_cmpstr (got.body->str, ==, "question");
  g_assert_cmpstr (g_uri_get_path (genkan_http_answer_get_uri (got.answer)), ==, "/echo");
  g_clear_object (&got.answer);
  fixture_clear (&fixture);
}

static void
count_cb (GenkanLoopbackExchange *exchange,
          gpointer                user_data)
{
  g_atomic_int_inc ((int *) user_data);
  genkan_loopback_exchange_respond (exchange, 200, "text/plain", "got you", -1);
}

/* Not even the connection is made: the other server sees nothing. */
static void
test_http_session_redirect_away (void)
{
  int n_requests = 0;
  Fixture fixture;
  g_auto (Got) got = { 0 };
  g_autoptr (GenkanLoopbackServer) other = genkan_loopback_server_new (NULL, count_cb, &n_requests,
                                                                       NULL, NULL);

  fixture_init (&fixture, NULL);
  fixture.elsewhere = g_strconcat (genkan_loopback_server_get_url (other), "/steal", NULL);
  send_and_wait (&fixture, &got, "GET", "/away");
  g_assert_error (got.error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_HOST);
  fixture_clear (&fixture);

  g_clear_object (&other);
  g_assert_cmpint (n_requests, ==, 0);
}

static void
test_http_session_redirect_bad (void)
{
  assert_fails ("POST", "/see-other", GENKAN_HTTP_ERROR_REDIRECT);
  assert_fails ("GET", "/circle", GENKAN_HTTP_ERROR_REDIRECT);
}

static void
test_http_session_cut (void)
{
  assert_fails ("GET", "/cut", GENKAN_HTTP_ERROR_CUT);
  assert_fails ("GET", "/cut-refusal", GENKAN_HTTP_ERROR_CUT);
}

static void
test_http_session_timeout (void)
{
  assert_fails ("GET", "/silent", GENKAN_HTTP_ERROR_TIMEOUT);
  assert_fails ("GET", "/slow", GENKAN_HTTP_ERROR_TIMEOUT);
}

static void
test_http_session_unreachable (void)
{
  Fixture fixture;
  g_auto (Got) got = { 0 };
  g_autofree char *url = NULL;

  fixture_init (&fixture, NULL);
  url = g_strconcat (genkan_loopback_server_get_url (fixture.server), "/hello", NULL);
  g_clear_object (&fixture.server);

  send_url (&fixture, &got, "GET", url, NULL);
  while (!got.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (got.error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_UNREACHABLE);

  g_assert_finalize_object (fixture.session);
  genkan_host_set_unref (fixture.hosts);
}

static void
test_http_session_limit (void)
{
  Fixture fixture;
  g_auto (Got) got = { 0 };

  fixture_init (&fixture, NULL);
  genkan_http_session_set_answer_limit (fixture.session, 200000);
  send_and_wait (&fixture, &got, "GET", "/large");
  g_assert_error (got.error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_TOO_LARGE);
  g_assert_cmpuint (got.body->len, <=, 200000);
  g_clear_object (&got.answer);
  fixture_clear (&fixture);
}

static void
test_http_session_cancel (void)
{
  Fixture fixture;
  g_auto (Got) got = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *url = NULL;

  fixture_init (&fixture, NULL);
  url = g_strconcat (genkan_loopback_server_get_url (fixture.server), "/silent", NULL);
  send_url (&fixture, &got, "GET", url, cancellable);
  g_cancellable_cancel (cancellable);
  while (!got.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (got.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fixture_clear (&fixture);
}

static void
test_http_session_tls (void)
{
  g_autoptr (GTlsCertificate) certificate = load_certificate ();
  g_autofree char *ca_file = g_test_build_filename (G_TEST_DIST, "data", "loopback.pem", NULL);
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  fixture_init (&fixture, certificate);
  {
    g_auto (Got) got = { 0 };

    send_and_wait (&fixture, &got, "GET", "/hello");
    g_assert_error (got.error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_TLS);
  }
  fixture_clear (&fixture);

  fixture_init (&fixture, certificate);
  g_assert_true (genkan_http_session_set_ca_file (fixture.session, ca_file, &error));
  {
    g_auto (Got) got = { 0 };

    send_and_wait (&fixture, &got, "GET", "/hello");
    g_assert_no_error (got.error);
    g_assert_cmpstr (got.body->str, ==, "hello");
  }
  fixture_clear (&fixture);
}

static void
test_http_session_ca_file (void)
{
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  fixture_init (&fixture, NULL);
  g_assert_false (genkan_http_session_set_ca_file (fixture.session, "/nonexistent.pem", &error));
  g_assert_error (error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_TLS);
  fixture_clear (&fixture);
}

/* Everybody else is asked as the system says. */
static void
test_http_session_proxy (void)
{
  Fixture fixture;
  g_auto (Got) got = { 0 };

  fixture_init (&fixture, NULL);
  g_assert_true (genkan_host_set_add (fixture.hosts, "http://tool.example", NULL));
  genkan_host_set_set_allow_plain (fixture.hosts, TRUE);
  send_url (&fixture, &got, "GET", "http://tool.example/", NULL);
  while (!got.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (got.error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (got.error->message, "proxy"));
  fixture_clear (&fixture);
}

/* A line break in a setting must not become a header of its own. */
static void
test_http_request_header (void)
{
  g_autoptr (GUri) uri = g_uri_parse ("https://tool.example/", G_URI_FLAGS_NONE, NULL);
  g_autoptr (GenkanHttpRequest) request = genkan_http_request_new ("GET", uri);
  const char *value;

  genkan_http_request_set_header (request, "X-A", "1");
  genkan_http_request_set_header (request, "x-a", "2\r\nX-B: 3");
  g_assert_cmpuint (genkan_http_request_get_n_headers (request), ==, 1);
  g_assert_cmpstr (genkan_http_request_get_header (request, 0, &value), ==, "x-a");
  g_assert_cmpstr (value, ==, "2  X-B: 3");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  /* Nobody listens there: whatever passes here has gone to the loopback directly. */
  g_setenv ("http_proxy", "http://127.0.0.1:9", TRUE);
  g_setenv ("https_proxy", "http://127.0.0.1:9", TRUE);

  g_test_add_func ("/http-session/new-destroy", test_http_session_new_destroy);
  g_test_add_func ("/http-session/content-type", test_http_session_content_type);
  g_test_add_func ("/http-session/answer", test_http_session_answer);
  g_test_add_func ("/http-session/gzip", test_http_session_gzip);
  g_test_add_func ("/http-session/redirect-near", test_http_session_redirect_near);
  g_test_add_func ("/http-session/redirect-away", test_http_session_redirect_away);
  g_test_add_func ("/http-session/redirect-bad", test_http_session_redirect_bad);
  g_test_add_func ("/http-session/cut", test_http_session_cut);
  g_test_add_func ("/http-session/timeout", test_http_session_timeout);
  g_test_add_func ("/http-session/unreachable", test_http_session_unreachable);
  g_test_add_func ("/http-session/limit", test_http_session_limit);
  g_test_add_func ("/http-session/cancel", test_http_session_cancel);
  g_test_add_func ("/http-session/tls", test_http_session_tls);
  g_test_add_func ("/http-session/ca-file", test_http_session_ca_file);
  g_test_add_func ("/http-session/proxy", test_http_session_proxy);
  g_test_add_func ("/http-request/header", test_http_request_header);

  return g_test_run ();
}
