/* genkan-store-asset-delivery.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What DefectDojo is to know of the Products that are kept in step, and what it knows. As with
 * Findings, the name that a Product had there when we last looked tells on which side somebody
 * renamed it.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-asset-delivery.h"
#include "genkan-store-private.h"

static void
genkan_asset_target_free (gpointer data)
{
  GenkanAssetTarget *target = data;

  g_free (target->name);
  g_free (target->description);
  g_free (target->tags);
  g_free (target->url);
  g_free (target->type);
  g_free (target->dojo_name);
  g_free (target->dojo_type_name);
  g_free (target->sent);
  g_free (target);
}

static gpointer
read_target (GenkanStatement *row)
{
  GenkanAssetTarget *target = g_new0 (GenkanAssetTarget, 1);

  target->record_id = genkan_statement_get_int64 (row, 0);
  target->product_id = genkan_statement_get_int64 (row, 1);
  target->name = g_strdup (genkan_statement_get_text (row, 2));
  target->description = g_strdup (genkan_statement_get_text (row, 3));
  target->tags = g_strdup (genkan_statement_get_text (row, 4));
  target->url = g_strdup (genkan_statement_get_text (row, 5));
  target->type_id = genkan_statement_get_int64 (row, 6);
  target->type = g_strdup (genkan_statement_get_text (row, 7));
  target->dojo_product = genkan_statement_get_int64 (row, 8);
  target->dojo_name = g_strdup (genkan_statement_get_text (row, 9));
  target->dojo_product_type = genkan_statement_get_int64 (row, 10);
  target->dojo_type = genkan_statement_get_int64 (row, 11);
  target->dojo_type_name = g_strdup (genkan_statement_get_text (row, 12));
  target->sent = g_strdup (genkan_statement_get_text (row, 13));

  return target;
}

/**
 * genkan_store_list_asset_deliveries:
 * @self: a store
 * @operation_id: a Sync
 * @error: return location for a #GenkanStoreError
 *
 * Returns: (transfer full) (nullable) (element-type GenkanAssetTarget): the Products that were
 *   made for its Records, by name
 */
GPtrArray *
genkan_store_list_asset_deliveries (GenkanStore  *self,
                                    gint64        operation_id,
                                    GError      **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GenkanStatement) statement = NULL;

  statement = genkan_reader_prepare (
    &reader, "SELECT r.id, p.id, p.name, p.description, p.tags, p.url, t.id, t.name, p.dojo_id, "
    "p.dojo_name, p.dojo_type, t.dojo_id, t.dojo_name, m.sent FROM asset_results AS a "
    "JOIN records AS r ON r.id = a.record_id AND r.state = 1 "
    "JOIN made_products AS m ON m.product_id = r.product_id AND m.record_id = r.id "
    "JOIN products AS p ON p.id = r.product_id LEFT JOIN product_types AS t ON t.id = p.type_id "
    "WHERE a.operation_id = ?1 ORDER BY p.name_key, p.id", error);
  if (statement == NULL)
    return NULL;

  genkan_statement_bind_int64 (statement, 0, operation_id);

  return genkan_statement_read_all (statement, read_target, genkan_asset_target_free, error);
}

/* --- what became of them --- */

typedef struct
{
  gint64           operation_id;
  GenkanAssetNote  note;      /* without what follows */
  char            *message;   /* (owned) (nullable) */
  char            *dojo_name; /* (owned) (nullable) */
  char            *sent;      /* (owned) (nullable) */
} GenkanNoting;

static void
genkan_noting_free (gpointer data)
{
  GenkanNoting *noting = data;

  g_free (noting->message);
  g_free (noting->dojo_name);
  g_free (noting->sent);
  g_free (noting);
}

static gboolean
write_result (GenkanDatabase  *db,
              GenkanNoting    *noting,
              GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "UPDATE asset_results SET delivery = ?3, delivery_message = ?4 "
    "WHERE operation_id = ?1 AND record_id = ?2", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, noting->operation_id);
  genkan_statement_bind_int64 (statement, 1, noting->note.record_id);
  genkan_statement_bind_int64 (statement, 2, noting->note.outcome);
  genkan_statement_bind_text (statement, 3, noting->message);

  return genkan_statement_run (statement, error);
}

