/* genkan-scope-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows ask for requests: the rows of a table start the steps that stand for it, the rows of
 * `next` start their own step again.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-failure.h"
#include "genkan-scope-private.h"

/* What the tool prepares is waited for so long in a preview, between two questions. */
#define PREVIEW_WAIT (2 * G_USEC_PER_SEC)

/* Depth first: what was asked for last comes first. */
void
_genkan_scope_push (GenkanScope      *self,
                    GenkanInvocation *invocation)
{
  GenkanStepState *state = &self->steps[invocation->place];

  state->live++;
  _genkan_scope_note_begun (self, invocation);
  if (invocation->step->request == NULL)
    {
      g_ptr_array_add (state->waiting, genkan_invocation_ref (invocation));
      return;
    }

  self->context->n_known++;
  g_queue_push_head (&self->work, genkan_invocation_ref (invocation));
}

/* The steps that stand for no table, or for the Record, run once. */
void
_genkan_scope_start_roots (GenkanScope *self)
{
  for (guint i = genkan_plan_get_n_steps (self->plan); i > 0; i--)
    {
      const GenkanStep *step = genkan_plan_get_step (self->plan, i - 1);
      g_autoptr (GenkanInvocation) invocation = NULL;

      if (!genkan_plan_is_root (self->plan, i - 1))
        continue;

      invocation = genkan_invocation_new (step, i - 1, self->variables, g_get_monotonic_time ());
      _genkan_scope_push (self, invocation);
    }
}

static void
start_step (GenkanScope     *self,
            guint            place,
            GenkanVariables *variables)
{
  const GenkanStep *step = genkan_plan_get_step (self->plan, place);
  g_autoptr (GenkanInvocation) invocation =
    genkan_invocation_new (step, place, variables, g_get_monotonic_time ());

  _genkan_scope_push (self, invocation);
}

static void
start_step_for_row (GenkanScope      *self,
                    guint             place,
                    GenkanInvocation *from,
                    GenkanRowBatch   *rows,
                    guint             row)
{
  const GenkanStep *step = genkan_plan_get_step (self->plan, place);
  g_autoptr (GenkanVariables) variables =
    genkan_variables_new_for_row (from->variables, self->variables, step, rows, row);

  start_step (self, place, variables);
}

/* The rows of a batch can come from anywhere, so the step knows them and the connection. */
static void
start_step_for_batch (GenkanScope *self,
                      guint        place)
{
  g_autoptr (GenkanVariables) variables =
    genkan_batch_take_variables (self->steps[place].batch, self->variables);

  start_step (self, place, variables);
}

static void
feed_row (GenkanScope      *self,
          guint             place,
          GenkanInvocation *from,
          GenkanRowBatch   *rows,
          guint             row)
{
  const GenkanStep *step = genkan_plan_get_step (self->plan, place);
  GenkanStepState *state = &self->steps[place];

  if (genkan_row_is_null (rows, row))
    return;

  state->n_fed++;
  if (step->batch == 0)
    {
      start_step_for_row (self, place, from, rows, row);
      return;
    }

  if (state->batch == NULL)
    state->batch = genkan_batch_new ();
  if (genkan_batch_add (state->batch, rows, row) >= step->batch)
    start_step_for_batch (self, place);
}

/* A look is satisfied with the first ones. */
static guint
limit_rows (GenkanScope *self,
            guint        place,
            guint        n_rows)
{
  guint n_left = self->most_rows - MIN (self->steps[place].n_fed, self->most_rows);

  if (n_rows <= n_left)
    return n_rows;

  self->more = TRUE;
  return n_left;
}

/* Last row first, so that the first one is on top of the work list; but a batch keeps their
 * order. */
static void
feed_rows (GenkanScope      *self,
           guint             place,
           GenkanInvocation *from,
           GenkanRowBatch   *rows)
{
  gboolean forward = genkan_plan_get_step (self->plan, place)->batch > 0;
  guint n_rows = genkan_row_batch_get_n_rows (rows);

  if (self->most_rows > 0)
    n_rows = limit_rows (self, place, n_rows);

  for (guint i = 0; i < n_rows; i++)
    feed_row (self, place, from, rows, forward ? i : n_rows - 1 - i);
}

