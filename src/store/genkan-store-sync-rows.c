/* genkan-store-sync-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of a running Sync, as they come. Of an item that was recognised there is no row, only
 * the number of its Finding; it is noted as seen. A row that says what is known already, which in
 * most Syncs nearly all do, is recognised by its checksum and only noted as seen; the others are
 * staged (genkan-staged.c) until their scope ends (genkan-store-sync-scope.c).
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-staged.h"
#include "genkan-store-private.h"

typedef struct
{
  gint64             operation_id;
  char              *record;    /* (owned) (nullable) */
  GenkanFindingRows *rows;      /* (owned) */
  guint              n_foreign; /* rows of Records that the Sync is not about */

  /* While it runs: */
  GenkanStatement   *find_record;  /* (owned) (nullable) */
  GenkanStatement   *find_finding; /* (owned) (nullable) */
  GenkanStatement   *note_below;   /* (owned) (nullable) */
  GenkanStaged       *staged;      /* the Operation's */
  char               *known;       /* (owned) (nullable): the tool's id of the Record below */
  gint64              record_id;   /* 0: the Sync is not about it */
  GenkanStagedRecord *came;        /* (nullable): what came for it before */
  GenkanSeverity      minimum;
  gboolean            has_findings;
  gboolean            spilled;
} GenkanStageFindings;

static void
clear_statements (GenkanStageFindings *stage)
{
  g_clear_pointer (&stage->find_record, genkan_statement_free);
  g_clear_pointer (&stage->find_finding, genkan_statement_free);
  g_clear_pointer (&stage->note_below, genkan_statement_free);
  g_clear_pointer (&stage->known, g_free);
}

static void
genkan_stage_findings_free (gpointer data)
{
  GenkanStageFindings *stage = data;

  g_free (stage->record);
  genkan_finding_rows_unref (stage->rows);
  g_free (stage);
}

static gboolean
prepare (GenkanDatabase       *db,
         GenkanStageFindings  *stage,
         GError              **error)
{
  stage->find_record = genkan_database_prepare (
    db, "SELECT record_id, minimum_severity, "
    "EXISTS (SELECT 1 FROM findings AS f WHERE f.record_id = s.record_id) "
    "FROM sync_records AS s WHERE operation_id = ?1 AND vendor_id = ?2", error);
  if (stage->find_record != NULL)
    stage->find_finding = genkan_database_prepare (
      db, "SELECT id, checksum, state, is_wide FROM findings "
      "WHERE record_id = ?1 AND unique_id = ?2", error);
  if (stage->find_finding != NULL)
    stage->note_below = genkan_database_prepare (
      db, "INSERT INTO below_minimum VALUES (?1, ?2, ?3, 1) "
      "ON CONFLICT DO UPDATE SET n = n + 1", error);

  return stage->note_below != NULL;
}

/* Rows come Record by Record, so the last one is nearly always the next one, too. */
static gboolean
find_record (GenkanStageFindings  *stage,
             const char           *vendor_id,
             GError              **error)
{
  GenkanStep step;

  if (g_strcmp0 (stage->known, vendor_id) == 0)
    return TRUE;

  genkan_statement_bind_int64 (stage->find_record, 0, stage->operation_id);
  genkan_statement_bind_text (stage->find_record, 1, vendor_id);
  step = genkan_statement_step (stage->find_record, error);
  if (step == GENKAN_STEP_ERROR)
    return FALSE;

  g_free (stage->known);
  stage->known = g_strdup (vendor_id);
  stage->record_id = 0;
  stage->came = NULL;
  if (step == GENKAN_STEP_ROW)
    {
      stage->record_id = genkan_statement_get_int64 (stage->find_record, 0);
      stage->minimum = genkan_statement_get_int64 (stage->find_record, 1);
      stage->has_findings = genkan_statement_get_int64 (stage->find_record, 2);
      stage->came = genkan_staged_ensure (stage->staged, stage->record_id, stage->record == NULL);
      stage->came->minimum = stage->minimum;
      step = genkan_statement_step (stage->find_record, error);
    }

  return step != GENKAN_STEP_ERROR;
}

static gboolean
note_below (GenkanStageFindings  *stage,
            GError              **error)
{
  genkan_statement_bind_int64 (stage->note_below, 0, stage->operation_id);
  genkan_statement_bind_int64 (stage->note_below, 1, stage->record_id);
  genkan_statement_bind_int64 (stage->note_below, 2, stage->record == NULL);

  return genkan_statement_run (stage->note_below, error);
}

