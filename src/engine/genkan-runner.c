/* genkan-runner.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-runner.h"

#include "genkan-dispatcher.h"
#include "genkan-enums.h"
#include "genkan-login.h"
#include "genkan-run-context.h"

struct _GenkanRunner
{
  GObject parent_instance;

  GenkanRun        *run;          /* (owned) */
  GThreadPool      *pool;         /* the engine's */
  GTask            *task;         /* (owned) (nullable) while it runs */
  GCancellable     *cancellable;  /* (owned) (nullable) the caller's */
  gulong            cancelled_id; /* of the handler that wakes the next one */
  GSource          *cancelled;    /* (owned) (nullable) ready once it is cancelled */
  GCancellable     *inner;        /* (owned) of the engine's thread, cancelled after that one */
  GenkanRunContext *context;      /* (owned) (nullable) */
  GSource          *timer;        /* (owned) (nullable) */
  GenkanRunResult  *result;       /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (GenkanRunner, genkan_runner, G_TYPE_OBJECT)

static void
genkan_runner_log_end (GenkanRunner *self)
{
  const GenkanRunResult *result = self->result;

  if (result->outcome == GENKAN_OUTCOME_COMPLETE)
    genkan_run_context_log (self->context, GENKAN_LOG_INFO, "%u rows in %u requests",
                            result->n_rows, result->requests);
  else if (result->reason != NULL)
    genkan_run_context_log (self->context,
                            result->outcome == GENKAN_OUTCOME_FAILED ? GENKAN_LOG_ERROR
                                                                     : GENKAN_LOG_WARNING,
                            "%s", result->reason->message);
}

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;

  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
genkan_runner_return (GenkanRunner *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  clear_source (&self->timer);
  g_cancellable_disconnect (self->cancellable, self->cancelled_id);
  clear_source (&self->cancelled);
  if (self->context != NULL)
    {
      self->result->n_rows = self->context->n_rows;
      self->result->requests = self->context->n_sent;
      genkan_run_context_report_progress (self->context);
    }

  if (g_cancellable_is_cancelled (self->inner))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The run was cancelled");
      return;
    }

  if (self->context != NULL)
    genkan_runner_log_end (self);
  g_task_return_pointer (task, g_steal_pointer (&self->result),
                         (GDestroyNotify) genkan_run_result_free);
}

static void
genkan_runner_logged_out_cb (GObject      *source,
                             GAsyncResult *result,
                             gpointer      user_data)
{
  g_autoptr (GenkanRunner) self = user_data;

  genkan_login_end_finish (GENKAN_LOGIN (source), result);
  genkan_runner_return (self);
}

static void
genkan_runner_log_out (GenkanRunner *self)
{
  if (self->context->login != NULL)
    genkan_login_end_async (self->context->login, genkan_runner_logged_out_cb,
                            g_object_ref (self));
  else
    genkan_runner_return (self);
}

/* The rows that are on their way arrive, or not, before the run says how it went. */
static void
genkan_runner_wait_for_sink (GenkanRunner *self)
{
  const GError *error;

  if (self->task == NULL || !genkan_outlet_is_idle (self->context->outlet))
    return;

  g_signal_handlers_disconnect_by_data (self->context->outlet, self);
  error = genkan_outlet_get_error (self->context->outlet);
  if (error != NULL && self->result->outcome != GENKAN_OUTCOME_FAILED)
    {
      self->result->outcome = GENKAN_OUTCOME_FAILED;
      g_clear_error (&self->result->reason);
      self->result->reason = g_error_new (GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SINK,
                                          "the rows could not be stored: %s", error->message);
    }

  genkan_runner_log_out (self);
}

static void
genkan_runner_end (GenkanRunner *self)
{
  g_signal_connect_object (self->context->outlet, "changed",
                           G_CALLBACK (genkan_runner_wait_for_sink), self, G_CONNECT_SWAPPED);
  genkan_runner_wait_for_sink (self);
}

static void
genkan_runner_dispatched_cb (GObject      *source,
                             GAsyncResult *result,
                             gpointer      user_data)
{
  g_autoptr (GenkanRunner) self = user_data;

  genkan_dispatcher_run_finish (GENKAN_DISPATCHER (source), result, NULL);
  genkan_runner_end (self);
}

