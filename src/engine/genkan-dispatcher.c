/* genkan-dispatcher.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is connection-wide runs first and alone; then the Records, in an order by chance, so that
 * a run that never gets to its end does not always fail the same ones. A scope is opened only
 * when those that are open leave a request free: so as many are open as are needed to keep the
 * tool busy, and the first ones come to their end before the last ones begin.
 *
 * Whoever frees something calls genkan_run_context_wake(); what follows from it happens in the
 * next iteration of the main loop, once for all of them.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-dispatcher.h"

#include "genkan-enums.h"
#include "genkan-handover.h"
#include "genkan-scope.h"

#define STEP_CHECK "check"

/* A look at what credentials can see is satisfied with the first page, and a few of each kind. */
#define CHECK_PAGES 1
#define CHECK_ROWS 3

/* Scopes that wait for a tool to prepare something need no request; but they need memory, and
 * the tool may not like to prepare a thousand things at once. */
#define OPEN_PER_REQUEST 4

/* Bytes of rows that are kept because another Record may ask for the same. */
#define LEDGER_BUDGET (64 * 1024 * 1024)

/* A scope that is still to come. */
typedef struct
{
  GenkanPlan            *plan;   /* (owned) */
  const GenkanRunRecord *record; /* (nullable) the run's */
} Job;

struct _GenkanDispatcher
{
  GObject parent_instance;

  GenkanRunContext *context; /* the runner's, which outlives it */
  GenkanRunResult  *result;  /* the runner's */
  GTask            *task;    /* (owned) (nullable) while it runs */
  GQueue            jobs;    /* (element-type Job) */
  GPtrArray        *open;    /* (owned) (element-type Open) in the order of their beginning */
  GSource          *waking;  /* (owned) (nullable) */
};

/* A scope from its first request until the sink knows how it ended. */
typedef struct
{
  GenkanDispatcher      *self;     /* (owned) */
  const GenkanRunRecord *record;   /* (nullable) the run's */
  GenkanScope           *scope;    /* (owned) (nullable) one that was never started has none */
  GenkanHandover        *handover; /* (owned) */
} Open;

G_DEFINE_FINAL_TYPE (GenkanDispatcher, genkan_dispatcher, G_TYPE_OBJECT)

static void
job_free (gpointer data)
{
  Job *job = data;

  genkan_plan_unref (job->plan);
  g_free (job);
}

static Open *
open_new (GenkanDispatcher      *self,
          const GenkanRunRecord *record)
{
  Open *open = g_new0 (Open, 1);

  open->self = g_object_ref (self);
  open->record = record;
  open->handover = genkan_handover_new (self->context, record != NULL ? record->id : NULL);

  return open;
}

static void
open_free (gpointer data)
{
  Open *open = data;

  g_clear_object (&open->scope);
  g_clear_object (&open->handover);
  g_object_unref (open->self);
  g_free (open);
}

/* --- what a scope's end means for the run --------------------------------------------------- */

static void
genkan_dispatcher_log_end (GenkanDispatcher *self,
                           Open             *open)
{
  const GenkanScopeEnd *end = genkan_handover_get_end (open->handover);

  if (end->reason == NULL || open->record == NULL || open->scope == NULL)
    return;

  genkan_run_context_log (self->context,
                          end->outcome == GENKAN_OUTCOME_FAILED ? GENKAN_LOG_ERROR
                                                                : GENKAN_LOG_WARNING,
                          "%s: %s", open->record->name, end->reason->message);
}

static void
genkan_dispatcher_take_end (GenkanDispatcher *self,
                            Open             *open)
{
  const GenkanScopeEnd *end = genkan_handover_get_end (open->handover);
  GenkanRunResult *result = self->result;

  genkan_run_result_add_scope (result, end);
  result->more = result->more || (open->scope != NULL && genkan_scope_get_more (open->scope));
  genkan_dispatcher_log_end (self, open);

  genkan_run_context_note_end (self->context, end->outcome, end->reason, end->details);

  /* A check or a discovery has nothing more to say. */
  if (self->context->run->purpose != GENKAN_PURPOSE_SYNC
      && end->outcome != GENKAN_OUTCOME_COMPLETE)
    g_queue_clear_full (&self->jobs, job_free);
}

static void
genkan_dispatcher_handed_over_cb (GObject      *source,
                                  GAsyncResult *result,
                                  gpointer      user_data)
{
  Open *open = user_data;
  g_autoptr (GenkanDispatcher) self = g_object_ref (open->self);
  g_autoptr (GError) error = NULL;

  if (genkan_handover_end_finish (open->handover, result, &error))
    {
      genkan_dispatcher_take_end (self, open);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autoptr (GError) reason = g_error_new (GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SINK,
                                               "the end of a Record could not be stored: %s",
                                               error->message);

      genkan_handover_fail (open->handover, reason);
      genkan_dispatcher_take_end (self, open);
    }

  g_ptr_array_remove (self->open, open);
  genkan_run_context_wake (self->context);
}

