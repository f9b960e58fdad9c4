/* genkan-store-assets.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Sync of a Connection that imports assets. It asks the tool as a Discover does; in the
 * transaction in which the Records become what they are in the tool, the Products that were made
 * for them follow: a new name, another Product Type, what the Record says of itself. Nothing is
 * merged and nothing deleted.
 *
 * It happens before auto-map, so that the name of a unit that was renamed is free for a new one.
 *
 * A Product's name follows its Record only when three things are so: the name that the template
 * makes is another one than what it made of the Record as it was when the Product last followed,
 * which stands in `made_products`; the Product still has the name that it was given then, or else
 * a person has named it; and nobody else has the new name. What is refused is tried again by the
 * next Sync. After a partial answer nothing follows: a parent that is absent there may only not
 * have been told.
 *
 * Names can be exchanged: all that are to go are set aside before they get their new ones. One
 * that cannot have its new name keeps its old one, which may take it from another, and so on;
 * hence the loop in refuse_taken().
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-assets-private.h"

/* GenkanAssetChanges and GenkanChangeKind as SQL has them. */
#define RENAMED "4"
#define MOVED "8"
#define DESCRIBED "16"
#define NAME_TAKEN "32"
#define NAME_SHARED "256"
#define TYPE_SHARED "512"
#define NAME_REFUSED "352"
#define TYPE_REFUSED "640"
#define AUTO_MAPPED "5"

G_STATIC_ASSERT (GENKAN_ASSET_RENAMED == 4 && GENKAN_ASSET_MOVED == 8);
G_STATIC_ASSERT (GENKAN_ASSET_DESCRIBED == 16 && GENKAN_ASSET_NAME_TAKEN == 32);
G_STATIC_ASSERT (GENKAN_ASSET_NAME_SHARED == 256 && GENKAN_ASSET_TYPE_SHARED == 512);
G_STATIC_ASSERT (GENKAN_ASSET_NAME_REFUSED == 352 && GENKAN_ASSET_TYPE_REFUSED == 640);
G_STATIC_ASSERT (GENKAN_CHANGE_MAPPED == 5);

/* The same with the bits of the header: it is so now, whoever did it. */
#define NAME_FOLLOWED "65540"
#define TYPE_FOLLOWED "131080"
#define STORED_CHANGES "65535"

G_STATIC_ASSERT ((GENKAN_KEEP_NAME_IS_SO | GENKAN_ASSET_RENAMED) == 65540);
G_STATIC_ASSERT ((GENKAN_KEEP_TYPE_IS_SO | GENKAN_ASSET_MOVED) == 131080);

static void
genkan_keep_free (gpointer data)
{
  GenkanKeep *keep = data;

  g_clear_pointer (&keep->ids, g_array_unref);
  g_clear_object (&keep->rules);
  g_free (keep->label);
  g_free (keep->tool);
  g_free (keep);
}

/* Runs a statement that may know the Operation (?1) and the Connection (?2). */
gboolean
genkan_keep_run (GenkanKeep  *self,
                 const char  *sql,
                 GError     **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (self->db, sql, error);
  const gint64 values[] = { self->operation_id, self->connection_id };
  int n_parameters = statement != NULL ? genkan_statement_get_n_parameters (statement) : 0;

  if (statement == NULL)
    return FALSE;

  for (int i = 0; i < n_parameters; i++)
    genkan_statement_bind_int64 (statement, i, values[i]);

  return genkan_statement_run (statement, error);
}

static gboolean
run_all (GenkanKeep         *keep,
         const char * const *statements,
         GError            **error)
{
  for (; *statements != NULL; statements++)
    if (!genkan_keep_run (keep, *statements, error))
      return FALSE;

  return TRUE;
}

/* --- what cannot be --- */

/* Which of several units of the Connection it is to be called after, nobody can tell. Records of
 * other Connections have only found the Product. */
#define REFUSE_SHARED(change, shared, differs)                                                 \
  "UPDATE kept_products SET changes = (changes & ~" change ") | " shared " "             \
  "WHERE changes & " change " AND EXISTS (SELECT 1 FROM records AS o "                   \
  "JOIN records AS r ON r.id = kept_products.record_id "                                 \
  "WHERE o.product_id = kept_products.product_id AND o.connection_id = r.connection_id " \
  "AND o.state = 1 AND o.id <> r.id AND " differs ")"

static gboolean
refuse_shared (GenkanKeep  *keep,
               GError     **error)
{
  static const char *const statements[] = {
    REFUSE_SHARED (RENAMED, NAME_SHARED, "o.name <> r.name"),
    REFUSE_SHARED (MOVED, TYPE_SHARED, "o.parent IS NOT r.parent"),
    NULL
  };

  return run_all (keep, statements, error);
}

