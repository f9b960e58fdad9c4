/* test-sync-cost.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the end of a scope costs does not depend on how much other Records have. SQLite counts the
 * steps of its virtual machine, so this needs no clock.
 */

#include "config.h"

#include <sqlite3.h>

#include "sync-fixture.h"

#define N_OF_SHOP 40
#define N_OF_BANK 4000

static gint n_steps;
static char ids[N_OF_BANK][8];

static int
count_steps_cb (unsigned int   event,
                void          *data,
                void          *statement,
                void          *nanoseconds)
{
  g_atomic_int_add (&n_steps, sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_VM_STEP, TRUE));

  return 0;
}

static int
watch_cb (sqlite3           *db,
          char             **message,
          const void        *api)
{
  return sqlite3_trace_v2 (db, SQLITE_TRACE_PROFILE, count_steps_cb, NULL);
}

static SyncFound *
make_found (guint       n_found,
            const char *title)
{
  SyncFound *found = g_new0 (SyncFound, n_found);

  for (guint i = 0; i < n_found; i++)
    {
      g_snprintf (ids[i], sizeof ids[i], "%u", i);
      found[i] = (SyncFound) { .id = ids[i], .title = title, .severity = "High" };
    }

  return found;
}

/* Returns: the steps of the end of the Record's scope */
static gint
sync_record (SyncFixture *fixture,
             const char  *record,
             guint        n_found,
             const char  *title)
{
  g_autofree SyncFound *found = make_found (n_found, title);
  GenkanSyncScope scope = { .record = record, .outcome = GENKAN_OUTCOME_COMPLETE };
  g_autoptr (GenkanOperation) operation = NULL;
  gint before, after;

  sync_begin (fixture);
  sync_stage (fixture, record, found, n_found);
  before = g_atomic_int_get (&n_steps);
  sync_end_scope (fixture, &scope);
  after = g_atomic_int_get (&n_steps);
  operation = sync_end (fixture);

  return after - before;
}

typedef struct
{
  gint changed;
  gint unchanged;
  gint closing;
} Costs;

static Costs
measure_shop (SyncFixture *fixture,
              const char  *title)
{
  Costs costs = { .changed = sync_record (fixture, "shop", N_OF_SHOP, title) };

  costs.unchanged = sync_record (fixture, "shop", N_OF_SHOP, title);
  costs.closing = sync_record (fixture, "shop", N_OF_SHOP - 10, title);
  sync_record (fixture, "shop", N_OF_SHOP, title);

  return costs;
}

/* A tenth more is for a tree that has grown by a level. */
static void
assert_alike (const Costs *costs,
              const Costs *alone)
{
  g_assert_cmpint (alone->changed, >, alone->unchanged);
  g_assert_cmpint (costs->changed, <=, alone->changed * 11 / 10);
  g_assert_cmpint (costs->unchanged, <=, alone->unchanged * 11 / 10);
  g_assert_cmpint (costs->closing, <=, alone->closing * 11 / 10);
}

static void
test_other_records (SyncFixture   *fixture,
                    gconstpointer  data)
{
  Costs alone, beside, beside_held;

  sync_record (fixture, "shop", N_OF_SHOP, "first");
  alone = measure_shop (fixture, "alone");
  sync_record (fixture, "bank", N_OF_BANK, "many");
  beside = measure_shop (fixture, "beside");
  assert_alike (&beside, &alone);

  /* The guard holds nearly all of the bank's. */
  sync_record (fixture, "bank", 1, "many");
  beside_held = measure_shop (fixture, "beside held ones");
  assert_alike (&beside_held, &alone);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sqlite3_auto_extension ((void (*) (void)) watch_cb);

  g_test_add ("/sync-cost/other-records", SyncFixture, NULL, sync_fixture_set_up,
              test_other_records, sync_fixture_tear_down);

  return g_test_run ();
}
