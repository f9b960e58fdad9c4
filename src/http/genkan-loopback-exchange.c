/* genkan-loopback-exchange.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A handler fills the answer in while it runs; when it returns, the server's thread sends it,
 * or the part of it that was asked for. What misbehaves is still announced honestly: the
 * Content-Length is that of the whole body, so that a client can notice that it was cut.
 *
 * libsoup pauses a message by itself when its body is not complete and nothing is left to
 * write; the rest of a held body is appended then.
 */

#define G_LOG_DOMAIN "genkan-http"

#include "config.h"

#include "genkan-loopback-exchange-private.h"

typedef enum
{
  MANNERS_GOOD,
  MANNERS_HOLD,
  MANNERS_HOLD_AFTER,
  MANNERS_CUT_AFTER,
  MANNERS_DROP,
  MANNERS_TRICKLE,
} Manners;

struct _GenkanLoopbackExchange
{
  GMainContext      *context;  /* (owned) the server's */
  SoupServerMessage *message;  /* (owned) (nullable) of the server's thread; %NULL once it ended */
  gulong             finished_id;
  char              *method;   /* (owned) */
  char              *path;     /* (owned) */
  GHashTable        *query;    /* (owned) (nullable) (element-type utf8 utf8) */
  GBytes            *request;  /* (owned) */
  GBytes            *answer;   /* (owned) */
  Manners            manners;
  gsize              n_bytes;
  gsize              n_sent;   /* of the answer, while it trickles */
};

G_DEFINE_BOXED_TYPE (GenkanLoopbackExchange, genkan_loopback_exchange,
                     genkan_loopback_exchange_ref, genkan_loopback_exchange_unref)

static void
genkan_loopback_exchange_clear (gpointer data)
{
  GenkanLoopbackExchange *self = data;

  g_main_context_unref (self->context);
  g_free (self->method);
  g_free (self->path);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_bytes_unref (self->request);
  g_bytes_unref (self->answer);
}

GenkanLoopbackExchange *
genkan_loopback_exchange_ref (GenkanLoopbackExchange *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
genkan_loopback_exchange_unref (GenkanLoopbackExchange *self)
{
  g_atomic_rc_box_release_full (self, genkan_loopback_exchange_clear);
}

static void
exchange_unref_closure (gpointer  data,
                        GClosure *closure)
{
  genkan_loopback_exchange_unref (data);
}

static void
append_part (GenkanLoopbackExchange *self,
             gsize                   from,
             gsize                   to)
{
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);
  g_autoptr (GBytes) part = g_bytes_new_from_bytes (self->answer, from, to - from);

  if (to > from)
    soup_message_body_append_bytes (body, part);
}

