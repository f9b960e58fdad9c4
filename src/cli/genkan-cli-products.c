/* genkan-cli-products.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan products`: the list. What changes it is in genkan-cli-products-edit.c.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-json.h"
#include "genkan-cli-products.h"
#include "genkan-cli-table.h"
#include "genkan-store-products.h"

#include <glib/gi18n.h>

void
genkan_cli_print_products (GPtrArray *products)
{
  g_autoptr (GenkanCliTable) table = genkan_cli_table_new ();

  genkan_cli_table_add_column (table, _("Product"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Product type"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Records"), GENKAN_COLUMN_NUMBER);

  for (guint i = 0; i < products->len; i++)
    {
      GenkanProduct *product = g_ptr_array_index (products, i);

      genkan_cli_table_add (table, genkan_product_get_name (product));
      genkan_cli_table_add (table, genkan_product_get_type_name (product));
      genkan_cli_table_add_number (table, genkan_product_get_n_records (product));
    }

  genkan_cli_table_print (table);
}

void
genkan_cli_json_add_products (JsonBuilder *builder,
                              GPtrArray   *products)
{
  json_builder_begin_array (builder);
  for (guint i = 0; i < products->len; i++)
    {
      GenkanProduct *product = g_ptr_array_index (products, i);

      json_builder_begin_object (builder);
      genkan_cli_json_add_number (builder, "id", genkan_product_get_id (product));
      genkan_cli_json_add_text (builder, "name", genkan_product_get_name (product));
      genkan_cli_json_add_text (builder, "type", genkan_product_get_type_name (product));
      genkan_cli_json_add_number (builder, "records", genkan_product_get_n_records (product));
      genkan_cli_json_add_text (builder, "description", genkan_product_get_description (product));
      genkan_cli_json_add_json (builder, "tags", genkan_product_get_tags (product));
      genkan_cli_json_add_text (builder, "url", genkan_product_get_url (product));
      genkan_cli_json_add_number (builder, "defectdojo_id", genkan_product_get_dojo_id (product));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print (GPtrArray *products,
       gboolean   json)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (json)
    {
      builder = json_builder_new ();
      genkan_cli_json_add_products (builder, products);
      genkan_cli_json_print (builder);
    }
  else if (products->len > 0)
    genkan_cli_print_products (products);
  else
    g_printerr ("%s\n", _("No products"));
}

static GenkanExit
list (int    argc,
      char **argv)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GPtrArray) products = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *search = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "search", 0, 0, G_OPTION_ARG_STRING, &search, N_("Only products with this text in their name"), N_("TEXT") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON, for programs"), NULL },
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, "[list|add|rename|merge|type|delete]",
                         _("List the products, or change them: each of the words has a --help of its own."), 0, 0))
    return GENKAN_EXIT_USAGE;

  workspace = genkan_cli_open (&error);
  if (workspace != NULL)
    products = genkan_store_search_products (genkan_workspace_get_store (workspace), search, 0, &error);
  if (products == NULL)
    return genkan_cli_fail (error);

  print (products, json);

  return GENKAN_EXIT_COMPLETE;
}

GenkanExit
genkan_cli_products (int    argc,
                     char **argv)
{
  static const GenkanCliWord words[] = {
    { "list", list },
    { "add", genkan_cli_products_add },
    { "rename", genkan_cli_products_rename },
    { "merge", genkan_cli_products_merge },
    { "type", genkan_cli_products_type },
    { "delete", genkan_cli_products_delete },
  };

  if (argc < 2 || argv[1][0] == '-')
    return list (argc, argv);

  return genkan_cli_run_word ("products", words, G_N_ELEMENTS (words), argc, argv);
}
