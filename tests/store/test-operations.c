/* test-operations.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Operations and their log; one Connection at a time among all processes; a process that is
 * killed. The program starts itself as that other process.
 */

#include "config.h"

#include <signal.h>
#include <unistd.h>

#include "store-fixture.h"

#define COMPLETE GENKAN_OPERATION_STATUS_COMPLETE

static const StoreUnit units[] = { { "1", "Shop", NULL }, { "2", "Bank", NULL } };
static const StoreUnit other_units[] = { { "1", "Renamed", NULL }, { "9", "Unknown", NULL } };

static char *program;

/* --- the other process --- */

/* Begins, stages, says so, and waits to be killed. */
G_NORETURN static void
run_other (const char *path,
           gint64      connection_id)
{
  g_autoptr (GenkanStore) store = genkan_store_open (path, NULL);
  g_autoptr (GenkanRowBatch) rows = store_make_rows (other_units, 2);
  g_autoptr (GenkanOperation) operation = NULL;

  g_assert_nonnull (store);
  operation = store_begin (store, connection_id, NULL);
  g_assert_nonnull (operation);
  g_assert_true (store_stage (store, genkan_operation_get_id (operation), rows, NULL));
  g_print ("ready\n");

  for (;;)
    pause ();
}

static GSubprocess *
start_other (StoreFixture *fixture,
             gint64        connection_id)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, connection_id);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  GSubprocess *other;

  other = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--other",
                            fixture->path, id, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (other));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (line, ==, "ready");

  return other;
}

static void
kill_other (GSubprocess *other)
{
  g_subprocess_send_signal (other, SIGKILL);
  g_subprocess_wait (other, NULL, NULL);
  g_object_unref (other);
}

static GenkanOperationStatus
get_last_status (StoreFixture *fixture,
                 gint64        connection_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) operations =
    genkan_store_list_operations (fixture->store, connection_id, 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (operations->len, ==, 1);

  return genkan_operation_get_status (g_ptr_array_index (operations, 0));
}

/* --- tests --- */

static void
test_list (StoreFixture  *fixture,
           gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  gint64 other_id = store_add_connection (fixture->store, "Sonar");
  g_autoptr (GenkanOperation) first = NULL;
  g_autoptr (GenkanOperation) second = NULL;
  g_autoptr (GenkanOperation) elsewhere = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) limited = NULL;
  g_autoptr (GPtrArray) all = NULL;

  first = store_discover (fixture->store, id, COMPLETE, units, 2);
  second = store_discover (fixture->store, id, GENKAN_OPERATION_STATUS_FAILED, units, 2);
  elsewhere = store_discover (fixture->store, other_id, COMPLETE, units, 2);

  list = genkan_store_list_operations (fixture->store, id, 0, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpint (genkan_operation_get_id (g_ptr_array_index (list, 0)), ==,
                   genkan_operation_get_id (second));
  g_assert_cmpstr (genkan_operation_get_message (g_ptr_array_index (list, 0)), ==, "Why");
  g_assert_null (genkan_operation_get_message (g_ptr_array_index (list, 1)));

  limited = genkan_store_list_operations (fixture->store, id, 1, NULL);
  g_assert_cmpuint (limited->len, ==, 1);
  all = genkan_store_list_operations (fixture->store, 0, 0, NULL);
  g_assert_cmpuint (all->len, ==, 3);
}

static void
test_log (StoreFixture  *fixture,
          gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanOperation) running = store_begin (fixture->store, id, NULL);
  gint64 operation_id = genkan_operation_get_id (running);
  g_autoptr (GenkanOperation) ended = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 100; i++)
    {
      g_autofree char *text = g_strdup_printf ("line %d \xff", i);

      genkan_store_log (fixture->store, operation_id, i % 3, text);
    }
  genkan_store_log (fixture->store, 12345, GENKAN_LOG_ERROR, "of no Operation");
  ended = store_end (fixture->store, operation_id, COMPLETE, NULL);

  lines = genkan_store_read_log (fixture->store, operation_id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, 100);
  for (int i = 0; i < 100; i++)
    {
      GenkanLogLine *line = g_ptr_array_index (lines, i);
      g_autofree char *text = g_strdup_printf ("line %d \xef\xbf\xbd", i);

      g_assert_cmpstr (line->text, ==, text);
      g_assert_cmpint (line->severity, ==, i % 3);
      g_assert_cmpint (line->time, >=, genkan_operation_get_started (running));
    }
}

static void
test_busy_here (StoreFixture  *fixture,
                gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  gint64 other_id = store_add_connection (fixture->store, "Sonar");
  g_autoptr (GenkanOperation) running = store_begin (fixture->store, id, NULL);
  g_autoptr (GenkanOperation) elsewhere = NULL;
  g_autoptr (GenkanOperation) ended = NULL;
  g_autoptr (GenkanOperation) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (store_begin (fixture->store, id, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "“Burp”"));

  elsewhere = store_begin (fixture->store, other_id, NULL);
  g_assert_nonnull (elsewhere);

  ended = store_end (fixture->store, genkan_operation_get_id (running), COMPLETE, NULL);
  again = store_begin (fixture->store, id, NULL);
  g_assert_nonnull (again);
}

