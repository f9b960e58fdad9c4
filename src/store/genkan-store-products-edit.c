/* genkan-store-products-edit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person decides about Products: each is one transaction and one decision, like those
 * about Records, and is taken back in the same way. The Products as they were lie in
 * `undo_product_rows`; the Records that a merge or a deletion touches are kept, and bear the
 * number of the decision, as after any other.
 *
 * Product Types are known by their name. One that no Product needs any more goes.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-private.h"
#include "genkan-store-products-edit.h"

typedef struct
{
  GArray                *ids;         /* (owned) (element-type gint64) */
  GenkanProductEditKind  kind;
  gint64                 target_id;
  char                  *name;        /* (owned) (nullable) */
  char                  *old_type;    /* (owned) (nullable): all Products of it, instead of @ids */

  gint64                 decision_id;
  gint64                 n_products;
} GenkanEdit;

static void
genkan_edit_free (gpointer data)
{
  GenkanEdit *edit = data;

  g_array_unref (edit->ids);
  g_free (edit->name);
  g_free (edit->old_type);
  g_free (edit);
}

static gboolean
begin_decision (GenkanDatabase  *db,
                GenkanEdit      *edit,
                GError         **error)
{
  if (!genkan_database_run (db, "INSERT INTO decisions (kind, made) VALUES (?1, ?2)",
            GENKAN_DECISION_PRODUCTS, genkan_store_now (), error))
    return FALSE;

  edit->decision_id = genkan_database_get_last_id (db);

  return TRUE;
}

/* Keeps the Products that the decision is about; that is also the list of them from here on. */
static gboolean
keep_products (GenkanDatabase  *db,
               GenkanEdit      *edit,
               GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "INSERT OR IGNORE INTO undo_product_rows SELECT ?1, p.id, p.name, t.name, "
    "p.description, p.tags, p.url "
    "FROM products AS p LEFT JOIN product_types AS t ON t.id = p.type_id "
    "WHERE p.id = ?2 OR t.name = ?3", error);
  guint n = edit->old_type != NULL ? 1 : edit->ids->len;

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      gint64 id = edit->old_type != NULL ? 0 : g_array_index (edit->ids, gint64, i);

      genkan_statement_bind_int64 (statement, 0, edit->decision_id);
      genkan_statement_bind_int64 (statement, 1, id);
      genkan_statement_bind_text (statement, 2, edit->old_type);
      if (!genkan_statement_run (statement, error))
        return FALSE;
      edit->n_products += genkan_database_get_n_changes (db);
    }

  if (edit->n_products == 0)
    g_set_error_literal (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND,
                         "There is no such Product any more; it was removed meanwhile");

  return edit->n_products > 0;
}

#define KEPT "(SELECT product_id FROM undo_product_rows WHERE decision_id = ?1)"

/* Runs statements that know the decision (?1) and the Product that stays (?2). */
static gboolean
run_all (GenkanDatabase      *db,
         GenkanEdit          *edit,
         const char * const  *statements,
         GError             **error)
{
  for (; *statements != NULL; statements++)
    if (!genkan_database_run (db, *statements, edit->decision_id, edit->target_id, error))
      return FALSE;

  return TRUE;
}

/* The Records mapped to Products that go. */
static gboolean
choose_records (GenkanDatabase  *db,
                GenkanEdit      *edit,
                GError         **error)
{
  static const char *const statements[] = {
    "INSERT INTO chosen SELECT id FROM records WHERE product_id IN " KEPT
    "UNION SELECT id FROM records WHERE earlier_product_id IN " KEPT,
    NULL
  };

  return genkan_database_execute (db, "DELETE FROM chosen", error) &&
         run_all (db, edit, statements, error) &&
         genkan_undo_keep_chosen (db, edit->decision_id, error);
}

static gboolean
explain_taken (const char  *name,
               GError      *reason,
               GError     **error)
{
  if (g_error_matches (reason, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_EXISTS))
    {
      g_set_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_EXISTS,
                   "There is a Product “%s” already; merge the two, or choose another name", name);
      g_error_free (reason);
    }
  else
    g_propagate_error (error, reason);

  return FALSE;
}

static gboolean
rename_product (GenkanDatabase  *db,
                GenkanEdit      *edit,
                GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "UPDATE products SET name = ?2, name_key = genkan_sort_key (?2), "
    "search = genkan_search_text (?2) WHERE id IN " KEPT, error);
  GError *reason = NULL;

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, edit->decision_id);
  genkan_statement_bind_text (statement, 1, edit->name);

  return genkan_statement_run (statement, &reason) || explain_taken (edit->name, reason, error);
}

