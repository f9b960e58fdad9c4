/* genkan-workspace-connections.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Connection is a row and some secrets, in two places that know nothing of each other. The
 * secrets go first, and what they were is kept: when the row then cannot be written, they are
 * put back, and the person's error is the first one.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-secrets-private.h"
#include "genkan-store-connections.h"
#include "genkan-workspace-private.h"

#include <glib/gi18n.h>

typedef struct
{
  GenkanConnection *connection; /* (owned) as it will be stored, or as it is to be removed */
  GHashTable       *typed;      /* (owned) (nullable) */
  GHashTable       *changes;    /* (owned) (nullable) setting → secret or NULL, to be stored */
  GHashTable       *before;     /* (owned) (nullable) what the keyring held */
  GCancellable     *cancellable; /* (owned) */
  GError           *error;      /* (owned) (nullable) why the secrets are put back */
} GenkanConnectionData;

static void
genkan_connection_data_free (GenkanConnectionData *data)
{
  g_clear_object (&data->connection);
  g_clear_pointer (&data->typed, g_hash_table_unref);
  g_clear_pointer (&data->changes, g_hash_table_unref);
  g_clear_pointer (&data->before, g_hash_table_unref);
  g_clear_object (&data->cancellable);
  g_clear_error (&data->error);
  g_free (data);
}

static GTask *
new_connection_task (GenkanWorkspace     *self,
                     gpointer             source_tag,
                     GenkanConnection    *connection,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task = genkan_workspace_new_task (self, source_tag, callback, user_data);
  GenkanConnectionData *data = g_new0 (GenkanConnectionData, 1);

  data->connection = g_object_ref (connection);
  data->cancellable = g_cancellable_new ();
  genkan_workspace_link (self, cancellable, data->cancellable);
  g_task_set_task_data (task, data, (GDestroyNotify) genkan_connection_data_free);

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

static void
genkan_workspace_put_back_cb (GObject      *object,
                              GAsyncResult *result,
                              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanConnectionData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!genkan_secrets_store_finish (GENKAN_SECRETS (object), result, &error))
    g_debug ("The secrets before could not be put back: %s", error->message);

  g_task_return_error (task, g_steal_pointer (&data->error));
}

/* Ends the task with @error, after the secrets are again what they were. */
static void
put_back_and_fail (GTask  *task,
                   GError *error)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanConnectionData *data = g_task_get_task_data (task);
  g_autoptr (GHashTable) values = NULL;
  g_autofree gpointer *names = NULL;

  if (data->changes == NULL || g_hash_table_size (data->changes) == 0)
    {
      g_task_return_error (task, error);
      return;
    }

  data->error = error;
  values = genkan_secret_table_new ();
  names = g_hash_table_get_keys_as_array (data->changes, NULL);
  for (gsize i = 0; names[i] != NULL; i++)
    g_hash_table_insert (values, g_strdup (names[i]),
                         g_strdup (data->before != NULL ? g_hash_table_lookup (data->before, names[i]) : NULL));

  genkan_secrets_store_async (self->secrets, genkan_connection_get_secret_id (data->connection),
                              genkan_connection_get_label (data->connection), values, NULL,
                              genkan_workspace_put_back_cb, g_object_ref (task));
}

static void
genkan_workspace_save_row_cb (GObject      *object,
                              GAsyncResult *result,
                              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gint64 id;

  id = genkan_store_save_connection_finish (GENKAN_STORE (object), result, &error);
  if (error == NULL)
    g_task_return_int (task, id);
  else
    put_back_and_fail (task, error);
}

static void
save_row (GTask *task)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanConnectionData *data = g_task_get_task_data (task);

  genkan_store_save_connection_async (self->store, data->connection, data->cancellable,
                                      genkan_workspace_save_row_cb, g_object_ref (task));
}

