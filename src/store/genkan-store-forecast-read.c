/* genkan-store-forecast-read.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads what the ends of a Sync's scopes did, before it is taken back: the counts are those that
 * they noted as the Sync's results, and the first Findings of each kind are listed with them.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-forecast-private.h"

/* How many Findings are listed of all Records together; all are counted. */
#define MAX_LISTED 20000

/* --- before --- */

static gboolean
count_open (GenkanForecastStart  *start,
            GenkanDatabase       *db,
            GError              **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "SELECT s.record_id, (SELECT count(*) FROM findings AS f "
    "WHERE f.record_id = s.record_id AND f.state = 0) "
    "FROM sync_records AS s WHERE s.operation_id = ?1", error);
  GenkanStep step;

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, start->operation_id);
  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    {
      gint64 id = genkan_statement_get_int64 (statement, 0);
      gint64 n_open = genkan_statement_get_int64 (statement, 1);

      g_hash_table_insert (start->n_open, g_memdup2 (&id, sizeof id),
                           GUINT_TO_POINTER ((guint) n_open));
    }

  return step == GENKAN_STEP_DONE;
}

/* Notes how things stand. */
gboolean
genkan_forecast_start_read (GenkanForecastStart  *start,
                            GenkanDatabase       *db,
                            gint64                operation_id,
                            GError              **error)
{
  start->operation_id = operation_id;
  start->time = g_get_real_time ();
  start->n_open = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  return genkan_database_get_pragma (db, "SELECT max (id) FROM findings", &start->last_finding,
                                     error)
         && genkan_database_get_pragma (db, "SELECT 1 FROM server WHERE name = 'url'",
                                        &start->delivers, error)
         && count_open (start, db, error);
}

void
genkan_forecast_start_clear (GenkanForecastStart *start)
{
  g_clear_pointer (&start->n_open, g_hash_table_unref);
}

/* --- the server --- */

/* Of the Findings of Record ?1, by what was sent of them last, as genkan_dojo_plan_new() judges.
 * What was sent to the Product that it was mapped to before counts for nothing in another. */
#define IS_THERE "(coalesce (d.in_doubt, 0) OR d.sent_checksum IS NOT NULL)"
#define CLOSES "(" IS_THERE " AND f.state = 1 AND (d.in_doubt OR d.sent_state IS NOT 1))"
#define REOPENS "(f.state <> 1 AND NOT d.in_doubt AND d.sent_checksum IS NOT NULL "            \
  "AND d.sent_state = 1)"

static const char there[] =
  "SELECT sum (NOT " IS_THERE " AND f.state <> 1), "
  "sum (" IS_THERE " AND f.state <> 1 AND NOT coalesce (" REOPENS ", 0) AND (d.in_doubt "
  "     OR d.sent_checksum IS NOT f.checksum OR d.sent_state IS NOT f.state)), "
  "sum " CLOSES ", sum (coalesce (" REOPENS ", 0)) "
  "FROM findings AS f LEFT JOIN deliveries AS d ON d.finding_id = f.id AND NOT EXISTS "
  "(SELECT 1 FROM record_tests AS m JOIN records AS r ON r.id = m.record_id "
  " WHERE m.record_id = ?1 AND m.product_id <> r.product_id) WHERE f.record_id = ?1";

static gboolean
count_there (GenkanDatabase              *db,
             GenkanRecordForecastFields  *fields,
             GError                     **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (db, there, error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, fields->record_id);
  if (genkan_statement_step (statement, error) != GENKAN_STEP_ROW)
    return FALSE;

  fields->n_create = genkan_statement_get_int64 (statement, 0);
  fields->n_update = genkan_statement_get_int64 (statement, 1);
  fields->n_close = genkan_statement_get_int64 (statement, 2);
  fields->n_reopen = genkan_statement_get_int64 (statement, 3);

  return TRUE;
}

/* --- the Records --- */

static GenkanRecordForecast *
read_record (GenkanDatabase             *db,
             GenkanStatement            *row,
             const GenkanForecastStart  *start,
             GError                    **error)
{
  GenkanRecordForecastFields fields = {
    .record_id = genkan_statement_get_int64 (row, 0),
    .vendor_id = genkan_statement_get_text (row, 1),
    .name = genkan_statement_get_text (row, 2),
    .product_name = genkan_statement_get_text (row, 3),
    .outcome = genkan_statement_get_int64 (row, 4),
    .message = genkan_statement_get_text (row, 5),
    .n_found = genkan_statement_get_int64 (row, 6),
    .n_below = genkan_statement_get_int64 (row, 7),
  };

  fields.n_open = GPOINTER_TO_UINT (g_hash_table_lookup (start->n_open, &fields.record_id));
  for (int kind = 0; kind < GENKAN_N_FINDING_CHANGE_KINDS; kind++)
    fields.n_changes[kind] = genkan_statement_get_int64 (row, 8 + kind);

  fields.delivers = start->delivers != 0;
  if (fields.delivers && !count_there (db, &fields, error))
    return NULL;

  return genkan_record_forecast_new (&fields);
}

