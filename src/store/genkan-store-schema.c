/* genkan-store-schema.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening the file. It is looked at first, without leaving a trace in it or beside it: a file
 * that is not ours, or not ours to change, stays as it is, byte by byte. Only then is it opened
 * for writing and brought to this version by the numbered scripts in migrations/, each in one
 * transaction; before the first of them a copy of the file is kept.
 *
 * A script that was released never changes; a change of the schema is one more script.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "genkan-store-private.h"
#include "genkan-store-resources.h"

#define DATABASE_APPLICATION_ID 0x474e4b4e /* "GNKN" */
#define OPEN_TIMEOUT_MS 2000

static const GenkanMigration migrations[] = {
  { 1, "0001-first.sql" },
  { 2, "0002-rules.sql" },
  { 3, "0003-findings.sql" },
  { 4, "0004-delivery.sql" },
  { 5, "0005-assets.sql" },
  { 6, "0006-all-records.sql" },
  { 7, "0007-recalled.sql" },
};

typedef struct
{
  gint64 application_id;
  gint64 version;
  gint64 n_tables;
} GenkanFileFacts;

static gboolean
fail_errno (const char  *path,
            const char  *what,
            int          code,
            GError     **error)
{
  gboolean denied = code == EACCES || code == EPERM || code == EROFS;
  GenkanStoreError kind = GENKAN_STORE_ERROR_FAILED;

  if (denied)
    kind = GENKAN_STORE_ERROR_READ_ONLY;
  else if (code == ENOSPC)
    kind = GENKAN_STORE_ERROR_FULL;
  else if (code == EISDIR)
    kind = GENKAN_STORE_ERROR_NOT_A_DATABASE;

  g_set_error (error, GENKAN_STORE_ERROR, kind, "%s: %s: %s", path, what, g_strerror (code));

  return FALSE;
}

/* Makes the folder and the file, for this user's eyes only. Opening for writing tells what the
 * system allows, better than asking for permission bits would. */
static gboolean
make_file (const char  *path,
           GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_errno (folder, "cannot make the folder", errno, error);

  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail_errno (path, "cannot open the database for writing", errno, error);

  close (fd);

  if (faccessat (AT_FDCWD, folder, W_OK, AT_EACCESS) != 0)
    return fail_errno (path, "cannot write in the folder of the database", errno, error);

  return TRUE;
}

static gboolean
is_empty (const char *path)
{
  struct stat info;

  return stat (path, &info) != 0 || (S_ISREG (info.st_mode) && info.st_size == 0);
}

/* The newest pages of a database that is in use, or was when its program died, are in its log. */
static gboolean
has_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  return !is_empty (log);
}

static gboolean
read_facts (GenkanDatabase   *db,
            GenkanFileFacts  *facts,
            GError          **error)
{
  return genkan_database_get_pragma (db, "PRAGMA application_id", &facts->application_id, error) &&
         genkan_database_get_pragma (db, "PRAGMA user_version", &facts->version, error) &&
         genkan_database_get_pragma (db, "SELECT count(*) FROM sqlite_schema", &facts->n_tables,
                                     error);
}

static gboolean
check_facts (const char             *path,
             const GenkanFileFacts  *facts,
             int                     version,
             GError                **error)
{
  if (facts->application_id == DATABASE_APPLICATION_ID)
    {
      if (facts->version <= version)
        return TRUE;

      g_set_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NEWER,
                   "%s: this database is of version %" G_GINT64_FORMAT ", but this Genkan knows "
                   "versions up to %d only; it was not changed. Use the newer Genkan that wrote it",
                   path, facts->version, version);
      return FALSE;
    }

  if (facts->application_id == 0 && facts->version == 0 && facts->n_tables == 0)
    return TRUE;

  g_set_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_FOREIGN,
               "%s: this is a database of another program; it was not changed. "
               "Choose another file", path);

  return FALSE;
}

static gboolean
look_at_file (const char  *path,
              int          version,
              GError     **error)
{
  g_autoptr (GenkanDatabase) db = NULL;
  GenkanFileFacts facts = { 0 };

  if (is_empty (path))
    return TRUE;

  db = genkan_database_open (path,
                             has_log (path) ? GENKAN_DATABASE_READ : GENKAN_DATABASE_IMMUTABLE,
                             error);
  if (db == NULL)
    return FALSE;

  genkan_database_set_timeout (db, OPEN_TIMEOUT_MS);

  return read_facts (db, &facts, error) && check_facts (path, &facts, version, error);
}