/* --- running -------------------------------------------------------------------------------- */

static void
genkan_dispatcher_scope_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      user_data)
{
  Open *open = user_data;
  GenkanDispatcher *self = open->self;
  GenkanScope *scope = GENKAN_SCOPE (source);

  if (!genkan_scope_run_finish (scope, result, NULL))
    {
      g_autoptr (GenkanDispatcher) keep = g_object_ref (self);

      g_ptr_array_remove (self->open, open);
      genkan_run_context_wake (self->context);
      return;
    }

  genkan_handover_end_async (open->handover, genkan_scope_get_outcome (scope),
                             genkan_scope_get_reason (scope), genkan_scope_get_details (scope),
                             genkan_scope_get_delta (scope), genkan_dispatcher_handed_over_cb,
                             open);
}

static void
genkan_dispatcher_start (GenkanDispatcher *self,
                         Job              *job)
{
  GenkanRunContext *context = self->context;
  gboolean is_check = context->run->purpose == GENKAN_PURPOSE_CHECK;
  Open *open = open_new (self, job->record);
  g_autoptr (GenkanVariables) variables = NULL;
  g_auto (GStrv) changed = NULL;

  g_ptr_array_add (self->open, open);
  if (job->record != NULL)
    context->n_known--;
  if (context->stopped)
    {
      genkan_handover_end_async (open->handover, context->stop_outcome, context->stop_reason,
                                 context->stop_details, FALSE, genkan_dispatcher_handed_over_cb,
                                 open);
      return;
    }

  variables = genkan_run_context_dup_variables (context, job->record, &changed);
  open->scope = genkan_scope_new (context, job->plan, open->handover, variables,
                                  is_check ? CHECK_PAGES : context->run->preview_pages,
                                  is_check ? CHECK_ROWS : context->run->preview_rows);
  genkan_scope_set_changed (open->scope, (const char * const *) changed);
  genkan_scope_run_async (open->scope, genkan_dispatcher_scope_cb, open);
}

/* Whether one of those that run alone is open: it was the first then. */
static gboolean
genkan_dispatcher_is_alone (GenkanDispatcher *self)
{
  return self->open->len > 0 && ((Open *) g_ptr_array_index (self->open, 0))->record == NULL;
}

static gboolean
genkan_dispatcher_can_start (GenkanDispatcher *self)
{
  GenkanRunContext *context = self->context;
  const Job *next = g_queue_peek_head (&self->jobs);

  if (next == NULL || genkan_dispatcher_is_alone (self)
      || self->open->len >= OPEN_PER_REQUEST * context->max_active)
    return FALSE;

  if (next->record == NULL)
    return self->open->len == 0;

  return context->stopped || (context->n_active < context->max_active
                              && genkan_outlet_has_room (context->outlet));
}

/* Those that began first take first what is free. */
static void
genkan_dispatcher_proceed_open (GenkanDispatcher *self)
{
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->open->len; i++)
    {
      Open *open = g_ptr_array_index (self->open, i);

      if (open->scope != NULL)
        g_ptr_array_add (scopes, g_object_ref (open->scope));
    }

  for (guint i = 0; i < scopes->len; i++)
    genkan_scope_proceed (g_ptr_array_index (scopes, i));
}

static void
genkan_dispatcher_proceed (GenkanDispatcher *self)
{
  if (self->task == NULL)
    return;

  if (g_cancellable_is_cancelled (self->context->cancellable))
    g_queue_clear_full (&self->jobs, job_free);

  genkan_dispatcher_proceed_open (self);
  while (genkan_dispatcher_can_start (self))
    {
      Job *job = g_queue_pop_head (&self->jobs);

      genkan_dispatcher_start (self, job);
      job_free (job);
    }

  if (self->open->len == 0 && self->jobs.length == 0)
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->task);

      self->context->wake = NULL;
      genkan_run_context_log_steps (self->context);
      g_signal_handlers_disconnect_by_data (self->context->outlet, self);
      g_task_return_boolean (task, TRUE);
    }
}

static gboolean
genkan_dispatcher_wake_cb (gpointer user_data)
{
  GenkanDispatcher *self = user_data;

  g_clear_pointer (&self->waking, g_source_unref);
  genkan_dispatcher_proceed (self);

  return G_SOURCE_REMOVE;
}

static void
genkan_dispatcher_wake (gpointer data)
{
  GenkanDispatcher *self = data;

  if (self->waking != NULL)
    return;

  self->waking = g_idle_source_new ();
  g_source_set_priority (self->waking, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->waking, genkan_dispatcher_wake_cb, g_object_ref (self),
                         g_object_unref);
  g_source_attach (self->waking, g_main_context_get_thread_default ());
}

/* --- which there are ------------------------------------------------------------------------ */

