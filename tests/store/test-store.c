/* test-store.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening and closing; files that are not ours to change; migrations.
 */

#include "config.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "genkan-store-private.h"
#include "store-fixture.h"

typedef struct
{
  char *contents;
  gsize length;
} Bytes;

/* The version of the schema. */
#define NEWEST 7

static void
read_bytes (const char *path,
            Bytes      *bytes)
{
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &bytes->contents, &bytes->length, &error);
  g_assert_no_error (error);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (dir) != NULL)
    n_files++;

  return n_files;
}

/* Opening fails as expected and leaves the file and its folder as they were. */
static void
assert_refused (StoreFixture     *fixture,
                GenkanStoreError  code,
                const char       *words)
{
  g_autoptr (GenkanStore) store = NULL;
  g_autoptr (GError) error = NULL;
  guint n_files = count_files (fixture->folder);
  Bytes before, after;

  read_bytes (fixture->path, &before);
  store = genkan_store_open (fixture->path, &error);
  g_assert_error (error, GENKAN_STORE_ERROR, (int) code);
  g_assert_null (store);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_nonnull (strstr (error->message, words));

  read_bytes (fixture->path, &after);
  g_assert_cmpmem (before.contents, before.length, after.contents, after.length);
  g_assert_cmpuint (count_files (fixture->folder), ==, n_files);
  g_free (before.contents);
  g_free (after.contents);
}

static void
execute (const char *path,
         const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static gint64
query (const char *path,
       const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *stmt = NULL;
  gint64 value;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  sqlite3_close (db);

  return value;
}

static void
write_text (const char *path,
            const char *text,
            gssize      length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
}

static void
test_new_destroy (StoreFixture  *fixture,
                  gconstpointer  data)
{
  g_assert_cmpstr (genkan_store_get_path (fixture->store), ==, fixture->path);
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
}

static void
test_closed (StoreFixture  *fixture,
             gconstpointer  data)
{
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("burp", "Burp");
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) read_error = NULL;

  genkan_store_close (fixture->store);
  genkan_store_close (fixture->store);

  g_assert_cmpint (store_save (fixture->store, connection, &error), ==, 0);
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_FAILED);
  list = genkan_store_list_connections (fixture->store, &read_error);
  g_assert_null (list);
  g_assert_error (read_error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_FAILED);
}

static void
test_folder (StoreFixture  *fixture,
             gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "a", NULL);
  g_autofree char *path = g_build_filename (folder, "b", "x y%20?.db", NULL);
  g_autoptr (GenkanStore) store = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  store = genkan_store_open (path, &error);
  g_assert_no_error (error);
  genkan_store_close (store);

  g_assert_cmpint (stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_file (StoreFixture  *fixture,
           gconstpointer  data)
{
  store_add_connection (fixture->store, "Burp");
  store_fixture_close (fixture);

  g_assert_cmpint (query (fixture->path, "PRAGMA application_id"), ==, 0x474e4b4e);
  g_assert_cmpint (query (fixture->path, "PRAGMA user_version"), ==, NEWEST);
  g_assert_cmpint (query (fixture->path, "SELECT count(*) FROM pragma_table_list "
                          "WHERE schema = 'main' AND type = 'table' AND NOT strict "
                          "AND name NOT LIKE 'sqlite%'"), ==, 0);
  g_assert_cmpint (query (fixture->path, "SELECT count(*) FROM connections"), ==, 1);

  store_fixture_open (fixture);
}

/* What is closed is one file again, so a copy of it has everything. */
static void
test_journal (StoreFixture  *fixture,
              gconstpointer  data)
{
  g_autofree char *journal = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GError) error = NULL;

  store_add_connection (fixture->store, "Burp");
  read = genkan_store_list_connections (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 1);
  g_assert_true (g_file_test (journal, G_FILE_TEST_EXISTS));

  store_fixture_close (fixture);
  g_assert_false (g_file_test (journal, G_FILE_TEST_EXISTS));
  store_fixture_open (fixture);
}

static void
test_empty (StoreFixture  *fixture,
            gconstpointer  data)
{
  store_fixture_close (fixture);
  write_text (fixture->path, "", 0);
  store_fixture_open (fixture);
  store_add_connection (fixture->store, "Burp");
}

