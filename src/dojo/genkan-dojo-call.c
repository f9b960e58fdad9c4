/* genkan-dojo-call.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One question and its whole answer. What can be asked twice is asked again after a passing
 * failure; a POST only if the server has surely not begun with it: when there was no connection,
 * or it said that it counts requests. Everything else that is uncertain is for the caller, who
 * can look what has become of it.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-error-private.h"
#include "genkan-dojo-json-private.h"
#include "genkan-dojo-private.h"

#define STATUS_TOO_MANY_REQUESTS 429

typedef struct
{
  GenkanHttpRequest *request; /* (owned) */
  GenkanHttpAnswer  *answer;  /* (owned) (nullable) being read */
  GByteArray        *body;    /* (owned) */
  char              *what;    /* (owned) for messages */
  guint              attempt;
  gboolean           repeatable;
  gboolean           patient;
} Call;

static void try_once (GTask *task);

static void
call_free (gpointer data)
{
  Call *call = data;

  genkan_http_request_unref (call->request);
  g_clear_object (&call->answer);
  g_byte_array_unref (call->body);
  g_free (call->what);
  g_free (call);
}

static void
fail (GTask  *task,
      GError *error)
{
  g_task_return_error (task, _genkan_dojo_redact (g_task_get_source_object (task), error));
  g_object_unref (task);
}

/* --- once more ------------------------------------------------------------------------------ */

static gboolean
genkan_dojo_waited_cb (gpointer user_data)
{
  try_once (user_data);

  return G_SOURCE_REMOVE;
}

/* A child source wakes its parent, whose callback then sees the cancellation. */
static void
wait_and_try (GTask  *task,
              gint64  delay)
{
  g_autoptr (GSource) source = g_timeout_source_new ((guint) (delay / 1000));
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL)
    {
      g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (source, cancelled);
    }
  g_source_set_callback (source, genkan_dojo_waited_cb, task, NULL);
  g_source_attach (source, g_task_get_context (task));
}

static gboolean
may_repeat (const Call   *call,
            guint         status,
            const GError *error)
{
  if (call->repeatable)
    return TRUE;
  if (error != NULL)
    return g_error_matches (error, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_UNREACHABLE);

  return status == STATUS_TOO_MANY_REQUESTS;
}

/* Whether it is tried once more, and if so begins the wait. */
static gboolean
try_again (GTask        *task,
           guint         status,
           const GError *error)
{
  Call *call = g_task_get_task_data (task);
  GenkanDojo *self = g_task_get_source_object (task);
  gint64 delay = 0;
  GenkanRetryCase failure = {
    .attempt = call->attempt,
    .status = status,
    .error = error,
    .headers = call->answer != NULL ? genkan_http_answer_get_headers (call->answer) : NULL,
    .repeatable = call->repeatable,
    .asked = -1,
  };

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || !may_repeat (call, status, error)
      || genkan_retry_policy_decide (&self->retry, &failure, g_get_real_time (),
                                     g_random_double (), &delay) != GENKAN_RETRY_AGAIN)
    return FALSE;

  wait_and_try (task, delay);

  return TRUE;
}

static void
fail_transport (GTask        *task,
                const GError *error)
{
  Call *call = g_task_get_task_data (task);

  if (!try_again (task, 0, error))
    fail (task, _genkan_dojo_error_new_from_transport (error, call->what));
}

/* --- the answer ----------------------------------------------------------------------------- */

/* 204 and the like: nothing to say is an answer too. */
static JsonNode *
parse_body (const Call  *call,
            guint        status,
            GError     **error)
{
  const char *body = (const char *) call->body->data;
  JsonNode *root;

  if (call->body->len == 0 && status >= 200 && status < 300)
    return json_node_new (JSON_NODE_NULL);

  root = _genkan_dojo_json_parse (body, call->body->len);
  if (root == NULL)
    g_propagate_error (error, _genkan_dojo_error_new_from_answer (status, body, call->body->len,
                                                                  call->what));

  return root;
}