static gboolean
refuse_taken (GenkanKeep  *keep,
              GError     **error)
{
  static const char refuse[] =
    "UPDATE kept_products AS k SET changes = (changes & ~" RENAMED ") | " NAME_TAKEN " "
    "WHERE k.changes & " RENAMED " AND ("
    "EXISTS (SELECT 1 FROM products AS p WHERE p.name_key = k.name_key AND p.id <> k.product_id "
    "        AND NOT EXISTS (SELECT 1 FROM kept_products AS o "
    "                        WHERE o.product_id = p.id AND o.changes & " RENAMED ")) "
    "OR EXISTS (SELECT 1 FROM kept_products AS o WHERE o.name_key = k.name_key "
    "           AND o.changes & " RENAMED " AND o.record_id < k.record_id))";

  do
    {
      if (!genkan_keep_run (keep, refuse, error))
        return FALSE;
    }
  while (genkan_database_get_n_changes (keep->db) > 0);

  return TRUE;
}

/* --- doing it --- */

static gboolean
rename_products (GenkanKeep  *keep,
                 GError     **error)
{
  static const char *const statements[] = {
    "UPDATE products SET name = char (31) || id WHERE id IN "
    "(SELECT product_id FROM kept_products WHERE changes & " RENAMED ")",
    "UPDATE products SET name = k.name_after, name_key = k.name_key, "
    "search = genkan_search_text (k.name_after) FROM kept_products AS k "
    "WHERE k.product_id = products.id AND k.changes & " RENAMED,
    NULL
  };

  return run_all (keep, statements, error);
}

/* A Type that all of its Products leave for one that does not exist yet is renamed, so that it
 * stays what it is in DefectDojo. */
static gboolean
move_products (GenkanKeep  *keep,
               GError     **error)
{
  static const char *const statements[] = {
    "UPDATE OR IGNORE product_types SET name = (SELECT min (k.type_after) "
    "  FROM kept_products AS k JOIN products AS p ON p.id = k.product_id "
    "  WHERE k.changes & " MOVED " AND p.type_id = product_types.id) "
    "WHERE id IN (SELECT p.type_id FROM kept_products AS k JOIN products AS p ON p.id = k.product_id "
    "  WHERE k.changes & " MOVED " AND p.type_id IS NOT NULL GROUP BY p.type_id "
    "  HAVING min (k.type_after) = max (k.type_after) AND count (k.type_after) = count(*) "
    "  AND count(*) = (SELECT count(*) FROM products AS a WHERE a.type_id = p.type_id))",
    "INSERT OR IGNORE INTO product_types (name) SELECT type_after FROM kept_products "
    "WHERE changes & " MOVED " AND type_after IS NOT NULL",
    "UPDATE products SET type_id = (SELECT id FROM product_types WHERE name = k.type_after) "
    "FROM kept_products AS k WHERE k.product_id = products.id AND k.changes & " MOVED,
    NULL
  };

  return run_all (keep, statements, error);
}

static gboolean
describe_products (GenkanKeep  *keep,
                   GError     **error)
{
  static const char *const statements[] = {
    "INSERT INTO kept_products (record_id, product_id, changes) SELECT r.id, p.id, " DESCRIBED " "
    "FROM kept_records AS k CROSS JOIN records AS r USING (id) "
    "JOIN made_products AS m ON m.product_id = r.product_id AND m.record_id = r.id "
    "JOIN products AS p ON p.id = r.product_id "
    "WHERE p.description IS NOT r.description OR p.tags IS NOT r.tags OR p.url IS NOT r.url "
    "ON CONFLICT (record_id) DO UPDATE SET changes = changes | " DESCRIBED,
    "UPDATE products SET description = r.description, tags = r.tags, url = r.url "
    "FROM kept_products AS k JOIN records AS r ON r.id = k.record_id "
    "WHERE k.product_id = products.id AND k.changes & " DESCRIBED,
    NULL
  };

  return run_all (keep, statements, error);
}

/* What was refused is tried again. */
static gboolean
note_made (GenkanKeep  *keep,
           GError     **error)
{
  static const char *const statements[] = {
    "UPDATE made_products SET name = iif (k.changes & " NAME_FOLLOWED ", k.name_after, name), "
    "type_name = iif (k.changes & " TYPE_FOLLOWED ", k.type_after, type_name), "
    "name_waits = k.changes & " NAME_REFUSED " <> 0, type_waits = k.changes & " TYPE_REFUSED " <> 0 "
    "FROM kept_products AS k WHERE k.product_id = made_products.product_id",
    "UPDATE made_products SET record_name = r.name, record_parent = r.parent, "
    "record_kind = r.kind FROM kept_products AS k JOIN records AS r ON r.id = k.record_id "
    "WHERE k.product_id = made_products.product_id",
    NULL
  };

  return run_all (keep, statements, error);
}