static void
test_not_a_database (StoreFixture  *fixture,
                     gconstpointer  data)
{
  g_autofree char *noise = g_strnfill (5000, 'x');

  store_fixture_close (fixture);
  write_text (fixture->path, "<html>Not a database</html>", -1);
  assert_refused (fixture, GENKAN_STORE_ERROR_NOT_A_DATABASE, "not a database");
  write_text (fixture->path, noise, 5000);
  assert_refused (fixture, GENKAN_STORE_ERROR_NOT_A_DATABASE, "not a database");
}

/* Cut off after its first page, and with its schema overwritten. */
static void
test_damaged (StoreFixture  *fixture,
              gconstpointer  data)
{
  Bytes bytes;

  store_fixture_close (fixture);
  read_bytes (fixture->path, &bytes);
  write_text (fixture->path, bytes.contents, 50);
  assert_refused (fixture, GENKAN_STORE_ERROR_NOT_A_DATABASE, "damaged");

  memset (bytes.contents + 100, 0xff, 3000);
  write_text (fixture->path, bytes.contents, bytes.length);
  assert_refused (fixture, GENKAN_STORE_ERROR_NOT_A_DATABASE, "damaged");
  g_free (bytes.contents);
}

static void
test_foreign (StoreFixture  *fixture,
              gconstpointer  data)
{
  store_fixture_close (fixture);

  g_unlink (fixture->path);
  execute (fixture->path, "CREATE TABLE places (url TEXT)");
  assert_refused (fixture, GENKAN_STORE_ERROR_FOREIGN, "another program");

  g_unlink (fixture->path);
  execute (fixture->path, "PRAGMA journal_mode = WAL; CREATE TABLE places (url TEXT)");
  assert_refused (fixture, GENKAN_STORE_ERROR_FOREIGN, "another program");

  g_unlink (fixture->path);
  execute (fixture->path, "PRAGMA application_id = 12; CREATE TABLE records (id INTEGER)");
  assert_refused (fixture, GENKAN_STORE_ERROR_FOREIGN, "another program");

  g_unlink (fixture->path);
  execute (fixture->path, "PRAGMA user_version = 1; CREATE TABLE records (id INTEGER)");
  assert_refused (fixture, GENKAN_STORE_ERROR_FOREIGN, "another program");
}

static void
test_newer (StoreFixture  *fixture,
            gconstpointer  data)
{
  store_fixture_close (fixture);
  execute (fixture->path, "PRAGMA user_version = 99");
  assert_refused (fixture, GENKAN_STORE_ERROR_NEWER, "version 99");
}

/* The newer Genkan is running: the file itself does not show the version yet. */
static void
test_newer_in_use (StoreFixture  *fixture,
                   gconstpointer  data)
{
  sqlite3 *other = NULL;

  store_fixture_close (fixture);
  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 99",
                                 NULL, NULL, NULL), ==, SQLITE_OK);
  assert_refused (fixture, GENKAN_STORE_ERROR_NEWER, "version 99");
  sqlite3_close (other);
}

/* The store goes away with its last write, in the thread that writes. */
static void
test_dropped (StoreFixture  *fixture,
              gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanOperation) operation = store_begin (fixture->store, id, NULL);
  guint n_lines = 0;

  for (int i = 0; i < 100; i++)
    genkan_store_log (fixture->store, genkan_operation_get_id (operation), GENKAN_LOG_INFO, "x");
  g_clear_object (&fixture->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;

  store_fixture_open (fixture);
  while (n_lines < 100)
    {
      g_autoptr (GPtrArray) lines =
        genkan_store_read_log (fixture->store, genkan_operation_get_id (operation), NULL);

      n_lines = lines->len;
      g_thread_yield ();
    }
}

