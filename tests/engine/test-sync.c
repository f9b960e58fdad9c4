/* test-sync.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Sync: which scopes there are, what they bring, and how they end.
 */

#include "config.h"

#include "test-tool.h"

/* Pages of findings of one Record, two to a page. */
#define ISSUES                                                                                  \
  "  projects:\n"                                                                               \
  "    get: /projects\n"                                                                        \
  "    items: $\n"                                                                              \
  "    records: SELECT j ->> 'id' AS id, j ->> 'name' AS name FROM item\n"                      \
  "  issues:\n"                                                                                 \
  "    for: record\n"                                                                           \
  "    get: /issues{?project,p}\n"                                                              \
  "    with: { project: \"{record_id}\", p: 1 }\n"                                              \
  "    items: $.issues\n"                                                                       \
  "    next: SELECT value AS p FROM json_each(pages(:body ->> '$.total', 2)) WHERE :p = 1\n"    \
  "    cases:\n"                                                                                \
  "      - { when: \":status = 403\", do: skip, say: \"'No licence for ' || :record_name\" }\n"   \
  "      - { when: \":status = 206\", do: partial, say: \"'Not everything'\" }\n"                 \
  "    findings: |\n"                                                                           \
  "      SELECT j ->> 'id' AS unique_id_from_tool, j ->> 'title' AS title, 'High' AS severity\n" \
  "      FROM item\n"

static void
answer_issues (GenkanLoopbackExchange *exchange,
               guint                   status,
               guint                   total)
{
  const char *page = genkan_loopback_exchange_get_query (exchange, "p");
  guint first = (g_ascii_strtoull (page, NULL, 10) - 1) * 2 + 1;
  g_autoptr (GString) json = g_string_new (NULL);

  g_string_printf (json, "{\"total\":%u,\"issues\":[", total);
  for (guint i = first; i < first + 2 && i <= total; i++)
    g_string_append_printf (json, "%s{\"id\":%u,\"title\":\"Issue %u\"}", i > first ? "," : "",
                            i, i);
  g_string_append (json, "]}");

  genkan_loopback_exchange_respond (exchange, status, "application/json", json->str, json->len);
}

static void
three_records (TestTool  *tool,
               GenkanRun *run)
{
  genkan_run_add_record (run, "shop", "Web shop", NULL);
  genkan_run_add_record (run, "blog", "Blog", NULL);
  genkan_run_add_record (run, "api", "API", "{\"team\":\"core\"}");
  genkan_run_add_record (run, "api", "The same", NULL);
}

/* --- per Record ----------------------------------------------------------------------------- */

static void
issues_cb (TestTool               *tool,
           GenkanLoopbackExchange *exchange,
           guint                   nth)
{
  const char *project = genkan_loopback_exchange_get_query (exchange, "project");

  answer_issues (exchange, 200, strlen (project));
}

/* The second Sync: one more issue came, the others are as they were. */
static void
one_more_cb (TestTool               *tool,
             GenkanLoopbackExchange *exchange,
             guint                   nth)
{
  const char *project = genkan_loopback_exchange_get_query (exchange, "project");

  answer_issues (exchange, 200, strlen (project) + 1);
}

static void
test_sync_known (void)
{
  TestTool first;
  TestTool second;

  test_tool_init (&first, issues_cb, NULL);
  first.prepare = three_records;
  test_sink_set_recall (first.sink, NULL);
  test_tool_run (&first, HEAD CONNECT ISSUES, GENKAN_PURPOSE_SYNC);
  test_tool_assert_ids (&first, "api:1 api:2 api:3 blog:1 blog:2 blog:3 blog:4 "
                                "shop:1 shop:2 shop:3 shop:4");

  test_tool_init (&second, one_more_cb, NULL);
  second.prepare = three_records;
  test_sink_set_recall (second.sink, first.sink);
  test_tool_run (&second, HEAD CONNECT ISSUES, GENKAN_PURPOSE_SYNC);
  test_tool_assert_ids (&second, "api:=1 api:=2 api:=3 api:=4 blog:5 blog:=1 blog:=2 blog:=3 blog:=4 "
                                 "shop:5 shop:=1 shop:=2 shop:=3 shop:=4");
  test_tool_assert_ends (&second, "api complete 4 rows\nblog complete 5 rows\n"
                                  "shop complete 5 rows");

  test_tool_clear (&first);
  test_tool_clear (&second);
}

