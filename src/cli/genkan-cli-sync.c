/* genkan-cli-sync.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan sync`: what the tool has found, Record by Record. Where it would close suspiciously
 * many Findings of a Record, it closes none of them, says so, and ends with the exit code of a
 * partial run: nobody may be there to ask. --dry-run is in genkan-cli-sync-preview.c,
 * what is told of a tool without findings in genkan-cli-sync-assets.c.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-json.h"
#include "genkan-cli-sync-target.h"
#include "genkan-store-sync.h"

#include <glib/gi18n.h>

/* What was asked for. */
typedef struct
{
  char     *label;      /* (owned) */
  char    **records;    /* (owned) (nullable) */
  gboolean  close_many;
  gboolean  dry_run;
  gboolean  scheduled;
  gboolean  json;
} GenkanCliSync;

static void
genkan_cli_sync_clear (GenkanCliSync *self)
{
  g_free (self->label);
  g_strfreev (self->records);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanCliSync, genkan_cli_sync_clear)

static GenkanOperationTrigger
get_trigger (const GenkanCliSync *options)
{
  return options->scheduled ? GENKAN_OPERATION_TRIGGER_SCHEDULED : GENKAN_OPERATION_TRIGGER_MANUAL;
}

/* Waits until the Operation is closed, whatever Ctrl+C is pressed. */
static GenkanOperation *
run_sync (GenkanCliSyncTarget  *target,
          const GenkanCliSync  *options,
          GenkanReport        **ret_report,
          GError              **error)
{
  g_autoptr (GCancellable) cancellable = genkan_cli_watch_interrupt ();
  g_autoptr (GAsyncResult) result = NULL;

  genkan_cli_follow (target->workspace);
  genkan_workspace_sync_async (target->workspace, genkan_connection_get_id (target->connection),
                               genkan_cli_sync_target_get_ids (target), target->ids->len,
                               options->close_many, get_trigger (options), cancellable,
                               genkan_cli_keep_result, &result);

  return genkan_workspace_sync_finish (target->workspace, genkan_cli_wait (&result), ret_report,
                                       error);
}

static guint
complain_about_held (GPtrArray  *results,
                     const char *label)
{
  guint n_held = 0;
  guint n_records = 0;

  for (guint i = 0; i < results->len; i++)
    {
      const GenkanSyncResult *result = g_ptr_array_index (results, i);

      n_held += result->n_held;
      n_records += result->n_held > 0;
    }

  if (n_held > 0)
    genkan_cli_complain (_("%u findings of %u records would be closed, which is more than half of them; "
                           "they stay open. Look whether the tool still shows all that it should; if so, "
                           "“genkan sync %s --close-many” closes them"), n_held, n_records, label);

  return n_held;
}

static GenkanExit
tell (GenkanCliSyncTarget *target,
      GenkanOperation     *operation,
      GenkanReport        *report,
      const GenkanCliSync *options)
{
  g_autoptr (GPtrArray) results = NULL;
  GenkanExit status = genkan_cli_sync_target_tell (target, operation, report, options->json, &results);

  return results != NULL && complain_about_held (results, options->label) > 0
         && status == GENKAN_EXIT_COMPLETE ? GENKAN_EXIT_PARTIAL : status;
}

/* The preview is of findings. */
static GenkanExit
refuse_preview (const char *label)
{
  genkan_cli_complain (_("“%s” has no findings; “genkan discover --dry-run %s” tells what would "
                         "change in its records"), label, label);

  return GENKAN_EXIT_USAGE;
}

static GenkanExit
preview (GenkanCliSyncTarget *target,
         const GenkanCliSync *options)
{
  return target->assets
           ? refuse_preview (options->label)
           : genkan_cli_sync_preview (target->workspace, target->connection, target->ids,
                                      options->close_many, get_trigger (options), options->json);
}

static GenkanExit
sync_label (const GenkanCliSync *options)
{
  g_auto (GenkanCliSyncTarget) target = { NULL };
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanReport) report = NULL;
  g_autoptr (GError) error = NULL;
  GenkanExit status = genkan_cli_sync_target_open (&target, options->label, options->records);

  if (status != GENKAN_EXIT_COMPLETE)
    return status;
  if (options->dry_run)
    return preview (&target, options);

  operation = run_sync (&target, options, &report, &error);

  return operation != NULL ? tell (&target, operation, report, options) : genkan_cli_fail (error);
}

GenkanExit
genkan_cli_sync (int    argc,
                 char **argv)
{
  g_auto (GenkanCliSync) options = { NULL };
  const GOptionEntry entries[] = {
    { "record", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.records, N_("Only this record: its id in its tool, or its name; may be repeated"), N_("NAME|ID") },
    { "close-many", 0, 0, G_OPTION_ARG_NONE, &options.close_many, N_("Close what the tool no longer shows, however much that is"), NULL },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.dry_run, N_("Tell what would change here and in DefectDojo, and change nothing"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print JSON, for programs"), NULL },
    { "scheduled", 0, 0, G_OPTION_ARG_NONE, &options.scheduled, N_("Note that a timer started it, not a person"), NULL },
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, _("LABEL"),
                         _("Read what the tool has found in the mapped records of a connection. If its tool has no findings, its products follow what it lists."), 1, 1))
    return GENKAN_EXIT_USAGE;

  options.label = g_strdup (argv[1]);

  return sync_label (&options);
}