static void
genkan_workspace_save_secrets_cb (GObject      *object,
                                  GAsyncResult *result,
                                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (genkan_secrets_store_finish (GENKAN_SECRETS (object), result, &error))
    save_row (task);
  else
    put_back_and_fail (task, error);
}

static void
save_secrets (GTask *task)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanConnectionData *data = g_task_get_task_data (task);

  genkan_secrets_store_async (self->secrets, genkan_connection_get_secret_id (data->connection),
                              genkan_connection_get_label (data->connection), data->changes,
                              data->cancellable,
                              genkan_workspace_save_secrets_cb, g_object_ref (task));
}

static void
genkan_workspace_save_lookup_cb (GObject      *object,
                                 GAsyncResult *result,
                                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanConnectionData *data = g_task_get_task_data (task);
  GError *error = NULL;

  data->before = genkan_secrets_lookup_stored_finish (GENKAN_SECRETS (object), result, &error);
  if (data->before != NULL)
    save_secrets (task);
  else
    g_task_return_error (task, error);
}

/* What was typed, tidied up. An optional secret that was emptied is to be forgotten. */
static GHashTable *
collect_changes (GHashTable     *typed,
                 GenkanResolved *resolved)
{
  const GenkanDefinition *definition = genkan_connector_get_definition (resolved->connector);
  GHashTable *changes = genkan_secret_table_new ();

  for (guint i = 0; typed != NULL && i < definition->settings->len; i++)
    {
      const GenkanSetting *setting = g_ptr_array_index (definition->settings, i);

      if (setting->secret && g_hash_table_contains (typed, setting->name))
        g_hash_table_insert (changes, g_strdup (setting->name),
                             g_strdup (g_hash_table_lookup (resolved->values, setting->name)));
    }

  return changes;
}

static void
genkan_workspace_save_resolve_cb (GObject      *object,
                                  GAsyncResult *result,
                                  gpointer      user_data)
{
  GenkanWorkspace *self = GENKAN_WORKSPACE (object);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GenkanResolved) resolved = NULL;
  GenkanConnectionData *data = g_task_get_task_data (task);
  GError *error = NULL;

  resolved = genkan_workspace_resolve_finish (self, result, &error);
  if (resolved == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_set_object (&data->connection, resolved->connection);
  genkan_connection_set_tool (data->connection, genkan_connector_get_name (resolved->connector));
  data->changes = collect_changes (data->typed, resolved);

  if (g_hash_table_size (data->changes) == 0)
    save_row (task);
  else if (genkan_connection_get_id (data->connection) == 0)
    save_secrets (task);
  else
    genkan_secrets_lookup_stored_async (self->secrets, genkan_connection_get_secret_id (data->connection),
                                        data->cancellable, genkan_workspace_save_lookup_cb,
                                        g_object_ref (task));
}

static gboolean
has_label (GenkanConnection *connection)
{
  g_autofree char *label = g_strstrip (g_strdup (genkan_connection_get_label (connection)));

  return *label != '\0' && g_utf8_validate (label, -1, NULL);
}

/**
 * genkan_workspace_save_connection_async:
 * @self: a workspace
 * @connection: a new Connection, or a changed copy of one
 * @secrets: (nullable) (element-type utf8 utf8): setting → secret, as far as the person typed
 *   them; an empty one is forgotten if the connector file can do without
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Checks the settings against the connector file, then stores the secrets, then the Connection.
 * On failure neither is changed.
 */
void
genkan_workspace_save_connection_async (GenkanWorkspace     *self,
                                        GenkanConnection    *connection,
                                        GHashTable          *secrets,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanConnectionData *data;

  g_return_if_fail (GENKAN_IS_WORKSPACE (self));
  g_return_if_fail (GENKAN_IS_CONNECTION (connection));

  task = new_connection_task (self, genkan_workspace_save_connection_async, connection,
                              cancellable, callback, user_data);
  data = g_task_get_task_data (task);
  data->typed = secrets != NULL ? g_hash_table_ref (secrets) : NULL;

  if (refuse_when_closed (self, task))
    return;

  if (!has_label (connection))
    {
      g_task_return_new_error (task, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_SETTING,
                               "%s", _("The connection needs a label, to be known by"));
      return;
    }

  genkan_workspace_resolve_async (self, connection, secrets, data->cancellable,
                                  genkan_workspace_save_resolve_cb, g_steal_pointer (&task));
}

