/* genkan-cli-try.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan try`: runs a connector file against the real tool, for whoever writes one. It need not
 * be installed; what it brings is shown and not stored. genkan-cli-try-print.c shows it.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-arguments.h"
#include "genkan-cli-private.h"
#include "genkan-cli-try.h"
#include "genkan-record.h"
#include "genkan-scenario-writer.h"

#include <glib/gi18n.h>

typedef struct
{
  char    **settings;          /* (owned) (nullable) NAME=VALUE */
  char    **secrets;           /* (owned) (nullable) NAME */
  char    **secrets_from_env;  /* (owned) (nullable) NAME=VARIABLE */
  char    **secrets_from_file; /* (owned) (nullable) NAME=FILE */
  char     *label;             /* (owned) (nullable) */
  char    **records;           /* (owned) (nullable) ID or ID=NAME */
  char     *ca_file;           /* (owned) (nullable) */
  char     *certificate;       /* (owned) (nullable) */
  gboolean  allow_plain_http;
  gboolean  sync;
  gboolean  json;
  char     *save;              /* (owned) (nullable) FOLDER/NAME */
  gboolean  force;
  char     *text;              /* (owned) (nullable) of the file, if it is to be saved */
} GenkanTryOptions;

static void
genkan_try_options_clear (GenkanTryOptions *options)
{
  g_strfreev (options->settings);
  g_strfreev (options->secrets);
  g_strfreev (options->secrets_from_env);
  g_strfreev (options->secrets_from_file);
  g_free (options->label);
  g_strfreev (options->records);
  g_free (options->ca_file);
  g_free (options->certificate);
  g_free (options->save);
  g_free (options->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanTryOptions, genkan_try_options_clear)

static gboolean
read_options (int               *argc,
              char             **argv,
              GenkanTryOptions  *options)
{
  const GOptionEntry entries[] = {
    { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &options->settings, N_("A setting of the file; may be repeated"), N_("NAME=VALUE") },
    { "secret", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->secrets, N_("Read this secret setting from the terminal, or a line from standard input; may be repeated"), N_("NAME") },
    { "secret-from-env", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->secrets_from_env, N_("Take a secret setting from an environment variable"), N_("NAME=VARIABLE") },
    { "secret-from-file", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->secrets_from_file, N_("Take a secret setting from a file"), N_("NAME=FILE") },
    { "connection", 'c', 0, G_OPTION_ARG_STRING, &options->label, N_("Take settings and secrets from this connection, of the same connector"), N_("LABEL") },
    { "sync", 0, 0, G_OPTION_ARG_NONE, &options->sync, N_("Look for findings, instead of records"), NULL },
    { "record", 'r', 0, G_OPTION_ARG_STRING_ARRAY, &options->records, N_("With --sync: a record, by its id in the tool; may be repeated"), N_("ID[=NAME]") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Print JSON, for programs"), NULL },
    { "save", 0, 0, G_OPTION_ARG_FILENAME, &options->save, N_("Save what came as a test scenario, NAME.yaml and NAME.rows, without what is secret or personal"), N_("FOLDER/NAME") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options->force, N_("With --save: replace files"), NULL },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &options->ca_file, N_("Trust the certificates of this file (PEM) too"), N_("FILE") },
    { "client-certificate", 0, 0, G_OPTION_ARG_FILENAME, &options->certificate, N_("Show this certificate (PEM, with its private key) to the tool"), N_("FILE") },
    { "allow-plain-http", 0, 0, G_OPTION_ARG_NONE, &options->allow_plain_http, N_("Allow http:// to another machine: the key can be read on the way"), NULL },
    { NULL }
  };

  if (!genkan_cli_parse (argc, argv, entries, _("FILE"),
                         _("Run a connector file against the tool, and show the first pages of everything:\n"
                           "each request, its answer, and the rows made of it. Nothing is stored."), 1, 1))
    return FALSE;

  if (options->records == NULL || options->sync)
    return TRUE;

  genkan_cli_complain (_("--record has a meaning only with --sync"));

  return FALSE;
}

/* Returns: (nullable): the connector; %NULL after saying what is wrong with it */
static GenkanConnector *
load_connector (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanConnector) connector = genkan_connector_new_from_file (file, &error);
  GPtrArray *problems;

  if (connector == NULL)
    {
      genkan_cli_complain ("%s", error->message);
      return NULL;
    }
  if (genkan_connector_is_valid (connector))
    return g_steal_pointer (&connector);

  problems = genkan_connector_get_problems (connector);
  for (guint i = 0; i < problems->len; i++)
    {
      const GenkanProblem *problem = g_ptr_array_index (problems, i);

      g_printerr ("%s:%u:%u: %s\n", path, problem->line, problem->column, problem->message);
    }

  return NULL;
}

/* A file of another connector could send the secrets to another tool. */
static GenkanConnection *
find_connection (GenkanWorkspace *workspace,
                 GenkanConnector *connector,
                 const char      *label)
{
  g_autoptr (GenkanConnection) connection = genkan_cli_find_connection (workspace, label);

  if (connection == NULL)
    return NULL;

  if (g_str_equal (genkan_connection_get_connector_id (connection), genkan_connector_get_id (connector)))
    return g_steal_pointer (&connection);

  genkan_cli_complain (_("“%s” is a connection of “%s”, and this file is “%s”"), label,
                       genkan_connection_get_connector_id (connection),
                       genkan_connector_get_id (connector));

  return NULL;
}

