/* genkan-store-sync-scope.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The end of a part of a Sync: what was staged for a Record, or by the steps for the whole
 * Connection, becomes Findings, in one transaction.
 *
 * The Records of the scope stand in `chosen`; all statements go from there to what was staged
 * for them. After what came has been written, the Findings of these Records that are open, were
 * neither written just now nor noted as seen, and had come from a scope of the same kind, are
 * those that the tool no longer brings. They are closed only when the scope is complete and asked
 * for everything; and when they are too many, not before a person said so.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-private.h"
#include "genkan-store-sync.h"

/* What all statements of this file may use. */
enum
{
  PARAMETER_OPERATION,  /* ?1 */
  PARAMETER_WIDE,       /* ?2 */
  PARAMETER_NOW,        /* ?3 */
  PARAMETER_OUTCOME,    /* ?4 */
  PARAMETER_CONNECTION, /* ?5 */
  N_NUMBERS,
  PARAMETER_MESSAGE = N_NUMBERS, /* ?6 */
  PARAMETER_DETAILS,             /* ?7 */
};

typedef struct
{
  const GenkanSyncScope *end;
  gint64                 numbers[N_NUMBERS];
} GenkanScope;

static gboolean
run (GenkanDatabase  *db,
     GenkanScope     *scope,
     const char      *sql,
     GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (db, sql, error);
  int n_parameters;

  if (statement == NULL)
    return FALSE;

  n_parameters = genkan_statement_get_n_parameters (statement);
  for (int i = 0; i < MIN (n_parameters, N_NUMBERS); i++)
    genkan_statement_bind_int64 (statement, i, scope->numbers[i]);
  if (n_parameters > PARAMETER_MESSAGE)
    genkan_statement_bind_text (statement, PARAMETER_MESSAGE, scope->end->message);
  if (n_parameters > PARAMETER_DETAILS)
    genkan_statement_bind_text (statement, PARAMETER_DETAILS, scope->end->details);

  return genkan_statement_run (statement, error);
}

static gboolean
choose (GenkanDatabase  *db,
        GenkanScope     *scope,
        GError         **error)
{
  g_autoptr (GenkanStatement) statement = NULL;

  if (!genkan_database_execute (db, "DELETE FROM chosen", error))
    return FALSE;

  statement = genkan_database_prepare (
    db, "INSERT INTO chosen SELECT record_id FROM sync_records WHERE operation_id = ?1 "
    "AND (?2 IS NULL OR vendor_id = ?2)", error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, scope->numbers[PARAMETER_OPERATION]);
  genkan_statement_bind_text (statement, 1, scope->end->record);

  return genkan_statement_run (statement, error);
}

/* --- what came --- */

#define STAGED                                                                              \
  "FROM chosen CROSS JOIN staged_findings AS s "                                            \
  "ON s.operation_id = ?1 AND s.record_id = chosen.id AND s.is_wide = ?2 "

#define KNOWN                                                                               \
  STAGED "CROSS JOIN findings AS f ON f.record_id = s.record_id AND f.unique_id = s.unique_id "

/* Of an id that came twice, what came last counts. */
static const char drop_repeated[] =
  "DELETE FROM staged_findings WHERE id IN (SELECT id FROM "
  "(SELECT s.id, row_number () OVER (PARTITION BY s.record_id, s.unique_id ORDER BY s.id DESC) "
  " AS n " STAGED ") WHERE n > 1)";

static const char start_counts[] =
  "INSERT INTO scope_counts (record_id, open_before, n_found, n_below) SELECT chosen.id, "
  "(SELECT count(*) FROM findings AS f WHERE f.record_id = chosen.id AND f.state = 0), "
  "(SELECT count(*) FROM staged_findings AS s WHERE s.operation_id = ?1 "
  " AND s.record_id = chosen.id AND s.is_wide = ?2) "
  "+ (SELECT count(*) FROM seen_findings AS e WHERE e.operation_id = ?1 "
  "   AND e.record_id = chosen.id AND (SELECT f.is_wide FROM findings AS f "
  "                                    WHERE f.id = e.finding_id) = ?2), "
  "coalesce ((SELECT n FROM below_minimum AS b WHERE b.operation_id = ?1 "
  "           AND b.record_id = chosen.id AND b.is_wide = ?2), 0) FROM chosen";

