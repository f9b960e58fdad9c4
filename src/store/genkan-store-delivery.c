/* genkan-store-delivery.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What DefectDojo has still to be told. It is found by checksums, without reading a Finding.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-delivery.h"
#include "genkan-store-private.h"

static void
target_free (gpointer data)
{
  GenkanDeliveryTarget *target = data;

  g_free (target->vendor_id);
  g_free (target->name);
  g_free (target->extra);
  g_free (target->product);
  g_free (target->product_type);
  g_free (target->dojo_product_name);
  g_free (target->kind);
  g_free (target->prefix);
  g_free (target);
}

#define SELECT_TARGETS                                                                       \
  "SELECT r.id, r.vendor_id, r.name, r.extra, p.id, p.name, t.name, p.dojo_id, p.dojo_name, " \
  "p.dojo_type, t.dojo_id, m.engagement_id, m.test_id, m.kind, m.prefix, "                   \
  "m.product_id <> p.id, " GENKAN_PENDING ", s.outcome, s.n_held FROM sync_results AS s "    \
  "JOIN records AS r ON r.id = s.record_id JOIN products AS p ON p.id = r.product_id "       \
  "LEFT JOIN product_types AS t ON t.id = p.type_id "                                        \
  "LEFT JOIN record_tests AS m ON m.record_id = r.id "                                       \
  "WHERE s.operation_id = ?1 AND r.state = 1 ORDER BY r.name_key, r.id"

static gpointer
read_target (GenkanStatement *row)
{
  GenkanDeliveryTarget *target = g_new0 (GenkanDeliveryTarget, 1);

  target->record_id = genkan_statement_get_int64 (row, 0);
  target->vendor_id = g_strdup (genkan_statement_get_text (row, 1));
  target->name = g_strdup (genkan_statement_get_text (row, 2));
  target->extra = g_strdup (genkan_statement_get_text (row, 3));
  target->product_id = genkan_statement_get_int64 (row, 4);
  target->product = g_strdup (genkan_statement_get_text (row, 5));
  target->product_type = g_strdup (genkan_statement_get_text (row, 6));
  target->dojo_product = genkan_statement_get_int64 (row, 7);
  target->dojo_product_name = g_strdup (genkan_statement_get_text (row, 8));
  target->dojo_product_type = genkan_statement_get_int64 (row, 9);
  target->dojo_type = genkan_statement_get_int64 (row, 10);
  target->engagement_id = genkan_statement_get_int64 (row, 11);
  target->test_id = genkan_statement_get_int64 (row, 12);
  target->kind = g_strdup (genkan_statement_get_text (row, 13));
  target->prefix = g_strdup (genkan_statement_get_text (row, 14));
  target->was_moved = genkan_statement_get_int64 (row, 15) != 0;
  target->n_pending = genkan_statement_get_int64 (row, 16);
  target->is_complete = genkan_statement_get_int64 (row, 17) == GENKAN_OUTCOME_COMPLETE
                        && genkan_statement_get_int64 (row, 18) == 0;

  return target;
}

/**
 * genkan_store_list_deliveries:
 * @self: a store
 * @operation_id: a Sync whose scopes have ended
 * @error: return location for a #GenkanStoreError
 *
 * Returns: (transfer full) (nullable) (element-type GenkanDeliveryTarget): its Records that are
 *   mapped, by name, whether something has to be sent or not
 */
GPtrArray *
genkan_store_list_deliveries (GenkanStore  *self,
                              gint64        operation_id,
                              GError      **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GenkanStatement) statement = NULL;

  statement = genkan_reader_prepare (&reader, SELECT_TARGETS, error);
  if (statement == NULL)
    return NULL;

  genkan_statement_bind_int64 (statement, 0, operation_id);

  return genkan_statement_read_all (statement, read_target, target_free, error);
}

static void
read_item (GenkanDeliveryItem *item,
           GenkanStatement    *row)
{
  item->finding_id = genkan_statement_get_int64 (row, 0);
  item->state = genkan_statement_get_int64 (row, 1);
  item->checksum = genkan_statement_get_int64 (row, 2);
  item->fields = genkan_statement_get_text (row, 3);
  item->identity = genkan_statement_get_text (row, 4);
  item->sent = genkan_statement_get_text (row, 5);
  item->sent_state = genkan_statement_get_int64 (row, 6);
  item->is_absent = genkan_statement_get_int64 (row, 7) != 0;
}

/**
 * genkan_store_foreach_delivery:
 * @self: a store
 * @record_id: a Record
 * @func: called with each; returns whether to go on
 * @user_data: for @func
 * @error: return location for a #GenkanStoreError
 *
 * Reads the Findings of a Record that the server knows or should know; those that it may know
 * come first.
 *
 * Returns: whether all could be read
 */
gboolean
genkan_store_foreach_delivery (GenkanStore         *self,
                               gint64               record_id,
                               GenkanDeliveryFunc   func,
                               gpointer             user_data,
                               GError             **error)
{
  static const char sql[] =
    "SELECT f.id, f.state, f.checksum, f.fields, d.identity, "
    "iif (d.in_doubt, NULL, iif (d.sent_checksum = f.checksum, f.fields, d.sent)), "
    "coalesce (d.sent_state, 0), NOT d.in_doubt AND d.sent_checksum IS NULL "
    "FROM findings AS f LEFT JOIN deliveries AS d ON d.finding_id = f.id "
    "WHERE f.record_id = ?1 "
    "AND (f.state <> 1 OR coalesce (d.in_doubt, 0) OR d.sent_checksum IS NOT NULL) "
    "ORDER BY d.finding_id IS NULL, f.id";
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GenkanStatement) statement = NULL;
  GenkanStep step;

  if (reader.db == NULL)
    return FALSE;

  statement = genkan_database_prepare (reader.db, sql, error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, record_id);
  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    {
      GenkanDeliveryItem item;

      read_item (&item, statement);
      if (!func (&item, user_data))
        return TRUE;
    }

  return step == GENKAN_STEP_DONE;
}
