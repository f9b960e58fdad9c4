/* test-cancel.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cancel ends a run quickly, whatever it is doing: every test here would hang without it.
 */

#include "config.h"

#include "test-tool.h"

static void
assert_cancelled (TestTool *tool)
{
  g_cancellable_cancel (tool->cancellable);
  test_tool_wait (tool);
  g_assert_error (tool->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  test_tool_clear (tool);
}

static void
hold_cb (TestTool               *tool,
         GenkanLoopbackExchange *exchange,
         guint                   nth)
{
  test_answer_things (exchange, 100);
  test_tool_hold (tool, exchange);
}

static void
test_cancel_before (void)
{
  TestTool tool;

  test_tool_init (&tool, hold_cb, NULL);
  g_cancellable_cancel (tool.cancellable);
  test_tool_start (&tool, HEAD CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  assert_cancelled (&tool);
}

static void
test_cancel_while_asking (void)
{
  TestTool tool;

  test_tool_init (&tool, hold_cb, NULL);
  test_tool_start (&tool, HEAD CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_wait_until_held (&tool, 1);
  assert_cancelled (&tool);
}

static void
hold_body_cb (TestTool               *tool,
              GenkanLoopbackExchange *exchange,
              guint                   nth)
{
  test_answer_things (exchange, 100);
  test_tool_hold (tool, exchange);
  genkan_loopback_exchange_hold_after (exchange, 30);
}

static void
test_cancel_while_reading (void)
{
  TestTool tool;

  test_tool_init (&tool, hold_body_cb, NULL);
  test_tool_start (&tool, HEAD CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_wait_until_held (&tool, 1);
  assert_cancelled (&tool);
}

static void
hold_pages_cb (TestTool               *tool,
               GenkanLoopbackExchange *exchange,
               guint                   nth)
{
  test_answer_things (exchange, 100);
  if (g_strcmp0 (genkan_loopback_exchange_get_query (exchange, "p"), "1") != 0)
    test_tool_hold (tool, exchange);
}

/* Four pages under way and 45 in the work list. */
static void
test_cancel_while_many_wait (void)
{
  TestTool tool;

  test_tool_init (&tool, hold_pages_cb, NULL);
  test_tool_start (&tool, HEAD CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_wait_until_held (&tool, 4);
  assert_cancelled (&tool);
}

static void
wait_for_progress (TestTool   *tool,
                   const char *words)
{
  for (;;)
    {
      gint64 until;
      g_autofree char *waiting = genkan_progress_dup_waiting (tool->progress, &until);

      if (waiting != NULL && strstr (waiting, words) != NULL)
        {
          g_assert_cmpint (until, >, g_get_monotonic_time ());
          return;
        }

      g_main_context_iteration (NULL, TRUE);
    }
}

static void
busy_cb (TestTool               *tool,
         GenkanLoopbackExchange *exchange,
         guint                   nth)
{
  genkan_loopback_exchange_respond (exchange, 503, "text/plain", "Out for lunch", -1);
  genkan_loopback_exchange_set_header (exchange, "Retry-After", "300");
}

static void
test_cancel_while_retrying (void)
{
  TestTool tool;

  test_tool_init (&tool, busy_cb, NULL);
  test_tool_start (&tool, HEAD CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  wait_for_progress (&tool, "Out for lunch");
  assert_cancelled (&tool);
}

static void
things_cb (TestTool               *tool,
           GenkanLoopbackExchange *exchange,
           guint                   nth)
{
  test_answer_things (exchange, 100);
}

static void
test_cancel_while_limited (void)
{
  TestTool tool;

  test_tool_init (&tool, things_cb, NULL);
  test_tool_start (&tool,
                   HEAD
                   "connect:\n"
                   "  base: \"{+url}/api\"\n"
                   "  limits: [ { rate: 0.01/s } ]\n"
                   "steps:\n" THINGS, GENKAN_PURPOSE_DISCOVER);
  wait_for_progress (&tool, "limit");
  assert_cancelled (&tool);
}

static void
poll_cb (TestTool               *tool,
         GenkanLoopbackExchange *exchange,
         guint                   nth)
{
  test_answer_json (exchange, "{\"status\":\"BUSY\",\"things\":[]}");
}

static void
test_cancel_while_polling (void)
{
  TestTool tool;

  test_tool_init (&tool, poll_cb, NULL);
  test_tool_start (&tool,
                   HEAD CONNECT
                   "  things:\n"
                   "    get: /things\n"
                   "    items: $.things\n"
                   "    next: SELECT 300 AS after_ WHERE :body ->> 'status' = 'BUSY'\n"
                   "    records: SELECT j ->> 'id' AS id, j ->> 'name' AS name FROM item\n",
                   GENKAN_PURPOSE_DISCOVER);
  wait_for_progress (&tool, "until it is ready");
  assert_cancelled (&tool);
}

static void
test_cancel_while_writing (void)
{
  TestTool tool;

  test_tool_init (&tool, things_cb, NULL);
  test_sink_hold (tool.sink);
  test_tool_start (&tool, HEAD CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  test_sink_wait_until_held (tool.sink, 1);
  assert_cancelled (&tool);
}

/* A SELECT that would count for years. */
static void
test_cancel_while_mapping (void)
{
  TestTool tool;

  test_tool_init (&tool, things_cb, NULL);
  test_tool_start (&tool,
                   HEAD CONNECT
                   "  things:\n"
                   "    get: /things?p=1&ps=100\n"
                   "    items: $.things\n"
                   "    records: |\n"
                   "      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)\n"
                   "      SELECT j ->> 'id' AS id, (SELECT count(*) FROM n) AS name FROM item\n",
                   GENKAN_PURPOSE_DISCOVER);
  /* The answer has been sent; nothing tells from outside that its mapping has begun, but from
   * here on it is the only thing that can keep the run. */
  while (test_tool_get_count (&tool, "/api/things?p=1") == 0)
    g_thread_yield ();
  test_tool_probe (&tool);
  assert_cancelled (&tool);
}

/* Whoever drops the engine while it runs loses nothing. */
static void
test_cancel_drop_engine (void)
{
  TestTool tool;

  test_tool_init (&tool, hold_cb, NULL);
  test_tool_start (&tool, HEAD CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_wait_until_held (&tool, 1);
  g_clear_object (&tool.engine);
  assert_cancelled (&tool);

  test_tool_init (&tool, things_cb, NULL);
  test_tool_start (&tool, HEAD CONNECT THINGS, GENKAN_PURPOSE_CHECK);
  g_clear_object (&tool.engine);
  test_tool_wait (&tool);
  test_tool_assert_ids (&tool, "01 02");
  test_tool_clear (&tool);
}

/* Several runs of one engine at once, of which one is cancelled. */
static void
test_cancel_one_of_two (void)
{
  TestTool held, other;

  test_tool_init (&held, hold_cb, NULL);
  test_tool_init (&other, things_cb, NULL);
  g_set_object (&other.engine, held.engine);

  test_tool_start (&held, HEAD CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  test_tool_wait_until_held (&held, 1);
  test_tool_run (&other, HEAD CONNECT THINGS, GENKAN_PURPOSE_CHECK);
  test_tool_assert_ids (&other, "01 02");
  test_tool_clear (&other);
  assert_cancelled (&held);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cancel/before", test_cancel_before);
  g_test_add_func ("/cancel/while-asking", test_cancel_while_asking);
  g_test_add_func ("/cancel/while-reading", test_cancel_while_reading);
  g_test_add_func ("/cancel/while-many-wait", test_cancel_while_many_wait);
  g_test_add_func ("/cancel/while-retrying", test_cancel_while_retrying);
  g_test_add_func ("/cancel/while-limited", test_cancel_while_limited);
  g_test_add_func ("/cancel/while-polling", test_cancel_while_polling);
  g_test_add_func ("/cancel/while-writing", test_cancel_while_writing);
  g_test_add_func ("/cancel/while-mapping", test_cancel_while_mapping);
  g_test_add_func ("/cancel/drop-engine", test_cancel_drop_engine);
  g_test_add_func ("/cancel/one-of-two", test_cancel_one_of_two);

  return g_test_run ();
}
