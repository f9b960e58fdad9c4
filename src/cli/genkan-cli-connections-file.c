/* genkan-cli-connections-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan connections export` and `import`: a connection without its secrets.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-arguments.h"
#include "genkan-cli-connections.h"
#include "genkan-connection-file.h"

#include <glib/gi18n.h>

static const GenkanDefinition *
find_definition (GenkanWorkspace  *workspace,
                 GenkanConnection *connection)
{
  const char *id = genkan_connection_get_connector_id (connection);
  GenkanConnector *connector =
    genkan_connector_set_lookup (genkan_workspace_get_connectors (workspace), id);

  if (connector != NULL && genkan_connector_is_valid (connector))
    return genkan_connector_get_definition (connector);

  genkan_cli_complain (_("The connector file of “%s” is gone or has mistakes, so it cannot be known what is secret"), id);

  return NULL;
}

static GenkanExit
write_out (GenkanWorkspace  *workspace,
           GenkanConnection *connection,
           const char       *path)
{
  const GenkanDefinition *definition = find_definition (workspace, connection);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (definition == NULL)
    return GENKAN_EXIT_FAILED;

  text = genkan_connection_file_write (connection, definition);
  if (path == NULL)
    g_print ("%s", text);
  else if (!g_file_set_contents (path, text, -1, &error))
    return genkan_cli_fail (error);
  else
    g_print (_("Exported “%s”, without its secrets\n"), genkan_connection_get_label (connection));

  return GENKAN_EXIT_COMPLETE;
}

GenkanExit
genkan_cli_connections_export (int    argc,
                               char **argv)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, N_("Write into this file, which is replaced, not to standard output"), N_("FILE") },
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, _("LABEL"),
                         _("Write the settings and rules of a connection as JSON, without its secrets."), 1, 1))
    return GENKAN_EXIT_USAGE;

  workspace = genkan_cli_open (&error);
  if (workspace == NULL)
    return genkan_cli_fail (error);
  connection = genkan_cli_find_connection (workspace, argv[1]);
  if (connection == NULL)
    return GENKAN_EXIT_FAILED;

  return write_out (workspace, connection, path);
}

static GenkanConnection *
read_in (GenkanWorkspace  *workspace,
         const char       *path,
         const char       *label,
         GError          **error)
{
  g_autofree char *text = NULL;
  GenkanConnection *connection;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;

  connection = genkan_connection_file_read (genkan_workspace_get_connectors (workspace), text, error);
  if (connection == NULL)
    g_prefix_error (error, "%s: ", path);
  else if (label != NULL)
    genkan_connection_set_label (connection, label);

  return connection;
}

/* What has to be given beside the file. */
static void
name_secrets (const GenkanDefinition *definition)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *all = NULL;

  for (guint i = 0; i < definition->settings->len; i++)
    {
      const GenkanSetting *setting = g_ptr_array_index (definition->settings, i);

      if (setting->secret && !setting->optional)
        g_strv_builder_add (builder, setting->name);
    }
  names = g_strv_builder_end (builder);
  all = g_strjoinv (", ", names);
  if (*all != '\0')
    g_printerr (_("The file has no secrets; these have to be given: %s\n"), all);
}

GenkanExit
genkan_cli_connections_import (int    argc,
                               char **argv)
{
  g_auto (GenkanCliSecretOptions) secrets = { NULL };
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;
  const GOptionEntry entries[] = {
    { "label", 'l', 0, G_OPTION_ARG_STRING, &label, N_("Another name for the connection"), N_("LABEL") },
    GENKAN_CLI_SECRET_ENTRIES (secrets),
    { NULL }
  };
  const GenkanDefinition *definition;

  if (!genkan_cli_parse (&argc, argv, entries, _("FILE"),
                         _("Add a connection from a file that “genkan connections export” wrote. Secrets are not in it: they are asked for."), 1, 1))
    return GENKAN_EXIT_USAGE;

  workspace = genkan_cli_open (&error);
  if (workspace != NULL)
    connection = read_in (workspace, argv[1], label, &error);
  if (connection == NULL)
    return genkan_cli_fail (error);

  definition = find_definition (workspace, connection);
  if (definition == NULL)
    return GENKAN_EXIT_FAILED;

  name_secrets (definition);

  return genkan_cli_keep_connection (workspace, connection, definition, &secrets);
}
