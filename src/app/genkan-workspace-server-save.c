/* genkan-workspace-server-save.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The DefectDojo server is some rows and a token, in two places that know nothing of each other.
 * As with a Connection, the token goes first, and what it was is put back when the rows then
 * cannot be written.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-secrets-private.h"
#include "genkan-server-access-private.h"
#include "genkan-store-server.h"
#include "genkan-workspace-server-private.h"

#define LABEL "DefectDojo"

static void
genkan_workspace_server_put_back_cb (GObject      *object,
                                     GAsyncResult *result,
                                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanServerData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!genkan_secrets_store_finish (GENKAN_SECRETS (object), result, &error))
    g_debug ("The token before could not be put back: %s", error->message);

  g_task_return_error (task, g_steal_pointer (&data->error));
}

static void
put_back_and_fail (GTask  *task,
                   GError *error)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanServerData *data = g_task_get_task_data (task);
  g_autoptr (GHashTable) values = NULL;

  if (data->before == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  data->error = error;
  values = genkan_secret_table_new ();
  g_hash_table_insert (values, g_strdup (GENKAN_SERVER_TOKEN),
                       g_strdup (g_hash_table_lookup (data->before, GENKAN_SERVER_TOKEN)));
  genkan_secrets_store_async (self->secrets, data->secret_id, LABEL, values, NULL,
                              genkan_workspace_server_put_back_cb, g_object_ref (task));
}

static void
genkan_workspace_server_stored_cb (GObject      *object,
                                   GAsyncResult *result,
                                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (genkan_store_set_server_finish (GENKAN_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    put_back_and_fail (task, error);
}

static void
save_rows (GTask *task)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanServerData *data = g_task_get_task_data (task);

  genkan_store_set_server_async (self->store, data->server, data->cancellable,
                                 genkan_workspace_server_stored_cb, g_object_ref (task));
}

static void
genkan_workspace_server_kept_cb (GObject      *object,
                                 GAsyncResult *result,
                                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (genkan_secrets_store_finish (GENKAN_SECRETS (object), result, &error))
    save_rows (task);
  else
    put_back_and_fail (task, error);
}

static void
genkan_workspace_server_forgotten_cb (GObject      *object,
                                      GAsyncResult *result,
                                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (genkan_secrets_forget_finish (GENKAN_SECRETS (object), result, &error))
    save_rows (task);
  else
    put_back_and_fail (task, error);
}

/* The token of before is known: now the one of hereafter. */
static void
save_token (GTask *task)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanServerData *data = g_task_get_task_data (task);
  g_autoptr (GHashTable) values = NULL;

  if (!genkan_server_is_set (data->server))
    {
      genkan_secrets_forget_async (self->secrets, data->secret_id, data->cancellable,
                                   genkan_workspace_server_forgotten_cb, g_object_ref (task));
      return;
    }

  values = genkan_secret_table_new ();
  g_hash_table_insert (values, g_strdup (GENKAN_SERVER_TOKEN), g_strdup (data->token));
  genkan_secrets_store_async (self->secrets, data->secret_id, LABEL, values,
                              data->cancellable, genkan_workspace_server_kept_cb,
                              g_object_ref (task));
}