static void
genkan_runner_dispatch (GenkanRunner *self)
{
  g_autoptr (GenkanDispatcher) dispatcher = genkan_dispatcher_new (self->context, self->result);

  genkan_dispatcher_run_async (dispatcher, genkan_runner_dispatched_cb, g_object_ref (self));
}

static gboolean
genkan_runner_time_cb (gpointer user_data)
{
  GenkanRunner *self = user_data;
  g_autoptr (GError) reason =
    g_error_new (GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_LIMIT,
                 "the run took longer than its limit of %" G_GINT64_FORMAT " seconds",
                 self->run->limits.duration / G_USEC_PER_SEC);

  genkan_run_context_stop (self->context, GENKAN_OUTCOME_PARTIAL, reason, NULL);

  return G_SOURCE_REMOVE;
}

/* In the engine's thread, wherever the Cancel came from: libsoup's handlers belong there. */
static gboolean
genkan_runner_cancelled_cb (gpointer user_data)
{
  GenkanRunner *self = user_data;

  g_cancellable_cancel (self->inner);

  return G_SOURCE_REMOVE;
}

/* In the thread of the Cancel. */
static void
genkan_runner_wake_cb (GCancellable *cancellable,
                       gpointer      user_data)
{
  g_source_set_ready_time (user_data, 0);
}

/* Not by a g_cancellable_source_new(): GLib 2.74 leaks it when one thread lets go of it while
 * another one cancels. */
static void
genkan_runner_watch (GenkanRunner *self)
{
  self->cancelled = g_timeout_source_new (0);
  g_source_set_ready_time (self->cancelled, -1);
  g_source_set_callback (self->cancelled, genkan_runner_cancelled_cb, self, NULL);
  g_source_attach (self->cancelled, g_main_context_get_thread_default ());

  self->cancelled_id = g_cancellable_connect (self->cancellable,
                                              G_CALLBACK (genkan_runner_wake_cb),
                                              g_source_ref (self->cancelled),
                                              (GDestroyNotify) g_source_unref);
}

static void
genkan_runner_arm (GenkanRunner *self)
{
  if (self->cancellable != NULL)
    genkan_runner_watch (self);

  self->timer = g_timeout_source_new (0);
  g_source_set_ready_time (self->timer, g_get_monotonic_time () + self->run->limits.duration);
  g_source_set_callback (self->timer, genkan_runner_time_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
genkan_runner_finalize (GObject *object)
{
  GenkanRunner *self = GENKAN_RUNNER (object);

  g_clear_object (&self->run);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->inner);
  g_clear_pointer (&self->context, genkan_run_context_free);
  g_clear_pointer (&self->result, genkan_run_result_free);

  G_OBJECT_CLASS (genkan_runner_parent_class)->finalize (object);
}

static void
genkan_runner_class_init (GenkanRunnerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_runner_finalize;
}

static void
genkan_runner_init (GenkanRunner *self)
{
  self->inner = g_cancellable_new ();
  self->result = genkan_run_result_new ();
}

GenkanRunner *
genkan_runner_new (GenkanRun   *run,
                   GThreadPool *pool)
{
  GenkanRunner *self = g_object_new (GENKAN_TYPE_RUNNER, NULL);

  self->run = g_object_ref (run);
  self->pool = pool;

  return self;
}

void
genkan_runner_run_async (GenkanRunner        *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (GENKAN_IS_RUNNER (self));

  self->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->task, genkan_runner_run_async);
  g_set_object (&self->cancellable, cancellable);
  genkan_runner_arm (self);

  self->context = genkan_run_context_new (self->run, self->pool, self->inner,
                                          &self->result->reason);
  if (self->context == NULL)
    {
      self->result->outcome = GENKAN_OUTCOME_FAILED;
      genkan_runner_return (self);
      return;
    }

  genkan_run_context_log (self->context, GENKAN_LOG_INFO, "%s, at %s",
                          self->context->definition->name, self->context->base);
  genkan_runner_dispatch (self);
}

/**
 * genkan_runner_run_finish:
 * @self: a runner
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): how it went
 */
GenkanRunResult *
genkan_runner_run_finish (GenkanRunner  *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (GENKAN_IS_RUNNER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
