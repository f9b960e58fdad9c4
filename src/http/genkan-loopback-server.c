/* genkan-loopback-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server lives in its own thread with its own main context, so that a test or a window can
 * wait for its answers without serving them. Making one waits for its thread to listen, and
 * disposing one waits for its thread to end: both are a matter of a system call or two.
 */

#define G_LOG_DOMAIN "genkan-http"

#include "config.h"

#include "genkan-loopback-exchange-private.h"
#include "genkan-loopback-server.h"

struct _GenkanLoopbackServer
{
  GObject parent_instance;

  GenkanLoopbackHandler  handler;
  gpointer               user_data;
  GDestroyNotify         destroy;
  GTlsCertificate       *certificate; /* (owned) (nullable) */
  char                  *url;         /* (owned) (nullable) until it listens */
  GThread               *thread;      /* (owned) (nullable) */
  GMainContext          *context;     /* (owned) the thread's */
  GMainLoop             *loop;        /* (owned) the thread's */
  GPtrArray             *exchanges;   /* (owned) of the thread: those that may not have ended */
};

G_DEFINE_FINAL_TYPE (GenkanLoopbackServer, genkan_loopback_server, G_TYPE_OBJECT)

/* What the thread that makes a server waits for. */
typedef struct
{
  GenkanLoopbackServer *self;
  GMutex                mutex;
  GCond                 cond;
  gboolean              ready;
  GError               *error; /* (owned) (nullable) */
} Start;

static void
genkan_loopback_server_drop_ended (GenkanLoopbackServer *self)
{
  for (guint i = self->exchanges->len; i > 0; i--)
    if (_genkan_loopback_exchange_is_done (g_ptr_array_index (self->exchanges, i - 1)))
      g_ptr_array_remove_index_fast (self->exchanges, i - 1);
}

static void
genkan_loopback_server_request_cb (SoupServer        *server,
                                   SoupServerMessage *message,
                                   const char        *path,
                                   GHashTable        *query,
                                   gpointer           user_data)
{
  GenkanLoopbackServer *self = user_data;
  GenkanLoopbackExchange *exchange;

  genkan_loopback_server_drop_ended (self);
  exchange = _genkan_loopback_exchange_new (self->context, message, path, query);
  g_ptr_array_add (self->exchanges, exchange);

  self->handler (exchange, self->user_data);
  _genkan_loopback_exchange_answer (exchange);
}

static char *
dup_server_url (SoupServer *server)
{
  GSList *uris = soup_server_get_uris (server);
  GUri *uri = uris->data;
  char *url = g_strdup_printf ("%s://%s:%d", g_uri_get_scheme (uri), g_uri_get_host (uri),
                               g_uri_get_port (uri));

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return url;
}

static SoupServer *
genkan_loopback_server_listen (GenkanLoopbackServer  *self,
                               GError               **error)
{
  g_autoptr (SoupServer) server = soup_server_new ("server-header", "genkan-loopback",
                                                   "raw-paths", TRUE, NULL);
  SoupServerListenOptions options = SOUP_SERVER_LISTEN_IPV4_ONLY;

  if (self->certificate != NULL)
    {
      soup_server_set_tls_certificate (server, self->certificate);
      options |= SOUP_SERVER_LISTEN_HTTPS;
    }

  soup_server_add_handler (server, NULL, genkan_loopback_server_request_cb, self, NULL);
  if (!soup_server_listen_local (server, 0, options, error))
    return NULL;

  self->url = dup_server_url (server);

  return g_steal_pointer (&server);
}

