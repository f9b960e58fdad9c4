/* genkan-run-context-scopes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the scopes of a run have to do with each other: what each of them knows from its
 * beginning, and when the end of one is the end of all.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-run-context.h"

#include "genkan-enums.h"

static void
set_text (GenkanVariables *variables,
          const char      *name,
          const char      *text)
{
  GenkanValue value = genkan_value_text (text);

  genkan_variables_set (variables, name, &value);
}

static void
add_record (GenkanVariables       *variables,
            const GenkanRunRecord *record)
{
  GenkanValue extra = GENKAN_VALUE_INIT;

  set_text (variables, "record_id", record->id);
  set_text (variables, "record_name", record->name);
  if (record->extra != NULL)
    extra = genkan_value_json (record->extra, strlen (record->extra));
  genkan_variables_set (variables, "record_extra", &extra);
}

static const GenkanValue *
find_remembered (GenkanRunContext      *self,
                 const GenkanRunRecord *record,
                 const char            *name)
{
  GenkanVariables *own = record != NULL ? g_hash_table_lookup (self->run->of_records, record->id)
                                        : NULL;
  const GenkanValue *value = own != NULL ? genkan_variables_lookup (own, name) : NULL;

  return value != NULL ? value : genkan_variables_lookup (self->run->remembered, name);
}

/* Whatever kind of value the front end has made of it meanwhile: 0 is '0'. */
static gboolean
is_first_value (GenkanRunContext  *self,
                const char        *name,
                const GenkanValue *value)
{
  const GenkanValue *first = genkan_variables_lookup (self->variables, name);
  g_autofree char *a = first != NULL ? genkan_value_dup_text (first) : NULL;
  g_autofree char *b = genkan_value_dup_text (value);

  return g_strcmp0 (a, b) == 0;
}

/**
 * genkan_run_context_dup_variables:
 * @self: a run
 * @record: (nullable): the Record whose scope it is
 * @ret_changed: (out) (transfer full): which remembered values are not the first ones
 *
 * Returns: (transfer full): what the scope knows from its beginning
 */
GenkanVariables *
genkan_run_context_dup_variables (GenkanRunContext        *self,
                                  const GenkanRunRecord   *record,
                                  char                  ***ret_changed)
{
  GenkanVariables *variables = genkan_variables_new (self->variables);
  g_autoptr (GStrvBuilder) changed = g_strv_builder_new ();

  if (record != NULL)
    add_record (variables, record);

  for (guint i = 0; i < self->definition->remember->len; i++)
    {
      const GenkanNamedTemplate *first = g_ptr_array_index (self->definition->remember, i);
      const GenkanValue *value = find_remembered (self, record, first->name);

      if (value == NULL || is_first_value (self, first->name, value))
        continue;

      genkan_variables_set (variables, first->name, value);
      g_strv_builder_add (changed, first->name);
    }

  *ret_changed = g_strv_builder_end (changed);

  return variables;
}

/* --- what steps have brought ---------------------------------------------------------------- */

typedef struct
{
  guint n_requests;
  guint n_items;
} StepCount;

void
genkan_run_context_count_step (GenkanRunContext *self,
                               const GenkanStep *step,
                               guint             n_requests,
                               guint             n_items)
{
  StepCount *count = g_hash_table_lookup (self->step_counts, step);

  if (count == NULL)
    {
      count = g_new0 (StepCount, 1);
      g_hash_table_insert (self->step_counts, (gpointer) step, count);
    }
  count->n_requests += n_requests;
  count->n_items += n_items;
}

/* In the file's order, and for all scopes together: a thousand Records make no thousand lines. */
void
genkan_run_context_log_steps (GenkanRunContext *self)
{
  for (guint i = 0; i < self->definition->steps->len; i++)
    {
      const GenkanStep *step = g_ptr_array_index (self->definition->steps, i);
      const StepCount *count = g_hash_table_lookup (self->step_counts, step);

      if (count != NULL && count->n_requests > 0)
        genkan_run_context_log (self, GENKAN_LOG_INFO, "%s: %u answers, %u items", step->name,
                                count->n_requests, count->n_items);
    }
}

/* --- when one scope's end is the end of all ------------------------------------------------- */

static gboolean
has_limit_per_value (GenkanRunContext *context)
{
  for (guint i = 0; i < context->definition->limits->len; i++)
    if (((const GenkanLimit *) g_ptr_array_index (context->definition->limits, i))->per != NULL)
      return TRUE;

  return FALSE;
}

/* Whether every other scope would end the same way. */
static gboolean
concerns_all (GenkanRunContext *context,
              const GError     *reason)
{
  if (reason == NULL || reason->domain != GENKAN_ENGINE_ERROR)
    return FALSE;

  switch (reason->code)
    {
    case GENKAN_ENGINE_ERROR_SETTINGS:
    case GENKAN_ENGINE_ERROR_UNREACHABLE:
    case GENKAN_ENGINE_ERROR_TLS:
    case GENKAN_ENGINE_ERROR_UNAUTHORIZED:
    case GENKAN_ENGINE_ERROR_SINK:
      return TRUE;

    case GENKAN_ENGINE_ERROR_THROTTLED:
      return !has_limit_per_value (context);

    default:
      return FALSE;
    }
}

/* Something has become free, or has ended. */
void
genkan_run_context_wake (GenkanRunContext *self)
{
  if (self->wake != NULL)
    self->wake (self->wake_data);
}

/**
 * genkan_run_context_stop:
 * @self: a run
 * @outcome: how every scope ends that has not ended yet
 * @reason: why
 * @details: (nullable): what was asked, what came
 *
 * Ends the run for a reason that concerns all of its scopes. The first reason counts.
 */
void
genkan_run_context_stop (GenkanRunContext *self,
                         GenkanOutcome     outcome,
                         const GError     *reason,
                         const char       *details)
{
  if (self->stopped)
    return;

  self->stopped = TRUE;
  self->stop_outcome = outcome;
  self->stop_reason = g_error_copy (reason);
  self->stop_details = g_strdup (details);
  genkan_run_context_wake (self);
}

/**
 * genkan_run_context_note_end:
 * @self: a run
 * @outcome: how one of its scopes ends
 * @reason: (nullable): why
 * @details: (nullable): what was asked, what came
 *
 * Stops the run if the same would happen to every other scope, so that nobody asks the tool a
 * thousand times with a wrong key.
 */
void
genkan_run_context_note_end (GenkanRunContext *self,
                             GenkanOutcome     outcome,
                             const GError     *reason,
                             const char       *details)
{
  if (outcome == GENKAN_OUTCOME_FAILED && concerns_all (self, reason))
    genkan_run_context_stop (self, outcome, reason, details);
}
