/* genkan-scope.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The scheduler of one scope. All of it runs in the engine's thread, so there is nothing to
 * lock: answers, mapped rows and timers come in as callbacks, change what is known, and call
 * genkan_scope_proceed(), which starts whatever can be started and notices the end.
 *
 * Work is pulled: a request is started when there is a free place for it and the sink has room
 * for its rows; no queue between threads can fill up, and nobody waits for anybody in a thread.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-failure.h"
#include "genkan-scope-private.h"

G_DEFINE_FINAL_TYPE (GenkanScope, genkan_scope, G_TYPE_OBJECT)

/* --- ending --------------------------------------------------------------------------------- */

/* The first reason is the reason; what follows from it is noise. */
void
_genkan_scope_note (GenkanScope   *self,
                   GenkanOutcome  outcome,
                   const GError  *reason,
                   const char    *details)
{
  if (self->ended || (self->reason != NULL && outcome == GENKAN_OUTCOME_PARTIAL))
    return;

  self->outcome = outcome;
  g_clear_error (&self->reason);
  self->reason = reason != NULL ? g_error_copy (reason) : NULL;
  g_free (self->details);
  self->details = g_strdup (details);
}

/* Nothing new is started from here on; what is under way is cancelled. */
void
_genkan_scope_end (GenkanScope   *self,
                   GenkanOutcome  outcome,
                   const GError  *reason,
                   const char    *details)
{
  if (self->ended)
    return;

  genkan_run_context_note_end (self->context, outcome, reason, details);
  _genkan_scope_note (self, outcome, reason, details);
  self->ended = TRUE;
  g_cancellable_cancel (self->cancellable);
  if (self->n_waiting > 0)
    genkan_ledger_withdraw (self->context->ledger, self);
  self->n_waiting = 0;
}

/* What the engine itself has found out about a page. */
void
_genkan_scope_fail (GenkanScope      *self,
                    GenkanInvocation *invocation,
                    int               code,
                    const char       *message)
{
  GenkanEvidence evidence = { .invocation = invocation };
  GenkanRedactor *redactor = self->context->redactor;
  gboolean is_partial = code == GENKAN_ENGINE_ERROR_LIMIT || code == GENKAN_ENGINE_ERROR_TOTAL;
  g_autoptr (GError) reason = genkan_failure_new (code, message, &evidence, redactor);
  g_autofree char *details = genkan_failure_dup_details (message, &evidence, redactor);

  _genkan_scope_end (self,
                     is_partial ? GENKAN_OUTCOME_PARTIAL : GENKAN_OUTCOME_FAILED,
                     reason, details);
}

static void
genkan_scope_count_steps (GenkanScope *self)
{
  for (guint i = 0; i < genkan_plan_get_n_steps (self->plan); i++)
    genkan_run_context_count_step (self->context, genkan_plan_get_step (self->plan, i),
                                   self->steps[i].n_requests, self->steps[i].n_items);
}

static void
genkan_scope_tidy_up (GenkanScope *self)
{
  g_cancellable_disconnect (self->context->cancellable, self->cancelled_id);
  if (self->moment != NULL)
    g_source_destroy (self->moment);
  g_clear_pointer (&self->moment, g_source_unref);
  g_queue_clear_full (&self->work, (GDestroyNotify) genkan_invocation_unref);
  _genkan_scope_give_back_benches (self);
}

static void
genkan_scope_return (GenkanScope *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  genkan_scope_count_steps (self);
  genkan_scope_tidy_up (self);

  if (g_cancellable_is_cancelled (self->context->cancellable))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The run was cancelled");
  else
    g_task_return_boolean (task, TRUE);
}

/* Rule 9: what depends on what was remembered is about changes, not about all there is. */
void
_genkan_scope_note_delta (GenkanScope      *self,
                          const GenkanStep *step)
{
  for (char **name = step->remembered; name != NULL && *name != NULL; name++)
    if (self->changed != NULL && g_strv_contains ((const char * const *) self->changed, *name))
      self->delta = TRUE;
}

/* --- proceeding ------------------------------------------------------------------------------ */

