/* genkan-http-session.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libsoup with the decisions taken away from it: redirects are followed here, because each
 * target must pass the host set before the credentials go there; there is no cookie jar and no
 * cache; and errors come out in one domain. How many requests run at once is the business of
 * a GenkanLimiter, so libsoup's own limits are set high.
 *
 * A caller may cancel from any thread, libsoup is told of it in the session's own and between two
 * of its steps: libsoup until 3.6.5 finishes a message twice, and frees it twice, when the headers
 * of its answer are there but have not been passed on yet at the moment of the cancellation.
 */

#define G_LOG_DOMAIN "genkan-http"

#include "config.h"

#include "genkan-http-session.h"

#include "genkan-client-certificate.h"
#include "genkan-direct-loopback.h"
#include "genkan-http-answer-private.h"
#include "genkan-http-error-private.h"

/* After all that libsoup has ready at its own priority. */
#define PRIORITY_CANCEL (G_PRIORITY_DEFAULT + 10)

#define MAX_REDIRECTS 5
#define MAX_CONNECTIONS 64

struct _GenkanHttpSession
{
  GObject parent_instance;

  SoupSession   *soup;    /* (owned) */
  GenkanHostSet *hosts;   /* (owned) */
  GTlsCertificate *certificate; /* (owned) (nullable) shown to a server that asks for one */
  guint          timeout; /* seconds */
  guint64        limit;   /* bytes of one answer, 0 = none */
  gboolean       answered; /* at least once */
  GUri          *detour;  /* (owned) (nullable) where all is sent instead */
};

G_DEFINE_FINAL_TYPE (GenkanHttpSession, genkan_http_session, G_TYPE_OBJECT)

typedef struct
{
  GenkanHttpRequest *request;     /* (owned) */
  SoupMessage       *message;     /* (owned) (nullable) the hop under way */
  GCancellable      *cancellable; /* (owned) libsoup's */
  GSource           *cancelled;   /* (owned) (nullable) passes the caller's cancellation on to it */
  guint              n_redirects;
  gboolean           was_sent;
  gboolean           certificate_wanted; /* by the server, of us */
} Send;

static void send_hop (GTask *task);

static void
send_free (gpointer data)
{
  Send *send = data;

  genkan_http_request_unref (send->request);
  g_clear_object (&send->message);
  g_object_unref (send->cancellable);
  if (send->cancelled != NULL)
    g_source_destroy (send->cancelled);
  g_clear_pointer (&send->cancelled, g_source_unref);
  g_free (send);
}

