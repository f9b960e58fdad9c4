/* genkan-cli-discover.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan discover`. On a terminal one line on standard error follows the run and is wiped when
 * it ends; into a pipe or a log goes the outcome only. --dry-run is in genkan-cli-preview.c.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-json.h"
#include "genkan-cli-private.h"
#include "genkan-cli-table.h"

#include <glib/gi18n.h>
#include <unistd.h>

static char *
describe_wait (GenkanProgress *progress)
{
  gint64 until;
  g_autofree char *waiting = genkan_progress_dup_waiting (progress, &until);
  gint64 seconds = (until - g_get_monotonic_time ()) / G_USEC_PER_SEC;

  if (waiting == NULL)
    return g_strdup ("");
  if (seconds <= 0)
    return g_strdup_printf (_(" · waiting: %s"), waiting);

  return g_strdup_printf (_(" · waiting: %s, %" G_GINT64_FORMAT " s"), waiting, seconds);
}

static char *
describe_progress (GenkanProgress *progress)
{
  g_autofree char *waiting = describe_wait (progress);

  if (genkan_progress_get_requests_known (progress) == 0)
    return g_strconcat (_("Discovering…"), waiting, NULL);

  return g_strdup_printf (_("Discovering… %u of %u requests, %u records%s"),
                          genkan_progress_get_requests_done (progress),
                          genkan_progress_get_requests_known (progress),
                          genkan_progress_get_rows (progress), waiting);
}

/* Over the line before, which is wiped to its end. */
static void
print_progress_cb (GenkanActivity *activity)
{
  g_autofree char *text = describe_progress (genkan_activity_get_progress (activity));
  g_autofree char *line = NULL;

  if (genkan_activity_is_cancelled (activity))
    {
      g_free (text);
      text = g_strdup (_("Cancelling…"));
    }

  line = genkan_cli_text_cut (text, genkan_cli_get_width (STDERR_FILENO) - 1);
  g_printerr ("\r%s\033[K", line);
}

static void
wipe_progress_cb (GenkanActivity *activity)
{
  g_printerr ("\r\033[K");
}

static void
follow_activity_cb (GenkanWorkspace *workspace,
                    GenkanActivity  *activity)
{
  g_signal_connect_object (genkan_activity_get_progress (activity), "changed",
                           G_CALLBACK (print_progress_cb), activity, G_CONNECT_SWAPPED);
  g_signal_connect (activity, "ended", G_CALLBACK (wipe_progress_cb), NULL);
  print_progress_cb (activity);
}

/* A line that follows what runs, on a terminal. */
void
genkan_cli_follow (GenkanWorkspace *workspace)
{
  if (isatty (STDERR_FILENO))
    g_signal_connect (workspace, "activity-started", G_CALLBACK (follow_activity_cb), NULL);
}

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
  g_print (_("%u seen, %u new, %u changed, %u missing, %u returned\n"),
           genkan_operation_get_n_seen (operation), genkan_operation_get_n_new (operation),
           genkan_operation_get_n_changed (operation), genkan_operation_get_n_missing (operation),
           genkan_operation_get_n_returned (operation));
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
