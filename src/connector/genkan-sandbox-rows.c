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

/* As a blob a text needs no NUL behind it, so SQLite makes no copy to put one there. */
static GenkanValue
read_text (sqlite3_value  *column,
           char          **ret_valid)
{
  const char *text = sqlite3_value_blob (column);
  gsize length = sqlite3_value_bytes (column);
  GenkanValue value = genkan_value_text_len (text != NULL ? text : "", length);

  /* Items are UTF-8; what SQL makes of them, with char () or CAST, need not be. */
  if (!genkan_text_is_valid (value.text, length))
    {
      *ret_valid = g_utf8_make_valid (text, length);
      value = genkan_value_text (*ret_valid);
    }
  value.json = sqlite3_value_subtype (column) == 'J';

  return value;
}

/* Returns whether the value is something. */
static gboolean
add_column (GenkanRowBatchBuilder *builder,
            sqlite3_value         *column)
{
  g_autofree char *valid = NULL;
  GenkanValue value = GENKAN_VALUE_INIT;

  switch (sqlite3_value_type (column))
    {
    case SQLITE_INTEGER:
      value = genkan_value_integer (sqlite3_value_int64 (column));
      break;

    case SQLITE_FLOAT:
      value = genkan_value_real (sqlite3_value_double (column));
      break;

    case SQLITE_TEXT:
    case SQLITE_BLOB:
      value = read_text (column, &valid);
      break;

    default:
      break;
    }
  genkan_row_batch_builder_add (builder, &value);

  return value.type != GENKAN_VALUE_NULL;
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

  for (guint i = 0; i < output->n_columns; i++)
    if (add_column (builder, sqlite3_column_value (statement, i)))
      anything = TRUE;
    else if (output->required != NULL && g_strv_contains (output->required, output->columns[i]))
      return refuse_row (output, output->columns[i], row, error);

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
