/* bench-run.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-run engine|inserts records|findings URL TOTAL DATABASE PARALLEL DELAY
 *
 * One run, in a process of its own so that its memory can be measured from outside. Prints
 * lines `NAME=NUMBER`: how long it took, and the processor time of each thread.
 */

#include "config.h"

#include "bench-common.h"
#include "bench-connector.h"
#include "bench-pages.h"
#include "bench-sink.h"

#include "genkan-records-sink.h"

#include <locale.h>

#define INSERTED_PAGES 40

typedef struct
{
  const char *sink;
  const char *url;
  const char *total;
  const char *database;
  guint       parallel;
  const char *delay;
} Bench;

static gboolean
run_engine (const Bench    *bench,
            GenkanPurpose   purpose,
            GenkanSink     *sink,
            GError        **error)
{
  g_autoptr (GenkanConnector) connector = bench_connector_load ("bench.yaml", bench->parallel);
  g_autoptr (GenkanRun) run = genkan_run_new (connector, purpose, sink);

  genkan_run_set_setting (run, "url", bench->url);
  genkan_run_set_setting (run, "total", bench->total);
  genkan_run_set_setting (run, "delay", bench->delay);
  if (purpose == GENKAN_PURPOSE_SYNC)
    genkan_run_add_record (run, "shop", "Shop", NULL);

  return bench_run (run, error);
}

/* The real store: the rows of a Discover are staged, and become Records when it has ended. */
static gboolean
discover (const Bench  *bench,
          GError      **error)
{
  g_autoptr (GenkanStore) store = genkan_store_open (bench->database, error);
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanOperation) closed = NULL;
  g_autoptr (GenkanSink) sink = NULL;
  gint64 connection_id, start, staged;

  connection_id = store != NULL ? bench_add_connection (store, error) : 0;
  if (connection_id > 0)
    operation = bench_begin_operation (store, connection_id, GENKAN_OPERATION_TYPE_DISCOVER, error);
  if (operation == NULL)
    return FALSE;

  start = g_get_monotonic_time ();
  sink = genkan_records_sink_new (store, genkan_operation_get_id (operation));
  if (!run_engine (bench, GENKAN_PURPOSE_DISCOVER, sink, error))
    return FALSE;

  staged = g_get_monotonic_time ();
  bench_print_seconds ("seconds", staged - start);
  closed = bench_end_operation (store, operation, error);
  bench_print_seconds ("end", g_get_monotonic_time () - staged);
  genkan_store_close (store);

  return closed != NULL;
}

/* The engine without the store, which bench-sync measures: findings go into a table that the bare
 * inserts have, too. */
static gboolean
sync_findings (const Bench  *bench,
               GError      **error)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (BenchSink) sink = bench_sink_new (bench->database, bench->sink);
  gboolean done = run_engine (bench, GENKAN_PURPOSE_SYNC, GENKAN_SINK (sink), error);

  bench_sink_close (sink);
  bench_print_seconds ("seconds", g_get_monotonic_time () - start);

  return done;
}

/* Pages of rows, more than the processor's caches hold. */
static GPtrArray *
make_rows (const Bench *bench)
{
  g_autoptr (GenkanConnector) connector = bench_connector_load ("bench.yaml", bench->parallel);
  g_autoptr (BenchPages) pages = bench_pages_new ();
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint page = 1; page <= INSERTED_PAGES; page++)
    {
      g_autoptr (GString) body = g_string_new (NULL);

      bench_pages_append (pages, page, INSERTED_PAGES * BENCH_PAGE_SIZE, 0, body);
      g_ptr_array_add (rows, bench_connector_map_page (connector, bench->sink, body));
    }

  return rows;
}

/* What an engine that costs nothing would be held up by: rows that lie ready in memory, into a
 * table of the same columns. */
static void
insert (const Bench *bench)
{
  g_autoptr (GPtrArray) rows = make_rows (bench);
  guint total = g_ascii_strtoull (bench->total, NULL, 10);
  BenchTable *table;
  gint64 start;

  start = g_get_monotonic_time ();
  table = bench_table_new (bench->database, bench->sink);
  for (guint row = 0; row < total; row += BENCH_PAGE_SIZE)
    {
      GPtrArray *page = g_ptr_array_index (rows, row / BENCH_PAGE_SIZE % INSERTED_PAGES);

      bench_table_insert (table, ((GenkanMapped *) page->pdata[0])->rows, row);
    }
  bench_table_free (table);
  bench_print_seconds ("seconds", g_get_monotonic_time () - start);
  g_print ("rows=%u\n", total);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  Bench bench;

  setlocale (LC_ALL, "C.UTF-8");
  if (argc != 8)
    {
      g_printerr ("usage: bench-run engine|inserts records|findings URL TOTAL DATABASE PARALLEL "
                  "DELAY\n");
      return 2;
    }

  bench = (Bench) { argv[2], argv[3], argv[4], argv[5], g_ascii_strtoull (argv[6], NULL, 10), argv[7] };
  if (g_str_equal (argv[1], "inserts"))
    insert (&bench);
  else if (g_str_equal (bench.sink, "findings"))
    sync_findings (&bench, &error);
  else
    discover (&bench, &error);

  if (error != NULL)
    {
      g_printerr ("bench-run: %s\n", error->message);
      return 1;
    }

  return 0;
}
