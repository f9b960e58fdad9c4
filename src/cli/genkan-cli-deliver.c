/* genkan-cli-deliver.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan deliver`: what is kept here goes to DefectDojo, and no tool is asked. Where a server has
 * just been set, people are told that there is something to deliver.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-sync-target.h"
#include "genkan-store-deliver.h"

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
run_deliver (GenkanCliSyncTarget     *target,
             const GenkanCliDeliver  *options,
             GenkanReport           **ret_report,
             GError                 **error)
{
  g_autoptr (GCancellable) cancellable = genkan_cli_watch_interrupt ();
  g_autoptr (GAsyncResult) result = NULL;

  genkan_cli_follow (target->workspace);
  genkan_workspace_deliver_async (target->workspace, genkan_connection_get_id (target->connection),
                                  genkan_cli_sync_target_get_ids (target), target->ids->len,
                                  options->scheduled ? GENKAN_OPERATION_TRIGGER_SCHEDULED
                                                     : GENKAN_OPERATION_TRIGGER_MANUAL,
                                  cancellable, genkan_cli_keep_result, &result);

  return genkan_workspace_deliver_finish (target->workspace, genkan_cli_wait (&result), ret_report,
                                          error);
}

static GenkanExit
deliver_label (const char             *label,
               const GenkanCliDeliver *options)
{
  g_auto (GenkanCliSyncTarget) target = { NULL };
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanReport) report = NULL;
  g_autoptr (GError) error = NULL;
  GenkanExit status = genkan_cli_sync_target_open (&target, label, options->records);

  if (status != GENKAN_EXIT_COMPLETE)
    return status;

  operation = run_deliver (&target, options, &report, &error);
  if (operation == NULL)
    return genkan_cli_fail (error);

  return genkan_cli_sync_target_tell (&target, operation, report, options->json, NULL);
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