static gboolean
genkan_scope_can_start (GenkanScope *self)
{
  return !self->ended && self->work.length > 0
         && self->context->n_active < self->context->max_active
         && genkan_outlet_has_room (self->context->outlet);
}

static void
genkan_scope_check_sink (GenkanScope *self)
{
  const GError *error = genkan_outlet_get_error (self->context->outlet);
  g_autoptr (GError) reason = NULL;

  if (error == NULL || self->ended)
    return;

  reason = g_error_new (GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SINK,
                        "the rows could not be stored: %s", error->message);
  _genkan_scope_end (self, GENKAN_OUTCOME_FAILED, reason, NULL);
}

/* All has come to rest: is that the end, or do steps wait for each other? */
static void
genkan_scope_check_rest (GenkanScope *self)
{
  for (guint i = 0; i < genkan_plan_get_n_steps (self->plan); i++)
    if (self->steps[i].waiting->len > 0)
      {
        _genkan_scope_fail (self, g_ptr_array_index (self->steps[i].waiting, 0),
                            GENKAN_ENGINE_ERROR_SHAPE,
                            "the connector's steps wait for each other's tables");
        return;
      }
}

/* Nothing that is missing may be closed when not all has come. */
static void
genkan_scope_check_totals (GenkanScope *self)
{
  GenkanInvocation *invocation = NULL;
  g_autofree char *gap = self->most_pages > 0 ? NULL
                                              : genkan_tally_dup_gap (self->tally, &invocation);

  if (gap != NULL)
    _genkan_scope_fail (self, invocation, GENKAN_ENGINE_ERROR_TOTAL, gap);
}

/* Starts what can be started, and ends when there is nothing left; called whenever anything has
 * changed. */
void
genkan_scope_proceed (GenkanScope *self)
{
  if (self->task == NULL)
    return;

  if (self->context->stopped)
    _genkan_scope_end (self, self->context->stop_outcome, self->context->stop_reason,
                       self->context->stop_details);
  genkan_scope_check_sink (self);
  while (genkan_scope_can_start (self))
    {
      g_autoptr (GenkanInvocation) invocation = g_queue_pop_head (&self->work);

      _genkan_scope_start (self, invocation);
    }

  if (!self->ended)
    {
      _genkan_scope_select_ready (self);
      if (_genkan_scope_flush (self))
        {
          genkan_scope_proceed (self);
          return;
        }
    }

  if (self->n_active > 0 || self->n_delayed > 0 || self->n_waiting > 0
      || (!self->ended && self->work.length > 0))
    return;

  if (!self->ended)
    genkan_scope_check_rest (self);
  if (!self->ended)
    genkan_scope_check_totals (self);

  _genkan_scope_clean_up (self);
  if (self->n_active == 0)
    genkan_scope_return (self);
}

/* -------------------------------------------------------------------------------------------- */

static void
genkan_scope_cancelled_cb (GCancellable *cancellable,
                           gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static void
genkan_scope_finalize (GObject *object)
{
  GenkanScope *self = GENKAN_SCOPE (object);

  for (guint i = 0; i < genkan_plan_get_n_steps (self->plan); i++)
    {
      g_ptr_array_unref (self->steps[i].waiting);
      genkan_batch_free (self->steps[i].batch);
    }
  g_free (self->steps);
  g_hash_table_unref (self->chains);
  g_queue_clear_full (&self->work, (GDestroyNotify) genkan_invocation_unref);
  g_clear_pointer (&self->plan, genkan_plan_unref);
  g_clear_object (&self->handover);
  g_strfreev (self->changed);
  g_clear_pointer (&self->variables, genkan_variables_unref);
  g_clear_pointer (&self->journal, genkan_journal_free);
  g_clear_pointer (&self->tally, genkan_tally_free);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->reason);
  g_free (self->details);

  G_OBJECT_CLASS (genkan_scope_parent_class)->finalize (object);
}

static void
genkan_scope_class_init (GenkanScopeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_scope_finalize;
}

static void
genkan_scope_init (GenkanScope *self)
{
  self->cancellable = g_cancellable_new ();
  self->journal = genkan_journal_new ();
  self->chains = _genkan_scope_new_chains ();
  self->tally = genkan_tally_new ();
  g_queue_init (&self->work);
}