static void
genkan_loopback_exchange_cut_cb (SoupServerMessage *message,
                                 gpointer           user_data)
{
  GSocket *socket = soup_server_message_get_socket (message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

/* Sends the headers with the length of the whole, and the beginning of the body. */
static void
send_beginning (GenkanLoopbackExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);
  gsize length = g_bytes_get_size (self->answer);

  soup_message_body_set_accumulate (body, FALSE);
  soup_message_headers_set_content_length (headers, length);
  append_part (self, 0, MIN (self->n_bytes, length));
}

static void
send_all (GenkanLoopbackExchange *self)
{
  append_part (self, 0, g_bytes_get_size (self->answer));
  soup_message_body_complete (soup_server_message_get_response_body (self->message));
}

static gboolean
genkan_loopback_exchange_trickle_cb (gpointer user_data)
{
  GenkanLoopbackExchange *self = user_data;
  gsize length = g_bytes_get_size (self->answer);
  gsize to = MIN (self->n_sent + self->n_bytes, length);

  if (self->message == NULL)
    return G_SOURCE_REMOVE;

  append_part (self, self->n_sent, to);
  self->n_sent = to;
  if (to == length)
    soup_message_body_complete (soup_server_message_get_response_body (self->message));
  soup_server_message_unpause (self->message);

  return G_SOURCE_REMOVE;
}

/* A part is out: the next one, when libsoup has come to rest. */
static void
genkan_loopback_exchange_wrote_part_cb (SoupServerMessage *message,
                                        gpointer           user_data)
{
  GenkanLoopbackExchange *self = user_data;
  g_autoptr (GSource) source = NULL;

  if (self->n_sent == g_bytes_get_size (self->answer))
    return;

  source = g_idle_source_new ();
  g_source_set_callback (source, genkan_loopback_exchange_trickle_cb,
                         genkan_loopback_exchange_ref (self),
                         (GDestroyNotify) genkan_loopback_exchange_unref);
  g_source_attach (source, self->context);
}

static void
begin_to_trickle (GenkanLoopbackExchange *self)
{
  self->n_sent = MIN (self->n_bytes, g_bytes_get_size (self->answer));
  if (self->n_sent == g_bytes_get_size (self->answer))
    {
      send_all (self);
      return;
    }

  g_signal_connect_data (self->message, "wrote-chunk",
                         G_CALLBACK (genkan_loopback_exchange_wrote_part_cb),
                         genkan_loopback_exchange_ref (self), exchange_unref_closure, 0);
  send_beginning (self);
}

/* For the server: does what the handler asked for. */
void
_genkan_loopback_exchange_answer (GenkanLoopbackExchange *self)
{
  switch (self->manners)
    {
    case MANNERS_GOOD:
      send_all (self);
      break;

    case MANNERS_HOLD:
      soup_server_message_pause (self->message);
      break;

    case MANNERS_HOLD_AFTER:
      send_beginning (self);
      break;

    case MANNERS_CUT_AFTER:
      g_signal_connect (self->message, "wrote-chunk",
                        G_CALLBACK (genkan_loopback_exchange_cut_cb), NULL);
      send_beginning (self);
      break;

    case MANNERS_DROP:
      genkan_loopback_exchange_cut_cb (self->message, NULL);
      break;

    case MANNERS_TRICKLE:
      begin_to_trickle (self);
      break;

    default:
      g_assert_not_reached ();
    }
}

static gboolean
genkan_loopback_exchange_release_cb (gpointer user_data)
{
  GenkanLoopbackExchange *self = user_data;
  Manners manners = self->manners;

  self->manners = MANNERS_GOOD;
  if (self->message == NULL || (manners != MANNERS_HOLD && manners != MANNERS_HOLD_AFTER))
    return G_SOURCE_REMOVE;

  if (manners == MANNERS_HOLD)
    {
      send_all (self);
    }
  else
    {
      gsize length = g_bytes_get_size (self->answer);

      append_part (self, MIN (self->n_bytes, length), length);
      soup_message_body_complete (soup_server_message_get_response_body (self->message));
    }

  soup_server_message_unpause (self->message);

  return G_SOURCE_REMOVE;
}

static void
genkan_loopback_exchange_finished_cb (SoupServerMessage *message,
                                      gpointer           user_data)
{
  _genkan_loopback_exchange_forget (user_data);
}

/* For the server, in its thread: the connection is gone or going. */
void
_genkan_loopback_exchange_forget (GenkanLoopbackExchange *self)
{
  if (self->message == NULL)
    return;

  g_signal_handler_disconnect (self->message, self->finished_id);
  g_clear_object (&self->message);
}

gboolean
_genkan_loopback_exchange_is_done (GenkanLoopbackExchange *self)
{
  return self->message == NULL;
}

GenkanLoopbackExchange *
_genkan_loopback_exchange_new (GMainContext      *context,
                               SoupServerMessage *message,
                               const char        *path,
                               GHashTable        *query)
{
  GenkanLoopbackExchange *self = g_atomic_rc_box_new0 (GenkanLoopbackExchange);
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  self->context = g_main_context_ref (context);
  self->message = g_object_ref (message);
  self->method = g_strdup (soup_server_message_get_method (message));
  self->path = g_uri_unescape_string (path, NULL);
  if (self->path == NULL)
    self->path = g_strdup (path);
  self->query = query != NULL ? g_hash_table_ref (query) : NULL;
  self->request = soup_message_body_flatten (body);
  self->answer = g_bytes_new_static ("", 0);
  self->finished_id = g_signal_connect (message, "finished",
                                        G_CALLBACK (genkan_loopback_exchange_finished_cb), self);
  soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);

  return self;
}

const char *
genkan_loopback_exchange_get_method (GenkanLoopbackExchange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->method;
}

/**
 * genkan_loopback_exchange_get_path:
 * @self: an exchange
 *
 * Returns: (transfer none): the path that was asked for, decoded, without the query
 */
const char *
genkan_loopback_exchange_get_path (GenkanLoopbackExchange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

/**
 * genkan_loopback_exchange_dup_target:
 * @self: an exchange, in its handler
 *
 * Returns: (transfer full): the path and the query as they were sent, still encoded
 */
char *
genkan_loopback_exchange_dup_target (GenkanLoopbackExchange *self)
{
  GUri *uri;
  const char *query;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->message != NULL, NULL);

  uri = soup_server_message_get_uri (self->message);
  query = g_uri_get_query (uri);

  return g_strconcat (g_uri_get_path (uri), query != NULL ? "?" : NULL, query, NULL);
}

/**
 * genkan_loopback_exchange_get_query:
 * @self: an exchange
 * @name: a parameter of the query
 *
 * Returns: (transfer none) (nullable): its decoded value, or %NULL when it is not there
 */
