/* test-loopback-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server by bare sockets, so that no client's kindness stands between.
 */

#include "config.h"

#include "genkan-loopback-server.h"

typedef struct
{
  GMutex                  mutex;
  GCond                   cond;
  GenkanLoopbackExchange *held; /* (owned) (nullable) */
} Handler;

static void
handler_init (Handler *handler)
{
  g_mutex_init (&handler->mutex);
  g_cond_init (&handler->cond);
  handler->held = NULL;
}

static void
handler_clear (Handler *handler)
{
  g_clear_pointer (&handler->held, genkan_loopback_exchange_unref);
  g_mutex_clear (&handler->mutex);
  g_cond_clear (&handler->cond);
}

static void
keep (Handler                *handler,
      GenkanLoopbackExchange *exchange)
{
  g_mutex_lock (&handler->mutex);
  handler->held = genkan_loopback_exchange_ref (exchange);
  g_cond_signal (&handler->cond);
  g_mutex_unlock (&handler->mutex);
}

static void
wait_until_held (Handler *handler)
{
  g_mutex_lock (&handler->mutex);
  while (handler->held == NULL)
    g_cond_wait (&handler->cond, &handler->mutex);
  g_mutex_unlock (&handler->mutex);
}

static void
handle_cb (GenkanLoopbackExchange *exchange,
           gpointer                user_data)
{
  const char *path = genkan_loopback_exchange_get_path (exchange);

  if (g_str_has_prefix (path, "/echo"))
    {
      g_autofree char *target = genkan_loopback_exchange_dup_target (exchange);
      GBytes *body = genkan_loopback_exchange_get_body (exchange);

      genkan_loopback_exchange_set_header (exchange, "X-Seen",
                                           genkan_loopback_exchange_get_query (exchange, "q"));
      genkan_loopback_exchange_set_header (exchange, "X-Path", path);
      genkan_loopback_exchange_set_header (exchange, "X-Target", target);
      genkan_loopback_exchange_respond (exchange, 201, "text/plain",
                                        g_bytes_get_data (body, NULL), g_bytes_get_size (body));
    }
  else if (!g_str_equal (path, "/nothing"))
    {
      genkan_loopback_exchange_respond (exchange, 200, "text/plain", "0123456789", -1);
    }

  if (g_str_equal (path, "/cut"))
    genkan_loopback_exchange_cut_after (exchange, 4);
  if (g_str_equal (path, "/hold"))
    genkan_loopback_exchange_hold (exchange);
  if (g_str_equal (path, "/hold-after"))
    genkan_loopback_exchange_hold_after (exchange, 4);
  if (g_str_has_prefix (path, "/hold"))
    keep (user_data, exchange);
}

static GSocketConnection *
send_request (GenkanLoopbackServer *server,
              const char           *method,
              const char           *target,
              const char           *body)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *request = NULL;
  const char *host = genkan_loopback_server_get_url (server) + strlen ("http://");

  connection = g_socket_client_connect_to_host (client, host, 80, NULL, &error);
  g_assert_no_error (error);

  request = g_strdup_printf ("%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n"
                             "Content-Length: %zu\r\n\r\n%s",
                             method, target, host, strlen (body), body);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             request, strlen (request), NULL, NULL, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&connection);
}

static char *
read_answer (GSocketConnection *connection)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autoptr (GString) answer = g_string_new (NULL);
  char buffer[512];
  gssize n;

  while ((n = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (answer, buffer, n);

  return g_string_free (g_steal_pointer (&answer), FALSE);
}

static GenkanLoopbackServer *
make_server (Handler *handler)
{
  g_autoptr (GError) error = NULL;
  GenkanLoopbackServer *server = genkan_loopback_server_new (NULL, handle_cb, handler, NULL, &error);

  g_assert_no_error (error);

  return server;
}

static void
test_loopback_server_new_destroy (void)
{
  GenkanLoopbackServer *server = make_server (NULL);

  g_assert_true (g_str_has_prefix (genkan_loopback_server_get_url (server), "http://127.0.0.1:"));
  g_assert_finalize_object (server);
}

static void
test_loopback_server_echo (void)
{
  g_autoptr (GenkanLoopbackServer) server = make_server (NULL);
  g_autoptr (GSocketConnection) connection = send_request (server, "POST",
                                                           "/echo/a%252Fb?q=a%20b", "hello");
  g_autofree char *answer = read_answer (connection);

  /* The path is decoded, and once only; the target is not. */
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 201 "));
  g_assert_nonnull (strstr (answer, "X-Seen: a b\r\n"));
  g_assert_nonnull (strstr (answer, "X-Path: /echo/a%2Fb\r\n"));
  g_assert_nonnull (strstr (answer, "X-Target: /echo/a%252Fb?q=a%20b\r\n"));
  g_assert_true (g_str_has_suffix (answer, "\r\n\r\nhello"));
}

static void
test_loopback_server_unanswered (void)
{
  g_autoptr (GenkanLoopbackServer) server = make_server (NULL);
  g_autoptr (GSocketConnection) connection = send_request (server, "GET", "/nothing", "");
  g_autofree char *answer = read_answer (connection);

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 404 "));
}

static void
test_loopback_server_cut (void)
{
  g_autoptr (GenkanLoopbackServer) server = make_server (NULL);
  g_autoptr (GSocketConnection) connection = send_request (server, "GET", "/cut", "");
  g_autofree char *answer = read_answer (connection);

  g_assert_nonnull (strstr (answer, "Content-Length: 10\r\n"));
  g_assert_true (g_str_has_suffix (answer, "\r\n\r\n0123"));
}

static void
test_loopback_server_hold (gconstpointer path)
{
  Handler handler;
  g_autoptr (GenkanLoopbackServer) server = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *answer = NULL;

  handler_init (&handler);
  server = make_server (&handler);
  connection = send_request (server, "GET", path, "");
  wait_until_held (&handler);
  genkan_loopback_exchange_release (handler.held);
  answer = read_answer (connection);
  g_assert_true (g_str_has_suffix (answer, "\r\n\r\n0123456789"));

  g_clear_object (&server);
  handler_clear (&handler);
}

/* What is held when the server ends is cut, and releasing it then is harmless. */
static void
test_loopback_server_never (void)
{
  Handler handler;
  GenkanLoopbackServer *server;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *answer = NULL;

  handler_init (&handler);
  server = make_server (&handler);
  connection = send_request (server, "GET", "/hold", "");
  wait_until_held (&handler);
  g_assert_finalize_object (server);

  genkan_loopback_exchange_release (handler.held);
  answer = read_answer (connection);
  g_assert_cmpstr (answer, ==, "");
  handler_clear (&handler);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/loopback-server/new-destroy", test_loopback_server_new_destroy);
  g_test_add_func ("/loopback-server/echo", test_loopback_server_echo);
  g_test_add_func ("/loopback-server/unanswered", test_loopback_server_unanswered);
  g_test_add_func ("/loopback-server/cut", test_loopback_server_cut);
  g_test_add_data_func ("/loopback-server/hold", "/hold", test_loopback_server_hold);
  g_test_add_data_func ("/loopback-server/hold-after", "/hold-after", test_loopback_server_hold);
  g_test_add_func ("/loopback-server/never", test_loopback_server_never);

  return g_test_run ();
}
