/* test-sync-jobs.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Sync from tools that want to be waited for: an export is begun, asked after, and its chunks
 * are fetched; and when nobody wants it any more, the tool is told so.
 */

#include "config.h"

#include "test-tool.h"

#define EXPORT                                                                                  \
  "remember: { since: 0 }\n"                                                                    \
  "steps:\n"                                                                                    \
  "  projects:\n"                                                                               \
  "    records: SELECT 'a' AS id, 'b' AS name\n"                                                \
  "  begin:\n"                                                                                  \
  "    for: record\n"                                                                           \
  "    post: /export/{record_id}\n"                                                             \
  "    job: SELECT need(:body, '$.job') AS job\n"                                               \
  "  poll:\n"                                                                                   \
  "    for: job\n"                                                                              \
  "    get: /jobs/{job}\n"                                                                      \
  "    deadline: 1h\n"                                                                          \
  "    next: SELECT 0 AS after_ WHERE :body ->> 'status' = 'WORKING'\n"                         \
  "    cases:\n"                                                                                \
  "      - { when: \":body ->> 'status' = 'ERROR'\", do: fail, say: \"'no export'\" }\n"          \
  "      - { when: \":body ->> 'failed' > 0\", do: partial, say: \"'a chunk has failed'\" }\n"    \
  "    cleanup: { delete: \"/jobs/{job}\" }\n"                                                  \
  "    chunk: SELECT value AS chunk FROM json_each(:body, '$.chunks')\n"                        \
  "  chunks:\n"                                                                                 \
  "    for: chunk\n"                                                                            \
  "    get: /jobs/{job}/chunks/{chunk}\n"                                                       \
  "    items: $\n"                                                                              \
  "    findings: SELECT j ->> 'id' AS unique_id_from_tool, 'T' AS title, 'Low' AS severity FROM item\n" \
  "    remember: SELECT 5 AS since\n"

#define JOBS                                                                                    \
  HEAD                                                                                          \
  "connect:\n"                                                                                  \
  "  base: \"{+url}/api\"\n"                                                                    \
  "  limits: [ { concurrency: 4 } ]\n"                                                          \
  EXPORT

static void
two_records (TestTool  *tool,
             GenkanRun *run)
{
  genkan_run_add_record (run, "shop", "Web shop", NULL);
  genkan_run_add_record (run, "blog", "Blog", NULL);
}

static void
one_record (TestTool  *tool,
            GenkanRun *run)
{
  genkan_run_add_record (run, "shop", "Web shop", NULL);
}

static gboolean
is_asked (TestTool   *tool,
          const char *target)
{
  return g_hash_table_contains (tool->counts, target);
}

/* The job of a Record has its name. */
static gboolean
answer_common (TestTool               *tool,
               GenkanLoopbackExchange *exchange)
{
  const char *path = genkan_loopback_exchange_get_path (exchange);
  const char *last = strrchr (path, '/') + 1;

  if (g_str_has_prefix (path, "/api/export/"))
    test_answer_json (exchange, "{\"job\":\"%s\"}", last);
  else if (strstr (path, "/chunks/") != NULL)
    test_answer_json (exchange, "[{\"id\":\"c%s-1\"},{\"id\":\"c%s-2\"}]", last, last);
  else if (g_str_equal (genkan_loopback_exchange_get_method (exchange), "DELETE"))
    {
      tool->extra = g_strconcat (tool->extra != NULL ? tool->extra : "", "deleted ", last, NULL);
      test_answer_json (exchange, "{}");
    }
  else
    return FALSE;

  return TRUE;
}

/* --- all goes well -------------------------------------------------------------------------- */

/* Done only when the first chunk was fetched: whoever waits for the end first waits for ever. */
static void
chunks_cb (TestTool               *tool,
           GenkanLoopbackExchange *exchange,
           guint                   nth)
{
  const char *path = genkan_loopback_exchange_get_path (exchange);
  g_autofree char *first = g_strconcat (path, "/chunks/1", NULL);

  if (answer_common (tool, exchange))
    return;

  if (!is_asked (tool, first))
    test_answer_json (exchange, "{\"status\":\"WORKING\",\"chunks\":[1]}");
  else
    test_answer_json (exchange, "{\"status\":\"DONE\",\"chunks\":[1,2]}");
}

