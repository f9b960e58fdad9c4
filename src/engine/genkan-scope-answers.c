/* genkan-scope-answers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From an invocation to its rows: by an exchange, by the scope's own journal, or by the run's
 * ledger if another scope has asked the same.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-enums.h"
#include "genkan-exchange.h"
#include "genkan-failure.h"
#include "genkan-scope-private.h"

static void genkan_scope_replay (GenkanScope      *self,
                                 GenkanInvocation *invocation,
                                 GPtrArray        *tables,
                                 GenkanRowBatch   *next);

/* An invocation has made its rows: now those who asked for them are served. */
static void
genkan_scope_complete (GenkanScope      *self,
                       GenkanInvocation *invocation,
                       GPtrArray        *tables,
                       GenkanRowBatch   *next,
                       const char       *checksum)
{
  g_autoptr (GPtrArray) waiting = NULL;

  _genkan_scope_note_delta (self, invocation->step);
  _genkan_scope_store (self, tables);
  if (!invocation->is_poll)
    waiting = genkan_journal_done (self->journal, invocation, tables, next);

  _genkan_scope_take_next (self, invocation, next, checksum);
  _genkan_scope_take_rows (self, invocation, tables);
  self->steps[invocation->place].live--;
  _genkan_scope_note_done (self, invocation);

  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    genkan_scope_replay (self, g_ptr_array_index (waiting, i), tables, next);
}

/* The rows that an equal invocation has made start other steps with what is known here; they
 * are in the tables already, and the sinks have got theirs. */
static void
genkan_scope_replay (GenkanScope      *self,
                     GenkanInvocation *invocation,
                     GPtrArray        *tables,
                     GenkanRowBatch   *next)
{
  self->context->n_known--;
  _genkan_scope_take_next (self, invocation, next, NULL);
  _genkan_scope_take_rows (self, invocation, tables);
  self->steps[invocation->place].live--;
  _genkan_scope_note_done (self, invocation);
}

/* A list whose next page is the page before has no end. */
static gboolean
genkan_scope_check_repetition (GenkanScope      *self,
                               GenkanInvocation *invocation,
                               GenkanExchange   *exchange)
{
  g_autofree char *message = NULL;

  if (genkan_exchange_get_n_items (exchange) == 0
      || g_strcmp0 (genkan_exchange_get_checksum (exchange), invocation->previous) != 0)
    return TRUE;

  message = g_strdup_printf ("the pagination repeats itself (%s brings the same page again)",
                             invocation->words);
  _genkan_scope_fail (self, invocation, GENKAN_ENGINE_ERROR_REPEATS, message);

  return FALSE;
}

static GError *
make_reason (GenkanExchange   *exchange,
             GenkanInvocation *invocation,
             GenkanRedactor   *redactor)
{
  const char *message = genkan_exchange_get_message (exchange);
  GenkanEvidence evidence = { .invocation = invocation };

  return genkan_failure_new (GENKAN_ENGINE_ERROR_VENDOR,
                             message != NULL ? message : "the tool has not given everything",
                             &evidence, redactor);
}

/* What the tool does not give is no error, but it is said, and it is no sign that something is
 * gone. Findings that do not come can be left alone; a Discover knows only what is Partial. */
static void
genkan_scope_take_lack (GenkanScope       *self,
                        GenkanInvocation  *invocation,
                        GenkanExchange    *exchange,
                        GenkanVerdictKind  verdict)
{
  g_autoptr (GError) reason = make_reason (exchange, invocation, self->context->redactor);
  const char *details = genkan_exchange_get_details (exchange);

  genkan_run_context_log (self->context, GENKAN_LOG_WARNING, "%s", reason->message);

  if (verdict == GENKAN_VERDICT_SKIP)
    _genkan_scope_end (self, GENKAN_OUTCOME_SKIPPED, reason, details);
  else if (verdict == GENKAN_VERDICT_KEEP && self->context->run->purpose == GENKAN_PURPOSE_SYNC)
    self->delta = TRUE;
  else
    _genkan_scope_note (self, GENKAN_OUTCOME_PARTIAL, reason, details);
}

static void
genkan_scope_take_answer (GenkanScope      *self,
                          GenkanInvocation *invocation,
                          GenkanExchange   *exchange)
{
  GenkanVerdictKind verdict = genkan_exchange_get_verdict (exchange);
  GenkanStepState *state = &self->steps[invocation->place];

  state->n_requests++;
  state->n_items += genkan_exchange_get_n_items (exchange);

  if (verdict == GENKAN_VERDICT_SKIP || verdict == GENKAN_VERDICT_PARTIAL ||
      verdict == GENKAN_VERDICT_KEEP)
    genkan_scope_take_lack (self, invocation, exchange, verdict);

  genkan_tally_add (self->tally, invocation, genkan_exchange_get_total (exchange),
                    genkan_exchange_get_n_items (exchange));
  if (!self->ended && genkan_scope_check_repetition (self, invocation, exchange))
    genkan_scope_complete (self, invocation, genkan_exchange_get_tables (exchange),
                           genkan_exchange_get_next (exchange),
                           genkan_exchange_get_checksum (exchange));
}

static void
genkan_scope_take_error (GenkanScope  *self,
                         const GError *error,
                         const char   *details)
{
  gboolean limit = g_error_matches (error, GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_LIMIT);

  /* The limits that show in an exchange are those of the whole run. */
  if (limit && !self->ended)
    genkan_run_context_stop (self->context, GENKAN_OUTCOME_PARTIAL, error, details);

  _genkan_scope_end (self, limit ? GENKAN_OUTCOME_PARTIAL : GENKAN_OUTCOME_FAILED, error, details);
}

