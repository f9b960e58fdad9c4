/* genkan-cli-operations.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan operations`: what ran when, and how it went; with --log line by line, with --results
 * Record by Record.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-json.h"
#include "genkan-cli-private.h"
#include "genkan-cli-sync-results.h"
#include "genkan-cli-table.h"
#include "genkan-cli-words.h"

#include <glib/gi18n.h>

#define DEFAULT_LIMIT 20

static char *
dup_duration (GenkanOperation *operation)
{
  gint64 duration = genkan_operation_get_ended (operation) - genkan_operation_get_started (operation);

  if (genkan_operation_get_ended (operation) == 0 || duration < 0)
    return g_strdup ("");

  /* Translators: seconds */
  return g_strdup_printf (_("%.1f s"), (double) duration / G_USEC_PER_SEC);
}

static void
add_row (GenkanCliTable  *table,
         GenkanOperation *operation)
{
  g_autofree char *started = genkan_cli_dup_time (genkan_operation_get_started (operation));
  g_autofree char *duration = dup_duration (operation);

  genkan_cli_table_add_number (table, genkan_operation_get_id (operation));
  genkan_cli_table_add (table, genkan_cli_describe_type (genkan_operation_get_kind (operation)));
  genkan_cli_table_add (table, genkan_cli_describe_status (genkan_operation_get_status (operation)));
  genkan_cli_table_add (table, genkan_cli_describe_trigger (genkan_operation_get_trigger (operation)));
  genkan_cli_table_add (table, started);
  genkan_cli_table_add (table, duration);
  genkan_cli_table_add_number (table, genkan_operation_get_n_seen (operation));
  genkan_cli_table_add_number (table, genkan_operation_get_n_new (operation));
  genkan_cli_table_add_number (table, genkan_operation_get_n_changed (operation));
  genkan_cli_table_add_number (table, genkan_operation_get_n_missing (operation));
  genkan_cli_table_add_number (table, genkan_operation_get_n_returned (operation));
  genkan_cli_table_add_number (table, genkan_operation_get_n_mapped (operation));
  genkan_cli_table_add_number (table, genkan_operation_get_n_left_out (operation));
  genkan_cli_table_add (table, genkan_operation_get_message (operation));
}

static GenkanCliTable *
new_table (void)
{
  GenkanCliTable *table = genkan_cli_table_new ();

  genkan_cli_table_add_column (table, _("ID"), GENKAN_COLUMN_NUMBER);
  genkan_cli_table_add_column (table, _("Type"), GENKAN_COLUMN_FIXED);
  genkan_cli_table_add_column (table, _("Status"), GENKAN_COLUMN_FIXED);
  genkan_cli_table_add_column (table, _("Trigger"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Started"), GENKAN_COLUMN_FIXED);
  genkan_cli_table_add_column (table, _("Duration"), GENKAN_COLUMN_NUMBER);
  genkan_cli_table_add_column (table, _("Seen"), GENKAN_COLUMN_NUMBER);
  genkan_cli_table_add_column (table, _("New"), GENKAN_COLUMN_NUMBER);
  genkan_cli_table_add_column (table, _("Changed"), GENKAN_COLUMN_NUMBER);
  genkan_cli_table_add_column (table, _("Missing or closed"), GENKAN_COLUMN_NUMBER);
  genkan_cli_table_add_column (table, _("Returned or reopened"), GENKAN_COLUMN_NUMBER);
  genkan_cli_table_add_column (table, _("Mapped"), GENKAN_COLUMN_NUMBER);
  genkan_cli_table_add_column (table, _("Left out"), GENKAN_COLUMN_NUMBER);
  genkan_cli_table_add_column (table, _("Message"), GENKAN_COLUMN_SHRINK);

  return table;
}

static void
print_operations (GPtrArray *operations,
                  gboolean   json)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (GenkanCliTable) table = NULL;

  if (json)
    {
      builder = json_builder_new ();
      json_builder_begin_array (builder);
      for (guint i = 0; i < operations->len; i++)
        genkan_cli_json_add_operation (builder, g_ptr_array_index (operations, i));
      json_builder_end_array (builder);
      genkan_cli_json_print (builder);
      return;
    }

  table = new_table ();
  for (guint i = 0; i < operations->len; i++)
    add_row (table, g_ptr_array_index (operations, i));
  if (operations->len > 0)
    genkan_cli_table_print (table);
  else
    g_printerr ("%s\n", _("No operations yet"));
}

static void
print_log (GPtrArray *lines,
           gboolean   json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++)
    {
      const GenkanLogLine *line = g_ptr_array_index (lines, i);
      g_autofree char *time = genkan_cli_dup_time (line->time);
      g_autofree char *plain = genkan_cli_dup_plain_lines (line->text);

      genkan_cli_json_add_log_line (builder, line);
      if (!json)
        g_print ("%s  %-7s  %s\n", time, genkan_cli_log_severity_to_nick (line->severity), plain);
    }
  json_builder_end_array (builder);

  if (json)
    genkan_cli_json_print (builder);
}