void
_genkan_scope_take_rows (GenkanScope      *self,
                         GenkanInvocation *invocation,
                         GPtrArray        *tables)
{
  for (guint i = 0; tables != NULL && i < tables->len; i++)
    {
      const GenkanMapped *mapped = g_ptr_array_index (tables, i);

      for (guint place = 0; place < genkan_plan_get_n_steps (self->plan); place++)
        if (genkan_plan_feeds (self->plan, mapped->output->name, place))
          feed_rows (self, place, invocation, mapped->rows);
    }
}

/* Whether rows may still come to a step, from wherever. */
gboolean
_genkan_scope_can_still_get_rows (GenkanScope *self,
                                  guint        place)
{
  for (guint i = 0; i < genkan_plan_get_n_steps (self->plan); i++)
    {
      const GenkanStepState *state = &self->steps[i];
      gboolean active = state->live > 0
                        || (state->batch != NULL && genkan_batch_get_n_rows (state->batch) > 0);

      if (active && genkan_plan_waits_for (self->plan, place, i))
        return TRUE;
    }

  return FALSE;
}

/* Starts steps with what is left of their batches, where no more rows can come. */
gboolean
_genkan_scope_flush (GenkanScope *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < genkan_plan_get_n_steps (self->plan); i++)
    {
      GenkanStepState *state = &self->steps[i];

      if (state->batch != NULL && genkan_batch_get_n_rows (state->batch) > 0 && state->live == 0
          && !_genkan_scope_can_still_get_rows (self, i))
        {
          start_step_for_batch (self, i);
          any = TRUE;
        }
    }

  return any;
}

/* --- next ----------------------------------------------------------------------------------- */

typedef struct
{
  GenkanScope      *scope;      /* (owned) */
  GenkanInvocation *invocation; /* (owned) */
} Delay;

static void
delay_free (gpointer data)
{
  Delay *delay = data;

  g_object_unref (delay->scope);
  genkan_invocation_unref (delay->invocation);
  g_free (delay);
}

static gboolean
delay_over_cb (gpointer user_data)
{
  Delay *delay = user_data;
  GenkanScope *self = delay->scope;

  self->n_delayed--;
  self->context->n_delayed--;
  self->steps[delay->invocation->place].live--;
  _genkan_scope_push (self, delay->invocation);
  _genkan_scope_note_done (self, delay->invocation);
  genkan_scope_proceed (self);

  return G_SOURCE_REMOVE;
}

/* A delayed row waits in a timer, not in a worker; Cancel ends the timer early. */
static void
delay_invocation (GenkanScope      *self,
                  GenkanInvocation *invocation,
                  gint64            after)
{
  g_autoptr (GSource) source = g_timeout_source_new (0);
  g_autoptr (GSource) cancelled = g_cancellable_source_new (self->cancellable);
  g_autofree char *waiting = g_strdup_printf ("%s, until it is ready", invocation->step->name);
  gint64 until = g_get_monotonic_time () + after;
  Delay *delay = g_new0 (Delay, 1);

  delay->scope = g_object_ref (self);
  delay->invocation = genkan_invocation_ref (invocation);
  self->n_delayed++;
  self->context->n_delayed++;
  self->steps[invocation->place].live++;
  _genkan_scope_note_begun (self, invocation);

  g_source_set_ready_time (source, until);
  g_source_set_dummy_callback (cancelled);
  g_source_add_child_source (source, cancelled);
  g_source_set_callback (source, delay_over_cb, delay, delay_free);
  g_source_attach (source, g_main_context_get_thread_default ());
  genkan_run_context_report_wait (self->context, waiting, until);
}