static gboolean
genkan_http_session_cancelled_cb (GCancellable *caller,
                                  gpointer      user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static Send *
send_new (GenkanHttpRequest *request,
          GCancellable      *cancellable)
{
  Send *send = g_new0 (Send, 1);

  send->request = genkan_http_request_ref (request);
  send->cancellable = g_cancellable_new ();
  if (cancellable == NULL)
    return send;

  send->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_priority (send->cancelled, PRIORITY_CANCEL);
  g_source_set_callback (send->cancelled, G_SOURCE_FUNC (genkan_http_session_cancelled_cb),
                         g_object_ref (send->cancellable), g_object_unref);
  g_source_attach (send->cancelled, g_main_context_get_thread_default ());

  return send;
}

static gboolean
is_redirect (guint status)
{
  return status == SOUP_STATUS_MOVED_PERMANENTLY || status == SOUP_STATUS_FOUND
         || status == SOUP_STATUS_SEE_OTHER || status == SOUP_STATUS_TEMPORARY_REDIRECT
         || status == SOUP_STATUS_PERMANENT_REDIRECT;
}

/* 301, 302 and 303 turn a POST into a GET: then the question would be another one. */
static gboolean
keeps_request (const char *method,
               guint       status)
{
  return g_str_equal (method, "GET") || status == SOUP_STATUS_TEMPORARY_REDIRECT
         || status == SOUP_STATUS_PERMANENT_REDIRECT;
}

static gboolean
is_downgrade (GUri *from,
              GUri *to)
{
  return g_str_equal (g_uri_get_scheme (from), "https")
         && g_str_equal (g_uri_get_scheme (to), "http");
}

static GUri *
parse_location (Send    *send,
                GError **error)
{
  const char *location =
    soup_message_headers_get_one (soup_message_get_response_headers (send->message), "Location");
  guint status = soup_message_get_status (send->message);
  GUri *from = genkan_http_request_get_uri (send->request);
  g_autoptr (GUri) to = NULL;

  if (location != NULL)
    to = g_uri_parse_relative (from, location, SOUP_HTTP_URI_FLAGS, NULL);

  if (to == NULL || send->n_redirects == MAX_REDIRECTS || is_downgrade (from, to)
      || !keeps_request (genkan_http_request_get_method (send->request), status))
    {
      g_set_error (error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_REDIRECT,
                   "the server sends the request on (status %u) to %s, which cannot be followed; "
                   "the address of the connection may have to be changed",
                   status, location != NULL ? location : "nowhere");
      return NULL;
    }

  return g_steal_pointer (&to);
}

static void
follow_redirect (GTask *task)
{
  Send *send = g_task_get_task_data (task);
  GenkanHttpSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = parse_location (send, &error);
  GenkanHttpRequest *request;

  if (uri == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
    }
  else if (!genkan_host_set_check (self->hosts, uri, &error))
    {
      g_prefix_error (&error, "the server sends the request on to another place: ");
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
    }
  else if ((request = genkan_http_request_redirect (send->request, uri, &error)) == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
    }
  else
    {
      genkan_http_request_unref (send->request);
      send->request = request;
      send->n_redirects++;
      send_hop (task);
    }
}

/* A server that wants a certificate and gets none, or a wrong one, may just hang up: once it has
 * answered, it was something else. */
static GError *
genkan_http_session_explain (GenkanHttpSession *self,
                             const Send        *send,
                             const GError      *error)
{
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (send->message);

  if (flags == 0 && send->certificate_wanted && !self->answered
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_TLS,
                        self->certificate != NULL
                        ? "the server does not accept the client certificate (%s)"
                        : "the server asks for a client certificate, and the connection has none "
                          "(%s)",
                        error->message);

  return _genkan_http_error_new_from_transport (error, send->was_sent, flags, self->timeout);
}

static void
genkan_http_session_send_cb (GObject      *source,
                             GAsyncResult *result,
                             gpointer      user_data)
{
  GTask *task = user_data;
  Send *send = g_task_get_task_data (task);
  GenkanHttpSession *self = g_task_get_source_object (task);
  g_autoptr (GInputStream) body = NULL;
  g_autoptr (GError) error = NULL;

  body = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (body != NULL && is_redirect (soup_message_get_status (send->message)))
    {
      follow_redirect (task);
      return;
    }

  if (body == NULL)
    {
      g_task_return_error (task, genkan_http_session_explain (self, send, error));
    }
  else
    {
      self->answered = TRUE;
      g_task_return_pointer (task, _genkan_http_answer_new (send->message, body, self->limit,
                                                            self->timeout),
                             g_object_unref);
    }

  g_object_unref (task);
}

static void
genkan_http_session_wrote_body_cb (SoupMessage *message,
                                   gpointer     user_data)
{
  Send *send = g_task_get_task_data (user_data);

  send->was_sent = TRUE;
}

/* Without one, the server decides whether it goes on. */
static gboolean
genkan_http_session_request_certificate_cb (SoupMessage          *message,
                                            GTlsClientConnection *connection,
                                            gpointer              user_data)
{
  Send *send = g_task_get_task_data (user_data);
  GenkanHttpSession *self = g_task_get_source_object (user_data);

  send->certificate_wanted = TRUE;
  if (self->certificate == NULL)
    return FALSE;

  soup_message_set_tls_client_certificate (message, self->certificate);

  return TRUE;
}

/* The same path and query, at another place. */
static GUri *
make_detour (GUri *uri,
             GUri *detour)
{
  if (detour == NULL)
    return g_uri_ref (uri);

  return g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (detour), NULL,
                      g_uri_get_host (detour), g_uri_get_port (detour), g_uri_get_path (uri),
                      g_uri_get_query (uri), NULL);
}

