/* genkan-store-asset-results.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Syncs of Connections that import assets did, Record by Record.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-assets.h"
#include "genkan-store-private.h"

static void
genkan_asset_result_free (gpointer data)
{
  GenkanAssetResult *result = data;

  g_free (result->record_name);
  g_free (result->product_name);
  g_free (result->type_name);
  g_free (result->name_before);
  g_free (result->name_after);
  g_free (result->type_before);
  g_free (result->type_after);
  g_free (result->delivery_message);
  g_free (result);
}

static gpointer
read_result (GenkanStatement *row)
{
  GenkanAssetResult *result = g_new0 (GenkanAssetResult, 1);

  result->record_id = genkan_statement_get_int64 (row, 0);
  result->record_name = g_strdup (genkan_statement_get_text (row, 1));
  result->product_name = g_strdup (genkan_statement_get_text (row, 2));
  result->type_name = g_strdup (genkan_statement_get_text (row, 3));
  result->changes = genkan_statement_get_int64 (row, 4);
  result->name_before = g_strdup (genkan_statement_get_text (row, 5));
  result->name_after = g_strdup (genkan_statement_get_text (row, 6));
  result->type_before = g_strdup (genkan_statement_get_text (row, 7));
  result->type_after = g_strdup (genkan_statement_get_text (row, 8));
  result->delivery = genkan_statement_get_int64 (row, 9);
  result->delivery_message = g_strdup (genkan_statement_get_text (row, 10));

  return result;
}

/**
 * genkan_store_list_asset_results:
 * @self: a store
 * @operation_id: a Sync
 *
 * Returns: (transfer full) (nullable) (element-type GenkanAssetResult): what it did about the
 *   Product of each of its Records, by the Record's name; none after a Sync of findings
 */
GPtrArray *
genkan_store_list_asset_results (GenkanStore  *self,
                                 gint64        operation_id,
                                 GError      **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GenkanStatement) statement = NULL;

  statement = genkan_reader_prepare (
    &reader, "SELECT a.record_id, r.name, p.name, t.name, a.changes, a.name_before, "
    "a.name_after, a.type_before, a.type_after, coalesce (a.delivery, -1), "
    "a.delivery_message FROM asset_results AS a "
    "LEFT JOIN records AS r ON r.id = a.record_id LEFT JOIN products AS p ON p.id = r.product_id "
    "LEFT JOIN product_types AS t ON t.id = p.type_id "
    "WHERE a.operation_id = ?1 ORDER BY r.name_key, a.record_id", error);
  if (statement == NULL)
    return NULL;

  genkan_statement_bind_int64 (statement, 0, operation_id);

  return genkan_statement_read_all (statement, read_result, genkan_asset_result_free, error);
}
