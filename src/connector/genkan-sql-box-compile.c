/* genkan-sql-box-compile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the text of a SELECT to a statement, and to what the static check wants to know of it.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-sql-box-private.h"

#include "genkan-connector.h"

void
genkan_statement_facts_clear (GenkanStatementFacts *facts)
{
  g_clear_pointer (&facts->reads, g_ptr_array_unref);
  g_clear_pointer (&facts->variables, g_ptr_array_unref);
  g_clear_pointer (&facts->columns, g_ptr_array_unref);
}

/* Whether only white space, comments and semicolons follow. */
static gboolean
is_blank (const char *tail)
{
  for (;;)
    {
      tail += strspn (tail, " \t\r\n;");
      if (tail[0] == '-' && tail[1] == '-')
        tail += strcspn (tail, "\n");
      else if (tail[0] == '/' && tail[1] == '*')
        {
          const char *end = strstr (tail + 2, "*/");

          if (end == NULL)
            return FALSE;
          tail = end + 2;
        }
      else
        return *tail == '\0';
    }
}

static void
collect_facts (sqlite3_stmt         *statement,
               GenkanStatementFacts *facts)
{
  for (int i = 1; i <= sqlite3_bind_parameter_count (statement); i++)
    {
      const char *name = sqlite3_bind_parameter_name (statement, i);

      g_ptr_array_add (facts->variables, g_strdup (name != NULL ? name : "?"));
    }

  for (int i = 0; i < sqlite3_column_count (statement); i++)
    g_ptr_array_add (facts->columns, g_strdup (sqlite3_column_name (statement, i)));
}

static sqlite3_stmt *
refuse (GenkanSqlBox    *self,
        sqlite3_stmt    *statement,
        GError         **error,
        const char      *message)
{
  g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_INVALID, "%s", message);
  sqlite3_finalize (statement);

  return NULL;
}

/* What SQLite says, in the words of 3.40: a newer one adds quotes and a question to the name of a
 * column in double quotes that there is not. */
static char *
dup_message (sqlite3 *handle)
{
  static const char prefix[] = "no such column: \"";
  const char *message = sqlite3_errmsg (handle);
  const char *question = strstr (message, "\" - should this be ");
  const char *name;

  if (!g_str_has_prefix (message, prefix) || question == NULL)
    return g_strdup (message);

  name = message + strlen (prefix);
  return g_strdup_printf ("no such column: %.*s", (int) (question - name), name);
}

static sqlite3_stmt *
prepare_noted (GenkanSqlBox    *self,
               const char      *sql,
               int             *ret_offset,
               GError         **error)
{
  g_autofree char *message = NULL;
  sqlite3_stmt *statement = NULL;
  const char *tail = sql;
  int rc;

  g_clear_pointer (&self->denied, g_free);
  rc = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, &tail);
  *ret_offset = rc == SQLITE_OK ? 0 : sqlite3_error_offset (self->handle);
  if (rc != SQLITE_OK)
    {
      message = dup_message (self->handle);
      return refuse (self, statement, error, self->denied != NULL ? self->denied : message);
    }

  if (statement == NULL)
    return refuse (self, NULL, error, "a SELECT must stand here");

  if (!is_blank (tail))
    {
      *ret_offset = tail - sql;
      return refuse (self, statement, error, "only one SELECT may stand here");
    }

  if (!sqlite3_stmt_readonly (statement) || sqlite3_column_count (statement) == 0 ||
      sqlite3_stmt_isexplain (statement))
    return refuse (self, statement, error, "only a SELECT may stand here");

  return statement;
}

/**
 * genkan_sql_box_compile:
 * @self: a database
 * @sql: one SELECT
 * @ret_facts: (out caller-allocates) (nullable): what the SELECT is made of
 * @ret_offset: (out): on failure, where in @sql, or -1
 * @error: return location for a #GenkanConnectorError
 *
 * Returns: (transfer full) (nullable): the statement
 */
sqlite3_stmt *
genkan_sql_box_compile (GenkanSqlBox          *self,
                        const char            *sql,
                        GenkanStatementFacts  *ret_facts,
                        int                   *ret_offset,
                        GError               **error)
{
  GenkanStatementFacts facts = { NULL };
  sqlite3_stmt *statement;

  facts.reads = g_ptr_array_new_with_free_func (g_free);
  facts.variables = g_ptr_array_new_with_free_func (g_free);
  facts.columns = g_ptr_array_new_with_free_func (g_free);

  self->reads = facts.reads;
  statement = prepare_noted (self, sql, ret_offset, error);
  self->reads = NULL;

  if (statement != NULL && ret_facts != NULL)
    {
      collect_facts (statement, &facts);
      *ret_facts = facts;
    }
  else
    genkan_statement_facts_clear (&facts);

  return statement;
}

/* A statement of Genkan's own, such as the INSERT of rows into a table of the file. */
sqlite3_stmt *
genkan_sql_box_prepare_own (GenkanSqlBox    *self,
                            const char      *sql,
                            GError         **error)
{
  sqlite3_stmt *statement = NULL;

  self->guarded = FALSE;
  if (sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL) != SQLITE_OK)
    g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SQL,
                 "%s", sqlite3_errmsg (self->handle));
  self->guarded = TRUE;

  return statement;
}