const char *
genkan_loopback_exchange_get_query (GenkanLoopbackExchange *self,
                                    const char             *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

/**
 * genkan_loopback_exchange_get_header:
 * @self: an exchange, in its handler
 * @name: a header of the request
 *
 * Returns: (transfer none) (nullable): its value, or %NULL when it is not there
 */
const char *
genkan_loopback_exchange_get_header (GenkanLoopbackExchange *self,
                                     const char             *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->message != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return soup_message_headers_get_one (soup_server_message_get_request_headers (self->message),
                                       name);
}

/**
 * genkan_loopback_exchange_get_body:
 * @self: an exchange
 *
 * Returns: (transfer none): the body of the request, maybe empty
 */
GBytes *
genkan_loopback_exchange_get_body (GenkanLoopbackExchange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->request;
}

/**
 * genkan_loopback_exchange_set_header:
 * @self: an exchange, in its handler
 * @name: a header of the answer
 * @value: its value
 */
void
genkan_loopback_exchange_set_header (GenkanLoopbackExchange *self,
                                     const char             *name,
                                     const char             *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->message != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (value != NULL);

  soup_message_headers_replace (soup_server_message_get_response_headers (self->message),
                                name, value);
}

/**
 * genkan_loopback_exchange_respond:
 * @self: an exchange, in its handler
 * @status: the HTTP status
 * @content_type: (nullable): the media type of @body
 * @body: (array length=length) (element-type guint8): the body; it is copied
 * @length: how many bytes it has, or -1 when it is NUL-terminated
 *
 * What is to be answered, once the handler returns. Without it the answer is an empty 404.
 */
void
genkan_loopback_exchange_respond (GenkanLoopbackExchange *self,
                                  guint                   status,
                                  const char             *content_type,
                                  const char             *body,
                                  gssize                  length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->message != NULL);
  g_return_if_fail (body != NULL);

  soup_server_message_set_status (self->message, status, NULL);
  if (content_type != NULL)
    genkan_loopback_exchange_set_header (self, "Content-Type", content_type);

  g_bytes_unref (self->answer);
  self->answer = g_bytes_new (body, length >= 0 ? (gsize) length : strlen (body));
}

/**
 * genkan_loopback_exchange_hold:
 * @self: an exchange, in its handler
 *
 * Answers only after genkan_loopback_exchange_release(), for which the handler keeps a
 * reference; without it, never.
 */
void
genkan_loopback_exchange_hold (GenkanLoopbackExchange *self)
{
  g_return_if_fail (self != NULL);

  self->manners = MANNERS_HOLD;
}

/**
 * genkan_loopback_exchange_hold_after:
 * @self: an exchange, in its handler
 * @n_bytes: how much of the body is sent at once, more than 0
 *
 * Sends the rest only after genkan_loopback_exchange_release().
 */
void
genkan_loopback_exchange_hold_after (GenkanLoopbackExchange *self,
                                     gsize                   n_bytes)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (n_bytes > 0);

  self->manners = MANNERS_HOLD_AFTER;
  self->n_bytes = n_bytes;
}

/**
 * genkan_loopback_exchange_cut_after:
 * @self: an exchange, in its handler
 * @n_bytes: how much of the body is sent before the connection is closed, more than 0
 */
void
genkan_loopback_exchange_cut_after (GenkanLoopbackExchange *self,
                                    gsize                   n_bytes)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (n_bytes > 0);

  self->manners = MANNERS_CUT_AFTER;
  self->n_bytes = n_bytes;
}

/**
 * genkan_loopback_exchange_drop:
 * @self: an exchange, in its handler
 *
 * Closes the connection without an answer.
 */
void
genkan_loopback_exchange_drop (GenkanLoopbackExchange *self)
{
  g_return_if_fail (self != NULL);

  self->manners = MANNERS_DROP;
}

/**
 * genkan_loopback_exchange_trickle:
 * @self: an exchange, in its handler
 * @n_bytes: how long a part is, more than 0
 *
 * Sends the body in parts, each when the one before it is out.
 */
void
genkan_loopback_exchange_trickle (GenkanLoopbackExchange *self,
                                  gsize                   n_bytes)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (n_bytes > 0);

  self->manners = MANNERS_TRICKLE;
  self->n_bytes = n_bytes;
}

/**
 * genkan_loopback_exchange_release:
 * @self: an exchange that is held
 *
 * Lets the answer go, from any thread. Does nothing when the client or the server is gone.
 */
void
genkan_loopback_exchange_release (GenkanLoopbackExchange *self)
{
  g_autoptr (GSource) source = NULL;

  g_return_if_fail (self != NULL);

  /* Not g_main_context_invoke(): after the server's end it would run here. */
  source = g_idle_source_new ();
  g_source_set_callback (source, genkan_loopback_exchange_release_cb,
                         genkan_loopback_exchange_ref (self),
                         (GDestroyNotify) genkan_loopback_exchange_unref);
  g_source_attach (source, self->context);
}