/* Only what is good without a but is good for others. */
static void
genkan_scope_share (GenkanScope      *self,
                    GenkanInvocation *invocation,
                    GenkanExchange   *exchange,
                    gboolean          arrived)
{
  GenkanVerdictKind verdict = genkan_exchange_get_verdict (exchange);

  if (!invocation->is_shared)
    return;

  if (arrived && (verdict == GENKAN_VERDICT_GOOD || verdict == GENKAN_VERDICT_EMPTY))
    genkan_ledger_done (self->context->ledger, invocation, genkan_exchange_get_tables (exchange),
                        genkan_exchange_get_next (exchange));
  else
    genkan_ledger_give_up (self->context->ledger, invocation);
}

/* What belongs to an exchange until it is over. */
typedef struct
{
  GenkanScope      *self;       /* (owned) */
  GenkanInvocation *invocation; /* (owned) */
  GenkanBench      *bench;
} Flight;

static void
flight_free (Flight *flight)
{
  genkan_invocation_unref (flight->invocation);
  g_object_unref (flight->self);
  g_free (flight);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Flight, flight_free)

static void
genkan_scope_exchanged_cb (GObject      *source,
                           GAsyncResult *result,
                           gpointer      user_data)
{
  GenkanExchange *exchange = GENKAN_EXCHANGE (source);
  g_autoptr (Flight) flight = user_data;
  GenkanScope *self = flight->self;
  GenkanInvocation *invocation = flight->invocation;
  g_autoptr (GError) error = NULL;
  gboolean arrived = genkan_exchange_run_finish (exchange, result, &error);

  self->n_active--;
  self->context->n_active--;
  _genkan_scope_leave_bench (self, flight->bench);
  genkan_run_context_wake (self->context);
  genkan_scope_share (self, invocation, exchange, arrived);
  if (arrived)
    genkan_scope_take_answer (self, invocation, exchange);
  else
    genkan_scope_take_error (self, error, genkan_exchange_get_details (exchange));

  genkan_run_context_report_progress (self->context);
  genkan_scope_proceed (self);
}

/* --- starting ------------------------------------------------------------------------------- */

static void
genkan_scope_exchange (GenkanScope      *self,
                       GenkanInvocation *invocation)
{
  GenkanBench *bench = _genkan_scope_take_bench (self);
  g_autoptr (GenkanExchange) exchange = genkan_exchange_new (self->context, invocation,
                                                             bench->sandbox, bench->worker,
                                                             self->cancellable);
  Flight *flight = g_new0 (Flight, 1);

  flight->self = g_object_ref (self);
  flight->invocation = genkan_invocation_ref (invocation);
  flight->bench = bench;
  self->n_active++;
  self->context->n_active++;
  genkan_exchange_set_handover (exchange, self->handover);
  genkan_exchange_run_async (exchange, genkan_scope_exchanged_cb, flight);
}

/* Another scope has got the rows, or could not get them. */
void
genkan_scope_take_shared (gpointer          scope,
                           GenkanInvocation *invocation,
                           GPtrArray        *rows,
                           GenkanRowBatch   *next)
{
  GenkanScope *self = GENKAN_SCOPE (scope);

  self->n_waiting--;
  if (rows != NULL)
    {
      invocation->chain->is_foreign = TRUE;
      self->context->n_known--;
      genkan_scope_complete (self, invocation, rows, next, NULL);
    }
  else
    {
      g_queue_push_head (&self->work, genkan_invocation_ref (invocation));
    }

  genkan_run_context_wake (self->context);
}

/* What this scope has not asked for yet another one may have. */
static void
genkan_scope_ask (GenkanScope      *self,
                  GenkanInvocation *invocation)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GenkanRowBatch) next = NULL;

  if (self->context->ledger == NULL || !invocation->step->shared)
    {
      genkan_scope_exchange (self, invocation);
      return;
    }

  switch (genkan_ledger_ask (self->context->ledger, self, invocation, &rows, &next))
    {
    case GENKAN_LEDGER_NEW:
      invocation->is_shared = TRUE;
      genkan_scope_exchange (self, invocation);
      break;

    case GENKAN_LEDGER_DOING:
      self->n_waiting++;
      break;

    case GENKAN_LEDGER_DONE:
      invocation->chain->is_foreign = TRUE;
      self->context->n_known--;
      genkan_scope_complete (self, invocation, rows, next, NULL);
      break;

    default:
      g_assert_not_reached ();
    }
}

void
_genkan_scope_start (GenkanScope      *self,
                    GenkanInvocation *invocation)
{
  g_autofree char *known = NULL;
  GPtrArray *tables;
  GenkanRowBatch *next;

  if (invocation->is_poll || invocation->is_noted)
    {
      if (invocation->is_poll)
        genkan_scope_exchange (self, invocation);
      else
        genkan_scope_ask (self, invocation);
      return;
    }

  invocation->is_noted = TRUE;
  known = genkan_variables_dup_values (invocation->variables,
                                       genkan_plan_get_downstream_variables (self->plan,
                                                                             invocation->place));
  switch (genkan_journal_ask (self->journal, invocation, known, &tables, &next))
    {
    case GENKAN_JOURNAL_NEW:
      genkan_scope_ask (self, invocation);
      break;

    case GENKAN_JOURNAL_DOING:
      break;

    case GENKAN_JOURNAL_DONE:
      genkan_scope_replay (self, invocation, tables, next);
      break;

    case GENKAN_JOURNAL_STALE:
      genkan_scope_replay (self, invocation, NULL, NULL);
      break;

    default:
      g_assert_not_reached ();
    }
}
