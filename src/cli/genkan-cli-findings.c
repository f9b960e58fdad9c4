/* genkan-cli-findings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan findings`. JSON is written Finding by Finding while the database is read; a table has
 * to know its widths first.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-finding-choice.h"
#include "genkan-cli-json.h"
#include "genkan-cli-private.h"
#include "genkan-cli-table.h"
#include "genkan-cli-words.h"

#include <glib/gi18n.h>

typedef struct
{
  GenkanCliTable *table; /* (owned) (nullable): JSON without it */
  guint           n_printed;
} GenkanFindingsPrinter;

static GenkanCliTable *
new_table (void)
{
  GenkanCliTable *table = genkan_cli_table_new ();

  genkan_cli_table_add_column (table, _("Severity"), GENKAN_COLUMN_FIXED);
  genkan_cli_table_add_column (table, _("Title"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Component"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Vulnerability"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("State"), GENKAN_COLUMN_FIXED);
  genkan_cli_table_add_column (table, _("Record"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Product"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("First seen"), GENKAN_COLUMN_FIXED);

  return table;
}

static void
add_row (GenkanCliTable            *table,
         const GenkanFindingFields *finding)
{
  g_autofree char *first_seen = genkan_cli_dup_time (finding->first_seen);

  genkan_cli_table_add (table, genkan_cli_describe_severity (finding->severity));
  genkan_cli_table_add (table, finding->title);
  genkan_cli_table_add (table, finding->component);
  genkan_cli_table_add (table, finding->vulnerability);
  genkan_cli_table_add (table, genkan_cli_describe_finding_state (finding->state));
  genkan_cli_table_add (table, finding->record_name);
  genkan_cli_table_add (table, finding->product_name);
  genkan_cli_table_add (table, first_seen);
}

static void
print_json_finding (const GenkanFindingFields *finding,
                    gboolean                   first)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  genkan_cli_json_add_finding (builder, finding);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  g_print ("%s\n  %s", first ? "" : ",", text);
}

static gboolean
print_finding_cb (GenkanFinding *finding,
                  gpointer       user_data)
{
  GenkanFindingsPrinter *printer = user_data;
  const GenkanFindingFields *fields = genkan_finding_get (finding);

  if (printer->table != NULL)
    add_row (printer->table, fields);
  else
    print_json_finding (fields, printer->n_printed == 0);
  printer->n_printed++;

  return TRUE;
}

static GenkanExit
print_findings (GenkanWorkspace          *workspace,
                const GenkanFindingQuery *query,
                gboolean                  json)
{
  g_autoptr (GenkanCliTable) table = json ? NULL : new_table ();
  GenkanFindingsPrinter printer = { .table = table };
  g_autoptr (GError) error = NULL;
  gboolean good;

  if (json)
    g_print ("[");
  good = genkan_store_foreach_finding (genkan_workspace_get_store (workspace), query,
                                       print_finding_cb, &printer, &error);
  if (json)
    g_print ("%s]\n", printer.n_printed > 0 ? "\n" : "");
  else if (good && printer.n_printed > 0)
    genkan_cli_table_print (table);
  else if (good)
    g_printerr ("%s\n", _("No findings"));

  return good ? GENKAN_EXIT_COMPLETE : genkan_cli_fail (error);
}

static GenkanExit
list_findings (GenkanCliFindingChoice *choice,
               gboolean                json)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;
  GenkanFindingQuery query = { 0 };

  if (!genkan_cli_finding_choice_read (choice, &query))
    return GENKAN_EXIT_USAGE;

  workspace = genkan_cli_open (&error);
  if (workspace == NULL)
    return genkan_cli_fail (error);
  if (!genkan_cli_finding_choice_look_up (choice, workspace, &query))
    return GENKAN_EXIT_FAILED;

  return print_findings (workspace, &query, json);
}

GenkanExit
genkan_cli_findings (int    argc,
                     char **argv)
{
  g_auto (GenkanCliFindingChoice) choice = { NULL };
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON, for programs"), NULL },
    GENKAN_CLI_FINDING_ENTRIES (choice),
    { NULL }
  };

  if (argc > 1 && g_str_equal (argv[1], "export"))
    return genkan_cli_findings_export (argc - 1, argv + 1);
  if (argc > 1 && g_str_equal (argv[1], "show"))
    return genkan_cli_findings_show (argc - 1, argv + 1);

  if (!genkan_cli_parse (&argc, argv, entries, _("[LABEL]"),
                         _("List the findings of a connection, or of all, the worst first.\n"
                           "“genkan findings show” shows one, “genkan findings export” writes them to a file."), 0, 1))
    return GENKAN_EXIT_USAGE;

  if (argc > 1)
    {
      g_free (choice.label);
      choice.label = g_strdup (argv[1]);
    }

  return list_findings (&choice, json);
}