static const char count_known[] =
  "UPDATE scope_counts SET n_known = k.n_known, n_reopened = k.n_reopened, "
  "n_closed = k.n_closed FROM "
  "(SELECT s.record_id, count(*) AS n_known, sum (f.state <> 0 AND s.state = 0) AS n_reopened, "
  " sum (f.state = 0 AND s.state <> 0) AS n_closed " KNOWN "GROUP BY s.record_id) AS k "
  "WHERE k.record_id = scope_counts.record_id";

static const char count_new[] =
  "UPDATE scope_counts SET n_new = (SELECT count(*) FROM staged_findings AS s "
  "WHERE s.operation_id = ?1 AND s.record_id = scope_counts.record_id AND s.is_wide = ?2) - n_known";

/* The kinds are those of GenkanFindingEventKind; for a change of severity its detail is the
 * earlier one. */
static const char note_changes[] =
  "INSERT OR REPLACE INTO finding_events SELECT f.id, ?3, "
  "CASE WHEN f.state <> 0 AND s.state = 0 THEN 3 WHEN f.state = 0 AND s.state <> 0 THEN 2 "
  "ELSE 1 END, ?1, iif (f.severity <> s.severity, f.severity, NULL) " KNOWN;

/* What DefectDojo was told last, before it is no longer what stands here. */
static const char keep_sent[] =
  "UPDATE deliveries SET sent = k.fields FROM (SELECT f.id, f.fields, f.checksum " KNOWN
  "WHERE f.checksum <> s.checksum) AS k WHERE deliveries.finding_id = k.id "
  "AND deliveries.sent IS NULL AND deliveries.sent_checksum = k.checksum";

static const char write_staged[] =
  "INSERT INTO findings (record_id, unique_id, state, severity, is_wide, checksum, first_seen, "
  "changed, closed, title, title_key, component, vulnerability, search, fields) "
  "SELECT s.record_id, s.unique_id, s.state, s.severity, s.is_wide, s.checksum, "
  "min (coalesce (s.found, ?3), ?3), ?3, iif (s.state = 1, ?3, NULL), s.title, "
  "genkan_sort_key (s.title), s.component, s.vulnerability, "
  "genkan_search_text (s.title, s.component, s.vulnerability), s.fields " STAGED
  "WHERE true ON CONFLICT (record_id, unique_id) DO UPDATE SET state = excluded.state, "
  "severity = excluded.severity, is_wide = excluded.is_wide, checksum = excluded.checksum, "
  "changed = excluded.changed, "
  "closed = iif (excluded.state = 1, coalesce (findings.closed, excluded.closed), NULL), "
  "title = excluded.title, title_key = excluded.title_key, component = excluded.component, "
  "vulnerability = excluded.vulnerability, search = excluded.search, fields = excluded.fields";

/* --- what did not come --- */

static const char find_gone[] =
  "INSERT INTO gone_findings SELECT f.id, f.record_id FROM chosen CROSS JOIN findings AS f "
  "ON f.record_id = chosen.id AND f.state = 0 "
  "WHERE f.is_wide = ?2 AND f.changed < ?3 AND NOT EXISTS "
  "(SELECT 1 FROM seen_findings AS e WHERE e.operation_id = ?1 AND e.record_id = f.record_id "
  " AND e.finding_id = f.id)";

static const char count_gone[] =
  "UPDATE scope_counts SET n_gone = "
  "(SELECT count(*) FROM gone_findings AS g WHERE g.record_id = scope_counts.record_id)";

/* What an earlier Sync held back is looked at anew by a scope that tells what is gone. */
static const char forget_held[] =
  "DELETE FROM held_findings WHERE record_id IN (SELECT id FROM chosen)";

#define TOO_MANY                                                                            \
  "(SELECT record_id FROM scope_counts WHERE n_gone > " G_STRINGIFY (GENKAN_GUARD_COUNT)    \
  " AND n_gone > " G_STRINGIFY (GENKAN_GUARD_SHARE) " * open_before)"

