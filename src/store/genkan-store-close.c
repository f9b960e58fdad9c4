/* genkan-store-close.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The end of a Discover: what it saw becomes Records. All of it is a handful of statements over
 * whole sets, inside the one transaction that closes the Operation; what a person decided while
 * it ran is in the Records already and is what these statements start from.
 *
 * A Record whose `last_discovered` is NULL was seen by the last complete Discover, whose time
 * stands in its Connection. A complete run thus only writes the Records that changed, appeared,
 * returned, or were not seen; a million that are as they were are only compared.
 *
 * Where a statement goes through what was staged, NOT INDEXED and the unary plus make it go in
 * the order of the rows, in which the Records were made too, and not in that of the vendor's ids.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-private.h"

/* The parameters that all statements of this file may use. */
enum
{
  PARAMETER_OPERATION,  /* ?1 */
  PARAMETER_CONNECTION, /* ?2 */
  PARAMETER_NOW,        /* ?3 */
  PARAMETER_CHANGE,     /* ?4: a GenkanChangeKind */
  N_PARAMETERS
};

typedef struct
{
  GenkanDatabase *db;
  gint64          values[N_PARAMETERS];
} GenkanApply;

/* A person deleted it while this run was under way. */
#define NOT_DELETED                                                                      \
  "NOT EXISTS (SELECT 1 FROM deleted_records AS d "                                      \
  "            WHERE d.connection_id = ?2 AND d.vendor_id = s.vendor_id "              \
  "            AND d.operation_id = ?1) "

#define IS_STAGED                                                                        \
  "EXISTS (SELECT 1 FROM staged_records AS s "                                           \
  "        WHERE s.operation_id = ?1 AND s.vendor_id = records.vendor_id) "

/* Of an id that came twice, what came last counts. */
static const char drop_repeated[] =
  "DELETE FROM staged_records WHERE operation_id = ?1 AND vendor_id IN "
  "(SELECT vendor_id FROM staged_records WHERE operation_id = ?1 "
  " GROUP BY vendor_id HAVING count (*) > 1) "
  "AND id < (SELECT max (s.id) FROM staged_records AS s "
  "          WHERE s.operation_id = ?1 AND s.vendor_id = staged_records.vendor_id)";

static const char find_unseen[] =
  "INSERT INTO unseen SELECT id FROM records WHERE connection_id = ?2 AND NOT " IS_STAGED
  "AND NOT EXISTS (SELECT 1 FROM left_out AS l "
  "                WHERE l.operation_id = ?1 AND l.vendor_id = records.vendor_id AND l.kind < 2)";

static const char count_seen[] =
  "UPDATE operations SET n_seen = "
  "(SELECT count(*) FROM staged_records WHERE operation_id = ?1) WHERE id = ?1";

/* Records whose unit is not as it was, into `chosen`. */
static const char find_changed[] =
  "INSERT INTO chosen SELECT r.id FROM staged_records AS s NOT INDEXED "
  "CROSS JOIN records AS r ON r.connection_id = ?2 AND r.vendor_id = +s.vendor_id "
  "WHERE s.operation_id = ?1 "
  "AND (r.name IS NOT s.name OR r.kind IS NOT s.kind OR r.parent IS NOT s.parent "
  "     OR r.url IS NOT s.url OR r.description IS NOT s.description OR r.tags IS NOT s.tags "
  "     OR r.extra IS NOT s.extra OR r.source IS NOT s.source)";

#define NOTE_CHANGED(column)                                                              \
  "INSERT INTO changes SELECT ?4, r.id, r." column ", 0 "                                 \
  "FROM chosen CROSS JOIN records AS r USING (id) "                                       \
  "CROSS JOIN staged_records AS s ON s.operation_id = ?1 AND s.vendor_id = r.vendor_id "  \
  "WHERE r." column " IS NOT s." column

static const char note_renamed[] = NOTE_CHANGED ("name");
static const char note_moved[] = NOTE_CHANGED ("parent");

static const char change[] =
  "UPDATE records SET name = s.name, kind = s.kind, parent = s.parent, url = s.url, "
  "description = s.description, tags = s.tags, extra = s.extra, source = s.source, "
  "name_key = genkan_sort_key (s.name), "
  "search = genkan_search_text (s.name, s.parent, s.kind, s.vendor_id) "
  "FROM staged_records AS s WHERE records.id IN (SELECT id FROM chosen) "
  "AND s.operation_id = ?1 AND s.vendor_id = records.vendor_id";

static const char note_returned[] =
  "INSERT INTO changes SELECT ?4, id, NULL, 0 FROM records "
  "WHERE connection_id = ?2 AND state = 4 AND " IS_STAGED;

