/* genkan-cli-sync-preview.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan sync --dry-run`: what a Sync would change. Nobody is asked: the preview's list is kept
 * and the Sync let go, which cancels it.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-json.h"
#include "genkan-cli-private.h"
#include "genkan-cli-table.h"
#include "genkan-cli-words.h"

#include <glib/gi18n.h>

/* How many Findings of a kind are listed of a Record in JSON. The table has counts only. */
#define JSON_LIMIT 100

/* The first member is what genkan_cli_keep_result() fills. */
typedef struct
{
  GAsyncResult *result;  /* (owned) (nullable) */
  GListModel   *records; /* (owned) (nullable) nothing could be read */
} GenkanDryRun;

static void
take_preview_cb (GenkanSyncPreview *preview,
                 gpointer           user_data)
{
  GenkanDryRun *dry_run = user_data;

  dry_run->records = g_object_ref (genkan_sync_preview_get_records (preview));
}

typedef void (*GenkanForecastFunc) (GenkanRecordForecast *forecast,
                                    gpointer              user_data);

static void
foreach_record (GListModel         *records,
                GenkanForecastFunc  func,
                gpointer            user_data)
{
  for (guint i = 0; i < g_list_model_get_n_items (records); i++)
    {
      g_autoptr (GenkanRecordForecast) forecast = g_list_model_get_item (records, i);

      func (forecast, user_data);
    }
}

/* --- all together --- */

typedef struct
{
  gboolean              complete; /* all was read, and nothing would be asked */
  guint                 n_held;   /* Records about which the removal guard would ask */
  GenkanRecordForecast *sum;      /* (owned) */
} GenkanTotals;

static void
genkan_totals_clear (GenkanTotals *totals)
{
  g_clear_object (&totals->sum);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanTotals, genkan_totals_clear)

static void
add_totals_cb (GenkanRecordForecast *forecast,
               gpointer              user_data)
{
  const GenkanRecordForecastFields *fields = genkan_record_forecast_get (forecast);
  gboolean held = fields->n_changes[GENKAN_FINDING_CHANGE_HELD] > 0;
  GenkanTotals *totals = user_data;

  totals->n_held += held;
  totals->complete = totals->complete && !held && fields->outcome == GENKAN_OUTCOME_COMPLETE;
}

/* --- for programs --- */

static void
add_json_cb (GenkanRecordForecast *forecast,
             gpointer              user_data)
{
  genkan_cli_json_add_record_forecast (user_data, forecast);
}

static void
print_json (GListModel         *records,
            const GenkanTotals *totals)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "complete");
  json_builder_add_boolean_value (builder, totals->complete);
  json_builder_set_member_name (builder, "records");
  json_builder_begin_array (builder);
  foreach_record (records, add_json_cb, builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  genkan_cli_json_print (builder);
}

/* --- for people --- */

static void
add_row_cb (GenkanRecordForecast *forecast,
            gpointer              user_data)
{
  const GenkanRecordForecastFields *fields = genkan_record_forecast_get (forecast);
  GenkanCliTable *table = user_data;
  g_autofree char *there = genkan_record_forecast_describe_there (forecast);

  genkan_cli_table_add (table, fields->name);
  genkan_cli_table_add (table, genkan_cli_describe_outcome (fields->outcome));
  for (guint kind = 0; kind < GENKAN_N_FINDING_CHANGE_KINDS; kind++)
    genkan_cli_table_add_number (table, fields->n_changes[kind]);
  if (fields->delivers)
    genkan_cli_table_add (table, there);
}

/* Beside that many numbers there is no room for sentences. */
static void
print_message_cb (GenkanRecordForecast *forecast,
                  gpointer              user_data)
{
  const GenkanRecordForecastFields *fields = genkan_record_forecast_get (forecast);
  g_autofree char *guard = genkan_record_forecast_describe_guard (forecast);
  g_autofree char *name = genkan_cli_dup_plain (fields->name);
  g_autofree char *message = genkan_cli_dup_plain (fields->message != NULL ? fields->message : guard);

  if (message != NULL && *message != '\0')
    g_print ("%s: %s\n", name, message);
}