static void
test_sync_records (void)
{
  TestTool tool;

  test_tool_init (&tool, issues_cb, NULL);
  tool.prepare = three_records;
  test_tool_run (&tool, HEAD CONNECT ISSUES, GENKAN_PURPOSE_SYNC);
  test_tool_assert_ids (&tool, "api:1 api:2 api:3 blog:1 blog:2 blog:3 blog:4 "
                               "shop:1 shop:2 shop:3 shop:4");
  test_tool_assert_ends (&tool, "api complete 3 rows\nblog complete 4 rows\nshop complete 4 rows");
  g_assert_cmpuint (tool.n_requests, ==, 6);
  g_assert_cmpuint (tool.result->n_rows, ==, 11);
  g_assert_cmpuint (tool.result->n_scopes[GENKAN_OUTCOME_COMPLETE], ==, 3);
  test_tool_clear (&tool);
}

/* A finding without an id or a title ends the scope of its Record, with words; the others go on. An
 * id that comes twice, control characters and a megabyte of title are no reason to end. */
static void
bad_findings_cb (TestTool               *tool,
                 GenkanLoopbackExchange *exchange,
                 guint                   nth)
{
  const char *project = genkan_loopback_exchange_get_query (exchange, "project");
  g_autofree char *title = g_strnfill (1024 * 1024, 'x');
  g_autofree char *body = NULL;

  if (g_str_equal (project, "shop"))
    body = g_strdup ("{\"total\":1,\"issues\":[{\"id\":1,\"title\":\"a\"},{\"title\":\"b\"}]}");
  else if (g_str_equal (project, "api"))
    body = g_strdup ("{\"total\":1,\"issues\":[{\"id\":1,\"title\":null}]}");
  else
    body = g_strdup_printf ("{\"total\":1,\"issues\":[{\"id\":1,\"title\":\"%s\"},"
                            "{\"id\":1,\"title\":\"\\u0001\\u001b[31m\"}]}", title);

  genkan_loopback_exchange_respond (exchange, 200, "application/json", body, strlen (body));
}

static void
test_sync_bad_findings (void)
{
  g_autofree char *log = NULL;
  TestTool tool;

  test_tool_init (&tool, bad_findings_cb, NULL);
  tool.prepare = three_records;
  test_tool_run (&tool, HEAD CONNECT ISSUES, GENKAN_PURPOSE_SYNC);
  log = test_sink_dup_log (tool.sink);
  test_tool_assert_ends (&tool, "api failed 0 rows\nblog complete 2 rows\nshop failed 0 rows");
  g_assert_nonnull (strstr (log, "row 2 of “findings” has no unique_id_from_tool, which is required"));
  g_assert_nonnull (strstr (log, "row 1 of “findings” has no title, which is required"));
  g_assert_cmpuint (tool.result->n_scopes[GENKAN_OUTCOME_COMPLETE], ==, 1);
  g_assert_cmpuint (tool.result->n_scopes[GENKAN_OUTCOME_FAILED], ==, 2);
  test_tool_clear (&tool);
}

/* Nothing is mapped: there is nothing to ask for, and that is complete. */
static void
test_sync_nothing (void)
{
  TestTool tool;

  test_tool_init (&tool, issues_cb, NULL);
  test_tool_run (&tool, HEAD CONNECT ISSUES, GENKAN_PURPOSE_SYNC);
  test_tool_assert_ids (&tool, "");
  test_tool_assert_ends (&tool, "");
  g_assert_cmpuint (tool.n_requests, ==, 0);
  test_tool_clear (&tool);
}

