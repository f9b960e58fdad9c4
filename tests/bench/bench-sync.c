/* bench-sync.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-sync fill DATABASE RECORDS
 *   makes a database with so many Records, all of them mapped.
 * bench-sync run|list DATABASE URL TOTAL PARALLEL
 *   runs a Sync of TOTAL findings of each Record; with `list` the main loop shows the Findings
 *   meanwhile, as a window does. Prints lines `NAME=NUMBER`: how long it took, what was found,
 *   and the processor time of each thread.
 */

#include "config.h"

#include "bench-common.h"
#include "bench-connector.h"

#include "genkan-finding-list.h"
#include "genkan-findings-sink.h"
#include "genkan-store-operations.h"
#include "genkan-store-records.h"
#include "genkan-store-sync.h"

#include <locale.h>

/* As many rows as a window shows. */
#define SHOWN_ROWS 40

/* --- Records --- */

static GenkanRowBatch *
make_records (guint n_records)
{
  static const char *const columns[] = { "id", "name" };
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < n_records; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *name = g_strdup_printf ("Record %u", i);
      GenkanValue values[] = { genkan_value_text (id), genkan_value_text (name) };

      genkan_row_batch_builder_add (builder, &values[0]);
      genkan_row_batch_builder_add (builder, &values[1]);
    }

  return genkan_row_batch_builder_end (builder);
}

static gboolean
add_records (GenkanStore  *store,
             guint         n_records,
             GError      **error)
{
  gint64 connection_id = bench_add_connection (store, error);
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanOperation) closed = NULL;
  g_autoptr (GenkanRowBatch) records = make_records (n_records);
  g_autoptr (GAsyncResult) result = NULL;

  if (connection_id > 0)
    operation = bench_begin_operation (store, connection_id, GENKAN_OPERATION_TYPE_DISCOVER, error);
  if (operation == NULL)
    return FALSE;

  genkan_store_stage_records_async (store, genkan_operation_get_id (operation), records, NULL,
                                    bench_keep_result, &result);
  if (genkan_store_stage_records_finish (store, bench_wait (&result), error))
    closed = bench_end_operation (store, operation, error);

  return closed != NULL;
}

static gboolean
collect_id (GenkanRecord *record,
            gpointer      user_data)
{
  gint64 id = genkan_record_get_id (record);

  g_array_append_val ((GArray *) user_data, id);

  return TRUE;
}

static gboolean
fill (const char  *path,
      guint        n_records,
      GError     **error)
{
  GenkanDecision decision = { .kind = GENKAN_DECISION_MAP_EACH };
  g_autoptr (GenkanStore) store = genkan_store_open (path, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanUndo) undo = NULL;

  if (store == NULL || !add_records (store, n_records, error) ||
      !genkan_store_foreach_record (store, 1, collect_id, ids, error))
    return FALSE;

  genkan_store_decide_async (store, (const gint64 *) (gpointer) ids->data, ids->len, &decision,
                             NULL, bench_keep_result, &result);
  undo = genkan_store_decide_finish (store, bench_wait (&result), error);

  return undo != NULL;
}

/* --- a Sync --- */

typedef struct
{
  GenkanStore     *store;     /* (owned) */
  GenkanOperation *operation; /* (owned) */
  const char      *url;
  const char      *total;
  guint            parallel;
} Sync;

static GPtrArray *
take_records (Sync    *sync,
              GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_store_sync_records_async (sync->store, genkan_operation_get_id (sync->operation), NULL, 0,
                                   NULL, bench_keep_result, &result);

  return genkan_store_sync_records_finish (sync->store, bench_wait (&result), error);
}

static gboolean
run_engine (Sync    *sync,
            GError **error)
{
  g_autoptr (GPtrArray) records = take_records (sync, error);
  g_autoptr (GenkanConnector) connector = bench_connector_load ("bench-sync.yaml", sync->parallel);
  g_autoptr (GenkanSink) sink =
    genkan_findings_sink_new (sync->store,
                              genkan_operation_get_connection_id (sync->operation),
                              genkan_operation_get_id (sync->operation), FALSE);
  g_autoptr (GenkanRun) run = genkan_run_new (connector, GENKAN_PURPOSE_SYNC, sink);

  if (records == NULL)
    return FALSE;

  genkan_run_set_setting (run, "url", sync->url);
  genkan_run_set_setting (run, "total", sync->total);
  for (guint i = 0; i < records->len; i++)
    genkan_run_add_record (run, genkan_record_get_vendor_id (records->pdata[i]),
                           genkan_record_get_name (records->pdata[i]), NULL);

  return bench_run (run, error);
}

static gboolean
run_sync (Sync    *sync,
          GError **error)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GenkanOperation) closed = NULL;

  sync->operation = bench_begin_operation (sync->store, 1, GENKAN_OPERATION_TYPE_SYNC, error);
  if (sync->operation == NULL || !run_engine (sync, error))
    return FALSE;

  closed = bench_end_operation (sync->store, sync->operation, error);
  bench_print_seconds ("seconds", g_get_monotonic_time () - start);
  if (closed == NULL)
    return FALSE;

  g_print ("found=%u\nnew=%u\n", genkan_operation_get_n_seen (closed),
           genkan_operation_get_n_new (closed));

  return TRUE;
}

/* What a table does when rows come: it asks for those on the screen. */
static void
show_rows_cb (GListModel *list)
{
  guint n_rows = MIN (g_list_model_get_n_items (list), SHOWN_ROWS);

  for (guint i = 0; i < n_rows; i++)
    g_object_unref (g_list_model_get_item (list, i));
}

static void
wait_for_list (GListModel *list,
               guint       n_rows)
{
  while (g_list_model_get_n_items (list) < n_rows)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
synchronise (const char  *path,
             Sync        *sync,
             gboolean     lists,
             GError     **error)
{
  g_autoptr (GenkanFindingList) list = NULL;
  gboolean done;

  sync->store = genkan_store_open (path, error);
  if (sync->store == NULL)
    return FALSE;

  if (lists)
    {
      list = genkan_finding_list_new (sync->store, 0);
      g_signal_connect (list, "items-changed", G_CALLBACK (show_rows_cb), NULL);
    }
  done = run_sync (sync, error);
  if (done && lists)
    wait_for_list (G_LIST_MODEL (list), g_ascii_strtoull (sync->total, NULL, 10));

  g_clear_object (&sync->operation);
  genkan_store_close (sync->store);
  g_clear_object (&sync->store);

  return done;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "C.UTF-8");
  if (argc == 4 && g_str_equal (argv[1], "fill"))
    fill (argv[2], g_ascii_strtoull (argv[3], NULL, 10), &error);
  else if (argc == 6)
    {
      Sync sync = {
        .url = argv[3], .total = argv[4], .parallel = g_ascii_strtoull (argv[5], NULL, 10),
      };

      synchronise (argv[2], &sync, g_str_equal (argv[1], "list"), &error);
    }
  else
    {
      g_printerr ("usage: bench-sync fill DATABASE RECORDS\n"
                  "       bench-sync run|list DATABASE URL TOTAL PARALLEL\n");
      return 2;
    }

  if (error == NULL)
    return 0;

  g_printerr ("bench-sync: %s\n", error->message);

  return 1;
}