static void
take_answer (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  guint status = genkan_http_answer_get_status (call->answer);
  const char *body;
  GError *error = NULL;
  JsonNode *node;

  g_byte_array_append (call->body, (const guint8 *) "", 1);
  g_byte_array_set_size (call->body, call->body->len - 1);
  body = (const char *) call->body->data;

  if (status >= 300)
    {
      if (!try_again (task, status, NULL))
        fail (task, _genkan_dojo_error_new_from_answer (status, body, call->body->len,
                                                        call->what));
      return;
    }

  error = _genkan_dojo_error_new_from_place (genkan_http_request_get_uri (call->request),
                                             genkan_http_answer_get_uri (call->answer),
                                             call->what);
  node = error == NULL ? parse_body (call, status, &error) : NULL;
  if (node == NULL)
    {
      fail (task, error);
      return;
    }

  g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
  g_object_unref (task);
}

static void
genkan_dojo_read_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  GTask *task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) piece = NULL;
  gsize size;
  gconstpointer data;

  piece = genkan_http_answer_read_finish (call->answer, result, &error);
  if (piece == NULL)
    {
      fail_transport (task, error);
      return;
    }

  data = g_bytes_get_data (piece, &size);
  if (size == 0)
    {
      take_answer (task);
      return;
    }

  g_byte_array_append (call->body, data, size);
  genkan_http_answer_read_async (call->answer, g_task_get_cancellable (task),
                                 genkan_dojo_read_cb, task);
}

static void
genkan_dojo_sent_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  GTask *task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  call->answer = genkan_http_session_send_finish (GENKAN_HTTP_SESSION (source), result, &error);
  if (call->answer == NULL)
    fail_transport (task, error);
  else
    genkan_http_answer_read_async (call->answer, g_task_get_cancellable (task),
                                   genkan_dojo_read_cb, task);
}

static void
try_once (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  GenkanDojo *self = g_task_get_source_object (task);

  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }

  call->attempt++;
  g_clear_object (&call->answer);
  g_byte_array_set_size (call->body, 0);
  genkan_http_session_send_async (call->patient ? self->patient : self->session, call->request,
                                  g_task_get_cancellable (task), genkan_dojo_sent_cb, task);
}

/* --- for the library ------------------------------------------------------------------------ */

/* Without the slash at the end of the path DefectDojo answers a POST with a redirect. */
GenkanHttpRequest *
_genkan_dojo_make_request (GenkanDojo           *self,
                           const GenkanDojoCall *call)
{
  g_autofree char *address = g_strconcat (self->url, "/api/v2/", call->path,
                                          call->query != NULL ? "?" : "",
                                          call->query != NULL ? call->query : "", NULL);
  g_autofree char *authorization = g_strconcat ("Token ", self->token, NULL);
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);
  GenkanHttpRequest *request = genkan_http_request_new (call->method, uri);

  genkan_http_request_set_header (request, "Authorization", authorization);
  genkan_http_request_set_header (request, "Accept", "application/json");
  if (call->body != NULL)
    genkan_http_request_set_body (request, call->content_type, call->body);

  return request;
}

/* Asks, and gives the answer of a status below 300 as JSON; null if it is empty. */
void
_genkan_dojo_call_async (GenkanDojo           *self,
                         const GenkanDojoCall *question,
                         GCancellable         *cancellable,
                         GAsyncReadyCallback   callback,
                         gpointer              user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  call->request = _genkan_dojo_make_request (self, question);
  call->body = g_byte_array_new ();
  call->what = g_strdup_printf ("%s %s/api/v2/%s", question->method, self->url, question->path);
  call->repeatable = question->repeatable || g_str_equal (question->method, "GET");
  call->patient = question->patient;

  g_task_set_source_tag (task, _genkan_dojo_call_async);
  g_task_set_task_data (task, call, call_free);
  try_once (task);
}

JsonNode *
_genkan_dojo_call_finish (GenkanDojo    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_assert (g_task_is_valid (result, self));

  return g_task_propagate_pointer (G_TASK (result), error);
}