static void
genkan_workspace_server_before_cb (GObject      *object,
                                   GAsyncResult *result,
                                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanServerData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  data->before = genkan_secrets_lookup_stored_finish (GENKAN_SECRETS (object), result, &error);

  /* To forget what cannot be read is the keyring's to judge: the environment may be enough. */
  if (data->before != NULL ||
      (!genkan_server_is_set (data->server) &&
       !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    save_token (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
look_before (GTask *task)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanServerData *data = g_task_get_task_data (task);

  genkan_secrets_lookup_stored_async (self->secrets, data->secret_id, data->cancellable,
                                      genkan_workspace_server_before_cb, g_object_ref (task));
}

/* The address as it is stored is without the page that was pasted with it, and without a password
 * that stood in it. What the server said stays as long as it is the same, and asked by the same. */
static void
tidy_server (GenkanServerData   *data,
             const GenkanServer *stored,
             const char         *url)
{
  GenkanServer *server = data->server;
  g_autofree char *uuid = g_uuid_string_random ();
  gboolean same;

  g_free (server->url);
  server->url = g_strdup (url);
  same = genkan_server_is_same (server, stored);

  if (stored->secret_id == NULL && data->token != NULL)
    data->secret_id = g_strconcat (GENKAN_SERVER_SECRET_PREFIX, uuid, NULL);
  else
    data->secret_id = g_strdup (stored->secret_id);
  g_free (server->secret_id);
  server->secret_id = g_strdup (data->secret_id);

  g_free (server->user);
  g_free (server->version);
  server->user = same && data->token == NULL ? g_strdup (stored->user) : NULL;
  server->version = same ? g_strdup (stored->version) : NULL;
  server->token_expiry = same && data->token == NULL ? stored->token_expiry : 0;
  server->checked = same && data->token == NULL ? stored->checked : 0;
  server->version_read = same ? stored->version_read : 0;
  server->n_products = same ? stored->n_products : 0;
  server->listed = same ? stored->listed : 0;
}

static void
genkan_workspace_server_resolved_cb (GObject      *object,
                                     GAsyncResult *result,
                                     gpointer      user_data)
{
  GenkanWorkspace *self = GENKAN_WORKSPACE (object);
  g_autoptr (GTask) task = user_data;
  GenkanServerData *data = g_task_get_task_data (task);
  g_autoptr (GenkanServerAccess) access = NULL;
  g_autoptr (GenkanServer) stored = NULL;
  g_autoptr (GenkanDojo) client = NULL;
  GError *error = NULL;

  access = genkan_workspace_resolve_server_finish (self, result, &error);
  client = access != NULL ? genkan_server_access_make_client (access, NULL, 0, &error) : NULL;
  stored = client != NULL ? genkan_store_get_server (self->store, &error) : NULL;
  if (stored == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  tidy_server (data, stored, genkan_dojo_get_url (client));
  if (data->token != NULL)
    look_before (task);
  else
    save_rows (task);
}

/* Without a token in the keyring there is nothing to forget. */
static void
remove_server (GTask *task)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanServerData *data = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GenkanServer) stored = genkan_store_get_server (self->store, &error);

  if (stored == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  genkan_server_free (data->server);
  data->server = genkan_server_new ();
  data->secret_id = g_strdup (stored->secret_id);
  if (data->secret_id != NULL)
    look_before (task);
  else
    save_rows (task);
}

/**
 * genkan_workspace_save_server_async:
 * @self: a workspace
 * @server: its address and how to talk to it; what it said of itself is not taken from here.
 *   Without an address: remove it
 * @token: (nullable): what the person typed; %NULL: it stays as it is
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Keeps the DefectDojo server, without asking it. On failure nothing is changed.
 */
void
genkan_workspace_save_server_async (GenkanWorkspace     *self,
                                    const GenkanServer  *server,
                                    const char          *token,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanServerData *data;

  g_return_if_fail (GENKAN_IS_WORKSPACE (self));
  g_return_if_fail (server != NULL);

  task = genkan_workspace_new_server_task (self, genkan_workspace_save_server_async, server, token,
                                           cancellable, callback, user_data);
  data = g_task_get_task_data (task);

  if (genkan_workspace_refuse_when_closed (self, task))
    return;

  if (genkan_server_is_set (data->server))
    {
      genkan_workspace_resolve_server_async (self, data->server, data->token, data->cancellable,
                                             genkan_workspace_server_resolved_cb,
                                             g_steal_pointer (&task));
      return;
    }

  remove_server (task);
}

/**
 * genkan_workspace_save_server_finish:
 * @self: a workspace
 * @result: what the callback got
 * @error: in #GENKAN_WORKSPACE_ERROR, #GENKAN_DOJO_ERROR (an address or a token that cannot be
 *   one), #GENKAN_SECRETS_ERROR or #GENKAN_STORE_ERROR
 *
 * Returns: whether it is kept
 */
gboolean
genkan_workspace_save_server_finish (GenkanWorkspace  *self,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