static GenkanOperation *
find_operation (GPtrArray *operations,
                gint64     id)
{
  for (guint i = 0; i < operations->len; i++)
    if (genkan_operation_get_id (g_ptr_array_index (operations, i)) == id)
      return g_ptr_array_index (operations, i);

  return NULL;
}

static GenkanExit
show_log (GenkanStore *store,
          gint64       id,
          gboolean     json)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  lines = genkan_store_read_log (store, id, &error);
  if (lines == NULL)
    return genkan_cli_fail (error);

  print_log (lines, json);

  return GENKAN_EXIT_COMPLETE;
}

/* What it came to for each Record, or each Product. */
static GenkanExit
show_results (GenkanWorkspace  *workspace,
              GenkanConnection *connection,
              GenkanOperation  *operation,
              gboolean          json)
{
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  if (genkan_operation_get_kind (operation) == GENKAN_OPERATION_TYPE_DISCOVER)
    {
      genkan_cli_complain (_("Operation %" G_GINT64_FORMAT " is a Discover, which has no results; "
                             "“genkan records” lists what it brought"),
                           genkan_operation_get_id (operation));
      return GENKAN_EXIT_USAGE;
    }

  if (genkan_workspace_imports_assets (workspace, genkan_connection_get_connector_id (connection)))
    return genkan_cli_tell_assets (workspace, operation, NULL, json) == GENKAN_EXIT_FAILED
             ? GENKAN_EXIT_FAILED : GENKAN_EXIT_COMPLETE;

  results = genkan_cli_print_sync_results (genkan_workspace_get_store (workspace), operation, json,
                                           &error);

  return results != NULL ? GENKAN_EXIT_COMPLETE : genkan_cli_fail (error);
}

/* What was asked for. */
typedef struct
{
  const char *label;
  int         limit;
  gint64      log_id;     /* or 0 */
  gint64      results_id; /* or 0 */
  gboolean    json;
} GenkanCliOperations;

static GenkanExit
show_one (GenkanWorkspace           *workspace,
          GenkanConnection          *connection,
          GPtrArray                 *operations,
          const GenkanCliOperations *options)
{
  gint64 id = options->log_id != 0 ? options->log_id : options->results_id;
  GenkanOperation *operation = find_operation (operations, id);

  if (operation == NULL)
    {
      genkan_cli_complain (_("“%s” has no operation %" G_GINT64_FORMAT), options->label, id);
      return GENKAN_EXIT_FAILED;
    }

  return options->log_id != 0
           ? show_log (genkan_workspace_get_store (workspace), id, options->json)
           : show_results (workspace, connection, operation, options->json);
}

static GenkanExit
print_for_label (const GenkanCliOperations *options)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GPtrArray) operations = NULL;
  g_autoptr (GError) error = NULL;
  gboolean one = options->log_id != 0 || options->results_id != 0;

  workspace = genkan_cli_open (&error);
  if (workspace == NULL)
    return genkan_cli_fail (error);

  connection = genkan_cli_find_connection (workspace, options->label);
  if (connection == NULL)
    return GENKAN_EXIT_FAILED;

  operations = genkan_store_list_operations (genkan_workspace_get_store (workspace),
                                             genkan_connection_get_id (connection),
                                             one ? G_MAXINT : options->limit, &error);
  if (operations == NULL)
    return genkan_cli_fail (error);
  if (one)
    return show_one (workspace, connection, operations, options);

  print_operations (operations, options->json);

  return GENKAN_EXIT_COMPLETE;
}

GenkanExit
genkan_cli_operations (int    argc,
                       char **argv)
{
  GenkanCliOperations options = { .limit = DEFAULT_LIMIT };
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print JSON, for programs"), NULL },
    { "log", 0, 0, G_OPTION_ARG_INT64, &options.log_id, N_("Show the log of this operation"), N_("ID") },
    { "results", 0, 0, G_OPTION_ARG_INT64, &options.results_id, N_("Show what this sync or delivery came to, record by record"), N_("ID") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &options.limit, N_("Show at most so many, the latest first (20)"), N_("N") },
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, _("LABEL"),
                         _("List the operations of a connection: what ran when, and how it went."), 1, 1))
    return GENKAN_EXIT_USAGE;

  if (options.limit < 1)
    {
      genkan_cli_complain (_("--limit must be at least 1"));
      return GENKAN_EXIT_USAGE;
    }

  options.label = argv[1];

  return print_for_label (&options);
}