static gboolean
run_resource (GenkanDatabase  *db,
              const char      *name,
              GError         **error)
{
  g_autofree char *path = g_strconcat (RESOURCE_BASE "/store/migrations/", name, NULL);
  g_autoptr (GBytes) sql = g_resource_lookup_data (genkan_store_get_resource (), path,
                                                   G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  /* The data of a resource ends in a NUL. */
  return sql != NULL && genkan_database_execute (db, g_bytes_get_data (sql, NULL), error);
}

/* Keeps a whole copy beside the file, once per version that is left behind. */
static gboolean
keep_copy (GenkanDatabase  *db,
           gint64           version,
           GError         **error)
{
  const char *path = genkan_database_get_path (db);
  g_autofree char *copy = g_strdup_printf ("%s.version-%" G_GINT64_FORMAT, path, version);
  g_autofree char *unfinished = g_strconcat (copy, ".part", NULL);
  g_autoptr (GenkanStatement) statement = NULL;

  g_unlink (unfinished);
  statement = genkan_database_prepare (db, "VACUUM INTO ?1", error);
  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_text (statement, 0, unfinished);
  if (!genkan_statement_run (statement, error))
    {
      g_unlink (unfinished);
      return FALSE;
    }

  g_chmod (unfinished, 0600);

  return g_rename (unfinished, copy) == 0 ||
         fail_errno (copy, "cannot keep a copy of the database", errno, error);
}

static gboolean
run_migration (GenkanDatabase         *db,
               const GenkanMigration  *migration,
               GError                **error)
{
  g_autofree char *pragmas = g_strdup_printf ("PRAGMA application_id = %d; "
                                              "PRAGMA user_version = %d",
                                              DATABASE_APPLICATION_ID, migration->version);
  gboolean done;

  done = migration->sql != NULL ? genkan_database_execute (db, migration->sql, error)
                                : run_resource (db, migration->name, error);
  if (!done)
    return FALSE;

  return genkan_database_execute (db, pragmas, error);
}

/* Another process may have done it while we waited for the lock: the version is read inside. */
static gboolean
migrate_one (GenkanDatabase         *db,
             const GenkanMigration  *migration,
             GError                **error)
{
  gint64 version;

  if (!genkan_database_execute (db, "BEGIN IMMEDIATE", error))
    return FALSE;

  if (genkan_database_get_pragma (db, "PRAGMA user_version", &version, error) &&
      (version >= migration->version || run_migration (db, migration, error)) &&
      genkan_database_execute (db, "COMMIT", error))
    return TRUE;

  genkan_database_rollback (db);
  g_prefix_error (error, "Migration %d: ", migration->version);

  return FALSE;
}

static gboolean
migrate (GenkanDatabase         *db,
         const GenkanMigration  *steps,
         gsize                   n_steps,
         GError                **error)
{
  gint64 version;

  if (!genkan_database_get_pragma (db, "PRAGMA user_version", &version, error))
    return FALSE;

  if (version > 0 && version < steps[n_steps - 1].version && !keep_copy (db, version, error))
    return FALSE;

  for (gsize i = 0; i < n_steps; i++)
    if (steps[i].version > version && !migrate_one (db, &steps[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
set_up_writing (GenkanDatabase  *db,
                GError         **error)
{
  return genkan_database_execute (db,
                                  "PRAGMA journal_mode = WAL;"
                                  "PRAGMA synchronous = NORMAL;"
                                  "PRAGMA journal_size_limit = 67108864;"
                                  "PRAGMA wal_autocheckpoint = 32768;"
                                  "PRAGMA temp_store = FILE;"
                                  GENKAN_DATABASE_CACHE,
                                  error);
}

/**
 * genkan_schema_open:
 * @path: the file; made, with its folder, when it is missing
 *
 * Returns: (transfer full) (nullable): the connection that writes, to a database of the version
 *   that this Genkan works with
 */
GenkanDatabase *
genkan_schema_open (const char  *path,
                    GError     **error)
{
  return genkan_schema_open_with (path, migrations, G_N_ELEMENTS (migrations), error);
}

GenkanDatabase *
genkan_schema_open_with (const char             *path,
                         const GenkanMigration  *steps,
                         gsize                   n_steps,
                         GError                **error)
{
  g_autoptr (GenkanDatabase) db = NULL;

  if (!look_at_file (path, steps[n_steps - 1].version, error) || !make_file (path, error))
    return NULL;

  db = genkan_database_open (path, GENKAN_DATABASE_WRITE, error);
  if (db == NULL)
    return NULL;

  genkan_database_set_timeout (db, OPEN_TIMEOUT_MS);

  if (!set_up_writing (db, error) ||
      !migrate (db, steps, n_steps, error) ||
      !run_resource (db, "temporary.sql", error))
    return NULL;

  return g_steal_pointer (&db);
}
