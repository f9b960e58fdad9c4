/* genkan-store-decisions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person decides about Records: one transaction over a set of ids, be it one or a
 * hundred thousand. Each decision has a number, which its Records bear; before they change,
 * they are kept as they were under that number (see genkan-store-undo.c).
 *
 * The ids stand in the temporary table `chosen`. It is joined with CROSS JOIN, which in SQLite
 * fixes the order: from the few that are chosen to their Records, never the other way round.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-private.h"

typedef struct
{
  gint64             *ids;          /* (owned) */
  gsize               n_ids;
  GenkanDecisionKind  kind;
  gint64              product_id;   /* also the result of finding or making it */
  char               *product_name; /* (owned) (nullable) */
  char               *product_type; /* (owned) (nullable) */
  int                 minimum_severity;

  gint64              decision_id;
  gint64              n_records;
  gint64              connection_id; /* of all the Records, or 0 when they are of several */
  gboolean            created;
  gboolean            type_created;
} GenkanDecide;

static void
genkan_decide_free (gpointer data)
{
  GenkanDecide *decide = data;

  g_free (decide->ids);
  g_free (decide->product_name);
  g_free (decide->product_type);
  g_free (decide);
}

/* The Records that exist and that the decision is for: what is Ignored cannot be ignored again,
 * and only what is Ignored can be restored. */
