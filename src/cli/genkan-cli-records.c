/* genkan-cli-records.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan records`. JSON is written Record by Record while the database is read; a table has to
 * know its widths first.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-choice.h"
#include "genkan-cli-json.h"
#include "genkan-cli-private.h"
#include "genkan-cli-table.h"
#include "genkan-cli-words.h"

#include <glib/gi18n.h>

typedef struct
{
  GHashTable     *labels;      /* (owned) of Connections, by id */
  GenkanCliTable *table;       /* (owned) (nullable): JSON without it */
  gboolean        with_labels; /* the table is about several Connections */
  guint           n_printed;
} GenkanRecordsPrinter;

static void
add_row (GenkanRecordsPrinter *printer,
         GenkanRecord         *record)
{
  g_autofree char *last = genkan_cli_dup_time (genkan_record_get_last_discovered (record));
  GenkanCliTable *table = printer->table;

  if (printer->with_labels)
    genkan_cli_table_add (table, genkan_cli_get_label (printer->labels, record));
  genkan_cli_table_add (table, genkan_record_get_title (record));
  genkan_cli_table_add (table, genkan_record_get_parent (record));
  genkan_cli_table_add (table, genkan_record_get_kind (record));
  genkan_cli_table_add (table, genkan_cli_describe_state (genkan_record_get_state (record)));
  genkan_cli_table_add (table, genkan_record_get_product_name (record));
  genkan_cli_table_add (table, last);
}

static void
print_json_record (GenkanRecordsPrinter *printer,
                   GenkanRecord         *record)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  genkan_cli_json_add_record (builder, record, genkan_cli_get_label (printer->labels, record));
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  g_print ("%s\n  %s", printer->n_printed == 0 ? "" : ",", text);
}

static gboolean
print_record_cb (GenkanRecord *record,
                 gpointer      user_data)
{
  GenkanRecordsPrinter *printer = user_data;

  if (printer->table != NULL)
    add_row (printer, record);
  else
    print_json_record (printer, record);
  printer->n_printed++;

  return TRUE;
}

static GenkanCliTable *
new_table (gboolean with_labels)
{
  GenkanCliTable *table = genkan_cli_table_new ();

  if (with_labels)
    genkan_cli_table_add_column (table, _("Connection"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Name"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Parent"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Kind"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("State"), GENKAN_COLUMN_FIXED);
  genkan_cli_table_add_column (table, _("Product"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Last discovered"), GENKAN_COLUMN_FIXED);

  return table;
}

gboolean
genkan_cli_print_records (GenkanWorkspace           *workspace,
                          const GenkanRecordFilter  *filter,
                          gboolean                   json,
                          GError                   **error)
{
  gboolean with_labels = filter->connection_id == 0;
  g_autoptr (GenkanCliTable) table = json ? NULL : new_table (with_labels);
  g_autoptr (GHashTable) labels = genkan_cli_list_labels (workspace, error);
  GenkanRecordsPrinter printer = { .labels = labels, .table = table, .with_labels = with_labels };
  gboolean good;

  if (labels == NULL)
    return FALSE;

  if (json)
    g_print ("[");
  good = genkan_store_foreach_match (genkan_workspace_get_store (workspace), filter,
                                     print_record_cb, &printer, error);
  if (json)
    g_print ("%s]\n", printer.n_printed > 0 ? "\n" : "");
  else if (good && printer.n_printed > 0)
    genkan_cli_table_print (table);
  else if (good)
    g_printerr ("%s\n", _("No records"));

  return good;
}

static GenkanExit
print_choice (GenkanCliChoice *choice,
              gboolean         json)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;
  GenkanRecordFilter filter;

  workspace = genkan_cli_open (&error);
  if (workspace == NULL)
    return genkan_cli_fail (error);
  if (!genkan_cli_choice_look_up (choice, workspace, &filter))
    return GENKAN_EXIT_FAILED;
  if (!genkan_cli_print_records (workspace, &filter, json, &error))
    return genkan_cli_fail (error);

  return GENKAN_EXIT_COMPLETE;
}

GenkanExit
genkan_cli_records (int    argc,
                    char **argv)
{
  g_auto (GenkanCliChoice) choice = { NULL };
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    GENKAN_CLI_CHOICE_ENTRIES (choice),
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON, for programs"), NULL },
    { NULL }
  };

  if (argc > 1 && g_str_equal (argv[1], "set"))
    return genkan_cli_records_set (argc - 1, argv + 1);

  if (!genkan_cli_parse (&argc, argv, entries, _("[LABEL]"),
                         _("List the records of a connection, or of all.\n"
                           "“genkan records set” changes which of their findings are kept."), 0, 1) ||
      !genkan_cli_choice_read (&choice, argc, argv))
    return GENKAN_EXIT_USAGE;

  return print_choice (&choice, json);
}
