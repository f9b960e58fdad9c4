/* bench-decide.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-decide DATABASE RECORDS
 *
 * Maps the first RECORDS Records through the store, and the RECORDS that follow by a bare UPDATE,
 * which keeps no history and can't be taken back. Prints how many seconds each took.
 */

#include "config.h"

#include "genkan-store-records.h"

#include <locale.h>
#include <sqlite3.h>

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
stop_for_error (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static gboolean
collect_id (GenkanRecord *record,
            gpointer      user_data)
{
  GArray *ids = user_data;
  gint64 id = genkan_record_get_id (record);

  g_array_append_val (ids, id);

  return TRUE;
}

static double
map_by_store (const char *path,
              guint       n_records,
              GArray     *ids)
{
  GenkanDecision decision = { .kind = GENKAN_DECISION_MAP, .product_name = "Bench" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanStore) store = genkan_store_open (path, &error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanUndo) undo = NULL;
  gint64 start;

  stop_for_error (error);
  genkan_store_foreach_record (store, 1, collect_id, ids, &error);
  stop_for_error (error);
  if (ids->len < 2 * n_records)
    g_error ("%s: %u Records are needed, %u are there", path, 2 * n_records, ids->len);

  start = g_get_monotonic_time ();
  genkan_store_decide_async (store, (gint64 *) (gpointer) ids->data, n_records, &decision, NULL,
                             keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  undo = genkan_store_decide_finish (store, result, &error);
  stop_for_error (error);
  g_assert (genkan_undo_get_n_records (undo) == n_records);

  return (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC;
}

static void
execute (sqlite3    *db,
         const char *sql)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
}

/* With the same settings as the store's writer. */
static double
map_by_update (const char   *path,
               const gint64 *ids,
               guint         n_records)
{
  sqlite3 *db;
  sqlite3_stmt *update;
  gint64 start;

  if (sqlite3_open (path, &db) != SQLITE_OK)
    g_error ("%s: %s", path, sqlite3_errmsg (db));
  execute (db, "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON");

  start = g_get_monotonic_time ();
  execute (db, "BEGIN IMMEDIATE");
  sqlite3_prepare_v2 (db, "UPDATE records SET state = 1, product_id = "
                      "(SELECT id FROM products WHERE name = 'Bench') WHERE id = ?1",
                      -1, &update, NULL);
  for (guint i = 0; i < n_records; i++)
    {
      sqlite3_bind_int64 (update, 1, ids[i]);
      if (sqlite3_step (update) != SQLITE_DONE)
        g_error ("UPDATE: %s", sqlite3_errmsg (db));
      sqlite3_reset (update);
    }
  sqlite3_finalize (update);
  execute (db, "COMMIT");
  start = g_get_monotonic_time () - start;
  sqlite3_close (db);

  return start / (double) G_USEC_PER_SEC;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n_records;
  double seconds;

  setlocale (LC_ALL, "");
  if (argc != 3)
    {
      g_printerr ("usage: %s DATABASE RECORDS\n", argv[0]);
      return 2;
    }

  n_records = g_ascii_strtoull (argv[2], NULL, 10);
  seconds = map_by_store (argv[1], n_records, ids);
  g_print ("store=%.3f\n", seconds);
  seconds = map_by_update (argv[1], &g_array_index (ids, gint64, n_records), n_records);
  g_print ("update=%.3f\n", seconds);

  return 0;
}
