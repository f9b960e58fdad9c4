/* test-story.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random stories of discoveries, decisions and undos, against a model. The model keeps, for each
 * unit of the tool, all that ever happened to it, and folds that into a state by the rules of
 * the design, one event after the other. Taking a decision back strikes its event out: what the
 * Record then must be follows by folding anew. The store has neither that memory nor that way.
 *
 * A story that fails is told again with the seed that the test prints (--seed).
 */

#include "config.h"

#include "store-fixture.h"

#define N_UNITS 10
#define N_PRODUCTS 4
#define N_UNDOS 5
#define N_STEPS 250
#define NAME_KEPT G_MAXUINT

typedef enum
{
  EVENT_SEEN,
  EVENT_NOT_SEEN, /* by a complete Discover */
  EVENT_MAP,
  EVENT_IGNORE,
  EVENT_RESTORE,
  EVENT_DELETE,
} EventKind;

typedef struct
{
  EventKind kind;
  guint     run;      /* the Discover that it belongs to, or that was under way; 0: none */
  guint     decision; /* of a person, or 0 */
  guint     product;  /* of EVENT_MAP */
  guint     name;     /* of EVENT_SEEN */
} Event;

typedef struct
{
  gboolean          exists;
  GenkanRecordState state;
  guint             product; /* 0: none */
  gboolean          finalized;
  guint             name;
  guint             seen;    /* the Discover that saw it last */
  guint             deleted; /* the Discover under way when it was deleted */
} Expected;

typedef struct
{
  GenkanUndo *undo;     /* (owned) (nullable) */
  guint       decision;
} KeptUndo;

typedef struct
{
  StoreFixture     base;
  gint64           connection;
  GArray          *events[N_UNITS]; /* (owned) (element-type Event) */
  KeptUndo         undos[N_UNDOS];
  guint            n_decisions;
  guint            n_runs;
  GenkanOperation *running;         /* (owned) (nullable) */
  int              staged[N_UNITS]; /* the name that was staged last, or -1 */
  GArray          *times;           /* (owned) (element-type gint64) of each run; 0: not known */
} Story;

/* --- the model --- */

static void
fold_seen (Expected    *expected,
           const Event *event)
{
  if (!expected->exists && expected->deleted == event->run)
    return;

  if (!expected->exists)
    *expected = (Expected) { .exists = TRUE, .state = GENKAN_RECORD_STATE_NEW };
  else if (expected->state == GENKAN_RECORD_STATE_MISSING)
    expected->state = expected->product != 0 ? GENKAN_RECORD_STATE_GOOD : GENKAN_RECORD_STATE_NEW;

  if (event->name != NAME_KEPT)
    expected->name = event->name;
  expected->seen = event->run;
}

static void
fold (Expected    *expected,
      const Event *event)
{
  switch (event->kind)
    {
    case EVENT_SEEN:
      fold_seen (expected, event);
      break;

    case EVENT_NOT_SEEN:
      if (expected->state == GENKAN_RECORD_STATE_NEW || expected->state == GENKAN_RECORD_STATE_GOOD)
        expected->state = GENKAN_RECORD_STATE_MISSING;
      break;

    case EVENT_MAP:
      expected->state = GENKAN_RECORD_STATE_GOOD;
      expected->product = event->product;
      expected->finalized = TRUE;
      break;

    case EVENT_IGNORE:
      expected->state = GENKAN_RECORD_STATE_IGNORED;
      expected->product = 0;
      expected->finalized = FALSE;
      break;

    case EVENT_RESTORE:
      expected->state = GENKAN_RECORD_STATE_NEW;
      break;

    case EVENT_DELETE:
      *expected = (Expected) { .deleted = event->run };
      break;

    default:
      g_assert_not_reached ();
    }
}

static Expected
expect (Story *story,
        guint  unit)
{
  GArray *events = story->events[unit];
  Expected expected = { 0 };

  for (guint i = 0; i < events->len; i++)
    fold (&expected, &g_array_index (events, Event, i));

  return expected;
}

static void
happen (Story *story,
        guint  unit,
        Event  event)
{
  g_array_append_val (story->events[unit], event);
}

/* The place of the last decision about a unit, or -1. */
static int
last_decision (Story *story,
               guint  unit)
{
  GArray *events = story->events[unit];

  for (int i = (int) events->len - 1; i >= 0; i--)
    if (g_array_index (events, Event, i).decision != 0)
      return i;

  return -1;
}

/* --- what happens --- */

static gint64
get_record_id (Story *story,
               guint  unit)
{
  g_autofree char *id = g_strdup_printf ("u%u", unit);
  g_autoptr (GenkanRecord) record = store_find_record (story->base.store, story->connection, id);

  return record != NULL ? genkan_record_get_id (record) : 0;
}

static void
begin (Story *story)
{
  const gint64 unknown = 0;
  g_autoptr (GError) error = NULL;

  story->running = store_begin (story->base.store, story->connection, &error);
  g_assert_no_error (error);
  story->n_runs++;
  g_array_append_val (story->times, unknown);
  for (guint i = 0; i < N_UNITS; i++)
    story->staged[i] = -1;
}

