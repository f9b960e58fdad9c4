/* bench-deliver.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-deliver run|list DATABASE URL TOKEN
 *   delivers all that the database keeps of its first Connection to a DefectDojo; with `list` the
 *   main loop shows the Findings meanwhile, as a window does. Prints lines `NAME=NUMBER`: how long
 *   it took, what became of the Records, and the processor time of each thread.
 */

#include "config.h"

#include "bench-common.h"

#include "genkan-delivery.h"
#include "genkan-finding-list.h"
#include "genkan-store-connections.h"
#include "genkan-store-deliver.h"
#include "genkan-store-operations.h"
#include "genkan-store-server.h"

#include <locale.h>

/* As many rows as a window shows. */
#define SHOWN_ROWS 40

typedef struct
{
  GenkanStore        *store;      /* (owned) */
  GenkanConnection   *connection; /* (owned) */
  GenkanOperation    *operation;  /* (owned) */
  GenkanServerAccess *access;     /* (owned) */
} Deliver;

static void
deliver_clear (Deliver *self)
{
  g_clear_object (&self->connection);
  g_clear_object (&self->operation);
  g_clear_pointer (&self->access, genkan_server_access_free);
  if (self->store != NULL)
    genkan_store_close (self->store);
  g_clear_object (&self->store);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Deliver, deliver_clear)

static gboolean
set_server (Deliver     *self,
            const char  *url,
            const char  *token,
            GError     **error)
{
  GenkanServer server = { .url = (char *) url };
  g_autoptr (GAsyncResult) result = NULL;

  self->access = genkan_server_access_new (&server, token);
  genkan_store_set_server_async (self->store, &server, NULL, bench_keep_result, &result);

  return genkan_store_set_server_finish (self->store, bench_wait (&result), error);
}

static gboolean
begin (Deliver  *self,
       GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint n_records;

  self->operation = bench_begin_operation (self->store, 1, GENKAN_OPERATION_TYPE_DELIVER, error);
  if (self->operation == NULL)
    return FALSE;

  genkan_store_take_deliveries_async (self->store, genkan_operation_get_id (self->operation), FALSE,
                                      NULL, 0, NULL, bench_keep_result, &result);

  return genkan_store_take_deliveries_finish (self->store, bench_wait (&result), &n_records, error);
}

static gboolean
send_all (Deliver  *self,
          GError  **error)
{
  GenkanDeliveryJob job = {
    .store = self->store,
    .access = self->access,
    .connection = self->connection,
    .tool = "Bench",
    .operation_id = genkan_operation_get_id (self->operation),
  };
  g_autoptr (GAsyncResult) result = NULL;
  GenkanDeliverySummary summary;

  genkan_delivery_run_async (&job, NULL, bench_keep_result, &result);
  if (!genkan_delivery_run_finish (bench_wait (&result), &summary, error))
    return FALSE;

  if (summary.reason != NULL)
    {
      *error = g_error_copy (summary.reason);
      return FALSE;
    }
  g_print ("records=%u\ndelivered=%u\n", summary.n_records, summary.n_delivered);

  return TRUE;
}

static gboolean
deliver (Deliver  *self,
         GError  **error)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GenkanOperation) closed = NULL;

  if (!begin (self, error) || !send_all (self, error))
    return FALSE;

  closed = bench_end_operation (self->store, self->operation, error);
  bench_print_seconds ("seconds", g_get_monotonic_time () - start);
  if (closed == NULL)
    return FALSE;

  g_print ("pending=%u\ncreated=%u\nupdated=%u\nclosed=%u\n", genkan_operation_get_n_seen (closed),
           genkan_operation_get_n_new (closed), genkan_operation_get_n_changed (closed),
           genkan_operation_get_n_missing (closed));
  bench_print_threads ();

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

static gboolean
run (char    **words,
     GError  **error)
{
  g_auto (Deliver) self = { NULL };
  g_autoptr (GenkanFindingList) list = NULL;

  self.store = genkan_store_open (words[1], error);
  if (self.store != NULL)
    self.connection = genkan_store_get_connection (self.store, 1, error);
  if (self.connection == NULL || !set_server (&self, words[2], words[3], error))
    return FALSE;

  if (g_str_equal (words[0], "list"))
    {
      list = genkan_finding_list_new (self.store, 0);
      g_signal_connect (list, "items-changed", G_CALLBACK (show_rows_cb), NULL);
    }

  return deliver (&self, error);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "C.UTF-8");
  if (argc != 5)
    {
      g_printerr ("usage: bench-deliver run|list DATABASE URL TOKEN\n");
      return 2;
    }

  if (run (argv + 1, &error))
    return 0;

  g_printerr ("bench-deliver: %s\n", error->message);

  return 1;
}