/* Time that is not waited for counts towards the deadline all the same. */
static gint64
hurry (GenkanScope      *self,
       GenkanInvocation *invocation,
       gint64            after)
{
  GenkanChain *chain = invocation->chain;

  if (self->most_pages > 0)
    after = MIN (after, PREVIEW_WAIT);
  if (!self->context->run->hurry)
    return after;

  if (chain->deadline > 0)
    chain->deadline -= after;

  return 0;
}

static gboolean
check_poll (GenkanScope      *self,
            GenkanInvocation *invocation,
            gint64            after)
{
  GenkanChain *chain = invocation->chain;

  if (chain->deadline == 0 || g_get_monotonic_time () + after <= chain->deadline)
    return TRUE;

  _genkan_scope_fail (self, invocation, GENKAN_ENGINE_ERROR_TIMEOUT,
                      "what the tool was asked to prepare is not ready in time");
  return FALSE;
}

static gboolean
check_page (GenkanScope      *self,
            GenkanInvocation *invocation,
            GenkanInvocation *next)
{
  GenkanChain *chain = invocation->chain;
  g_autofree char *message = NULL;

  if (!g_hash_table_add (chain->seen, g_strdup (next->key)))
    {
      message = g_strdup_printf ("the pagination repeats itself (%s)", next->words);
      _genkan_scope_fail (self, invocation, GENKAN_ENGINE_ERROR_REPEATS, message);
      return FALSE;
    }

  if (++chain->n_pages > self->context->run->limits.pages)
    {
      message = g_strdup_printf ("there are more than %u pages, the limit of the run",
                                 self->context->run->limits.pages);
      _genkan_scope_fail (self, invocation, GENKAN_ENGINE_ERROR_LIMIT, message);
      return FALSE;
    }

  return TRUE;
}

static gboolean
take_next_row (GenkanScope      *self,
               GenkanInvocation *invocation,
               GenkanRowBatch   *rows,
               guint             row,
               const char       *checksum)
{
  gint64 after;
  g_autoptr (GenkanInvocation) next = genkan_invocation_new_next (invocation, rows, row, &after);

  if (next->is_poll)
    {
      if (!check_poll (self, invocation, after))
        return FALSE;
      if (self->most_pages > 0)
        invocation->chain->n_pages++;
      delay_invocation (self, next, hurry (self, invocation, after));
      return TRUE;
    }

  if (!check_page (self, invocation, next))
    return FALSE;

  next->previous = g_strdup (checksum);
  _genkan_scope_push (self, next);

  return TRUE;
}

/* Whoever only has a look leaves a chain before its end. It never becomes done then, so that its
 * `cleanup` is sent. */
static guint
limit_pages (GenkanScope      *self,
             GenkanInvocation *invocation,
             guint             n_rows)
{
  GenkanChain *chain = invocation->chain;
  guint n_left = self->most_pages - MIN (chain->n_pages, self->most_pages);

  if (n_rows <= n_left)
    return n_rows;

  self->more = TRUE;
  if (invocation->step->cleanup != NULL)
    {
      self->has_left = TRUE;
      chain->n_live++;
    }

  return n_left;
}

/**
 * _genkan_scope_take_next:
 * @self: a scope
 * @invocation: the page that was read
 * @rows: (nullable): the rows of its `next`
 * @checksum: (nullable): of that page, if its successor must not be the same
 *
 * Asks for the pages after this one.
 */
void
_genkan_scope_take_next (GenkanScope      *self,
                         GenkanInvocation *invocation,
                         GenkanRowBatch   *rows,
                         const char       *checksum)
{
  guint n_rows = rows != NULL ? genkan_row_batch_get_n_rows (rows) : 0;

  if (self->most_pages > 0)
    n_rows = limit_pages (self, invocation, n_rows);

  /* Parts of a window that was split can well look like the whole; the next page of a list
   * cannot look like the one before. */
  if (n_rows != 1)
    checksum = NULL;

  for (guint row = n_rows; row > 0; row--)
    if (!genkan_row_is_null (rows, row - 1)
        && !take_next_row (self, invocation, rows, row - 1, checksum))
      return;
}
