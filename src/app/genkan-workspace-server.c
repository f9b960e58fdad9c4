/* genkan-workspace-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The DefectDojo server with its token. A token that is kept goes only to the host that it was kept
 * for.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-store-server.h"
#include "genkan-workspace-server-private.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

static void
genkan_server_data_free (GenkanServerData *data)
{
  genkan_server_free (data->server);
  secret_password_free (data->token);
  g_free (data->secret_id);
  g_clear_pointer (&data->before, g_hash_table_unref);
  g_clear_object (&data->cancellable);
  g_clear_error (&data->error);
  g_free (data);
}

static void
strip (char **text)
{
  if (*text != NULL && *g_strstrip (*text) == '\0')
    g_clear_pointer (text, g_free);
}

/* The copy is tidied up: what is blank is not set. */
GTask *
genkan_workspace_new_server_task (GenkanWorkspace     *self,
                                  gpointer             source_tag,
                                  const GenkanServer  *server,
                                  const char          *token,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task = genkan_workspace_new_task (self, source_tag, callback, user_data);
  GenkanServerData *data = g_new0 (GenkanServerData, 1);

  data->server = genkan_server_copy (server);
  data->token = g_strdup (token);
  strip (&data->server->url);
  strip (&data->server->ca_file);
  strip (&data->server->engagement);
  strip (&data->token);
  data->cancellable = g_cancellable_new ();
  genkan_workspace_link (self, cancellable, data->cancellable);
  g_task_set_task_data (task, data, (GDestroyNotify) genkan_server_data_free);

  return task;
}

gboolean
genkan_workspace_refuse_when_closed (GenkanWorkspace *self,
                                     GTask           *task)
{
  if (!self->closed)
    return FALSE;

  g_task_return_new_error (task, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_CLOSED,
                           "the workspace is closed");

  return TRUE;
}

/* --- the token that goes with a server --- */

/* Where nothing is kept yet, the environment may know it all the same. */
static const char *
get_secret_id (const GenkanServer *stored)
{
  return stored->secret_id != NULL ? stored->secret_id : GENKAN_SERVER_SECRET_PREFIX;
}

static char *
dup_host (const GenkanServer *server)
{
  g_autofree char *url = g_strstrip (g_strdup (server->url != NULL ? server->url : ""));
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL ? g_ascii_strdown (g_uri_get_host (uri), -1)
                                                     : NULL;
}

/* Whether the token that is kept was kept for the host of this server. */
static gboolean
check_host (const GenkanServer  *stored,
            const GenkanServer  *server,
            GError             **error)
{
  g_autofree char *host = dup_host (server);
  g_autofree char *stored_host = dup_host (stored);

  if (host == NULL || stored_host == NULL || g_str_equal (host, stored_host))
    return TRUE;

  g_set_error (error, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_SETTING,
               _("The API v2 key that is kept belongs to %s; enter the one of %s"),
               stored_host, host);

  return FALSE;
}

static void
genkan_workspace_server_token_cb (GObject      *object,
                                  GAsyncResult *result,
                                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanServerData *data = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GHashTable) secrets =
    genkan_secrets_lookup_finish (GENKAN_SECRETS (object), result, &error);
  const char *token = secrets != NULL ? g_hash_table_lookup (secrets, GENKAN_SERVER_TOKEN) : NULL;

  if (secrets == NULL)
    g_task_return_error (task, error);
  else if (token == NULL)
    g_task_return_new_error (task, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_SETTING, "%s",
                             _("The API v2 key of DefectDojo is missing: enter it in Preferences, or with “genkan server set”"));
  else
    g_task_return_pointer (task, genkan_server_access_new (data->server, token),
                           (GDestroyNotify) genkan_server_access_free);
}

void
genkan_workspace_resolve_server_async (GenkanWorkspace     *self,
                                       const GenkanServer  *server,
                                       const char          *token,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_autoptr (GTask) task = genkan_workspace_new_server_task (self, genkan_workspace_resolve_server_async,
                                                             server, token, cancellable, callback,
                                                             user_data);
  GenkanServerData *data = g_task_get_task_data (task);
  g_autoptr (GenkanServer) stored = NULL;
  GError *error = NULL;

  if (genkan_workspace_refuse_when_closed (self, task))
    return;

  if (data->token != NULL)
    {
      g_task_return_pointer (task, genkan_server_access_new (data->server, data->token),
                             (GDestroyNotify) genkan_server_access_free);
      return;
    }

  stored = genkan_store_get_server (self->store, &error);
  if (stored == NULL || !check_host (stored, server, &error))
    g_task_return_error (task, error);
  else
    genkan_secrets_lookup_async (self->secrets, get_secret_id (stored), data->cancellable,
                                 genkan_workspace_server_token_cb, g_steal_pointer (&task));
}

GenkanServerAccess *
genkan_workspace_resolve_server_finish (GenkanWorkspace  *self,
                                        GAsyncResult     *result,
                                        GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- open --- */

static void
genkan_workspace_open_server_cb (GObject      *object,
                                 GAsyncResult *result,
                                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GenkanServerAccess *access =
    genkan_workspace_resolve_server_finish (GENKAN_WORKSPACE (object), result, &error);

  if (access != NULL)
    g_task_return_pointer (task, access, (GDestroyNotify) genkan_server_access_free);
  else
    g_task_return_error (task, error);
}

/**
 * genkan_workspace_open_server_async:
 * @self: a workspace
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Gets the stored server with its token. Asks nobody but the keyring.
 */
void
genkan_workspace_open_server_async (GenkanWorkspace     *self,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GenkanServer) server = NULL;
  GError *error = NULL;

  g_return_if_fail (GENKAN_IS_WORKSPACE (self));

  task = genkan_workspace_new_task (self, genkan_workspace_open_server_async, callback, user_data);
  if (genkan_workspace_refuse_when_closed (self, task))
    return;

  server = genkan_store_get_server (self->store, &error);
  if (server == NULL)
    g_task_return_error (task, error);
  else if (!genkan_server_is_set (server))
    g_task_return_pointer (task, NULL, NULL);
  else
    genkan_workspace_resolve_server_async (self, server, NULL, cancellable,
                                           genkan_workspace_open_server_cb,
                                           g_steal_pointer (&task));
}

/**
 * genkan_workspace_open_server_finish:
 * @self: a workspace
 * @result: what the callback got
 * @error: in #GENKAN_STORE_ERROR or #GENKAN_SECRETS_ERROR, or %GENKAN_WORKSPACE_ERROR_SETTING if
 *   there is no token
 *
 * Returns: (transfer full) (nullable): the server, or %NULL without an error if there is none
 */
GenkanServerAccess *
genkan_workspace_open_server_finish (GenkanWorkspace  *self,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
