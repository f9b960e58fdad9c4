/* fill-store.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fill-store DATABASE RECORDS [MAPPED]
 *
 * Fills a database through the store's own doors, as a Discover and a person would: one
 * Connection, RECORDS Records, of which MAPPED are mapped, ten to a Product. For looking at the
 * window with many rows.
 */

#include "config.h"

#include "genkan-store-connections.h"
#include "genkan-store-operations.h"
#include "genkan-store-records.h"

#include <locale.h>

#define BATCH 1000

static const char *const columns[] = { "id", "name", "kind", "url", "parent", "tags", "extra" };
static const char *const parents[] = { "Marketing", "IT", "Payments", "Mobile", "Research" };
static const char *const nouns[] = { "shop", "blog", "careers", "api", "intranet", "portal" };

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static void
add_text (GenkanRowBatchBuilder *builder,
          const char            *text)
{
  GenkanValue value = genkan_value_text (text);

  genkan_row_batch_builder_add (builder, &value);
}

static void
add_record (GenkanRowBatchBuilder *builder,
            guint                  number)
{
  g_autofree char *id = g_strdup_printf ("site-%u", number);
  g_autofree char *name = g_strdup_printf ("%s-%05u", nouns[number % G_N_ELEMENTS (nouns)], number);
  g_autofree char *url = g_strdup_printf ("https://burp.example.com/sites/%u", number);
  g_autofree char *extra =
    g_strdup_printf ("{\"scanned\":%s,\"agents\":%u,\"scope\":[\"https://%s.example.com\"]}",
                     number % 3 != 0 ? "true" : "false", number % 7, name);

  add_text (builder, id);
  add_text (builder, name);
  add_text (builder, "site");
  add_text (builder, url);
  add_text (builder, parents[number % G_N_ELEMENTS (parents)]);
  add_text (builder, number % 2 != 0 ? "[\"public\",\"pci\"]" : NULL);
  add_text (builder, extra);
}

static gboolean
stage (GenkanStore  *store,
       gint64        operation_id,
       guint         first,
       guint         last,
       GError      **error)
{
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, G_N_ELEMENTS (columns));
  g_autoptr (GenkanRowBatch) batch = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  for (guint i = first; i < last; i++)
    add_record (builder, i);
  batch = genkan_row_batch_builder_end (builder);
  genkan_store_stage_records_async (store, operation_id, batch, NULL, keep_result_cb, &result);

  return genkan_store_stage_records_finish (store, wait_for (&result), error);
}

static gint64
add_connection (GenkanStore  *store,
                GError      **error)
{
  g_autoptr (GenkanConnection) connection =
    genkan_connection_new ("burp-dast", "Burp DAST — production");
  g_autoptr (GAsyncResult) result = NULL;

  genkan_connection_set_setting (connection, "url", "https://burp.example.com");
  genkan_connection_set_visible (connection, "5 sites");
  genkan_store_save_connection_async (store, connection, NULL, keep_result_cb, &result);

  return genkan_store_save_connection_finish (store, wait_for (&result), error);
}

static gboolean
discover (GenkanStore  *store,
          gint64        connection_id,
          guint         n_records,
          GError      **error)
{
  g_autoptr (GAsyncResult) begun = NULL;
  g_autoptr (GAsyncResult) ended = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanOperation) closed = NULL;
  gint64 id;

  genkan_store_begin_operation_async (store, connection_id, GENKAN_OPERATION_TYPE_DISCOVER,
                                      GENKAN_OPERATION_TRIGGER_MANUAL, NULL,
                                      keep_result_cb, &begun);
  operation = genkan_store_begin_operation_finish (store, wait_for (&begun), error);
  if (operation == NULL)
    return FALSE;

  id = genkan_operation_get_id (operation);
  genkan_store_log (store, id, GENKAN_LOG_INFO, "sites: asked for all sites");
  genkan_store_log (store, id, GENKAN_LOG_WARNING, "sites: one answer came late");
  for (guint i = 0; i < n_records; i += BATCH)
    if (!stage (store, id, i, MIN (i + BATCH, n_records), error))
      return FALSE;

  genkan_store_end_operation_async (store, id, GENKAN_OPERATION_STATUS_COMPLETE, NULL, NULL,
                                    keep_result_cb, &ended);
  closed = genkan_store_end_operation_finish (store, wait_for (&ended), error);

  return closed != NULL;
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

static gboolean
map (GenkanStore  *store,
     gint64        connection_id,
     guint         n_mapped,
     GError      **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!genkan_store_foreach_record (store, connection_id, collect_id, ids, error))
    return FALSE;

  for (guint i = 0; i < MIN (n_mapped, ids->len); i += 10)
    {
      g_autofree char *name = g_strdup_printf ("Product %u", i / 10 + 1);
      GenkanDecision decision = {
        .kind = GENKAN_DECISION_MAP, .product_name = name, .product_type = "Web",
      };
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GenkanUndo) undo = NULL;

      genkan_store_decide_async (store, &g_array_index (ids, gint64, i), MIN (10, n_mapped - i),
                                 &decision, NULL, keep_result_cb, &result);
      undo = genkan_store_decide_finish (store, wait_for (&result), error);
      if (undo == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
fill (const char  *path,
      guint        n_records,
      guint        n_mapped,
      GError     **error)
{
  g_autoptr (GenkanStore) store = genkan_store_open (path, error);
  gint64 connection_id;

  if (store == NULL)
    return FALSE;

  connection_id = add_connection (store, error);
  if (connection_id <= 0)
    return FALSE;

  return (n_records == 0 || discover (store, connection_id, n_records, error)) &&
         map (store, connection_id, n_mapped, error);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  guint n_records, n_mapped;

  setlocale (LC_ALL, "");
  if (argc < 3)
    {
      g_printerr ("usage: %s DATABASE RECORDS [MAPPED]\n", argv[0]);
      return 2;
    }

  n_records = g_ascii_strtoull (argv[2], NULL, 10);
  n_mapped = argc > 3 ? g_ascii_strtoull (argv[3], NULL, 10) : 0;
  if (fill (argv[1], n_records, n_mapped, &error))
    return 0;

  g_printerr ("%s: %s\n", argv[1], error->message);

  return 1;
}