static void
stage (Story *story)
{
  g_autoptr (GenkanRowBatch) rows = NULL;
  g_autoptr (GError) error = NULL;
  StoreUnit units[N_UNITS * 2];
  char ids[N_UNITS * 2][8];
  char names[N_UNITS * 2][8];
  guint n_units = g_test_rand_int_range (0, G_N_ELEMENTS (units));

  for (guint i = 0; i < n_units; i++)
    {
      guint unit = g_test_rand_int_range (0, N_UNITS);
      guint name = g_test_rand_int_range (0, 3);

      g_snprintf (ids[i], sizeof ids[i], "u%u", unit);
      g_snprintf (names[i], sizeof names[i], "n%u", name);
      units[i] = (StoreUnit) { ids[i], names[i], NULL };
      story->staged[unit] = name;
    }

  rows = store_make_rows (units, n_units);
  store_stage (story->base.store, genkan_operation_get_id (story->running), rows, &error);
  g_assert_no_error (error);
}

static void
end (Story *story)
{
  static const GenkanOperationStatus statuses[] = {
    GENKAN_OPERATION_STATUS_COMPLETE, GENKAN_OPERATION_STATUS_COMPLETE,
    GENKAN_OPERATION_STATUS_PARTIAL, GENKAN_OPERATION_STATUS_FAILED,
  };
  GenkanOperationStatus status = statuses[g_test_rand_int_range (0, G_N_ELEMENTS (statuses))];
  g_autoptr (GenkanOperation) ended = NULL;
  g_autoptr (GError) error = NULL;

  ended = store_end (story->base.store, genkan_operation_get_id (story->running), status, &error);
  g_assert_no_error (error);
  g_clear_object (&story->running);

  for (guint i = 0; i < N_UNITS && status != GENKAN_OPERATION_STATUS_FAILED; i++)
    if (story->staged[i] >= 0)
      happen (story, i, (Event) { EVENT_SEEN, story->n_runs, .name = story->staged[i] });
    else if (status == GENKAN_OPERATION_STATUS_COMPLETE)
      happen (story, i, (Event) { EVENT_NOT_SEEN, story->n_runs });
}

static gboolean
is_for (const Expected     *expected,
        GenkanDecisionKind  kind)
{
  if (!expected->exists)
    return FALSE;

  switch (kind)
    {
    case GENKAN_DECISION_IGNORE:
      return expected->state != GENKAN_RECORD_STATE_IGNORED;

    case GENKAN_DECISION_RESTORE:
      return expected->state == GENKAN_RECORD_STATE_IGNORED;

    case GENKAN_DECISION_MAP:
    case GENKAN_DECISION_DELETE:
    case GENKAN_DECISION_MAP_EACH:
    case GENKAN_DECISION_MINIMUM:
    default:
      return TRUE;
    }
}

static void
keep_undo (Story      *story,
           GenkanUndo *undo)
{
  KeptUndo *kept = &story->undos[g_test_rand_int_range (0, N_UNDOS)];

  g_clear_pointer (&kept->undo, genkan_undo_unref);
  kept->undo = undo;
  kept->decision = story->n_decisions;
}

static void
decide (Story *story)
{
  static const EventKind kinds[] = {
    [GENKAN_DECISION_MAP] = EVENT_MAP, [GENKAN_DECISION_IGNORE] = EVENT_IGNORE,
    [GENKAN_DECISION_RESTORE] = EVENT_RESTORE, [GENKAN_DECISION_DELETE] = EVENT_DELETE,
  };
  GenkanDecision decision = { .kind = g_test_rand_int_range (0, G_N_ELEMENTS (kinds)) };
  guint product = g_test_rand_int_range (1, N_PRODUCTS + 1);
  g_autofree char *name = g_strdup_printf ("P%u", product);
  g_autoptr (GError) error = NULL;
  gint64 ids[N_UNITS];
  guint n_ids = 0, n_for = 0;
  GenkanUndo *undo;

  decision.product_name = name;
  story->n_decisions++;
  for (guint i = 0; i < N_UNITS; i++)
    {
      Expected expected = expect (story, i);

      if (!expected.exists || g_test_rand_int_range (0, 3) != 0)
        continue;

      ids[n_ids++] = get_record_id (story, i);
      if (!is_for (&expected, decision.kind))
        continue;

      happen (story, i, (Event) { kinds[decision.kind], story->running ? story->n_runs : 0,
                                  story->n_decisions, product });
      n_for++;
    }

  undo = store_decide (story->base.store, ids, n_ids, &decision, &error);
  if (n_for > 0)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (genkan_undo_get_n_records (undo), ==, n_for);
      keep_undo (story, undo);
    }
  else
    g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND);
}

/* A Record that was deleted while a Discover ran, and then was not, has been seen by it, but
 * shows the name it was deleted with until the next one. */
