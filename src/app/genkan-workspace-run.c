/* genkan-workspace-run.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a Connection to something that the engine can run: the connector file that it names, the
 * settings checked against it, and the secrets: what the person has just typed first, then the
 * environment, then the keyring. The keyring is asked only when it can know something, as it
 * may ask the person for a password.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-redactor.h"
#include "genkan-secrets-private.h"
#include "genkan-setting-check.h"
#include "genkan-workspace-private.h"

#include <glib/gi18n.h>

typedef struct
{
  GenkanConnector  *connector;  /* (owned) */
  GenkanConnection *connection; /* (owned) */
  GHashTable       *typed;      /* (owned) (nullable) */
} GenkanResolveData;

static void
genkan_resolve_data_free (GenkanResolveData *data)
{
  g_clear_object (&data->connector);
  g_clear_object (&data->connection);
  g_clear_pointer (&data->typed, g_hash_table_unref);
  g_free (data);
}

void
genkan_resolved_free (GenkanResolved *self)
{
  g_clear_object (&self->workspace);
  g_clear_object (&self->connector);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_free (self);
}

static GenkanConnector *
find_connector (GenkanWorkspace   *self,
                GenkanConnection  *connection,
                GError           **error)
{
  const char *id = genkan_connection_get_connector_id (connection);
  GenkanConnector *connector = genkan_connector_set_lookup (self->connectors, id);
  const GenkanProblem *problem;

  if (connector == NULL)
    {
      g_set_error (error, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_CONNECTOR,
                   _("There is no connector “%s”"), id);
      return NULL;
    }

  if (genkan_connector_is_valid (connector))
    return connector;

  problem = g_ptr_array_index (genkan_connector_get_problems (connector), 0);
  g_set_error (error, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_CONNECTOR,
               _("The connector file has mistakes: %s:%u:%u: %s"),
               genkan_connector_get_file_name (connector),
               problem->line, problem->column, problem->message);

  return NULL;
}

/* The copy that is stored: only what the file knows, and nothing that is secret. */
static GenkanConnection *
tidy_connection (GenkanConnection       *connection,
                 const GenkanDefinition *definition,
                 GHashTable             *values)
{
  GenkanConnection *copy = genkan_connection_copy (connection);
  g_autofree char *label = g_strstrip (g_strdup (genkan_connection_get_label (connection)));
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (genkan_connection_get_settings (connection), NULL);

  genkan_connection_set_label (copy, label);
  for (gsize i = 0; names[i] != NULL; i++)
    if (strchr (names[i], '.') == NULL)
      genkan_connection_set_setting (copy, names[i], NULL);

  for (guint i = 0; i < definition->settings->len; i++)
    {
      const GenkanSetting *setting = g_ptr_array_index (definition->settings, i);

      if (!setting->secret)
        genkan_connection_set_setting (copy, setting->name,
                                       g_hash_table_lookup (values, setting->name));
    }

  return copy;
}

static void
take_over (GHashTable *from,
           GHashTable *to)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (to, g_strdup (name), g_strdup (value));
}

/* Typed or exported before a tool has replaced it. */
static void
renew (GenkanWorkspace *self,
       GHashTable      *secrets)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, secrets);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const char *now = value != NULL ? genkan_workspace_get_renewed (self, value) : NULL;

      if (now != value)
        g_hash_table_iter_replace (&iter, g_strdup (now));
    }
}

/* The last step: @secrets is what the keyring and the environment know. */
static void
return_resolved (GTask      *task,
                 GHashTable *secrets)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanResolveData *data = g_task_get_task_data (task);
  const GenkanDefinition *definition = genkan_connector_get_definition (data->connector);
  g_autoptr (GHashTable) values = NULL;
  GenkanResolved *resolved;
  GError *error = NULL;

  if (data->typed != NULL)
    take_over (data->typed, secrets);
  renew (self, secrets);

  values = genkan_settings_check (definition, data->connection, secrets, &error);
  if (values == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  resolved = g_new0 (GenkanResolved, 1);
  resolved->workspace = g_object_ref (self);
  resolved->connector = g_object_ref (data->connector);
  resolved->connection = tidy_connection (data->connection, definition, values);
  resolved->values = g_steal_pointer (&values);
  g_task_return_pointer (task, resolved, (GDestroyNotify) genkan_resolved_free);
}

static void
genkan_workspace_resolve_lookup_cb (GObject      *object,
                                    GAsyncResult *result,
                                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GHashTable) secrets = NULL;
  GError *error = NULL;

  secrets = genkan_secrets_lookup_finish (GENKAN_SECRETS (object), result, &error);
  if (secrets != NULL)
    return_resolved (task, secrets);
  else
    g_task_return_error (task, error);
}

