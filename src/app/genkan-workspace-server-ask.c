/* genkan-workspace-server-ask.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asking DefectDojo, in a thread of its own: a list of thousands of Products is some megabytes to
 * parse. And “Test”, who we are there.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-aside.h"
#include "genkan-dojo-catalogue.h"
#include "genkan-dojo-check.h"
#include "genkan-server-access-private.h"
#include "genkan-server-check-private.h"
#include "genkan-store-server.h"
#include "genkan-workspace-server-private.h"

/* A person waits for it. */
static const GenkanRetryPolicy impatient = {
  .attempts = 2,
  .first_delay = G_USEC_PER_SEC / 2,
  .longest_delay = 5 * G_USEC_PER_SEC,
};

static void
genkan_asking_free (GenkanAsking *asking)
{
  genkan_server_free (asking->server);
  g_clear_object (&asking->progress);
  g_clear_object (&asking->cancellable);
  g_clear_pointer (&asking->access, genkan_server_access_free);
  g_clear_pointer (&asking->account, genkan_dojo_account_free);
  g_clear_pointer (&asking->products, g_ptr_array_unref);
  g_clear_pointer (&asking->types, g_ptr_array_unref);
  g_free (asking->url);
  g_free (asking);
}

/* --- in the thread --- */

static void
genkan_asking_progress_cb (guint    n_read,
                           guint    n_all,
                           gpointer user_data)
{
  GenkanAsking *asking = user_data;

  if (asking->progress != NULL)
    genkan_progress_report (asking->progress, n_read, n_all, n_read);
}

static gboolean
check (GenkanAsking  *asking,
       GenkanAside   *aside,
       GenkanDojo    *client,
       GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_dojo_check_async (client, NULL, aside->cancellable, genkan_aside_keep_cb, aside);
  result = genkan_aside_wait (aside);
  asking->account = genkan_dojo_check_finish (client, result, error);

  return asking->account != NULL;
}

static gboolean
list (GenkanAsking  *asking,
      GenkanAside   *aside,
      GenkanDojo    *client,
      GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_dojo_list_catalogue_async (client, genkan_asking_progress_cb, asking, aside->cancellable,
                                    genkan_aside_keep_cb, aside);
  result = genkan_aside_wait (aside);
  asking->products = genkan_dojo_list_catalogue_finish (client, result, &asking->types, error);

  return asking->products != NULL;
}

static gboolean
ask (GenkanAsking  *asking,
     GenkanAside   *aside,
     GError       **error)
{
  g_autoptr (GenkanDojo) client =
    genkan_server_access_make_client (asking->access, asking->lists ? NULL : &impatient, 0,
                                     error);

  if (client == NULL)
    return FALSE;

  asking->url = g_strdup (genkan_dojo_get_url (client));

  return check (asking, aside, client, error)
         && (!asking->lists || list (asking, aside, client, error));
}