static gboolean
choose (GenkanDatabase  *db,
        GenkanDecide    *decide,
        GError         **error)
{
  static const char *const sql[] = {
    [GENKAN_DECISION_MAP] = "INSERT OR IGNORE INTO chosen SELECT id FROM records WHERE id = ?1",
    [GENKAN_DECISION_IGNORE] =
      "INSERT OR IGNORE INTO chosen SELECT id FROM records WHERE id = ?1 AND state <> 2",
    [GENKAN_DECISION_RESTORE] =
      "INSERT OR IGNORE INTO chosen SELECT id FROM records WHERE id = ?1 AND state = 2",
    [GENKAN_DECISION_DELETE] = "INSERT OR IGNORE INTO chosen SELECT id FROM records WHERE id = ?1",
    [GENKAN_DECISION_MAP_EACH] =
      "INSERT OR IGNORE INTO chosen SELECT id FROM records WHERE id = ?1",
    [GENKAN_DECISION_MINIMUM] =
      "INSERT OR IGNORE INTO chosen SELECT id FROM records WHERE id = ?1",
  };
  g_autoptr (GenkanStatement) statement = NULL;

  if (!genkan_database_execute (db, "DELETE FROM chosen", error))
    return FALSE;

  statement = genkan_database_prepare (db, sql[decide->kind], error);
  if (statement == NULL)
    return FALSE;

  for (gsize i = 0; i < decide->n_ids; i++)
    {
      genkan_statement_bind_int64 (statement, 0, decide->ids[i]);
      if (!genkan_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
find_connection (GenkanDatabase  *db,
                 GenkanDecide    *decide,
                 GError         **error)
{
  g_autoptr (GenkanStatement) statement = NULL;

  statement = genkan_database_prepare (
    db, "SELECT count(*), min (r.connection_id), max (r.connection_id) "
    "FROM chosen CROSS JOIN records AS r USING (id)", error);
  if (statement == NULL || genkan_statement_step (statement, error) == GENKAN_STEP_ERROR)
    return FALSE;

  decide->n_records = genkan_statement_get_int64 (statement, 0);
  if (genkan_statement_get_int64 (statement, 1) == genkan_statement_get_int64 (statement, 2))
    decide->connection_id = genkan_statement_get_int64 (statement, 1);

  if (decide->n_records > 0)
    return TRUE;

  g_set_error_literal (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND,
                       "None of these Records is left to decide about; "
                       "they were deleted or decided meanwhile");

  return FALSE;
}

static gboolean
find_product (GenkanDatabase  *db,
              GenkanDecide    *decide,
              GError         **error)
{
  if (decide->kind != GENKAN_DECISION_MAP)
    return TRUE;

  if (decide->product_id != 0)
    return genkan_product_exists (db, decide->product_id, error);

  decide->product_id = genkan_product_ensure (db, decide->product_name, decide->product_type,
                                              &decide->created, &decide->type_created, error);

  return decide->product_id > 0;
}

static gboolean
number_decision (GenkanDatabase  *db,
                 GenkanDecide    *decide,
                 GError         **error)
{
  if (!genkan_database_run (db, "INSERT INTO decisions (kind, made) VALUES (?1, ?2)",
            decide->kind, genkan_store_now (), error))
    return FALSE;

  decide->decision_id = genkan_database_get_last_id (db);

  return !decide->created || genkan_undo_keep_product (db, decide->decision_id, decide->product_id,
                                                       decide->type_created, error);
}

static gboolean
keep_records (GenkanDatabase  *db,
              GenkanDecide    *decide,
              GError         **error)
{
  static const char keep_rest[] =
    "INSERT INTO undo_records SELECT ?1, r.id, r.first_discovered, r.name, r.name_key, r.search, "
    "r.kind, r.parent, r.url, r.description, r.tags, r.extra, r.source, d.decision_id "
    "FROM chosen CROSS JOIN records AS r USING (id) "
    "LEFT JOIN deleted_records AS d USING (connection_id, vendor_id)";

  return genkan_undo_keep_chosen (db, decide->decision_id, error) &&
         (decide->kind != GENKAN_DECISION_DELETE ||
          genkan_database_run (db, keep_rest, decide->decision_id, 0, error));
}

static gboolean
map_records (GenkanDatabase  *db,
             GenkanDecide    *decide,
             GError         **error)
{
  g_autoptr (GenkanStatement) statement = NULL;

  statement = genkan_database_prepare (
    db, "UPDATE records SET state = 1, product_id = ?1, earlier_product_id = NULL, "
    "finalized = ?2, decision_id = ?3 WHERE id IN (SELECT id FROM chosen)", error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, decide->product_id);
  genkan_statement_bind_int64 (statement, 1, genkan_store_now ());
  genkan_statement_bind_int64 (statement, 2, decide->decision_id);

  return genkan_statement_run (statement, error);
}

static gboolean
ignore_records (GenkanDatabase  *db,
                GenkanDecide    *decide,
                GError         **error)
{
  return genkan_database_run (db, "UPDATE records SET state = 2, product_id = NULL, "
              "earlier_product_id = coalesce (product_id, earlier_product_id), "
              "finalized = NULL, decision_id = ?1 WHERE id IN (SELECT id FROM chosen)",
              decide->decision_id, 0, error);
}

static gboolean
restore_records (GenkanDatabase  *db,
                 GenkanDecide    *decide,
                 GError         **error)
{
  return genkan_database_run (db, "UPDATE records SET state = 0, decision_id = ?1 "
              "WHERE id IN (SELECT id FROM chosen)", decide->decision_id, 0, error);
}

/* A Discover that runs at this moment, here or in another process, may have seen them already:
 * it is told not to bring them back. */
static gboolean
delete_records (GenkanDatabase  *db,
                GenkanDecide    *decide,
                GError         **error)
{
  return genkan_database_run (db,
              "INSERT OR REPLACE INTO deleted_records "
              "SELECT r.connection_id, r.vendor_id, ?1, "
              "(SELECT o.id FROM operations AS o "
              " WHERE o.connection_id = r.connection_id AND o.status = 0), NULL, "
              "coalesce (r.product_id, r.earlier_product_id), r.id "
              "FROM chosen CROSS JOIN records AS r USING (id)", decide->decision_id, 0, error) &&
         genkan_database_execute (db, "DELETE FROM records WHERE id IN (SELECT id FROM chosen)",
                                  error);
}

static gboolean
set_minimum (GenkanDatabase  *db,
             GenkanDecide    *decide,
             GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "UPDATE records SET minimum_severity = ?1, decision_id = ?2 "
    "WHERE id IN (SELECT id FROM chosen)", error);

  if (statement == NULL)
    return FALSE;

  if (decide->minimum_severity != GENKAN_MINIMUM_OF_CONNECTION)
    genkan_statement_bind_int64 (statement, 0, decide->minimum_severity);
  genkan_statement_bind_int64 (statement, 1, decide->decision_id);

  return genkan_statement_run (statement, error);
}

static gboolean
change_records (GenkanDatabase  *db,
                GenkanDecide    *decide,
                GError         **error)
{
  switch (decide->kind)
    {
    case GENKAN_DECISION_MAP:
      return map_records (db, decide, error);

    case GENKAN_DECISION_IGNORE:
      return ignore_records (db, decide, error);

    case GENKAN_DECISION_RESTORE:
      return restore_records (db, decide, error);

    case GENKAN_DECISION_DELETE:
      return delete_records (db, decide, error);

    case GENKAN_DECISION_MAP_EACH:
      return genkan_store_map_each (db, decide->decision_id, error);

    case GENKAN_DECISION_MINIMUM:
      return set_minimum (db, decide, error);

    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
note_event (GenkanDatabase  *db,
            GenkanDecide    *decide,
            GError         **error)
{
  static const GenkanEventKind kinds[] = {
    [GENKAN_DECISION_MAP] = GENKAN_EVENT_MAPPED,
    [GENKAN_DECISION_IGNORE] = GENKAN_EVENT_IGNORED,
    [GENKAN_DECISION_RESTORE] = GENKAN_EVENT_RESTORED,
    [GENKAN_DECISION_DELETE] = GENKAN_EVENT_DELETED,
    [GENKAN_DECISION_MAP_EACH] = GENKAN_EVENT_MAPPED,
    [GENKAN_DECISION_MINIMUM] = GENKAN_EVENT_MINIMUM,
  };

  const char *detail = decide->product_name;

  if (decide->kind == GENKAN_DECISION_MINIMUM &&
      decide->minimum_severity != GENKAN_MINIMUM_OF_CONNECTION)
    detail = genkan_severity_to_nick (decide->minimum_severity);

  return genkan_events_add (db, kinds[decide->kind], GENKAN_ACTOR_PERSON, decide->connection_id,
                            decide->decision_id, 0, detail, error) &&
         (decide->kind == GENKAN_DECISION_MAP_EACH
          ? genkan_events_add_mapped (db, error) : genkan_events_add_chosen (db, error));
}

static gboolean
decide_records (GenkanStore     *self,
                GenkanDatabase  *db,
                gpointer         data,
                GError         **error)
{
  GenkanDecide *decide = data;

  if (!choose (db, decide, error) ||
      !find_connection (db, decide, error) ||
      !find_product (db, decide, error) ||
      !number_decision (db, decide, error) ||
      !keep_records (db, decide, error) ||
      !genkan_connection_count_chosen (db, -1, error) ||
      !change_records (db, decide, error) ||
      !note_event (db, decide, error) ||
      !genkan_connection_count_chosen (db, 1, error))
    return FALSE;

  genkan_store_touch (self, GENKAN_STORE_TABLE_RECORDS | GENKAN_STORE_TABLE_CONNECTIONS |
                      GENKAN_STORE_TABLE_PRODUCTS, decide->connection_id);

  return TRUE;
}

static GenkanDecide *
genkan_decide_new (const gint64         *record_ids,
                   gsize                 n_records,
                   const GenkanDecision *decision)
{
  GenkanDecide *decide = g_new0 (GenkanDecide, 1);

  decide->ids = g_memdup2 (record_ids, n_records * sizeof *record_ids);
  decide->n_ids = n_records;
  decide->kind = decision->kind;
  decide->product_id = decision->product_id;
  decide->minimum_severity = decision->minimum_severity;

  decide->product_name = genkan_product_clean_name (decision->product_name);
  decide->product_type = genkan_product_clean_name (decision->product_type);

  return decide;
}

/* Maps Records each to its Product, as `wanted` says; in the caller's transaction.
 * Returns: the number of the decision, or -1 with an error. */
gint64
genkan_store_map_wanted (GenkanStore     *self,
                         GenkanDatabase  *db,
                         const gint64    *record_ids,
                         gsize            n_records,
                         GError         **error)
{
  GenkanDecision decision = { .kind = GENKAN_DECISION_MAP_EACH };
  GenkanDecide *decide = genkan_decide_new (record_ids, n_records, &decision);
  gint64 decision_id = decide_records (self, db, decide, error) ? decide->decision_id : -1;

  genkan_decide_free (decide);

  return decision_id;
}

static gboolean
names_product (const GenkanDecide *decide)
{
  return decide->kind == GENKAN_DECISION_MAP && decide->product_id == 0;
}

/**
 * genkan_store_decide_async:
 * @self: a store
 * @record_ids: (array length=n_records): Records, of one Connection or of several
 * @n_records: how many
 * @decision: what to do with them; copied
 *
 * Carries out a person's decision, about all of the Records or, on failure, none. Those that are
 * gone meanwhile, or that it is not for (ignoring what is Ignored, restoring what is not), are
 * left alone.
 */
void
genkan_store_decide_async (GenkanStore          *self,
                           const gint64         *record_ids,
                           gsize                 n_records,
                           const GenkanDecision *decision,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanDecide *decide;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (record_ids != NULL || n_records == 0);
  g_return_if_fail (decision != NULL);

  decide = genkan_decide_new (record_ids, n_records, decision);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_decide_async);
  g_task_set_task_data (task, decide, genkan_decide_free);

  if (!names_product (decide) || genkan_product_check_name (task, decide->product_name))
    genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, decide_records, NULL);
}

/**
 * genkan_store_decide_finish:
 *
 * Returns: (transfer full) (nullable): how to take it back; or an error:
 *   %GENKAN_STORE_ERROR_NOT_FOUND when no Record was left to decide about, or the Product is gone
 */
GenkanUndo *
genkan_store_decide_finish (GenkanStore   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  GenkanDecide *decide;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  decide = g_task_get_task_data (G_TASK (result));

  return genkan_undo_new (self, decide->decision_id, decide->n_records);
}
