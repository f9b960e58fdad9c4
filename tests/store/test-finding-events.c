/* test-finding-events.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The history of a Finding, as a Sync after the other writes it.
 */

#include "config.h"

#include "genkan-store-events.h"
#include "genkan-store-findings.h"
#include "sync-fixture.h"

/* More than the guard lets go, and more than half of all. */
#define N_MANY 25

static gint64
sync_shop (SyncFixture     *fixture,
           const SyncFound *found,
           gsize            n_found)
{
  GenkanSyncScope scope = { .record = "shop", .outcome = GENKAN_OUTCOME_COMPLETE };
  g_autoptr (GenkanOperation) operation = NULL;

  sync_begin (fixture);
  sync_stage (fixture, "shop", found, n_found);
  sync_end_scope (fixture, &scope);
  operation = sync_end (fixture);

  return genkan_operation_get_id (operation);
}

static gboolean
take_first_cb (GenkanFinding *finding,
               gpointer       user_data)
{
  *(gint64 *) user_data = genkan_finding_get (finding)->id;

  return FALSE;
}

static GArray *
list_events (SyncFixture *fixture,
             const char  *unique_id,
             guint        limit)
{
  GenkanFindingQuery query = { .unique_id = unique_id };
  g_autoptr (GError) error = NULL;
  gint64 id = 0;
  GArray *events;

  genkan_store_foreach_finding (fixture->base.store, &query, take_first_cb, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  events = genkan_store_list_finding_events (fixture->base.store, id, limit, &error);
  g_assert_no_error (error);

  return events;
}

static void
assert_event (GArray                 *events,
              guint                   place,
              GenkanFindingEventKind  kind,
              GenkanSeverity          earlier,
              GenkanSeverity          severity,
              gint64                  operation_id)
{
  const GenkanFindingEvent *event = &g_array_index (events, GenkanFindingEvent, place);

  g_assert_cmpuint (place, <, events->len);
  g_assert_cmpint (event->kind, ==, kind);
  g_assert_cmpint (event->earlier, ==, earlier);
  g_assert_cmpint (event->severity, ==, severity);
  g_assert_cmpint (event->operation_id, ==, operation_id);
  g_assert_cmpint (event->time, >, 0);
}

static void
test_course (SyncFixture   *fixture,
             gconstpointer  data)
{
  static const SyncFound low[] = { { NULL, "1", "XSS", "Low" } };
  static const SyncFound high[] = { { NULL, "1", "XSS", "High" } };
  static const SyncFound named[] = { { NULL, "1", "Cross-site scripting", "High" } };
  g_autoptr (GArray) events = NULL;
  gint64 operations[5];

  operations[0] = sync_shop (fixture, low, 1);
  operations[1] = sync_shop (fixture, high, 1);
  operations[2] = sync_shop (fixture, NULL, 0);
  operations[3] = sync_shop (fixture, high, 1);
  operations[4] = sync_shop (fixture, named, 1);
  sync_shop (fixture, named, 1);

  events = list_events (fixture, "1", 0);
  g_assert_cmpuint (events->len, ==, 5);
  assert_event (events, 0, GENKAN_FINDING_EVENT_CHANGED, 3, 3, operations[4]);
  assert_event (events, 1, GENKAN_FINDING_EVENT_REOPENED, 3, 3, operations[3]);
  assert_event (events, 2, GENKAN_FINDING_EVENT_CLOSED, 3, 3, operations[2]);
  assert_event (events, 3, GENKAN_FINDING_EVENT_CHANGED, 1, 3, operations[1]);
  assert_event (events, 4, GENKAN_FINDING_EVENT_NEW, 1, 1, 0);
}

static void
test_limit (SyncFixture   *fixture,
            gconstpointer  data)
{
  static const SyncFound low[] = { { NULL, "1", "XSS", "Low" } };
  static const SyncFound high[] = { { NULL, "1", "XSS", "High" } };
  g_autoptr (GArray) events = NULL;
  gint64 second;

  sync_shop (fixture, low, 1);
  second = sync_shop (fixture, high, 1);
  events = list_events (fixture, "1", 1);
  g_assert_cmpuint (events->len, ==, 1);
  assert_event (events, 0, GENKAN_FINDING_EVENT_CHANGED, 1, 3, second);
}

static void
test_none (SyncFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) events =
    genkan_store_list_finding_events (fixture->base.store, 4711, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 0);
}

/* What a person closes has no Sync. */
static void
test_guard (SyncFixture   *fixture,
            gconstpointer  data)
{
  SyncFound many[N_MANY];
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GAsyncResult) settled = NULL;
  g_autoptr (GenkanRecord) record = NULL;
  g_autoptr (GArray) events = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_MANY; i++)
    {
      g_ptr_array_add (ids, g_strdup_printf ("%u", i));
      many[i] = (SyncFound) { NULL, ids->pdata[i], "XSS", "Low" };
    }

  record = store_find_record (fixture->base.store, fixture->connection, "shop");
  sync_shop (fixture, many, N_MANY);
  sync_shop (fixture, NULL, 0);
  genkan_store_settle_guard_async (fixture->base.store, genkan_record_get_id (record), TRUE, NULL,
                                   sync_got_result_cb, &settled);
  store_wait (&settled);
  g_assert_true (genkan_store_settle_guard_finish (fixture->base.store, settled, &error));
  g_assert_no_error (error);

  events = list_events (fixture, "7", 0);
  g_assert_cmpuint (events->len, ==, 2);
  assert_event (events, 0, GENKAN_FINDING_EVENT_CLOSED, 1, 1, 0);
  assert_event (events, 1, GENKAN_FINDING_EVENT_NEW, 1, 1, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, SyncFixture, NULL, sync_fixture_set_up, function, sync_fixture_tear_down)

  ADD ("/finding-events/course", test_course);
  ADD ("/finding-events/limit", test_limit);
  ADD ("/finding-events/none", test_none);
  ADD ("/finding-events/guard", test_guard);

  return g_test_run ();
}
