/* genkan-sandbox-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Taking the rows of a SELECT that runs.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-sandbox-rows.h"

#include <string.h>

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

/* --- columns that need no SQLite: as genkan-functions-json.c gives them --- */

static GenkanValue
read_escaped (GenkanJsonRef   ref,
              char          **ret_owned)
{
  g_autofree char *text = genkan_json_dup_text (ref);

  /* What is behind a NUL, SQLite does not see. */
  *ret_owned = genkan_text_is_valid (text, strlen (text)) ? g_steal_pointer (&text)
                                                          : g_utf8_make_valid (text, -1);

  return genkan_value_text (*ret_owned);
}

static GenkanValue
read_raw (GenkanJsonRef ref)
{
  gboolean text = genkan_json_get_type (ref) == GENKAN_JSON_TEXT;
  gsize length;
  const char *raw = genkan_json_get_raw (ref, &length);

  return genkan_value_text_len (text ? raw - 1 : raw, text ? length + 2 : length);
}

static GenkanValue
read_value (GenkanJsonRef   ref,
            char          **ret_owned)
{
  gint64 integer;
  gsize length;
  const char *raw;

  switch (genkan_json_get_type (ref))
    {
    case GENKAN_JSON_FALSE:
    case GENKAN_JSON_TRUE:
      return genkan_value_integer (genkan_json_get_type (ref) == GENKAN_JSON_TRUE);

    case GENKAN_JSON_INTEGER:
      return genkan_json_get_integer (ref, &integer) ? genkan_value_integer (integer)
                                                     : read_escaped (ref, ret_owned);

    case GENKAN_JSON_REAL:
      return genkan_value_real (genkan_json_get_real (ref));

    case GENKAN_JSON_TEXT:
      if (genkan_json_is_escaped (ref))
        return read_escaped (ref, ret_owned);
      raw = genkan_json_get_raw (ref, &length);
      return genkan_value_text_len (raw, length);

    case GENKAN_JSON_ARRAY:
    case GENKAN_JSON_OBJECT:
      return read_raw (ref);

    case GENKAN_JSON_NULL:
    default:
      return genkan_value_text (NULL);
    }
}

/* @root is %NULL for an item that is no JSON. */
static gboolean
add_plain (GenkanRowBatchBuilder   *builder,
           GenkanSqlBox            *database,
           const GenkanPlainColumn *column,
           const GenkanJsonRef     *root)
{
  g_autofree char *owned = NULL;
  GenkanValue value = GENKAN_VALUE_INIT;
  GenkanJsonRef found;
  gboolean met = root != NULL && genkan_json_path_find (column->path, *root, &found);

  if (genkan_sql_box_has_coverage (database))
    genkan_sql_box_note_path (database, column->source, met);
  if (met && !column->raw)
    value = read_value (found, &owned);
  else if (met && genkan_json_get_type (found) != GENKAN_JSON_NULL)
    {
      value = read_raw (found);
      value.json = TRUE;
    }
  genkan_row_batch_builder_add (builder, &value);

  return value.type != GENKAN_VALUE_NULL;
}

/* --- rows --- */

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

/* Where the columns of a row come from. */
typedef struct
{
  GenkanSqlBox             *database;
  sqlite3_stmt             *statement; /* (nullable) */
  const GenkanPlainColumns *plain;     /* (nullable): all are SQLite's */
  const GenkanJsonRef      *root;      /* (nullable): of the item */
} RowSource;

static gboolean
add_any (GenkanRowBatchBuilder *builder,
         const RowSource       *source,
         guint                  column,
         guint                 *of_sqlite)
{
  const GenkanPlainColumn *plain =
    source->plain != NULL ? &g_array_index (source->plain->columns, GenkanPlainColumn, column) : NULL;

  if (plain != NULL && plain->path != NULL)
    return add_plain (builder, source->database, plain, source->root);

  return add_column (builder, sqlite3_column_value (source->statement, (*of_sqlite)++));
}

