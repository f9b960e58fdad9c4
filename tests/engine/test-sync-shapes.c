/* test-sync-shapes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What rows can do, done by several Records at once: windows that are halved, folders in folders,
 * batches, duplicates, failures in the middle, and a Cancel among many.
 */

#include "config.h"

#include "test-tool.h"

#define BEGINNING                                                                               \
  HEAD CONNECT                                                                                  \
  "  projects:\n"                                                                               \
  "    records: SELECT 'a' AS id, 'b' AS name\n"

static void
two_records (TestTool  *tool,
             GenkanRun *run)
{
  genkan_run_add_record (run, "shop", "Web shop", NULL);
  genkan_run_add_record (run, "blog", "Blog", NULL);
}

static void
many_records (TestTool  *tool,
              GenkanRun *run)
{
  genkan_run_set_seed (run, 4711);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *id = g_strdup_printf ("r%03u", i);

      genkan_run_add_record (run, id, id, NULL);
    }
}

static guint
get_number (GenkanLoopbackExchange *exchange,
            const char             *name)
{
  const char *text = genkan_loopback_exchange_get_query (exchange, name);

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;
}

/* --- windows -------------------------------------------------------------------------------- */

/* One finding a second; the tool tells at most four of a window, and how many there are. */
static void
window_cb (TestTool               *tool,
           GenkanLoopbackExchange *exchange,
           guint                   nth)
{
  guint lo = get_number (exchange, "lo");
  guint hi = get_number (exchange, "hi");
  g_autoptr (GString) json = g_string_new (NULL);

  g_string_printf (json, "{\"total\":%u,\"items\":[", hi - lo);
  for (guint i = lo; i < MIN (hi, lo + 4); i++)
    g_string_append_printf (json, "%s{\"id\":\"%02u\"}", i > lo ? "," : "", i);
  g_string_append (json, "]}");
  genkan_loopback_exchange_respond (exchange, 200, "application/json", json->str, json->len);
}

static void
test_shapes_windows (void)
{
  TestTool tool;

  test_tool_init (&tool, window_cb, NULL);
  tool.prepare = two_records;
  test_tool_run (&tool,
                 BEGINNING
                 "  issues:\n"
                 "    for: record\n"
                 "    get: /issues/{record_id}{?lo,hi}\n"
                 "    with: { lo: 0, hi: 10 }\n"
                 "    items: $.items\n"
                 "    next: |\n"
                 "      SELECT lo, hi FROM (SELECT :lo AS lo, (:lo + :hi) / 2 AS hi\n"
                 "      UNION ALL SELECT (:lo + :hi) / 2, :hi) WHERE :body ->> 'total' > 4\n"
                 "    findings: SELECT j ->> 'id' AS unique_id_from_tool, 'T' AS title, "
                 "'Low' AS severity FROM item\n",
                 GENKAN_PURPOSE_SYNC);
  test_tool_assert_ids (&tool, "blog:00 blog:01 blog:02 blog:03 blog:04 blog:05 blog:06 blog:07 "
                               "blog:08 blog:09 shop:00 shop:01 shop:02 shop:03 shop:04 shop:05 "
                               "shop:06 shop:07 shop:08 shop:09");
  test_tool_clear (&tool);
}

/* --- folders and batches -------------------------------------------------------------------- */

/* /folders/shop has /folders/shop-x and an asset, that one has two assets. */
static void
folders_cb (TestTool               *tool,
            GenkanLoopbackExchange *exchange,
            guint                   nth)
{
  const char *path = genkan_loopback_exchange_get_path (exchange);
  const char *ids = genkan_loopback_exchange_get_query (exchange, "ids");

  if (ids != NULL)
    {
      g_auto (GStrv) each = g_strsplit (ids, ",", -1);
      g_autoptr (GString) json = g_string_new ("[");

      g_assert_true (strstr (ids, "shop") == NULL || strstr (ids, "blog") == NULL);
      for (guint i = 0; each[i] != NULL; i++)
        g_string_append_printf (json, "%s{\"id\":\"%s\"}", i > 0 ? "," : "", each[i]);
      g_string_append_c (json, ']');
      genkan_loopback_exchange_respond (exchange, 200, "application/json", json->str, json->len);
    }
  else if (g_str_has_suffix (path, "-x"))
    {
      test_answer_json (exchange, "[{\"asset\":\"%s2\"},{\"asset\":\"%s3\"}]", strrchr (path, '/') + 1,
                        strrchr (path, '/') + 1);
    }
  else
    {
      test_answer_json (exchange, "[{\"folder\":\"%s-x\"},{\"asset\":\"%s1\"}]",
                        strrchr (path, '/') + 1, strrchr (path, '/') + 1);
    }
}

/* Three assets of each Record, two to a request; no request has those of both. */
static void
test_shapes_batches (void)
{
  TestTool tool;

  test_tool_init (&tool, folders_cb, NULL);
  tool.prepare = two_records;
  test_tool_run (&tool,
                 BEGINNING
                 "  top:\n"
                 "    for: record\n"
                 "    folder: SELECT :record_id AS folder\n"
                 "  folders:\n"
                 "    for: folder\n"
                 "    get: /folders/{folder}\n"
                 "    items: $\n"
                 "    folder: SELECT j ->> 'folder' AS folder FROM item\n"
                 "    asset: SELECT j ->> 'asset' AS asset FROM item\n"
                 "  assets:\n"
                 "    for: asset\n"
                 "    batch: 2\n"
                 "    get: /assets{?ids}\n"
                 "    with: { ids: \"{asset}\" }\n"
                 "    items: $\n"
                 "    findings: SELECT j ->> 'id' AS unique_id_from_tool, 'T' AS title, "
                 "'Low' AS severity FROM item\n",
                 GENKAN_PURPOSE_SYNC);
  test_tool_assert_ids (&tool, "blog:blog-x2 blog:blog-x3 blog:blog1 "
                               "shop:shop-x2 shop:shop-x3 shop:shop1");
  g_assert_cmpuint (test_tool_get_count (&tool, "/api/assets"), ==, 4);
  test_tool_clear (&tool);
}