static void
genkan_workspace_ask_thread (GTask        *task,
                             gpointer      source_object,
                             gpointer      task_data,
                             GCancellable *cancellable)
{
  g_auto (GenkanAside) aside;
  GError *error = NULL;

  genkan_aside_begin (&aside, cancellable);
  if (ask (task_data, &aside, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* --- around it --- */

GTask *
genkan_asking_new_task (GenkanWorkspace     *self,
                        gpointer             source_tag,
                        const GenkanServer  *server,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = genkan_workspace_new_task (self, source_tag, callback, user_data);
  GenkanAsking *asking = g_new0 (GenkanAsking, 1);

  asking->server = genkan_server_copy (server);
  asking->cancellable = g_cancellable_new ();
  genkan_workspace_link (self, cancellable, asking->cancellable);
  g_task_set_task_data (task, asking, (GDestroyNotify) genkan_asking_free);

  return task;
}

/* The data stays the outer task's, which waits. The inner one holds nothing: its thread may let go
 * of it after the workspace has closed. */
void
genkan_asking_run (GTask               *task,
                   GAsyncReadyCallback  callback)
{
  GenkanAsking *asking = g_task_get_task_data (task);
  g_autoptr (GTask) inner = g_task_new (NULL, asking->cancellable, callback, g_object_ref (task));

  g_task_set_source_tag (inner, genkan_asking_run);
  g_task_set_check_cancellable (inner, FALSE);
  g_task_set_task_data (inner, asking, NULL);
  g_task_run_in_thread (inner, genkan_workspace_ask_thread);
}

/* %NULL if another one is stored meanwhile. */
static GenkanServer *
get_asked (GenkanWorkspace  *self,
           GenkanAsking     *asking,
           GError          **error)
{
  g_autoptr (GenkanServer) stored = genkan_store_get_server (self->store, error);

  if (stored == NULL || genkan_server_is_same (stored, asking->server))
    return g_steal_pointer (&stored);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "another server was set meanwhile");

  return NULL;
}

/* A server that never said when the token ends says that it has. */
void
genkan_asking_note_expired (GenkanWorkspace *self,
                            GenkanAsking    *asking,
                            const GError    *error)
{
  g_autoptr (GenkanServer) stored = NULL;
  gint64 now = g_get_real_time ();

  if (!g_error_matches (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_EXPIRED))
    return;

  stored = get_asked (self, asking, NULL);
  if (stored == NULL || (stored->token_expiry != 0 && stored->token_expiry <= now))
    return;

  stored->token_expiry = now;
  genkan_store_set_server_async (self->store, stored, NULL, NULL, NULL);
}

/* The stored server with what it just said of itself. */
GenkanServer *
genkan_asking_note_answer (GenkanWorkspace  *self,
                           GenkanAsking     *asking,
                           GError          **error)
{
  g_autoptr (GenkanServer) stored = get_asked (self, asking, error);

  if (stored == NULL)
    return NULL;

  g_free (stored->user);
  g_free (stored->version);
  stored->user = g_strdup (asking->account->user);
  stored->version = g_strdup (asking->account->version_text);
  stored->token_expiry = asking->account->token_expiry;
  stored->checked = stored->version_read = g_get_real_time ();

  return g_steal_pointer (&stored);
}

/* --- test --- */

static void
return_check (GTask *task)
{
  GenkanAsking *asking = g_task_get_task_data (task);

  g_task_return_pointer (task, genkan_server_check_new (asking->account, asking->url),
                         (GDestroyNotify) genkan_server_check_free);
}

static void
genkan_workspace_test_server_noted_cb (GObject      *object,
                                       GAsyncResult *result,
                                       gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!genkan_store_set_server_finish (GENKAN_STORE (object), result, &error))
    g_debug ("What the server said could not be kept: %s", error->message);

  return_check (task);
}

static void
genkan_workspace_test_server_asked_cb (GObject      *object,
                                       GAsyncResult *result,
                                       gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanAsking *asking = g_task_get_task_data (task);
  g_autoptr (GenkanServer) noted = NULL;
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (!asking->typed)
    genkan_asking_note_expired (self, asking, error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (error != NULL)
    g_task_return_pointer (task, genkan_server_check_new_for_error (error),
                           (GDestroyNotify) genkan_server_check_free);
  else if (asking->typed || (noted = genkan_asking_note_answer (self, asking, NULL)) == NULL)
    return_check (task);
  else
    genkan_store_set_server_async (self->store, noted, NULL,
                                   genkan_workspace_test_server_noted_cb,
                                   g_steal_pointer (&task));
}

/* What is wrong with the settings is an answer; what is wrong with the keyring is not. */
static void
genkan_workspace_test_server_resolved_cb (GObject      *object,
                                          GAsyncResult *result,
                                          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanAsking *asking = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  asking->access =
    genkan_workspace_resolve_server_finish (GENKAN_WORKSPACE (object), result, &error);
  if (asking->access != NULL)
    genkan_asking_run (task, genkan_workspace_test_server_asked_cb);
  else if (g_error_matches (error, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_SETTING))
    g_task_return_pointer (task, genkan_server_check_new_for_error (error),
                           (GDestroyNotify) genkan_server_check_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * genkan_workspace_test_server_async:
 * @self: a workspace
 * @server: a server, stored or not
 * @token: (nullable): what the person typed; %NULL: the one that is kept
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks DefectDojo who we are there and what we may do. If it is the stored server with the token
 * that is kept, what it says is kept too.
 */
void
genkan_workspace_test_server_async (GenkanWorkspace     *self,
                                    const GenkanServer  *server,
                                    const char          *token,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanAsking *asking;

  g_return_if_fail (GENKAN_IS_WORKSPACE (self));
  g_return_if_fail (server != NULL);

  task = genkan_asking_new_task (self, genkan_workspace_test_server_async, server, cancellable,
                                 callback, user_data);
  asking = g_task_get_task_data (task);
  asking->typed = token != NULL;
  genkan_workspace_resolve_server_async (self, server, token, asking->cancellable,
                                         genkan_workspace_test_server_resolved_cb,
                                         g_steal_pointer (&task));
}

/**
 * genkan_workspace_test_server_finish:
 * @self: a workspace
 * @result: what the callback got
 * @error: cancelled, or in #GENKAN_SECRETS_ERROR
 *
 * Returns: (transfer full) (nullable): how it went, good or bad
 */
GenkanServerCheck *
genkan_workspace_test_server_finish (GenkanWorkspace  *self,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
