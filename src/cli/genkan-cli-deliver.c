/* genkan-cli-deliver.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan deliver`: what is kept here goes to DefectDojo, and no tool is asked. Where a server has
 * just been set, people are told that there is something to deliver.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-finding-choice.h"
#include "genkan-cli-json.h"
#include "genkan-cli-private.h"
#include "genkan-cli-sync-results.h"
#include "genkan-store-deliver.h"
#include "genkan-store-sync.h"

#include <glib/gi18n.h>

/* What was asked for. */
typedef struct
{
  char     **records;   /* (owned) (nullable) */
  gboolean   scheduled;
  gboolean   json;
} GenkanCliDeliver;

static void
genkan_cli_deliver_clear (GenkanCliDeliver *self)
{
  g_strfreev (self->records);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanCliDeliver, genkan_cli_deliver_clear)

/* Waits until the Operation is closed, whatever Ctrl+C is pressed. */
static GenkanOperation *
run_deliver (GenkanWorkspace         *workspace,
             GenkanConnection        *connection,
             GArray                  *ids,
             const GenkanCliDeliver  *options,
             GenkanReport           **ret_report,
             GError                 **error)
{
  g_autoptr (GCancellable) cancellable = genkan_cli_watch_interrupt ();
  g_autoptr (GAsyncResult) result = NULL;

  genkan_cli_follow (workspace);
  genkan_workspace_deliver_async (workspace, genkan_connection_get_id (connection),
                                  ids->len > 0 ? (const gint64 *) (gpointer) ids->data : NULL,
                                  ids->len,
                                  options->scheduled ? GENKAN_OPERATION_TRIGGER_SCHEDULED
                                                     : GENKAN_OPERATION_TRIGGER_MANUAL,
                                  cancellable, genkan_cli_keep_result, &result);

  return genkan_workspace_deliver_finish (workspace, genkan_cli_wait (&result), ret_report, error);
}

static GenkanExit
tell (GenkanWorkspace *workspace,
      GenkanOperation *operation,
      GenkanReport    *report,
      gboolean         json)
{
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;
  GenkanExit status = genkan_cli_get_exit (operation);

  results = genkan_cli_print_sync_results (genkan_workspace_get_store (workspace), operation, json,
                                           &error);
  if (results == NULL)
    return genkan_cli_fail (error);

  if (status == GENKAN_EXIT_CANCELLED)
    genkan_cli_complain ("%s", genkan_operation_get_message (operation));
  if (report != NULL)
    genkan_cli_print_report (report);

  return status;
}

static GenkanExit
deliver_label (const char             *label,
               const GenkanCliDeliver *options)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanReport) report = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;

  workspace = genkan_cli_open (&error);
  if (workspace == NULL)
    return genkan_cli_fail (error);

  connection = genkan_cli_find_connection (workspace, label);
  ids = connection != NULL ? genkan_cli_find_records (workspace, connection, options->records) : NULL;
  if (ids == NULL)
    return GENKAN_EXIT_FAILED;

  operation = run_deliver (workspace, connection, ids, options, &report, &error);
  if (operation == NULL)
    return genkan_cli_fail (error);

  return genkan_workspace_imports_assets (workspace,
                                          genkan_connection_get_connector_id (connection))
           ? genkan_cli_tell_assets (workspace, operation, report, options->json)
           : tell (workspace, operation, report, options->json);
}

/* Connection by Connection, and nothing if there is nothing. */
void
genkan_cli_tell_undelivered (GenkanWorkspace *workspace)
{
  GenkanStore *store = genkan_workspace_get_store (workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) list = NULL;
  g_autoptr (GError) error = NULL;

  genkan_store_list_undelivered_async (store, NULL, genkan_cli_keep_result, &result);
  list = genkan_store_list_undelivered_finish (store, genkan_cli_wait (&result), &error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const GenkanUndelivered *one = &g_array_index (list, GenkanUndelivered, i);
      g_autoptr (GenkanConnection) connection =
        genkan_store_get_connection (store, one->connection_id, NULL);
      g_autofree char *label =
        connection != NULL ? genkan_cli_dup_plain (genkan_connection_get_label (connection)) : NULL;

      if (label != NULL)
        g_printerr (ngettext ("%u finding of “%s” is not in DefectDojo yet; “genkan deliver” or the next "
                              "Sync brings it there\n",
                              "%u findings of “%s” are not in DefectDojo yet; “genkan deliver” or the "
                              "next Sync brings them there\n", one->n_findings),
                    one->n_findings, label);
    }
}

GenkanExit
genkan_cli_deliver (int    argc,
                    char **argv)
{
  g_auto (GenkanCliDeliver) options = { NULL };
  const GOptionEntry entries[] = {
    { "record", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.records, N_("Only this record: its id in its tool, or its name; may be repeated"), N_("NAME|ID") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print JSON, for programs"), NULL },
    { "scheduled", 0, 0, G_OPTION_ARG_NONE, &options.scheduled, N_("Note that a timer started it, not a person"), NULL },
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, _("LABEL"),
                         _("Deliver to DefectDojo what is kept of the mapped records of a connection. Its tool is not asked, and may be gone. Nothing is closed there but what is closed here."), 1, 1))
    return GENKAN_EXIT_USAGE;

  return deliver_label (argv[1], &options);
}
