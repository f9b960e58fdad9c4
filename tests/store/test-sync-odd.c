/* test-sync-odd.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Syncs of tools that contradict themselves, and on machines whose clock is wrong.
 */

#include "config.h"

#include "sync-fixture.h"

#include <sqlite3.h>

#define REPEATED "Some came twice."

static GenkanOperation *
sync_shop (SyncFixture     *fixture,
           const SyncFound *found,
           gsize            n_found,
           const char      *message)
{
  GenkanSyncScope scope = {
    .record = "shop",
    .outcome = GENKAN_OUTCOME_COMPLETE,
    .message = message,
    .repeated = REPEATED,
  };

  sync_begin (fixture);
  sync_stage (fixture, "shop", found, n_found);
  sync_end_scope (fixture, &scope);

  return sync_end (fixture);
}

static void
assert_message (SyncFixture     *fixture,
                GenkanOperation *operation,
                const char      *expected)
{
  g_autoptr (GPtrArray) results = genkan_store_list_sync_results (
    fixture->base.store, genkan_operation_get_id (operation), NULL);

  g_assert_cmpuint (results->len, ==, 1);
  g_assert_cmpstr (((GenkanSyncResult *) results->pdata[0])->message, ==, expected);
}

/* Two things under one id: one of them stays, whatever the order, and the Record says so. */
static void
test_one_id (SyncFixture   *fixture,
             gconstpointer  data)
{
  static const SyncFound one_way[] = {
    { NULL, "1", "XSS", "Low" }, { NULL, "1", "Header", "High" }, { NULL, "2", "Cookie", "Low" },
  };
  static const SyncFound other_way[] = {
    { NULL, "1", "Header", "High" }, { NULL, "2", "Cookie", "Low" }, { NULL, "1", "XSS", "Low" },
  };
  g_autoptr (GenkanOperation) first = sync_shop (fixture, one_way, 3, NULL);
  g_autoptr (GenkanOperation) second = sync_shop (fixture, one_way, 3, NULL);
  g_autoptr (GenkanOperation) third = sync_shop (fixture, other_way, 3, "Odd.");

  g_assert_cmpuint (genkan_operation_get_n_new (first), ==, 2);
  assert_message (fixture, first, REPEATED);
  g_assert_cmpuint (genkan_operation_get_n_seen (second), ==, 2);
  g_assert_cmpuint (genkan_operation_get_n_changed (second), ==, 0);
  assert_message (fixture, second, REPEATED);
  g_assert_cmpuint (genkan_operation_get_n_seen (third), ==, 2);
  g_assert_cmpuint (genkan_operation_get_n_changed (third), ==, 0);
  assert_message (fixture, third, "Odd. " REPEATED);
  sync_assert_findings (fixture, "shop", "1:high:open 2:low:open ");
}

/* The same thing twice is nothing to talk about. */
static void
test_same_twice (SyncFixture   *fixture,
                 gconstpointer  data)
{
  static const SyncFound found[] = { { NULL, "1", "XSS", "Low" }, { NULL, "1", "XSS", "Low" } };
  g_autoptr (GenkanOperation) first = sync_shop (fixture, found, 2, NULL);
  g_autoptr (GenkanOperation) second = sync_shop (fixture, found, 2, NULL);

  assert_message (fixture, first, NULL);
  assert_message (fixture, second, NULL);
  g_assert_cmpuint (genkan_operation_get_n_seen (second), ==, 1);
}

/* What came while the clock was years ahead is closed like any other. */
static void
test_clock_set_back (SyncFixture   *fixture,
                     gconstpointer  data)
{
  static const SyncFound two[] = { { NULL, "1", "XSS", "High" }, { NULL, "2", "Header", "Low" } };
  g_autoptr (GenkanOperation) first = sync_shop (fixture, two, 2, NULL);
  g_autoptr (GenkanOperation) second = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (fixture->base.path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "UPDATE findings SET changed = changed + 100000000000000",
                                 NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  second = sync_shop (fixture, two, 1, NULL);
  g_assert_cmpuint (genkan_operation_get_n_missing (second), ==, 1);
  sync_assert_findings (fixture, "shop", "1:high:open 2:low:closed ");
}

/* Where the next Sync starts is not behind what this one has not seen. */
static void
test_not_remembered (SyncFixture   *fixture,
                     gconstpointer  data)
{
  static const char *const columns[] = { "since" };
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, 1);
  GenkanValue since = genkan_value_integer (17);
  GenkanSyncScope scope = { .outcome = GENKAN_OUTCOME_PARTIAL };
  g_autoptr (GenkanRowBatch) row = NULL;
  g_autoptr (GenkanRowBatch) kept = NULL;
  g_autoptr (GenkanOperation) operation = NULL;

  genkan_row_batch_builder_add (builder, &since);
  row = genkan_row_batch_builder_end (builder);
  scope.remembered = row;

  sync_begin (fixture);
  sync_end_scope (fixture, &scope);
  operation = sync_end (fixture);
  kept = genkan_store_get_remembered (fixture->base.store, fixture->connection, 0, NULL);
  g_assert_cmpuint (genkan_row_batch_get_n_rows (kept), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, SyncFixture, NULL, sync_fixture_set_up, function, sync_fixture_tear_down)

  ADD ("/sync-odd/one-id", test_one_id);
  ADD ("/sync-odd/same-twice", test_same_twice);
  ADD ("/sync-odd/clock-set-back", test_clock_set_back);
  ADD ("/sync-odd/not-remembered", test_not_remembered);

  return g_test_run ();
}