static gboolean
merge_products (GenkanDatabase  *db,
                GenkanEdit      *edit,
                GError         **error)
{
  static const char *const spare_target[] = {
    "DELETE FROM undo_product_rows WHERE decision_id = ?1 AND product_id = ?2", NULL
  };
  static const char *const move[] = {
    "UPDATE records SET product_id = ?2, decision_id = ?1 WHERE product_id IN " KEPT,
    "UPDATE records SET earlier_product_id = ?2, decision_id = ?1 "
    "WHERE earlier_product_id IN " KEPT,
    "UPDATE deleted_records SET product_id = ?2 WHERE product_id IN " KEPT,
    "DELETE FROM products WHERE id IN " KEPT,
    NULL
  };

  return genkan_product_exists (db, edit->target_id, error) &&
         run_all (db, edit, spare_target, error) &&
         choose_records (db, edit, error) &&
         run_all (db, edit, move, error) &&
         genkan_events_add (db, GENKAN_EVENT_MERGED, GENKAN_ACTOR_PERSON, 0, edit->decision_id, 0,
                            NULL, error) &&
         genkan_events_add_mapped (db, error);
}

/* What was Ignored stays so; only a mapping can become Stale. */
static gboolean
delete_products (GenkanDatabase  *db,
                 GenkanEdit      *edit,
                 GError         **error)
{
  static const char *const leave[] = {
    "UPDATE records SET state = 3, product_id = NULL, finalized = NULL, decision_id = ?1 "
    "WHERE product_id IN " KEPT,
    "UPDATE records SET earlier_product_id = NULL, decision_id = ?1 "
    "WHERE earlier_product_id IN " KEPT,
    "DELETE FROM products WHERE id IN " KEPT,
    NULL
  };

  return choose_records (db, edit, error) &&
         genkan_connection_count_chosen (db, -1, error) &&
         genkan_events_add (db, GENKAN_EVENT_STALE, GENKAN_ACTOR_PERSON, 0, edit->decision_id, 0,
                            NULL, error) &&
         genkan_events_add_mapped (db, error) &&
         run_all (db, edit, leave, error) &&
         genkan_connection_count_chosen (db, 1, error);
}

static gboolean
set_type (GenkanDatabase  *db,
          GenkanEdit      *edit,
          GError         **error)
{
  gint64 type_id = 0;
  g_autoptr (GenkanStatement) statement = NULL;

  if (edit->name != NULL && *edit->name != '\0')
    type_id = genkan_product_type_ensure (db, edit->name, error);
  if (type_id < 0)
    return FALSE;

  statement = genkan_database_prepare (
    db, "UPDATE products SET type_id = ?2 WHERE id IN " KEPT, error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, edit->decision_id);
  genkan_statement_bind_id (statement, 1, type_id);

  return genkan_statement_run (statement, error);
}

