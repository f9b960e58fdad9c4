/* genkan-cli-connections-set.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan connections set`: the rules and the minimum severity of a Connection that is there.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-private.h"
#include "genkan-cli-rules.h"

#include <glib/gi18n.h>

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanRuleOptions, genkan_rule_options_clear)

static gboolean
read_options (int                *argc,
              char              **argv,
              GenkanRuleOptions  *options)
{
  const GOptionEntry entries[] = {
    GENKAN_CLI_RULE_ENTRIES (options),
    { "no-filter", 0, 0, G_OPTION_ARG_NONE, &options->no_filter, N_("Discover everything again"), NULL },
    { NULL }
  };

  if (!genkan_cli_parse (argc, argv, entries, _("LABEL"),
                         _("Change what happens by itself with what a connection discovers, and which findings are kept. --include and --exclude replace the filter."),
                         1, 1))
    return FALSE;

  if (genkan_rule_options_given (options))
    return TRUE;

  genkan_cli_complain (_("Say what to change; “%s --help” lists what can be"), g_get_prgname ());

  return FALSE;
}

static GenkanExit
save (GenkanWorkspace  *workspace,
      GenkanConnection *connection)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  genkan_workspace_save_connection_async (workspace, connection, NULL, NULL,
                                          genkan_cli_keep_result, &result);
  genkan_workspace_save_connection_finish (workspace, genkan_cli_wait (&result), &error);
  if (error != NULL)
    return genkan_cli_fail (error);

  g_print (_("Changed “%s”; the next Discover and the next Sync follow it\n"), genkan_connection_get_label (connection));

  return GENKAN_EXIT_COMPLETE;
}

GenkanExit
genkan_cli_connections_set (int    argc,
                            char **argv)
{
  g_auto (GenkanRuleOptions) options = { 0 };
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  if (!read_options (&argc, argv, &options))
    return GENKAN_EXIT_USAGE;

  workspace = genkan_cli_open (&error);
  if (workspace == NULL)
    return genkan_cli_fail (error);
  connection = genkan_cli_find_connection (workspace, argv[1]);
  if (connection == NULL)
    return GENKAN_EXIT_FAILED;

  if (!genkan_cli_take_rules (&options, connection))
    return GENKAN_EXIT_USAGE;

  return save (workspace, connection);
}
