/* genkan-cli-connections.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan connections`: list, test and remove. The other words have files of their own.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-connections.h"
#include "genkan-cli-json.h"
#include "genkan-cli-secret.h"
#include "genkan-cli-table.h"
#include "genkan-cli-words.h"

#include <glib/gi18n.h>
#include <unistd.h>

static char *
describe_last_operation (GenkanStore      *store,
                         GenkanConnection *connection)
{
  g_autoptr (GPtrArray) operations = genkan_store_list_operations (store, genkan_connection_get_id (connection), 1, NULL);
  g_autofree char *started = NULL;
  GenkanOperation *operation;

  if (operations == NULL || operations->len == 0)
    return g_strdup ("");

  operation = g_ptr_array_index (operations, 0);
  started = genkan_cli_dup_time (genkan_operation_get_started (operation));

  /* Translators: "Discover Complete 2025-01-31 08:00" */
  return g_strdup_printf (_("%s %s %s"),
                          genkan_cli_describe_type (genkan_operation_get_kind (operation)),
                          genkan_cli_describe_status (genkan_operation_get_status (operation)), started);
}

static void
print_table (GenkanStore *store,
             GPtrArray   *connections)
{
  g_autoptr (GenkanCliTable) table = genkan_cli_table_new ();

  genkan_cli_table_add_column (table, _("Label"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Connector"), GENKAN_COLUMN_FIXED);
  genkan_cli_table_add_column (table, _("Visible"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Unmapped"), GENKAN_COLUMN_NUMBER);
  genkan_cli_table_add_column (table, _("Mapped"), GENKAN_COLUMN_NUMBER);
  genkan_cli_table_add_column (table, _("Last operation"), GENKAN_COLUMN_SHRINK);

  for (guint i = 0; i < connections->len; i++)
    {
      GenkanConnection *connection = g_ptr_array_index (connections, i);
      g_autofree char *last = describe_last_operation (store, connection);

      genkan_cli_table_add (table, genkan_connection_get_label (connection));
      genkan_cli_table_add (table, genkan_connection_get_connector_id (connection));
      genkan_cli_table_add (table, genkan_connection_get_visible (connection));
      genkan_cli_table_add_number (table, genkan_connection_get_n_unmapped (connection));
      genkan_cli_table_add_number (table, genkan_connection_get_n_mapped (connection));
      genkan_cli_table_add (table, last);
    }

  genkan_cli_table_print (table);
}

static void
print_json (GPtrArray *connections)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < connections->len; i++)
    genkan_cli_json_add_connection (builder, g_ptr_array_index (connections, i));
  json_builder_end_array (builder);
  genkan_cli_json_print (builder);
}

static GenkanExit
list (int    argc,
      char **argv)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GPtrArray) connections = NULL;
  g_autoptr (GError) error = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON, for programs"), NULL },
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, "[list|add|set|test|remove|export|import]",
                         _("List the connections, or change them: each of the words has a --help of its own."), 0, 0))
    return GENKAN_EXIT_USAGE;

  workspace = genkan_cli_open (&error);
  if (workspace != NULL)
    connections = genkan_store_list_connections (genkan_workspace_get_store (workspace), &error);
  if (connections == NULL)
    return genkan_cli_fail (error);

  if (json)
    print_json (connections);
  else if (connections->len > 0)
    print_table (genkan_workspace_get_store (workspace), connections);
  else
    g_printerr ("%s\n", _("No connections yet; “genkan connections add --help” says how to add one"));

  return GENKAN_EXIT_COMPLETE;
}

static GenkanExit
test (int    argc,
      char **argv)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GCancellable) cancellable = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (!genkan_cli_parse (&argc, argv, NULL, _("LABEL"),
                         _("Ask the tool of a connection, and say what its key can see."), 1, 1))
    return GENKAN_EXIT_USAGE;

  workspace = genkan_cli_open (&error);
  if (workspace == NULL)
    return genkan_cli_fail (error);
  connection = genkan_cli_find_connection (workspace, argv[1]);
  if (connection == NULL)
    return GENKAN_EXIT_FAILED;

  cancellable = genkan_cli_watch_interrupt ();
  genkan_workspace_test_connection_async (workspace, connection, NULL, cancellable,
                                          genkan_cli_keep_result, &result);
  report = genkan_workspace_test_connection_finish (workspace, genkan_cli_wait (&result), &error);
  if (report == NULL)
    return genkan_cli_fail (error);

  genkan_cli_print_test (report);

  return genkan_report_is_good (report) ? GENKAN_EXIT_COMPLETE : GENKAN_EXIT_FAILED;
}

/* Returns: whether the person wants it; without a terminal that takes --yes */
static gboolean
confirm_removal (GenkanConnection *connection)
{
  g_autoptr (GCancellable) cancellable = NULL;
  g_autofree char *prompt = NULL;
  g_autofree char *answer = NULL;

  if (!isatty (STDIN_FILENO))
    {
      genkan_cli_complain (_("This removes the connection with its records; say --yes if you mean it"));
      return FALSE;
    }

  cancellable = genkan_cli_watch_interrupt ();
  /* Translators: the person answers with the letter that stands for yes in the C locale, y. */
  prompt = g_strdup_printf (_("Remove “%s” with its %u records? [y/N] "),
                            genkan_connection_get_label (connection),
                            genkan_connection_get_n_mapped (connection) + genkan_connection_get_n_unmapped (connection));
  answer = genkan_cli_read_line (prompt, FALSE, cancellable, NULL);

  return answer != NULL && g_ascii_strcasecmp (answer, "y") == 0;
}

static GenkanExit
remove_connection (GenkanWorkspace  *workspace,
                   GenkanConnection *connection)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  genkan_workspace_remove_connection_async (workspace, connection, NULL, genkan_cli_keep_result, &result);
  if (!genkan_workspace_remove_connection_finish (workspace, genkan_cli_wait (&result), &error))
    return genkan_cli_fail (error);

  g_print (_("Removed “%s”\n"), genkan_connection_get_label (connection));

  return GENKAN_EXIT_COMPLETE;
}

static GenkanExit
remove_label (int    argc,
              char **argv)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  gboolean yes = FALSE;
  const GOptionEntry entries[] = {
    { "yes", 'y', 0, G_OPTION_ARG_NONE, &yes, N_("Do not ask"), NULL },
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, _("LABEL"),
                         _("Remove a connection with its records and operations, and forget its key."), 1, 1))
    return GENKAN_EXIT_USAGE;

  workspace = genkan_cli_open (&error);
  if (workspace == NULL)
    return genkan_cli_fail (error);
  connection = genkan_cli_find_connection (workspace, argv[1]);
  if (connection == NULL)
    return GENKAN_EXIT_FAILED;
  if (!yes && !confirm_removal (connection))
    return GENKAN_EXIT_CANCELLED;

  return remove_connection (workspace, connection);
}

GenkanExit
genkan_cli_connections (int    argc,
                        char **argv)
{
  static const GenkanCliWord words[] = {
    { "list", list },
    { "add", genkan_cli_connections_add },
    { "set", genkan_cli_connections_set },
    { "test", test },
    { "remove", remove_label },
    { "export", genkan_cli_connections_export },
    { "import", genkan_cli_connections_import },
  };

  if (argc < 2 || argv[1][0] == '-')
    return list (argc, argv);

  return genkan_cli_run_word ("connections", words, G_N_ELEMENTS (words), argc, argv);
}