static void
take_network (GenkanConnection       *connection,
              const GenkanTryOptions *options)
{
  g_autofree char *path = options->ca_file != NULL ? g_canonicalize_filename (options->ca_file, NULL) : NULL;
  g_autofree char *certificate = options->certificate != NULL ? g_canonicalize_filename (options->certificate, NULL) : NULL;

  if (path != NULL)
    genkan_connection_set_setting (connection, GENKAN_NETWORK_CA_FILE, path);
  if (certificate != NULL)
    genkan_connection_set_setting (connection, GENKAN_NETWORK_CLIENT_CERTIFICATE, certificate);
  if (options->allow_plain_http)
    genkan_connection_set_setting (connection, GENKAN_NETWORK_ALLOW_PLAIN_HTTP, "true");
}

static GPtrArray *
make_records (const GenkanTryOptions *options)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; options->records != NULL && options->records[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (options->records[i], "=", 2);
      GenkanRecordFields fields = {
        .vendor_id = parts[0],
        .name = parts[0] != NULL && parts[1] != NULL ? parts[1] : parts[0],
        .minimum_severity = GENKAN_MINIMUM_OF_CONNECTION,
      };

      g_ptr_array_add (records, genkan_record_new (&fields));
    }

  return records;
}

/* A sync of no record at all would say nothing about the steps that ask for one. */
static gboolean
check_records (const GenkanDefinition *definition,
               const GenkanTryOptions *options)
{
  for (guint i = 0; options->sync && options->records == NULL && i < definition->steps->len; i++)
    {
      const GenkanStep *step = g_ptr_array_index (definition->steps, i);

      if (!step->for_sync || !step->per_record)
        continue;

      genkan_cli_complain (_("The step “%s” is for one %s: say which with --record ID; without --sync they are listed"),
                           step->name, definition->record_one);
      return FALSE;
    }

  return TRUE;
}

static gboolean
take_secrets (const GenkanDefinition *definition,
              GHashTable             *secrets,
              GenkanTryOptions       *options,
              GCancellable           *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (!genkan_cli_check_secret_names (definition, options->secrets) ||
      !genkan_cli_take_secrets_from_env (definition, secrets, options->secrets_from_env) ||
      !genkan_cli_take_secrets_from_file (definition, secrets, options->secrets_from_file))
    return FALSE;

  /* What the keyring knows need not be asked for. */
  if (options->label != NULL && options->secrets == NULL)
    return TRUE;

  if (genkan_cli_ask_for_secrets (definition, secrets, options->secrets, cancellable, &error))
    return TRUE;

  genkan_cli_fail (error);

  return FALSE;
}

static gboolean
save (GenkanTrial            *trial,
      const GenkanTryOptions *options)
{
  g_autofree char *redacted = NULL;
  g_autoptr (GError) error = NULL;

  if (!genkan_trial_save_scenario (trial, options->text, options->save, options->force, &redacted, &error))
    {
      genkan_cli_fail (error);
      return FALSE;
    }

  g_printerr (_("Saved as %s.yaml and %s.rows.\nReplaced by made-up values: %s.\n"
                "Read both before you share them: what else is private, only you can tell.\n"),
              options->save, options->save, redacted);

  return TRUE;
}

static GenkanExit
try (GenkanWorkspace  *workspace,
     GenkanConnector  *connector,
     GenkanConnection *connection,
     GenkanTryOptions *options)
{
  const GenkanDefinition *definition = genkan_connector_get_definition (connector);
  g_autoptr (GHashTable) secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) records = options->sync ? make_records (options) : NULL;
  g_autoptr (GCancellable) cancellable = genkan_cli_watch_interrupt ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanTrial) trial = NULL;
  g_autoptr (GError) error = NULL;

  if (!genkan_cli_take_settings (definition, connection, options->settings) ||
      !check_records (definition, options) ||
      !take_secrets (definition, secrets, options, cancellable))
    return GENKAN_EXIT_USAGE;

  take_network (connection, options);
  genkan_workspace_try_async (workspace, connector, connection, secrets, records, cancellable,
                                  genkan_cli_keep_result, &result);
  trial = genkan_workspace_try_finish (workspace, genkan_cli_wait (&result), &error);
  if (trial == NULL)
    return genkan_cli_fail (error);

  if (options->json)
    genkan_cli_print_trial_json (trial);
  else
    genkan_cli_print_trial (trial);
  if (options->save != NULL && !save (trial, options))
    return GENKAN_EXIT_FAILED;

  return genkan_trial_is_good (trial) ? GENKAN_EXIT_COMPLETE : GENKAN_EXIT_FAILED;
}

GenkanExit
genkan_cli_try (int    argc,
                char **argv)
{
  g_auto (GenkanTryOptions) options = { NULL };
  g_autoptr (GenkanConnector) connector = NULL;
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  if (!read_options (&argc, argv, &options))
    return GENKAN_EXIT_USAGE;

  connector = load_connector (argv[1]);
  if (connector == NULL)
    return GENKAN_EXIT_FAILED;

  if (options.save != NULL && !g_file_get_contents (argv[1], &options.text, NULL, &error))
    return genkan_cli_fail (error);

  workspace = genkan_cli_open (&error);
  if (workspace == NULL)
    return genkan_cli_fail (error);

  if (options.label != NULL)
    connection = find_connection (workspace, connector, options.label);
  else
    connection = genkan_connection_new (genkan_connector_get_id (connector), argv[1]);
  if (connection == NULL)
    return GENKAN_EXIT_FAILED;

  return try (workspace, connector, connection, &options);
}
