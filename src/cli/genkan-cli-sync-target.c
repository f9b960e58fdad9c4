/* genkan-cli-sync-target.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How `genkan sync` and `genkan deliver` begin and end: both are about some Records of one
 * Connection, and tell Record by Record what has become of them.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-sync-target.h"

#include "genkan-cli-finding-choice.h"
#include "genkan-cli-json.h"
#include "genkan-cli-sync-results.h"

/**
 * genkan_cli_sync_target_open:
 * @self: an empty target
 * @label: the Connection's
 * @records: (nullable): the tool's ids of Records, or their names; %NULL: all
 *
 * Says on standard error what is wrong.
 *
 * Returns: %GENKAN_EXIT_COMPLETE, or how to exit
 */
GenkanExit
genkan_cli_sync_target_open (GenkanCliSyncTarget  *self,
                             const char           *label,
                             char                **records)
{
  g_autoptr (GError) error = NULL;

  self->workspace = genkan_cli_open (&error);
  if (self->workspace == NULL)
    return genkan_cli_fail (error);

  self->connection = genkan_cli_find_connection (self->workspace, label);
  if (self->connection == NULL)
    return GENKAN_EXIT_FAILED;

  self->ids = genkan_cli_find_records (self->workspace, self->connection, records);
  self->assets = genkan_workspace_imports_assets (
    self->workspace, genkan_connection_get_connector_id (self->connection));

  return self->ids != NULL ? GENKAN_EXIT_COMPLETE : GENKAN_EXIT_FAILED;
}

void
genkan_cli_sync_target_clear (GenkanCliSyncTarget *self)
{
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_object (&self->connection);
  g_clear_object (&self->workspace);
}

/* Returns: (nullable): %NULL for all Records */
const gint64 *
genkan_cli_sync_target_get_ids (GenkanCliSyncTarget *self)
{
  return self->ids->len > 0 ? (const gint64 *) (gpointer) self->ids->data : NULL;
}

/**
 * genkan_cli_sync_target_tell:
 * @self: a target
 * @operation: what ran, and has ended
 * @report: (nullable): what was odd about it
 * @json: whether programs read it
 * @ret_results: (out) (optional) (nullable) (transfer full): what became of each Record; %NULL where
 *   there are no findings
 *
 * Returns: how to exit
 */
GenkanExit
genkan_cli_sync_target_tell (GenkanCliSyncTarget  *self,
                             GenkanOperation      *operation,
                             GenkanReport         *report,
                             gboolean              json,
                             GPtrArray           **ret_results)
{
  GenkanExit status = genkan_cli_get_exit (operation);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  if (ret_results != NULL)
    *ret_results = NULL;
  if (self->assets)
    return genkan_cli_tell_assets (self->workspace, operation, report, json);

  results = genkan_cli_print_sync_results (genkan_workspace_get_store (self->workspace), operation,
                                           json, &error);
  if (results == NULL)
    return genkan_cli_fail (error);

  if (status == GENKAN_EXIT_CANCELLED)
    genkan_cli_complain ("%s", genkan_operation_get_message (operation));
  if (report != NULL)
    genkan_cli_print_report (report);
  if (ret_results != NULL)
    *ret_results = g_steal_pointer (&results);

  return status;
}
