/* genkan-handover.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A step can be in more than one scope's plan: what is connection-wide is also run where a
 * Record's steps need its tables. Its sinks are served by the scope that it belongs to only.
 *
 * What is to be remembered is kept until the end, since only a complete scope may hand it over.
 * Of several rows the last one that came wins, for each name of its own.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-handover.h"

struct _GenkanHandover
{
  GObject parent_instance;

  GenkanRunContext *context;    /* the runner's, which outlives it */
  char             *record_id;  /* (owned) (nullable) */
  GenkanVariables  *remembered; /* (owned) */
  GenkanRecall     *recall;     /* (owned) (nullable) of the Record's items */
  gboolean          recalled;   /* the sink was asked */
  guint             n_writes;   /* on their way */
  guint             n_rows;

  GTask            *task;       /* (owned) (nullable) while it ends */
  GenkanScopeEnd    end;
  GError           *reason;     /* (owned) (nullable) of the end */
  char             *details;    /* (owned) (nullable) of the end */
};

G_DEFINE_FINAL_TYPE (GenkanHandover, genkan_handover, G_TYPE_OBJECT)

/* --- what is to be remembered --------------------------------------------------------------- */

static void
genkan_handover_remember (GenkanHandover *self,
                          GenkanRowBatch *rows)
{
  guint n_rows = genkan_row_batch_get_n_rows (rows);

  for (guint row = 0; row < n_rows; row++)
    for (guint i = 0; i < genkan_row_batch_get_n_columns (rows); i++)
      {
        const GenkanValue *value = genkan_row_batch_get (rows, row, i);

        if (!genkan_value_is_null (value))
          genkan_variables_set (self->remembered, genkan_row_batch_get_column_name (rows, i),
                                value);
      }
}

/* One row of all that is to be remembered; NULL if there is nothing. */
static GenkanRowBatch *
genkan_handover_make_remembered (GenkanHandover *self)
{
  GPtrArray *declared = self->context->definition->remember;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GenkanRowBatchBuilder) builder = NULL;

  for (guint i = 0; i < declared->len; i++)
    {
      const char *name = ((const GenkanNamedTemplate *) g_ptr_array_index (declared, i))->name;

      if (genkan_variables_lookup (self->remembered, name) != NULL)
        g_ptr_array_add (names, (gpointer) name);
    }

  if (names->len == 0)
    return NULL;

  builder = genkan_row_batch_builder_new ((const char * const *) names->pdata, names->len);
  for (guint i = 0; i < names->len; i++)
    genkan_row_batch_builder_add (builder,
                                  genkan_variables_lookup (self->remembered,
                                                           g_ptr_array_index (names, i)));

  return genkan_row_batch_builder_end (g_steal_pointer (&builder));
}

/* --- the end -------------------------------------------------------------------------------- */

