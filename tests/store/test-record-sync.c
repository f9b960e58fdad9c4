/* test-record-sync.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a list of Records tells about their Syncs.
 */

#include "config.h"

#include "genkan-record-list.h"
#include "sync-fixture.h"

#define COMPLETE GENKAN_OUTCOME_COMPLETE

static const SyncFound two[] = { { NULL, "1", "XSS", "High" }, { NULL, "2", "Header", "Low" } };

static void
sync_one (SyncFixture     *fixture,
          const char      *record,
          GenkanOutcome    outcome,
          const SyncFound *found,
          gsize            n_found)
{
  GenkanSyncScope scope = { .record = record, .outcome = outcome };
  g_autoptr (GenkanOperation) operation = NULL;

  if (outcome == GENKAN_OUTCOME_FAILED)
    scope.message = "No scan yet";
  sync_begin (fixture);
  if (n_found > 0)
    sync_stage (fixture, record, found, n_found);
  sync_end_scope (fixture, &scope);
  operation = sync_end (fixture);
}

static void
sync_many (SyncFixture *fixture,
           guint        n)
{
  g_autofree SyncFound *found = g_new0 (SyncFound, n);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (ids, g_strdup_printf ("%03u", i));
      found[i] = (SyncFound) { NULL, g_ptr_array_index (ids, i), "XSS", "Low" };
    }
  sync_one (fixture, "shop", COMPLETE, found, n);
}

static GenkanRecordList *
make_list (SyncFixture *fixture)
{
  return genkan_record_list_new (fixture->base.store, fixture->connection, GENKAN_RECORD_TABLE_ALL);
}

/* A worker whose answer nobody waits for any more holds the list, and so the store. */
static void
drop_list (GenkanRecordList *list)
{
  g_object_add_weak_pointer (G_OBJECT (list), (gpointer *) &list);
  g_object_unref (list);
  while (list != NULL)
    g_main_context_iteration (NULL, TRUE);
}

typedef GenkanRecordList ListUntilDropped;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ListUntilDropped, drop_list)

static void
wait_for (GenkanRecordList *list)
{
  while (genkan_record_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);
}

/* As the list has it, by the tool's id. */
static GenkanRecord *
find (GenkanRecordList *list,
      const char       *vendor_id)
{
  wait_for (list);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (GenkanRecord) record = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (g_str_equal (genkan_record_get_vendor_id (record), vendor_id))
        return g_steal_pointer (&record);
    }

  g_assert_not_reached ();
}

static void
test_never (SyncFixture   *fixture,
            gconstpointer  data)
{
  g_autoptr (ListUntilDropped) list = make_list (fixture);
  g_autoptr (GenkanRecord) record = find (list, "shop");
  const GenkanRecordSync *sync = genkan_record_get_sync (record);

  g_assert_cmpuint (sync->n_open, ==, 0);
  g_assert_cmpint (sync->synced, ==, 0);
  g_assert_cmpint (sync->outcome, ==, COMPLETE);
  g_assert_null (sync->message);
  g_assert_cmpint (sync->guard_id, ==, 0);
}

/* The last one tells, and a failed one keeps what is open. */
static void
test_last (SyncFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (ListUntilDropped) list = NULL;
  g_autoptr (GenkanRecord) record = NULL;
  const GenkanRecordSync *sync;

  sync_one (fixture, "shop", COMPLETE, two, 2);
  sync_one (fixture, "shop", GENKAN_OUTCOME_FAILED, NULL, 0);
  list = make_list (fixture);
  record = find (list, "shop");
  sync = genkan_record_get_sync (record);
  g_assert_cmpuint (sync->n_open, ==, 2);
  g_assert_cmpint (sync->synced, >, 0);
  g_assert_cmpint (sync->outcome, ==, GENKAN_OUTCOME_FAILED);
  g_assert_cmpint (sync->delivery, ==, GENKAN_DELIVERY_NONE);
  g_assert_cmpstr (sync->message, ==, "No scan yet");
}

/* What a Sync finds shows in a list that is there already. */
static void
test_followed (SyncFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (ListUntilDropped) list = make_list (fixture);
  g_autoptr (GenkanRecord) before = find (list, "shop");
  guint n_open = 0;

  sync_one (fixture, "shop", COMPLETE, two, 2);
  while (n_open != 2)
    {
      g_autoptr (GenkanRecord) record = find (list, "shop");

      n_open = genkan_record_get_sync (record)->n_open;
      if (n_open != 2)
        g_main_context_iteration (NULL, TRUE);
    }
}

static void
test_guard (SyncFixture   *fixture,
            gconstpointer  data)
{
  g_autoptr (ListUntilDropped) list = NULL;
  g_autoptr (GenkanRecord) record = NULL;
  g_autoptr (GPtrArray) results = NULL;
  const GenkanRecordSync *sync;

  sync_many (fixture, 40);
  sync_many (fixture, 10);
  sync_one (fixture, "bank", COMPLETE, two, 2);
  list = make_list (fixture);
  record = find (list, "shop");
  sync = genkan_record_get_sync (record);
  g_assert_cmpuint (sync->n_held, ==, 30);
  results = genkan_store_list_sync_results (fixture->base.store, sync->guard_id, NULL);
  g_assert_cmpuint (results->len, ==, 1);
  g_assert_cmpuint (((GenkanSyncResult *) results->pdata[0])->n_held, ==, 30);
}

/* By what is in other tables; Records without it stand last. */
static void
test_sort (SyncFixture   *fixture,
           gconstpointer  data)
{
  const GenkanRecordColumn columns[] = { GENKAN_RECORD_COLUMN_FINDINGS,
                                         GENKAN_RECORD_COLUMN_LAST_SYNCED };
  g_autoptr (ListUntilDropped) list = make_list (fixture);

  sync_one (fixture, "shop", COMPLETE, two, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    for (guint descending = 0; descending < 2; descending++)
      {
        g_autoptr (GenkanRecord) first = NULL;

        genkan_record_list_set_sort (list, columns[i], descending);
        wait_for (list);
        first = g_list_model_get_item (G_LIST_MODEL (list), 0);
        g_assert_cmpstr (genkan_record_get_vendor_id (first), ==, "shop");
      }
}

static void
test_connection (SyncFixture   *fixture,
                 gconstpointer  data)
{
  gint64 other = store_add_connection (fixture->base.store, "A first one");
  g_autoptr (GenkanOperation) operation =
    store_discover (fixture->base.store, other, GENKAN_OPERATION_STATUS_COMPLETE, sync_units, 1);
  g_autoptr (ListUntilDropped) list = NULL;
  g_autoptr (GenkanRecord) first = NULL;

  list = genkan_record_list_new (fixture->base.store, 0, GENKAN_RECORD_TABLE_ALL);
  genkan_record_list_set_sort (list, GENKAN_RECORD_COLUMN_CONNECTION, FALSE);
  wait_for (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, SYNC_N_UNITS + 1);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpstr (genkan_record_get_connection_label (first), ==, "A first one");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, SyncFixture, NULL, sync_fixture_set_up, function, sync_fixture_tear_down)

  ADD ("/record-sync/never", test_never);
  ADD ("/record-sync/last", test_last);
  ADD ("/record-sync/followed", test_followed);
  ADD ("/record-sync/guard", test_guard);
  ADD ("/record-sync/sort", test_sort);
  ADD ("/record-sync/connection", test_connection);

  return g_test_run ();
}
