/* genkan-cli-demo.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan demo`: the demo's Discover for a machine without a display.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-private.h"
#include "genkan-demo.h"
#include "genkan-store-connections.h"

#include <glib/gi18n.h>

static GenkanDemo *
make_demo (GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_demo_new_async (NULL, genkan_cli_keep_result, &result);

  return genkan_demo_new_finish (genkan_cli_wait (&result), error);
}

static GenkanExit
discover (GenkanDemo        *demo,
          GenkanConnection  *connection,
          gboolean           json,
          GError           **error)
{
  GenkanWorkspace *workspace = genkan_demo_get_workspace (demo);
  GenkanRecordFilter filter = { .connection_id = genkan_demo_get_connection_id (demo) };
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanReport) report = NULL;

  operation = genkan_cli_run_discover (workspace, connection, GENKAN_OPERATION_TRIGGER_MANUAL, &report, error);
  if (operation == NULL)
    return GENKAN_EXIT_FAILED;

  if (!json || report != NULL)
    genkan_cli_print_outcome (operation, report);
  if (!json)
    g_print ("\n");

  if (!genkan_cli_print_records (workspace, &filter, json, error))
    return GENKAN_EXIT_FAILED;

  return genkan_cli_get_exit (operation);
}

GenkanExit
genkan_cli_demo (int    argc,
                 char **argv)
{
  g_autoptr (GenkanDemo) demo = NULL;
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  gboolean json = FALSE;
  GenkanExit exit_code;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON, for programs"), NULL },
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, NULL,
                         _("Discover the sites of a Burp Suite stand-in on this machine, in a profile that goes again."), 0, 0))
    return GENKAN_EXIT_USAGE;

  demo = make_demo (&error);
  if (demo == NULL)
    return genkan_cli_fail (error);

  connection = genkan_store_get_connection (genkan_workspace_get_store (genkan_demo_get_workspace (demo)),
                                            genkan_demo_get_connection_id (demo), &error);
  if (connection == NULL)
    return genkan_cli_fail (error);

  if (!json)
    g_print (_("A stand-in for Burp Suite DAST answers at %s\n"), genkan_demo_get_url (demo));

  exit_code = discover (demo, connection, json, &error);

  return error != NULL ? genkan_cli_fail (error) : exit_code;
}
