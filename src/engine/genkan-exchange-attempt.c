/* genkan-exchange-attempt.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One attempt, which has its turn: the request is made and sent, its answer read and mapped, and
 * the run's limits are watched meanwhile.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-exchange-private.h"

#include "genkan-failure.h"
#include "genkan-mapped.h"
#include "genkan-request-maker.h"

/* The attempt is over; what becomes of it is decided after that. */
static void
genkan_exchange_trace (GenkanExchange *self,
                       const GError   *error)
{
  GByteArray *body = self->reading != NULL ? genkan_reading_get_kept (self->reading) : NULL;

  genkan_run_context_trace_answer (self->context, self->invocation->step, self->request,
                                   self->attempt, self->answer, body, error);
}

/* --- reading -------------------------------------------------------------------------------- */

static void
genkan_exchange_read_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr (GenkanExchange) self = user_data;
  g_autoptr (GError) error = NULL;

  gboolean complete = genkan_reading_run_finish (GENKAN_READING (source), result, &error);

  genkan_exchange_trace (self, error);
  if (self->limit != NULL)
    {
      _genkan_exchange_fail (self, GENKAN_ENGINE_ERROR_LIMIT, self->limit->message);
    }
  else if (complete)
    {
      _genkan_exchange_judge (self);
    }
  else
    {
      _genkan_exchange_stumble (self, error);
    }
}

static void
genkan_exchange_reach_limit (GenkanExchange *self,
                             const char     *limit)
{
  if (self->limit != NULL)
    return;

  self->limit = g_error_new_literal (GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_LIMIT, limit);
  g_cancellable_cancel (self->cancellable);
}

static void
genkan_exchange_received_cb (GenkanReading *reading,
                             guint64        n_bytes,
                             gpointer       user_data)
{
  GenkanExchange *self = user_data;
  GenkanRunContext *context = self->context;

  context->n_bytes += n_bytes;
  if (context->n_bytes > context->run->limits.total_bytes)
    genkan_exchange_reach_limit (self, "the run has read more bytes than its limit allows");
}

/* It is made at the end of the answer, once. */
static void
genkan_exchange_take_total (GenkanExchange *self,
                            GenkanRowBatch *rows)
{
  g_clear_pointer (&self->total, genkan_row_batch_unref);
  self->total = genkan_row_batch_ref (rows);
}

/* A login's are what the session is made of, and nobody else's. */
static void
genkan_exchange_take_table (GenkanExchange     *self,
                            const GenkanMapped *mapped)
{
  g_ptr_array_add (self->tables, genkan_mapped_new (mapped->output, mapped->rows));
  if (self->handover != NULL)
    genkan_run_context_trace_rows (self->context, self->invocation->step,
                                   genkan_handover_get_record_id (self->handover), mapped);
}

static void
genkan_exchange_mapped_cb (GenkanReading *reading,
                           GPtrArray     *all,
                           gpointer       user_data)
{
  GenkanExchange *self = user_data;
  GenkanRunContext *context = self->context;

  for (guint i = 0; i < all->len; i++)
    {
      const GenkanMapped *mapped = g_ptr_array_index (all, i);

      if (mapped->output->kind == GENKAN_OUTPUT_TABLE)
        genkan_exchange_take_table (self, mapped);
      else if (mapped->output->kind == GENKAN_OUTPUT_TOTAL)
        genkan_exchange_take_total (self, mapped->rows);
      else if (self->handover != NULL)
        self->n_rows += genkan_handover_take (self->handover, self->invocation->step, mapped);
    }

  if (context->n_rows + self->n_rows > context->run->limits.rows)
    genkan_exchange_reach_limit (self, "the run has more rows than its limit allows");
}

static void
genkan_exchange_read (GenkanExchange *self)
{
  self->reading = genkan_reading_new (self->answer, self->invocation, self->sandbox, self->worker,
                                      self->context->outlet);
  if (self->context->run->trace != NULL)
    genkan_reading_keep (self->reading, GENKAN_TRACE_BYTES);
  if (self->handover != NULL)
    genkan_reading_set_recall (self->reading,
                               genkan_handover_get_recall (self->handover, self->invocation->step));
  g_signal_connect_object (self->reading, "received", G_CALLBACK (genkan_exchange_received_cb),
                           self, 0);
  g_signal_connect_object (self->reading, "mapped", G_CALLBACK (genkan_exchange_mapped_cb),
                           self, 0);
  genkan_reading_run_async (self->reading, self->cancellable, genkan_exchange_read_cb,
                            g_object_ref (self));
}

/* --- sending -------------------------------------------------------------------------------- */

static void
genkan_exchange_sent_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr (GenkanExchange) self = user_data;
  g_autoptr (GError) error = NULL;

  self->answer = genkan_http_session_send_finish (GENKAN_HTTP_SESSION (source), result, &error);
  if (self->answer == NULL)
    {
      genkan_exchange_trace (self, error);
      _genkan_exchange_stumble (self, error);
      return;
    }

  self->invocation->status = genkan_http_answer_get_status (self->answer);
  genkan_exchange_read (self);
}

/* For messages about it, now and later. */
static void
genkan_exchange_note_asked (GenkanExchange *self)
{
  g_autofree char *url = g_uri_to_string (genkan_http_request_get_uri (self->request));

  g_free (self->invocation->asked);
  self->invocation->asked =
    g_strdup_printf ("%s %s", genkan_http_request_get_method (self->request), url);
  self->invocation->status = 0;
}

void
_genkan_exchange_send (GenkanExchange *self)
{
  g_autoptr (GError) error = NULL;

  self->request = genkan_request_make (self->context, self->invocation, &error);
  if (self->request == NULL)
    {
      _genkan_exchange_fail (self, genkan_failure_code_for_error (error), error->message);
      return;
    }

  genkan_exchange_note_asked (self);
  _genkan_exchange_note_session (self);
  self->context->n_sent++;
  genkan_http_session_send_async (self->context->session, self->request, self->cancellable,
                                  genkan_exchange_sent_cb, g_object_ref (self));
}