/* A file that cannot grow stands for a full disk: the end of a Discover fails as a whole. */
static void
test_no_room (StoreFixture  *fixture,
              gconstpointer  data)
{
  static const StoreUnit before[] = { { "1", "Shop", NULL } };
  g_autofree char *name = g_strnfill (2000, 'n');
  g_autofree char *ids = g_malloc (500 * 8);
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanOperation) first = NULL;
  g_autoptr (GenkanOperation) running = NULL;
  g_autoptr (GenkanOperation) failed = NULL;
  g_autoptr (GenkanRowBatch) rows = NULL;
  g_autoptr (GError) error = NULL;
  StoreUnit units[500];
  struct rlimit old, tight;

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_snprintf (ids + i * 8, 8, "u%" G_GSIZE_FORMAT, i);
      units[i] = (StoreUnit) { ids + i * 8, name, NULL };
    }
  rows = store_make_rows (units, G_N_ELEMENTS (units));

  first = store_discover (fixture->store, id, GENKAN_OPERATION_STATUS_COMPLETE, before, 1);
  running = store_begin (fixture->store, id, NULL);
  g_assert_true (store_stage (fixture->store, genkan_operation_get_id (running), rows, NULL));

  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &old);
  tight = (struct rlimit) { 500000, old.rlim_max };
  setrlimit (RLIMIT_FSIZE, &tight);
  g_assert_null (store_end (fixture->store, genkan_operation_get_id (running),
                            GENKAN_OPERATION_STATUS_COMPLETE, &error));
  setrlimit (RLIMIT_FSIZE, &old);
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_FAILED);

  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_NEW, NULL);
  g_assert_null (store_find_record (fixture->store, id, "u1"));
  failed = store_end (fixture->store, genkan_operation_get_id (running),
                      GENKAN_OPERATION_STATUS_FAILED, NULL);
  g_assert_cmpint (genkan_operation_get_status (failed), ==, GENKAN_OPERATION_STATUS_FAILED);
}

static void
test_is_folder (StoreFixture  *fixture,
                gconstpointer  data)
{
  g_autoptr (GenkanStore) store = NULL;
  g_autoptr (GError) error = NULL;

  store = genkan_store_open (fixture->folder, &error);
  g_assert_null (store);
  g_assert_true (error->domain == GENKAN_STORE_ERROR);
  g_assert_nonnull (strstr (error->message, fixture->folder));
}

static void
test_locked (StoreFixture  *fixture,
             gconstpointer  data)
{
  sqlite3 *other = NULL;

  store_fixture_close (fixture);
  g_unlink (fixture->path);
  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "PRAGMA application_id = 1196313422;"
                                 "BEGIN EXCLUSIVE", NULL, NULL, NULL), ==, SQLITE_OK);
  assert_refused (fixture, GENKAN_STORE_ERROR_LOCKED, "locked");
  g_assert_cmpint (sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (other);
}

/* The super-user may write everywhere: the test then looks as somebody else. */
static void
test_read_only (StoreFixture  *fixture,
                gconstpointer  data)
{
  const uid_t nobody = 65534;
  gboolean super = geteuid () == 0;

  store_fixture_close (fixture);
  if (super)
    {
      g_assert_cmpint (chown (fixture->folder, nobody, nobody), ==, 0);
      g_assert_cmpint (chown (fixture->path, nobody, nobody), ==, 0);
      g_assert_cmpint (seteuid (nobody), ==, 0);
    }

  g_assert_cmpint (g_chmod (fixture->path, 0400), ==, 0);
  assert_refused (fixture, GENKAN_STORE_ERROR_READ_ONLY, "Permission denied");
  g_assert_cmpint (g_chmod (fixture->path, 0600), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0500), ==, 0);
  assert_refused (fixture, GENKAN_STORE_ERROR_READ_ONLY, "Permission denied");
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);

  if (super)
    g_assert_cmpint (seteuid (0), ==, 0);
}

static const GenkanMigration one_more[] = {
  { NEWEST + 1, NULL, "ALTER TABLE connections ADD COLUMN colour TEXT; "
             "UPDATE connections SET colour = 'green'" },
};

static const GenkanMigration broken[] = {
  { NEWEST + 1, NULL, "ALTER TABLE connections ADD COLUMN colour TEXT; SELECT * FROM nowhere" },
};

