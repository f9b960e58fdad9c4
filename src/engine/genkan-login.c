/* genkan-login.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever is about to ask the tool for something waits here until there is a session. The first
 * one's waiting starts the login, which is an exchange like any other; the others wait with it.
 * A session ends when `expires_in` is over, or when an answer says so: then the first who notices
 * drops it, by its number, so that the second does not drop the new one.
 *
 * A login that was refused stays refused: asking again for each of a hundred requests would lock
 * the account.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-login.h"

#include "genkan-enums.h"
#include "genkan-exchange.h"
#include "genkan-failure.h"
#include "genkan-mapped.h"
#include "genkan-request-maker.h"

#define COLUMN_EXPIRES "expires_in"
#define COLUMN_REFRESH_TOKEN "refresh_token"
/* A request that is sent in the session's last moment would arrive after it. */
#define LONGEST_MARGIN 60.0
/* What is shorter is no key, and hiding it would make holes in every message. */
#define SHORTEST_SECRET 6
#define LOGOUT_TIME (3 * G_USEC_PER_SEC)

struct _GenkanLogin
{
  GObject parent_instance;

  GenkanRunContext *context;    /* the runner's, which outlives it */
  GPtrArray        *waiting;    /* (owned) (element-type GTask) */
  GenkanInvocation *invocation; /* (owned) (nullable) while the login is under way */
  guint             number;     /* of the session, from 1 */
  GenkanVariables  *variables;  /* (owned) (nullable) the session's, on top of the secrets */
  gint64            expires;    /* monotonic, or 0 */
  GError           *error;      /* (owned) (nullable) why there will be no session */
  char             *details;    /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (GenkanLogin, genkan_login, G_TYPE_OBJECT)

static void genkan_login_start (GenkanLogin *self);

/* --- the session ---------------------------------------------------------------------------- */

static gboolean
genkan_login_is_valid (GenkanLogin *self)
{
  return self->variables != NULL
         && (self->expires == 0 || g_get_monotonic_time () < self->expires);
}

static gint64
get_expiry (const GenkanValue *value)
{
  g_autofree char *text = value != NULL ? genkan_value_dup_text (value) : NULL;
  double seconds = text != NULL ? g_ascii_strtod (text, NULL) : 0;

  if (!(seconds > 0))
    return 0;

  seconds = MIN (seconds, 1e9);

  return g_get_monotonic_time () + (seconds - MIN (seconds / 10, LONGEST_MARGIN)) * G_USEC_PER_SEC;
}

static gboolean
genkan_login_refuse (GenkanLogin *self,
                     const char  *message)
{
  GenkanEvidence evidence = { .invocation = self->invocation };

  self->error = genkan_failure_new (GENKAN_ENGINE_ERROR_SHAPE, message, &evidence,
                                    self->context->redactor);

  return FALSE;
}

/* A refresh token that can be used once has been: from now on only the new one is good, for this
 * run and all that follow. */
static void
genkan_login_keep (GenkanLogin       *self,
                   const GenkanValue *value)
{
  GenkanRunContext *context = self->context;
  const char *setting = context->auth->kept;
  const GenkanValue *known = genkan_variables_lookup (context->secrets, setting);
  g_autofree char *before = known != NULL ? genkan_value_dup_text (known) : NULL;
  g_autofree char *text = genkan_value_is_null (value) ? NULL : genkan_value_dup_text (value);
  GenkanVariables *renewed;

  if (text == NULL || *text == '\0' || g_strcmp0 (text, before) == 0)
    return;

  genkan_redactor_add (context->redactor, text);
  renewed = genkan_variables_new (context->secrets);
  genkan_variables_set (renewed, setting, value);
  genkan_variables_unref (context->secrets);
  context->secrets = renewed;
  if (context->run->keep_func != NULL)
    context->run->keep_func (setting, before != NULL ? before : "", text,
                             context->run->keep_data);
  genkan_run_context_log (context, GENKAN_LOG_INFO, "the tool has replaced the refresh token");
}

static gboolean
genkan_login_take_column (GenkanLogin       *self,
                          GenkanVariables   *variables,
                          const char        *name,
                          const GenkanValue *value)
{
  g_autofree char *text = NULL;
  g_autofree char *message = NULL;

  if (g_str_equal (name, COLUMN_EXPIRES))
    {
      self->expires = get_expiry (value);
      return TRUE;
    }

  if (self->context->auth->kept != NULL && g_str_equal (name, COLUMN_REFRESH_TOKEN))
    {
      genkan_login_keep (self, value);
      return TRUE;
    }

  if (genkan_value_is_null (value))
    {
      message = g_strdup_printf ("the answer to the login has no %s", name);
      return genkan_login_refuse (self, message);
    }

  text = genkan_value_dup_text (value);
  if (strlen (text) >= SHORTEST_SECRET)
    genkan_redactor_add (self->context->redactor, text);
  genkan_variables_set (variables, name, value);

  return TRUE;
}

static gboolean
genkan_login_take_rows (GenkanLogin    *self,
                        GenkanRowBatch *rows)
{
  g_autoptr (GenkanVariables) variables = genkan_variables_new (self->context->secrets);

  for (guint i = 0; i < genkan_row_batch_get_n_columns (rows); i++)
    if (!genkan_login_take_column (self, variables, genkan_row_batch_get_column_name (rows, i),
                                   genkan_row_batch_get (rows, 0, i)))
      return FALSE;

  self->number++;
  self->variables = g_steal_pointer (&variables);

  return TRUE;
}

static gboolean
genkan_login_take_session (GenkanLogin *self,
                           GPtrArray   *tables)
{
  for (guint i = 0; tables != NULL && i < tables->len; i++)
    {
      const GenkanMapped *mapped = g_ptr_array_index (tables, i);

      if (genkan_row_batch_get_n_rows (mapped->rows) > 0)
        return genkan_login_take_rows (self, mapped->rows);
    }

  return genkan_login_refuse (self, "the answer to the login has nothing of what its session needs");
}

/* --- logging in ----------------------------------------------------------------------------- */

/* Those whose scope is over leave; the others go on with the session, or with the reason why
 * there is none. If the login ended with the scope that had started it, the next one starts. */
static void
genkan_login_answer_waiting (GenkanLogin *self)
{
  g_autoptr (GPtrArray) tasks = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (tasks, i);

      if (g_task_return_error_if_cancelled (task))
        continue;

      if (self->error != NULL)
        g_task_return_error (task, g_error_copy (self->error));
      else if (self->variables != NULL)
        g_task_return_boolean (task, TRUE);
      else
        g_ptr_array_add (self->waiting, g_object_ref (task));
    }