static void
extra_cb (TestTool               *tool,
          GenkanLoopbackExchange *exchange,
          guint                   nth)
{
  test_answer_json (exchange, "[{\"id\":1}]");
}

static void
test_sync_record_variables (void)
{
  TestTool tool;

  test_tool_init (&tool, extra_cb, NULL);
  tool.prepare = three_records;
  test_tool_run (&tool,
                 HEAD CONNECT
                 "  projects:\n"
                 "    records: SELECT 'a' AS id, 'b' AS name\n"
                 "  team:\n"
                 "    for: record\n"
                 "    team: SELECT :record_extra ->> 'team' AS team\n"
                 "  issues:\n"
                 "    for: team\n"
                 "    get: /teams/{team}/{record_id}\n"
                 "    items: $\n"
                 "    findings: SELECT :record_name AS unique_id_from_tool, :team AS title, "
                 "'Low' AS severity FROM item\n",
                 GENKAN_PURPOSE_SYNC);
  test_tool_assert_ids (&tool, "api:API");
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/teams/core/api"), ==, 1);
  test_tool_assert_ends (&tool, "api complete 1 rows\nblog complete 0 rows\nshop complete 0 rows");
  test_tool_clear (&tool);
}

/* --- connection-wide ------------------------------------------------------------------------ */

#define WIDE                                                                                    \
  "  projects:\n"                                                                               \
  "    get: /projects\n"                                                                        \
  "    items: $\n"                                                                              \
  "    records: SELECT j ->> 'id' AS id, j ->> 'name' AS name FROM item\n"                      \
  "  all:\n"                                                                                    \
  "    get: /all\n"                                                                             \
  "    items: $\n"                                                                              \
  "    findings: |\n"                                                                           \
  "      SELECT j ->> 'id' AS unique_id_from_tool, j ->> 'title' AS title, 'High' AS severity,\n" \
  "             j ->> 'project' AS record_id\n"                                                  \
  "      FROM item\n"

static void
wide_cb (TestTool               *tool,
         GenkanLoopbackExchange *exchange,
         guint                   nth)
{
  if (g_str_equal (genkan_loopback_exchange_get_path (exchange), "/api/all"))
    test_answer_json (exchange, "[{\"id\":1,\"title\":\"A\",\"project\":\"shop\"},"
                                "{\"id\":2,\"title\":\"B\",\"project\":%s}]",
                      tool->extra != NULL ? tool->extra : "\"blog\"");
  else
    issues_cb (tool, exchange, nth);
}

static void
test_sync_wide (void)
{
  TestTool tool;

  test_tool_init (&tool, wide_cb, NULL);
  tool.prepare = three_records;
  test_tool_run (&tool, HEAD CONNECT WIDE, GENKAN_PURPOSE_SYNC);
  test_tool_assert_ids (&tool, "*blog:2 *shop:1");
  test_tool_assert_ends (&tool, "* complete 2 rows");
  g_assert_cmpuint (tool.n_requests, ==, 1);
  test_tool_clear (&tool);
}

static void
test_sync_wide_nobody (void)
{
  TestTool tool;

  test_tool_init (&tool, wide_cb, NULL);
  tool.extra = g_strdup ("null");
  test_tool_run (&tool, HEAD CONNECT WIDE, GENKAN_PURPOSE_SYNC);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_SHAPE,
                           "row 2 of “findings” has no record_id, which is required (step all");
  test_tool_assert_ends (&tool, "* failed 0 rows");
  test_tool_clear (&tool);
}

/* --- different ends ------------------------------------------------------------------------- */

