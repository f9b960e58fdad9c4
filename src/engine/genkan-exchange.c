/* genkan-exchange.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   wait for a session → wait for a turn → send → read and map → judge ─┬→ good: the end
 *        ↑                                                              ├→ worth another try: wait
 *        └──────────────────────────────────────────────────────────────┘
 *
 * Rows for the sinks are passed on while the answer comes in. When it then breaks off and is
 * asked for again, they come again; staging keeps them by id, so that does no harm. Rows for
 * other steps are held back until the answer is good: they would start requests, and a join
 * would see them twice.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-exchange-private.h"

#include "genkan-enums.h"
#include "genkan-mapped.h"
#include "genkan-request-maker.h"

G_DEFINE_FINAL_TYPE (GenkanExchange, genkan_exchange, G_TYPE_OBJECT)

static void genkan_exchange_attempt (GenkanExchange *self);

static void
genkan_exchange_release (GenkanExchange *self)
{
  if (self->buckets == NULL)
    return;

  genkan_limiter_release (self->context->limiter, self->buckets);
  g_clear_pointer (&self->buckets, g_ptr_array_unref);
}

static void
genkan_exchange_clear_attempt (GenkanExchange *self)
{
  g_clear_pointer (&self->request, genkan_http_request_unref);
  g_clear_object (&self->answer);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->total, genkan_row_batch_unref);
  self->n_rows = 0;
}

void
_genkan_exchange_return (GenkanExchange *self,
                         GError         *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  genkan_exchange_release (self);
  /* Those of an answer that broke off too: the sinks have got them. */
  if (self->handover != NULL)
    genkan_handover_count (self->handover, self->n_rows);
  self->n_rows = 0;

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
genkan_exchange_is_cancelled (GenkanExchange *self)
{
  GError *error = NULL;

  if (!g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    return FALSE;

  _genkan_exchange_return (self, error);
  return TRUE;
}

/* --- another attempt ------------------------------------------------------------------------ */

static gboolean
genkan_exchange_delay_over_cb (gpointer user_data)
{
  GenkanExchange *self = user_data;

  self->context->n_delayed--;
  genkan_run_context_report_progress (self->context);
  genkan_exchange_attempt (self);

  return G_SOURCE_REMOVE;
}

/* A source that is ready after the delay, or as soon as the scope is cancelled. */
static void
genkan_exchange_wait (GenkanExchange *self,
                      gint64          delay)
{
  g_autoptr (GSource) source = g_timeout_source_new (0);
  g_autoptr (GSource) cancelled = g_cancellable_source_new (self->cancellable);

  self->context->n_delayed++;
  g_source_set_ready_time (source, g_get_monotonic_time () + delay);
  g_source_set_dummy_callback (cancelled);
  g_source_add_child_source (source, cancelled);
  g_source_set_callback (source, genkan_exchange_delay_over_cb, g_object_ref (self),
                         g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

void
_genkan_exchange_again (GenkanExchange *self,
                        gint64          delay,
                        guint           status,
                        const char     *message)
{
  g_autofree char *waiting = NULL;
  gint64 until;

  if (self->context->run->hurry)
    delay = 0;
  until = g_get_monotonic_time () + delay;

  genkan_run_context_log (self->context, GENKAN_LOG_WARNING,
                          "%s: %s; attempt %u of %u in %.1f s", self->invocation->step->name,
                          message, self->attempt + 1, self->context->policy.attempts,
                          delay / (double) G_USEC_PER_SEC);

  /* What it says to one of us it means for all. */
  if (status == 429)
    genkan_limiter_pause (self->context->limiter, until);

  genkan_exchange_release (self);
  genkan_exchange_clear_attempt (self);
  genkan_exchange_wait (self, delay);

  waiting = g_strdup_printf ("another attempt, after: %s", message);
  genkan_run_context_report_wait (self->context, waiting, until);
}

/* Without a delay: nothing has gone wrong that time would mend. */
void
_genkan_exchange_again_at_once (GenkanExchange *self)
{
  genkan_exchange_release (self);
  genkan_exchange_clear_attempt (self);
  genkan_exchange_attempt (self);
}

/* --- the first one -------------------------------------------------------------------------- */

static void
genkan_exchange_acquired_cb (GObject      *source,
                             GAsyncResult *result,
                             gpointer      user_data)
{
  g_autoptr (GenkanExchange) self = user_data;
  g_autoptr (GPtrArray) buckets = g_steal_pointer (&self->buckets);
  GError *error = NULL;

  if (!genkan_limiter_acquire_finish (GENKAN_LIMITER (source), result, &error))
    {
      _genkan_exchange_return (self, error);
      return;
    }

  self->buckets = g_steal_pointer (&buckets);
  genkan_run_context_report_progress (self->context);
  if (genkan_exchange_is_cancelled (self))
    return;

  if (_genkan_exchange_lacks_session (self))
    {
      self->attempt--;
      _genkan_exchange_again_at_once (self);
      return;
    }

  _genkan_exchange_send (self);
}

void
_genkan_exchange_acquire (GenkanExchange *self)
{
  self->attempt++;
  self->tables = g_ptr_array_new_with_free_func (genkan_mapped_free);
  self->buckets = genkan_request_get_buckets (self->context, self->invocation);
  genkan_limiter_acquire_async (self->context->limiter, self->buckets, self->cancellable,
                                genkan_exchange_acquired_cb, g_object_ref (self));
  genkan_run_context_report_progress (self->context);
}

static void
genkan_exchange_attempt (GenkanExchange *self)
{
  if (!genkan_exchange_is_cancelled (self))
    _genkan_exchange_log_in (self);
}

/* -------------------------------------------------------------------------------------------- */

static void
genkan_exchange_finalize (GObject *object)
{
  GenkanExchange *self = GENKAN_EXCHANGE (object);

  genkan_exchange_clear_attempt (self);
  g_clear_pointer (&self->invocation, genkan_invocation_unref);
  g_clear_object (&self->sandbox);
  g_clear_object (&self->worker);
  g_clear_object (&self->handover);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->limit);
  g_free (self->message);
  g_free (self->details);
  g_clear_pointer (&self->next, genkan_row_batch_unref);
  g_free (self->checksum);

  G_OBJECT_CLASS (genkan_exchange_parent_class)->finalize (object);
}

static void
genkan_exchange_class_init (GenkanExchangeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_exchange_finalize;
}

static void
genkan_exchange_init (GenkanExchange *self)
{
}

/**
 * genkan_exchange_new:
 * @context: the run
 * @invocation: what is to be asked, of a step with a request
 * @sandbox: where its SELECTs run
 * @worker: who works on @sandbox
 * @cancellable: of the scope; a limit that is reached cancels it
 *
 * Returns: (transfer full): an exchange that has not started
 */
GenkanExchange *
genkan_exchange_new (GenkanRunContext *context,
                     GenkanInvocation *invocation,
                     GenkanSandbox    *sandbox,
                     GenkanWorker     *worker,
                     GCancellable     *cancellable)
{
  GenkanExchange *self = g_object_new (GENKAN_TYPE_EXCHANGE, NULL);

  self->context = context;
  self->invocation = genkan_invocation_ref (invocation);
  self->sandbox = g_object_ref (sandbox);
  self->worker = g_object_ref (worker);
  self->cancellable = g_object_ref (cancellable);

  return self;
}

/* Without one there is no sink: a login has none. */
void
genkan_exchange_set_handover (GenkanExchange *self,
                              GenkanHandover *handover)
{
  g_return_if_fail (GENKAN_IS_EXCHANGE (self));

  g_set_object (&self->handover, handover);
}

void
genkan_exchange_run_async (GenkanExchange      *self,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (GENKAN_IS_EXCHANGE (self));

  self->task = g_task_new (self, self->cancellable, callback, user_data);
  g_task_set_source_tag (self->task, genkan_exchange_run_async);
  /* The limit that cancelled the scope is the reason, not the cancellation. */
  g_task_set_check_cancellable (self->task, FALSE);
  genkan_exchange_attempt (self);
}

/**
 * genkan_exchange_run_finish:
 * @self: an exchange
 * @result: what the callback got
 * @error: return location for a #GenkanEngineError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the scope can go on; see genkan_exchange_get_verdict()
 */
gboolean
genkan_exchange_run_finish (GenkanExchange  *self,
                            GAsyncResult    *result,
                            GError         **error)
{
  g_return_val_if_fail (GENKAN_IS_EXCHANGE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

GenkanVerdictKind
genkan_exchange_get_verdict (GenkanExchange *self)
{
  g_return_val_if_fail (GENKAN_IS_EXCHANGE (self), GENKAN_VERDICT_FAIL);

  return self->verdict;
}

const char *
genkan_exchange_get_message (GenkanExchange *self)
{
  g_return_val_if_fail (GENKAN_IS_EXCHANGE (self), NULL);

  return self->message;
}

const char *
genkan_exchange_get_details (GenkanExchange *self)
{
  g_return_val_if_fail (GENKAN_IS_EXCHANGE (self), NULL);

  return self->details;
}

/* (element-type GenkanMapped) the rows for other steps */
GPtrArray *
genkan_exchange_get_tables (GenkanExchange *self)
{
  g_return_val_if_fail (GENKAN_IS_EXCHANGE (self), NULL);

  return self->tables;
}

/* What the SELECT `total` has made of the answer. */
GenkanRowBatch *
genkan_exchange_get_total (GenkanExchange *self)
{
  g_return_val_if_fail (GENKAN_IS_EXCHANGE (self), NULL);

  return self->total;
}

GenkanRowBatch *
genkan_exchange_get_next (GenkanExchange *self)
{
  g_return_val_if_fail (GENKAN_IS_EXCHANGE (self), NULL);

  return self->next;
}

guint
genkan_exchange_get_n_items (GenkanExchange *self)
{
  g_return_val_if_fail (GENKAN_IS_EXCHANGE (self), 0);

  return self->n_items;
}

const char *
genkan_exchange_get_checksum (GenkanExchange *self)
{
  g_return_val_if_fail (GENKAN_IS_EXCHANGE (self), NULL);

  return self->checksum;
}