/**
 * genkan_scope_new:
 * @context: the run
 * @plan: which steps
 * @handover: where what it brings goes
 * @variables: what is known from the beginning
 * @most_pages: how many pages of each list are wanted, 0 = all
 * @most_rows: how many rows start a step, 0 = all
 *
 * Returns: (transfer full): a scope that has not started
 */
GenkanScope *
genkan_scope_new (GenkanRunContext *context,
                  GenkanPlan       *plan,
                  GenkanHandover   *handover,
                  GenkanVariables  *variables,
                  guint             most_pages,
                  guint             most_rows)
{
  GenkanScope *self = g_object_new (GENKAN_TYPE_SCOPE, NULL);
  guint n_steps = genkan_plan_get_n_steps (plan);

  self->context = context;
  self->plan = genkan_plan_ref (plan);
  self->handover = g_object_ref (handover);
  self->variables = genkan_variables_ref (variables);
  self->most_pages = most_pages;
  self->most_rows = most_rows;
  self->steps = g_new0 (GenkanStepState, n_steps);
  for (guint i = 0; i < n_steps; i++)
    self->steps[i].waiting =
      g_ptr_array_new_with_free_func ((GDestroyNotify) genkan_invocation_unref);

  return self;
}

/**
 * genkan_scope_set_changed:
 * @self: a scope that has not started
 * @changed: the remembered values that are not the first ones, by name
 *
 * A scope that makes use of one of them is a delta.
 */
void
genkan_scope_set_changed (GenkanScope        *self,
                          const char * const *changed)
{
  g_return_if_fail (GENKAN_IS_SCOPE (self));

  g_strfreev (self->changed);
  self->changed = g_strdupv ((char **) changed);
}

void
genkan_scope_run_async (GenkanScope         *self,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (GENKAN_IS_SCOPE (self));

  self->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->task, genkan_scope_run_async);
  self->cancelled_id = g_cancellable_connect (self->context->cancellable,
                                              G_CALLBACK (genkan_scope_cancelled_cb),
                                              g_object_ref (self->cancellable), g_object_unref);
  self->bench = genkan_benches_borrow (self->context->benches, &error);
  if (self->bench != NULL)
    {
      genkan_sandbox_set_coverage (self->bench->sandbox, self->context->run->coverage);
      _genkan_scope_start_roots (self);
    }
  else
    {
      g_autoptr (GError) reason = g_error_new_literal (GENKAN_ENGINE_ERROR,
                                                       GENKAN_ENGINE_ERROR_SHAPE, error->message);

      _genkan_scope_end (self, GENKAN_OUTCOME_FAILED, reason, NULL);
    }

  genkan_run_context_report_progress (self->context);
  genkan_scope_proceed (self);
}

/**
 * genkan_scope_run_finish:
 * @self: a scope
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it came to an end of its own, good or bad
 */
gboolean
genkan_scope_run_finish (GenkanScope   *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (GENKAN_IS_SCOPE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

GenkanOutcome
genkan_scope_get_outcome (GenkanScope *self)
{
  g_return_val_if_fail (GENKAN_IS_SCOPE (self), GENKAN_OUTCOME_FAILED);

  return self->outcome;
}

/* Why it is not complete; NULL when it is. */
const GError *
genkan_scope_get_reason (GenkanScope *self)
{
  g_return_val_if_fail (GENKAN_IS_SCOPE (self), NULL);

  return self->reason;
}

const char *
genkan_scope_get_details (GenkanScope *self)
{
  g_return_val_if_fail (GENKAN_IS_SCOPE (self), NULL);

  return self->details;
}

/* Whether it has asked for what has changed since the last time only. */
gboolean
genkan_scope_get_delta (GenkanScope *self)
{
  g_return_val_if_fail (GENKAN_IS_SCOPE (self), FALSE);

  return self->delta;
}

gboolean
genkan_scope_get_more (GenkanScope *self)
{
  g_return_val_if_fail (GENKAN_IS_SCOPE (self), FALSE);

  return self->more;
}
