/* genkan-store-products.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Products and Product Types. One is made when a person maps a Record to a name that is new.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-fold.h"
#include "genkan-store-private.h"
#include "genkan-store-products.h"

#define PRODUCT_SELECT                                                                   \
  "SELECT p.id, p.name, t.name, (SELECT count(*) FROM records WHERE product_id = p.id), " \
  "p.description, p.tags, p.url, p.dojo_id "                                                        \
  "FROM products AS p LEFT JOIN product_types AS t ON t.id = p.type_id "

static gpointer
read_product (GenkanStatement *statement)
{
  GenkanProductFields fields = {
    .id = genkan_statement_get_int64 (statement, 0),
    .name = genkan_statement_get_text (statement, 1),
    .type_name = genkan_statement_get_text (statement, 2),
    .n_records = genkan_statement_get_int64 (statement, 3),
    .description = genkan_statement_get_text (statement, 4),
    .tags = genkan_statement_get_text (statement, 5),
    .url = genkan_statement_get_text (statement, 6),
    .dojo_id = genkan_statement_get_int64 (statement, 7),
  };

  return genkan_product_new (&fields);
}

/**
 * genkan_store_search_products:
 * @self: a store
 * @text: (nullable): a part of the name; case and accents do not matter
 * @limit: how many at most, or 0: all
 *
 * Returns: (transfer full) (nullable) (element-type GenkanProduct): the Products, those whose
 *   name begins with @text first
 */
GPtrArray *
genkan_store_search_products (GenkanStore  *self,
                              const char   *text,
                              guint         limit,
                              GError      **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autofree char *clean = genkan_store_clean_text (text != NULL ? text : "", -1);
  g_autofree char *folded = genkan_fold (g_strstrip (clean));
  g_autoptr (GenkanStatement) statement = NULL;

  statement = genkan_reader_prepare (
    &reader, PRODUCT_SELECT "WHERE ?1 = '' OR instr (p.search, ?1) > 0 "
    "ORDER BY ?1 <> '' AND instr (p.search, ?1) <> 1, p.name_key, p.id LIMIT ?2", error);
  if (statement == NULL)
    return NULL;

  genkan_statement_bind_text (statement, 0, folded);
  genkan_statement_bind_int64 (statement, 1, limit > 0 ? (gint64) limit : -1);

  return genkan_statement_read_all (statement, read_product, g_object_unref, error);
}

/**
 * genkan_store_find_product:
 * @self: a store
 * @name: the whole name
 *
 * Returns: (transfer full) (nullable): the Product, or %GENKAN_STORE_ERROR_NOT_FOUND
 */
GenkanProduct *
genkan_store_find_product (GenkanStore  *self,
                           const char   *name,
                           GError      **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GenkanStatement) statement = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  if (reader.db == NULL)
    return NULL;

  statement = genkan_database_prepare (reader.db, PRODUCT_SELECT "WHERE p.name = ?1", error);
  if (statement == NULL)
    return NULL;

  genkan_statement_bind_text (statement, 0, name);

  switch (genkan_statement_step (statement, error))
    {
    case GENKAN_STEP_ROW:
      return read_product (statement);

    case GENKAN_STEP_DONE:
      g_set_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND,
                   "There is no Product “%s”", name);
      return NULL;

    case GENKAN_STEP_ERROR:
    default:
      return NULL;
    }
}

/**
 * genkan_store_list_product_types:
 * @self: a store
 *
 * Returns: (transfer full) (nullable): the names of all Product Types, in order
 */
char **
genkan_store_list_product_types (GenkanStore  *self,
                                 GError      **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GenkanStatement) statement = NULL;
  GenkanStep step;

  if (reader.db == NULL)
    return NULL;

  statement = genkan_database_prepare (
    reader.db, "SELECT name FROM product_types ORDER BY genkan_sort_key (name), id", error);
  if (statement == NULL)
    return NULL;

  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    g_strv_builder_add (names, genkan_statement_get_text (statement, 0));

  return step == GENKAN_STEP_DONE ? g_strv_builder_end (names) : NULL;
}

