/* genkan-store-staging.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of a running Discover, kept apart until it ends: each batch in one transaction of the
 * writer's temporary database.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-source.h"
#include "genkan-store-operations.h"
#include "genkan-store-private.h"

typedef enum
{
  COLUMN_ID,
  COLUMN_NAME,
  COLUMN_KIND,
  COLUMN_PARENT,
  COLUMN_URL,
  COLUMN_DESCRIPTION,
  COLUMN_TAGS,
  COLUMN_EXTRA,
  COLUMN_SOURCE,
  N_COLUMNS
} GenkanStageColumn;

static const char *const column_names[N_COLUMNS] = {
  "id", "name", "kind", "parent", "url", "description", "tags", "extra", "source",
};

typedef struct
{
  gint64          operation_id;
  GenkanRowBatch *rows; /* (owned) */
} GenkanStage;

/* A row on its way: texts that could be bound as they are, or owned ones made from them. */
typedef struct
{
  const GenkanValue *values[N_COLUMNS]; /* (nullable) */
  char              *made[N_COLUMNS];   /* (owned) (nullable) */
} GenkanStageRow;

static void
genkan_stage_free (gpointer data)
{
  GenkanStage *stage = data;

  genkan_row_batch_unref (stage->rows);
  g_free (stage);
}

static void
genkan_stage_row_clear (GenkanStageRow *row)
{
  for (int i = 0; i < N_COLUMNS; i++)
    g_free (row->made[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanStageRow, genkan_stage_row_clear)

static gboolean
is_clean_text (const GenkanValue *value)
{
  return value->type == GENKAN_VALUE_TEXT && genkan_text_is_valid (value->text, value->length);
}

static char *
make_text (const GenkanValue *value)
{
  if (value->type == GENKAN_VALUE_TEXT || value->type == GENKAN_VALUE_BLOB)
    return genkan_store_clean_text (value->text, value->length);

  return genkan_value_dup_text (value);
}

static char *
make_source (const GenkanValue *value)
{
  g_autofree char *text = make_text (value);

  return genkan_source_normalize (text);
}

static gboolean
is_blank (const GenkanValue *value)
{
  return genkan_value_is_null (value) ||
         ((value->type == GENKAN_VALUE_TEXT || value->type == GENKAN_VALUE_BLOB) &&
          value->length == 0);
}

static void
bind_column (GenkanStatement *statement,
             GenkanStageRow  *row,
             int              column)
{
  const GenkanValue *value = row->values[column];
  int parameter = column + 1;

  if (genkan_value_is_null (value))
    genkan_statement_bind_text (statement, parameter, NULL);
  else if (is_clean_text (value) && column != COLUMN_SOURCE)
    genkan_statement_bind_text_len (statement, parameter, value->text, value->length);
  else
    {
      row->made[column] = column == COLUMN_SOURCE ? make_source (value) : make_text (value);
      genkan_statement_bind_text (statement, parameter, row->made[column]);
    }
}

static gboolean
stage_row (GenkanStatement  *statement,
           const GenkanStage *stage,
           const int         *places,
           guint              number,
           GError           **error)
{
  g_auto (GenkanStageRow) row = { 0 };

  for (int i = 0; i < N_COLUMNS; i++)
    row.values[i] = places[i] >= 0 ? genkan_row_batch_get (stage->rows, number, places[i]) : NULL;

  if (is_blank (row.values[COLUMN_ID]))
    {
      g_set_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_INVALID,
                   "Row %u of the sink “records” has no id; the connector must give each Record "
                   "the tool's own stable id", number + 1);
      return FALSE;
    }

  /* A unit may well have no name at the vendor: it then goes by its id. */
  if (is_blank (row.values[COLUMN_NAME]))
    row.values[COLUMN_NAME] = row.values[COLUMN_ID];

  genkan_statement_bind_int64 (statement, 0, stage->operation_id);
  for (int i = 0; i < N_COLUMNS; i++)
    bind_column (statement, &row, i);

  return genkan_statement_run (statement, error);
}

static gboolean
stage_records (GenkanStore     *self,
               GenkanDatabase  *db,
               gpointer         data,
               GError         **error)
{
  GenkanStage *stage = data;
  g_autoptr (GenkanStatement) statement = NULL;
  int places[N_COLUMNS];

  if (genkan_store_find_running (self, stage->operation_id, error) == NULL)
    return FALSE;

  for (int i = 0; i < N_COLUMNS; i++)
    places[i] = genkan_row_batch_find_column (stage->rows, column_names[i]);

  statement = genkan_database_prepare (
    db,
    "INSERT INTO staged_records "
    "(operation_id, vendor_id, name, kind, parent, url, description, tags, extra, source) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", error);
  if (statement == NULL)
    return FALSE;

  for (guint row = 0; row < genkan_row_batch_get_n_rows (stage->rows); row++)
    if (!stage_row (statement, stage, places, row, error))
      return FALSE;

  return TRUE;
}

/**
 * genkan_store_stage_records_async:
 * @self: a store
 * @operation_id: an Operation that began here
 * @rows: rows of the sink `records`
 *
 * Keeps rows until the Operation ends. The answer comes when they are written: who waits for it
 * keeps memory flat.
 */
void
genkan_store_stage_records_async (GenkanStore         *self,
                                  gint64               operation_id,
                                  GenkanRowBatch      *rows,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanStage *stage;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (rows != NULL);

  stage = g_new0 (GenkanStage, 1);
  stage->operation_id = operation_id;
  stage->rows = genkan_row_batch_ref (rows);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_stage_records_async);
  g_task_set_task_data (task, stage, genkan_stage_free);
  genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_TEMPORARY, stage_records, NULL);
}

/**
 * genkan_store_stage_records_finish:
 *
 * Returns: %TRUE, or %FALSE with an error: %GENKAN_STORE_ERROR_INVALID when a row has no id; none
 *   of the rows is kept then
 */
gboolean
genkan_store_stage_records_finish (GenkanStore   *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Drops what an Operation staged. When nothing else is staged the table is emptied at once. */
gboolean
genkan_staging_drop (GenkanDatabase  *db,
                     gint64           operation_id,
                     GError         **error)
{
  g_autoptr (GenkanStatement) others = NULL;
  GenkanStep step;

  if (!genkan_database_run (db, "DELETE FROM left_out WHERE operation_id = ?1", operation_id, 0,
                            error))
    return FALSE;

  others = genkan_database_prepare (
    db, "SELECT 1 FROM staged_records WHERE operation_id <> ?1 LIMIT 1", error);
  if (others == NULL)
    return FALSE;

  genkan_statement_bind_int64 (others, 0, operation_id);
  step = genkan_statement_step (others, error);
  if (step == GENKAN_STEP_ERROR)
    return FALSE;
  g_clear_pointer (&others, genkan_statement_free);

  if (step == GENKAN_STEP_DONE)
    return genkan_database_execute (db, "DELETE FROM staged_records", error);

  return genkan_database_run (db, "DELETE FROM staged_records WHERE operation_id = ?1",
                              operation_id, 0, error);
}