/* A plan without steps is none. */
static void
genkan_dispatcher_add (GenkanDispatcher      *self,
                       GenkanPlan            *plan,
                       const GenkanRunRecord *record)
{
  Job *job;

  if (genkan_plan_get_n_steps (plan) == 0)
    return;

  job = g_new0 (Job, 1);
  job->plan = genkan_plan_ref (plan);
  job->record = record;
  /* For the progress: of a Record that is still to come one request is known. */
  if (record != NULL)
    self->context->n_known++;
  g_queue_push_tail (&self->jobs, job);
}

/* By Fisher and Yates. */
static void
shuffle (GPtrArray *array,
         guint32    seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  for (guint i = array->len; i > 1; i--)
    {
      guint other = g_rand_int_range (rand, 0, i);
      gpointer last = array->pdata[i - 1];

      array->pdata[i - 1] = array->pdata[other];
      array->pdata[other] = last;
    }
}

static void
genkan_dispatcher_add_sync (GenkanDispatcher *self)
{
  const GenkanRun *run = self->context->run;
  const GenkanDefinition *definition = self->context->definition;
  g_autoptr (GenkanPlan) wide = genkan_plan_new (definition, GENKAN_PLAN_CONNECTION);
  g_autoptr (GenkanPlan) plan = genkan_plan_new (definition, GENKAN_PLAN_RECORD);
  g_autoptr (GPtrArray) records = g_ptr_array_copy (run->records, NULL, NULL);

  g_ptr_array_set_free_func (records, NULL);
  shuffle (records, run->seed);
  genkan_dispatcher_add (self, wide, NULL);
  for (guint i = 0; i < records->len; i++)
    genkan_dispatcher_add (self, plan, g_ptr_array_index (records, i));
}

/* A check asks the step of that name first: it knows best what a wrong key looks like. */
static void
genkan_dispatcher_add_discover (GenkanDispatcher *self)
{
  const GenkanDefinition *definition = self->context->definition;
  const GenkanStep *check = genkan_definition_find_step (definition, STEP_CHECK);
  g_autoptr (GenkanPlan) plan = genkan_plan_new (definition, GENKAN_PLAN_DISCOVER);

  if (self->context->run->purpose == GENKAN_PURPOSE_CHECK && check != NULL && !check->for_discover)
    {
      g_autoptr (GenkanPlan) first = genkan_plan_new_for_step (check);

      genkan_dispatcher_add (self, first, NULL);
    }

  genkan_dispatcher_add (self, plan, NULL);
}

/* -------------------------------------------------------------------------------------------- */

static void
genkan_dispatcher_finalize (GObject *object)
{
  GenkanDispatcher *self = GENKAN_DISPATCHER (object);

  g_queue_clear_full (&self->jobs, job_free);
  g_ptr_array_unref (self->open);

  G_OBJECT_CLASS (genkan_dispatcher_parent_class)->finalize (object);
}

static void
genkan_dispatcher_class_init (GenkanDispatcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_dispatcher_finalize;
}

static void
genkan_dispatcher_init (GenkanDispatcher *self)
{
  g_queue_init (&self->jobs);
  self->open = g_ptr_array_new_with_free_func (open_free);
}

/**
 * genkan_dispatcher_new:
 * @context: a run that has not asked for anything yet
 * @result: where its outcome, reason, details and scopes are noted
 *
 * Returns: (transfer full): a dispatcher
 */
GenkanDispatcher *
genkan_dispatcher_new (GenkanRunContext *context,
                       GenkanRunResult  *result)
{
  GenkanDispatcher *self = g_object_new (GENKAN_TYPE_DISPATCHER, NULL);

  self->context = context;
  self->result = result;

  return self;
}

void
genkan_dispatcher_run_async (GenkanDispatcher    *self,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (GENKAN_IS_DISPATCHER (self));

  self->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->task, genkan_dispatcher_run_async);
  self->context->wake = genkan_dispatcher_wake;
  self->context->wake_data = self;
  g_signal_connect_object (self->context->outlet, "changed", G_CALLBACK (genkan_dispatcher_wake),
                           self, G_CONNECT_SWAPPED);

  if (self->context->run->purpose == GENKAN_PURPOSE_SYNC)
    {
      self->context->ledger = genkan_ledger_new (LEDGER_BUDGET, genkan_scope_take_shared);
      genkan_dispatcher_add_sync (self);
    }
  else
    {
      genkan_dispatcher_add_discover (self);
    }

  genkan_dispatcher_wake (self);
}

/**
 * genkan_dispatcher_run_finish:
 * @self: a dispatcher
 * @result: what the callback got
 * @error: unused: whether the run was cancelled its cancellable knows
 *
 * Returns: %TRUE
 */
gboolean
genkan_dispatcher_run_finish (GenkanDispatcher  *self,
                              GAsyncResult      *result,
                              GError           **error)
{
  g_return_val_if_fail (GENKAN_IS_DISPATCHER (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
