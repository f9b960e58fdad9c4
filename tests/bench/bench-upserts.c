/* bench-upserts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-upserts DATABASE RECORDS TOTAL
 *
 * What a Sync would be held up by if all but writing cost nothing: TOTAL findings of each of
 * RECORDS Records, which lie ready in memory, go into the table of a database that `bench-sync
 * fill` made, with all its columns and indexes. One prepared statement, a transaction for each
 * Record, the settings of the store's writer. Prints how long it took.
 */

#include "config.h"

#include "bench-connector.h"
#include "bench-pages.h"

#include "genkan-finding-rows.h"
#include "genkan-fold.h"

#include <locale.h>

#define READY_PAGES 40

typedef struct
{
  GenkanFindingRows *rows;       /* (owned) */
  GPtrArray         *title_keys; /* (owned) (element-type utf8) */
  GPtrArray         *searches;   /* (owned) (element-type utf8) */
} Page;

typedef struct
{
  sqlite3      *db;     /* (owned) */
  sqlite3_stmt *upsert; /* (owned) */
} Table;

static const char sql[] =
  "INSERT INTO findings (record_id, unique_id, state, severity, is_wide, checksum, first_seen, "
  "changed, closed, title, title_key, component, vulnerability, search, fields) "
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) "
  "ON CONFLICT (record_id, unique_id) DO UPDATE SET state = excluded.state, "
  "severity = excluded.severity, is_wide = excluded.is_wide, checksum = excluded.checksum, "
  "changed = excluded.changed, closed = excluded.closed, title = excluded.title, "
  "title_key = excluded.title_key, component = excluded.component, "
  "vulnerability = excluded.vulnerability, search = excluded.search, fields = excluded.fields";

static void
page_free (gpointer data)
{
  Page *page = data;

  genkan_finding_rows_unref (page->rows);
  g_ptr_array_unref (page->title_keys);
  g_ptr_array_unref (page->searches);
  g_free (page);
}

static char *
make_search (const GenkanFindingRow *row)
{
  g_autofree char *title = genkan_fold (row->title);
  g_autofree char *component = genkan_fold (row->component != NULL ? row->component : "");

  return g_strconcat (title, "\n", component, "\n", NULL);
}

static Page *
make_page (GenkanConnector *connector,
           BenchPages      *pages,
           guint            number)
{
  Page *page = g_new0 (Page, 1);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GPtrArray) mapped = NULL;
  g_autoptr (GError) error = NULL;

  bench_pages_append (pages, number, READY_PAGES * BENCH_PAGE_SIZE, 0, body);
  mapped = bench_connector_map_page (connector, "findings", body);
  page->rows = genkan_finding_rows_new (((GenkanMapped *) mapped->pdata[0])->rows, &error);
  if (page->rows == NULL)
    g_error ("%s", error->message);

  page->title_keys = g_ptr_array_new_with_free_func (g_free);
  page->searches = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < genkan_finding_rows_get_n_rows (page->rows); i++)
    {
      const GenkanFindingRow *row = genkan_finding_rows_get (page->rows, i);

      g_ptr_array_add (page->title_keys, genkan_fold_sort_key (row->title));
      g_ptr_array_add (page->searches, make_search (row));
    }

  return page;
}

static GPtrArray *
make_pages (void)
{
  g_autoptr (GenkanConnector) connector = bench_connector_load ("bench.yaml", 1);
  g_autoptr (BenchPages) pages = bench_pages_new ();
  GPtrArray *ready = g_ptr_array_new_with_free_func (page_free);

  for (guint number = 1; number <= READY_PAGES; number++)
    g_ptr_array_add (ready, make_page (connector, pages, number));

  return ready;
}

static void
check (Table *table,
       int    code)
{
  if (code != SQLITE_OK && code != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (table->db));
}

static void
bind_text (Table      *table,
           int         place,
           const char *text)
{
  check (table, sqlite3_bind_text (table->upsert, place, text, -1, SQLITE_STATIC));
}

static void
write_row (Table      *table,
           const Page *page,
           guint       place,
           guint       record,
           guint       number)
{
  const GenkanFindingRow *row = genkan_finding_rows_get (page->rows, place);
  const gint64 numbers[] = { row->state, row->severity, 0, row->checksum, row->found, row->found };
  char id[32];

  g_snprintf (id, sizeof id, BENCH_KEY, number);
  check (table, sqlite3_bind_int64 (table->upsert, 1, record));
  bind_text (table, 2, id);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    check (table, sqlite3_bind_int64 (table->upsert, 3 + i, numbers[i]));
  bind_text (table, 10, row->title);
  bind_text (table, 11, page->title_keys->pdata[place]);
  bind_text (table, 12, row->component);
  bind_text (table, 13, row->vulnerability);
  bind_text (table, 14, page->searches->pdata[place]);
  bind_text (table, 15, row->fields);
  check (table, sqlite3_step (table->upsert));
  check (table, sqlite3_reset (table->upsert));
}

static void
write_record (Table     *table,
              GPtrArray *pages,
              guint      record,
              guint      total)
{
  check (table, sqlite3_exec (table->db, "BEGIN IMMEDIATE", NULL, NULL, NULL));
  for (guint i = 0; i < total; i++)
    {
      guint number = record * total + i;

      write_row (table, pages->pdata[number / BENCH_PAGE_SIZE % READY_PAGES],
                 number % BENCH_PAGE_SIZE, record + 1, number);
    }
  check (table, sqlite3_exec (table->db, "COMMIT", NULL, NULL, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GPtrArray) pages = NULL;
  Table table = { 0 };
  guint n_records, total;
  gint64 start;

  setlocale (LC_ALL, "C.UTF-8");
  if (argc != 4)
    {
      g_printerr ("usage: bench-upserts DATABASE RECORDS TOTAL\n");
      return 2;
    }

  n_records = g_ascii_strtoull (argv[2], NULL, 10);
  total = g_ascii_strtoull (argv[3], NULL, 10);
  pages = make_pages ();

  start = g_get_monotonic_time ();
  check (&table, sqlite3_open_v2 (argv[1], &table.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                                  NULL));
  check (&table, sqlite3_exec (table.db, "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384; "
                               "PRAGMA wal_autocheckpoint = 32768", NULL, NULL, NULL));
  check (&table, sqlite3_prepare_v2 (table.db, sql, -1, &table.upsert, NULL));
  for (guint record = 0; record < n_records; record++)
    write_record (&table, pages, record, total);
  check (&table, sqlite3_finalize (table.upsert));
  g_print ("seconds=%.6f\n", (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC);
  check (&table, sqlite3_close (table.db));

  return 0;
}
