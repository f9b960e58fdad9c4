/* genkan-workspace-assets.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is different with a tool that has no findings, but tells how an organisation names and
 * groups what it has. A Sync runs the steps of a Discover, and then lets the Products follow
 * their Records; its New Records are mapped by themselves unless a person wants otherwise.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-activity-private.h"
#include "genkan-asset-words.h"
#include "genkan-records-sink.h"
#include "genkan-store-assets.h"
#include "genkan-store-operations.h"
#include "genkan-workspace-sync-private.h"

#include <glib/gi18n.h>

static gboolean
imports_assets (GenkanConnector *connector)
{
  return connector != NULL && genkan_connector_is_valid (connector)
         && genkan_connector_get_definition (connector)->imports == GENKAN_IMPORTS_ASSETS;
}

static void
log_results (GTask *task)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);
  gint64 operation_id = genkan_operation_get_id (data->operation);
  g_autoptr (GPtrArray) results = genkan_store_list_asset_results (self->store, operation_id, NULL);
  g_autofree char *text = results != NULL ? genkan_asset_words_sum_up (results) : NULL;

  if (text != NULL)
    genkan_store_log (self->store, operation_id, GENKAN_LOG_INFO, text);
}

static void
genkan_workspace_kept_cb (GObject      *object,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!genkan_store_keep_assets_finish (GENKAN_STORE (object), result, &error))
    {
      genkan_course_end_by_error (task, error);
      return;
    }

  log_results (task);
  genkan_course_deliver (task);
}

static void
hold_assets (GTask *task)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);
  GArray *ids = data->record_ids;

  if (!genkan_course_has_brought_something (data))
    {
      genkan_course_end_by_result (task);
      return;
    }

  genkan_store_keep_assets_async (self->store, genkan_operation_get_id (data->operation),
                                  data->result->outcome == GENKAN_OUTCOME_COMPLETE,
                                  ids != NULL ? (const gint64 *) (gpointer) ids->data : NULL,
                                  ids != NULL ? ids->len : 0, NULL,
                                  genkan_workspace_kept_cb, g_object_ref (task));
}

/* Whether the Sync is one of assets; then it is run here. */
gboolean
genkan_sync_run_assets (GTask *task)
{
  GenkanWorkspace *self = g_task_get_source_object (task);
  GenkanCourse *data = g_task_get_task_data (task);
  g_autoptr (GenkanSink) sink = NULL;
  g_autoptr (GenkanRun) run = NULL;
  g_autoptr (GError) error = NULL;

  if (!imports_assets (data->resolved->connector))
    return FALSE;

  data->changes_at_end = TRUE;
  data->hold = hold_assets;
  if (data->ask_sync != NULL)
    {
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                   _("Preview a Discover instead: this tool has no findings"));
      genkan_course_end_by_error (task, error);
      return TRUE;
    }

  sink = genkan_records_sink_new (self->store, genkan_operation_get_id (data->operation));
  run = genkan_resolved_new_run (data->resolved, GENKAN_PURPOSE_DISCOVER, sink,
                                 genkan_activity_get_progress (data->activity));
  genkan_course_run (task, run);

  return TRUE;
}

/**
 * genkan_workspace_imports_assets:
 * @self: a workspace
 * @connector_id: a connector
 *
 * Returns: whether it brings Records without findings, whose Products are kept in step with them
 */
gboolean
genkan_workspace_imports_assets (GenkanWorkspace *self,
                                 const char      *connector_id)
{
  g_return_val_if_fail (GENKAN_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (connector_id != NULL, FALSE);

  return imports_assets (genkan_connector_set_lookup (self->connectors, connector_id));
}

/**
 * genkan_workspace_new_connection:
 * @self: a workspace
 * @connector_id: a connector
 * @label: a person's name for it
 *
 * Returns: (transfer full): a Connection that is not stored yet, with the rules that suit its tool
 */
GenkanConnection *
genkan_workspace_new_connection (GenkanWorkspace *self,
                                 const char      *connector_id,
                                 const char      *label)
{
  GenkanConnection *connection;
  g_autoptr (GenkanRules) rules = NULL;

  g_return_val_if_fail (GENKAN_IS_WORKSPACE (self), NULL);

  connection = genkan_connection_new (connector_id, label);
  rules = genkan_rules_copy (genkan_connection_get_rules (connection));
  genkan_rules_set_auto_map (rules, genkan_workspace_imports_assets (self, connector_id));
  genkan_connection_set_rules (connection, rules);

  return connection;
}