static const char hold[] =
  "INSERT INTO held_findings SELECT record_id, finding_id FROM gone_findings "
  "WHERE record_id IN " TOO_MANY;

static const char count_held[] =
  "UPDATE scope_counts SET n_held = n_gone, n_gone = 0 WHERE record_id IN " TOO_MANY;

static const char spare_held[] =
  "DELETE FROM gone_findings WHERE finding_id IN (SELECT finding_id FROM held_findings)";

static const char note_gone[] =
  "INSERT OR REPLACE INTO finding_events SELECT finding_id, ?3, 2, ?1, NULL FROM gone_findings";

static const char close_gone[] =
  "UPDATE findings SET state = 1, closed = ?3, changed = ?3 "
  "WHERE id IN (SELECT finding_id FROM gone_findings)";

static const char write_results[] =
  "INSERT INTO sync_results (operation_id, record_id, outcome, n_found, n_new, n_changed, "
  "n_closed, n_reopened, n_below, n_held, message, details) SELECT ?1, chosen.id, ?4, coalesce (n.n_found, 0), "
  "coalesce (n.n_new, 0), coalesce (n.n_known - n.n_reopened - n.n_closed, 0), "
  "coalesce (n.n_closed + n.n_gone, 0), coalesce (n.n_reopened, 0), coalesce (n.n_below, 0), "
  "coalesce (n.n_held, 0), ?6, ?7 "
  "FROM chosen LEFT JOIN scope_counts AS n ON n.record_id = chosen.id WHERE true "
  "ON CONFLICT DO UPDATE SET outcome = max (outcome, excluded.outcome), "
  "n_found = n_found + excluded.n_found, n_new = n_new + excluded.n_new, "
  "n_changed = n_changed + excluded.n_changed, n_closed = n_closed + excluded.n_closed, "
  "n_reopened = n_reopened + excluded.n_reopened, n_below = n_below + excluded.n_below, "
  "n_held = n_held + excluded.n_held, message = coalesce (message, excluded.message), "
  "details = coalesce (details, excluded.details)";

static gboolean
run_all (GenkanDatabase      *db,
         GenkanScope         *scope,
         const char * const  *statements,
         GError             **error)
{
  for (; *statements != NULL; statements++)
    if (!run (db, scope, *statements, error))
      return FALSE;

  return TRUE;
}

static gboolean
take_what_came (GenkanDatabase  *db,
                GenkanScope     *scope,
                GError         **error)
{
  static const char *const statements[] = {
    drop_repeated, start_counts, count_known, count_new, note_changes, keep_sent, write_staged,
    NULL
  };

  return run_all (db, scope, statements, error);
}

static gboolean
close_what_is_gone (GenkanDatabase  *db,
                    GenkanScope     *scope,
                    GError         **error)
{
  static const char *const find[] = { find_gone, count_gone, forget_held, NULL };
  static const char *const guard[] = { hold, count_held, spare_held, NULL };
  static const char *const close[] = { note_gone, close_gone, NULL };

  return run_all (db, scope, find, error) &&
         (scope->end->closes_many || run_all (db, scope, guard, error)) &&
         run_all (db, scope, close, error);
}

/* --- what is remembered --- */

static void
bind_value (GenkanStatement   *statement,
            int                parameter,
            const GenkanValue *value,
            char             **ret_text)
{
  *ret_text = NULL;
  if (value->type == GENKAN_VALUE_INTEGER)
    genkan_statement_bind_int64 (statement, parameter, value->integer);
  else
    {
      *ret_text = genkan_value_is_null (value) ? NULL : genkan_value_dup_text (value);
      genkan_statement_bind_text (statement, parameter, *ret_text);
    }
}

