/* genkan-sandbox-tables.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of a connector: made empty with the sandbox, filled by the rows of steps, and emptied
 * for the next scope.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-sandbox-parts.h"

/* What an empty one may keep of the memory of rows that it had. */
#define SWEPT_SIZE (4 * 1024 * 1024)

/* The first producer of a table gives its columns; the static check has seen that all agree. */
gboolean
_genkan_sandbox_create_tables (GenkanSandbox           *self,
                               const GenkanDefinition  *definition,
                               GError                 **error)
{
  g_autoptr (GHashTable) created = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < definition->steps->len; i++)
    {
      const GenkanStep *step = definition->steps->pdata[i];

      for (guint j = 0; j < step->outputs->len; j++)
        {
          const GenkanOutput *output = step->outputs->pdata[j];

          if (output->kind != GENKAN_OUTPUT_TABLE || !g_hash_table_add (created, output->name))
            continue;
          if (!genkan_sql_box_create_table (self->database, output->name, output->columns, error))
            return FALSE;
        }
    }

  return TRUE;
}

static char *
dup_insert_sql (const char     *table,
                GenkanRowBatch *rows)
{
  guint n_columns = genkan_row_batch_get_n_columns (rows);
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT INTO \"%s\" (", table);
  for (guint i = 0; i < n_columns; i++)
    g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "",
                            genkan_row_batch_get_column_name (rows, i));
  g_string_append (sql, ") VALUES (");
  for (guint i = 0; i < n_columns; i++)
    g_string_append (sql, i > 0 ? ", ?" : "?");
  g_string_append_c (sql, ')');

  return g_string_free (sql, FALSE);
}

/* Producers of a table may have its columns in different orders: the text is the key. */
static sqlite3_stmt *
get_insert (GenkanSandbox   *self,
            const char      *table,
            GenkanRowBatch  *rows,
            GError         **error)
{
  g_autofree char *sql = dup_insert_sql (table, rows);
  sqlite3_stmt *statement = g_hash_table_lookup (self->inserts, sql);

  if (statement != NULL)
    return statement;

  statement = genkan_sql_box_prepare_own (self->database, sql, error);
  if (statement != NULL)
    g_hash_table_insert (self->inserts, g_steal_pointer (&sql), statement);

  return statement;
}

static gboolean
insert_rows (GenkanSandbox   *self,
             sqlite3_stmt    *statement,
             GenkanRowBatch  *rows,
             GError         **error)
{
  for (guint row = 0; row < genkan_row_batch_get_n_rows (rows); row++)
    {
      int rc;

      for (guint i = 0; i < genkan_row_batch_get_n_columns (rows); i++)
        _genkan_sandbox_bind_value (statement, i + 1, genkan_row_batch_get (rows, row, i));
      rc = sqlite3_step (statement);
      sqlite3_reset (statement);
      if (rc != SQLITE_DONE)
        {
          genkan_sql_box_set_error (self->database, error);
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * genkan_sandbox_store_rows:
 * @self: a sandbox
 * @table: a table of the connector
 * @rows: rows of one of its producers
 * @error: return location for a #GenkanConnectorError
 *
 * Makes rows visible to the steps without a request that read the table.
 *
 * Returns: whether they could be stored
 */
gboolean
genkan_sandbox_store_rows (GenkanSandbox   *self,
                           const char      *table,
                           GenkanRowBatch  *rows,
                           GError         **error)
{
  sqlite3_stmt *statement;
  gboolean stored;

  g_return_val_if_fail (GENKAN_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (table != NULL, FALSE);
  g_return_val_if_fail (rows != NULL, FALSE);

  statement = get_insert (self, table, rows, error);
  if (statement == NULL)
    return FALSE;

  g_hash_table_add (self->filled, g_strdup (table));
  _genkan_sandbox_begin (self, 0, NULL, NULL);
  stored = insert_rows (self, statement, rows, error);
  _genkan_sandbox_end (self, statement);

  return stored;
}

static gboolean
empty_table (GenkanSandbox  *self,
             const char     *table,
             GError        **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\"", table);
  sqlite3_stmt *statement = genkan_sql_box_prepare_own (self->database, sql, error);
  int rc;

  if (statement == NULL)
    return FALSE;

  _genkan_sandbox_begin (self, 0, NULL, NULL);
  rc = sqlite3_step (statement);
  _genkan_sandbox_end (self, statement);
  sqlite3_finalize (statement);
  if (rc == SQLITE_DONE)
    return TRUE;

  genkan_sql_box_set_error (self->database, error);

  return FALSE;
}

/**
 * genkan_sandbox_sweep:
 * @self: a sandbox
 * @error: return location for a #GenkanConnectorError
 *
 * Empties the tables, for another scope.
 *
 * Returns: whether it is worth being used again: SQLite keeps the memory of rows that are gone,
 *   so one that had very many is not
 */
gboolean
genkan_sandbox_sweep (GenkanSandbox  *self,
                      GError        **error)
{
  GHashTableIter iter;
  gpointer table;
  int used = 0, peak = 0;

  g_return_val_if_fail (GENKAN_IS_SANDBOX (self), FALSE);

  g_hash_table_iter_init (&iter, self->filled);
  while (g_hash_table_iter_next (&iter, &table, NULL))
    {
      if (!empty_table (self, table, error))
        return FALSE;
      g_hash_table_iter_remove (&iter);
    }

  sqlite3_db_status (genkan_sql_box_get_handle (self->database), SQLITE_DBSTATUS_CACHE_USED, &used,
                     &peak, FALSE);
  if (used <= SWEPT_SIZE)
    return TRUE;

  g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE,
                       "the sandbox has grown too large to be kept");

  return FALSE;
}
