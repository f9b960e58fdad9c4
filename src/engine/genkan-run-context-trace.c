/* genkan-run-context-trace.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a run tells its trace, if it has one.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-run-context.h"

/**
 * genkan_run_context_trace_answer:
 * @self: a run
 * @step: whose request it was
 * @request: what was sent
 * @attempt: from 1
 * @answer: (nullable): what came
 * @body: (nullable): its body, as far as it was kept
 * @error: (nullable): why it could not be read
 *
 * Tells the trace about a request that is over.
 */
void
genkan_run_context_trace_answer (GenkanRunContext  *self,
                                 const GenkanStep  *step,
                                 GenkanHttpRequest *request,
                                 guint              attempt,
                                 GenkanHttpAnswer  *answer,
                                 GByteArray        *body,
                                 const GError      *error)
{
  GenkanTraceExchange exchange = { .step = step->name, .attempt = attempt, .error = error };
  g_autofree char *url = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (self->run->trace == NULL)
    return;

  url = g_uri_to_string (genkan_http_request_get_uri (request));
  bytes = body != NULL ? g_bytes_new (body->data, body->len) : NULL;
  exchange.is_login = self->auth != NULL && (step == self->auth->login || step == self->auth->logout);
  exchange.method = genkan_http_request_get_method (request);
  exchange.url = url;
  exchange.content_type = genkan_http_request_get_content_type (request);
  exchange.body = genkan_http_request_get_body (request);
  exchange.status = answer != NULL ? genkan_http_answer_get_status (answer) : 0;
  exchange.headers = answer != NULL ? genkan_http_answer_get_headers (answer) : NULL;
  exchange.answer = bytes;
  exchange.is_whole = error == NULL && (bytes == NULL || g_bytes_get_size (bytes) < GENKAN_TRACE_BYTES);
  exchange.redactor = self->redactor;
  genkan_trace_exchange (self->run->trace, &exchange);
}

/* And about what a SELECT has made. */
void
genkan_run_context_trace_rows (GenkanRunContext   *self,
                               const GenkanStep   *step,
                               const char         *record_id,
                               const GenkanMapped *mapped)
{
  GenkanTraceRows rows = { step->name, record_id, mapped->output->name, mapped->rows };

  if (self->run->trace != NULL)
    genkan_trace_rows (self->run->trace, &rows);
}
