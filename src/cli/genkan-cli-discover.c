/* genkan-cli-discover.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan discover`. --dry-run is in genkan-cli-preview.c.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-json.h"
#include "genkan-cli-private.h"

#include <glib/gi18n.h>

/* Waits until the Operation is closed, whatever Ctrl+C is pressed. */
GenkanOperation *
genkan_cli_run_discover (GenkanWorkspace         *workspace,
                         GenkanConnection        *connection,
                         GenkanOperationTrigger   trigger,
                         GenkanReport           **ret_report,
                         GError                 **error)
{
  g_autoptr (GCancellable) cancellable = genkan_cli_watch_interrupt ();
  g_autoptr (GAsyncResult) result = NULL;

  genkan_cli_follow (workspace);
  genkan_workspace_discover_async (workspace, genkan_connection_get_id (connection), trigger,
                                   cancellable, genkan_cli_keep_result, &result);

  return genkan_workspace_discover_finish (workspace, genkan_cli_wait (&result), ret_report, error);
}

static void
print_counts (GenkanOperation *operation)
{
  g_print (_("%u seen, %u new, %u changed, %u missing, %u returned, %u mapped, %u left out\n"),
           genkan_operation_get_n_seen (operation), genkan_operation_get_n_new (operation),
           genkan_operation_get_n_changed (operation), genkan_operation_get_n_missing (operation),
           genkan_operation_get_n_returned (operation), genkan_operation_get_n_mapped (operation),
           genkan_operation_get_n_left_out (operation));
}

/* For people. */
void
genkan_cli_print_outcome (GenkanOperation *operation,
                          GenkanReport    *report)
{
  switch (genkan_operation_get_status (operation))
    {
    case GENKAN_OPERATION_STATUS_COMPLETE:
      print_counts (operation);
      break;

    case GENKAN_OPERATION_STATUS_PARTIAL:
      print_counts (operation);
      g_printerr ("%s\n", _("Only a part was seen, so nothing was marked as missing."));
      break;

    case GENKAN_OPERATION_STATUS_CANCELLED:
      genkan_cli_complain ("%s", _("Cancelled; nothing was changed"));
      break;

    case GENKAN_OPERATION_STATUS_RUNNING:
    case GENKAN_OPERATION_STATUS_FAILED:
    case GENKAN_OPERATION_STATUS_INTERRUPTED:
    default:
      break;
    }

  if (report != NULL)
    genkan_cli_print_report (report);
}

GenkanExit
genkan_cli_get_exit (GenkanOperation *operation)
{
  switch (genkan_operation_get_status (operation))
    {
    case GENKAN_OPERATION_STATUS_COMPLETE:
      return GENKAN_EXIT_COMPLETE;

    case GENKAN_OPERATION_STATUS_PARTIAL:
      return GENKAN_EXIT_PARTIAL;

    case GENKAN_OPERATION_STATUS_CANCELLED:
      return GENKAN_EXIT_CANCELLED;

    case GENKAN_OPERATION_STATUS_RUNNING:
    case GENKAN_OPERATION_STATUS_FAILED:
    case GENKAN_OPERATION_STATUS_INTERRUPTED:
    default:
      return GENKAN_EXIT_FAILED;
    }
}

static void
print_json (GenkanOperation *operation)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  genkan_cli_json_add_operation (builder, operation);
  genkan_cli_json_print (builder);
}

static GenkanExit
discover_label (const char             *label,
                GenkanOperationTrigger  trigger,
                gboolean                dry_run,
                gboolean                json)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanReport) report = NULL;
  g_autoptr (GError) error = NULL;

  workspace = genkan_cli_open (&error);
  if (workspace == NULL)
    return genkan_cli_fail (error);

  connection = genkan_cli_find_connection (workspace, label);
  if (connection == NULL)
    return GENKAN_EXIT_FAILED;
  if (dry_run)
    return genkan_cli_preview (workspace, connection, trigger, json);

  operation = genkan_cli_run_discover (workspace, connection, trigger, &report, &error);
  if (operation == NULL)
    return genkan_cli_fail (error);

  if (!json)
    genkan_cli_print_outcome (operation, report);
  else
    print_json (operation);
  if (json && report != NULL)
    genkan_cli_print_report (report);

  return genkan_cli_get_exit (operation);
}

GenkanExit
genkan_cli_discover (int    argc,
                     char **argv)
{
  gboolean json = FALSE;
  gboolean scheduled = FALSE;
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_("Tell what would change, and change nothing"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON, for programs"), NULL },
    { "scheduled", 0, 0, G_OPTION_ARG_NONE, &scheduled, N_("Note that a timer started it, not a person"), NULL },
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, _("LABEL"),
                         _("Read what the tool lists, and bring the records of the connection up to date."), 1, 1))
    return GENKAN_EXIT_USAGE;

  return discover_label (argv[1],
                         scheduled ? GENKAN_OPERATION_TRIGGER_SCHEDULED : GENKAN_OPERATION_TRIGGER_MANUAL,
                         dry_run, json);
}
