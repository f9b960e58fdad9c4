/* genkan-database.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One connection to the SQLite file; used by one thread at a time. Statements are compiled once
 * and rest in a table, by their SQL, between uses.
 *
 * An error names the file, SQLite's reason and the SQL, which holds no values: all of them are
 * bound.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-database-private.h"
#include "genkan-fold.h"
#include "genkan-store-marks.h"
#include "genkan-store.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#define STATEMENTS_MAX 100
#define CANCEL_CHECK_STEPS 2000

static GenkanStoreError
error_from_code (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return GENKAN_STORE_ERROR_NOT_A_DATABASE;

    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return GENKAN_STORE_ERROR_READ_ONLY;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return GENKAN_STORE_ERROR_LOCKED;

    case SQLITE_FULL:
      return GENKAN_STORE_ERROR_FULL;

    case SQLITE_CONSTRAINT:
      if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
        return GENKAN_STORE_ERROR_EXISTS;
      if (code == SQLITE_CONSTRAINT_FOREIGNKEY)
        return GENKAN_STORE_ERROR_NOT_FOUND;
      return GENKAN_STORE_ERROR_INVALID;

    default:
      return GENKAN_STORE_ERROR_FAILED;
    }
}

static const char *
hint_from_code (int code)
{
  switch (error_from_code (code))
    {
    case GENKAN_STORE_ERROR_NOT_A_DATABASE:
      return "the file is not a database, or it is damaged";

    case GENKAN_STORE_ERROR_READ_ONLY:
      return "the file or its folder cannot be written";

    case GENKAN_STORE_ERROR_LOCKED:
      return "another program keeps the file locked; close it and try again";

    case GENKAN_STORE_ERROR_FULL:
      return "there is no room left on the disk";

    case GENKAN_STORE_ERROR_FAILED:
    case GENKAN_STORE_ERROR_FOREIGN:
    case GENKAN_STORE_ERROR_NEWER:
    case GENKAN_STORE_ERROR_EXISTS:
    case GENKAN_STORE_ERROR_NOT_FOUND:
    case GENKAN_STORE_ERROR_BUSY:
    case GENKAN_STORE_ERROR_INVALID:
    default:
      return NULL;
    }
}

/* Always returns FALSE, to be returned. */
gboolean
genkan_database_fail (GenkanDatabase  *self,
                      int              code,
                      const char      *sql,
                      GError         **error)
{
  const char *hint = hint_from_code (code);
  const char *reason = self->db != NULL ? sqlite3_errmsg (self->db) : sqlite3_errstr (code);

  if ((code & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The query was cancelled");
      return FALSE;
    }

  g_set_error (error, GENKAN_STORE_ERROR, error_from_code (code), "%s: %s%s%s%s%s%s",
               self->path,
               hint != NULL ? hint : reason,
               hint != NULL ? " (" : "",
               hint != NULL ? reason : "",
               hint != NULL ? ")" : "",
               sql != NULL ? " in: " : "",
               sql != NULL ? sql : "");

  return FALSE;
}

static int
genkan_database_progress_cb (void *data)
{
  GenkanDatabase *self = data;

  return g_cancellable_is_cancelled (self->cancellable);
}

static char *
make_uri (const char         *path,
          GenkanDatabaseMode  mode)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *escaped = g_uri_escape_string (absolute, "/", FALSE);

  return g_strdup_printf ("file://%s%s", escaped,
                          mode == GENKAN_DATABASE_IMMUTABLE ? "?immutable=1" : "");
}

static gboolean
genkan_database_set_up (GenkanDatabase      *self,
                        GenkanDatabaseMode   mode,
                        GError             **error)
{
  sqlite3_extended_result_codes (self->db, TRUE);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, TRUE, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, FALSE, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_ENABLE_FKEY, TRUE, NULL);

  if (mode != GENKAN_DATABASE_WRITE)
    {
      sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, TRUE, NULL);
      if (!genkan_database_execute (self, "PRAGMA query_only = ON", error))
        return FALSE;
    }

  return (genkan_fold_register (self->db) == SQLITE_OK &&
          genkan_marks_register (self->db) == SQLITE_OK) ||
         genkan_database_fail (self, sqlite3_errcode (self->db), NULL, error);
}