  if (self->waiting->len > 0)
    genkan_login_start (self);
}

static void
genkan_login_done_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GenkanLogin) self = user_data;
  GenkanExchange *exchange = GENKAN_EXCHANGE (source);
  g_autoptr (GError) error = NULL;

  if (!genkan_exchange_run_finish (exchange, result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        self->error = g_steal_pointer (&error);
      self->details = g_strdup (genkan_exchange_get_details (exchange));
    }
  else if (genkan_login_take_session (self, genkan_exchange_get_tables (exchange)))
    {
      genkan_run_context_log (self->context, GENKAN_LOG_INFO, "logged in");
    }

  g_clear_pointer (&self->invocation, genkan_invocation_unref);
  genkan_login_answer_waiting (self);
}

static void
genkan_login_start (GenkanLogin *self)
{
  GenkanRunContext *context = self->context;
  GTask *first = g_ptr_array_index (self->waiting, 0);
  g_autoptr (GenkanSandbox) sandbox = NULL;
  g_autoptr (GenkanWorker) worker = NULL;
  g_autoptr (GenkanExchange) exchange = NULL;

  sandbox = genkan_sandbox_new_for_auth (context->run->connector, &self->error);
  if (sandbox == NULL)
    {
      genkan_login_answer_waiting (self);
      return;
    }

  genkan_sandbox_set_coverage (sandbox, context->run->coverage);
  worker = genkan_worker_new (context->pool);
  self->invocation = genkan_invocation_new (context->auth->login, 0, context->secrets,
                                            g_get_monotonic_time ());
  exchange = genkan_exchange_new (context, self->invocation, sandbox, worker,
                                  g_task_get_cancellable (first));
  genkan_exchange_run_async (exchange, genkan_login_done_cb, g_object_ref (self));
}

/* --- logging out ---------------------------------------------------------------------------- */

static void
genkan_login_ended_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanLogin *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanHttpAnswer) answer =
    genkan_http_session_send_finish (GENKAN_HTTP_SESSION (source), result, &error);
  guint status = answer != NULL ? genkan_http_answer_get_status (answer) : 0;

  g_source_destroy (g_task_get_task_data (task));
  genkan_run_context_trace_answer (self->context, self->context->auth->logout,
                                   g_object_get_data (G_OBJECT (task), "request"), 1, answer,
                                   NULL, error);
  if (answer == NULL)
    genkan_run_context_log (self->context, GENKAN_LOG_WARNING, "logging out: %s", error->message);
  else if (status >= 400)
    genkan_run_context_log (self->context, GENKAN_LOG_WARNING,
                            "logging out: the tool answered with status %u", status);

  g_task_return_boolean (task, TRUE);
}

static gboolean
genkan_login_out_of_time_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

/* Whatever has become of the run, and however slow the tool is: a moment, and no longer. */
static GSource *
bound_time (GCancellable *cancellable)
{
  GSource *source = g_timeout_source_new (0);

  g_source_set_ready_time (source, g_get_monotonic_time () + LOGOUT_TIME);
  g_source_set_callback (source, genkan_login_out_of_time_cb, g_object_ref (cancellable),
                         g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());

  return source;
}