static void
ends_cb (TestTool               *tool,
         GenkanLoopbackExchange *exchange,
         guint                   nth)
{
  const char *project = genkan_loopback_exchange_get_query (exchange, "project");

  if (g_str_equal (project, "shop"))
    test_answer_json (exchange, "{\"total\":1,\"issues\":[{\"id\":1}]}");
  else if (g_str_equal (project, "blog"))
    genkan_loopback_exchange_respond (exchange, 403, "application/json", "{}", -1);
  else if (g_str_equal (project, "api"))
    answer_issues (exchange, 206, 1);
  else
    answer_issues (exchange, 200, 1);
}

static void
four_records (TestTool  *tool,
              GenkanRun *run)
{
  three_records (tool, run);
  genkan_run_add_record (run, "docs", "Docs", NULL);
}

/* No scope's end is the end of another. */
static void
test_sync_ends (void)
{
  g_autofree char *log = NULL;
  TestTool tool;

  test_tool_init (&tool, ends_cb, NULL);
  tool.prepare = four_records;
  test_tool_run (&tool, HEAD CONNECT ISSUES, GENKAN_PURPOSE_SYNC);
  test_tool_assert_ends (&tool, "api partial 1 rows\nblog skipped 0 rows\ndocs complete 1 rows\n"
                                "shop failed 0 rows");
  g_assert_cmpint (tool.result->outcome, ==, GENKAN_OUTCOME_PARTIAL);
  for (guint i = 0; i < GENKAN_N_OUTCOMES; i++)
    g_assert_cmpuint (tool.result->n_scopes[i], ==, 1);
  g_assert_nonnull (strstr (tool.result->reason->message,
                            "row 1 of “findings” has no title, which is required (step issues"));
  log = test_sink_dup_log (tool.sink);
  g_assert_nonnull (strstr (log, "Web shop: row 1"));
  g_assert_nonnull (strstr (log, "No licence for Blog"));
  test_tool_clear (&tool);
}

#define SECRETS                                                                                 \
  "  secrets:\n"                                                                                \
  "    for: record\n"                                                                           \
  "    get: /secrets{?project}\n"                                                               \
  "    with: { project: \"{record_id}\" }\n"                                                    \
  "    items: $\n"                                                                              \
  "    cases:\n"                                                                                \
  "      - { when: \":body ->> 'message' = 'off'\", do: keep, say: \"'Off for ' || :record_name\" }\n" \
  "    findings: |\n"                                                                           \
  "      SELECT j ->> 'id' AS unique_id_from_tool, 'Secret' AS title, 'High' AS severity\n"     \
  "      FROM item\n"

static void
keep_cb (TestTool               *tool,
         GenkanLoopbackExchange *exchange,
         guint                   nth)
{
  const char *project = genkan_loopback_exchange_get_query (exchange, "project");

  if (g_str_has_suffix (genkan_loopback_exchange_get_path (exchange), "/issues"))
    answer_issues (exchange, 200, 1);
  else if (g_str_equal (project, "blog"))
    genkan_loopback_exchange_respond (exchange, 404, "application/json", "{\"message\":\"off\"}", -1);
  else
    test_answer_json (exchange, "[]");
}

/* What one step leaves alone takes nothing from the others, and nothing of the scope is gone. */
static void
test_sync_keep (void)
{
  g_autofree char *log = NULL;
  TestTool tool;

  test_tool_init (&tool, keep_cb, NULL);
  tool.prepare = three_records;
  test_tool_run (&tool, HEAD CONNECT ISSUES SECRETS, GENKAN_PURPOSE_SYNC);
  test_tool_assert_ends (&tool, "api complete 1 rows\nblog complete 1 rows delta\n"
                                "shop complete 1 rows");
  log = test_sink_dup_log (tool.sink);
  g_assert_nonnull (strstr (log, "Off for Blog"));
  test_tool_clear (&tool);
}

static void
refuse_cb (TestTool               *tool,
           GenkanLoopbackExchange *exchange,
           guint                   nth)
{
  genkan_loopback_exchange_respond (exchange, 401, "application/json", "{}", -1);
}