static void
set_host (SoupMessageHeaders *headers,
          GUri               *uri)
{
  const char *name = g_uri_get_host (uri);
  g_autoptr (GString) host = g_string_new (NULL);

  g_string_printf (host, strchr (name, ':') != NULL ? "[%s]" : "%s", name);
  if (g_uri_get_port (uri) > 0)
    g_string_append_printf (host, ":%d", g_uri_get_port (uri));

  soup_message_headers_replace (headers, "Host", host->str);
}

static SoupMessage *
make_message (GenkanHttpRequest *request,
              GUri              *detour)
{
  GUri *uri = genkan_http_request_get_uri (request);
  g_autoptr (GUri) target = make_detour (uri, detour);
  SoupMessage *message = soup_message_new_from_uri (genkan_http_request_get_method (request),
                                                    target);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  GBytes *body = genkan_http_request_get_body (request);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  for (guint i = 0; i < genkan_http_request_get_n_headers (request); i++)
    {
      const char *value;
      const char *name = genkan_http_request_get_header (request, i, &value);

      soup_message_headers_replace (headers, name, value);
    }

  if (detour != NULL)
    set_host (headers, uri);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message,
                                              genkan_http_request_get_content_type (request),
                                              body);

  return message;
}

/* libsoup sends a GET again when the server has closed a connection that it kept. libsoup 3.2 may
 * get an idle connection for that before it has heard of the end of the first one, takes that end
 * for the end of the second, and reads from what is gone. A new connection comes later. */
static void
genkan_http_session_restarted_cb (SoupMessage *message,
                                  gpointer     user_data)
{
  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
}

static void
send_hop (GTask *task)
{
  Send *send = g_task_get_task_data (task);
  GenkanHttpSession *self = g_task_get_source_object (task);

  g_clear_object (&send->message);
  send->was_sent = FALSE;
  send->message = make_message (send->request, self->detour);
  /* By the task, not by `send`: the message, kept by the answer, can outlive both. */
  g_signal_connect_object (send->message, "wrote-body",
                           G_CALLBACK (genkan_http_session_wrote_body_cb), task, 0);
  g_signal_connect_object (send->message, "request-certificate",
                           G_CALLBACK (genkan_http_session_request_certificate_cb), task, 0);
  g_signal_connect_object (send->message, "restarted",
                           G_CALLBACK (genkan_http_session_restarted_cb), task, 0);

  soup_session_send_async (self->soup, send->message, G_PRIORITY_DEFAULT,
                           send->cancellable, genkan_http_session_send_cb, task);
}

static void
genkan_http_session_finalize (GObject *object)
{
  GenkanHttpSession *self = GENKAN_HTTP_SESSION (object);

  soup_session_abort (self->soup);
  g_object_unref (self->soup);
  genkan_host_set_unref (self->hosts);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->detour, g_uri_unref);

  G_OBJECT_CLASS (genkan_http_session_parent_class)->finalize (object);
}

static void
genkan_http_session_class_init (GenkanHttpSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_http_session_finalize;
}

static void
genkan_http_session_init (GenkanHttpSession *self)
{
}

/**
 * genkan_http_session_new:
 * @hosts: who may be asked
 * @timeout: after how many seconds without a byte a request fails
 *
 * Makes a session that uses the system's proxy and the certificates that the system trusts.
 *
 * Returns: (transfer full): a session for this thread
 */
GenkanHttpSession *
genkan_http_session_new (GenkanHostSet *hosts,
                         guint          timeout)
{
  g_autoptr (GProxyResolver) proxies = genkan_direct_loopback_new ();
  GenkanHttpSession *self;

  g_return_val_if_fail (hosts != NULL, NULL);

  self = g_object_new (GENKAN_TYPE_HTTP_SESSION, NULL);
  self->hosts = genkan_host_set_ref (hosts);
  self->timeout = timeout;
  self->soup = soup_session_new_with_options ("user-agent", "Genkan/" PACKAGE_VERSION,
                                              "timeout", timeout,
                                              "proxy-resolver", proxies,
                                              "max-conns", MAX_CONNECTIONS,
                                              "max-conns-per-host", MAX_CONNECTIONS,
                                              NULL);

  return self;
}