static gboolean
remember (GenkanDatabase  *db,
          GenkanScope     *scope,
          GError         **error)
{
  guint n_columns = scope->end->remembered != NULL
                      ? genkan_row_batch_get_n_columns (scope->end->remembered) : 0;
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "INSERT OR REPLACE INTO remembered SELECT ?1, "
    "iif (?2 IS NULL, 0, (SELECT id FROM chosen)), ?3, ?4 "
    "WHERE ?2 IS NULL OR EXISTS (SELECT 1 FROM chosen)", error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *text = NULL;
      gboolean done;

      genkan_statement_bind_int64 (statement, 0, scope->numbers[PARAMETER_CONNECTION]);
      genkan_statement_bind_text (statement, 1, scope->end->record);
      genkan_statement_bind_text (statement, 2,
                                  genkan_row_batch_get_column_name (scope->end->remembered, i));
      bind_value (statement, 3, genkan_row_batch_get (scope->end->remembered, 0, i), &text);
      done = genkan_statement_run (statement, error);
      if (!done)
        return FALSE;
    }

  return TRUE;
}

/* --- the end --- */

static gboolean
clear (GenkanDatabase  *db,
       GenkanScope     *scope,
       GError         **error)
{
  static const char *const statements[] = {
    "DELETE FROM staged_findings WHERE operation_id = ?1 AND is_wide = ?2 "
    "AND record_id IN (SELECT id FROM chosen)",
    "DELETE FROM below_minimum WHERE operation_id = ?1 AND is_wide = ?2 "
    "AND record_id IN (SELECT id FROM chosen)",
    "DELETE FROM scope_counts",
    "DELETE FROM gone_findings",
    NULL
  };

  return run_all (db, scope, statements, error);
}

static gboolean
applies (const GenkanSyncScope *end)
{
  return end->outcome == GENKAN_OUTCOME_COMPLETE || end->outcome == GENKAN_OUTCOME_PARTIAL;
}

static gboolean
tells_what_is_gone (const GenkanSyncScope *end)
{
  return end->outcome == GENKAN_OUTCOME_COMPLETE && !end->delta;
}

/* Where the next Sync of all Records starts: not behind what one of them has not taken. */
static gboolean
may_remember (const GenkanRunning   *running,
              const GenkanSyncScope *end)
{
  return end->outcome == GENKAN_OUTCOME_COMPLETE && (end->record != NULL || !running->left_out);
}

/* What the end of a scope does, in the transaction that runs. */
gboolean
genkan_sync_scope_apply (GenkanDatabase         *db,
                         const GenkanRunning    *running,
                         const GenkanSyncScope  *end,
                         GError                **error)
{
  GenkanScope scope = {
    .end = end,
    .numbers = {
      [PARAMETER_OPERATION] = running->id,
      [PARAMETER_WIDE] = end->record == NULL,
      [PARAMETER_NOW] = genkan_store_now (),
      [PARAMETER_OUTCOME] = end->outcome,
      [PARAMETER_CONNECTION] = running->connection_id,
    },
  };

  return choose (db, &scope, error)
         && (!applies (end) || take_what_came (db, &scope, error))
         && (!tells_what_is_gone (end) || close_what_is_gone (db, &scope, error))
         && (!may_remember (running, end) || remember (db, &scope, error))
         && run (db, &scope, write_results, error)
         && clear (db, &scope, error);
}

/* When a Sync ends: its numbers, and nothing stays staged. */
gboolean
genkan_sync_finish (GenkanDatabase  *db,
                    gint64           operation_id,
                    GError         **error)
{
  static const char *const statements[] = {
    "UPDATE operations SET (n_seen, n_new, n_changed, n_missing, n_returned) = "
    "(SELECT coalesce (sum (n_found), 0), coalesce (sum (n_new), 0), "
    " coalesce (sum (n_changed), 0), coalesce (sum (n_closed), 0), coalesce (sum (n_reopened), 0) "
    " FROM sync_results WHERE operation_id = ?1) WHERE id = ?1 "
    "AND EXISTS (SELECT 1 FROM sync_results WHERE operation_id = ?1)",
    "DELETE FROM sync_records WHERE operation_id = ?1",
    "DELETE FROM staged_findings WHERE operation_id = ?1",
    "DELETE FROM seen_findings WHERE operation_id = ?1",
    "DELETE FROM below_minimum WHERE operation_id = ?1",
    NULL
  };
  GenkanScope scope = { .numbers = { operation_id } };

  return run_all (db, &scope, statements, error);
}