static void
genkan_login_send_logout (GenkanLogin *self,
                          GTask       *task)
{
  GenkanRunContext *context = self->context;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GenkanInvocation) invocation = NULL;
  g_autoptr (GenkanHttpRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  invocation = genkan_invocation_new (context->auth->logout, 0, self->variables,
                                      g_get_monotonic_time ());
  request = genkan_request_make (context, invocation, &error);
  if (request == NULL)
    {
      genkan_run_context_log (context, GENKAN_LOG_WARNING, "logging out: %s", error->message);
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  context->n_sent++;
  g_object_set_data_full (G_OBJECT (task), "request", genkan_http_request_ref (request),
                          (GDestroyNotify) genkan_http_request_unref);
  g_task_set_task_data (task, bound_time (cancellable), (GDestroyNotify) g_source_unref);
  genkan_http_session_send_async (context->session, request, cancellable, genkan_login_ended_cb,
                                  task);
}

/* -------------------------------------------------------------------------------------------- */

static void
genkan_login_finalize (GObject *object)
{
  GenkanLogin *self = GENKAN_LOGIN (object);

  g_ptr_array_unref (self->waiting);
  g_clear_pointer (&self->invocation, genkan_invocation_unref);
  g_clear_pointer (&self->variables, genkan_variables_unref);
  g_clear_error (&self->error);
  g_free (self->details);

  G_OBJECT_CLASS (genkan_login_parent_class)->finalize (object);
}

static void
genkan_login_class_init (GenkanLoginClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_login_finalize;
}

static void
genkan_login_init (GenkanLogin *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * genkan_login_new:
 * @context: a run of a connector whose `auth` has a `login`
 *
 * Returns: (transfer full): a login that has not happened yet
 */
GenkanLogin *
genkan_login_new (GenkanRunContext *context)
{
  GenkanLogin *self = g_object_new (GENKAN_TYPE_LOGIN, NULL);

  self->context = context;

  return self;
}

/**
 * genkan_login_ensure_async:
 * @self: a login
 * @cancellable: of the scope that wants to ask something
 * @callback: called when there is a session, or will be none
 * @user_data: for @callback
 *
 * Logs in, unless there is a session already.
 */
void
genkan_login_ensure_async (GenkanLogin         *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GENKAN_IS_LOGIN (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_login_ensure_async);

  if (self->error != NULL)
    {
      g_task_return_error (task, g_error_copy (self->error));
    }
  else if (genkan_login_is_valid (self))
    {
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      g_clear_pointer (&self->variables, genkan_variables_unref);
      g_ptr_array_add (self->waiting, g_steal_pointer (&task));
      if (self->invocation == NULL)
        genkan_login_start (self);
    }
}

gboolean
genkan_login_ensure_finish (GenkanLogin   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (GENKAN_IS_LOGIN (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * genkan_login_get_variables:
 * @self: a login
 *
 * Returns: (transfer none): the secrets and what the session has
 */
GenkanVariables *
genkan_login_get_variables (GenkanLogin *self)
{
  g_return_val_if_fail (GENKAN_IS_LOGIN (self), NULL);

  return self->variables != NULL ? self->variables : self->context->secrets;
}

/* Whether there is a session, which may have ended without anybody's having noticed. */
gboolean
genkan_login_has_session (GenkanLogin *self)
{
  g_return_val_if_fail (GENKAN_IS_LOGIN (self), FALSE);

  return self->variables != NULL;
}

/* Which session it is, for genkan_login_expire(). */
guint
genkan_login_get_number (GenkanLogin *self)
{
  g_return_val_if_fail (GENKAN_IS_LOGIN (self), 0);

  return self->number;
}

/* Of a login that was refused. */
const char *
genkan_login_get_details (GenkanLogin *self)
{
  g_return_val_if_fail (GENKAN_IS_LOGIN (self), NULL);

  return self->details;
}

/**
 * genkan_login_expire:
 * @self: a login
 * @number: the session that the tool does not know any more
 *
 * The next who wants one logs in again.
 */
void
genkan_login_expire (GenkanLogin *self,
                     guint        number)
{
  g_return_if_fail (GENKAN_IS_LOGIN (self));

  if (number == self->number)
    g_clear_pointer (&self->variables, genkan_variables_unref);
}

/**
 * genkan_login_end_async:
 * @self: a login, when the run is over
 * @callback: called when the session is closed, or cannot be
 * @user_data: for @callback
 *
 * Logs out, if there is a session and a way to end it.
 */
void
genkan_login_end_async (GenkanLogin         *self,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (GENKAN_IS_LOGIN (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, genkan_login_end_async);

  if (self->variables != NULL && self->context->auth->logout != NULL)
    {
      genkan_login_send_logout (self, task);
      return;
    }

  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

void
genkan_login_end_finish (GenkanLogin  *self,
                         GAsyncResult *result)
{
  g_return_if_fail (GENKAN_IS_LOGIN (self));
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
