/* test-tool.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "test-tool.h"

static char *
dup_target (GenkanLoopbackExchange *exchange)
{
  const char *page = genkan_loopback_exchange_get_query (exchange, "p");
  const char *path = genkan_loopback_exchange_get_path (exchange);

  return page != NULL ? g_strdup_printf ("%s?p=%s", path, page) : g_strdup (path);
}

static void
test_tool_handle_cb (GenkanLoopbackExchange *exchange,
                     gpointer                user_data)
{
  TestTool *self = user_data;
  g_autofree char *target = dup_target (exchange);
  g_autoptr (GMutexLocker) locker = NULL;
  guint nth;

  if (g_str_equal (target, "/probe"))
    {
      genkan_loopback_exchange_respond (exchange, 200, "text/plain", "here", -1);
      return;
    }

  locker = g_mutex_locker_new (&self->mutex);
  self->n_requests++;
  nth = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, target)) + 1;
  g_hash_table_insert (self->counts, g_steal_pointer (&target), GUINT_TO_POINTER (nth));
  self->handler (self, exchange, nth);
}

void
test_tool_init (TestTool        *self,
                TestHandler      handler,
                GTlsCertificate *certificate)
{
  g_autoptr (GError) error = NULL;

  *self = (TestTool) { .handler = handler };
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) genkan_loopback_exchange_unref);
  self->server = genkan_loopback_server_new (certificate, test_tool_handle_cb, self, NULL, &error);
  g_assert_no_error (error);
  self->url = g_strdup (genkan_loopback_server_get_url (self->server));
  self->engine = genkan_engine_new ();
  self->sink = test_sink_new ();
  self->progress = genkan_progress_new ();
  self->cancellable = g_cancellable_new ();

  /* Patient enough to try again, too impatient to keep a test waiting. */
  genkan_run_limits_init_default (&self->limits);
  self->limits.attempts = 3;
  self->limits.first_delay = 1000;
}

/* The run keeps the sink and the engine until its callback is through. */
static void
test_tool_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
test_tool_clear (TestTool *self)
{
  test_tool_settle ();
  g_clear_object (&self->server);
  g_clear_object (&self->engine);
  g_clear_object (&self->sink);
  g_clear_object (&self->progress);
  g_clear_object (&self->cancellable);
  g_free (self->url);
  g_free (self->ca_file);
  g_free (self->extra);
  g_hash_table_unref (self->counts);
  g_ptr_array_unref (self->held);
  g_clear_pointer (&self->result, genkan_run_result_free);
  g_clear_error (&self->error);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
}

static GenkanConnector *
make_connector (const char *yaml)
{
  g_autoptr (GBytes) bytes = g_bytes_new (yaml, strlen (yaml));
  GenkanConnector *connector = genkan_connector_new_from_bytes (bytes, "test.yaml");
  GPtrArray *problems = genkan_connector_get_problems (connector);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const GenkanProblem *problem = g_ptr_array_index (problems, i);

      g_test_message ("test.yaml:%u:%u: %s", problem->line, problem->column, problem->message);
    }
  g_assert_true (genkan_connector_is_valid (connector));

  return connector;
}

static void
test_tool_ended_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  TestTool *self = user_data;

  self->result = genkan_engine_run_finish (GENKAN_ENGINE (source), result, &self->error);
}

void
test_tool_start (TestTool      *self,
                 const char    *yaml,
                 GenkanPurpose  purpose)
{
  g_autoptr (GenkanConnector) connector = make_connector (yaml);
  g_autoptr (GenkanRun) run = genkan_run_new (connector, purpose, GENKAN_SINK (self->sink));

  genkan_run_set_setting (run, "url", self->url);
  genkan_run_set_setting (run, "token", SECRET);
  genkan_run_set_progress (run, self->progress);
  genkan_run_set_limits (run, &self->limits);
  genkan_run_set_ca_file (run, self->ca_file);
  if (self->prepare != NULL)
    self->prepare (self, run);
  genkan_engine_run_async (self->engine, run, self->cancellable, test_tool_ended_cb, self);
}

void
test_tool_wait (TestTool *self)
{
  while (self->result == NULL && self->error == NULL)
    g_main_context_iteration (NULL, TRUE);

  if (self->result != NULL && self->result->reason != NULL)
    g_test_message ("%s", self->result->reason->message);
}

