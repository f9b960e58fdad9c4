/* genkan-statement.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A compiled statement: bind, step, read. Texts are bound without a copy: they must live until
 * the statement is freed or bound anew.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-database-private.h"

void
genkan_statement_finalize (gpointer statement)
{
  GenkanStatement *self = statement;

  sqlite3_finalize (self->stmt);
  g_free (self);
}

int
genkan_statement_get_n_parameters (GenkanStatement *self)
{
  return sqlite3_bind_parameter_count (self->stmt);
}

static void
genkan_statement_note (GenkanStatement *self,
                       int              code)
{
  if (self->bind_code == SQLITE_OK)
    self->bind_code = code;
}

/* A statement that has been stepped takes values again once it is reset. */
static sqlite3_stmt *
genkan_statement_ready (GenkanStatement *self)
{
  if (sqlite3_stmt_busy (self->stmt))
    sqlite3_reset (self->stmt);

  return self->stmt;
}

void
genkan_statement_bind_int64 (GenkanStatement *self,
                             int              parameter,
                             gint64           value)
{
  genkan_statement_note (self, sqlite3_bind_int64 (genkan_statement_ready (self),
                                                   parameter + 1, value));
}

/* An id of 0 means none: NULL in the table. */
void
genkan_statement_bind_id (GenkanStatement *self,
                          int              parameter,
                          gint64           id)
{
  if (id != 0)
    genkan_statement_bind_int64 (self, parameter, id);
  else
    genkan_statement_note (self, sqlite3_bind_null (genkan_statement_ready (self), parameter + 1));
}

/* @text may be %NULL. */
void
genkan_statement_bind_text (GenkanStatement *self,
                            int              parameter,
                            const char      *text)
{
  genkan_statement_note (self, sqlite3_bind_text (genkan_statement_ready (self), parameter + 1,
                                                  text, -1, SQLITE_STATIC));
}

void
genkan_statement_bind_text_len (GenkanStatement *self,
                                int              parameter,
                                const char      *text,
                                gsize            length)
{
  genkan_statement_note (self, sqlite3_bind_text64 (genkan_statement_ready (self), parameter + 1,
                                                    text, length, SQLITE_STATIC, SQLITE_UTF8));
}

void
genkan_statement_bind_bytes (GenkanStatement *self,
                             int              parameter,
                             gconstpointer    bytes,
                             gsize            length)
{
  genkan_statement_note (self, sqlite3_bind_blob64 (genkan_statement_ready (self), parameter + 1,
                                                    bytes, length, SQLITE_STATIC));
}

GenkanStep
genkan_statement_step (GenkanStatement  *self,
                       GError          **error)
{
  int code = self->bind_code;

  if (code == SQLITE_OK)
    code = sqlite3_step (self->stmt);

  switch (code)
    {
    case SQLITE_ROW:
      return GENKAN_STEP_ROW;

    case SQLITE_DONE:
      sqlite3_reset (self->stmt);
      return GENKAN_STEP_DONE;

    default:
      genkan_database_fail (self->database, code, sqlite3_sql (self->stmt), error);
      sqlite3_reset (self->stmt);
      return GENKAN_STEP_ERROR;
    }
}

/* Steps to the end; rows, if any, are passed over. */
gboolean
genkan_statement_run (GenkanStatement  *self,
                      GError          **error)
{
  GenkanStep step;

  do
    step = genkan_statement_step (self, error);
  while (step == GENKAN_STEP_ROW);

  return step == GENKAN_STEP_DONE;
}

/* A NULL reads as 0. */
gint64
genkan_statement_get_int64 (GenkanStatement *self,
                            int              column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

/* Borrowed until the next step; a NULL reads as %NULL. */
const char *
genkan_statement_get_text (GenkanStatement *self,
                           int              column)
{
  return (const char *) sqlite3_column_text (self->stmt, column);
}

/* Borrowed until the next step. */
gconstpointer
genkan_statement_get_bytes (GenkanStatement *self,
                            int              column,
                            gsize           *ret_length)
{
  gconstpointer bytes = sqlite3_column_blob (self->stmt, column);

  *ret_length = sqlite3_column_bytes (self->stmt, column);

  return bytes;
}

/* Returns: (transfer full) (nullable): what @read makes of each row, which @destroy frees */
GPtrArray *
genkan_statement_read_all (GenkanStatement  *self,
                           GenkanReadRow     read,
                           GDestroyNotify    destroy,
                           GError          **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (destroy);
  GenkanStep step;

  while ((step = genkan_statement_step (self, error)) == GENKAN_STEP_ROW)
    g_ptr_array_add (all, read (self));

  return step == GENKAN_STEP_DONE ? g_steal_pointer (&all) : NULL;
}

/* Returns: (transfer full) (nullable) (element-type gint64): the first column of all rows */
GArray *
genkan_statement_read_ids (GenkanStatement  *self,
                           GError          **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GenkanStep step;

  while ((step = genkan_statement_step (self, error)) == GENKAN_STEP_ROW)
    {
      gint64 id = genkan_statement_get_int64 (self, 0);

      g_array_append_val (ids, id);
    }

  return step == GENKAN_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/* Runs a statement of one or two numbers; one that takes only the first is not given the other. */
gboolean
genkan_database_run (GenkanDatabase  *self,
                     const char      *sql,
                     gint64           first,
                     gint64           second,
                     GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, first);
  if (genkan_statement_get_n_parameters (statement) > 1)
    genkan_statement_bind_int64 (statement, 1, second);

  return genkan_statement_run (statement, error);
}
