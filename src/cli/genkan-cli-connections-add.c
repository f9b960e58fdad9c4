/* genkan-cli-connections-add.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan connections add`: settings come as arguments, secrets from the terminal, standard
 * input, a file or the environment. The tool is asked before anything is stored, so that a
 * mistyped key leaves nothing behind.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-arguments.h"
#include "genkan-cli-connections.h"
#include "genkan-cli-rules.h"

#include <glib/gi18n.h>

typedef struct
{
  char                    *connector;   /* (owned) */
  char                    *label;       /* (owned) */
  char                   **settings;    /* (owned) (nullable) NAME=VALUE */
  GenkanCliSecretOptions   secrets;
  char                    *ca_file;     /* (owned) (nullable) */
  char                    *certificate; /* (owned) (nullable) */
  gboolean                 allow_plain_http;
  GenkanRuleOptions        rules;
} GenkanAddOptions;

static void
genkan_add_options_clear (GenkanAddOptions *options)
{
  g_free (options->connector);
  g_free (options->label);
  g_strfreev (options->settings);
  genkan_cli_secret_options_clear (&options->secrets);
  g_free (options->ca_file);
  g_free (options->certificate);
  genkan_rule_options_clear (&options->rules);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanAddOptions, genkan_add_options_clear)

void
genkan_cli_secret_options_clear (GenkanCliSecretOptions *self)
{
  g_clear_pointer (&self->names, g_strfreev);
  g_clear_pointer (&self->from_env, g_strfreev);
  g_clear_pointer (&self->from_file, g_strfreev);
}

static gboolean
read_options (int               *argc,
              char             **argv,
              GenkanAddOptions  *options)
{
  const GOptionEntry entries[] = {
    { "connector", 'c', 0, G_OPTION_ARG_STRING, &options->connector, N_("The tool’s connector: “genkan connectors” lists them"), N_("ID") },
    { "label", 'l', 0, G_OPTION_ARG_STRING, &options->label, N_("Your name for the connection"), N_("LABEL") },
    { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &options->settings, N_("A setting: “genkan connectors ID” lists them; may be repeated"), N_("NAME=VALUE") },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &options->ca_file, N_("Trust the certificates of this file (PEM) too"), N_("FILE") },
    { "client-certificate", 0, 0, G_OPTION_ARG_FILENAME, &options->certificate, N_("Show the certificate of this file (PEM, with its private key) to the tool"), N_("FILE") },
    { "allow-plain-http", 0, 0, G_OPTION_ARG_NONE, &options->allow_plain_http, N_("Allow http:// to another machine: the key can be read on the way"), NULL },
    GENKAN_CLI_SECRET_ENTRIES (options->secrets),
    GENKAN_CLI_RULE_ENTRIES (&options->rules),
    { NULL }
  };

  if (!genkan_cli_parse (argc, argv, entries, "--connector ID --label LABEL --set NAME=VALUE…",
                         _("Add a connection. Secrets are asked for, and kept in your keyring."), 0, 0))
    return FALSE;

  if (options->connector != NULL && options->label != NULL)
    return TRUE;

  genkan_cli_complain (_("--connector and --label are needed; “%s --help” says more"), g_get_prgname ());

  return FALSE;
}

static GenkanConnector *
find_connector (GenkanWorkspace *workspace,
                const char      *id)
{
  GListModel *connectors = G_LIST_MODEL (genkan_workspace_get_connectors (workspace));
  GenkanConnector *found = genkan_connector_set_lookup (GENKAN_CONNECTOR_SET (connectors), id);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *suggestion = NULL;

  if (found != NULL && genkan_connector_is_valid (found))
    return found;

  for (guint i = 0; i < g_list_model_get_n_items (connectors); i++)
    {
      g_autoptr (GenkanConnector) connector = g_list_model_get_item (connectors, i);

      if (genkan_connector_is_valid (connector))
        g_ptr_array_add (ids, (gpointer) genkan_connector_get_id (connector));
    }
  g_ptr_array_add (ids, NULL);
  suggestion = genkan_cli_dup_suggestion (id, (const char *const *) ids->pdata);

  if (found != NULL)
    genkan_cli_complain (_("The connector file of “%s” has mistakes; “genkan connectors” lists them"), id);
  else if (suggestion != NULL)
    genkan_cli_complain (_("There is no connector “%s”; did you mean “%s”?"), id, suggestion);
  else
    genkan_cli_complain (_("There is no connector “%s”; “genkan connectors” lists them"), id);

  return NULL;
}

