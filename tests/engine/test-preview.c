/* test-preview.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A look at the beginning of everything, and what a trace is told of it.
 */

#include "config.h"

#include "genkan-redactor.h"
#include "test-tool.h"

/* --- a trace -------------------------------------------------------------------------------- */

#define TEST_TYPE_TRACE (test_trace_get_type ())
G_DECLARE_FINAL_TYPE (TestTrace, test_trace, TEST, TRACE, GObject)

/* Written in the engine's thread, read when the run is over. */
struct _TestTrace
{
  GObject  parent_instance;
  GString *text; /* (owned) */
};

static void
test_trace_exchange (GenkanTrace               *trace,
                     const GenkanTraceExchange *exchange)
{
  TestTrace *self = TEST_TRACE (trace);
  g_autofree char *url = genkan_redactor_redact (exchange->redactor, exchange->url);
  gsize length = 0;
  const char *answer = exchange->answer != NULL ? g_bytes_get_data (exchange->answer, &length) : "";

  g_assert_true (exchange->is_whole || exchange->error != NULL);
  g_string_append_printf (self->text, "%s %s %s %u #%u %.*s\n", exchange->step, exchange->method,
                          strstr (url, "/api"), exchange->status, exchange->attempt, (int) length,
                          answer);
}

static void
test_trace_rows (GenkanTrace           *trace,
                 const GenkanTraceRows *rows)
{
  g_string_append_printf (TEST_TRACE (trace)->text, "%s.%s %u rows%s%s\n", rows->step, rows->output,
                          genkan_row_batch_get_n_rows (rows->rows),
                          rows->record_id != NULL ? " of " : "",
                          rows->record_id != NULL ? rows->record_id : "");
}

static void
test_trace_iface_init (GenkanTraceInterface *iface)
{
  iface->exchange = test_trace_exchange;
  iface->rows = test_trace_rows;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestTrace, test_trace, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GENKAN_TYPE_TRACE, test_trace_iface_init))

static void
test_trace_finalize (GObject *object)
{
  g_string_free (TEST_TRACE (object)->text, TRUE);

  G_OBJECT_CLASS (test_trace_parent_class)->finalize (object);
}

static void
test_trace_class_init (TestTraceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_trace_finalize;
}

static void
test_trace_init (TestTrace *self)
{
  self->text = g_string_new (NULL);
}

/* --- how much ------------------------------------------------------------------------------- */

static void
look (TestTool  *tool,
      GenkanRun *run)
{
  genkan_run_set_preview (run, 3, 2);
  genkan_run_add_record (run, "shop", "Web shop", NULL);
}

static void
things_cb (TestTool               *tool,
           GenkanLoopbackExchange *exchange,
           guint                   nth)
{
  test_answer_things (exchange, 20);
}

