/* genkan-store-catalogue.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server's Products and Product Types become ours, so that Records can be mapped to them by
 * name. What is linked is known by the server's number: when its name there is another one than
 * when we last looked, it was renamed there and ours follows; when ours is another one, it was
 * renamed here and the next delivery tells. A name that is taken here stays as it is on both
 * sides.
 *
 * What is not in the catalogue is gone there, or its user may not see it any more. So nothing is
 * taken away to which a Record is or was mapped.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-private.h"
#include "genkan-store-server.h"

typedef struct
{
  gint64   id;
  char    *name;      /* (owned) */
  gint64   type_id;
  char    *type_name; /* (owned) */
  char   **marks;     /* (owned) (nullable) */
} Entry;

static void
entry_clear (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
  g_free (entry->type_name);
  g_strfreev (entry->marks);
}

/* --- Product Types, then Products: the same in both tables --- */

#define TAKEN(table) "(SELECT dojo_id FROM " table " WHERE dojo_id IS NOT NULL)"

/* Ours of the same name that are not linked yet. DefectDojo looks names up in any case. */
#define LINK(table, source, collation)                                                         \
  "UPDATE OR IGNORE " table " SET dojo_id = "                                                  \
  "(SELECT c.id FROM " source " AS c WHERE c.name = " table ".name " collation                 \
  " AND c.id NOT IN " TAKEN (table) " LIMIT 1) WHERE dojo_id IS NULL AND EXISTS "              \
  "(SELECT 1 FROM " source " AS c WHERE c.name = " table ".name " collation                    \
  " AND c.id NOT IN " TAKEN (table) ")"

/* Renamed there, and the new name is free, or will be as its owner is renamed too. */
#define FIND_RENAMED(table, source)                                                            \
  "INSERT OR IGNORE INTO renamed SELECT t.id, c.name FROM " table " AS t "                     \
  "JOIN " source " AS c ON c.id = t.dojo_id "                                                  \
  "WHERE t.dojo_name IS NOT NULL AND t.dojo_name <> c.name AND t.name <> c.name"

#define DROP_IMPOSSIBLE(table)                                                                 \
  "DELETE FROM renamed WHERE EXISTS (SELECT 1 FROM " table " AS t "                            \
  "WHERE t.name = renamed.name AND t.id NOT IN (SELECT id FROM renamed))"

/* Two steps: names may go round in a circle. */
#define SET_ASIDE(table)                                                                       \
  "UPDATE " table " SET name = char (1) || id WHERE id IN (SELECT id FROM renamed)"

static const char types_source[] =
  "CREATE TEMP VIEW IF NOT EXISTS catalogue_types AS "
  "SELECT type_id AS id, min (type_name) AS name FROM catalogue "
  "WHERE type_name <> '' GROUP BY type_id;"
  "CREATE TEMP VIEW IF NOT EXISTS catalogue_products AS "
  "SELECT id, name, type_id FROM catalogue WHERE id > 0";

static const char *const steps[] = {
  types_source,

  LINK ("product_types", "catalogue_types", ""),
  LINK ("product_types", "catalogue_types", "COLLATE NOCASE"),
  "DELETE FROM renamed",
  FIND_RENAMED ("product_types", "catalogue_types"),
  DROP_IMPOSSIBLE ("product_types"),
  SET_ASIDE ("product_types"),
  "UPDATE product_types SET name = r.name FROM renamed AS r WHERE r.id = product_types.id",
  "INSERT INTO product_types (name, dojo_id) SELECT c.name, c.id FROM catalogue_types AS c "
  "WHERE c.id NOT IN " TAKEN ("product_types") " ON CONFLICT DO NOTHING",
  "UPDATE product_types SET dojo_name = c.name FROM catalogue_types AS c "
  "WHERE c.id = product_types.dojo_id "
  "AND (product_types.dojo_name IS NULL OR product_types.name = c.name)",

  LINK ("products", "catalogue_products", ""),
  LINK ("products", "catalogue_products", "COLLATE NOCASE"),
  "DELETE FROM renamed",
  FIND_RENAMED ("products", "catalogue_products"),
  DROP_IMPOSSIBLE ("products"),
  SET_ASIDE ("products"),
  "UPDATE products SET name = r.name, name_key = genkan_sort_key (r.name), "
  "search = genkan_search_text (r.name) FROM renamed AS r WHERE r.id = products.id",
  "INSERT INTO products (name, name_key, search, dojo_id) "
  "SELECT c.name, genkan_sort_key (c.name), genkan_search_text (c.name), c.id "
  "FROM catalogue_products AS c WHERE c.id NOT IN " TAKEN ("products") " ON CONFLICT DO NOTHING",
  "UPDATE products SET dojo_name = c.name FROM catalogue_products AS c "
  "WHERE c.id = products.dojo_id AND (products.dojo_name IS NULL OR products.name = c.name)",

  /* The type follows when it is another one there than before. */
  "UPDATE products SET type_id = coalesce ((SELECT t.id FROM product_types AS t "
  "WHERE t.dojo_id = c.type_id), products.type_id), dojo_type = c.type_id "
  "FROM catalogue_products AS c "
  "WHERE c.id = products.dojo_id AND products.dojo_type IS NOT c.type_id",

  "DELETE FROM products WHERE dojo_id IS NOT NULL "
  "AND dojo_id NOT IN (SELECT id FROM catalogue_products) "
  "AND id NOT IN (SELECT product_id FROM records WHERE product_id IS NOT NULL) "
  "AND id NOT IN (SELECT earlier_product_id FROM records WHERE earlier_product_id IS NOT NULL) "
  "AND id NOT IN (SELECT product_id FROM deleted_records WHERE product_id IS NOT NULL)",
  "DELETE FROM product_types WHERE dojo_id NOT IN (SELECT id FROM catalogue_types) "
  "AND id NOT IN (SELECT type_id FROM products WHERE type_id IS NOT NULL)",

  "DELETE FROM dojo_marks",
  "INSERT INTO dojo_marks SELECT m.mark, p.id FROM catalogue_marks AS m "
  "JOIN products AS p ON p.dojo_id = m.id",
  "DELETE FROM catalogue",
  "DELETE FROM catalogue_marks",
};