static GenkanExit
test (GenkanWorkspace  *workspace,
      GenkanConnection *connection,
      GHashTable       *secrets,
      GCancellable     *cancellable)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanReport) report = NULL;
  g_autoptr (GError) error = NULL;

  genkan_workspace_test_connection_async (workspace, connection, secrets, cancellable,
                                          genkan_cli_keep_result, &result);
  report = genkan_workspace_test_connection_finish (workspace, genkan_cli_wait (&result), &error);
  if (report == NULL)
    return genkan_cli_fail (error);

  genkan_cli_print_test (report);
  if (genkan_report_is_good (report))
    return GENKAN_EXIT_COMPLETE;

  g_printerr ("%s\n", _("Nothing was stored; --no-test stores it all the same."));

  return GENKAN_EXIT_FAILED;
}

static GenkanExit
test_and_save (GenkanWorkspace  *workspace,
               GenkanConnection *connection,
               GHashTable       *secrets,
               gboolean          no_test,
               GCancellable     *cancellable)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GenkanExit exit_code = no_test ? GENKAN_EXIT_COMPLETE
                                 : test (workspace, connection, secrets, cancellable);

  if (exit_code != GENKAN_EXIT_COMPLETE)
    return exit_code;

  genkan_workspace_save_connection_async (workspace, connection, secrets, cancellable,
                                          genkan_cli_keep_result, &result);
  genkan_workspace_save_connection_finish (workspace, genkan_cli_wait (&result), &error);
  if (error != NULL)
    return genkan_cli_fail (error);

  g_print (_("Added “%s”\n"), genkan_connection_get_label (connection));

  return GENKAN_EXIT_COMPLETE;
}

static void
take_network (GenkanConnection *connection,
              GenkanAddOptions *options)
{
  g_autofree char *path = options->ca_file != NULL ? g_canonicalize_filename (options->ca_file, NULL) : NULL;
  g_autofree char *certificate = options->certificate != NULL ? g_canonicalize_filename (options->certificate, NULL) : NULL;

  genkan_connection_set_setting (connection, GENKAN_NETWORK_CA_FILE, path);
  genkan_connection_set_setting (connection, GENKAN_NETWORK_CLIENT_CERTIFICATE, certificate);
  genkan_connection_set_setting (connection, GENKAN_NETWORK_ALLOW_PLAIN_HTTP,
                                 options->allow_plain_http ? "true" : NULL);
}

GenkanExit
genkan_cli_keep_connection (GenkanWorkspace              *workspace,
                            GenkanConnection             *connection,
                            const GenkanDefinition       *definition,
                            const GenkanCliSecretOptions *options)
{
  g_autoptr (GHashTable) secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GCancellable) cancellable = NULL;
  g_autoptr (GError) error = NULL;

  if (!genkan_cli_check_secret_names (definition, options->names) ||
      !genkan_cli_take_secrets_from_env (definition, secrets, options->from_env) ||
      !genkan_cli_take_secrets_from_file (definition, secrets, options->from_file))
    return GENKAN_EXIT_USAGE;

  cancellable = genkan_cli_watch_interrupt ();
  if (!genkan_cli_ask_for_secrets (definition, secrets, options->names, cancellable, &error))
    return genkan_cli_fail (error);

  return test_and_save (workspace, connection, secrets, options->no_test, cancellable);
}

static GenkanExit
add (GenkanWorkspace  *workspace,
     GenkanConnector  *connector,
     GenkanAddOptions *options)
{
  const GenkanDefinition *definition = genkan_connector_get_definition (connector);
  g_autoptr (GenkanConnection) connection =
    genkan_workspace_new_connection (workspace, options->connector, options->label);

  if (!genkan_cli_take_settings (definition, connection, options->settings) ||
      !genkan_cli_take_rules (&options->rules, connection))
    return GENKAN_EXIT_USAGE;

  take_network (connection, options);

  return genkan_cli_keep_connection (workspace, connection, definition, &options->secrets);
}

GenkanExit
genkan_cli_connections_add (int    argc,
                            char **argv)
{
  g_auto (GenkanAddOptions) options = { NULL };
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;
  GenkanConnector *connector;

  if (!read_options (&argc, argv, &options))
    return GENKAN_EXIT_USAGE;

  workspace = genkan_cli_open (&error);
  if (workspace == NULL)
    return genkan_cli_fail (error);

  connector = find_connector (workspace, options.connector);
  if (connector == NULL)
    return GENKAN_EXIT_USAGE;

  return add (workspace, connector, &options);
}