static void
strike_out (Story *story,
            guint  unit,
            guint  place)
{
  GArray *events = story->events[unit];
  Event struck = g_array_index (events, Event, place);

  g_array_remove_index (events, place);
  if (struck.kind != EVENT_DELETE || struck.run == 0)
    return;

  for (guint i = place; i < events->len; i++)
    {
      Event *event = &g_array_index (events, Event, i);

      if (event->kind == EVENT_SEEN && event->run == struck.run)
        event->name = NAME_KEPT;
    }
}

static void
take_back (Story *story)
{
  KeptUndo *kept = &story->undos[g_test_rand_int_range (0, N_UNDOS)];
  g_autoptr (GError) error = NULL;
  guint n_struck = 0;

  if (kept->undo == NULL)
    return;

  for (guint i = 0; i < N_UNITS; i++)
    {
      int place = last_decision (story, i);

      if (place < 0 || g_array_index (story->events[i], Event, place).decision != kept->decision)
        continue;

      strike_out (story, i, place);
      n_struck++;
    }

  if (store_undo (story->base.store, kept->undo, &error))
    g_assert_cmpuint (n_struck, >, 0);
  else
    {
      g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND);
      g_assert_cmpuint (n_struck, ==, 0);
    }

  g_clear_pointer (&kept->undo, genkan_undo_unref);
}

/* --- what must be --- */

/* Which moment a run stands for is the store's to say, but it must be one, and a later one for
 * a later run. */
static void
check_time (Story *story,
            guint  run,
            gint64 time)
{
  gint64 *times = (gint64 *) (gpointer) story->times->data;

  if (times[run] == 0)
    times[run] = time;
  g_assert_cmpint (times[run], ==, time);

  for (guint i = 0; i < run; i++)
    g_assert_cmpint (times[i], <, time);
}

static void
check_unit (Story          *story,
            guint           unit,
            const Expected *expected)
{
  g_autofree char *id = g_strdup_printf ("u%u", unit);
  g_autofree char *name = g_strdup_printf ("n%u", expected->name);
  g_autofree char *product = expected->product ? g_strdup_printf ("P%u", expected->product) : NULL;
  g_autoptr (GenkanRecord) record = store_find_record (story->base.store, story->connection, id);

  g_assert_true ((record != NULL) == expected->exists);
  if (record == NULL)
    return;

  g_assert_cmpstr (genkan_record_state_to_nick (genkan_record_get_state (record)), ==,
                   genkan_record_state_to_nick (expected->state));
  g_assert_cmpstr (genkan_record_get_product_name (record), ==, product);
  g_assert_cmpstr (genkan_record_get_name (record), ==, name);
  g_assert_true ((genkan_record_get_finalized (record) != 0) == expected->finalized);
  check_time (story, expected->seen, genkan_record_get_last_discovered (record));
}

static void
check (Story *story)
{
  g_autoptr (GenkanConnection) connection =
    genkan_store_get_connection (story->base.store, story->connection, NULL);
  guint n_unmapped = 0, n_mapped = 0;

  for (guint i = 0; i < N_UNITS; i++)
    {
      Expected expected = expect (story, i);

      check_unit (story, i, &expected);
      if (!expected.exists || expected.state == GENKAN_RECORD_STATE_IGNORED)
        continue;

      if (expected.product != 0)
        n_mapped++;
      else
        n_unmapped++;
    }

  g_assert_cmpuint (genkan_connection_get_n_mapped (connection), ==, n_mapped);
  g_assert_cmpuint (genkan_connection_get_n_unmapped (connection), ==, n_unmapped);
}

static void
step (Story *story)
{
  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
    case 1:
      if (story->running == NULL)
        begin (story);
      stage (story);
      break;

    case 2:
      if (story->running != NULL)
        end (story);
      break;

    case 3:
    case 4:
      take_back (story);
      break;

    default:
      decide (story);
    }
}

static void
test_story (Story         *story,
            gconstpointer  data)
{
  for (guint i = 0; i < N_STEPS; i++)
    {
      step (story);
      check (story);
    }
}

static void
set_up (Story         *story,
        gconstpointer  data)
{
  const gint64 never = 0;

  store_fixture_set_up (&story->base, NULL);
  story->connection = store_add_connection (story->base.store, "Burp");
  story->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (story->times, never);
  for (guint i = 0; i < N_UNITS; i++)
    story->events[i] = g_array_new (FALSE, FALSE, sizeof (Event));
}

static void
tear_down (Story         *story,
           gconstpointer  data)
{
  for (guint i = 0; i < N_UNDOS; i++)
    g_clear_pointer (&story->undos[i].undo, genkan_undo_unref);
  for (guint i = 0; i < N_UNITS; i++)
    g_array_unref (story->events[i]);
  g_array_unref (story->times);
  g_clear_object (&story->running);
  store_fixture_tear_down (&story->base, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (int i = 1; i <= 6; i++)
    {
      g_autofree char *path = g_strdup_printf ("/story/%d", i);

      g_test_add (path, Story, NULL, set_up, test_story, tear_down);
    }

  return g_test_run ();
}