static void
print_table (GListModel         *records,
             const GenkanTotals *totals)
{
  g_autoptr (GenkanCliTable) table = genkan_cli_table_new ();

  genkan_cli_table_add_column (table, _("Record"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Outcome"), GENKAN_COLUMN_FIXED);
  for (guint kind = 0; kind < GENKAN_N_FINDING_CHANGE_KINDS; kind++)
    genkan_cli_table_add_column (table, genkan_finding_change_kind_describe (kind),
                                 GENKAN_COLUMN_NUMBER);
  if (genkan_record_forecast_get (totals->sum)->delivers)
    genkan_cli_table_add_column (table, _("In DefectDojo"), GENKAN_COLUMN_FIXED);

  foreach_record (records, add_row_cb, table);
  genkan_cli_table_print (table);
  foreach_record (records, print_message_cb, NULL);
}

static void
print_totals (const GenkanTotals *totals,
              const char         *label)
{
  const GenkanRecordForecastFields *sum = genkan_record_forecast_get (totals->sum);
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *there = genkan_record_forecast_describe_there (totals->sum);
  g_autofree char *line = NULL;

  for (guint kind = 0; kind < GENKAN_N_FINDING_CHANGE_KINDS; kind++)
    /* Translators: "5 New", of what a Sync would change */
    g_ptr_array_add (counts, g_strdup_printf (_("%u %s"), sum->n_changes[kind],
                                              genkan_finding_change_kind_describe (kind)));
  g_ptr_array_add (counts, NULL);
  line = g_strjoinv (", ", (char **) counts->pdata);

  g_print ("%s\n", line);
  if (sum->delivers)
    g_print (_("In DefectDojo: %s\n"), there);
  if (totals->n_held > 0)
    genkan_cli_complain (_("%u findings of %u records would be closed, which is more than half of "
                           "them; they would stay open, and “genkan sync %s --close-many” would close "
                           "them"),
                         sum->n_changes[GENKAN_FINDING_CHANGE_HELD], totals->n_held, label);
  g_printerr ("%s\n", sum->delivers ? _("Nothing was changed, and nothing was sent.")
                                    : _("Nothing was changed."));
}

static void
print (GListModel *records,
       const char *label,
       gboolean    json,
       gboolean   *ret_complete)
{
  g_auto (GenkanTotals) totals = { .complete = TRUE };

  totals.sum = genkan_record_forecast_sum_up (records);
  foreach_record (records, add_totals_cb, &totals);
  if (json)
    print_json (records, &totals);
  else
    {
      print_table (records, &totals);
      print_totals (&totals, label);
    }

  *ret_complete = totals.complete;
}

/* Runs the Sync of a Connection up to where it would change something, and tells. */
GenkanExit
genkan_cli_sync_preview (GenkanWorkspace        *workspace,
                         GenkanConnection       *connection,
                         const GArray           *record_ids,
                         gboolean                close_many,
                         GenkanOperationTrigger  trigger,
                         gboolean                json)
{
  const gint64 *ids = record_ids->len > 0 ? (const gint64 *) (gpointer) record_ids->data : NULL;
  g_autoptr (GCancellable) cancellable = genkan_cli_watch_interrupt ();
  GenkanDryRun dry_run = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListModel) records = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanReport) report = NULL;
  g_autoptr (GError) error = NULL;
  gboolean complete;

  genkan_cli_follow (workspace);
  genkan_workspace_preview_sync_async (workspace, genkan_connection_get_id (connection), ids,
                                       record_ids->len, close_many, trigger, json ? JSON_LIMIT : 0,
                                       take_preview_cb, cancellable, genkan_cli_keep_result,
                                       &dry_run);
  result = genkan_cli_wait (&dry_run.result);
  records = dry_run.records;
  operation = genkan_workspace_sync_finish (workspace, result, &report, &error);
  if (operation == NULL)
    return genkan_cli_fail (error);

  if (records == NULL)
    {
      genkan_cli_print_outcome (operation, report);
      return genkan_cli_get_exit (operation);
    }

  print (records, genkan_connection_get_label (connection), json, &complete);

  return complete ? GENKAN_EXIT_COMPLETE : GENKAN_EXIT_PARTIAL;
}
