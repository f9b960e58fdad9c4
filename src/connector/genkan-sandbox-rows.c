/* genkan-sandbox-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Taking the rows of a SELECT that runs.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-sandbox-rows.h"

/* One SELECT of one answer does not make more; what does is a cross join gone wrong. */
#define MAX_ROWS 1000000
#define MAX_RESULT_SIZE (128 * 1024 * 1024)

static GenkanValue
read_text (sqlite3_stmt  *statement,
           int            column,
           char         **ret_valid)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);
  gsize length = sqlite3_column_bytes (statement, column);
  GenkanValue value = genkan_value_text_len (text, length);

  /* Items are UTF-8; what SQL makes of them, with char () or CAST, need not be. */
  if (!g_utf8_validate_len (text, length, NULL))
    {
      *ret_valid = g_utf8_make_valid (text, length);
      value = genkan_value_text (*ret_valid);
    }
  value.json = sqlite3_value_subtype (sqlite3_column_value (statement, column)) == 'J';

  return value;
}

/* Returns whether the value is something. */
static gboolean
add_column (GenkanRowBatchBuilder *builder,
            sqlite3_stmt          *statement,
            int                    column)
{
  g_autofree char *valid = NULL;
  GenkanValue value = GENKAN_VALUE_INIT;

  switch (sqlite3_column_type (statement, column))
    {
    case SQLITE_INTEGER:
      value = genkan_value_integer (sqlite3_column_int64 (statement, column));
      break;

    case SQLITE_FLOAT:
      value = genkan_value_real (sqlite3_column_double (statement, column));
      break;

    case SQLITE_TEXT:
    case SQLITE_BLOB:
      value = read_text (statement, column, &valid);
      break;

    default:
      break;
    }
  genkan_row_batch_builder_add (builder, &value);

  return value.type != GENKAN_VALUE_NULL;
}

static gboolean
required_is_null (const GenkanOutput *output,
                  sqlite3_stmt       *statement,
                  const char        **ret_column)
{
  for (guint i = 0; output->required != NULL && i < output->n_columns; i++)
    if (sqlite3_column_type (statement, i) == SQLITE_NULL
        && g_strv_contains (output->required, output->columns[i]))
      {
        *ret_column = output->columns[i];
        return TRUE;
      }

  return FALSE;
}

static gboolean
refuse_row (const GenkanOutput  *output,
            const char          *column,
            guint                row,
            GError             **error)
{
  g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE,
               "row %u of “%s” has no %s, which is required", row + 1, output->name, column);

  return FALSE;
}

static gboolean
add_row (GenkanRowBatchBuilder  *builder,
         const GenkanOutput     *output,
         sqlite3_stmt           *statement,
         guint                   row,
         GError                **error)
{
  gboolean anything = FALSE;
  const char *column;

  if (required_is_null (output, statement, &column))
    return refuse_row (output, column, row, error);

  for (guint i = 0; i < output->n_columns; i++)
    anything |= add_column (builder, statement, i);

  /* A row in which every column is NULL is no row: `SELECT :body ->> 'next' AS cursor` is a
   * complete pagination. */
  if (!anything)
    genkan_row_batch_builder_drop_row (builder);

  if (genkan_row_batch_builder_get_n_rows (builder) <= MAX_ROWS &&
      genkan_row_batch_builder_get_size (builder) <= MAX_RESULT_SIZE)
    return TRUE;

  g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE,
               "“%s” makes more rows than the sandbox allows", output->name);

  return FALSE;
}

/* Steps the statement to its end. */
gboolean
genkan_sandbox_step_rows (GenkanSqlBox           *database,
                          const GenkanOutput     *output,
                          sqlite3_stmt           *statement,
                          GenkanRowBatchBuilder  *builder,
                          guint                   first_row,
                          GError                **error)
{
  int rc;

  for (; (rc = sqlite3_step (statement)) == SQLITE_ROW; first_row++)
    if (!add_row (builder, output, statement, first_row, error))
      return FALSE;

  if (rc == SQLITE_DONE)
    return TRUE;

  genkan_sql_box_set_error (database, error);
  g_prefix_error (error, "“%s”: ", output->name);

  return FALSE;
}
