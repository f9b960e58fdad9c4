/* store-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>

void
store_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        store_remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

void
store_fixture_open (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->store = genkan_store_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fixture->store);
}

/* Like g_assert_finalize_object(), but the thread of a task that has just answered may hold the
 * last reference for a moment; one that leaks never ends this. */
static void
wait_for_finalize (GObject *object)
{
  gpointer watched = object;

  g_object_add_weak_pointer (object, &watched);
  g_object_unref (object);
  while (g_atomic_pointer_get (&watched) != NULL)
    g_thread_yield ();
}

void
store_fixture_close (StoreFixture *fixture)
{
  if (fixture->store == NULL)
    return;

  genkan_store_close (fixture->store);
  wait_for_finalize (G_OBJECT (g_steal_pointer (&fixture->store)));
}

void
store_fixture_set_up (StoreFixture  *fixture,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("genkan-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "genkan.db", NULL);
  store_fixture_open (fixture);
}

void
store_fixture_tear_down (StoreFixture  *fixture,
                         gconstpointer  data)
{
  store_fixture_close (fixture);
  store_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
got_result_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

void
store_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

gint64
store_save (GenkanStore       *store,
            GenkanConnection  *connection,
            GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_store_save_connection_async (store, connection, NULL, got_result_cb, &result);
  store_wait (&result);

  return genkan_store_save_connection_finish (store, result, error);
}

gint64
store_add_connection (GenkanStore *store,
                      const char  *label)
{
  g_autoptr (GenkanConnection) connection = genkan_connection_new ("burp", label);
  g_autoptr (GError) error = NULL;
  gint64 id = store_save (store, connection, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  return id;
}

gboolean
store_remove (GenkanStore  *store,
              gint64        id,
              GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_store_remove_connection_async (store, id, NULL, got_result_cb, &result);
  store_wait (&result);

  return genkan_store_remove_connection_finish (store, result, error);
}

GenkanOperation *
store_begin (GenkanStore  *store,
             gint64        connection_id,
             GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_store_begin_operation_async (store, connection_id, GENKAN_OPERATION_TYPE_DISCOVER,
                                      GENKAN_OPERATION_TRIGGER_MANUAL, NULL,
                                      got_result_cb, &result);
  store_wait (&result);

  return genkan_store_begin_operation_finish (store, result, error);
}

gboolean
store_stage (GenkanStore     *store,
             gint64           operation_id,
             GenkanRowBatch  *rows,
             GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_store_stage_records_async (store, operation_id, rows, NULL, got_result_cb, &result);
  store_wait (&result);

  return genkan_store_stage_records_finish (store, result, error);
}

GenkanOperation *
store_end (GenkanStore            *store,
           gint64                  operation_id,
           GenkanOperationStatus   status,
           GError                **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_store_end_operation_async (store, operation_id, status,
                                    status == GENKAN_OPERATION_STATUS_COMPLETE ? NULL : "Why",
                                    NULL, got_result_cb, &result);
  store_wait (&result);

  return genkan_store_end_operation_finish (store, result, error);
}

GenkanUndo *
store_decide (GenkanStore           *store,
              const gint64          *ids,
              gsize                  n_ids,
              const GenkanDecision  *decision,
              GError               **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_store_decide_async (store, ids, n_ids, decision, NULL, got_result_cb, &result);
  store_wait (&result);

  return genkan_store_decide_finish (store, result, error);
}

gboolean
store_undo (GenkanStore  *store,
            GenkanUndo   *undo,
            GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_store_undo_async (store, undo, NULL, got_result_cb, &result);
  store_wait (&result);

  return genkan_store_undo_finish (store, result, error);
}

GenkanRowBatch *
store_make_rows (const StoreUnit *units,
                 gsize            n_units)
{
  static const char *const columns[] = { "id", "name", "parent", "kind", "source" };
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, G_N_ELEMENTS (columns));

  for (gsize i = 0; i < n_units; i++)
    {
      GenkanValue values[] = {
        genkan_value_text (units[i].id),
        genkan_value_text (units[i].name),
        genkan_value_text (units[i].parent),
        genkan_value_text (units[i].kind),
        genkan_value_text (units[i].source),
      };

      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        genkan_row_batch_builder_add (builder, &values[j]);
    }

  return genkan_row_batch_builder_end (builder);
}

GenkanOperation *
store_discover (GenkanStore           *store,
                gint64                 connection_id,
                GenkanOperationStatus  status,
                const StoreUnit       *units,
                gsize                  n_units)
{
  g_autoptr (GenkanRowBatch) rows = store_make_rows (units, n_units);
  g_autoptr (GenkanOperation) running = NULL;
  g_autoptr (GError) error = NULL;
  GenkanOperation *ended;

  running = store_begin (store, connection_id, &error);
  g_assert_no_error (error);
  store_stage (store, genkan_operation_get_id (running), rows, &error);
  g_assert_no_error (error);
  ended = store_end (store, genkan_operation_get_id (running), status, &error);
  g_assert_no_error (error);

  return ended;
}

typedef struct
{
  const char   *vendor_id;
  GenkanRecord *found; /* (owned) (nullable) */
} FindData;

static gboolean
find_cb (GenkanRecord *record,
         gpointer      user_data)
{
  FindData *data = user_data;

  if (!g_str_equal (genkan_record_get_vendor_id (record), data->vendor_id))
    return TRUE;

  data->found = g_object_ref (record);

  return FALSE;
}

/* Returns: (transfer full) (nullable) */
GenkanRecord *
store_find_record (GenkanStore *store,
                   gint64       connection_id,
                   const char  *vendor_id)
{
  FindData data = { vendor_id };
  g_autoptr (GError) error = NULL;

  genkan_store_foreach_record (store, connection_id, find_cb, &data, &error);
  g_assert_no_error (error);

  return data.found;
}

GenkanUndo *
store_decide_one (GenkanStore        *store,
                  gint64              connection_id,
                  const char         *vendor_id,
                  GenkanDecisionKind  kind,
                  const char         *product)
{
  g_autoptr (GenkanRecord) record = store_find_record (store, connection_id, vendor_id);
  GenkanDecision decision = { .kind = kind, .product_name = product };
  g_autoptr (GError) error = NULL;
  GenkanUndo *undo;
  gint64 id;

  g_assert_nonnull (record);
  id = genkan_record_get_id (record);
  undo = store_decide (store, &id, 1, &decision, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (genkan_undo_get_n_records (undo), ==, 1);

  return undo;
}

void
store_assert_record (GenkanStore       *store,
                     gint64             connection_id,
                     const char        *vendor_id,
                     GenkanRecordState  state,
                     const char        *product)
{
  g_autoptr (GenkanRecord) record = store_find_record (store, connection_id, vendor_id);

  g_assert_nonnull (record);
  g_assert_cmpstr (genkan_record_state_to_nick (genkan_record_get_state (record)), ==,
                   genkan_record_state_to_nick (state));
  g_assert_cmpstr (genkan_record_get_product_name (record), ==, product);
}