static void
many_records (TestTool  *tool,
              GenkanRun *run)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("record-%u", i);

      genkan_run_add_record (run, id, id, NULL);
    }
}

/* A wrong key is wrong for all of them: nobody tries it two hundred times. */
static void
test_sync_refused (void)
{
  TestTool tool;

  test_tool_init (&tool, refuse_cb, NULL);
  tool.prepare = many_records;
  test_tool_run (&tool, HEAD CONNECT ISSUES, GENKAN_PURPOSE_SYNC);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_UNAUTHORIZED, "status 401");
  g_assert_cmpuint (tool.result->n_scopes[GENKAN_OUTCOME_FAILED], ==, 200);
  g_assert_cmpuint (tool.n_requests, <=, 4);
  test_tool_clear (&tool);
}

/* --- what is remembered --------------------------------------------------------------------- */

#define REMEMBERING                                                                             \
  "connect:\n"                                                                                  \
  "  base: \"{+url}/api\"\n"                                                                    \
  "  auth: { bearer: \"{token}\" }\n"                                                           \
  "remember: { since: 0 }\n"                                                                    \
  "steps:\n"                                                                                    \
  "  projects:\n"                                                                               \
  "    records: SELECT 'a' AS id, 'b' AS name\n"                                                \
  "  issues:\n"                                                                                 \
  "    for: record\n"                                                                           \
  "    get: /issues/{record_id}{?p}\n"                                                       \
  "    with: { p: \"{since}\" }\n"                                                           \
  "    items: $.issues\n"                                                                       \
  "    remember: SELECT :body ->> 'seen' AS since\n"                                            \
  "    findings: |\n"                                                                           \
  "      SELECT j ->> 'id' AS unique_id_from_tool, 'T' AS title, 'High' AS severity FROM item\n"

static void
remember_cb (TestTool               *tool,
             GenkanLoopbackExchange *exchange,
             guint                   nth)
{
  if (g_str_has_suffix (genkan_loopback_exchange_get_path (exchange), "blog"))
    test_answer_json (exchange, "{\"issues\":[{}],\"seen\":8}");
  else
    test_answer_json (exchange, "{\"issues\":[{\"id\":1}],\"seen\":7}");
}

static void
remembering (TestTool  *tool,
             GenkanRun *run)
{
  GenkanValue five = genkan_value_integer (5);
  GenkanValue zero = genkan_value_text ("0");

  three_records (tool, run);
  genkan_run_set_record_remembered (run, "shop", "since", &five);
  genkan_run_set_record_remembered (run, "api", "since", &zero);
}

/* A failed scope hands nothing over; one that was given its first value is no delta. */
static void
test_sync_remember (void)
{
  TestTool tool;

  test_tool_init (&tool, remember_cb, NULL);
  tool.prepare = remembering;
  test_tool_run (&tool, HEAD REMEMBERING, GENKAN_PURPOSE_SYNC);
  test_tool_assert_ends (&tool, "api complete 1 rows since=7\nblog failed 0 rows\n"
                                "shop complete 1 rows delta since=7");
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/issues/shop?p=5"), ==, 1);
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/issues/api?p=0"), ==, 1);
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/issues/blog?p=0"), ==, 1);
  test_tool_clear (&tool);
}

/* --- what Records share --------------------------------------------------------------------- */

#define RULES                                                                                   \
  "  projects:\n"                                                                               \
  "    records: SELECT 'a' AS id, 'b' AS name\n"                                                \
  "  issues:\n"                                                                                 \
  "    for: record\n"                                                                           \
  "    get: /issues/{record_id}\n"                                                              \
  "    items: $\n"                                                                              \
  "    rule: SELECT DISTINCT j ->> 'rule' AS rule FROM item\n"                                   \
  "    raw: SELECT j ->> 'id' AS id, j ->> 'rule' AS rule FROM item\n"                           \
  "  rules:\n"                                                                                  \
  "    for: rule\n"                                                                             \
  "    get: /rules/{rule}\n"                                                                    \
  "    rule_text: SELECT :rule AS rule, :body ->> 'text' AS text\n"                              \
  "  join:\n"                                                                                   \
  "    findings: |\n"                                                                           \
  "      SELECT id || '-' || text AS unique_id_from_tool, 'T' AS title, 'Low' AS severity\n"     \
  "      FROM raw JOIN rule_text USING (rule)\n"

