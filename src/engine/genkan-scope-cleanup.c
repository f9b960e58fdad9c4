/* genkan-scope-cleanup.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tool that was asked to prepare something goes on preparing it when nobody wants it any more.
 * So a scope knows the chains of `next` that have begun and not come to their end; if it ends
 * before them, their `cleanup` is sent once, within a moment, and whatever becomes of it.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-enums.h"
#include "genkan-login.h"
#include "genkan-request-maker.h"
#include "genkan-scope-private.h"

/* Something of a chain is to be done, now or later. */
void
_genkan_scope_note_begun (GenkanScope      *self,
                          GenkanInvocation *invocation)
{
  GenkanChain *chain = invocation->chain;

  if (invocation->step->cleanup == NULL)
    return;

  chain->n_live++;
  g_hash_table_replace (self->chains, chain, genkan_invocation_ref (invocation));
}

/* Something of a chain was done, and what follows from it is known; if that is the scope's end,
 * the chain has not come to its own. */
void
_genkan_scope_note_done (GenkanScope      *self,
                         GenkanInvocation *invocation)
{
  GenkanChain *chain = invocation->chain;

  if (invocation->step->cleanup != NULL && !self->ended && --chain->n_live == 0)
    g_hash_table_remove (self->chains, chain);
}

static void
genkan_scope_cleaned_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanScope *self = g_task_get_source_object (task);
  GenkanInvocation *invocation = g_task_get_task_data (task);
  const char *name = invocation->step->name;
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanHttpAnswer) answer =
    genkan_http_session_send_finish (GENKAN_HTTP_SESSION (source), result, &error);
  guint status = answer != NULL ? genkan_http_answer_get_status (answer) : 0;

  genkan_run_context_trace_answer (self->context, invocation->step,
                                   g_object_get_data (G_OBJECT (task), "request"), 1, answer,
                                   NULL, error);
  if (answer == NULL)
    genkan_run_context_log (self->context, GENKAN_LOG_WARNING, "%s: %s", name, error->message);
  else if (status >= 400)
    genkan_run_context_log (self->context, GENKAN_LOG_WARNING,
                            "%s: the tool answered with status %u", name, status);

  self->n_active--;
  genkan_scope_proceed (self);
}

static gboolean
genkan_scope_out_of_time_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

/* A Cancel does not reach it, so its own time is short. */
static GCancellable *
genkan_scope_new_moment (GenkanScope *self)
{
  GCancellable *moment = g_cancellable_new ();

  self->moment = g_timeout_source_new (0);
  g_source_set_ready_time (self->moment,
                           g_get_monotonic_time () + self->context->run->limits.cleanup_time);
  g_source_set_callback (self->moment, genkan_scope_out_of_time_cb, g_object_ref (moment),
                         g_object_unref);
  g_source_attach (self->moment, g_main_context_get_thread_default ());

  return moment;
}

static void
genkan_scope_send_cleanup (GenkanScope      *self,
                           GenkanInvocation *broken,
                           GCancellable     *moment)
{
  GenkanRunContext *context = self->context;
  g_autoptr (GenkanInvocation) invocation =
    genkan_invocation_new (broken->step->cleanup, broken->place, broken->variables, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanHttpRequest) request = genkan_request_make (context, invocation, &error);
  GTask *task;

  if (request == NULL)
    {
      genkan_run_context_log (context, GENKAN_LOG_WARNING, "%s: %s", invocation->step->name,
                              error->message);
      return;
    }

  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (task, g_steal_pointer (&invocation),
                        (GDestroyNotify) genkan_invocation_unref);
  g_object_set_data_full (G_OBJECT (task), "request", genkan_http_request_ref (request),
                          (GDestroyNotify) genkan_http_request_unref);
  context->n_sent++;
  self->n_active++;
  genkan_http_session_send_async (context->session, request, moment, genkan_scope_cleaned_cb,
                                  task);
}

/* Where nobody would listen there is nothing to clean up. */
static gboolean
genkan_scope_can_clean_up (GenkanScope *self)
{
  GenkanRunContext *context = self->context;

  if (context->stopped && context->stop_outcome == GENKAN_OUTCOME_FAILED)
    return FALSE;

  return context->login == NULL || genkan_login_has_session (context->login);
}

/**
 * _genkan_scope_clean_up:
 * @self: a scope that has come to rest
 *
 * Cleans up after the chains that it has broken off, if it has.
 */
void
_genkan_scope_clean_up (GenkanScope *self)
{
  g_autoptr (GHashTable) chains = g_steal_pointer (&self->chains);
  g_autoptr (GCancellable) moment = NULL;
  GHashTableIter iter;
  gpointer broken;

  self->chains = _genkan_scope_new_chains ();
  if ((!self->ended && !self->has_left) || g_hash_table_size (chains) == 0 || !genkan_scope_can_clean_up (self))
    return;

  moment = genkan_scope_new_moment (self);
  g_hash_table_iter_init (&iter, chains);
  while (g_hash_table_iter_next (&iter, NULL, &broken))
    if (!((GenkanInvocation *) broken)->chain->is_foreign)
      genkan_scope_send_cleanup (self, broken, moment);
}

/* (element-type GenkanChain GenkanInvocation) */
GHashTable *
_genkan_scope_new_chains (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) genkan_invocation_unref);
}