/**
 * genkan_http_session_set_ca_file:
 * @self: a session that has not sent anything yet
 * @ca_file: a PEM file with the certificates to trust, instead of the system's
 * @error: return location for a #GenkanHttpError
 *
 * Returns: whether the file could be read
 */
gboolean
genkan_http_session_set_ca_file (GenkanHttpSession  *self,
                                 const char         *ca_file,
                                 GError            **error)
{
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GError) reason = NULL;

  g_return_val_if_fail (GENKAN_IS_HTTP_SESSION (self), FALSE);
  g_return_val_if_fail (ca_file != NULL, FALSE);

  database = g_tls_file_database_new (ca_file, &reason);
  if (database == NULL)
    {
      g_set_error (error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_TLS,
                   "the file of trusted certificates, %s, cannot be read: %s",
                   ca_file, reason->message);
      return FALSE;
    }

  soup_session_set_tls_database (self->soup, database);

  return TRUE;
}

/**
 * genkan_http_session_set_client_certificate:
 * @self: a session that has not sent anything yet
 * @file: a PEM file with a certificate and its private key, for servers that ask for one
 * @error: return location for a %GENKAN_HTTP_ERROR_TLS
 *
 * Returns: whether the file could be used
 */
gboolean
genkan_http_session_set_client_certificate (GenkanHttpSession  *self,
                                            const char         *file,
                                            GError            **error)
{
  g_autoptr (GTlsCertificate) certificate = NULL;

  g_return_val_if_fail (GENKAN_IS_HTTP_SESSION (self), FALSE);
  g_return_val_if_fail (file != NULL, FALSE);

  certificate = genkan_client_certificate_load (file, error);
  if (certificate == NULL)
    return FALSE;

  g_set_object (&self->certificate, certificate);

  return TRUE;
}

/**
 * genkan_http_session_set_answer_limit:
 * @self: a session
 * @limit: how many bytes one answer may have after decoding, or 0 for as many as it likes
 */
void
genkan_http_session_set_answer_limit (GenkanHttpSession *self,
                                      guint64            limit)
{
  g_return_if_fail (GENKAN_IS_HTTP_SESSION (self));

  self->limit = limit;
}

/**
 * genkan_http_session_set_detour:
 * @self: a session that has not sent anything yet
 * @detour: (nullable): a scheme, host and port
 *
 * For tests: sends everything there, with the path, the query and the `Host` of whom it is meant
 * for. All else, from the host set to redirects, goes by the address that was asked for.
 */
void
genkan_http_session_set_detour (GenkanHttpSession *self,
                                GUri              *detour)
{
  g_return_if_fail (GENKAN_IS_HTTP_SESSION (self));

  g_clear_pointer (&self->detour, g_uri_unref);
  self->detour = detour != NULL ? g_uri_ref (detour) : NULL;
}

/**
 * genkan_http_session_send_async:
 * @self: a session
 * @request: what to send
 * @cancellable: (nullable): to stop
 * @callback: called when the headers of the answer are there
 * @user_data: for @callback
 *
 * Sends a request once, and follows redirects inside the host set.
 */
void
genkan_http_session_send_async (GenkanHttpSession   *self,
                                GenkanHttpRequest   *request,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task;
  GError *error = NULL;

  g_return_if_fail (GENKAN_IS_HTTP_SESSION (self));
  g_return_if_fail (request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_http_session_send_async);
  g_task_set_task_data (task, send_new (request, cancellable), send_free);

  if (genkan_host_set_check (self->hosts, genkan_http_request_get_uri (request), &error))
    {
      send_hop (task);
      return;
    }

  g_task_return_error (task, error);
  g_object_unref (task);
}

/**
 * genkan_http_session_send_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location for a #GenkanHttpError
 *
 * Returns: (transfer full) (nullable): the answer, of whatever status
 */
GenkanHttpAnswer *
genkan_http_session_send_finish (GenkanHttpSession  *self,
                                 GAsyncResult       *result,
                                 GError            **error)
{
  g_return_val_if_fail (GENKAN_IS_HTTP_SESSION (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