static void
rules_cb (TestTool               *tool,
          GenkanLoopbackExchange *exchange,
          guint                   nth)
{
  const char *path = genkan_loopback_exchange_get_path (exchange);

  if (!g_str_has_prefix (path, "/api/rules/"))
    test_answer_json (exchange, "[{\"id\":1,\"rule\":\"a\"},{\"id\":2,\"rule\":\"%s\"}]",
                      g_str_has_suffix (path, "shop") ? "b" : "a");
  else if (tool->extra != NULL && nth == 1 && g_str_has_suffix (path, "/a"))
    genkan_loopback_exchange_respond (exchange, 400, "application/json", tool->extra, -1);
  else
    test_answer_json (exchange, "{\"text\":\"text of %s\"}", path + strlen ("/api/rules/"));
}

/* Each rule is asked for once, and every Record has its text. */
static void
test_sync_shared (void)
{
  TestTool tool;

  test_tool_init (&tool, rules_cb, NULL);
  tool.prepare = three_records;
  test_tool_run (&tool, HEAD CONNECT RULES, GENKAN_PURPOSE_SYNC);
  test_tool_assert_ids (&tool, "api:1-text of a api:2-text of a blog:1-text of a blog:2-text of a "
                               "shop:1-text of a shop:2-text of b");
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/rules/a"), ==, 1);
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/rules/b"), ==, 1);
  g_assert_cmpuint (tool.result->requests, ==, 5);
  g_assert_cmpuint (genkan_progress_get_requests_known (tool.progress), ==, 5);
  test_tool_clear (&tool);
}

/* Those who wait for the answer that another Record does not get ask themselves. */
static void
test_sync_shared_fails (void)
{
  TestTool tool;

  test_tool_init (&tool, rules_cb, NULL);
  tool.prepare = three_records;
  tool.extra = g_strdup ("{\"message\":\"not today\"}");
  test_tool_run (&tool, HEAD CONNECT RULES, GENKAN_PURPOSE_SYNC);
  g_assert_no_error (tool.error);
  g_assert_cmpuint (tool.result->n_scopes[GENKAN_OUTCOME_COMPLETE], >=, 1);
  g_assert_cmpuint (tool.result->n_scopes[GENKAN_OUTCOME_FAILED], >=, 1);
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/rules/a"), ==, 2);
  test_tool_clear (&tool);
}

static void
hold_rules_cb (TestTool               *tool,
               GenkanLoopbackExchange *exchange,
               guint                   nth)
{
  rules_cb (tool, exchange, nth);
  if (g_str_has_suffix (genkan_loopback_exchange_get_path (exchange), "/rules/a"))
    test_tool_hold (tool, exchange);
}

