/* genkan-store-sync-scope.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The end of a part of a Sync: what was staged for a Record, or by the steps for the whole
 * Connection, becomes Findings, in one transaction.
 *
 * The Records of the scope stand in `chosen`. After what came for them has been written
 * (genkan-store-sync-take.c), their Findings that are open, did not come, and had come from a scope
 * of the same kind, are those that the tool no longer brings. They are closed only when the scope
 * is complete and asked for everything; and when they are too many, not before a person said so.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-sync-private.h"

/* Runs a statement that may use what all of them may. */
gboolean
genkan_scope_run (GenkanScope     *scope,
                  GenkanDatabase  *db,
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
  if (n_parameters > PARAMETER_REPEATED)
    genkan_statement_bind_text (statement, PARAMETER_REPEATED, scope->end->repeated);

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
  if (!genkan_statement_run (statement, error))
    return FALSE;

  genkan_statement_free (statement);
  statement = genkan_database_prepare (db, "SELECT id FROM chosen", error);
  scope->records = statement != NULL ? genkan_statement_read_ids (statement, error) : NULL;

  return scope->records != NULL;
}

/* --- what came, and what did not --- */

static const char start_counts[] =
  "INSERT INTO scope_counts (record_id, open_before, n_found, n_below) SELECT chosen.id, "
  "(SELECT count(*) FROM findings AS f WHERE f.record_id = chosen.id AND f.state = 0), "
  "0, "
  "coalesce ((SELECT n FROM below_minimum AS b WHERE b.operation_id = ?1 "
  "           AND b.record_id = chosen.id AND b.is_wide = ?2), 0) FROM chosen";

/* Of those that did not come, what another kind of scope brings is not looked at here. */
static const char spare_others[] =
  "DELETE FROM gone_findings WHERE finding_id IN (SELECT f.id FROM gone_findings AS g "
  "CROSS JOIN findings AS f ON f.id = g.finding_id WHERE f.is_wide <> ?2)";

static const char count_gone[] =
  "UPDATE scope_counts SET n_gone = "
  "(SELECT count(*) FROM gone_findings AS g WHERE g.record_id = scope_counts.record_id)";

/* What an earlier Sync held back is looked at anew by a scope that tells what is gone; what another
 * kind of scope brings it cannot tell. */
static const char forget_held[] =
  "DELETE FROM held_findings WHERE record_id IN (SELECT id FROM chosen) "
  "AND (SELECT is_wide FROM findings WHERE id = finding_id) = ?2";

#define TOO_MANY                                                                            \
  "(SELECT record_id FROM scope_counts WHERE n_gone > " G_STRINGIFY (GENKAN_GUARD_COUNT)    \
  " AND n_gone > " G_STRINGIFY (GENKAN_GUARD_SHARE) " * open_before)"

static const char hold[] =
  "INSERT INTO held_findings SELECT record_id, finding_id FROM gone_findings "
  "WHERE record_id IN " TOO_MANY;

static const char count_held[] =
  "UPDATE scope_counts SET n_held = n_gone, n_gone = 0 WHERE record_id IN " TOO_MANY;

static const char spare_held[] =
  "DELETE FROM gone_findings WHERE EXISTS (SELECT 1 FROM held_findings AS h "
  "WHERE h.record_id = gone_findings.record_id AND h.finding_id = gone_findings.finding_id)";

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
  "coalesce (n.n_held, 0), iif (n.n_repeated > 0, coalesce (?6 || ' ', '') || ?8, ?6), ?7 "
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
    if (!genkan_scope_run (scope, db, *statements, error))
      return FALSE;

  return TRUE;
}

static gboolean
take_what_came (GenkanDatabase  *db,
                GenkanScope     *scope,
                GError         **error)
{
  return genkan_scope_run (scope, db, start_counts, error) && genkan_scope_take (scope, db, error);
}

