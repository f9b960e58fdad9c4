/* bench-common.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-common.h"

#include "genkan-engine.h"
#include "genkan-store-connections.h"
#include "genkan-store-operations.h"

void
bench_keep_result (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

GAsyncResult *
bench_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

void
bench_print_seconds (const char *name,
                     gint64      microseconds)
{
  g_print ("%s=%.6f\n", name, microseconds / (double) G_USEC_PER_SEC);
}

/* Nanoseconds on a processor, of one thread; and its name. */
static void
print_thread (const char *task)
{
  g_autofree char *stat_path = g_build_filename ("/proc/self/task", task, "schedstat", NULL);
  g_autofree char *name_path = g_build_filename ("/proc/self/task", task, "comm", NULL);
  g_autofree char *stat = NULL;
  g_autofree char *name = NULL;

  if (g_file_get_contents (stat_path, &stat, NULL, NULL) &&
      g_file_get_contents (name_path, &name, NULL, NULL))
    g_print ("thread.%s=%.6f\n", g_strstrip (name), g_ascii_strtod (stat, NULL) / 1e9);
}

/* What each thread that is still there used of a processor. */
void
bench_print_threads (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/task", 0, NULL);
  const char *task;

  while (dir != NULL && (task = g_dir_read_name (dir)) != NULL)
    print_thread (task);
}

/* Runs to the end, and says what came. */
gboolean
bench_run (GenkanRun  *run,
           GError    **error)
{
  g_autoptr (GenkanEngine) engine = genkan_engine_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanRunResult) ended = NULL;

  genkan_engine_run_async (engine, run, NULL, bench_keep_result, &result);
  ended = genkan_engine_run_finish (engine, bench_wait (&result), error);
  if (ended == NULL)
    return FALSE;

  if (ended->reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&ended->reason));
      return FALSE;
    }
  g_print ("rows=%u\nrequests=%u\n", ended->n_rows, ended->requests);
  bench_print_threads ();

  return TRUE;
}

/* Returns: its number, or 0 with an error */
gint64
bench_add_connection (GenkanStore  *store,
                      GError      **error)
{
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("bench", "Bench");
  g_autoptr (GAsyncResult) result = NULL;

  genkan_store_save_connection_async (store, connection, NULL, bench_keep_result, &result);

  return genkan_store_save_connection_finish (store, bench_wait (&result), error);
}

GenkanOperation *
bench_begin_operation (GenkanStore          *store,
                       gint64                connection_id,
                       GenkanOperationType   kind,
                       GError              **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_store_begin_operation_async (store, connection_id, kind, GENKAN_OPERATION_TRIGGER_MANUAL,
                                      NULL, bench_keep_result, &result);

  return genkan_store_begin_operation_finish (store, bench_wait (&result), error);
}

GenkanOperation *
bench_end_operation (GenkanStore      *store,
                     GenkanOperation  *operation,
                     GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_store_end_operation_async (store, genkan_operation_get_id (operation),
                                    GENKAN_OPERATION_STATUS_COMPLETE, NULL, NULL,
                                    bench_keep_result, &result);

  return genkan_store_end_operation_finish (store, bench_wait (&result), error);
}