static gboolean
add_event (GenkanKeep      *keep,
           GenkanEventKind  kind,
           const char      *any,
           const char      *add,
           GError         **error)
{
  gint64 n = 0;

  if (!genkan_database_get_pragma (keep->db, any, &n, error))
    return FALSE;

  return n == 0
         || (genkan_events_add (keep->db, kind, GENKAN_ACTOR_SYNC, keep->connection_id, 0,
                                keep->operation_id, NULL, error)
             && genkan_database_run (keep->db, add, genkan_database_get_last_id (keep->db), 0,
                                     error));
}

#define COUNT(change) "SELECT count(*) FROM kept_products WHERE changes & " change
#define NOTE(change, before)                                                             \
  "INSERT INTO event_records SELECT record_id, ?1, " before " FROM kept_products "       \
  "WHERE changes & " change " ORDER BY record_id"

static gboolean
add_events (GenkanKeep  *keep,
            GError     **error)
{
  return add_event (keep, GENKAN_EVENT_PRODUCT_RENAMED, COUNT (RENAMED),
                    NOTE (RENAMED, "name_before"), error) &&
         add_event (keep, GENKAN_EVENT_PRODUCT_MOVED, COUNT (MOVED),
                    NOTE (MOVED, "type_before"), error);
}

/* The Records are what the tool says; those that are New are not mapped yet. */
static gboolean
follow (GenkanDatabase  *db,
        gpointer         data,
        GError         **error)
{
  GenkanKeep *keep = data;

  if (!keep->complete)
    return TRUE;

  return genkan_keep_find (keep, error) &&
         refuse_shared (keep, error) && refuse_taken (keep, error) &&
         rename_products (keep, error) && move_products (keep, error) &&
         describe_products (keep, error) && note_made (keep, error) && add_events (keep, error);
}

static const char write_results[] =
  "INSERT INTO asset_results (operation_id, record_id, changes, name_before, name_after, "
  "type_before, type_after) SELECT ?1, x.id, (coalesce (k.changes, 0) & " STORED_CHANGES ") "
  "| CASE c.is_made WHEN 1 THEN 1 WHEN 0 THEN 2 ELSE 0 END, "
  "k.name_before, k.name_after, k.type_before, k.type_after "
  "FROM (SELECT id FROM kept_records UNION SELECT record_id FROM changes "
  "      WHERE kind = " AUTO_MAPPED ") AS x "
  "LEFT JOIN kept_products AS k ON k.record_id = x.id "
  "LEFT JOIN changes AS c ON c.record_id = x.id AND c.kind = " AUTO_MAPPED;

static gboolean
keep_assets (GenkanStore     *self,
             GenkanDatabase  *db,
             gpointer         data,
             GError         **error)
{
  GenkanKeep *keep = data;
  GenkanRunning *running = genkan_store_find_running (self, keep->operation_id, error);

  if (running == NULL)
    return FALSE;

  keep->db = db;
  keep->connection_id = running->connection_id;
  keep->rules = genkan_rules_load (db, keep->connection_id, error);
  if (keep->rules == NULL ||
      !genkan_auto_map_load_names (db, keep->connection_id, &keep->label, &keep->tool, error) ||
      !genkan_database_execute (db, "DELETE FROM kept_records; DELETE FROM kept_products", error) ||
      !genkan_discover_apply (db, keep->operation_id, keep->connection_id, keep->complete, follow,
                              keep, NULL, error) ||
      !genkan_keep_run (keep, write_results, error))
    return FALSE;

  genkan_store_touch (self, GENKAN_STORE_TABLE_RECORDS | GENKAN_STORE_TABLE_CONNECTIONS |
                      GENKAN_STORE_TABLE_PRODUCTS, keep->connection_id);

  return TRUE;
}

/**
 * genkan_store_keep_assets_async:
 * @self: a store
 * @operation_id: a Sync that began here, and has staged Records
 * @complete: whether the tool's answer is whole; if not, no Product follows its Record
 * @record_ids: (nullable) (array length=n_records): only the Products of these Records follow;
 *   %NULL for all
 * @n_records: how many
 *
 * Brings the Records to what was staged, as the end of a Discover does, and the Products that
 * were made for them to what the Records are: all of it, or, on failure, nothing. The Operation
 * is still to be ended.
 */
void
genkan_store_keep_assets_async (GenkanStore         *self,
                                gint64               operation_id,
                                gboolean             complete,
                                const gint64        *record_ids,
                                gsize                n_records,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanKeep *keep;

  g_return_if_fail (GENKAN_IS_STORE (self));

  keep = g_new0 (GenkanKeep, 1);
  keep->operation_id = operation_id;
  keep->complete = complete;
  keep->ids = genkan_store_dup_ids (record_ids, n_records);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_keep_assets_async);
  g_task_set_task_data (task, keep, genkan_keep_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, keep_assets, NULL);
}

/**
 * genkan_store_keep_assets_finish:
 *
 * Returns: %TRUE; genkan_store_list_asset_results() then tells what came of it
 */
gboolean
genkan_store_keep_assets_finish (GenkanStore   *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
