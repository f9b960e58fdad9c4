/* genkan-store-undo.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Taking a decision back. The Records as they were lie in temporary tables of the writer, under
 * the number of the decision, as long as the GenkanUndo lives.
 *
 * Meanwhile a Discover may have run and people may have decided again. So only what a person
 * decides is put back (the state, the mapping and what is remembered of it, the minimum severity), never a name; only
 * in Records that still bear the number of the decision; and the state becomes what it would be
 * had the decision never been made: a Record that the tool no longer lists is Missing. A deleted
 * Record comes back unless a Discover has brought it back already and a person decided about
 * that one.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-private.h"

struct _GenkanUndo
{
  GWeakRef store;
  gint64   decision_id;
  guint    n_records;
};

G_DEFINE_BOXED_TYPE (GenkanUndo, genkan_undo, genkan_undo_ref, genkan_undo_unref)

static gboolean
forget (GenkanStore     *self,
        GenkanDatabase  *db,
        gpointer         data,
        GError         **error)
{
  gint64 decision_id = *(gint64 *) data;

  static const char *const statements[] = {
    "DELETE FROM undo_states WHERE decision_id = ?1",
    "DELETE FROM undo_products WHERE decision_id = ?1",
    "DELETE FROM undo_product_rows WHERE decision_id = ?1",
    "DELETE FROM undo_records WHERE decision_id = ?1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!genkan_database_run (db, statements[i], decision_id, 0, error))
      return FALSE;

  return TRUE;
}

static void
genkan_undo_clear (gpointer data)
{
  GenkanUndo *self = data;
  g_autoptr (GenkanStore) store = g_weak_ref_get (&self->store);

  if (store != NULL)
    genkan_store_write_detached (store, GENKAN_WRITE_TEMPORARY, forget,
                                 g_memdup2 (&self->decision_id, sizeof self->decision_id), g_free);
  g_weak_ref_clear (&self->store);
}

GenkanUndo *
genkan_undo_new (GenkanStore *store,
                 gint64       decision_id,
                 guint        n_records)
{
  GenkanUndo *self = g_atomic_rc_box_new0 (GenkanUndo);

  g_weak_ref_init (&self->store, store);
  self->decision_id = decision_id;
  self->n_records = n_records;

  return self;
}

/* Keeps the Records in `chosen` as they are before the decision changes them. */
gboolean
genkan_undo_keep_chosen (GenkanDatabase  *db,
                         gint64           decision_id,
                         GError         **error)
{
  static const char keep[] =
    "INSERT INTO undo_states SELECT ?1, r.id, r.connection_id, r.vendor_id, r.state, "
    "r.product_id, r.earlier_product_id, r.finalized, r.decision_id, r.minimum_severity, "
    "coalesce (r.last_discovered, c.last_discovered, 0), coalesce (c.last_discovered, 0) "
    "FROM chosen CROSS JOIN records AS r USING (id) "
    "JOIN connections AS c ON c.id = r.connection_id";

  return genkan_database_run (db, keep, decision_id, 0, error);
}

/* A decision has made a Product: it goes when the decision is taken back and nothing uses it. */
gboolean
genkan_undo_keep_product (GenkanDatabase  *db,
                          gint64           decision_id,
                          gint64           product_id,
                          gboolean         type_created,
                          GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "INSERT INTO undo_products SELECT ?1, id, iif (?3, type_id, NULL) "
    "FROM products WHERE id = ?2", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, decision_id);
  genkan_statement_bind_int64 (statement, 1, product_id);
  genkan_statement_bind_int64 (statement, 2, type_created);

  return genkan_statement_run (statement, error);
}