static void
test_jobs_chunks (void)
{
  TestTool tool;

  test_tool_init (&tool, chunks_cb, NULL);
  tool.prepare = two_records;
  test_tool_run (&tool, JOBS, GENKAN_PURPOSE_SYNC);
  test_tool_assert_ids (&tool, "blog:c1-1 blog:c1-2 blog:c2-1 blog:c2-2 "
                               "shop:c1-1 shop:c1-2 shop:c2-1 shop:c2-2");
  test_tool_assert_ends (&tool, "blog complete 4 rows since=5\nshop complete 4 rows since=5");
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/jobs/shop/chunks/1"), ==, 1);
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/export/shop"), ==, 1);
  g_assert_null (tool.extra);
  test_tool_clear (&tool);
}

/* --- it does not ---------------------------------------------------------------------------- */

static void
failed_chunk_cb (TestTool               *tool,
                 GenkanLoopbackExchange *exchange,
                 guint                   nth)
{
  if (answer_common (tool, exchange))
    return;

  test_answer_json (exchange, "{\"status\":\"DONE\",\"chunks\":[1],\"failed\":%u}",
                    g_str_has_suffix (genkan_loopback_exchange_get_path (exchange), "shop"));
}

/* What is there counts, nothing is remembered, and an export that has ended is left alone. */
static void
test_jobs_failed_chunk (void)
{
  TestTool tool;

  test_tool_init (&tool, failed_chunk_cb, NULL);
  tool.prepare = two_records;
  test_tool_run (&tool, JOBS, GENKAN_PURPOSE_SYNC);
  test_tool_assert_ends (&tool, "blog complete 2 rows since=5\nshop partial 2 rows");
  g_assert_nonnull (strstr (tool.result->reason->message, "a chunk has failed (step poll"));
  g_assert_null (tool.extra);
  test_tool_clear (&tool);
}

static void
error_cb (TestTool               *tool,
          GenkanLoopbackExchange *exchange,
          guint                   nth)
{
  if (answer_common (tool, exchange))
    return;

  if (nth < 3)
    test_answer_json (exchange, "{\"status\":\"WORKING\"}");
  else
    test_answer_json (exchange, "{\"status\":\"ERROR\"}");
}

static void
test_jobs_error (void)
{
  TestTool tool;

  test_tool_init (&tool, error_cb, NULL);
  tool.prepare = one_record;
  test_tool_run (&tool, JOBS, GENKAN_PURPOSE_SYNC);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_VENDOR, "no export (step poll");
  test_tool_assert_ends (&tool, "shop failed 0 rows");
  g_assert_cmpstr (tool.extra, ==, "deleted shop");
  test_tool_clear (&tool);
}

static void
bad_chunk_cb (TestTool               *tool,
              GenkanLoopbackExchange *exchange,
              guint                   nth)
{
  const char *path = genkan_loopback_exchange_get_path (exchange);

  if (strstr (path, "/chunks/") != NULL)
    genkan_loopback_exchange_respond (exchange, 404, "application/json", "{}", -1);
  else if (!answer_common (tool, exchange))
    test_answer_json (exchange, "{\"status\":\"WORKING\",\"chunks\":[1]}");
}

/* A chunk ends the scope while the export is still at work. */
static void
test_jobs_bad_chunk (void)
{
  TestTool tool;

  test_tool_init (&tool, bad_chunk_cb, NULL);
  tool.prepare = one_record;
  test_tool_run (&tool, JOBS, GENKAN_PURPOSE_SYNC);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_NOT_FOUND, "step chunks");
  g_assert_cmpstr (tool.extra, ==, "deleted shop");
  test_tool_clear (&tool);
}

static void
refused_cb (TestTool               *tool,
            GenkanLoopbackExchange *exchange,
            guint                   nth)
{
  if (g_str_equal (genkan_loopback_exchange_get_method (exchange), "DELETE"))
    genkan_loopback_exchange_respond (exchange, 500, "application/json", "{}", -1);
  else
    error_cb (tool, exchange, nth);
}

/* That it cannot be cleaned up changes nothing, is tried once, and stands in the log. */
static void
test_jobs_cleanup_refused (void)
{
  g_autofree char *log = NULL;
  TestTool tool;

  test_tool_init (&tool, refused_cb, NULL);
  tool.prepare = one_record;
  test_tool_run (&tool, JOBS, GENKAN_PURPOSE_SYNC);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_VENDOR, "no export (step poll");
  log = test_sink_dup_log (tool.sink);
  g_assert_nonnull (strstr (log, "poll.cleanup: the tool answered with status 500"));
  g_assert_cmpuint (tool.n_requests, ==, 5);
  test_tool_clear (&tool);
}