static gpointer
genkan_loopback_server_thread (gpointer user_data)
{
  Start *start = user_data;
  GenkanLoopbackServer *self = start->self;
  g_autoptr (SoupServer) server = NULL;

  g_main_context_push_thread_default (self->context);
  server = genkan_loopback_server_listen (self, &start->error);

  /* From here on `start`, which stands on the other thread's stack, may be gone. */
  g_mutex_lock (&start->mutex);
  start->ready = TRUE;
  g_cond_signal (&start->cond);
  g_mutex_unlock (&start->mutex);

  if (server != NULL)
    {
      g_main_loop_run (self->loop);
      for (guint i = 0; i < self->exchanges->len; i++)
        _genkan_loopback_exchange_forget (g_ptr_array_index (self->exchanges, i));
      soup_server_disconnect (server);
    }

  g_clear_object (&server);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static gboolean
genkan_loopback_server_quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

/* By a source of the loop, not by g_main_loop_quit() alone: a quit that comes before the thread
 * runs its loop would be lost. */
static void
genkan_loopback_server_stop (GenkanLoopbackServer *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, genkan_loopback_server_quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (g_steal_pointer (&self->thread));
}

static void
genkan_loopback_server_dispose (GObject *object)
{
  GenkanLoopbackServer *self = GENKAN_LOOPBACK_SERVER (object);

  if (self->thread != NULL)
    genkan_loopback_server_stop (self);

  if (self->destroy != NULL)
    g_steal_pointer (&self->destroy) (self->user_data);

  G_OBJECT_CLASS (genkan_loopback_server_parent_class)->dispose (object);
}

static void
genkan_loopback_server_finalize (GObject *object)
{
  GenkanLoopbackServer *self = GENKAN_LOOPBACK_SERVER (object);

  g_clear_object (&self->certificate);
  g_free (self->url);
  g_ptr_array_unref (self->exchanges);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);

  G_OBJECT_CLASS (genkan_loopback_server_parent_class)->finalize (object);
}

static void
genkan_loopback_server_class_init (GenkanLoopbackServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = genkan_loopback_server_dispose;
  object_class->finalize = genkan_loopback_server_finalize;
}

static void
genkan_loopback_server_init (GenkanLoopbackServer *self)
{
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->exchanges =
    g_ptr_array_new_with_free_func ((GDestroyNotify) genkan_loopback_exchange_unref);
}

static gboolean
genkan_loopback_server_start (GenkanLoopbackServer  *self,
                              GError               **error)
{
  Start start = { .self = self };

  g_mutex_init (&start.mutex);
  g_cond_init (&start.cond);

  self->thread = g_thread_new ("genkan-loopback", genkan_loopback_server_thread, &start);
  g_mutex_lock (&start.mutex);
  while (!start.ready)
    g_cond_wait (&start.cond, &start.mutex);
  g_mutex_unlock (&start.mutex);

  if (start.error != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
  g_mutex_clear (&start.mutex);
  g_cond_clear (&start.cond);

  if (start.error == NULL)
    return TRUE;

  g_propagate_prefixed_error (error, start.error, "Cannot listen on 127.0.0.1: ");
  return FALSE;
}

/**
 * genkan_loopback_server_new:
 * @certificate: (nullable): a certificate with its key, to speak HTTPS
 * @handler: (scope notified): answers the requests, in the server's thread
 * @user_data: for @handler
 * @destroy: (nullable): frees @user_data when the server ends
 * @error: return location for a #GIOError
 *
 * Starts a server on 127.0.0.1 and a free port. It serves until it is disposed of, which cuts
 * what is under way and must not happen in @handler.
 *
 * Returns: (transfer full) (nullable): the server, which listens
 */
GenkanLoopbackServer *
genkan_loopback_server_new (GTlsCertificate        *certificate,
                            GenkanLoopbackHandler   handler,
                            gpointer                user_data,
                            GDestroyNotify          destroy,
                            GError                **error)
{
  g_autoptr (GenkanLoopbackServer) self = NULL;

  g_return_val_if_fail (certificate == NULL || G_IS_TLS_CERTIFICATE (certificate), NULL);
  g_return_val_if_fail (handler != NULL, NULL);

  self = g_object_new (GENKAN_TYPE_LOOPBACK_SERVER, NULL);
  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  self->handler = handler;
  self->user_data = user_data;
  self->destroy = destroy;

  return genkan_loopback_server_start (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * genkan_loopback_server_get_url:
 * @self: a server
 *
 * Returns: (transfer none): its address without a slash at the end: `http://127.0.0.1:40123`
 */
const char *
genkan_loopback_server_get_url (GenkanLoopbackServer *self)
{
  g_return_val_if_fail (GENKAN_IS_LOOPBACK_SERVER (self), NULL);

  return self->url;
}