static void
test_migrate (StoreFixture  *fixture,
              gconstpointer  data)
{
  g_autofree char *copy = g_strdup_printf ("%s.version-%d", fixture->path, NEWEST);
  g_autoptr (GenkanDatabase) db = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  store_add_connection (fixture->store, "Burp");
  store_fixture_close (fixture);

  db = genkan_schema_open_with (fixture->path, one_more, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (query (fixture->path, "PRAGMA user_version"), ==, NEWEST + 1);
  g_assert_cmpint (query (fixture->path, "SELECT count(*) FROM connections "
                          "WHERE colour = 'green'"), ==, 1);

  g_assert_cmpint (query (copy, "PRAGMA user_version"), ==, NEWEST);
  g_assert_cmpint (query (copy, "PRAGMA application_id"), ==, 0x474e4b4e);
  g_assert_cmpint (query (copy, "SELECT count(*) FROM connections"), ==, 1);
  g_assert_cmpint (stat (copy, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_migrate_fails (StoreFixture  *fixture,
                    gconstpointer  data)
{
  g_autoptr (GenkanDatabase) db = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *prefix = NULL;

  store_add_connection (fixture->store, "Burp");
  store_fixture_close (fixture);

  db = genkan_schema_open_with (fixture->path, broken, 1, &error);
  g_assert_null (db);
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_FAILED);
  prefix = g_strdup_printf ("Migration %d: ", NEWEST + 1);
  g_assert_true (g_str_has_prefix (error->message, prefix));
  g_assert_cmpint (query (fixture->path, "PRAGMA user_version"), ==, NEWEST);
  g_assert_cmpint (query (fixture->path, "SELECT count(*) FROM pragma_table_info ('connections') "
                          "WHERE name = 'colour'"), ==, 0);

  store_fixture_open (fixture);
  g_assert_cmpint (query (fixture->path, "SELECT count(*) FROM connections"), ==, 1);
}

/* A database of each released version opens and keeps what it holds. */
static void
test_old_version (StoreFixture  *fixture,
                  gconstpointer  data)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "data", "databases",
                                                   "version-1.db", NULL);
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  Bytes bytes;

  store_fixture_close (fixture);
  read_bytes (source, &bytes);
  write_text (fixture->path, bytes.contents, bytes.length);
  g_free (bytes.contents);

  store_fixture_open (fixture);
  connection = genkan_store_find_connection (fixture->store, "Burp", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (genkan_connection_get_setting (connection, "url"), ==, "http://127.0.0.1:1/");
  g_assert_cmpuint (genkan_connection_get_n_unmapped (connection), ==, 2);
  g_assert_cmpuint (genkan_connection_get_n_mapped (connection), ==, 1);
  store_assert_record (fixture->store, genkan_connection_get_id (connection), "1",
                       GENKAN_RECORD_STATE_GOOD, "Shop");
  store_assert_record (fixture->store, genkan_connection_get_id (connection), "2",
                       GENKAN_RECORD_STATE_NEW, NULL);
  store_assert_record (fixture->store, genkan_connection_get_id (connection), "3",
                       GENKAN_RECORD_STATE_IGNORED, NULL);
  store_assert_record (fixture->store, genkan_connection_get_id (connection), "4",
                       GENKAN_RECORD_STATE_MISSING, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)

  ADD ("/store/new-destroy", test_new_destroy);
  ADD ("/store/closed", test_closed);
  ADD ("/store/folder", test_folder);
  ADD ("/store/file", test_file);
  ADD ("/store/journal", test_journal);
  ADD ("/store/empty", test_empty);
  ADD ("/store/not-a-database", test_not_a_database);
  ADD ("/store/damaged", test_damaged);
  ADD ("/store/foreign", test_foreign);
  ADD ("/store/newer", test_newer);
  ADD ("/store/newer-in-use", test_newer_in_use);
  ADD ("/store/dropped", test_dropped);
  ADD ("/store/no-room", test_no_room);
  ADD ("/store/is-folder", test_is_folder);
  ADD ("/store/locked", test_locked);
  ADD ("/store/read-only", test_read_only);
  ADD ("/store/migrate", test_migrate);
  ADD ("/store/migrate-fails", test_migrate_fails);
  ADD ("/store/old-version", test_old_version);

  return g_test_run ();
}