static void
test_preview_pages (void)
{
  TestTool tool;

  test_tool_init (&tool, things_cb, NULL);
  tool.prepare = look;
  test_tool_run (&tool, HEAD CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  g_assert_no_error (tool.error);
  g_assert_cmpint (tool.result->outcome, ==, GENKAN_OUTCOME_COMPLETE);
  g_assert_true (tool.result->more);
  g_assert_cmpuint (tool.n_requests, ==, 3);
  test_tool_assert_ids (&tool, "01 02 03 04 05 06");
  test_tool_clear (&tool);
}

#define TEAMS                                                                    \
  "  teams:\n"                                                                   \
  "    get: /teams\n"                                                            \
  "    items: $\n"                                                               \
  "    team: SELECT j ->> 'id' AS team FROM item\n"                              \
  "  apps:\n"                                                                    \
  "    for: team\n"                                                              \
  "    get: /teams/{team}/apps{?cursor}\n"                                       \
  "    with: { cursor: null }\n"                                                 \
  "    items: $.apps\n"                                                          \
  "    next: SELECT :body ->> 'cursor' AS cursor\n"                              \
  "    records: SELECT j ->> 'id' AS id, j ->> 'id' AS name FROM item\n"

/* Each page of each team has one more behind it. */
static void
teams_cb (TestTool               *tool,
          GenkanLoopbackExchange *exchange,
          guint                   nth)
{
  const char *path = genkan_loopback_exchange_get_path (exchange);
  const char *cursor = genkan_loopback_exchange_get_query (exchange, "cursor");
  guint page = cursor != NULL ? g_ascii_strtoull (cursor, NULL, 10) : 1;

  if (g_str_has_suffix (path, "/apps"))
    test_answer_json (exchange, "{\"apps\":[{\"id\":\"%c%u\"}],\"cursor\":\"%u\"}",
                      path[strlen ("/api/teams/")], page, page + 1);
  else
    test_answer_json (exchange, "[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}]");
}

/* The first two teams, and of each three pages. */
static void
test_preview_rows (void)
{
  TestTool tool;

  test_tool_init (&tool, teams_cb, NULL);
  tool.prepare = look;
  test_tool_run (&tool, HEAD CONNECT TEAMS, GENKAN_PURPOSE_DISCOVER);
  g_assert_no_error (tool.error);
  g_assert_true (tool.result->more);
  test_tool_assert_ids (&tool, "a1 a2 a3 b1 b2 b3");
  g_assert_cmpuint (tool.n_requests, ==, 7);
  test_tool_clear (&tool);
}

/* --- what takes long ------------------------------------------------------------------------ */

#define JOBS                                                                     \
  HEAD                                                                           \
  "connect: { base: \"{+url}/api\" }\n"                                          \
  "steps:\n"                                                                     \
  "  projects:\n"                                                                \
  "    records: SELECT 'a' AS id, 'b' AS name\n"                                 \
  "  poll:\n"                                                                    \
  "    for: record\n"                                                            \
  "    get: /jobs/{record_id}\n"                                                 \
  "    next: SELECT 0.01 AS after_ WHERE :body ->> 'status' = 'WORKING'\n"       \
  "    cleanup: { delete: \"/jobs/{record_id}\" }\n"                             \
  "    items: $.rows?\n"                                                         \
  "    findings: SELECT j ->> 'id' AS unique_id_from_tool, 'T' AS title, 'Low' AS severity,\n" \
  "                     '' AS description FROM item\n"

static void
jobs_cb (TestTool               *tool,
         GenkanLoopbackExchange *exchange,
         guint                   nth)
{
  if (g_str_equal (genkan_loopback_exchange_get_method (exchange), "DELETE"))
    tool->extra = g_strconcat (tool->extra != NULL ? tool->extra : "", "deleted", NULL);
  test_answer_json (exchange, "{\"status\":\"WORKING\"}");
}

/* Nobody waits for the end of it, and the tool is told so, once. */
static void
test_preview_jobs (void)
{
  TestTool tool;

  test_tool_init (&tool, jobs_cb, NULL);
  tool.prepare = look;
  test_tool_run (&tool, JOBS, GENKAN_PURPOSE_SYNC);
  g_assert_no_error (tool.error);
  g_assert_cmpint (tool.result->outcome, ==, GENKAN_OUTCOME_COMPLETE);
  g_assert_true (tool.result->more);
  g_assert_cmpuint (tool.n_requests, ==, 4);
  g_assert_cmpstr (tool.extra, ==, "deleted");
  test_tool_clear (&tool);
}

/* --- the trace ------------------------------------------------------------------------------ */

static TestTrace *trace;

static void
look_and_tell (TestTool  *tool,
               GenkanRun *run)
{
  genkan_run_set_trace (run, GENKAN_TRACE (trace));
}

static void
stumbling_cb (TestTool               *tool,
              GenkanLoopbackExchange *exchange,
              guint                   nth)
{
  if (nth == 1)
    genkan_loopback_exchange_respond (exchange, 500, "application/json", "{}", -1);
  else
    test_answer_json (exchange, "{\"things\":[{\"id\":\"1\",\"name\":\"One\"}],\"total\":1}");
}

/* Each attempt, and what came of it. */
static void
test_preview_trace (void)
{
  TestTool tool;

  trace = g_object_new (TEST_TYPE_TRACE, NULL);
  test_tool_init (&tool, stumbling_cb, NULL);
  tool.prepare = look_and_tell;
  test_tool_run (&tool, HEAD CONNECT THINGS, GENKAN_PURPOSE_DISCOVER);
  g_test_message ("%s", trace->text->str);
  g_assert_no_error (tool.error);
  g_assert_nonnull (strstr (trace->text->str, "things GET /api/things?p=1&ps=2 500 #1 {}\n"));
  g_assert_nonnull (strstr (trace->text->str, "things GET /api/things?p=1&ps=2 200 #2 {\"things\""));
  g_assert_nonnull (strstr (trace->text->str, "things.records 1 rows\n"));
  test_tool_clear (&tool);
  /* The engine's thread may be about to let go of the run, which has it. */
  g_clear_object (&trace);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/preview/pages", test_preview_pages);
  g_test_add_func ("/preview/rows", test_preview_rows);
  g_test_add_func ("/preview/jobs", test_preview_jobs);
  g_test_add_func ("/preview/trace", test_preview_trace);

  return g_test_run ();
}