/* --- duplicates and failures in the middle -------------------------------------------------- */

#define PAGES                                                                                   \
  BEGINNING                                                                                     \
  "  issues:\n"                                                                                 \
  "    for: record\n"                                                                           \
  "    get: /issues/{record_id}{?p}\n"                                                          \
  "    with: { p: 1 }\n"                                                                        \
  "    items: $\n"                                                                              \
  "    next: SELECT :p + 1 AS p WHERE :p < 3\n"                                                 \
  "    findings: SELECT j ->> 'id' AS unique_id_from_tool, 'T' AS title, 'Low' AS severity FROM item\n"

/* Pages overlap, and each is refused once, one way or the other. */
static void
troubled_cb (TestTool               *tool,
             GenkanLoopbackExchange *exchange,
             guint                   nth)
{
  guint page = get_number (exchange, "p");

  if (nth == 1 && page == 2)
    genkan_loopback_exchange_respond (exchange, 500, "application/json", "{}", -1);
  else if (nth == 1 && page == 3)
    {
      genkan_loopback_exchange_set_header (exchange, "Retry-After", "0");
      genkan_loopback_exchange_respond (exchange, 429, "application/json", "{}", -1);
    }
  else
    test_answer_json (exchange, "[{\"id\":%u},{\"id\":%u},{\"id\":%u}]", page, page + 1, page);
}

static void
test_shapes_troubled (void)
{
  TestTool tool;

  test_tool_init (&tool, troubled_cb, NULL);
  tool.prepare = two_records;
  test_tool_run (&tool, PAGES, GENKAN_PURPOSE_SYNC);
  test_tool_assert_ids (&tool, "blog:1 blog:2 blog:3 blog:4 shop:1 shop:2 shop:3 shop:4");
  test_tool_assert_ends (&tool, "blog complete 9 rows\nshop complete 9 rows");
  g_assert_cmpuint (tool.n_requests, ==, 10);
  test_tool_clear (&tool);
}

/* --- many ----------------------------------------------------------------------------------- */

static void
many_cb (TestTool               *tool,
         GenkanLoopbackExchange *exchange,
         guint                   nth)
{
  test_answer_json (exchange, "[{\"id\":1}]");
  if (tool->extra != NULL && tool->n_requests > 100)
    test_tool_hold (tool, exchange);
}

static void
test_shapes_many (void)
{
  TestTool tool;

  test_tool_init (&tool, many_cb, NULL);
  tool.prepare = many_records;
  test_tool_run (&tool, PAGES, GENKAN_PURPOSE_SYNC);
  g_assert_cmpint (tool.result->outcome, ==, GENKAN_OUTCOME_FAILED);
  g_assert_error (tool.result->reason, GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_REPEATS);
  g_assert_cmpuint (tool.result->n_scopes[GENKAN_OUTCOME_FAILED], ==, 300);
  test_tool_clear (&tool);
}

/* All that is held are the four requests that may be under way, of whatever Records. */
static void
test_shapes_many_cancel (void)
{
  TestTool tool;

  test_tool_init (&tool, many_cb, NULL);
  tool.prepare = many_records;
  tool.extra = g_strdup ("hold");
  test_tool_start (&tool, PAGES, GENKAN_PURPOSE_SYNC);
  test_tool_wait_until_held (&tool, 4);
  test_tool_probe (&tool);
  g_assert_cmpuint (test_tool_get_n_held (&tool), ==, 4);
  g_cancellable_cancel (tool.cancellable);
  test_tool_wait (&tool);
  g_assert_error (tool.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (tool.n_requests, ==, 104);
  test_tool_release (&tool);
  test_tool_clear (&tool);
}

/* A limit of the run is reached by one Record, and the others are not asked for any more. */
static void
test_shapes_limit (void)
{
  TestTool tool;

  test_tool_init (&tool, troubled_cb, NULL);
  tool.prepare = many_records;
  tool.limits.rows = 30;
  test_tool_run (&tool, PAGES, GENKAN_PURPOSE_SYNC);
  test_tool_assert_failed (&tool, GENKAN_ENGINE_ERROR_LIMIT, "more rows than its limit");
  g_assert_cmpuint (tool.result->n_scopes[GENKAN_OUTCOME_FAILED], ==, 0);
  g_assert_cmpuint (tool.result->n_scopes[GENKAN_OUTCOME_PARTIAL], >, 280);
  g_assert_cmpuint (tool.n_requests, <, 60);
  test_tool_clear (&tool);
}

/* -------------------------------------------------------------------------------------------- */

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/shapes/windows", test_shapes_windows);
  g_test_add_func ("/shapes/batches", test_shapes_batches);
  g_test_add_func ("/shapes/troubled", test_shapes_troubled);
  g_test_add_func ("/shapes/many", test_shapes_many);
  g_test_add_func ("/shapes/many-cancel", test_shapes_many_cancel);
  g_test_add_func ("/shapes/limit", test_shapes_limit);

  return g_test_run ();
}