static void
genkan_handover_ended_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  g_autoptr (GenkanHandover) self = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  GError *error = NULL;

  if (genkan_sink_end_scope_finish (GENKAN_SINK (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Rows that could not be written are not there, whatever the scope thinks. */
static void
genkan_handover_check_writes (GenkanHandover *self)
{
  const GError *error = genkan_outlet_get_error (self->context->outlet);

  if (error == NULL || self->end.outcome == GENKAN_OUTCOME_FAILED)
    return;

  self->end.outcome = GENKAN_OUTCOME_FAILED;
  g_clear_error (&self->reason);
  self->reason = g_error_new (GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SINK,
                              "the rows could not be stored: %s", error->message);
  self->end.reason = self->reason;
}

/* Once the last row is safe. */
static void
genkan_handover_try_end (GenkanHandover *self)
{
  if (self->task == NULL || self->n_writes > 0)
    return;

  genkan_handover_check_writes (self);
  self->end.n_rows = self->n_rows;
  if (self->end.outcome == GENKAN_OUTCOME_COMPLETE)
    self->end.remembered = genkan_handover_make_remembered (self);

  /* A check ends nothing: it has only had a look. */
  if (self->context->run->purpose == GENKAN_PURPOSE_CHECK)
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->task);

      g_task_return_boolean (task, TRUE);
      return;
    }

  genkan_sink_end_scope_async (self->context->run->sink, &self->end, self->context->cancellable,
                               genkan_handover_ended_cb, g_object_ref (self));
}

/* -------------------------------------------------------------------------------------------- */

static void
genkan_handover_finalize (GObject *object)
{
  GenkanHandover *self = GENKAN_HANDOVER (object);

  g_free (self->record_id);
  g_clear_pointer (&self->remembered, genkan_variables_unref);
  g_clear_pointer (&self->recall, genkan_recall_unref);
  g_clear_pointer (&self->end.remembered, genkan_row_batch_unref);
  g_clear_error (&self->reason);
  g_free (self->details);

  G_OBJECT_CLASS (genkan_handover_parent_class)->finalize (object);
}

static void
genkan_handover_class_init (GenkanHandoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_handover_finalize;
}

static void
genkan_handover_init (GenkanHandover *self)
{
  self->remembered = genkan_variables_new (NULL);
}

/**
 * genkan_handover_new:
 * @context: the run
 * @record_id: (nullable): the Record whose scope it is
 *
 * Returns: (transfer full): a handover of nothing so far
 */
GenkanHandover *
genkan_handover_new (GenkanRunContext *context,
                     const char       *record_id)
{
  GenkanHandover *self = g_object_new (GENKAN_TYPE_HANDOVER, NULL);

  self->context = context;
  self->record_id = g_strdup (record_id);

  return self;
}

static void
genkan_handover_written_cb (gpointer user_data)
{
  g_autoptr (GenkanHandover) self = user_data;

  self->n_writes--;
  genkan_handover_try_end (self);
}

static guint
genkan_handover_write (GenkanHandover     *self,
                       const GenkanStep   *step,
                       const GenkanMapped *mapped)
{
  guint n_known;
  guint n_rows = genkan_row_batch_get_n_rows (mapped->rows);

  genkan_row_batch_get_known (mapped->rows, &n_known);
  genkan_run_context_trace_rows (self->context, step, self->record_id, mapped);
  if (n_rows + n_known == 0)
    return 0;

  self->n_writes++;
  genkan_outlet_write (self->context->outlet, self->record_id, mapped->output->name, mapped->rows,
                       genkan_handover_written_cb, g_object_ref (self));

  return n_rows + n_known;
}

/* Returns: (nullable): the Record whose scope it is */
const char *
genkan_handover_get_record_id (GenkanHandover *self)
{
  g_return_val_if_fail (GENKAN_IS_HANDOVER (self), NULL);

  return self->record_id;
}

/**
 * genkan_handover_get_recall:
 * @self: a handover
 * @step: a step of the scope
 *
 * A trace shows all rows, and rows that other Records may get too are made for all of them.
 *
 * Returns: (transfer none) (nullable): what is known of the items of the step, if that helps
 */
GenkanRecall *
genkan_handover_get_recall (GenkanHandover   *self,
                            const GenkanStep *step)
{
  const GenkanRun *run;

  g_return_val_if_fail (GENKAN_IS_HANDOVER (self), NULL);

  run = self->context->run;
  if (self->record_id == NULL || !step->per_record || step->shared
      || run->purpose != GENKAN_PURPOSE_SYNC || run->trace != NULL)
    return NULL;

  if (!self->recalled)
    self->recall = genkan_sink_recall (run->sink, self->record_id);
  self->recalled = TRUE;

  return self->recall;
}

/**
 * genkan_handover_take:
 * @self: a handover
 * @step: a step of the scope
 * @mapped: rows of one of its SELECTs, whichever
 *
 * Passes on what is for a sink, and is the business of this scope and of the run's purpose.
 *
 * Returns: how many rows are on their way to the sink, for genkan_handover_count()
 */
guint
genkan_handover_take (GenkanHandover     *self,
                      const GenkanStep   *step,
                      const GenkanMapped *mapped)
{
  gboolean is_sync;

  g_return_val_if_fail (GENKAN_IS_HANDOVER (self), 0);

  is_sync = self->context->run->purpose == GENKAN_PURPOSE_SYNC;
  if (is_sync && step->per_record != (self->record_id != NULL))
    return 0;

  switch (mapped->output->kind)
    {
    case GENKAN_OUTPUT_RECORDS:
      return !is_sync ? genkan_handover_write (self, step, mapped) : 0;

    case GENKAN_OUTPUT_FINDINGS:
      return is_sync ? genkan_handover_write (self, step, mapped) : 0;

    case GENKAN_OUTPUT_REMEMBER:
      if (is_sync)
        genkan_handover_remember (self, mapped->rows);
      return 0;

    case GENKAN_OUTPUT_TABLE:
    case GENKAN_OUTPUT_NEXT:
    case GENKAN_OUTPUT_TOTAL:
    case GENKAN_OUTPUT_HEADERS:
    default:
      return 0;
    }
}

/* Rows that were not written for nothing: those of an attempt that is followed by another one
 * come again. */
void
genkan_handover_count (GenkanHandover *self,
                       guint           n_rows)
{
  g_return_if_fail (GENKAN_IS_HANDOVER (self));

  self->n_rows += n_rows;
  self->context->n_rows += n_rows;
}

/**
 * genkan_handover_end_async:
 * @self: a handover
 * @outcome: how the scope ended
 * @reason: (nullable): why it is not complete
 * @details: (nullable): what was asked, what came
 * @delta: whether it was about what has changed only
 * @callback: called when the sink knows
 * @user_data: for @callback
 *
 * Tells the sink how the scope ended, after its last row.
 */
void
genkan_handover_end_async (GenkanHandover      *self,
                           GenkanOutcome        outcome,
                           const GError        *reason,
                           const char          *details,
                           gboolean             delta,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (GENKAN_IS_HANDOVER (self));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->task, genkan_handover_end_async);
  self->reason = reason != NULL ? g_error_copy (reason) : NULL;
  self->details = g_strdup (details);
  self->end.record_id = self->record_id;
  self->end.outcome = outcome;
  self->end.reason = self->reason;
  self->end.details = self->details;
  self->end.delta = delta;

  genkan_handover_try_end (self);
}

/**
 * genkan_handover_end_finish:
 * @self: a handover
 * @result: what the callback got
 * @error: return location for the sink's error
 *
 * Returns: whether the sink has kept it
 */
gboolean
genkan_handover_end_finish (GenkanHandover  *self,
                            GAsyncResult    *result,
                            GError         **error)
{
  g_return_val_if_fail (GENKAN_IS_HANDOVER (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* When the sink could not keep the end: it has failed, however it ended. */
void
genkan_handover_fail (GenkanHandover *self,
                      const GError   *reason)
{
  g_return_if_fail (GENKAN_IS_HANDOVER (self));

  self->end.outcome = GENKAN_OUTCOME_FAILED;
  g_clear_error (&self->reason);
  self->reason = g_error_copy (reason);
  self->end.reason = self->reason;
}

/* How the scope ended for the sink, after the end. */
const GenkanScopeEnd *
genkan_handover_get_end (GenkanHandover *self)
{
  g_return_val_if_fail (GENKAN_IS_HANDOVER (self), NULL);

  return &self->end;
}