/* Whether something secret is not typed, and the keyring might hold it. */
static gboolean
needs_keyring (GenkanResolveData *data)
{
  const GenkanDefinition *definition = genkan_connector_get_definition (data->connector);

  if (genkan_connection_get_id (data->connection) == 0)
    return FALSE;

  for (guint i = 0; i < definition->settings->len; i++)
    {
      const GenkanSetting *setting = g_ptr_array_index (definition->settings, i);

      if (setting->secret &&
          (data->typed == NULL || !g_hash_table_contains (data->typed, setting->name)))
        return TRUE;
    }

  return FALSE;
}

/* @secrets: (nullable): what the person has just typed */
void
genkan_workspace_resolve_async (GenkanWorkspace     *self,
                                GenkanConnection    *connection,
                                GHashTable          *secrets,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  genkan_workspace_resolve_for_async (self, NULL, connection, secrets, cancellable, callback,
                                      user_data);
}

/* @connector: (nullable): instead of the one that the Connection names */
void
genkan_workspace_resolve_for_async (GenkanWorkspace     *self,
                                    GenkanConnector     *connector,
                                    GenkanConnection    *connection,
                                    GHashTable          *secrets,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr (GTask) task = genkan_workspace_new_task (self, genkan_workspace_resolve_async, callback, user_data);
  g_autoptr (GHashTable) known = NULL;
  GenkanResolveData *data;
  GError *error = NULL;

  data = g_new0 (GenkanResolveData, 1);
  data->connection = g_object_ref (connection);
  data->typed = secrets != NULL ? g_hash_table_ref (secrets) : NULL;
  g_task_set_task_data (task, data, (GDestroyNotify) genkan_resolve_data_free);

  if (connector == NULL)
    connector = find_connector (self, connection, &error);
  g_set_object (&data->connector, connector);
  if (data->connector == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (needs_keyring (data))
    {
      genkan_secrets_lookup_async (self->secrets, genkan_connection_get_secret_id (connection),
                                   cancellable, genkan_workspace_resolve_lookup_cb,
                                   g_steal_pointer (&task));
      return;
    }

  known = genkan_secret_table_new ();
  genkan_secrets_add_environment (self->secrets, known);
  return_resolved (task, known);
}

GenkanResolved *
genkan_workspace_resolve_finish (GenkanWorkspace  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GenkanRun *
genkan_resolved_new_run (GenkanResolved *self,
                         GenkanPurpose   purpose,
                         GenkanSink     *sink,
                         GenkanProgress *progress)
{
  GenkanRun *run = genkan_run_new (self->connector, purpose, sink);
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    genkan_run_set_setting (run, name, value);

  if (progress != NULL)
    genkan_run_set_progress (run, progress);
  genkan_workspace_keep_renewed (self->workspace, self->connection, run);
  genkan_run_set_ca_file (run, genkan_connection_get_setting (self->connection, GENKAN_NETWORK_CA_FILE));
  genkan_run_set_client_certificate (run,
                                     genkan_connection_get_setting (self->connection,
                                                                    GENKAN_NETWORK_CLIENT_CERTIFICATE));
  genkan_run_set_allow_plain_http (run,
                                   g_strcmp0 (genkan_connection_get_setting (self->connection, GENKAN_NETWORK_ALLOW_PLAIN_HTTP),
                                              "true") == 0);

  return run;
}

/**
 * genkan_resolved_dup_visible:
 * @self: a Connection that was asked
 * @n_records: how many it lists
 * @more: whether it has more than that
 *
 * Returns: (transfer full): "23 sites", "more than 500 projects", "no sites"
 */
char *
genkan_resolved_dup_visible (GenkanResolved *self,
                             guint           n_records,
                             gboolean        more)
{
  const GenkanDefinition *definition = genkan_connector_get_definition (self->connector);

  if (more && n_records > 0)
    /* Translators: "more than 500 projects"; the noun is the tool's own. */
    return g_strdup_printf (_("more than %u %s"), n_records, definition->record_many);
  if (n_records == 0)
    /* Translators: "no sites"; the noun is the tool's own. */
    return g_strdup_printf (_("no %s"), definition->record_many);

  /* Translators: "23 sites"; the noun is the tool's own. */
  return g_strdup_printf (_("%u %s"), n_records,
                          n_records == 1 ? definition->record_one : definition->record_many);
}

/* What leaves a run has been redacted where it was made. This holds if a layer below forgets. */
char *
genkan_resolved_redact (GenkanResolved *self,
                        const char     *text)
{
  const GenkanDefinition *definition = genkan_connector_get_definition (self->connector);
  g_autoptr (GenkanRedactor) redactor = genkan_redactor_new ();

  if (text == NULL)
    return NULL;

  for (guint i = 0; i < definition->settings->len; i++)
    {
      const GenkanSetting *setting = g_ptr_array_index (definition->settings, i);
      const char *value = g_hash_table_lookup (self->values, setting->name);

      if (setting->secret && value != NULL)
        genkan_redactor_add (redactor, value);
    }

  return genkan_redactor_redact (redactor, text);
}