GenkanDatabase *
genkan_database_open (const char          *path,
                      GenkanDatabaseMode   mode,
                      GError             **error)
{
  g_autoptr (GenkanDatabase) self = g_new0 (GenkanDatabase, 1);
  g_autofree char *uri = make_uri (path, mode);
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int code;

  flags |= mode == GENKAN_DATABASE_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                            genkan_statement_finalize);

  code = sqlite3_open_v2 (uri, &self->db, flags, NULL);
  if (code != SQLITE_OK)
    {
      genkan_database_fail (self, code, NULL, error);
      return NULL;
    }

  if (!genkan_database_set_up (self, mode, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
genkan_database_close (GenkanDatabase *self)
{
  if (self == NULL)
    return;

  genkan_database_set_cancellable (self, NULL);
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->db);
  g_free (self->path);
  g_free (self);
}

const char *
genkan_database_get_path (GenkanDatabase *self)
{
  return self->path;
}

/* How long a statement waits for another program's lock. */
void
genkan_database_set_timeout (GenkanDatabase *self,
                             guint           milliseconds)
{
  self->timeout = milliseconds;
  sqlite3_busy_timeout (self->db, self->timeout);
}

/* What runs from here on ends with G_IO_ERROR_CANCELLED soon after @cancellable is cancelled. */
void
genkan_database_set_cancellable (GenkanDatabase *self,
                                 GCancellable   *cancellable)
{
  g_set_object (&self->cancellable, cancellable);

  if (cancellable != NULL)
    sqlite3_progress_handler (self->db, CANCEL_CHECK_STEPS, genkan_database_progress_cb, self);
  else
    sqlite3_progress_handler (self->db, 0, NULL, NULL);
}

/* Runs a script of statements without parameters. */
gboolean
genkan_database_execute (GenkanDatabase  *self,
                         const char      *sql,
                         GError         **error)
{
  int code = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  return code == SQLITE_OK || genkan_database_fail (self, code, sql, error);
}

/* The number in the first column of the first row; 0 when there is none. */
gboolean
genkan_database_get_pragma (GenkanDatabase  *self,
                            const char      *sql,
                            gint64          *ret_value,
                            GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (self, sql, error);
  GenkanStep step;

  if (statement == NULL)
    return FALSE;

  step = genkan_statement_step (statement, error);
  if (step == GENKAN_STEP_ERROR)
    return FALSE;

  *ret_value = step == GENKAN_STEP_ROW ? genkan_statement_get_int64 (statement, 0) : 0;

  return TRUE;
}

/* Ends a transaction that failed; SQLite may have done so itself. */
void
genkan_database_rollback (GenkanDatabase *self)
{
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}

/* Gives back what a large write held in memory. */
void
genkan_database_shrink (GenkanDatabase *self)
{
  sqlite3_exec (self->db, GENKAN_DATABASE_CACHE "; PRAGMA shrink_memory", NULL, NULL, NULL);
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}

/* Puts what the journal holds into the database and empties it, as far as no reader needs it where
 * it is. What can't be done at once is done another time. */
void
genkan_database_checkpoint (GenkanDatabase *self)
{
  sqlite3_busy_timeout (self->db, 0);
  sqlite3_wal_checkpoint_v2 (self->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_busy_timeout (self->db, self->timeout);
}

gint64
genkan_database_get_last_id (GenkanDatabase *self)
{
  return sqlite3_last_insert_rowid (self->db);
}

gint64
genkan_database_get_n_changes (GenkanDatabase *self)
{
  return sqlite3_changes64 (self->db);
}

/* Of all statements since it was opened. */
gint64
genkan_database_get_n_all_changes (GenkanDatabase *self)
{
  return sqlite3_total_changes64 (self->db);
}

static GenkanStatement *
genkan_database_take_resting (GenkanDatabase *self,
                              const char     *sql)
{
  gpointer statement = NULL;

  g_hash_table_steal_extended (self->statements, sql, NULL, &statement);

  return statement;
}

/**
 * genkan_database_prepare:
 * @self: a connection
 * @sql: one statement
 *
 * Returns: (transfer full) (nullable): the statement, reset and without values
 */
GenkanStatement *
genkan_database_prepare (GenkanDatabase  *self,
                         const char      *sql,
                         GError         **error)
{
  GenkanStatement *statement = genkan_database_take_resting (self, sql);
  sqlite3_stmt *stmt = NULL;
  int code;

  if (statement != NULL)
    return statement;

  code = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
  if (code != SQLITE_OK)
    {
      genkan_database_fail (self, code, sql, error);
      return NULL;
    }

  statement = g_new0 (GenkanStatement, 1);
  statement->database = self;
  statement->stmt = stmt;

  return statement;
}

void
genkan_statement_free (GenkanStatement *self)
{
  GHashTable *resting;
  const char *sql;

  if (self == NULL)
    return;

  resting = self->database->statements;
  sql = sqlite3_sql (self->stmt);
  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);
  self->bind_code = SQLITE_OK;

  if (g_hash_table_size (resting) >= STATEMENTS_MAX || g_hash_table_contains (resting, sql))
    genkan_statement_finalize (self);
  else
    g_hash_table_insert (resting, (char *) sql, self);
}