static GListStore *
read_records (GenkanDatabase             *db,
              const GenkanForecastStart  *start,
              GError                    **error)
{
  g_autoptr (GListStore) records = g_list_store_new (GENKAN_TYPE_RECORD_FORECAST);
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "SELECT r.id, r.vendor_id, coalesce(nullif(trim(r.name), ''), r.vendor_id), p.name, s.outcome, s.message, s.n_found, s.n_below, "
    "s.n_new, s.n_changed, s.n_closed, s.n_reopened, s.n_held "
    "FROM sync_results AS s JOIN records AS r ON r.id = s.record_id "
    "LEFT JOIN products AS p ON p.id = r.product_id "
    "WHERE s.operation_id = ?1 ORDER BY r.name_key, r.id", error);
  GenkanStep step;

  if (statement == NULL)
    return NULL;

  genkan_statement_bind_int64 (statement, 0, start->operation_id);
  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    {
      g_autoptr (GenkanRecordForecast) record = read_record (db, statement, start, error);

      if (record == NULL)
        return NULL;
      g_list_store_append (records, record);
    }

  return step == GENKAN_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

/* --- their Findings --- */

/* What happened to the Findings of Record ?1: ?2 is the last one that was known before, ?3 the
 * Operation, ?4 when it began. The kinds are those of GenkanFindingChangeKind, which counts as
 * GenkanFindingEventKind does. */
#define HAPPENED                                                                              \
  "SELECT 0 AS kind, id, NULL AS earlier FROM findings WHERE record_id = ?1 AND id > ?2 "     \
  "UNION ALL SELECT e.kind, f.id, max (e.detail) FROM findings AS f "                         \
  "JOIN finding_events AS e ON e.finding_id = f.id AND e.time >= ?4 AND e.operation_id = ?3 " \
  "WHERE f.record_id = ?1 AND f.id <= ?2 AND f.changed >= ?4 GROUP BY e.kind, f.id "          \
  "UNION ALL SELECT 4, finding_id, NULL FROM held_findings WHERE record_id = ?1 AND EXISTS "   \
  "(SELECT 1 FROM sync_results WHERE operation_id = ?3 AND record_id = ?1 AND n_held > 0)"

static const char changes[] =
  "SELECT kind, unique_id, title, component, severity, earlier FROM "
  "(SELECT h.kind, f.unique_id, substr (f.title, 1, 500) AS title, "
  " substr (f.component, 1, 500) AS component, f.severity, h.earlier, "
  " row_number () OVER (PARTITION BY h.kind ORDER BY f.severity DESC, f.title_key, f.id) AS n "
  " FROM (" HAPPENED ") AS h JOIN findings AS f ON f.id = h.id) "
  "WHERE n <= ?5 ORDER BY kind, n";

static GenkanFindingChange *
read_change (GenkanStatement *row)
{
  GenkanFindingChangeFields fields = {
    .kind = genkan_statement_get_int64 (row, 0),
    .unique_id = genkan_statement_get_text (row, 1),
    .title = genkan_statement_get_text (row, 2),
    .component = genkan_statement_get_text (row, 3),
    .severity = genkan_statement_get_int64 (row, 4),
  };

  fields.earlier = genkan_statement_get_text (row, 5) != NULL
                     ? genkan_statement_get_int64 (row, 5) : fields.severity;

  return genkan_finding_change_new (&fields);
}

static gboolean
read_changes (GenkanDatabase             *db,
              const GenkanForecastStart  *start,
              GenkanRecordForecast       *record,
              guint                       limit,
              GError                    **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (db, changes, error);
  GenkanStep step;

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, genkan_record_forecast_get (record)->record_id);
  genkan_statement_bind_int64 (statement, 1, start->last_finding);
  genkan_statement_bind_int64 (statement, 2, start->operation_id);
  genkan_statement_bind_int64 (statement, 3, start->time);
  genkan_statement_bind_int64 (statement, 4, limit);
  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    {
      g_autoptr (GenkanFindingChange) change = read_change (statement);

      genkan_record_forecast_add_change (record, change);
    }

  return step == GENKAN_STEP_DONE;
}

/**
 * genkan_forecast_read:
 * @db: the database, with the scopes ended
 * @start: how it stood before
 * @limit: how many changes of a kind to list of a Record at most
 *
 * Returns: (transfer full) (nullable): a list of #GenkanRecordForecast by name, or an error
 */
GListStore *
genkan_forecast_read (GenkanDatabase             *db,
                      const GenkanForecastStart  *start,
                      guint                       limit,
                      GError                    **error)
{
  g_autoptr (GListStore) records = read_records (db, start, error);
  guint n_records = records != NULL ? g_list_model_get_n_items (G_LIST_MODEL (records)) : 0;
  guint n_listed = 0;

  for (guint i = 0; limit > 0 && i < n_records; i++)
    {
      g_autoptr (GenkanRecordForecast) record = g_list_model_get_item (G_LIST_MODEL (records), i);

      if (n_listed >= MAX_LISTED || genkan_record_forecast_get_n_here (record) == 0)
        continue;
      if (!read_changes (db, start, record, limit, error))
        return NULL;
      n_listed += g_list_model_get_n_items (genkan_record_forecast_get_changes (record));
    }

  return g_steal_pointer (&records);
}