/**
 * genkan_workspace_save_connection_finish:
 * @self: a workspace
 * @result: what the callback got
 * @error: in #GENKAN_WORKSPACE_ERROR, #GENKAN_SECRETS_ERROR or #GENKAN_STORE_ERROR
 *
 * Returns: the Connection's id in the store, or 0
 */
gint64
genkan_workspace_save_connection_finish (GenkanWorkspace  *self,
                                         GAsyncResult     *result,
                                         GError          **error)
{
  GError *reason = NULL;
  gint64 id;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  id = g_task_propagate_int (G_TASK (result), &reason);
  if (reason == NULL)
    return id;

  g_propagate_error (error, reason);

  return 0;
}

static void
genkan_workspace_remove_row_cb (GObject      *object,
                                GAsyncResult *result,
                                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (genkan_store_remove_connection_finish (GENKAN_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    put_back_and_fail (task, error);
}

static void
genkan_workspace_remove_forget_cb (GObject      *object,
                                   GAsyncResult *result,
                                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanConnectionData *data = g_task_get_task_data (task);
  GError *error = NULL;

  if (!genkan_secrets_forget_finish (GENKAN_SECRETS (object), result, &error))
    {
      put_back_and_fail (task, error);
      return;
    }

  genkan_store_remove_connection_async (self->store, genkan_connection_get_id (data->connection),
                                        NULL, genkan_workspace_remove_row_cb,
                                        g_steal_pointer (&task));
}

static void
genkan_workspace_remove_lookup_cb (GObject      *object,
                                   GAsyncResult *result,
                                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanConnectionData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  /* A keyring that cannot be read is forget's to judge: it knows when the environment is enough. */
  data->before = genkan_secrets_lookup_stored_finish (GENKAN_SECRETS (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  data->changes = data->before != NULL ? g_hash_table_ref (data->before) : NULL;
  genkan_secrets_forget_async (GENKAN_SECRETS (object), genkan_connection_get_secret_id (data->connection),
                               data->cancellable, genkan_workspace_remove_forget_cb,
                               g_steal_pointer (&task));
}

/**
 * genkan_workspace_remove_connection_async:
 * @self: a workspace
 * @connection: a stored Connection for which nothing runs
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Forgets the secrets, then removes the Connection with its Records and Operations. On failure
 * nothing is changed.
 */
void
genkan_workspace_remove_connection_async (GenkanWorkspace     *self,
                                          GenkanConnection    *connection,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanConnectionData *data;

  g_return_if_fail (GENKAN_IS_WORKSPACE (self));
  g_return_if_fail (GENKAN_IS_CONNECTION (connection));

  task = new_connection_task (self, genkan_workspace_remove_connection_async, connection,
                              cancellable, callback, user_data);
  data = g_task_get_task_data (task);

  if (refuse_when_closed (self, task))
    return;

  if (genkan_workspace_get_activity (self, genkan_connection_get_id (connection)) != NULL)
    {
      g_task_return_new_error (task, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_BUSY,
                               "an Operation of “%s” runs", genkan_connection_get_label (connection));
      return;
    }

  genkan_secrets_lookup_stored_async (self->secrets, genkan_connection_get_secret_id (connection),
                                      data->cancellable, genkan_workspace_remove_lookup_cb,
                                      g_steal_pointer (&task));
}

/**
 * genkan_workspace_remove_connection_finish:
 * @self: a workspace
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether the Connection and its secrets are gone
 */
gboolean
genkan_workspace_remove_connection_finish (GenkanWorkspace  *self,
                                           GAsyncResult     *result,
                                           GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
