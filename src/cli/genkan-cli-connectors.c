/* genkan-cli-connectors.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan connectors`: what Genkan can connect to, and what each of them asks for. Opens no
 * database. A connector file with mistakes is told about where it would stand.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-json.h"
#include "genkan-cli-private.h"
#include "genkan-cli-table.h"

#include <glib/gi18n.h>

static GenkanConnectorSet *
open_connectors (void)
{
  g_autofree char *folder = genkan_workspace_dup_default_folder ();
  g_autoptr (GFile) own = g_file_new_build_filename (folder, "connectors", NULL);

  return genkan_connector_set_new (own);
}

static const char *
describe_imports (GenkanImports imports)
{
  return imports == GENKAN_IMPORTS_ASSETS ? _("Assets") : _("Findings");
}

static void
print_problems (GenkanConnector *connector)
{
  GPtrArray *problems = genkan_connector_get_problems (connector);

  for (guint i = 0; i < problems->len; i++)
    {
      const GenkanProblem *problem = g_ptr_array_index (problems, i);

      g_printerr ("%s:%u:%u: %s\n", genkan_connector_get_file_name (connector),
                  problem->line, problem->column, problem->message);
    }
}

static void
add_row (GenkanCliTable  *table,
         GenkanConnector *connector)
{
  const GenkanDefinition *definition = genkan_connector_get_definition (connector);

  genkan_cli_table_add (table, genkan_connector_get_id (connector));
  genkan_cli_table_add (table, genkan_connector_get_name (connector));
  genkan_cli_table_add (table, describe_imports (definition->imports));
  genkan_cli_table_add (table, definition->record_one);
}

static void
print_table (GListModel *connectors)
{
  g_autoptr (GenkanCliTable) table = genkan_cli_table_new ();

  genkan_cli_table_add_column (table, _("Connector"), GENKAN_COLUMN_FIXED);
  genkan_cli_table_add_column (table, _("Tool"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Imports"), GENKAN_COLUMN_FIXED);
  genkan_cli_table_add_column (table, _("A record is a"), GENKAN_COLUMN_SHRINK);

  for (guint i = 0; i < g_list_model_get_n_items (connectors); i++)
    {
      g_autoptr (GenkanConnector) connector = g_list_model_get_item (connectors, i);

      if (genkan_connector_is_valid (connector))
        add_row (table, connector);
      else
        print_problems (connector);
    }

  genkan_cli_table_print (table);
}

static void
add_json_setting (JsonBuilder         *builder,
                  const GenkanSetting *setting)
{
  json_builder_begin_object (builder);
  genkan_cli_json_add_text (builder, "name", setting->name);
  genkan_cli_json_add_text (builder, "title", setting->title);
  genkan_cli_json_add_text (builder, "help", setting->help);
  genkan_cli_json_add_text (builder, "default", setting->initial);
  json_builder_set_member_name (builder, "secret");
  json_builder_add_boolean_value (builder, setting->secret);
  json_builder_set_member_name (builder, "optional");
  json_builder_add_boolean_value (builder, setting->optional);
  json_builder_end_object (builder);
}

static void
add_json_definition (JsonBuilder            *builder,
                     const GenkanDefinition *definition)
{
  genkan_cli_json_add_text (builder, "vendor", definition->vendor);
  genkan_cli_json_add_text (builder, "imports",
                            definition->imports == GENKAN_IMPORTS_ASSETS ? "assets" : "findings");
  genkan_cli_json_add_text (builder, "record", definition->record_one);
  genkan_cli_json_add_text (builder, "records", definition->record_many);
  genkan_cli_json_add_text (builder, "documentation", definition->documentation);
  json_builder_set_member_name (builder, "settings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < definition->settings->len; i++)
    add_json_setting (builder, g_ptr_array_index (definition->settings, i));
  json_builder_end_array (builder);
}

static void
add_json_problems (JsonBuilder     *builder,
                   GenkanConnector *connector)
{
  GPtrArray *problems = genkan_connector_get_problems (connector);

  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < problems->len; i++)
    {
      const GenkanProblem *problem = g_ptr_array_index (problems, i);

      json_builder_begin_object (builder);
      genkan_cli_json_add_number (builder, "line", problem->line);
      genkan_cli_json_add_number (builder, "column", problem->column);
      genkan_cli_json_add_text (builder, "message", problem->message);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_json_connector (JsonBuilder     *builder,
                    GenkanConnector *connector)
{
  json_builder_begin_object (builder);
  genkan_cli_json_add_text (builder, "id", genkan_connector_get_id (connector));
  genkan_cli_json_add_text (builder, "name", genkan_connector_get_name (connector));
  genkan_cli_json_add_text (builder, "file", genkan_connector_get_file_name (connector));
  if (genkan_connector_is_valid (connector))
    add_json_definition (builder, genkan_connector_get_definition (connector));
  add_json_problems (builder, connector);
  json_builder_end_object (builder);
}

static void
print_json (GListModel *connectors)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (connectors); i++)
    {
      g_autoptr (GenkanConnector) connector = g_list_model_get_item (connectors, i);

      add_json_connector (builder, connector);
    }
  json_builder_end_array (builder);
  genkan_cli_json_print (builder);
}

static void
print_setting (const GenkanSetting *setting)
{
  const char *kind = setting->secret ? "--secret" : "--set";

  g_print ("  %s %s%s  %s", kind, setting->name, setting->secret ? "" : "=…", setting->title);
  if (setting->optional)
    g_print (_(" (optional)"));
  if (setting->initial != NULL)
    g_print (_(" (default: %s)"), setting->initial);
  g_print ("\n");
  if (setting->help != NULL)
    g_print ("      %s\n", setting->help);
}

static void
print_list (const char  *title,
            char       **lines,
            gboolean     numbered)
{
  if (lines == NULL || lines[0] == NULL)
    return;

  g_print ("\n%s\n", title);
  for (gsize i = 0; lines[i] != NULL; i++)
    if (numbered)
      g_print ("  %" G_GSIZE_FORMAT ". %s\n", i + 1, lines[i]);
    else
      g_print ("  • %s\n", lines[i]);
}

static void
print_one (GenkanConnector *connector)
{
  const GenkanDefinition *definition = genkan_connector_get_definition (connector);

  g_print ("%s (%s)\n", definition->name, definition->id);
  if (definition->record_means != NULL)
    g_print ("%s\n", definition->record_means);

  g_print ("\n%s\n", _("Settings"));
  for (guint i = 0; i < definition->settings->len; i++)
    print_setting (g_ptr_array_index (definition->settings, i));

  print_list (_("How to get a key"), definition->key_steps, TRUE);
  print_list (_("What the key must be allowed"), definition->key_permissions, FALSE);
  if (definition->documentation != NULL)
    g_print ("\n%s\n", definition->documentation);
}

static GenkanConnector *
find_connector (GenkanConnectorSet *connectors,
                const char         *id)
{
  GenkanConnector *connector = genkan_connector_set_lookup (connectors, id);

  if (connector == NULL)
    genkan_cli_complain (_("There is no connector “%s”; “genkan connectors” lists them"), id);
  else if (!genkan_connector_is_valid (connector))
    print_problems (connector);
  else
    return connector;

  return NULL;
}

static GenkanExit
show_one (GenkanConnectorSet *connectors,
          const char         *id,
          gboolean            json)
{
  GenkanConnector *connector = find_connector (connectors, id);
  g_autoptr (JsonBuilder) builder = NULL;

  if (connector == NULL)
    return GENKAN_EXIT_FAILED;

  if (!json)
    {
      print_one (connector);
      return GENKAN_EXIT_COMPLETE;
    }

  builder = json_builder_new ();
  add_json_connector (builder, connector);
  genkan_cli_json_print (builder);

  return GENKAN_EXIT_COMPLETE;
}

GenkanExit
genkan_cli_connectors (int    argc,
                       char **argv)
{
  g_autoptr (GenkanConnectorSet) connectors = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON, for programs"), NULL },
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, _("[CONNECTOR]"),
                         _("List the tools that Genkan can connect to, or show what one of them asks for."),
                         0, 1))
    return GENKAN_EXIT_USAGE;

  connectors = open_connectors ();
  if (argc > 1)
    return show_one (connectors, argv[1], json);

  if (json)
    print_json (G_LIST_MODEL (connectors));
  else
    print_table (G_LIST_MODEL (connectors));

  return GENKAN_EXIT_COMPLETE;
}
