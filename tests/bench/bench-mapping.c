/* bench-mapping.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-mapping ROUNDS
 *
 * One page of 500 issues to rows of fifteen columns, in one thread: cut and mapped as the engine
 * does it, and by SQLite's own json_each over the whole body. They take turns, and the quickest
 * turn of each counts: what others do on the machine only ever makes it slower.
 */

#include "config.h"

#include "bench-connector.h"
#include "bench-pages.h"

#include <sqlite3.h>

static const char sql[] =
  "SELECT value ->> 'key', value ->> 'rule', value ->> 'message', value ->> 'severity', "
  "value ->> '$.flows[0].locations[0].msg', value ->> 'component', value ->> 'line', "
  "value ->> 'creationDate', value ->> 'project', value ->> 'quickFixAvailable', "
  "value ->> 'tags', value ->> 'effort', value ->> 'hash', "
  "value ->> '$.flows[0].locations[0].textRange.startLine', "
  "value ->> '$.flows[0].locations[0].component' "
  "FROM json_each (?1, '$.issues')";

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return time.tv_sec + time.tv_nsec / 1e9;
}

/* The rows are read, and kept nowhere. */
static double
time_json_each (const GString *body,
                gsize         *ret_bytes)
{
  sqlite3_stmt *statement;
  sqlite3 *db;
  double start;

  sqlite3_open (":memory:", &db);
  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));

  start = now ();
  *ret_bytes = 0;
  sqlite3_bind_text (statement, 1, body->str, body->len, SQLITE_STATIC);
  while (sqlite3_step (statement) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (statement); i++)
      if (sqlite3_column_text (statement, i) != NULL)
        *ret_bytes += sqlite3_column_bytes (statement, i);
  start = now () - start;

  sqlite3_finalize (statement);
  sqlite3_close (db);

  return start;
}

static gsize
count_bytes (GPtrArray *mapped)
{
  gsize n = 0;

  for (guint i = 0; i < mapped->len; i++)
    {
      GenkanRowBatch *rows = ((GenkanMapped *) mapped->pdata[i])->rows;

      for (guint j = 0; j < genkan_row_batch_get_n_rows (rows); j++)
        for (guint k = 0; k < genkan_row_batch_get_n_columns (rows); k++)
          {
            g_autofree char *text = genkan_value_dup_text (genkan_row_batch_get (rows, j, k));

            n += text != NULL ? strlen (text) : 0;
          }
    }

  return n;
}

int
main (int    argc,
      char **argv)
{
  guint rounds = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 30;
  g_autoptr (GenkanConnector) connector = bench_connector_load ("mapping.yaml", 1);
  g_autoptr (BenchPages) pages = bench_pages_new ();
  g_autoptr (GString) body = g_string_new (NULL);
  double best_own = G_MAXDOUBLE, best_json_each = G_MAXDOUBLE;

  bench_pages_append (pages, 1, BENCH_PAGE_SIZE, 0, body);
  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (GPtrArray) mapped = NULL;
      double start = now ();
      gsize n_bytes;

      mapped = bench_connector_map_page (connector, "findings", body);
      best_own = MIN (best_own, now () - start);
      best_json_each = MIN (best_json_each, time_json_each (body, &n_bytes));
      if (n_bytes != count_bytes (mapped))
        g_error ("They do not make the same of it");
    }

  g_print ("bytes=%" G_GSIZE_FORMAT "\nown=%.6f\njson_each=%.6f\n", body->len, best_own,
           best_json_each);

  return 0;
}