static gboolean
change_products (GenkanDatabase  *db,
                 GenkanEdit      *edit,
                 GError         **error)
{
  switch (edit->kind)
    {
    case GENKAN_PRODUCT_EDIT_RENAME:
      return rename_product (db, edit, error);

    case GENKAN_PRODUCT_EDIT_MERGE:
      return merge_products (db, edit, error);

    case GENKAN_PRODUCT_EDIT_DELETE:
      return delete_products (db, edit, error);

    case GENKAN_PRODUCT_EDIT_SET_TYPE:
      return set_type (db, edit, error);

    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
edit_products (GenkanStore     *self,
               GenkanDatabase  *db,
               gpointer         data,
               GError         **error)
{
  GenkanEdit *edit = data;

  if (!begin_decision (db, edit, error) ||
      !keep_products (db, edit, error) ||
      !change_products (db, edit, error) ||
      !genkan_product_types_tidy (db, error))
    return FALSE;

  genkan_store_touch (self, GENKAN_STORE_TABLE_PRODUCTS | GENKAN_STORE_TABLE_RECORDS |
                      GENKAN_STORE_TABLE_CONNECTIONS, 0);

  return TRUE;
}

/* Puts the Products of a decision back as they were, before its Records; an undo's first step.
 * Returns: how many there were, or -1 with an error. */
gint64
genkan_products_restore (GenkanDatabase  *db,
                         gint64           decision_id,
                         GError         **error)
{
  static const char make_types[] =
    "INSERT OR IGNORE INTO product_types (name) SELECT type_name FROM undo_product_rows "
    "WHERE decision_id = ?1 AND type_name IS NOT NULL";
  static const char put_back[] =
    "INSERT INTO products (id, name, name_key, search, type_id, description, tags, url) "
    "SELECT u.product_id, u.name, genkan_sort_key (u.name), genkan_search_text (u.name), t.id, "
    "u.description, u.tags, u.url "
    "FROM undo_product_rows AS u LEFT JOIN product_types AS t ON t.name = u.type_name "
    "WHERE u.decision_id = ?1 "
    "ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, "
    "search = excluded.search, type_id = excluded.type_id";
  g_autoptr (GError) reason = NULL;
  gint64 n_restored;

  if (!genkan_database_run (db, make_types, decision_id, 0, error))
    return -1;

  if (!genkan_database_run (db, put_back, decision_id, 0, &reason))
    {
      if (g_error_matches (reason, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_EXISTS))
        g_set_error_literal (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_EXISTS,
                             "This cannot be taken back: another Product has the earlier name "
                             "now; rename that one first");
      else
        g_propagate_error (error, g_steal_pointer (&reason));
      return -1;
    }

  n_restored = genkan_database_get_n_changes (db);

  return genkan_product_types_tidy (db, error) ? n_restored : -1;
}

/* --- public --- */

static GenkanEdit *
genkan_edit_new (GenkanProductEditKind kind)
{
  GenkanEdit *edit = g_new0 (GenkanEdit, 1);

  edit->kind = kind;
  edit->ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  return edit;
}

static GTask *
new_edit_task (GenkanStore         *self,
               GenkanEdit          *edit,
               gpointer             source_tag,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, edit, genkan_edit_free);

  return task;
}

/**
 * genkan_store_edit_products_async:
 * @self: a store
 * @product_ids: (array length=n_products): Products; exactly one for a new name
 * @n_products: how many
 * @edit: what to do with them; copied
 *
 * Carries out a person's decision about Products, about all of them or, on failure, none.
 */
void
genkan_store_edit_products_async (GenkanStore             *self,
                                  const gint64            *product_ids,
                                  gsize                    n_products,
                                  const GenkanProductEdit *edit,
                                  GCancellable            *cancellable,
                                  GAsyncReadyCallback      callback,
                                  gpointer                 user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanEdit *data;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (edit != NULL);
  g_return_if_fail (edit->kind != GENKAN_PRODUCT_EDIT_RENAME || n_products == 1);

  data = genkan_edit_new (edit->kind);
  g_array_append_vals (data->ids, product_ids, n_products);
  data->target_id = edit->target_id;
  data->name = genkan_product_clean_name (edit->name);

  task = new_edit_task (self, data, genkan_store_edit_products_async, cancellable, callback,
                        user_data);
  if (data->kind == GENKAN_PRODUCT_EDIT_RENAME && !genkan_product_check_name (task, data->name))
    return;

  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, edit_products, NULL);
}

static GenkanUndo *
finish_edit (GenkanStore   *self,
             GAsyncResult  *result,
             GError       **error)
{
  GenkanEdit *edit;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  edit = g_task_get_task_data (G_TASK (result));

  return genkan_undo_new (self, edit->decision_id, edit->n_products);
}

/**
 * genkan_store_edit_products_finish:
 *
 * Returns: (transfer full) (nullable): how to take it back; or an error:
 *   %GENKAN_STORE_ERROR_EXISTS when the name is taken, %GENKAN_STORE_ERROR_NOT_FOUND when the
 *   Products are gone
 */
GenkanUndo *
genkan_store_edit_products_finish (GenkanStore   *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return finish_edit (self, result, error);
}

/**
 * genkan_store_rename_type_async:
 * @self: a store
 * @name: a Product Type
 * @new_name: (nullable): what its Products shall belong to; %NULL or empty: none
 *
 * Renames a Product Type, joins it with another, or takes it away from its Products.
 */
void
genkan_store_rename_type_async (GenkanStore         *self,
                                const char          *name,
                                const char          *new_name,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanEdit *edit;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (name != NULL);

  edit = genkan_edit_new (GENKAN_PRODUCT_EDIT_SET_TYPE);
  edit->old_type = g_strdup (name);
  edit->name = genkan_product_clean_name (new_name);

  task = new_edit_task (self, edit, genkan_store_rename_type_async, cancellable, callback,
                        user_data);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, edit_products, NULL);
}

/**
 * genkan_store_rename_type_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): how it is taken back
 */
GenkanUndo *
genkan_store_rename_type_finish (GenkanStore   *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return finish_edit (self, result, error);
}