/* Finds the row of that name, or 0; -1 is an error. */
static gint64
find_id (GenkanDatabase  *db,
         const char      *sql,
         const char      *name,
         GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (db, sql, error);
  GenkanStep step;

  if (statement == NULL)
    return -1;

  genkan_statement_bind_text (statement, 0, name);
  step = genkan_statement_step (statement, error);
  if (step == GENKAN_STEP_ERROR)
    return -1;

  return step == GENKAN_STEP_ROW ? genkan_statement_get_int64 (statement, 0) : 0;
}

static gint64
ensure_type (GenkanDatabase  *db,
             const char      *name,
             gboolean        *ret_created,
             GError         **error)
{
  g_autoptr (GenkanStatement) statement = NULL;
  gint64 id = find_id (db, "SELECT id FROM product_types WHERE name = ?1", name, error);

  if (id != 0)
    return id;

  statement = genkan_database_prepare (db, "INSERT INTO product_types (name) VALUES (?1)", error);
  if (statement == NULL)
    return -1;

  genkan_statement_bind_text (statement, 0, name);
  if (!genkan_statement_run (statement, error))
    return -1;

  *ret_created = TRUE;

  return genkan_database_get_last_id (db);
}

/* The Product Type of that name, made when there is none: its id, or -1 with an error. */
gint64
genkan_product_type_ensure (GenkanDatabase  *db,
                            const char      *name,
                            GError         **error)
{
  gboolean created = FALSE;

  return ensure_type (db, name, &created, error);
}

/* Product Types to which no Product belongs any more go. */
gboolean
genkan_product_types_tidy (GenkanDatabase  *db,
                           GError         **error)
{
  return genkan_database_execute (
    db, "DELETE FROM product_types WHERE dojo_id IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM products WHERE type_id = product_types.id)", error);
}

static gint64
insert_product (GenkanDatabase  *db,
                const char      *name,
                gint64           type_id,
                GError         **error)
{
  g_autoptr (GenkanStatement) statement = NULL;

  statement = genkan_database_prepare (
    db, "INSERT INTO products (name, name_key, search, type_id) "
    "VALUES (?1, genkan_sort_key (?1), genkan_search_text (?1), ?2)", error);
  if (statement == NULL)
    return -1;

  genkan_statement_bind_text (statement, 0, name);
  genkan_statement_bind_id (statement, 1, type_id);
  if (!genkan_statement_run (statement, error))
    return -1;

  return genkan_database_get_last_id (db);
}

/* The Product of that name, made when there is none, in the Product Type of that name.
 * Returns: its id, or -1 with an error */
gint64
genkan_product_ensure (GenkanDatabase  *db,
                       const char      *name,
                       const char      *type_name,
                       gboolean        *ret_created,
                       gboolean        *ret_type_created,
                       GError         **error)
{
  gint64 type_id = 0;
  gint64 id = find_id (db, "SELECT id FROM products WHERE name = ?1", name, error);

  if (id != 0)
    return id;

  if (type_name != NULL && *type_name != '\0')
    type_id = ensure_type (db, type_name, ret_type_created, error);
  if (type_id < 0)
    return -1;

  *ret_created = TRUE;

  return insert_product (db, name, type_id, error);
}

gboolean
genkan_product_exists (GenkanDatabase  *db,
                       gint64           id,
                       GError         **error)
{
  g_autoptr (GenkanStatement) statement =
    genkan_database_prepare (db, "SELECT 1 FROM products WHERE id = ?1", error);
  GenkanStep step;

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, id);
  step = genkan_statement_step (statement, error);
  if (step == GENKAN_STEP_DONE)
    g_set_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND,
                 "The Product was removed meanwhile");

  return step == GENKAN_STEP_ROW;
}
