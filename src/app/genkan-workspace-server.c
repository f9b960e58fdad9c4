/* genkan-workspace-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The DefectDojo server is some rows and a token, in two places that know nothing of each other.
 * As with a Connection, the token goes first, and what it was is put back when the rows then
 * cannot be written. A token that is kept goes only to the host that it was kept for.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-secrets-private.h"
#include "genkan-server-access-private.h"
#include "genkan-store-server.h"
#include "genkan-workspace-server-private.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

#define LABEL "DefectDojo"

/* Of a profile: two of them may have two servers, or two users of one. */
#define SECRET_ID_PREFIX "defectdojo-"

typedef struct
{
  GenkanServer *server;      /* (owned) as it will be stored */
  char         *token;       /* (owned) (nullable) as it was typed */
  char         *secret_id;   /* (owned) (nullable) of the token that is kept, or will be */
  GHashTable   *before;      /* (owned) (nullable) what the keyring held */
  GCancellable *cancellable; /* (owned) */
  GError       *error;       /* (owned) (nullable) why the token is put back */
} GenkanServerData;

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
static GTask *
new_server_task (GenkanWorkspace     *self,
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

static gboolean
refuse_when_closed (GenkanWorkspace *self,
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
  return stored->secret_id != NULL ? stored->secret_id : SECRET_ID_PREFIX;
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
  g_autoptr (GTask) task = new_server_task (self, genkan_workspace_resolve_server_async, server,
                                            token, cancellable, callback, user_data);
  GenkanServerData *data = g_task_get_task_data (task);
  g_autoptr (GenkanServer) stored = NULL;
  GError *error = NULL;

  if (refuse_when_closed (self, task))
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
  if (refuse_when_closed (self, task))
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

/* --- save --- */

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
    data->secret_id = g_strconcat (SECRET_ID_PREFIX, uuid, NULL);
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

  task = new_server_task (self, genkan_workspace_save_server_async, server, token, cancellable,
                          callback, user_data);
  data = g_task_get_task_data (task);

  if (refuse_when_closed (self, task))
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
