/* genkan-cli-sync-assets.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What `genkan sync` tells of a tool that has no findings: what became of the Products.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-asset-words.h"
#include "genkan-cli-json.h"
#include "genkan-cli-private.h"
#include "genkan-cli-table.h"

#include <glib/gi18n.h>

/* In the order of their bits. */
static const char *const change_nicks[] = {
  "made", "mapped", "renamed", "moved", "described", "name-taken", "named-by-hand",
  "typed-by-hand", "name-shared", "type-shared",
};

G_STATIC_ASSERT (GENKAN_ASSET_TYPE_SHARED == 1 << (G_N_ELEMENTS (change_nicks) - 1));

static void
print_table (GPtrArray *results)
{
  g_autoptr (GenkanCliTable) table = genkan_cli_table_new ();
  g_autofree char *sum = genkan_asset_words_sum_up (results);

  genkan_cli_table_add_column (table, _("Record"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Product"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Product type"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Result"), GENKAN_COLUMN_SHRINK);

  for (guint i = 0; i < results->len; i++)
    {
      const GenkanAssetResult *result = g_ptr_array_index (results, i);
      g_autofree char *words = genkan_asset_words_describe (result);

      genkan_cli_table_add (table, result->record_name);
      genkan_cli_table_add (table, result->product_name);
      genkan_cli_table_add (table, result->type_name);
      genkan_cli_table_add (table, words);
    }

  if (results->len > 0)
    genkan_cli_table_print (table);
  g_printerr ("%s\n", sum);
}

static void
add_result (JsonBuilder             *builder,
            const GenkanAssetResult *result)
{
  json_builder_begin_object (builder);
  genkan_cli_json_add_number (builder, "record_id", result->record_id);
  genkan_cli_json_add_text (builder, "record", result->record_name);
  genkan_cli_json_add_text (builder, "product", result->product_name);
  genkan_cli_json_add_text (builder, "product_type", result->type_name);
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (change_nicks); i++)
    if ((result->changes & (1 << i)) != 0)
      json_builder_add_string_value (builder, change_nicks[i]);
  json_builder_end_array (builder);
  genkan_cli_json_add_text (builder, "name_before", result->name_before);
  genkan_cli_json_add_text (builder, "name_after", result->name_after);
  genkan_cli_json_add_text (builder, "product_type_before", result->type_before);
  genkan_cli_json_add_text (builder, "product_type_after", result->type_after);
  genkan_cli_json_add_text (builder, "delivery", genkan_delivery_outcome_to_nick (result->delivery));
  genkan_cli_json_add_text (builder, "delivery_message", result->delivery_message);
  json_builder_end_object (builder);
}

static void
print_json (GenkanOperation *operation,
            GPtrArray       *results)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "operation");
  genkan_cli_json_add_operation (builder, operation);
  json_builder_set_member_name (builder, "records");
  json_builder_begin_array (builder);
  for (guint i = 0; i < results->len; i++)
    add_result (builder, g_ptr_array_index (results, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  genkan_cli_json_print (builder);
}

/* Returns: how it went, once it is told */
GenkanExit
genkan_cli_tell_assets (GenkanWorkspace *workspace,
                        GenkanOperation *operation,
                        GenkanReport    *report,
                        gboolean         json)
{
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;
  GenkanExit status = genkan_cli_get_exit (operation);

  results = genkan_store_list_asset_results (genkan_workspace_get_store (workspace),
                                             genkan_operation_get_id (operation), &error);
  if (results == NULL)
    return genkan_cli_fail (error);

  if (json)
    print_json (operation, results);
  else if (status == GENKAN_EXIT_COMPLETE || status == GENKAN_EXIT_PARTIAL)
    print_table (results);

  if (status == GENKAN_EXIT_CANCELLED)
    genkan_cli_complain ("%s", genkan_operation_get_message (operation));
  if (report != NULL)
    genkan_cli_print_report (report);

  return status;
}