static gboolean
did_come (GenkanScope *scope,
          gint64       id)
{
  const gint64 *ids = (const gint64 *) (gpointer) scope->brought->data;
  guint low = 0, high = scope->brought->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (ids[middle] < id)
        low = middle + 1;
      else
        high = middle;
    }

  return low < scope->brought->len && ids[low] == id;
}

static gboolean
note_not_come (GenkanScope      *scope,
               GenkanStatement  *open,
               GenkanStatement  *note,
               gint64            record_id,
               GError          **error)
{
  GenkanStep step;

  genkan_statement_bind_int64 (open, 0, record_id);
  genkan_statement_bind_int64 (note, 1, record_id);
  while ((step = genkan_statement_step (open, error)) == GENKAN_STEP_ROW)
    {
      gint64 id = genkan_statement_get_int64 (open, 0);

      if (did_come (scope, id))
        continue;

      genkan_statement_bind_int64 (note, 0, id);
      if (!genkan_statement_run (note, error))
        return FALSE;
    }

  return step == GENKAN_STEP_DONE;
}

/* The first statement reads nothing but an index. */
static gboolean
find_gone (GenkanDatabase  *db,
           GenkanScope     *scope,
           GError         **error)
{
  g_autoptr (GenkanStatement) open = genkan_database_prepare (
    db, "SELECT id FROM findings WHERE record_id = ?1 AND state = 0", error);
  g_autoptr (GenkanStatement) note = genkan_database_prepare (
    db, "INSERT INTO gone_findings VALUES (?1, ?2)", open != NULL ? error : NULL);

  if (open == NULL || note == NULL)
    return FALSE;

  for (guint i = 0; i < scope->records->len; i++)
    if (!note_not_come (scope, open, note, g_array_index (scope->records, gint64, i), error))
      return FALSE;

  return genkan_scope_run (scope, db, spare_others, error);
}

static gboolean
close_what_is_gone (GenkanDatabase  *db,
                    GenkanScope     *scope,
                    GError         **error)
{
  static const char *const find[] = { count_gone, forget_held, NULL };
  static const char *const guard[] = { hold, count_held, spare_held, NULL };
  static const char *const close[] = { note_gone, close_gone, NULL };

  return find_gone (db, scope, error) &&
         run_all (db, scope, find, error) &&
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

static gboolean
apply (GenkanDatabase       *db,
       const GenkanRunning  *running,
       GenkanScope          *scope,
       GError              **error)
{
  const GenkanSyncScope *end = scope->end;

  return choose (db, scope, error)
         && (!applies (end) || take_what_came (db, scope, error))
         && (!tells_what_is_gone (end) || close_what_is_gone (db, scope, error))
         && (!may_remember (running, end) || remember (db, scope, error))
         && genkan_scope_run (scope, db, write_results, error)
         && clear (db, scope, error);
}

/* What the end of a scope does, in the transaction that runs. */
gboolean
genkan_sync_scope_apply (GenkanDatabase         *db,
                         const GenkanRunning    *running,
                         const GenkanSyncScope  *end,
                         GError                **error)
{
  g_autoptr (GArray) brought = g_array_new (FALSE, FALSE, sizeof (gint64));
  GenkanScope scope = {
    .end = end,
    .staged = running->staged,
    .brought = brought,
    .numbers = {
      [PARAMETER_OPERATION] = running->id,
      [PARAMETER_WIDE] = end->record == NULL,
      [PARAMETER_NOW] = genkan_store_now (),
      [PARAMETER_OUTCOME] = end->outcome,
      [PARAMETER_CONNECTION] = running->connection_id,
    },
  };
  gboolean done = apply (db, running, &scope, error);

  if (done)
    genkan_staged_set_applied (running->staged, scope.records, end->record == NULL);
  g_clear_pointer (&scope.records, g_array_unref);

  return done;
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
    "DELETE FROM below_minimum WHERE operation_id = ?1",
    NULL
  };
  GenkanScope scope = { .numbers = { operation_id } };

  return run_all (db, &scope, statements, error);
}
