/* genkan-http-answer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-http"

#include "config.h"

#include "genkan-http-answer-private.h"
#include "genkan-http-error-private.h"

/* Each one costs a turn of the main loop, as much as thirty kilobytes cost to receive. */
#define CHUNK_SIZE (256 * 1024)

struct _GenkanHttpAnswer
{
  GObject parent_instance;

  SoupMessage  *message; /* (owned) */
  GInputStream *body;    /* (owned) */
  GHashTable   *headers; /* (owned) (element-type utf8 utf8) lower-case names */
  guint64       limit;   /* bytes after decoding, 0 = none */
  guint64       n_read;
  guint         timeout; /* seconds, for the message */
};

G_DEFINE_FINAL_TYPE (GenkanHttpAnswer, genkan_http_answer, G_TYPE_OBJECT)

/* Of some answers libsoup 3.6 takes the end of the connection for their own, such as those of
 * status 401. What was compressed is not measured here: its decoder knows where it ends. */
static gboolean
is_cut (GenkanHttpAnswer *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  guint status = soup_message_get_status (self->message);

  if (g_str_equal (soup_message_get_method (self->message), "HEAD")
      || status == SOUP_STATUS_NO_CONTENT || status == SOUP_STATUS_NOT_MODIFIED)
    return FALSE;

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
         && soup_message_headers_get_one (headers, "Content-Encoding") == NULL
         && self->n_read < (guint64) soup_message_headers_get_content_length (headers);
}

static void
genkan_http_answer_read_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanHttpAnswer *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = NULL;

  chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (chunk == NULL)
    {
      g_task_return_error (task, _genkan_http_error_new_from_transport (error, TRUE, 0,
                                                                        self->timeout));
      return;
    }

  self->n_read += g_bytes_get_size (chunk);
  if (self->limit > 0 && self->n_read > self->limit)
    g_task_return_new_error (task, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_TOO_LARGE,
                             "the answer is above the limit of %" G_GUINT64_FORMAT " bytes",
                             self->limit);
  else if (g_bytes_get_size (chunk) == 0 && is_cut (self))
    g_task_return_new_error (task, GENKAN_HTTP_ERROR, GENKAN_HTTP_ERROR_CUT,
                             "the connection ended in the middle, after %" G_GUINT64_FORMAT
                             " bytes",
                             self->n_read);
  else
    g_task_return_pointer (task, g_steal_pointer (&chunk), (GDestroyNotify) g_bytes_unref);
}

static void
genkan_http_answer_finalize (GObject *object)
{
  GenkanHttpAnswer *self = GENKAN_HTTP_ANSWER (object);

  g_object_unref (self->message);
  g_object_unref (self->body);
  g_hash_table_unref (self->headers);

  G_OBJECT_CLASS (genkan_http_answer_parent_class)->finalize (object);
}

static void
genkan_http_answer_class_init (GenkanHttpAnswerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_http_answer_finalize;
}

static void
genkan_http_answer_init (GenkanHttpAnswer *self)
{
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* RFC 9110: a header that comes several times is the list of its values. */
static void
add_header (const char *name,
            const char *value,
            gpointer    user_data)
{
  GenkanHttpAnswer *self = user_data;
  g_autofree char *key = g_ascii_strdown (name, -1);
  g_autofree char *text = g_utf8_make_valid (value, -1);
  const char *earlier = g_hash_table_lookup (self->headers, key);

  if (earlier != NULL)
    {
      char *both = g_strconcat (earlier, ", ", text, NULL);

      g_free (text);
      text = both;
    }

  g_hash_table_insert (self->headers, g_steal_pointer (&key), g_steal_pointer (&text));
}

/* For the session. */
GenkanHttpAnswer *
_genkan_http_answer_new (SoupMessage  *message,
                         GInputStream *body,
                         guint64       limit,
                         guint         timeout)
{
  GenkanHttpAnswer *self = g_object_new (GENKAN_TYPE_HTTP_ANSWER, NULL);

  self->message = g_object_ref (message);
  self->body = g_object_ref (body);
  self->limit = limit;
  self->timeout = timeout;
  soup_message_headers_foreach (soup_message_get_response_headers (message), add_header, self);

  return self;
}

/**
 * genkan_http_answer_get_status:
 * @self: an answer
 *
 * Returns: its HTTP status
 */
guint
genkan_http_answer_get_status (GenkanHttpAnswer *self)
{
  g_return_val_if_fail (GENKAN_IS_HTTP_ANSWER (self), 0);

  return soup_message_get_status (self->message);
}

/**
 * genkan_http_answer_get_headers:
 * @self: an answer
 *
 * Returns: (transfer none) (element-type utf8 utf8): the headers by their names in lower case,
 *   in valid UTF-8; the values of one that came several times are joined by commas
 */
GHashTable *
genkan_http_answer_get_headers (GenkanHttpAnswer *self)
{
  g_return_val_if_fail (GENKAN_IS_HTTP_ANSWER (self), NULL);

  return self->headers;
}

/**
 * genkan_http_answer_get_content_type:
 * @self: an answer
 *
 * Returns: (transfer none) (nullable): the media type without parameters
 */
const char *
genkan_http_answer_get_content_type (GenkanHttpAnswer *self)
{
  g_return_val_if_fail (GENKAN_IS_HTTP_ANSWER (self), NULL);

  return soup_message_headers_get_content_type (soup_message_get_response_headers (self->message),
                                                NULL);
}

/**
 * genkan_http_answer_get_uri:
 * @self: an answer
 *
 * Returns: (transfer none): who answered, after redirects
 */
GUri *
genkan_http_answer_get_uri (GenkanHttpAnswer *self)
{
  g_return_val_if_fail (GENKAN_IS_HTTP_ANSWER (self), NULL);

  return soup_message_get_uri (self->message);
}

/**
 * genkan_http_answer_read_async:
 * @self: an answer that is not being read
 * @cancellable: (nullable): to stop
 * @callback: called when the next piece is there
 * @user_data: for @callback
 *
 * Reads the next piece of the body, at most 256 kB, with gzip and deflate undone.
 */
void
genkan_http_answer_read_async (GenkanHttpAnswer    *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (GENKAN_IS_HTTP_ANSWER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_http_answer_read_async);
  g_input_stream_read_bytes_async (self->body, CHUNK_SIZE, G_PRIORITY_DEFAULT, cancellable,
                                   genkan_http_answer_read_cb, task);
}

/**
 * genkan_http_answer_read_finish:
 * @self: an answer
 * @result: what the callback got
 * @error: return location for a #GenkanHttpError
 *
 * Returns: (transfer full) (nullable): the next piece; one without bytes is the end
 */
GBytes *
genkan_http_answer_read_finish (GenkanHttpAnswer  *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (GENKAN_IS_HTTP_ANSWER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