/* --- reading it in --- */

static gboolean
add_marks (GenkanStatement  *statement,
           Entry            *entry,
           GError          **error)
{
  for (guint i = 0; entry->marks != NULL && entry->marks[i] != NULL; i++)
    {
      genkan_statement_bind_text (statement, 0, entry->marks[i]);
      genkan_statement_bind_int64 (statement, 1, entry->id);
      if (!genkan_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_entries (GenkanDatabase  *db,
             GArray          *entries,
             GError         **error)
{
  g_autoptr (GenkanStatement) add = genkan_database_prepare (
    db, "INSERT INTO catalogue VALUES (?1, ?2, ?3, ?4)", error);
  g_autoptr (GenkanStatement) mark = genkan_database_prepare (
    db, "INSERT OR IGNORE INTO catalogue_marks VALUES (?1, ?2)", add != NULL ? error : NULL);

  if (add == NULL || mark == NULL)
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i);

      genkan_statement_bind_int64 (add, 0, entry->id);
      genkan_statement_bind_text (add, 1, entry->name);
      genkan_statement_bind_int64 (add, 2, entry->type_id);
      genkan_statement_bind_text (add, 3, entry->type_name);
      if (!genkan_statement_run (add, error) || !add_marks (mark, entry, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
put_catalogue (GenkanStore     *self,
               GenkanDatabase  *db,
               gpointer         data,
               GError         **error)
{
  if (!genkan_database_execute (db, "DELETE FROM catalogue; DELETE FROM catalogue_marks", error) ||
      !add_entries (db, data, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!genkan_database_execute (db, steps[i], error))
      return FALSE;

  genkan_store_touch (self, GENKAN_STORE_TABLE_PRODUCTS | GENKAN_STORE_TABLE_RECORDS, 0);

  return TRUE;
}

static void
append_entry (GArray                    *entries,
              const GenkanServerProduct *product)
{
  Entry entry = {
    .id = product->id,
    .name = genkan_product_clean_name (product->name),
    .type_id = product->type_id,
    .type_name = genkan_product_clean_name (product->type_name),
    .marks = g_strdupv ((char **) product->marks),
  };

  if (entry.name != NULL && entry.type_name != NULL)
    g_array_append_val (entries, entry);
  else
    entry_clear (&entry);
}

/**
 * genkan_store_put_catalogue_async:
 * @self: a store
 * @products: (array length=n_products): all of the server; one without an id stands for a Product
 *   Type that has no Products. Copied
 * @n_products: how many
 *
 * Makes the server's Products and Product Types known here.
 */
void
genkan_store_put_catalogue_async (GenkanStore               *self,
                                  const GenkanServerProduct *products,
                                  gsize                      n_products,
                                  GCancellable              *cancellable,
                                  GAsyncReadyCallback        callback,
                                  gpointer                   user_data)
{
  g_autoptr (GTask) task = NULL;
  GArray *entries;

  g_return_if_fail (GENKAN_IS_STORE (self));

  entries = g_array_sized_new (FALSE, FALSE, sizeof (Entry), n_products);
  g_array_set_clear_func (entries, entry_clear);
  for (gsize i = 0; i < n_products; i++)
    append_entry (entries, &products[i]);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_put_catalogue_async);
  g_task_set_task_data (task, entries, (GDestroyNotify) g_array_unref);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, put_catalogue, NULL);
}

/**
 * genkan_store_put_catalogue_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether it is kept
 */
gboolean
genkan_store_put_catalogue_finish (GenkanStore   *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
