/* genkan-run-result.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All scopes together give a run its outcome, the worst of them its reason.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-run-private.h"

GenkanRunResult *
genkan_run_result_new (void)
{
  return g_new0 (GenkanRunResult, 1);
}

void
genkan_run_result_free (GenkanRunResult *self)
{
  if (self == NULL)
    return;

  g_clear_error (&self->reason);
  g_free (self->details);
  g_free (self);
}

static int
get_badness (GenkanOutcome outcome)
{
  static const int badness[] = { 0, 2, 3, 1 };

  return badness[outcome];
}

static gboolean
is_worst (const GenkanRunResult *self,
          GenkanOutcome          outcome)
{
  for (guint i = 0; i < GENKAN_N_OUTCOMES; i++)
    if (self->n_scopes[i] > 0 && get_badness (outcome) <= get_badness (i))
      return FALSE;

  return TRUE;
}

static GenkanOutcome
sum_up (const guint *n_scopes)
{
  guint n_good = n_scopes[GENKAN_OUTCOME_COMPLETE];
  guint n_partial = n_scopes[GENKAN_OUTCOME_PARTIAL];
  guint n_failed = n_scopes[GENKAN_OUTCOME_FAILED];

  if (n_partial + n_failed == 0)
    return n_good > 0 ? GENKAN_OUTCOME_COMPLETE : GENKAN_OUTCOME_SKIPPED;

  return n_good + n_partial == 0 ? GENKAN_OUTCOME_FAILED : GENKAN_OUTCOME_PARTIAL;
}

/* Counts the end of one more of its scopes. */
void
genkan_run_result_add_scope (GenkanRunResult      *self,
                             const GenkanScopeEnd *end)
{
  if (is_worst (self, end->outcome))
    {
      g_clear_error (&self->reason);
      g_free (self->details);
      self->reason = end->reason != NULL ? g_error_copy (end->reason) : NULL;
      self->details = g_strdup (end->details);
    }

  self->n_scopes[end->outcome]++;
  self->outcome = sum_up (self->n_scopes);
}