static const char bring_back[] =
  "UPDATE records SET state = iif (product_id IS NULL, 0, 1) "
  "WHERE connection_id = ?2 AND state = 4 AND " IS_STAGED;

static const char note_missing[] =
  "INSERT INTO changes SELECT ?4, id, NULL, 0 FROM records "
  "WHERE id IN (SELECT id FROM unseen) AND state IN (0, 1)";

static const char mark_missing[] =
  "UPDATE records SET state = 4 WHERE id IN (SELECT id FROM unseen) AND state IN (0, 1)";

static const char keep_time_of_unseen[] =
  "UPDATE records SET last_discovered = "
  "(SELECT c.last_discovered FROM connections AS c WHERE c.id = ?2) "
  "WHERE id IN (SELECT id FROM unseen) AND last_discovered IS NULL";

static const char seen_by_complete[] =
  "UPDATE records SET last_discovered = NULL "
  "WHERE connection_id = ?2 AND last_discovered IS NOT NULL AND " IS_STAGED;

static const char seen_by_partial[] =
  "UPDATE records SET last_discovered = ?3 FROM staged_records AS s NOT INDEXED "
  "WHERE s.operation_id = ?1 AND records.connection_id = ?2 AND records.vendor_id = +s.vendor_id";

/* A unit whose Record was deleted gets its number back, and with it its history and Findings. */
#define EARLIER_ID                                                                       \
  "(SELECT d.record_id FROM deleted_records AS d "                                       \
  " WHERE d.connection_id = ?2 AND d.vendor_id = s.vendor_id "                           \
  " AND NOT EXISTS (SELECT 1 FROM records AS r WHERE r.id = d.record_id))"

#define APPEAR(last_discovered)                                                          \
  "INSERT INTO records (id, connection_id, vendor_id, state, first_discovered, "         \
  "last_discovered, name, name_key, search, kind, parent, url, description, tags, extra, " \
  "source) SELECT " EARLIER_ID ", ?2, s.vendor_id, 0, ?3, " last_discovered ", s.name, " \
  "genkan_sort_key (s.name), "                                                           \
  "genkan_search_text (s.name, s.parent, s.kind, s.vendor_id), "                         \
  "s.kind, s.parent, s.url, s.description, s.tags, s.extra, s.source "                   \
  "FROM staged_records AS s NOT INDEXED "                                                \
  "WHERE s.operation_id = ?1 AND NOT EXISTS "                                            \
  "(SELECT 1 FROM records AS r WHERE r.connection_id = ?2 AND r.vendor_id = s.vendor_id) " \
  "AND " NOT_DELETED "ORDER BY s.id"

static const char appear_complete[] = APPEAR ("NULL");
static const char appear_partial[] = APPEAR ("?3");

static const char note_deleted[] =
  "UPDATE deleted_records SET seen = ?3 WHERE connection_id = ?2 AND operation_id = ?1 "
  "AND EXISTS (SELECT 1 FROM staged_records AS s "
  "            WHERE s.operation_id = ?1 AND s.vendor_id = deleted_records.vendor_id)";

static const char set_time_of_connection[] =
  "UPDATE connections SET last_discovered = ?3 WHERE id = ?2";

static gboolean
run (GenkanApply  *apply,
     const char   *sql,
     GError      **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (apply->db, sql, error);
  int n_parameters;

  if (statement == NULL)
    return FALSE;

  n_parameters = genkan_statement_get_n_parameters (statement);
  for (int i = 0; i < n_parameters; i++)
    genkan_statement_bind_int64 (statement, i, apply->values[i]);

  return genkan_statement_run (statement, error);
}

/* Runs a statement and stores how many rows it changed in the Operation. */
static gboolean
run_counted (GenkanApply  *apply,
             const char   *sql,
             const char   *count_sql,
             GError      **error)
{
  g_autoptr (GenkanStatement) statement = NULL;
  gint64 n_changes;

  if (!run (apply, sql, error))
    return FALSE;

  n_changes = genkan_database_get_n_changes (apply->db);
  statement = genkan_database_prepare (apply->db, count_sql, error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, n_changes);
  genkan_statement_bind_int64 (statement, 1, apply->values[PARAMETER_OPERATION]);

  return genkan_statement_run (statement, error);
}