/* A Cancel meets a scope that asks and two that wait for its answer. */
static void
test_sync_shared_cancel (void)
{
  TestTool tool;

  test_tool_init (&tool, hold_rules_cb, NULL);
  tool.prepare = three_records;
  test_tool_start (&tool, HEAD CONNECT RULES, GENKAN_PURPOSE_SYNC);
  test_tool_wait_until_held (&tool, 1);
  test_tool_probe (&tool);
  g_cancellable_cancel (tool.cancellable);
  test_tool_wait (&tool);
  g_assert_error (tool.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  test_tool_release (&tool);
  test_tool_clear (&tool);
}

/* A table that is connection-wide is there for every Record's join, and asked for once. */
static void
shared_table_cb (TestTool               *tool,
                 GenkanLoopbackExchange *exchange,
                 guint                   nth)
{
  if (g_str_equal (genkan_loopback_exchange_get_path (exchange), "/api/knowledge"))
    test_answer_json (exchange, "[{\"rule\":\"a\",\"text\":\"A\"},{\"rule\":\"b\",\"text\":\"B\"}]");
  else
    rules_cb (tool, exchange, nth);
}

static void
test_sync_shared_table (void)
{
  TestTool tool;

  test_tool_init (&tool, shared_table_cb, NULL);
  tool.prepare = three_records;
  test_tool_run (&tool,
                 HEAD CONNECT
                 "  projects:\n"
                 "    records: SELECT 'a' AS id, 'b' AS name\n"
                 "  knowledge:\n"
                 "    get: /knowledge\n"
                 "    items: $\n"
                 "    known: SELECT j ->> 'rule' AS rule, j ->> 'text' AS text FROM item\n"
                 "  issues:\n"
                 "    for: record\n"
                 "    get: /issues/{record_id}\n"
                 "    items: $\n"
                 "    raw: SELECT j ->> 'id' AS id, j ->> 'rule' AS rule FROM item\n"
                 "  join:\n"
                 "    findings: |\n"
                 "      SELECT id || text AS unique_id_from_tool, 'T' AS title, 'Low' AS severity\n"
                 "      FROM raw JOIN known USING (rule)\n",
                 GENKAN_PURPOSE_SYNC);
  test_tool_assert_ids (&tool, "api:1A api:2A blog:1A blog:2A shop:1A shop:2B");
  test_tool_assert_ends (&tool, "api complete 2 rows\nblog complete 2 rows\nshop complete 2 rows");
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/knowledge"), ==, 1);
  test_tool_clear (&tool);
}

/* --- the sink ------------------------------------------------------------------------------- */

static void
test_sync_sink_fails (void)
{
  TestTool tool;

  test_tool_init (&tool, issues_cb, NULL);
  tool.prepare = many_records;
  test_sink_set_error (tool.sink, "no space left");
  test_tool_run (&tool, HEAD CONNECT ISSUES, GENKAN_PURPOSE_SYNC);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_SINK, "no space left");
  g_assert_cmpuint (tool.result->n_scopes[GENKAN_OUTCOME_FAILED], ==, 200);
  test_tool_clear (&tool);

  test_tool_init (&tool, issues_cb, NULL);
  tool.prepare = three_records;
  test_sink_set_end_error (tool.sink, "no space for the end");
  test_tool_run (&tool, HEAD CONNECT ISSUES, GENKAN_PURPOSE_SYNC);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_SINK, "no space for the end");
  test_tool_clear (&tool);
}

/* -------------------------------------------------------------------------------------------- */

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync/records", test_sync_records);
  g_test_add_func ("/sync/known", test_sync_known);
  g_test_add_func ("/sync/bad-findings", test_sync_bad_findings);
  g_test_add_func ("/sync/nothing", test_sync_nothing);
  g_test_add_func ("/sync/record-variables", test_sync_record_variables);
  g_test_add_func ("/sync/wide", test_sync_wide);
  g_test_add_func ("/sync/wide-nobody", test_sync_wide_nobody);
  g_test_add_func ("/sync/ends", test_sync_ends);
  g_test_add_func ("/sync/keep", test_sync_keep);
  g_test_add_func ("/sync/refused", test_sync_refused);
  g_test_add_func ("/sync/remember", test_sync_remember);
  g_test_add_func ("/sync/shared", test_sync_shared);
  g_test_add_func ("/sync/shared-fails", test_sync_shared_fails);
  g_test_add_func ("/sync/shared-cancel", test_sync_shared_cancel);
  g_test_add_func ("/sync/shared-table", test_sync_shared_table);
  g_test_add_func ("/sync/sink-fails", test_sync_sink_fails);

  return g_test_run ();
}