/* Another one may have had the number: then it was deleted there, or made anew. */
static gboolean
write_product (GenkanDatabase  *db,
               GenkanNoting    *noting,
               GError         **error)
{
  g_autoptr (GenkanStatement) statement = NULL;

  if (!genkan_database_run (db, "UPDATE products SET dojo_id = NULL, dojo_name = NULL, "
                            "dojo_type = NULL WHERE dojo_id = ?1 AND id <> ?2",
                            noting->note.dojo_product, noting->note.product_id, error))
    return FALSE;

  statement = genkan_database_prepare (
    db, "UPDATE products SET dojo_id = ?1, dojo_name = ?2, dojo_type = ?3 WHERE id = ?4", error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, noting->note.dojo_product);
  genkan_statement_bind_text (statement, 1, noting->dojo_name);
  genkan_statement_bind_id (statement, 2, noting->note.dojo_product_type);
  genkan_statement_bind_int64 (statement, 3, noting->note.product_id);

  return genkan_statement_run (statement, error);
}

static gboolean
write_sent (GenkanDatabase  *db,
            GenkanNoting    *noting,
            GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "UPDATE made_products SET sent = ?1 WHERE product_id = ?2", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_text (statement, 0, noting->sent);
  genkan_statement_bind_int64 (statement, 1, noting->note.product_id);

  return genkan_statement_run (statement, error);
}

static gboolean
note_asset (GenkanStore     *self,
            GenkanDatabase  *db,
            gpointer         data,
            GError         **error)
{
  GenkanNoting *noting = data;
  GenkanAssetNote *note = &noting->note;

  if ((note->outcome != GENKAN_DELIVERY_NONE && !write_result (db, noting, error)) ||
      (note->dojo_product != 0 && !write_product (db, noting, error)) ||
      (noting->sent != NULL && !write_sent (db, noting, error)) ||
      (note->outcome == GENKAN_DELIVERY_STALE &&
       !genkan_record_make_stale (db, noting->operation_id, note->record_id, TRUE, error)))
    return FALSE;

  genkan_store_touch (self, GENKAN_STORE_TABLE_PRODUCTS, 0);
  if (note->outcome == GENKAN_DELIVERY_STALE)
    genkan_store_touch (self, GENKAN_STORE_TABLE_RECORDS | GENKAN_STORE_TABLE_CONNECTIONS, 0);

  return TRUE;
}

/**
 * genkan_store_note_asset_async:
 * @self: a store
 * @operation_id: a Sync
 * @note: what became of a Product, and what the server knows of it now; copied
 *
 * Writes it down. A Record whose Product is gone becomes Stale.
 */
void
genkan_store_note_asset_async (GenkanStore           *self,
                               gint64                 operation_id,
                               const GenkanAssetNote *note,
                               GCancellable          *cancellable,
                               GAsyncReadyCallback    callback,
                               gpointer               user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanNoting *noting;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (note != NULL);

  noting = g_new0 (GenkanNoting, 1);
  noting->operation_id = operation_id;
  noting->note = *note;
  noting->message = genkan_store_clean_text (note->message, -1);
  noting->dojo_name = g_strdup (note->dojo_name);
  noting->sent = g_strdup (note->sent);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_note_asset_async);
  g_task_set_task_data (task, noting, genkan_noting_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, note_asset, NULL);
}

/* --- Product Types --- */

typedef struct
{
  gint64  type_id;
  gint64  dojo_id;
  char   *dojo_name; /* (owned) */
} GenkanTypeLink;

static void
genkan_type_link_free (gpointer data)
{
  GenkanTypeLink *link = data;

  g_free (link->dojo_name);
  g_free (link);
}

static gboolean
link_type (GenkanStore     *self,
           GenkanDatabase  *db,
           gpointer         data,
           GError         **error)
{
  GenkanTypeLink *link = data;
  g_autoptr (GenkanStatement) statement = NULL;

  if (!genkan_database_run (db, "UPDATE product_types SET dojo_id = NULL, dojo_name = NULL "
                            "WHERE dojo_id = ?1 AND id <> ?2", link->dojo_id, link->type_id, error))
    return FALSE;

  statement = genkan_database_prepare (
    db, "UPDATE product_types SET dojo_id = ?1, dojo_name = ?2 WHERE id = ?3", error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, link->dojo_id);
  genkan_statement_bind_text (statement, 1, link->dojo_name);
  genkan_statement_bind_int64 (statement, 2, link->type_id);

  return genkan_statement_run (statement, error);
}

/**
 * genkan_store_link_type_async:
 * @self: a store
 * @type_id: a Product Type
 * @dojo_id: the server's number of it
 * @dojo_name: its name there
 *
 * Writes down which Product Type of the server's is which of ours.
 */
void
genkan_store_link_type_async (GenkanStore         *self,
                              gint64               type_id,
                              gint64               dojo_id,
                              const char          *dojo_name,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanTypeLink *link;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (dojo_name != NULL);

  link = g_new0 (GenkanTypeLink, 1);
  link->type_id = type_id;
  link->dojo_id = dojo_id;
  link->dojo_name = g_strdup (dojo_name);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_link_type_async);
  g_task_set_task_data (task, link, genkan_type_link_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, link_type, NULL);
}
