/* bench-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-server: a tool that costs next to nothing. It answers
 *
 *   GET /api/issues?p=NUMBER&total=NUMBER[&delay=MILLISECONDS][&record_id=NUMBER]
 *
 * in one thread, on a port of loopback that it prints, until its standard input is closed. An
 * answer that is to come late waits in its connection, and holds up no other.
 */

#include "config.h"

#include "bench-pages.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_CLIENTS 100
#define MAX_REQUEST 16384

typedef struct
{
  int      fd;
  GString *request; /* (owned) what has come of it */
  GString *answer;  /* (owned) */
  gsize    sent;    /* of the answer */
  gint64   due;     /* monotonic microseconds; 0: nothing to send */
} Client;

typedef struct
{
  int         fd;
  BenchPages *pages;     /* (owned) */
  GPtrArray  *clients;   /* (owned) (element-type Client) */
} Server;

static void
client_free (gpointer data)
{
  Client *client = data;

  close (client->fd);
  g_string_free (client->request, TRUE);
  g_string_free (client->answer, TRUE);
  g_free (client);
}

static guint
get_parameter (const char *target,
               const char *name,
               guint       otherwise)
{
  g_autofree char *with_mark = g_strconcat ("[?&]", name, "=([0-9]+)", NULL);
  g_autoptr (GRegex) regex = g_regex_new (with_mark, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *digits = NULL;

  if (!g_regex_match (regex, target, 0, &match))
    return otherwise;
  digits = g_match_info_fetch (match, 1);

  return g_ascii_strtoull (digits, NULL, 10);
}

static void
answer (Server     *server,
        Client     *client,
        const char *target)
{
  g_autoptr (GString) head = g_string_new (NULL);

  g_string_truncate (client->answer, 0);
  bench_pages_append (server->pages, MAX (get_parameter (target, "p", 1), 1),
                      get_parameter (target, "total", 0),
                      get_parameter (target, "record_id", 0), client->answer);
  g_string_printf (head,
                   "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                   "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n", client->answer->len);
  g_string_prepend_len (client->answer, head->str, head->len);
  client->sent = 0;
  client->due = g_get_monotonic_time () + get_parameter (target, "delay", 0) * 1000;
}

/* Returns whether the client is still there. */
static gboolean
client_read (Server *server,
             Client *client)
{
  char piece[4096];
  ssize_t n = read (client->fd, piece, sizeof piece);
  char *end;

  if (n <= 0)
    return n < 0 && (errno == EAGAIN || errno == EINTR);

  g_string_append_len (client->request, piece, n);
  end = strstr (client->request->str, "\r\n\r\n");
  if (end == NULL)
    return client->request->len < MAX_REQUEST;

  if (!g_str_has_prefix (client->request->str, "GET "))
    return FALSE;

  client->request->str[strcspn (client->request->str, "\r")] = '\0';
  answer (server, client, client->request->str);
  g_string_truncate (client->request, 0);

  return TRUE;
}

static gboolean
client_write (Client *client)
{
  ssize_t n = send (client->fd, client->answer->str + client->sent,
                    client->answer->len - client->sent, MSG_NOSIGNAL);

  if (n < 0)
    return errno == EAGAIN || errno == EINTR;

  client->sent += n;
  if (client->sent == client->answer->len)
    client->due = 0;

  return TRUE;
}

static void
take_client (Server *server)
{
  Client *client;
  int on = 1;
  int fd = accept4 (server->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

  if (fd < 0)
    return;

  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  client = g_new0 (Client, 1);
  client->fd = fd;
  client->request = g_string_new (NULL);
  client->answer = g_string_new (NULL);
  g_ptr_array_add (server->clients, client);
}

/* Fills @polls with standard input, the door, and the clients; returns how long to wait. */
static int
prepare (Server        *server,
         struct pollfd *polls)
{
  gint64 now = g_get_monotonic_time ();
  int timeout = -1;

  polls[0] = (struct pollfd) { .fd = STDIN_FILENO, .events = POLLIN };
  polls[1] = (struct pollfd) {
    .fd = server->clients->len < MAX_CLIENTS ? server->fd : -1, .events = POLLIN,
  };

  for (guint i = 0; i < server->clients->len; i++)
    {
      Client *client = g_ptr_array_index (server->clients, i);
      gboolean late = client->due > now;

      polls[i + 2] = (struct pollfd) { .fd = client->fd };
      if (client->due == 0)
        polls[i + 2].events = POLLIN;
      else if (!late)
        polls[i + 2].events = POLLOUT;
      else if (timeout < 0 || client->due - now < timeout * 1000)
        timeout = (client->due - now + 999) / 1000;
    }

  return timeout;
}

static void
serve (Server *server)
{
  struct pollfd polls[MAX_CLIENTS + 2];

  for (;;)
    {
      int timeout = prepare (server, polls);
      guint n_clients = server->clients->len;

      if (poll (polls, n_clients + 2, timeout) < 0 && errno != EINTR)
        return;
      if (polls[0].revents != 0)
        return;

      for (guint i = n_clients; i > 0; i--)
        {
          Client *client = g_ptr_array_index (server->clients, i - 1);
          short events = polls[i + 1].revents;
          gboolean there = (events & POLLOUT) != 0 ? client_write (client)
                           : events == 0 || client_read (server, client);

          if (!there)
            g_ptr_array_remove_index (server->clients, i - 1);
        }
      if (polls[1].revents != 0)
        take_client (server);
    }
}

static int
listen_on_loopback (guint16 *ret_port)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t length = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  if (fd < 0 || bind (fd, (struct sockaddr *) &address, length) < 0 || listen (fd, 50) < 0 ||
      getsockname (fd, (struct sockaddr *) &address, &length) < 0)
    return -1;

  *ret_port = ntohs (address.sin_port);

  return fd;
}

int
main (void)
{
  g_autoptr (BenchPages) pages = bench_pages_new ();
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func (client_free);
  guint16 port;
  Server server = { .pages = pages, .clients = clients };

  server.fd = listen_on_loopback (&port);
  if (server.fd < 0)
    {
      g_printerr ("bench-server: %s\n", g_strerror (errno));
      return 1;
    }

  printf ("http://127.0.0.1:%u\n", port);
  fflush (stdout);
  serve (&server);
  close (server.fd);

  return 0;
}
