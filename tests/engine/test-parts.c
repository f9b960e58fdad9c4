/* test-parts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of a run that can be looked at one by one: plan, invocation, batch, worker, outlet,
 * fingerprint.
 */

#include "config.h"

#include "genkan-batch.h"
#include "genkan-connector.h"
#include "genkan-fingerprint.h"
#include "genkan-invocation.h"
#include "genkan-outlet.h"
#include "genkan-plan.h"
#include "genkan-worker.h"
#include "test-tool.h"

static GenkanConnector *
make_connector (const char *steps)
{
  g_autofree char *yaml = g_strconcat (HEAD CONNECT, steps, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (yaml, strlen (yaml));
  GenkanConnector *connector = genkan_connector_new_from_bytes (bytes, "test.yaml");

  g_assert_true (genkan_connector_is_valid (connector));

  return connector;
}

static guint
find_place (GenkanPlan *plan,
            const char *name)
{
  for (guint i = 0; i < genkan_plan_get_n_steps (plan); i++)
    if (g_str_equal (genkan_plan_get_step (plan, i)->name, name))
      return i;

  g_assert_not_reached ();
}

static void
test_plan_upstream (void)
{
  g_autoptr (GenkanConnector) connector = make_connector (
    "  seed:\n"
    "    folder: SELECT 'root' AS folder\n"
    "  folders:\n"
    "    for: folder\n"
    "    get: /folders/{folder}\n"
    "    items: $\n"
    "    folder: SELECT j ->> 'id' AS folder FROM item\n"
    "    found: SELECT j ->> 'id' AS id FROM item\n"
    "  join:\n"
    "    records: SELECT id, id AS name FROM found\n");
  g_autoptr (GenkanPlan) plan = genkan_plan_new (genkan_connector_get_definition (connector),
                                                GENKAN_PLAN_DISCOVER);
  guint seed = find_place (plan, "seed");
  guint folders = find_place (plan, "folders");
  guint join = find_place (plan, "join");

  g_assert_cmpuint (genkan_plan_get_n_steps (plan), ==, 3);
  g_assert_true (genkan_plan_waits_for (plan, join, folders));
  g_assert_true (genkan_plan_waits_for (plan, join, seed));
  g_assert_true (genkan_plan_waits_for (plan, folders, seed));
  g_assert_false (genkan_plan_waits_for (plan, folders, folders));
  g_assert_false (genkan_plan_waits_for (plan, seed, folders));
  g_assert_true (genkan_plan_is_read (plan, "found"));
  g_assert_false (genkan_plan_is_read (plan, "folder"));
  g_assert_true (genkan_plan_feeds (plan, "folder", folders));
  g_assert_false (genkan_plan_feeds (plan, "folder", join));
}

/* --- invocations ---------------------------------------------------------------------------- */

static GenkanRowBatch *
make_row (const char *column,
          const char *value)
{
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (&column, 1);
  GenkanValue text = genkan_value_text (value);

  genkan_row_batch_builder_add (builder, &text);

  return genkan_row_batch_builder_end (builder);
}

static void
test_invocation_keys (void)
{
  g_autoptr (GenkanConnector) connector = make_connector (THINGS);
  g_autoptr (GenkanPlan) plan = genkan_plan_new (genkan_connector_get_definition (connector),
                                                GENKAN_PLAN_DISCOVER);
  g_autoptr (GenkanVariables) variables = genkan_variables_new (NULL);
  g_autoptr (GenkanInvocation) first =
    genkan_invocation_new (genkan_plan_get_step (plan, 0), 0, variables, 0);
  g_autoptr (GenkanRowBatch) two = make_row ("p", "2");
  g_autoptr (GenkanRowBatch) none = make_row ("p", NULL);
  g_autoptr (GenkanInvocation) second = NULL;
  g_autoptr (GenkanInvocation) again = NULL;
  gint64 after;

  g_assert_cmpint (genkan_variables_lookup (first->variables, "p")->integer, ==, 1);
  g_assert_true (g_hash_table_contains (first->chain->seen, first->key));

  second = genkan_invocation_new_next (first, two, 0, &after);
  again = genkan_invocation_new_next (second, two, 0, &after);
  g_assert_cmpstr (second->key, !=, first->key);
  g_assert_cmpstr (second->key, ==, again->key);
  g_assert_cmpstr (second->words, ==, "p = '2'");
  g_assert_cmpint (after, ==, -1);
  g_assert_false (second->is_poll);
  /* What `next` does not change stays as `with` has set it. */
  g_assert_cmpint (genkan_variables_lookup (second->variables, "ps")->integer, ==, 2);

  g_assert_false (genkan_row_is_null (two, 0));
  g_assert_true (genkan_row_is_null (none, 0));
}

/* Values that look alike side by side are not the same. */
static void
test_invocation_values (void)
{
  const char *const names[] = { "a", "b", NULL };
  g_autoptr (GenkanVariables) one = genkan_variables_new (NULL);
  g_autoptr (GenkanVariables) other = genkan_variables_new (NULL);
  g_autofree char *one_text = NULL;
  g_autofree char *other_text = NULL;
  GenkanValue value;

  value = genkan_value_text ("x,3:1:y");
  genkan_variables_set (one, "a", &value);
  value = genkan_value_text ("x");
  genkan_variables_set (other, "a", &value);
  value = genkan_value_text ("y");
  genkan_variables_set (other, "b", &value);

  one_text = genkan_variables_dup_values (one, names);
  other_text = genkan_variables_dup_values (other, names);
  g_assert_cmpstr (one_text, !=, other_text);
}

static void
test_batch (void)
{
  GenkanBatch *batch = genkan_batch_new ();
  g_autoptr (GenkanRowBatch) quote = make_row ("id", "a\"b");
  g_autoptr (GenkanRowBatch) null = make_row ("id", NULL);
  g_autoptr (GenkanVariables) variables = NULL;
  const GenkanValue *ids;

  g_assert_cmpuint (genkan_batch_add (batch, quote, 0), ==, 1);
  g_assert_cmpuint (genkan_batch_add (batch, null, 0), ==, 2);
  variables = genkan_batch_take_variables (batch, NULL);
  ids = genkan_variables_lookup (variables, "id");
  g_assert_cmpstr (ids->text, ==, "[\"a\\\"b\",null]");
  g_assert_true (ids->json);
  g_assert_cmpuint (genkan_batch_get_n_rows (batch), ==, 0);
  genkan_batch_free (batch);
}

/* --- worker --------------------------------------------------------------------------------- */

typedef struct
{
  int  n_running; /* atomic */
  int  n_done;    /* of the worker */
  guint n_back;   /* of this thread */
} Jobs;

/* Jobs of one worker never run side by side, and come in their order. */
static gboolean
count_job (gpointer   data,
           GError   **error)
{
  Jobs *jobs = data;

  g_assert_cmpint (g_atomic_int_add (&jobs->n_running, 1), ==, 0);
  jobs->n_done++;
  g_thread_yield ();
  g_assert_cmpint (g_atomic_int_add (&jobs->n_running, -1), ==, 1);

  if (jobs->n_done % 10 != 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%d", jobs->n_done);
  return FALSE;
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Jobs *jobs = user_data;
  g_autoptr (GError) error = NULL;

  jobs->n_back++;
  if (genkan_worker_run_finish (GENKAN_WORKER (source), result, &error))
    g_assert_cmpuint (jobs->n_back % 10, !=, 0);
  else
    g_assert_cmpuint (g_ascii_strtoull (error->message, NULL, 10), ==, jobs->n_back);
}

static void
test_worker_order (void)
{
  GThreadPool *pool = genkan_worker_pool_new ();
  GenkanWorker *worker = genkan_worker_new (pool);
  Jobs jobs = { 0 };

  for (int i = 0; i < 100; i++)
    genkan_worker_run_async (worker, count_job, &jobs, NULL, counted_cb, &jobs);
  while (jobs.n_back < 100)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (jobs.n_done, ==, 100);

  g_thread_pool_free (pool, FALSE, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (worker);
}

/* --- outlet --------------------------------------------------------------------------------- */

static void
test_outlet_room (void)
{
  TestSink *sink = test_sink_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GenkanOutlet *outlet = genkan_outlet_new (GENKAN_SINK (sink), cancellable);
  g_autofree char *text = g_strnfill (1024 * 1024, 'x');
  g_autoptr (GenkanRowBatch) rows = make_row ("id", text);
  guint n_written = 0;

  while (genkan_outlet_has_room (outlet))
    {
      genkan_outlet_write (outlet, NULL, "records", rows, NULL, NULL);
      n_written++;
    }
  g_assert_cmpuint (n_written, ==, 8);
  g_assert_false (genkan_outlet_is_idle (outlet));

  while (!genkan_outlet_is_idle (outlet))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (genkan_outlet_has_room (outlet));
  g_assert_null (genkan_outlet_get_error (outlet));

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (outlet);
  g_assert_finalize_object (sink);
}

/* Of a text in pieces of @piece bytes, with one byte changed if @changed is in it. */
static char *
dup_fingerprint (gsize piece,
                 gsize changed)
{
  guint8 text[100];
  GenkanFingerprint fingerprint;

  for (gsize i = 0; i < sizeof text; i++)
    text[i] = i == changed ? 'x' : 'a' + i % 7;

  genkan_fingerprint_init (&fingerprint, 0);
  for (gsize at = 0; at < sizeof text; at += piece)
    {
      /* A copy of its own size, so that a sanitizer sees every read beyond it. */
      gsize length = MIN (piece, sizeof text - at);
      g_autofree guint8 *copy = g_memdup2 (text + at, length);

      genkan_fingerprint_update (&fingerprint, copy, length);
    }

  return genkan_fingerprint_dup (&fingerprint);
}

static void
test_fingerprint (void)
{
  g_autofree char *whole = dup_fingerprint (100, G_MAXSIZE);

  for (gsize piece = 1; piece < 100; piece++)
    {
      g_autofree char *same = dup_fingerprint (piece, G_MAXSIZE);

      g_assert_cmpstr (same, ==, whole);
    }
  for (gsize changed = 0; changed < 100; changed++)
    {
      g_autofree char *other = dup_fingerprint (7, changed);

      g_assert_cmpstr (other, !=, whole);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan/upstream", test_plan_upstream);
  g_test_add_func ("/invocation/keys", test_invocation_keys);
  g_test_add_func ("/invocation/values", test_invocation_values);
  g_test_add_func ("/batch/arrays", test_batch);
  g_test_add_func ("/worker/order", test_worker_order);
  g_test_add_func ("/outlet/room", test_outlet_room);
  g_test_add_func ("/fingerprint", test_fingerprint);

  return g_test_run ();
}
