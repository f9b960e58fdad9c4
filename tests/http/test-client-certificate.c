/* test-client-certificate.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server that lets in who shows a certificate, and files that are none.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "genkan-client-certificate.h"
#include "genkan-http-session.h"

typedef struct
{
  SoupServer        *server;  /* (owned) */
  GenkanHttpSession *session; /* (owned) */
  GUri              *uri;     /* (owned) */
  GMainLoop         *loop;    /* (owned) */
  guint              status;
  GError            *error;   /* (owned) (nullable) */
} Fixture;

static char *
dup_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", name, NULL);
}

static void
answer_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  g_assert_nonnull (soup_server_message_get_tls_peer_certificate (message));
  soup_server_message_set_status (message, 204, NULL);
}

/* What libsoup refuses by itself, whatever the database says. */
static gboolean
accept_cb (SoupServerMessage    *message,
           GTlsCertificate      *certificate,
           GTlsCertificateFlags  errors,
           gpointer              user_data)
{
  return errors == 0;
}

static void
started_cb (SoupServer        *server,
            SoupServerMessage *message,
            gpointer           user_data)
{
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_cb), NULL);
}

static void
fixture_init (Fixture *fixture)
{
  g_autofree char *server_file = dup_path ("loopback.pem");
  g_autofree char *client_file = dup_path ("client.pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (server_file, &error);
  g_autoptr (GTlsDatabase) clients = g_tls_file_database_new (client_file, &error);
  g_autoptr (GenkanHostSet) hosts = genkan_host_set_new ();
  GSList *uris;

  g_assert_no_error (error);
  *fixture = (Fixture) { .loop = g_main_loop_new (NULL, FALSE) };
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_set_tls_certificate (fixture->server, certificate);
  soup_server_set_tls_database (fixture->server, clients);
  soup_server_set_tls_auth_mode (fixture->server, G_TLS_AUTHENTICATION_REQUIRED);
  g_signal_connect (fixture->server, "request-started", G_CALLBACK (started_cb), NULL);
  soup_server_add_handler (fixture->server, NULL, answer_cb, NULL, NULL);
  soup_server_listen_local (fixture->server, 0,
                            SOUP_SERVER_LISTEN_IPV4_ONLY | SOUP_SERVER_LISTEN_HTTPS, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (fixture->server);
  fixture->uri = g_uri_build (G_URI_FLAGS_ENCODED, "https", NULL, "127.0.0.1",
                              g_uri_get_port (uris->data), "/", NULL, NULL);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  {
    g_autofree char *url = g_uri_to_string (fixture->uri);

    genkan_host_set_add (hosts, url, &error);
  }
  g_assert_no_error (error);
  fixture->session = genkan_http_session_new (hosts, 5);
  genkan_http_session_set_ca_file (fixture->session, server_file, &error);
  g_assert_no_error (error);
}

static void
fixture_clear (Fixture *fixture)
{
  g_clear_object (&fixture->session);
  soup_server_disconnect (fixture->server);
  g_clear_object (&fixture->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_uri_unref (fixture->uri);
  g_main_loop_unref (fixture->loop);
  g_clear_error (&fixture->error);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GenkanHttpAnswer) answer =
    genkan_http_session_send_finish (GENKAN_HTTP_SESSION (source), result, &fixture->error);

  fixture->status = answer != NULL ? genkan_http_answer_get_status (answer) : 0;
  g_main_loop_quit (fixture->loop);
}

static void
ask (Fixture *fixture)
{
  g_autoptr (GenkanHttpRequest) request = genkan_http_request_new ("GET", fixture->uri);

  genkan_http_session_send_async (fixture->session, request, NULL, sent_cb, fixture);
  g_main_loop_run (fixture->loop);
}

static void
test_known (void)
{
  g_autofree char *file = dup_path ("client.pem");
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  fixture_init (&fixture);
  g_assert_true (genkan_http_session_set_client_certificate (fixture.session, file, &error));
  g_assert_no_error (error);
  ask (&fixture);
  g_assert_no_error (fixture.error);
  g_assert_cmpuint (fixture.status, ==, 204);
  fixture_clear (&fixture);
}

static void
test_nobody (void)
{
  Fixture fixture;

  fixture_init (&fixture);
  ask (&fixture);
  g_assert_error (fixture.error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_TLS);
  g_test_message ("%s", fixture.error->message);
  g_assert_nonnull (strstr (fixture.error->message, "client certificate"));
  fixture_clear (&fixture);
}

/* One that the server does not know. */
static void
test_stranger (void)
{
  g_autofree char *file = dup_path ("loopback.pem");
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  fixture_init (&fixture);
  g_assert_true (genkan_http_session_set_client_certificate (fixture.session, file, &error));
  ask (&fixture);
  g_test_message ("%s", fixture.error->message);
  g_assert_error (fixture.error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_TLS);
  g_assert_nonnull (strstr (fixture.error->message, "client certificate"));
  fixture_clear (&fixture);
}

static void
assert_refused (const char *pem,
                const char *words)
{
  g_autofree char *folder = g_dir_make_tmp ("genkan-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "client.pem", NULL);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, pem, -1, NULL));
  certificate = genkan_client_certificate_load (file, &error);
  g_assert_null (certificate);
  g_assert_error (error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_TLS);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_nonnull (strstr (error->message, file));
  g_assert_null (strstr (error->message, "MII"));
  g_remove (file);
  g_rmdir (folder);
}

static void
test_refused (void)
{
  g_autofree char *path = dup_path ("client.pem");
  g_autofree char *pem = NULL;
  g_autofree char *alone = NULL;
  g_autofree char *encrypted = NULL;
  g_autofree char *bent = NULL;
  g_autoptr (GError) error = NULL;
  const char *key;

  g_assert_null (genkan_client_certificate_load ("/nonexistent.pem", &error));
  g_assert_error (error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_TLS);

  g_assert_true (g_file_get_contents (path, &pem, NULL, NULL));
  key = strstr (pem, "-----BEGIN PRIVATE KEY-----");
  g_assert_nonnull (key);
  alone = g_strndup (pem, key - pem);
  encrypted = g_strconcat (alone, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIx\n"
                           "-----END ENCRYPTED PRIVATE KEY-----\n", NULL);
  bent = g_strconcat (alone, "-----BEGIN PRIVATE KEY-----\nMIIx\n-----END PRIVATE KEY-----\n", NULL);

  assert_refused ("", "no certificate");
  assert_refused (key, "no certificate");
  assert_refused (alone, "private key is missing");
  assert_refused (encrypted, "passphrase");
  assert_refused (bent, "cannot be used");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client-certificate/known", test_known);
  g_test_add_func ("/client-certificate/nobody", test_nobody);
  g_test_add_func ("/client-certificate/stranger", test_stranger);
  g_test_add_func ("/client-certificate/refused", test_refused);

  return g_test_run ();
}
