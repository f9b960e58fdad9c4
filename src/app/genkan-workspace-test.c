/* genkan-workspace-test.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Test Connection": the engine's check, and what its answer means in a sentence.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-records-sink.h"
#include "genkan-workspace-private.h"

#include <glib/gi18n.h>

typedef struct
{
  GenkanConnection *connection;  /* (owned) the caller's */
  GCancellable     *cancellable; /* (owned) */
  GenkanResolved   *resolved;    /* (owned) (nullable) */
} GenkanTestData;

static void
genkan_test_data_free (GenkanTestData *data)
{
  g_clear_object (&data->connection);
  g_clear_object (&data->cancellable);
  g_clear_pointer (&data->resolved, genkan_resolved_free);
  g_free (data);
}

/* Translators see "the key needs: read sites; read scans". */
static char *
describe_permissions (const GenkanDefinition *definition)
{
  g_autofree char *permissions = NULL;

  if (definition->key_permissions == NULL || definition->key_permissions[0] == NULL)
    return g_strdup_printf (_("Check that the account of this key may see the %s, and that there are any."),
                            definition->record_many);

  permissions = g_strjoinv ("; ", definition->key_permissions);

  return g_strdup_printf (_("The key needs: %s"), permissions);
}

static GenkanReport *
report_good (GenkanTestData        *data,
             const GenkanRunResult *result)
{
  const GenkanDefinition *definition = genkan_connector_get_definition (data->resolved->connector);
  g_autofree char *visible = genkan_resolved_dup_visible (data->resolved, result->n_rows, result->more);
  g_autofree char *details = genkan_resolved_redact (data->resolved, result->details);
  g_autofree char *summary = NULL;
  g_autofree char *advice = NULL;

  genkan_connection_set_visible (data->connection, visible);

  if (result->n_rows > 0)
    {
      /* Translators: "Connected: 23 sites visible" */
      summary = g_strdup_printf (_("Connected: %s visible"), visible);
    }
  else
    {
      summary = g_strdup (_("Connected, but nothing is visible"));
      advice = describe_permissions (definition);
    }

  return genkan_report_new (TRUE, summary, advice, details);
}

static GenkanReport *
report_bad (GenkanTestData *data,
            const GError   *error,
            const char     *details)
{
  g_autofree char *message = genkan_resolved_redact (data->resolved, error->message);
  g_autofree char *redacted = genkan_resolved_redact (data->resolved, details);
  g_autoptr (GError) safe = g_error_new_literal (error->domain, error->code, message);

  return genkan_report_new_for_error (safe, redacted);
}

/* A check that was cut short by a limit has still seen that the key works. */
static gboolean
is_good (const GenkanRunResult *result)
{
  return result->outcome == GENKAN_OUTCOME_COMPLETE ||
         (result->outcome == GENKAN_OUTCOME_PARTIAL && result->n_rows > 0);
}

static void
return_result (GTask                 *task,
               const GenkanRunResult *result)
{
  GenkanTestData *data = g_task_get_task_data (task);
  g_autoptr (GError) unknown = NULL;

  if (g_error_matches (result->reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_error_copy (result->reason));
      return;
    }

  if (is_good (result))
    {
      g_task_return_pointer (task, report_good (data, result), g_object_unref);
      return;
    }

  unknown = g_error_new_literal (GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_VENDOR,
                                 _("it skips what was asked for"));
  g_task_return_pointer (task,
                         report_bad (data, result->reason != NULL ? result->reason : unknown, result->details),
                         g_object_unref);
}

static void
genkan_workspace_test_run_cb (GObject      *object,
                              GAsyncResult *result,
                              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GenkanTestData *data = g_task_get_task_data (task);
  g_autoptr (GenkanRunResult) outcome = NULL;
  g_autoptr (GError) error = NULL;

  outcome = genkan_engine_run_finish (GENKAN_ENGINE (object), result, &error);
  if (outcome != NULL)
    return_result (task, outcome);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, report_bad (data, error, NULL), g_object_unref);
}

/* What is wrong with the settings is an answer; what is wrong with the keyring is not. */
static gboolean
is_answer (const GError *error)
{
  return g_error_matches (error, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_SETTING) ||
         g_error_matches (error, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_CONNECTOR);
}

static void
genkan_workspace_test_resolve_cb (GObject      *object,
                                  GAsyncResult *result,
                                  gpointer      user_data)
{
  GenkanWorkspace *self = GENKAN_WORKSPACE (object);
  g_autoptr (GTask) task = user_data;
  GenkanTestData *data = g_task_get_task_data (task);
  g_autoptr (GenkanSink) sink = NULL;
  g_autoptr (GenkanRun) run = NULL;
  g_autoptr (GError) error = NULL;

  data->resolved = genkan_workspace_resolve_finish (self, result, &error);
  if (data->resolved == NULL && is_answer (error))
    {
      g_task_return_pointer (task, genkan_report_new_for_error (error, NULL), g_object_unref);
      return;
    }
  if (data->resolved == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  sink = genkan_records_sink_new_discard ();
  run = genkan_resolved_new_run (data->resolved, GENKAN_PURPOSE_CHECK, sink, NULL);
  genkan_engine_run_async (self->engine, run, data->cancellable,
                           genkan_workspace_test_run_cb, g_steal_pointer (&task));
}

/**
 * genkan_workspace_test_connection_async:
 * @self: a workspace
 * @connection: a Connection, stored or not
 * @secrets: (nullable) (element-type utf8 utf8): what the person typed; other secrets are taken
 *   from the keyring
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks the tool. When it answers, `visible` of @connection says what the credentials can see,
 * so that saving it keeps the words.
 */
void
genkan_workspace_test_connection_async (GenkanWorkspace     *self,
                                        GenkanConnection    *connection,
                                        GHashTable          *secrets,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanTestData *data;

  g_return_if_fail (GENKAN_IS_WORKSPACE (self));
  g_return_if_fail (GENKAN_IS_CONNECTION (connection));

  task = genkan_workspace_new_task (self, genkan_workspace_test_connection_async, callback, user_data);
  data = g_new0 (GenkanTestData, 1);
  data->connection = g_object_ref (connection);
  data->cancellable = g_cancellable_new ();
  genkan_workspace_link (self, cancellable, data->cancellable);
  g_task_set_task_data (task, data, (GDestroyNotify) genkan_test_data_free);

  if (self->closed)
    g_task_return_new_error (task, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_CLOSED,
                             "the workspace is closed");
  else
    genkan_workspace_resolve_async (self, connection, secrets, data->cancellable,
                                    genkan_workspace_test_resolve_cb, g_steal_pointer (&task));
}

/**
 * genkan_workspace_test_connection_finish:
 * @self: a workspace
 * @result: what the callback got
 * @error: cancelled, or in #GENKAN_SECRETS_ERROR
 *
 * A good report that carries advice is a warning: the key works, but sees nothing.
 *
 * Returns: (transfer full) (nullable): how it went
 */
GenkanReport *
genkan_workspace_test_connection_finish (GenkanWorkspace  *self,
                                         GAsyncResult     *result,
                                         GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