void
test_tool_run (TestTool      *self,
               const char    *yaml,
               GenkanPurpose  purpose)
{
  test_tool_start (self, yaml, purpose);
  test_tool_wait (self);
}

/* For handlers, which have the lock. */
void
test_tool_hold (TestTool               *self,
                GenkanLoopbackExchange *exchange)
{
  genkan_loopback_exchange_hold (exchange);
  g_ptr_array_add (self->held, genkan_loopback_exchange_ref (exchange));
  g_cond_signal (&self->cond);
}

void
test_tool_wait_until_held (TestTool *self,
                           guint     n)
{
  g_mutex_lock (&self->mutex);
  while (self->held->len < n)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

guint
test_tool_get_n_held (TestTool *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->held->len;
}

void
test_tool_release (TestTool *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  for (guint i = 0; i < self->held->len; i++)
    genkan_loopback_exchange_release (g_ptr_array_index (self->held, i));
  g_ptr_array_set_size (self->held, 0);
}

/* A request of one's own: when its answer is there, the server has seen what was sent before. */
void
test_tool_probe (TestTool *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  const char *host = genkan_loopback_server_get_url (self->server) + strlen ("http://");
  const char *request = "GET /probe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  char buffer[512];

  connection = g_socket_client_connect_to_host (client, host, 80, NULL, NULL);
  g_assert_nonnull (connection);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, NULL, NULL);
  while (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                              sizeof buffer, NULL, NULL) > 0)
    ;
}

guint
test_tool_get_count (TestTool   *self,
                     const char *target)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, target));
}

void
test_tool_assert_ids (TestTool   *self,
                      const char *expected)
{
  g_autofree char *ids = test_sink_dup_ids (self->sink);

  g_assert_no_error (self->error);
  g_assert_no_error (self->result->reason);
  g_assert_cmpint (self->result->outcome, ==, GENKAN_OUTCOME_COMPLETE);
  g_assert_cmpstr (ids, ==, expected);
}

void
test_tool_assert_ends (TestTool   *self,
                       const char *expected)
{
  g_autofree char *ends = test_sink_dup_ends (self->sink);

  g_assert_no_error (self->error);
  g_assert_cmpstr (ends, ==, expected);
}

/* Every error names the step, and none tells the secret. */
void
test_tool_assert_failed (TestTool   *self,
                         int         code,
                         const char *words)
{
  g_autofree char *log = test_sink_dup_log (self->sink);
  const char *message;

  g_assert_no_error (self->error);
  g_assert_error (self->result->reason, GENKAN_ENGINE_ERROR, code);
  g_assert_cmpint (self->result->outcome, ==, code == GENKAN_ENGINE_ERROR_LIMIT
                                              ? GENKAN_OUTCOME_PARTIAL : GENKAN_OUTCOME_FAILED);
  message = self->result->reason->message;
  if (strstr (message, words) == NULL)
    g_test_fail_printf ("“%s” is not in: %s", words, message);

  g_assert_null (strstr (message, SECRET));
  g_assert_null (strstr (log, SECRET));
  if (self->result->details != NULL)
    g_assert_null (strstr (self->result->details, SECRET));
}

void
test_answer_json (GenkanLoopbackExchange *exchange,
                  const char             *format,
                  ...)
{
  g_autofree char *json = NULL;
  va_list args;

  va_start (args, format);
  json = g_strdup_vprintf (format, args);
  va_end (args);

  genkan_loopback_exchange_respond (exchange, 200, "application/json", json, -1);
}

/* A page of the list of things 1 … total. */
void
test_answer_things (GenkanLoopbackExchange *exchange,
                    guint                   total)
{
  const char *page = genkan_loopback_exchange_get_query (exchange, "p");
  const char *size = genkan_loopback_exchange_get_query (exchange, "ps");
  guint n = size != NULL ? g_ascii_strtoull (size, NULL, 10) : 2;
  guint first = ((page != NULL ? g_ascii_strtoull (page, NULL, 10) : 1) - 1) * n + 1;
  g_autoptr (GString) json = g_string_new (NULL);

  g_string_printf (json, "{\"total\":%u,\"things\":[", total);
  for (guint i = first; i < first + n && i <= total; i++)
    g_string_append_printf (json, "%s{\"id\":\"%02u\",\"name\":\"Thing %u\"}",
                            i > first ? "," : "", i, i);
  g_string_append (json, "]}");

  genkan_loopback_exchange_respond (exchange, 200, "application/json", json->str, json->len);
}