GenkanUndo *
genkan_undo_ref (GenkanUndo *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
genkan_undo_unref (GenkanUndo *self)
{
  g_atomic_rc_box_release_full (self, genkan_undo_clear);
}

/**
 * genkan_undo_get_n_records:
 * @self: an undo
 *
 * Returns: how many Records the decision changed
 */
guint
genkan_undo_get_n_records (GenkanUndo *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_records;
}

/* The Records that the decision deleted, unless their units were deleted again since. */
#define DELETED                                                                             \
  "FROM undo_records AS w JOIN undo_states AS u "                                           \
  "ON u.decision_id = w.decision_id AND u.record_id = w.record_id "                         \
  "JOIN deleted_records AS d "                                                              \
  "ON d.connection_id = u.connection_id AND d.vendor_id = u.vendor_id AND d.decision_id = ?1 "

/* Those whose unit has not come back; they bear the number of the decision again and are then
 * restored like the others. Till then they are Ignored (2), which counts nowhere. */
static const char reinsert[] =
  "INSERT INTO records (id, connection_id, vendor_id, state, decision_id, first_discovered, "
  "last_discovered, name, name_key, search, kind, parent, url, description, tags, extra, source) "
  "SELECT u.record_id, u.connection_id, u.vendor_id, 2, ?1, w.first_discovered, "
  "max (u.seen, coalesce (d.seen, 0)), "
  "w.name, w.name_key, w.search, w.kind, w.parent, w.url, w.description, w.tags, w.extra, "
  "w.source " DELETED "WHERE w.decision_id = ?1 "
  "AND NOT EXISTS (SELECT 1 FROM records AS r "
  "                WHERE r.connection_id = u.connection_id AND r.vendor_id = u.vendor_id)";

/* Those whose unit came back through a Discover, and nobody decided about it. */
static const char adopt[] =
  "UPDATE records SET decision_id = ?1 "
  DELETED "WHERE w.decision_id = ?1 AND records.connection_id = u.connection_id "
  "AND records.vendor_id = u.vendor_id AND records.decision_id IS NULL";

static const char choose[] =
  "INSERT INTO chosen SELECT r.id FROM undo_states AS u CROSS JOIN records AS r "
  "ON r.connection_id = u.connection_id AND r.vendor_id = u.vendor_id "
  "WHERE u.decision_id = ?1 AND r.decision_id = ?1";

#define SEEN_NOW "coalesce (records.last_discovered, c.last_discovered, 0)"

static const char restore[] =
  "UPDATE records SET "
  "state = CASE "
  "  WHEN u.state IN (2, 3) THEN u.state "
  "  WHEN p.id IS NULL AND u.product_id IS NOT NULL THEN 3 "
  "  WHEN c.last_discovered > u.discovered AND " SEEN_NOW " < c.last_discovered THEN 4 "
  "  WHEN u.state = 4 AND " SEEN_NOW " > u.seen THEN iif (u.product_id IS NULL, 0, 1) "
  "  ELSE u.state END, "
  "product_id = p.id, "
  "earlier_product_id = (SELECT id FROM products WHERE id = u.earlier_product_id), "
  "finalized = u.finalized, "
  "minimum_severity = u.minimum_severity, "
  "decision_id = u.earlier_decision_id "
  "FROM undo_states AS u JOIN connections AS c ON c.id = u.connection_id "
  "LEFT JOIN products AS p ON p.id = u.product_id "
  "WHERE u.decision_id = ?1 AND records.connection_id = u.connection_id "
  "AND records.vendor_id = u.vendor_id AND records.decision_id = ?1";

static const char forget_deletion[] = "DELETE FROM deleted_records WHERE decision_id = ?1";

static const char remember_earlier_deletion[] =
  "INSERT INTO deleted_records "
  "SELECT u.connection_id, u.vendor_id, w.earlier_deletion_id, NULL, NULL, NULL, NULL "
  "FROM undo_records AS w JOIN undo_states AS u USING (decision_id, record_id) "
  "JOIN connections AS c ON c.id = u.connection_id "
  "WHERE w.decision_id = ?1 AND w.earlier_deletion_id IS NOT NULL "
  "ON CONFLICT DO NOTHING";

/* Products that nothing uses any more, nor would after another undo. */
static const char remove_products[] =
  "DELETE FROM products "
  "WHERE id IN (SELECT product_id FROM undo_products WHERE decision_id = ?1) "
  "AND NOT EXISTS (SELECT 1 FROM records WHERE product_id = products.id) "
  "AND NOT EXISTS (SELECT 1 FROM records WHERE earlier_product_id = products.id) "
  "AND id NOT IN (SELECT product_id FROM undo_states "
  "               WHERE decision_id <> ?1 AND product_id IS NOT NULL) "
  "AND id NOT IN (SELECT earlier_product_id FROM undo_states "
  "               WHERE decision_id <> ?1 AND earlier_product_id IS NOT NULL)";

static const char remove_types[] =
  "DELETE FROM product_types "
  "WHERE id IN (SELECT type_id FROM undo_products WHERE decision_id = ?1) "
  "AND NOT EXISTS (SELECT 1 FROM products WHERE type_id = product_types.id)";

static gboolean
restore_records (GenkanDatabase  *db,
                 gint64           decision_id,
                 gint64          *ret_n_restored,
                 GError         **error)
{
  if (!genkan_database_run (db, reinsert, decision_id, 0, error) ||
      !genkan_database_run (db, adopt, decision_id, 0, error) ||
      !genkan_database_execute (db, "DELETE FROM chosen", error) ||
      !genkan_database_run (db, choose, decision_id, 0, error) ||
      !genkan_connection_count_chosen (db, -1, error) ||
      !genkan_database_run (db, restore, decision_id, 0, error))
    return FALSE;

  *ret_n_restored = genkan_database_get_n_changes (db);
  if (*ret_n_restored == 0)
    return TRUE;

  return genkan_events_add (db, GENKAN_EVENT_UNDONE, GENKAN_ACTOR_PERSON, 0, decision_id, 0, NULL,
                            error) &&
         genkan_events_add_chosen (db, error) &&
         genkan_connection_count_chosen (db, 1, error);
}

static gboolean
check_restored (gint64   n_restored,
                GError **error)
{
  if (n_restored > 0)
    return TRUE;

  g_set_error_literal (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND,
                       "There is nothing to take back: these Records were decided again since");

  return FALSE;
}

static gboolean
take_back (GenkanStore     *self,
           GenkanDatabase  *db,
           gpointer         data,
           GError         **error)
{
  GenkanUndo *undo = data;
  gint64 id = undo->decision_id;
  gint64 n_products = genkan_products_restore (db, id, error);
  gint64 n_restored;

  if (n_products < 0 ||
      !restore_records (db, id, &n_restored, error) ||
      !check_restored (n_products + n_restored, error) ||
      !genkan_database_run (db, forget_deletion, id, 0, error) ||
      !genkan_database_run (db, remember_earlier_deletion, id, 0, error) ||
      !genkan_database_run (db, remove_products, id, 0, error) ||
      !genkan_database_run (db, remove_types, id, 0, error) ||
      !forget (self, db, &id, error))
    return FALSE;

  genkan_store_touch (self, GENKAN_STORE_TABLE_RECORDS | GENKAN_STORE_TABLE_CONNECTIONS |
                      GENKAN_STORE_TABLE_PRODUCTS, 0);

  return TRUE;
}

/**
 * genkan_store_undo_async:
 * @self: the store that made @undo
 * @undo: what to take back
 *
 * Takes a decision back. Records that a person decided about again since are left alone.
 */
void
genkan_store_undo_async (GenkanStore         *self,
                         GenkanUndo          *undo,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (undo != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_undo_async);
  g_task_set_task_data (task, genkan_undo_ref (undo), (GDestroyNotify) genkan_undo_unref);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, take_back, NULL);
}

/**
 * genkan_store_undo_finish:
 *
 * Returns: %TRUE, or %FALSE with an error: %GENKAN_STORE_ERROR_NOT_FOUND when all of the Records
 *   were decided again, or the decision was taken back already
 */
gboolean
genkan_store_undo_finish (GenkanStore   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