/* The time of this Discover: later than that of the one before, whatever the clock did. */
static gboolean
find_time (GenkanApply  *apply,
           GError      **error)
{
  g_autoptr (GenkanStatement) statement = NULL;

  statement = genkan_database_prepare (
    apply->db, "SELECT max (?1, coalesce (last_discovered, 0) + 1) FROM connections WHERE id = ?2",
    error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, genkan_store_now ());
  genkan_statement_bind_int64 (statement, 1, apply->values[PARAMETER_CONNECTION]);
  if (genkan_statement_step (statement, error) == GENKAN_STEP_ERROR)
    return FALSE;

  apply->values[PARAMETER_NOW] = genkan_statement_get_int64 (statement, 0);

  return TRUE;
}

/* Notes what is about to change, for the history and the preview. */
static gboolean
note (GenkanApply       *apply,
      const char        *sql,
      GenkanChangeKind   kind,
      GError           **error)
{
  apply->values[PARAMETER_CHANGE] = kind;

  return run (apply, sql, error);
}

static gboolean
apply_seen (GenkanApply  *apply,
            GError      **error)
{
  return genkan_database_execute (apply->db, "DELETE FROM chosen; DELETE FROM changes", error) &&
         run (apply, find_changed, error) &&
         note (apply, note_renamed, GENKAN_CHANGE_RENAMED, error) &&
         note (apply, note_moved, GENKAN_CHANGE_MOVED, error) &&
         run_counted (apply, change, "UPDATE operations SET n_changed = ?1 WHERE id = ?2", error) &&
         note (apply, note_returned, GENKAN_CHANGE_RETURNED, error) &&
         run_counted (apply, bring_back, "UPDATE operations SET n_returned = ?1 WHERE id = ?2",
                      error);
}

static gboolean
apply_complete (GenkanApply  *apply,
                GError      **error)
{
  return genkan_database_execute (apply->db, "DELETE FROM unseen", error) &&
         run (apply, find_unseen, error) &&
         run (apply, keep_time_of_unseen, error) &&
         note (apply, note_missing, GENKAN_CHANGE_MISSING, error) &&
         run_counted (apply, mark_missing, "UPDATE operations SET n_missing = ?1 WHERE id = ?2",
                      error) &&
         run (apply, seen_by_complete, error) &&
         run_counted (apply, appear_complete, "UPDATE operations SET n_new = ?1 WHERE id = ?2",
                      error) &&
         run (apply, set_time_of_connection, error);
}

static gboolean
apply_partial (GenkanApply  *apply,
               GError      **error)
{
  return run (apply, seen_by_partial, error) &&
         run_counted (apply, appear_partial, "UPDATE operations SET n_new = ?1 WHERE id = ?2",
                      error);
}

/* The index is of use for the whole run only. While it is there more of the database may be held
 * in memory than usual, until the Operation has ended. */
static gboolean
sort_staged (GenkanApply  *apply,
             GError      **error)
{
  return genkan_database_execute (apply->db,
                                  "PRAGMA main.cache_size = -65536;"
                                  "PRAGMA temp.cache_size = -32768;"
                                  "CREATE INDEX temp.staged_by_vendor "
                                  "ON staged_records (operation_id, vendor_id)", error) &&
         run (apply, drop_repeated, error);
}

/* Brings the Records of a Connection to what an Operation has staged. In a transaction.
 * @applied, which may be NULL, is called in the middle of it.
 * @ret_time, which may be NULL, is when what it saw for the first time was first discovered. */
gboolean
genkan_discover_apply (GenkanDatabase     *db,
                       gint64              operation_id,
                       gint64              connection_id,
                       gboolean            complete,
                       GenkanAppliedFunc   applied,
                       gpointer            data,
                       gint64             *ret_time,
                       GError            **error)
{
  GenkanApply apply = { db, { operation_id, connection_id } };
  g_autoptr (GenkanRules) rules = genkan_rules_load (db, connection_id, error);

  if (rules == NULL || !find_time (&apply, error))
    return FALSE;

  if (ret_time != NULL)
    *ret_time = apply.values[PARAMETER_NOW];

  return sort_staged (&apply, error) &&
         run (&apply, count_seen, error) &&
         genkan_filter_apply (db, operation_id, connection_id, rules, complete, error) &&
         apply_seen (&apply, error) &&
         (complete ? apply_complete (&apply, error) : apply_partial (&apply, error)) &&
         run (&apply, note_deleted, error) &&
         (applied == NULL || applied (db, data, error)) &&
         genkan_auto_map_apply (db, operation_id, connection_id, rules, error) &&
         genkan_events_add_changes (db, operation_id, connection_id, error) &&
         genkan_database_execute (db, "DROP INDEX temp.staged_by_vendor", error) &&
         genkan_connection_count (db, connection_id, error);
}
