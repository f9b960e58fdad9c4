/* genkan-cli-import.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan import`: a spreadsheet's mappings, and what became of each line.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-json.h"
#include "genkan-cli-private.h"
#include "genkan-cli-table.h"
#include "genkan-mapping-file.h"
#include "genkan-store-map-list.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

#define SUMMARY N_( \
  "Map records as a file says, all in one step. The file is CSV, JSON lines or a JSON array,\n" \
  "with these columns, known by their titles in the first line:\n" \
  "\n" \
  "  id, name          the record’s id in its tool, or its name; one of them is enough\n" \
  "  product           the product that it belongs to; made when there is none\n" \
  "  product_type      (optional) the type of a product that is made\n" \
  "  connection        (optional) the label of the connection, where ids or names are not unique\n" \
  "\n" \
  "A CSV without titles has record, product, product type and connection, in this order. Other\n" \
  "columns do not matter, and a line without a product says nothing: what “genkan export” wrote\n" \
  "can be read again.")

typedef struct
{
  GPtrArray *mappings;          /* (owned) (nullable) (element-type GenkanMapping) */
  guint      n_without_product;
  gboolean   dry_run;
  gboolean   json;
} GenkanCliImport;

static void
genkan_cli_import_clear (GenkanCliImport *import)
{
  g_clear_pointer (&import->mappings, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanCliImport, genkan_cli_import_clear)

/* --- telling it --- */

static guint
count (GenkanCliImport      *import,
       GenkanMappingOutcome  outcome)
{
  guint n = 0;

  for (guint i = 0; i < import->mappings->len; i++)
    n += genkan_mapping_get_outcome (g_ptr_array_index (import->mappings, i)) == outcome;

  return n;
}

static void
add_line (JsonBuilder   *builder,
          GenkanMapping *mapping)
{
  json_builder_begin_object (builder);
  genkan_cli_json_add_number (builder, "line", genkan_mapping_get_line (mapping));
  genkan_cli_json_add_text (builder, "outcome",
                            genkan_mapping_outcome_to_nick (genkan_mapping_get_outcome (mapping)));
  genkan_cli_json_add_text (builder, "connection", genkan_mapping_get_connection (mapping));
  genkan_cli_json_add_text (builder, "record", genkan_mapping_get_record (mapping));
  genkan_cli_json_add_text (builder, "product", genkan_mapping_get_product (mapping));
  genkan_cli_json_add_text (builder, "product_type", genkan_mapping_get_type_name (mapping));
  json_builder_end_object (builder);
}

static void
print_json (GenkanCliImport *import)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "dry_run");
  json_builder_add_boolean_value (builder, import->dry_run);
  for (GenkanMappingOutcome outcome = 0; outcome < GENKAN_N_MAPPING_OUTCOMES; outcome++)
    genkan_cli_json_add_number (builder, genkan_mapping_outcome_to_nick (outcome), count (import, outcome));
  genkan_cli_json_add_number (builder, "without_product", import->n_without_product);
  json_builder_set_member_name (builder, "lines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < import->mappings->len; i++)
    add_line (builder, g_ptr_array_index (import->mappings, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  genkan_cli_json_print (builder);
}

/* The lines that did not do what they ask for; with --dry-run all of them. */
static void
print_lines (GenkanCliImport *import)
{
  g_autoptr (GenkanCliTable) table = genkan_cli_table_new ();

  genkan_cli_table_add_column (table, _("Line"), GENKAN_COLUMN_NUMBER);
  genkan_cli_table_add_column (table, _("Connection"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Record"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Product"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Outcome"), GENKAN_COLUMN_SHRINK);

  for (guint i = 0; i < import->mappings->len; i++)
    {
      GenkanMapping *mapping = g_ptr_array_index (import->mappings, i);
      GenkanMappingOutcome outcome = genkan_mapping_get_outcome (mapping);

      if (!import->dry_run && (outcome == GENKAN_MAPPING_MAPPED || outcome == GENKAN_MAPPING_UNCHANGED))
        continue;
      genkan_cli_table_add_number (table, genkan_mapping_get_line (mapping));
      genkan_cli_table_add (table, genkan_mapping_get_connection (mapping));
      genkan_cli_table_add (table, genkan_mapping_get_record (mapping));
      genkan_cli_table_add (table, genkan_mapping_get_product (mapping));
      genkan_cli_table_add (table, genkan_mapping_outcome_describe (outcome));
    }

  if (genkan_cli_table_get_n_rows (table) > 0)
    genkan_cli_table_print (table);
}

static void
print_text (GenkanCliImport *import,
            guint            n_problems)
{
  guint n_mapped = count (import, GENKAN_MAPPING_MAPPED);
  guint n_unchanged = count (import, GENKAN_MAPPING_UNCHANGED);

  print_lines (import);
  if (import->dry_run)
    g_printerr (ngettext ("%u record would be mapped; nothing was changed\n",
                          "%u records would be mapped; nothing was changed\n", n_mapped), n_mapped);
  else
    g_print (ngettext ("Mapped %u record\n", "Mapped %u records\n", n_mapped), n_mapped);

  if (n_unchanged > 0)
    g_printerr (ngettext ("%u record was mapped so before\n", "%u records were mapped so before\n",
                          n_unchanged), n_unchanged);
  if (import->n_without_product > 0)
    g_printerr (ngettext ("%u line names no product\n", "%u lines name no product\n",
                          import->n_without_product), import->n_without_product);
  if (n_problems > 0)
    genkan_cli_complain (ngettext ("%u line could not be used", "%u lines could not be used",
                                   n_problems), n_problems);
}

/* Returns: the exit code: partial if some of the lines could not be used */
static GenkanExit
print_outcome (GenkanCliImport *import)
{
  guint n_problems = 0;

  for (GenkanMappingOutcome outcome = 0; outcome < GENKAN_N_MAPPING_OUTCOMES; outcome++)
    n_problems += genkan_mapping_outcome_is_problem (outcome) ? count (import, outcome) : 0;

  if (import->json)
    print_json (import);
  else
    print_text (import, n_problems);

  if (n_problems == 0)
    return GENKAN_EXIT_COMPLETE;

  return n_problems < import->mappings->len ? GENKAN_EXIT_PARTIAL : GENKAN_EXIT_FAILED;
}

/* --- doing it --- */

static gboolean
read_file (GenkanCliImport  *import,
           const char       *path,
           GError          **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GInputStream) stream = NULL;

  if (g_str_equal (path, "-"))
    stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  else
    {
      file = g_file_new_for_commandline_arg (path);
      stream = G_INPUT_STREAM (g_file_read (file, NULL, error));
    }

  if (stream != NULL)
    import->mappings = genkan_mapping_file_read (stream, &import->n_without_product, NULL, error);
  if (import->mappings == NULL)
    g_prefix_error (error, "%s: ", path);

  return import->mappings != NULL;
}

static GenkanExit
import_into (GenkanCliImport *import,
             GenkanStore     *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  genkan_store_map_list_async (store, import->mappings, import->dry_run, NULL,
                               genkan_cli_keep_result, &result);
  if (!genkan_store_map_list_finish (store, genkan_cli_wait (&result), NULL, &error))
    return genkan_cli_fail (error);

  return print_outcome (import);
}

GenkanExit
genkan_cli_import (int    argc,
                   char **argv)
{
  g_auto (GenkanCliImport) import = { NULL };
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &import.dry_run, N_("Only print what would become of each line"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &import.json, N_("Print JSON, for programs"), NULL },
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, _("FILE|-"), _(SUMMARY), 1, 1))
    return GENKAN_EXIT_USAGE;

  if (!read_file (&import, argv[1], &error))
    return genkan_cli_fail (error);
  if (import.mappings->len == 0)
    {
      genkan_cli_complain (_("No line of “%s” names a product"), argv[1]);
      return GENKAN_EXIT_FAILED;
    }

  workspace = genkan_cli_open (&error);
  if (workspace == NULL)
    return genkan_cli_fail (error);

  return import_into (&import, genkan_workspace_get_store (workspace));
}
