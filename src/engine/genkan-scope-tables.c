/* genkan-scope-tables.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The scope's tables: rows go into the sandbox, and steps without a request (joins, unions,
 * seeds) run over them once they are complete. All of that happens in the worker.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-failure.h"
#include "genkan-mapped.h"
#include "genkan-scope-private.h"

typedef struct
{
  GenkanSandbox *sandbox; /* (owned) */
  GPtrArray     *tables;  /* (owned) (element-type GenkanMapped) */
} StoreJob;

static void
store_job_free (gpointer data)
{
  StoreJob *job = data;

  g_object_unref (job->sandbox);
  g_ptr_array_unref (job->tables);
  g_free (job);
}

/* In the worker. */
static gboolean
do_store (gpointer   data,
          GError   **error)
{
  StoreJob *job = data;

  for (guint i = 0; i < job->tables->len; i++)
    {
      GenkanMapped *mapped = g_ptr_array_index (job->tables, i);

      if (!genkan_sandbox_store_rows (job->sandbox, mapped->output->name, mapped->rows, error))
        return FALSE;
    }

  return TRUE;
}

static void
genkan_scope_stored_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr (GenkanScope) self = user_data;
  g_autoptr (GError) error = NULL;

  self->n_active--;
  if (!genkan_worker_run_finish (GENKAN_WORKER (source), result, &error))
    {
      g_autoptr (GError) reason = g_error_new_literal (GENKAN_ENGINE_ERROR,
                                                       GENKAN_ENGINE_ERROR_SHAPE, error->message);

      _genkan_scope_end (self, GENKAN_OUTCOME_FAILED, reason, NULL);
    }

  genkan_scope_proceed (self);
}

/* Tables that joins read go into the sandbox; the worker does it before anything asked later. */
void
_genkan_scope_store (GenkanScope *self,
                     GPtrArray   *tables)
{
  StoreJob *job;
  gboolean any = FALSE;

  for (guint i = 0; i < tables->len; i++)
    {
      const GenkanMapped *mapped = g_ptr_array_index (tables, i);

      any = any || genkan_plan_is_read (self->plan, mapped->output->name);
    }

  if (!any)
    return;

  job = g_new0 (StoreJob, 1);
  job->sandbox = g_object_ref (self->bench->sandbox);
  job->tables = g_ptr_array_ref (tables);
  self->n_active++;
  genkan_worker_run_async (self->bench->worker, do_store, job, store_job_free,
                           genkan_scope_stored_cb, g_object_ref (self));
}

typedef struct
{
  GenkanSandbox    *sandbox;     /* (owned) */
  GenkanInvocation *invocation;  /* (owned) */
  GCancellable     *cancellable; /* (owned) */
  GPtrArray        *mapped;      /* (owned) (element-type GenkanMapped) */
} SelectJob;

static void
select_job_free (gpointer data)
{
  SelectJob *job = data;

  g_object_unref (job->sandbox);
  genkan_invocation_unref (job->invocation);
  g_object_unref (job->cancellable);
  g_ptr_array_unref (job->mapped);
  g_free (job);
}

/* In the worker. */
static gboolean
do_select (gpointer   data,
           GError   **error)
{
  SelectJob *job = data;
  GPtrArray *outputs = job->invocation->step->outputs;

  for (guint i = 0; i < outputs->len; i++)
    {
      const GenkanOutput *output = g_ptr_array_index (outputs, i);
      GenkanRowBatch *rows = genkan_sandbox_run_output (job->sandbox, output,
                                                        job->invocation->variables,
                                                        job->cancellable, error);

      if (rows == NULL)
        return FALSE;

      g_ptr_array_add (job->mapped, genkan_mapped_new (output, rows));
      genkan_row_batch_unref (rows);
    }

  return TRUE;
}

static void
genkan_scope_take_selected (GenkanScope *self,
                            SelectJob   *job)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (genkan_mapped_free);

  for (guint i = 0; i < job->mapped->len; i++)
    {
      GenkanMapped *mapped = g_ptr_array_index (job->mapped, i);

      if (mapped->output->kind == GENKAN_OUTPUT_TABLE)
        {
          g_ptr_array_add (tables, genkan_mapped_new (mapped->output, mapped->rows));
          genkan_run_context_trace_rows (self->context, job->invocation->step,
                                         genkan_handover_get_record_id (self->handover), mapped);
        }
      else
        genkan_handover_count (self->handover,
                               genkan_handover_take (self->handover, job->invocation->step,
                                                     mapped));
    }

  _genkan_scope_note_delta (self, job->invocation->step);
  _genkan_scope_store (self, tables);
  _genkan_scope_take_rows (self, job->invocation, tables);
  self->steps[job->invocation->place].live--;
}

typedef struct
{
  GenkanScope *self; /* (owned) */
  SelectJob   *job;  /* the worker's */
} Selected;

static void
genkan_scope_selected_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  Selected *selected = user_data;
  g_autoptr (GenkanScope) self = selected->self;
  SelectJob *job = selected->job;
  g_autoptr (GError) error = NULL;

  g_free (selected);
  self->n_active--;
  if (genkan_worker_run_finish (GENKAN_WORKER (source), result, &error))
    {
      if (!self->ended)
        genkan_scope_take_selected (self, job);
    }
  else
    {
      _genkan_scope_fail (self, job->invocation, genkan_failure_code_for_error (error),
                          error->message);
    }

  genkan_scope_proceed (self);
}

static void
genkan_scope_select (GenkanScope      *self,
                     GenkanInvocation *invocation)
{
  SelectJob *job = g_new0 (SelectJob, 1);
  Selected *selected = g_new0 (Selected, 1);

  job->sandbox = g_object_ref (self->bench->sandbox);
  job->invocation = genkan_invocation_ref (invocation);
  job->cancellable = g_object_ref (self->cancellable);
  job->mapped = g_ptr_array_new_with_free_func (genkan_mapped_free);
  selected->self = g_object_ref (self);
  selected->job = job;

  self->n_active++;
  genkan_worker_run_async (self->bench->worker, do_select, job, select_job_free,
                           genkan_scope_selected_cb, selected);
}

/* Those whose tables are complete run. */
void
_genkan_scope_select_ready (GenkanScope *self)
{
  for (guint i = 0; i < genkan_plan_get_n_steps (self->plan); i++)
    {
      GenkanStepState *state = &self->steps[i];
      g_autoptr (GPtrArray) ready = NULL;

      if (state->waiting->len == 0 || _genkan_scope_can_still_get_rows (self, i))
        continue;

      ready = g_steal_pointer (&state->waiting);
      state->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) genkan_invocation_unref);
      for (guint j = 0; j < ready->len; j++)
        genkan_scope_select (self, g_ptr_array_index (ready, j));
    }
}