static void
test_not_running (StoreFixture  *fixture,
                  gconstpointer  data)
{
  g_autoptr (GenkanRowBatch) rows = store_make_rows (units, 2);
  g_autoptr (GError) error = NULL;

  g_assert_null (store_begin (fixture->store, 99, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (store_stage (fixture->store, 99, rows, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (store_end (fixture->store, 99, COMPLETE, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND);
}

/* Two Discovers at a time stage apart from each other. */
static void
test_two_connections (StoreFixture  *fixture,
                      gconstpointer  data)
{
  gint64 ids[] = {
    store_add_connection (fixture->store, "Burp"), store_add_connection (fixture->store, "Sonar"),
  };
  g_autoptr (GenkanRowBatch) rows = store_make_rows (units, 2);
  g_autoptr (GenkanRowBatch) other_rows = store_make_rows (other_units, 2);
  g_autoptr (GenkanOperation) first = store_begin (fixture->store, ids[0], NULL);
  g_autoptr (GenkanOperation) second = store_begin (fixture->store, ids[1], NULL);
  g_autoptr (GenkanOperation) first_end = NULL;
  g_autoptr (GenkanOperation) second_end = NULL;

  g_assert_true (store_stage (fixture->store, genkan_operation_get_id (first), rows, NULL));
  g_assert_true (store_stage (fixture->store, genkan_operation_get_id (second), other_rows, NULL));
  first_end = store_end (fixture->store, genkan_operation_get_id (first),
                         GENKAN_OPERATION_STATUS_CANCELLED, NULL);
  second_end = store_end (fixture->store, genkan_operation_get_id (second), COMPLETE, NULL);

  g_assert_null (store_find_record (fixture->store, ids[0], "1"));
  store_assert_record (fixture->store, ids[1], "9", GENKAN_RECORD_STATE_NEW, NULL);
  g_assert_cmpuint (genkan_operation_get_n_seen (second_end), ==, 2);
}

static void
test_busy_elsewhere (StoreFixture  *fixture,
                     gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  GSubprocess *other = start_other (fixture, id);
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (store_begin (fixture->store, id, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "“Burp”"));
  g_clear_error (&error);
  g_assert_false (store_remove (fixture->store, id, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_BUSY);
  g_clear_error (&error);

  /* Who opens the database now leaves the other's Operation alone. */
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  g_assert_cmpint (get_last_status (fixture, id), ==, GENKAN_OPERATION_STATUS_RUNNING);

  kill_other (other);
  operation = store_begin (fixture->store, id, &error);
  g_assert_no_error (error);
  g_assert_nonnull (operation);
}

static void
test_killed (StoreFixture  *fixture,
             gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanOperation) before = NULL;
  g_autoptr (GenkanOperation) after = NULL;
  g_autoptr (GenkanUndo) undo = NULL;
  g_autoptr (GenkanRecord) record = NULL;

  before = store_discover (fixture->store, id, COMPLETE, units, 2);
  undo = store_decide_one (fixture->store, id, "2", GENKAN_DECISION_MAP, "Bank Product");
  g_clear_pointer (&undo, genkan_undo_unref);
  store_fixture_close (fixture);

  kill_other (start_other (fixture, id));

  store_fixture_open (fixture);
  g_assert_cmpint (get_last_status (fixture, id), ==, GENKAN_OPERATION_STATUS_INTERRUPTED);
  store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_GOOD, "Bank Product");
  record = store_find_record (fixture->store, id, "1");
  g_assert_cmpstr (genkan_record_get_name (record), ==, "Shop");
  g_assert_null (store_find_record (fixture->store, id, "9"));

  after = store_discover (fixture->store, id, COMPLETE, units, 2);
  g_assert_cmpuint (genkan_operation_get_n_seen (after), ==, 2);
  g_assert_cmpuint (genkan_operation_get_n_changed (after), ==, 0);
}

/* Closing in the middle of a Discover is an interruption too. */
static void
test_closed (StoreFixture  *fixture,
             gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanOperation) running = store_begin (fixture->store, id, NULL);

  store_fixture_close (fixture);
  store_fixture_open (fixture);
  g_assert_cmpint (get_last_status (fixture, id), ==, GENKAN_OPERATION_STATUS_INTERRUPTED);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--other"))
    run_other (argv[2], g_ascii_strtoll (argv[3], NULL, 10));

  program = argv[0];
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)

  ADD ("/operations/list", test_list);
  ADD ("/operations/log", test_log);
  ADD ("/operations/busy-here", test_busy_here);
  ADD ("/operations/not-running", test_not_running);
  ADD ("/operations/two-connections", test_two_connections);
  ADD ("/operations/busy-elsewhere", test_busy_elsewhere);
  ADD ("/operations/killed", test_killed);
  ADD ("/operations/closed", test_closed);

  return g_test_run ();
}