static gboolean
add_row (GenkanRowBatchBuilder  *builder,
         const GenkanOutput     *output,
         const RowSource        *source,
         guint                   row,
         GError                **error)
{
  gboolean anything = FALSE;
  guint of_sqlite = 0;

  for (guint i = 0; i < output->n_columns; i++)
    if (add_any (builder, source, i, &of_sqlite))
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

static gboolean
fail_rows (GenkanSqlBox        *database,
           const GenkanOutput  *output,
           GError             **error)
{
  genkan_sql_box_set_error (database, error);
  g_prefix_error (error, "“%s”: ", output->name);

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
  RowSource source = { .database = database, .statement = statement };
  int rc;

  for (; (rc = sqlite3_step (statement)) == SQLITE_ROW; first_row++)
    if (!add_row (builder, output, &source, first_row, error))
      return FALSE;

  return rc == SQLITE_DONE || fail_rows (database, output, error);
}

/* What bears a fingerprint is one row of one item, and nothing else. */
static void
note_fingerprint (GenkanRowBatchBuilder *builder,
                  guint                  n_rows_before,
                  guint64                fingerprint)
{
  if (fingerprint != 0 && genkan_row_batch_builder_get_n_rows (builder) == n_rows_before + 1)
    genkan_row_batch_builder_set_fingerprint (builder, fingerprint);
}

/* Steps the statement to its end for one item after the other, so that it shows which rows an item
 * makes. */
gboolean
genkan_sandbox_item_rows (GenkanSqlBox           *database,
                          const GenkanOutput     *output,
                          sqlite3_stmt           *statement,
                          GenkanRowBatchBuilder  *builder,
                          guint                   first_row,
                          GError                **error)
{
  GenkanItems *items = genkan_sql_box_get_items (database);
  gboolean done = TRUE;
  guint first, end;

  genkan_items_get_window (items, &first, &end);
  for (guint place = first; place < end && done; place++)
    {
      guint n_rows = genkan_row_batch_builder_get_n_rows (builder);

      genkan_items_set_window (items, place, place + 1);
      done = genkan_sandbox_step_rows (database, output, statement, builder, first_row + n_rows,
                                       error);
      sqlite3_reset (statement);
      note_fingerprint (builder, n_rows, genkan_items_get_fingerprint (items, place));
    }
  genkan_items_set_window (items, first, end);

  return done;
}

/* Finds the root of an item. Returns whether SQLite would take it at all. */
static gboolean
find_root (GenkanItems          *items,
           guint                 place,
           GenkanJsonRef        *root,
           const GenkanJsonRef **ret_root)
{
  gsize length;

  genkan_items_get_json (items, place, &length);
  *ret_root = genkan_items_get_root (items, place, root) ? root : NULL;

  return length < GENKAN_SQL_MAX_LENGTH;
}

/* Steps the statement of the rest, if there is one, beside the items. @ret_fits becomes FALSE when
 * its rows are not those of the items, one by one: then all are to be made by the whole SELECT. */
gboolean
genkan_sandbox_plain_rows (GenkanSqlBox              *database,
                           const GenkanOutput        *output,
                           const GenkanPlainColumns  *plain,
                           sqlite3_stmt              *statement,
                           GenkanRowBatchBuilder     *builder,
                           guint                      first_row,
                           gboolean                  *ret_fits,
                           GError                   **error)
{
  RowSource source = { .database = database, .statement = statement, .plain = plain };
  GenkanItems *items = genkan_sql_box_get_items (database);
  GenkanJsonRef root;
  guint first, end;
  int rc = SQLITE_ROW;

  *ret_fits = TRUE;
  genkan_items_get_window (items, &first, &end);
  for (guint place = first; place < end && *ret_fits; place++)
    {
      guint n_rows = genkan_row_batch_builder_get_n_rows (builder);

      rc = statement != NULL ? sqlite3_step (statement) : SQLITE_ROW;
      if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        return fail_rows (database, output, error);

      *ret_fits = rc == SQLITE_ROW && find_root (items, place, &root, &source.root);
      if (*ret_fits && !add_row (builder, output, &source, first_row + place - first, error))
        return FALSE;
      note_fingerprint (builder, n_rows, genkan_items_get_fingerprint (items, place));
    }

  rc = statement != NULL && *ret_fits ? sqlite3_step (statement) : SQLITE_DONE;
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    return fail_rows (database, output, error);
  *ret_fits = *ret_fits && rc == SQLITE_DONE;

  return TRUE;
}