/* --- time ----------------------------------------------------------------------------------- */

#define LATE                                                                                    \
  HEAD CONNECT                                                                                  \
  "  projects:\n"                                                                               \
  "    records: SELECT 'a' AS id, 'b' AS name\n"                                                \
  "  poll:\n"                                                                                   \
  "    for: record\n"                                                                           \
  "    get: /jobs/{record_id}\n"                                                                \
  "    deadline: 1s\n"                                                                          \
  "    next: SELECT 3600 AS after_\n"                                                           \
  "    cleanup: { delete: \"/jobs/{record_id}\" }\n"                                            \
  "    findings: SELECT 1 AS unique_id_from_tool, 'T' AS title, 'Low' AS severity\n"

static void
late_cb (TestTool               *tool,
         GenkanLoopbackExchange *exchange,
         guint                   nth)
{
  if (!answer_common (tool, exchange))
    test_answer_json (exchange, "{\"status\":\"WORKING\"}");
}

static void
test_jobs_deadline (void)
{
  TestTool tool;

  test_tool_init (&tool, late_cb, NULL);
  tool.prepare = one_record;
  test_tool_run (&tool, LATE, GENKAN_PURPOSE_SYNC);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_TIMEOUT, "not ready in time (step poll");
  g_assert_cmpstr (tool.extra, ==, "deleted shop");
  test_tool_clear (&tool);
}

/* --- Cancel --------------------------------------------------------------------------------- */

static void
hold_poll_cb (TestTool               *tool,
              GenkanLoopbackExchange *exchange,
              guint                   nth)
{
  gboolean stays = tool->limits.cleanup_time < G_TIME_SPAN_SECOND;

  if (g_str_equal (genkan_loopback_exchange_get_method (exchange), "DELETE") && stays)
    {
      test_answer_json (exchange, "{}");
      test_tool_hold (tool, exchange);
    }
  else if (!answer_common (tool, exchange))
    {
      test_answer_json (exchange, "{\"status\":\"WORKING\"}");
      if (nth == 2)
        test_tool_hold (tool, exchange);
    }
}

static void
test_jobs_cancel (void)
{
  TestTool tool;

  test_tool_init (&tool, hold_poll_cb, NULL);
  tool.prepare = one_record;
  test_tool_start (&tool, JOBS, GENKAN_PURPOSE_SYNC);
  test_tool_wait_until_held (&tool, 1);
  g_cancellable_cancel (tool.cancellable);
  test_tool_wait (&tool);
  g_assert_error (tool.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (tool.extra, ==, "deleted shop");
  test_tool_release (&tool);
  test_tool_clear (&tool);
}

/* The tool does not answer the cleanup: a Cancel does not wait for it. */
static void
test_jobs_cancel_slow (void)
{
  TestTool tool;

  test_tool_init (&tool, hold_poll_cb, NULL);
  tool.prepare = one_record;
  tool.limits.cleanup_time = 50 * G_TIME_SPAN_MILLISECOND;
  test_tool_start (&tool, JOBS, GENKAN_PURPOSE_SYNC);
  test_tool_wait_until_held (&tool, 1);
  g_cancellable_cancel (tool.cancellable);
  test_tool_wait (&tool);
  g_assert_error (tool.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (test_tool_get_n_held (&tool), ==, 2);
  test_tool_release (&tool);
  test_tool_clear (&tool);
}

/* -------------------------------------------------------------------------------------------- */

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/jobs/chunks", test_jobs_chunks);
  g_test_add_func ("/jobs/failed-chunk", test_jobs_failed_chunk);
  g_test_add_func ("/jobs/error", test_jobs_error);
  g_test_add_func ("/jobs/bad-chunk", test_jobs_bad_chunk);
  g_test_add_func ("/jobs/cleanup-refused", test_jobs_cleanup_refused);
  g_test_add_func ("/jobs/deadline", test_jobs_deadline);
  g_test_add_func ("/jobs/cancel", test_jobs_cancel);
  g_test_add_func ("/jobs/cancel-slow", test_jobs_cancel_slow);

  return g_test_run ();
}
