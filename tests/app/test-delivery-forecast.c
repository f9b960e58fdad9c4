/* test-delivery-forecast.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told before of a delivery is what it does then, through random histories.
 */

#include "config.h"

#include "delivery-fixture.h"
#include "genkan-store-forecast.h"

#define N_FINDINGS 8
#define N_ROUNDS 30

static char ids[N_FINDINGS][4];

static gsize
make_rows (SyncFound *rows)
{
  static const char *const severities[] = { "Low", "High" };
  static const char *const titles[] = { "XSS", "SQL injection" };
  gsize n = 0;

  for (guint i = 0; i < N_FINDINGS; i++)
    {
      g_snprintf (ids[i], sizeof ids[i], "%u", i);
      if (g_test_rand_int_range (0, 4) > 0)
        rows[n++] = (SyncFound) {
          .id = ids[i],
          .title = titles[g_test_rand_int_range (0, 8) == 0],
          .severity = severities[g_test_rand_int_range (0, 8) == 0],
          .mitigated = g_test_rand_int_range (0, 5) == 0,
        };
    }

  return n;
}

static GListModel *
foresee (DeliveryFixture       *fixture,
         const GenkanSyncScope *scope)
{
  g_autoptr (GPtrArray) scopes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) genkan_sync_scope_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GListModel *records;

  g_ptr_array_add (scopes, genkan_sync_scope_copy (scope));
  genkan_store_forecast_async (fixture->sync.base.store, fixture->sync.operation, scopes, 0, NULL,
                               sync_got_result_cb, &result);
  store_wait (&result);
  records = genkan_store_forecast_finish (fixture->sync.base.store, result, &error);
  g_assert_no_error (error);

  return records;
}

/* One that is different and opened again is brought up to date, too. */
static void
assert_came_true (const GenkanRecordForecastFields *fields,
                  const GenkanSyncResult           *result)
{
  g_assert_true (fields->delivers);
  g_assert_cmpuint (result->n_created, ==, fields->n_create);
  g_assert_cmpuint (result->n_mitigated, ==, fields->n_close);
  g_assert_cmpuint (result->n_reactivated, ==, fields->n_reopen);
  g_assert_cmpuint (result->n_updated, >=, fields->n_update);
  g_assert_cmpuint (result->n_updated, <=, fields->n_update + fields->n_reopen + fields->n_close);
  g_assert_cmpint (result->delivery, ==,
                   fields->n_create + fields->n_update + fields->n_close + fields->n_reopen > 0
                     ? GENKAN_DELIVERY_DONE : GENKAN_DELIVERY_UNCHANGED);
}

static void
test_history (DeliveryFixture *fixture,
              gconstpointer    data)
{
  static const GenkanSyncScope scope = { .record = "shop", .outcome = GENKAN_OUTCOME_COMPLETE };
  SyncFound rows[N_FINDINGS];

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GListModel) records = NULL;
      g_autoptr (GenkanRecordForecast) record = NULL;
      g_autoptr (GPtrArray) results = NULL;
      gsize n = make_rows (rows);

      sync_begin (&fixture->sync);
      sync_stage (&fixture->sync, "shop", rows, n);
      records = foresee (fixture, &scope);
      record = g_list_model_get_item (records, 0);
      sync_end_scope (&fixture->sync, &scope);
      delivery_run (fixture);
      results = genkan_store_list_sync_results (fixture->sync.base.store, fixture->sync.operation,
                                                NULL);
      assert_came_true (genkan_record_forecast_get (record), g_ptr_array_index (results, 0));
    }
}

/* To another Product, all that is open is sent anew. */
static void
test_moved (DeliveryFixture *fixture,
            gconstpointer    data)
{
  static const GenkanSyncScope scope = { .record = "shop", .outcome = GENKAN_OUTCOME_COMPLETE };
  static const SyncFound two[] = { { NULL, "1", "XSS", "High" }, { NULL, "2", "SQL", "Low" } };
  g_autoptr (GenkanUndo) undo = NULL;
  g_autoptr (GListModel) records = NULL;
  g_autoptr (GenkanRecordForecast) record = NULL;
  g_autoptr (GPtrArray) results = NULL;

  sync_begin (&fixture->sync);
  delivery_found (fixture, "shop", GENKAN_OUTCOME_COMPLETE, two, 2);
  delivery_run (fixture);
  undo = store_decide_one (fixture->sync.base.store, fixture->sync.connection, "shop",
                           GENKAN_DECISION_MAP, "Another");

  sync_begin (&fixture->sync);
  sync_stage (&fixture->sync, "shop", two, 2);
  records = foresee (fixture, &scope);
  record = g_list_model_get_item (records, 0);
  g_assert_cmpuint (genkan_record_forecast_get (record)->n_create, ==, 2);
  g_assert_cmpuint (genkan_record_forecast_get_n_here (record), ==, 0);
  sync_end_scope (&fixture->sync, &scope);
  delivery_run (fixture);
  results = genkan_store_list_sync_results (fixture->sync.base.store, fixture->sync.operation, NULL);
  assert_came_true (genkan_record_forecast_get (record), g_ptr_array_index (results, 0));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                      \
  g_test_add ("/delivery-forecast/" path, DeliveryFixture, NULL, delivery_fixture_set_up,        \
              function, delivery_fixture_tear_down)
  ADD ("history", test_history);
  ADD ("moved", test_moved);
#undef ADD

  return g_test_run ();
}