/* Whether the Finding is known just as the row says; then it is only noted as seen. */
static gboolean
is_unchanged (GenkanStageFindings     *stage,
              const GenkanFindingRow  *row,
              gint64                  *ret_id,
              GError                 **error)
{
  GenkanStep step;

  if (!stage->has_findings)
    return FALSE;

  genkan_statement_bind_int64 (stage->find_finding, 0, stage->record_id);
  genkan_statement_bind_text (stage->find_finding, 1, row->unique_id);
  step = genkan_statement_step (stage->find_finding, error);
  *ret_id = step == GENKAN_STEP_ERROR ? -1 : 0;
  if (step != GENKAN_STEP_ROW)
    return FALSE;

  if (genkan_statement_get_int64 (stage->find_finding, 1) == row->checksum
      && genkan_statement_get_int64 (stage->find_finding, 2) == row->state
      && genkan_statement_get_int64 (stage->find_finding, 3) == (stage->record == NULL))
    *ret_id = genkan_statement_get_int64 (stage->find_finding, 0);
  if (genkan_statement_step (stage->find_finding, error) == GENKAN_STEP_ERROR)
    *ret_id = -1;

  return *ret_id > 0;
}

static void
note_seen (GenkanStageFindings     *stage,
           const GenkanFindingRow  *row,
           gint64                   finding_id)
{
  GenkanRecallEntry mark = { row->fingerprint, finding_id };

  g_array_append_val (stage->came->seen, finding_id);
  if (mark.fingerprint != 0)
    g_array_append_val (stage->came->marks, mark);
}

/* What was recognised before it was made into a row. */
static gboolean
stage_known (GenkanStageFindings  *stage,
             GError              **error)
{
  guint n_known;
  const gint64 *known = genkan_finding_rows_get_known (stage->rows, &n_known);

  if (n_known == 0 || stage->record == NULL)
    return TRUE;
  if (!find_record (stage, stage->record, error))
    return FALSE;

  if (stage->record_id == 0)
    stage->n_foreign += n_known;
  else
    g_array_append_vals (stage->came->seen, known, n_known);

  return TRUE;
}

static gboolean
stage_row (GenkanStageFindings     *stage,
           const GenkanFindingRow  *row,
           GError                 **error)
{
  const char *record = stage->record != NULL ? stage->record : row->record;
  gint64 finding_id = 0;

  if (!find_record (stage, record != NULL ? record : "", error))
    return FALSE;

  if (stage->record_id == 0)
    {
      stage->n_foreign++;
      return TRUE;
    }

  if (row->severity < stage->minimum)
    return note_below (stage, error);
  if (is_unchanged (stage, row, &finding_id, error))
    note_seen (stage, row, finding_id);
  else if (finding_id == 0)
    genkan_staged_add (stage->staged, stage->came, stage->rows, row);

  return finding_id >= 0;
}

static gboolean
stage_rows (GenkanDatabase       *db,
            GenkanStageFindings  *stage,
            GError              **error)
{
  if (!prepare (db, stage, error) || !stage_known (stage, error))
    return FALSE;

  for (guint i = 0; i < genkan_finding_rows_get_n_rows (stage->rows); i++)
    if (!stage_row (stage, genkan_finding_rows_get (stage->rows, i), error))
      return FALSE;

  stage->spilled = genkan_staged_is_full (stage->staged);

  return !stage->spilled || genkan_staged_spill (stage->staged, db, error);
}

static gboolean
stage_findings (GenkanStore     *self,
                GenkanDatabase  *db,
                gpointer         data,
                GError         **error)
{
  GenkanStageFindings *stage = data;
  GenkanRunning *running = genkan_store_find_running (self, stage->operation_id, error);
  gboolean done;

  if (running == NULL)
    return FALSE;

  stage->staged = running->staged;
  done = stage_rows (db, stage, error);
  clear_statements (stage);

  return done;
}

static void
staged_findings (GenkanStore    *self,
                 GenkanDatabase *db,
                 gpointer        data,
                 gboolean        committed)
{
  GenkanStageFindings *stage = data;

  if (committed && stage->spilled)
    genkan_staged_spilled (stage->staged);
}

/**
 * genkan_store_stage_findings_async:
 * @self: a store
 * @operation_id: a Sync that began here
 * @record: (nullable): the tool's id of the Record that all rows belong to; %NULL: each says it
 * @rows: the rows
 *
 * Keeps rows until their scope ends. The answer comes when they are written.
 */
void
genkan_store_stage_findings_async (GenkanStore         *self,
                                   gint64               operation_id,
                                   const char          *record,
                                   GenkanFindingRows   *rows,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanStageFindings *stage;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (rows != NULL);

  stage = g_new0 (GenkanStageFindings, 1);
  stage->operation_id = operation_id;
  stage->record = g_strdup (record);
  stage->rows = genkan_finding_rows_ref (rows);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_stage_findings_async);
  g_task_set_task_data (task, stage, genkan_stage_findings_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_TEMPORARY, stage_findings,
                      staged_findings);
}

/**
 * genkan_store_stage_findings_finish:
 * @ret_n_foreign: (out) (optional): rows of Records that the Sync is not about; not kept
 *
 * Returns: %TRUE, or %FALSE with an error: none of the rows is kept then
 */
gboolean
genkan_store_stage_findings_finish (GenkanStore   *self,
                                    GAsyncResult  *result,
                                    guint         *ret_n_foreign,
                                    GError       **error)
{
  GenkanStageFindings *stage;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  stage = g_task_get_task_data (G_TASK (result));
  if (ret_n_foreign != NULL)
    *ret_n_foreign = stage->n_foreign;

  return TRUE;
}
