/* test-cli-sync.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Sync in a terminal, the removal guard, and what is found, listed and written to files. Run by
 * with-keyring. The first argument is the program.
 */

#include "config.h"

#include "cli-fixture.h"
#include "genkan-store-operations.h"
#include "genkan-store-sync.h"

/* More than the guard lets go, and more than half of all. */
#define N_GONE 25

static void
map_all (Fixture *fixture)
{
  add_connection (fixture);
  run (fixture, "discover Burp");
  assert_run (fixture, 0, "5 new", NULL);
  run (fixture, "map Burp --each");
  assert_run (fixture, 0, NULL, NULL);
}

static JsonArray *
get_list (JsonNode   *node,
          const char *member)
{
  return member == NULL ? json_node_get_array (node)
                        : json_object_get_array_member (json_node_get_object (node), member);
}

static void
assert_count (Fixture    *fixture,
              const char *member,
              guint       expected)
{
  g_autoptr (JsonNode) node = parse_output (fixture);

  g_assert_cmpuint (json_array_get_length (get_list (node, member)), ==, expected);
}

static void
test_sync (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (JsonNode) again = NULL;
  JsonObject *operation;

  add_connection (fixture);
  run (fixture, "sync Burp");
  assert_run (fixture, 1, NULL, "No Record is mapped");

  run (fixture, "discover Burp");
  run (fixture, "map Burp --each");
  run (fixture, "sync Burp");
  assert_run (fixture, 0, "Web Shop", NULL);
  g_assert_nonnull (strstr (fixture->out, "Held"));

  run (fixture, "sync Burp --json --scheduled");
  assert_run (fixture, 0, NULL, NULL);
  again = parse_output (fixture);
  g_assert_cmpuint (json_array_get_length (get_list (again, "records")), ==, 5);
  operation = json_object_get_object_member (json_node_get_object (again), "operation");
  g_assert_cmpstr (json_object_get_string_member (operation, "type"), ==, "sync");
  g_assert_cmpstr (json_object_get_string_member (operation, "trigger"), ==, "scheduled");
  g_assert_cmpint (json_object_get_int_member (operation, "seen"), ==, 15);
  g_assert_cmpint (json_object_get_int_member (operation, "new"), ==, 0);
}

static void
test_some (Fixture       *fixture,
           gconstpointer  data)
{
  map_all (fixture);
  run (fixture, "sync Burp --record 'Web Shop' --record 12 --json");
  assert_run (fixture, 0, NULL, NULL);
  assert_count (fixture, "records", 2);

  run (fixture, "sync Burp --record Nothing");
  assert_run (fixture, 1, NULL, "no record “Nothing”");
  run (fixture, "sync Brup");
  assert_run (fixture, 1, NULL, "did you mean “Burp”");
}

/* --- the minimum severity --- */

static gint64
get_below (Fixture *fixture)
{
  g_autoptr (JsonNode) node = parse_output (fixture);
  JsonArray *records = get_list (node, "records");
  gint64 n_below = 0;

  for (guint i = 0; i < json_array_get_length (records); i++)
    n_below += json_object_get_int_member (json_array_get_object_element (records, i), "below_minimum");

  return n_below;
}

static void
test_minimum (Fixture       *fixture,
              gconstpointer  data)
{
  map_all (fixture);
  run (fixture, "connections set Burp --minimum-severity medium");
  assert_run (fixture, 0, "Changed “Burp”", NULL);
  run (fixture, "connections --json");
  assert_run (fixture, 0, "\"minimum_severity\" : \"medium\"", NULL);
  run (fixture, "records set Burp --name 'Web Shop' --minimum-severity high --dry-run");
  assert_run (fixture, 0, "As the connection", "nothing was changed");
  run (fixture, "records set Burp --name 'Web Shop' --minimum-severity high");
  assert_run (fixture, 0, "Changed 1 record", NULL);
  run (fixture, "records set Burp --name 'Web Shop' --minimum-severity high");
  assert_run (fixture, 0, NULL, "made already");
  run (fixture, "records Burp --name 'Web Shop' --json");
  assert_run (fixture, 0, "\"minimum_severity\":\"high\"", NULL);

  run (fixture, "sync Burp --json");
  assert_run (fixture, 0, NULL, NULL);
  g_assert_cmpint (get_below (fixture), >, 0);
  run (fixture, "findings Burp --severity low --severity info --json");
  assert_count (fixture, NULL, 0);
  run (fixture, "findings Burp --record 'Web Shop' --severity medium --json");
  assert_count (fixture, NULL, 0);
  run (fixture, "findings Burp --severity medium --json");
  g_assert_cmpstr (fixture->out, !=, "[]\n");

  run (fixture, "records set --all --minimum-severity connection --json");
  assert_run (fixture, 0, "\"minimum-severity\"", NULL);
  assert_count (fixture, "records", 1);
  run (fixture, "connections set Burp --minimum-severity info");
  run (fixture, "sync Burp");
  run (fixture, "findings Burp --json");
  assert_count (fixture, NULL, 15);
}

static void
test_minimum_refused (Fixture       *fixture,
                      gconstpointer  data)
{
  map_all (fixture);
  run (fixture, "connections set Burp --minimum-severity grave");
  assert_run (fixture, 2, NULL, "no severity “grave”");
  run (fixture, "records set Burp --minimum-severity grave");
  assert_run (fixture, 2, NULL, "no severity “grave”");
  run (fixture, "records set Burp");
  assert_run (fixture, 2, NULL, "Say what to change");
  run (fixture, "records set --minimum-severity high");
  assert_run (fixture, 2, NULL, "Say which records");
  run (fixture, "records set Brup --minimum-severity high");
  assert_run (fixture, 1, NULL, "did you mean “Burp”");
}

/* --- the guard --- */

static void
got_result_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static GenkanFindingRows *
make_rows (void)
{
  static const char *const columns[] = { "unique_id_from_tool", "title", "severity" };
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, G_N_ELEMENTS (columns));
  g_autoptr (GenkanRowBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  GenkanFindingRows *rows;

  for (guint i = 0; i < N_GONE; i++)
    {
      g_autofree char *id = g_strdup_printf ("gone-%u", i);
      GenkanValue values[] = {
        genkan_value_text (id), genkan_value_text ("=HYPERLINK(\"x\")"), genkan_value_text ("Low"),
      };

      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        genkan_row_batch_builder_add (builder, &values[j]);
    }

  batch = genkan_row_batch_builder_end (builder);
  rows = genkan_finding_rows_new (batch, &error);
  g_assert_no_error (error);

  return rows;
}

static gint64
begin_sync (GenkanStore *store)
{
  g_autoptr (GAsyncResult) begun = NULL;
  g_autoptr (GAsyncResult) taken = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  genkan_store_begin_operation_async (store, 1, GENKAN_OPERATION_TYPE_SYNC,
                                      GENKAN_OPERATION_TRIGGER_MANUAL, NULL, got_result_cb, &begun);
  operation = genkan_store_begin_operation_finish (store, wait_for (&begun), &error);
  g_assert_no_error (error);
  id = genkan_operation_get_id (operation);

  genkan_store_sync_records_async (store, id, NULL, 0, NULL, got_result_cb, &taken);
  records = genkan_store_sync_records_finish (store, wait_for (&taken), &error);
  g_assert_no_error (error);

  return id;
}

/* Findings of site 11 that the tool does not know, as if it had lost them since. */
static void
add_gone (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "genkan.db", NULL);
  g_autoptr (GenkanFindingRows) rows = make_rows ();
  GenkanSyncScope scope = { .record = "11", .outcome = GENKAN_OUTCOME_COMPLETE };
  g_autoptr (GenkanStore) store = NULL;
  g_autoptr (GAsyncResult) staged = NULL;
  g_autoptr (GAsyncResult) ended = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  store = genkan_store_open (path, &error);
  g_assert_no_error (error);
  id = begin_sync (store);
  genkan_store_stage_findings_async (store, id, "11", rows, NULL, got_result_cb, &staged);
  genkan_store_stage_findings_finish (store, wait_for (&staged), NULL, &error);
  g_assert_no_error (error);
  genkan_store_end_scope_async (store, id, &scope, NULL, got_result_cb, &ended);
  genkan_store_end_scope_finish (store, wait_for (&ended), &error);
  g_assert_no_error (error);
  genkan_store_end_operation_async (store, id, GENKAN_OPERATION_STATUS_COMPLETE, NULL, NULL,
                                    got_result_cb, &closed);
  operation = genkan_store_end_operation_finish (store, wait_for (&closed), &error);
  g_assert_no_error (error);
  genkan_store_close (store);
}

static void
test_guard (Fixture       *fixture,
            gconstpointer  data)
{
  map_all (fixture);
  add_gone (fixture);

  run (fixture, "sync Burp");
  assert_run (fixture, 3, NULL, "25 findings of 1 records would be closed");
  g_assert_nonnull (strstr (fixture->err, "genkan sync Burp --close-many"));
  run (fixture, "findings Burp --state open --search hyperlink --json");
  assert_count (fixture, NULL, N_GONE);

  run (fixture, "sync Burp --close-many");
  assert_run (fixture, 0, NULL, NULL);
  run (fixture, "findings Burp --state open --search hyperlink --json");
  assert_count (fixture, NULL, 0);
  run (fixture, "findings Burp --state closed --json");
  assert_count (fixture, NULL, N_GONE);
}

/* --- looking first --- */

static void
test_dry_run (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *shop;

  map_all (fixture);
  run (fixture, "sync Burp --dry-run");
  assert_run (fixture, 0, "15 New, 0 Changed, 0 Closed, 0 Reopened, 0 Held", "Nothing was changed.");
  g_assert_nonnull (strstr (fixture->out, "Web Shop"));
  g_assert_null (strstr (fixture->out, "DefectDojo"));
  run (fixture, "findings");
  assert_run (fixture, 0, NULL, "No findings");
  run (fixture, "operations Burp");
  assert_run (fixture, 0, "Cancelled", NULL);

  run (fixture, "sync Burp --dry-run --record 'Web Shop' --json");
  assert_run (fixture, 0, NULL, NULL);
  node = parse_output (fixture);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (node), "complete"));
  g_assert_cmpuint (json_array_get_length (get_list (node, "records")), ==, 1);
  shop = json_array_get_object_element (get_list (node, "records"), 0);
  g_assert_cmpint (json_object_get_int_member (shop, "new"), ==, 7);
  g_assert_true (json_object_get_null_member (shop, "server"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (shop, "findings")), ==, 7);

  run (fixture, "sync Burp");
  run (fixture, "sync Burp -n");
  assert_run (fixture, 0, "0 New, 0 Changed, 0 Closed, 0 Reopened, 0 Held", NULL);
}

static void
test_dry_run_guard (Fixture       *fixture,
                    gconstpointer  data)
{
  map_all (fixture);
  add_gone (fixture);
  run (fixture, "sync Burp --dry-run");
  assert_run (fixture, 3, "would be asked: 25 of 25 would close", "sync Burp --close-many");
  run (fixture, "sync Burp --dry-run --close-many");
  assert_run (fixture, 0, "25 Closed", NULL);
  run (fixture, "findings Burp --state open --json");
  assert_count (fixture, NULL, N_GONE);
}

/* --- what was found --- */

static void
test_findings (Fixture       *fixture,
               gconstpointer  data)
{
  map_all (fixture);
  run (fixture, "findings");
  assert_run (fixture, 0, NULL, "No findings");
  run (fixture, "findings --json");
  assert_run (fixture, 0, "[]", NULL);

  run (fixture, "sync Burp");
  run (fixture, "findings Burp");
  assert_run (fixture, 0, "SQL injection", NULL);
  run (fixture, "findings --json");
  assert_count (fixture, NULL, 15);
  run (fixture, "findings --severity high --severity INFO --json");
  assert_count (fixture, NULL, 7);
  run (fixture, "findings Burp --record 'Web Shop' --json");
  assert_count (fixture, NULL, 7);
  run (fixture, "findings --product 'Web Shop' --search 'INJECTION sql' --json");
  assert_count (fixture, NULL, 1);
  run (fixture, "findings --state closed --json");
  assert_count (fixture, NULL, 0);

  run (fixture, "findings --seen-within 3650 --component shop --json");
  assert_run (fixture, 0, "https://shop", NULL);
  run (fixture, "findings --cve CVE-2021-44228 --json");
  assert_run (fixture, 0, "[]", NULL);
  run (fixture, "findings --seen-within 2000000000");
  assert_run (fixture, 2, NULL, "number of days");
  run (fixture, "findings --seen-within=-1");
  assert_run (fixture, 2, NULL, "number of days");

  run (fixture, "findings --severity bad");
  assert_run (fixture, 2, NULL, "no severity “bad”");
  run (fixture, "findings --state bad");
  assert_run (fixture, 2, NULL, "no state “bad”");
  run (fixture, "findings --record 11");
  assert_run (fixture, 2, NULL, "name that too");
  run (fixture, "findings --product Nothing");
  assert_run (fixture, 1, NULL, "no product “Nothing”");
}

static void
test_show (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (JsonNode) found = NULL;
  g_autoptr (JsonNode) shown = NULL;
  JsonObject *worst;
  const char *id;

  map_all (fixture);
  run (fixture, "sync Burp");
  run (fixture, "findings Burp --record 'Web Shop' --search sql --json");
  found = parse_output (fixture);
  worst = json_array_get_object_element (json_node_get_array (found), 0);
  id = json_object_get_string_member (worst, "unique_id");

  run (fixture, "findings show %s", id);
  assert_run (fixture, 0, "SQL injection\n\nSeverity: High\nState: Open\nRecord: Web Shop\n", NULL);
  g_assert_nonnull (strstr (fixture->out, "\nDescription\n  What a visitor types"));
  g_assert_nonnull (strstr (fixture->out, "\nHistory\n  "));
  g_assert_nonnull (strstr (fixture->out, "  First seen\n"));

  run (fixture, "findings show %s --connection Burp --record 'Web Shop' --json", id);
  assert_run (fixture, 0, NULL, NULL);
  shown = parse_output (fixture);
  g_assert_cmpuint (json_array_get_length (get_list (shown, "history")), ==, 1);
  run (fixture, "findings show %s --connection Burp --record Careers", id);
  assert_run (fixture, 1, NULL, "no finding");
  run (fixture, "findings show nothing");
  assert_run (fixture, 1, NULL, "no finding “nothing”");
  run (fixture, "findings show");
  assert_run (fixture, 2, NULL, NULL);
}

static void
assert_generic (Fixture *fixture)
{
  g_autoptr (JsonNode) node = parse_output (fixture);
  JsonArray *findings = get_list (node, "findings");
  JsonObject *worst = json_array_get_object_element (findings, 0);

  g_assert_cmpuint (json_array_get_length (findings), ==, 15);
  g_assert_cmpstr (json_object_get_string_member (worst, "severity"), ==, "High");
  g_assert_true (json_object_get_boolean_member (worst, "active"));
  g_assert_true (json_object_has_member (worst, "description"));
  g_assert_true (json_object_has_member (worst, "unique_id_from_tool"));
  g_assert_false (json_object_has_member (worst, "url"));
}

static void
assert_sarif (Fixture *fixture)
{
  g_autoptr (JsonNode) node = parse_output (fixture);
  JsonObject *sarif_run = json_array_get_object_element (get_list (node, "runs"), 0);
  JsonArray *results = json_object_get_array_member (sarif_run, "results");
  JsonObject *worst = json_array_get_object_element (results, 0);
  JsonObject *message = json_object_get_object_member (worst, "message");

  g_assert_cmpuint (json_array_get_length (results), ==, 15);
  g_assert_cmpstr (json_object_get_string_member (worst, "level"), ==, "error");
  g_assert_nonnull (strstr (json_object_get_string_member (message, "text"), "\n\n"));
  g_assert_true (json_object_has_member (worst, "locations"));
}

static void
test_export (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "findings.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  map_all (fixture);
  run (fixture, "findings export --format generic");
  assert_run (fixture, 0, "\"findings\":[", NULL);
  run (fixture, "sync Burp");
  run (fixture, "findings export --format generic");
  assert_generic (fixture);
  run (fixture, "findings export -f sarif -c Burp");
  assert_sarif (fixture);

  run (fixture, "findings export -f csv --product 'Web Shop' %s", path);
  assert_run (fixture, 0, NULL, "7 findings written");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 9);
  g_assert_true (g_str_has_prefix (lines[1], "\"Web Shop\",\"Web Shop\",\"High\",\"open\","));

  run (fixture, "findings export -f pdf");
  assert_run (fixture, 2, NULL, "csv, generic or sarif");
  run (fixture, "findings export -f csv /nowhere/at/all.csv");
  assert_run (fixture, 1, NULL, "/nowhere");
}

/* What a spreadsheet would run is a text. */
static void
test_formula (Fixture       *fixture,
              gconstpointer  data)
{
  map_all (fixture);
  add_gone (fixture);
  run (fixture, "findings export -f csv");
  assert_run (fixture, 0, "\"'=HYPERLINK(\"\"x\"\")\"", NULL);
  g_assert_null (strstr (fixture->out, "\"=HYPERLINK"));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >, 1);
  program = argv[1];

  ADD ("/cli-sync/sync", test_sync);
  ADD ("/cli-sync/some", test_some);
  ADD ("/cli-sync/minimum", test_minimum);
  ADD ("/cli-sync/minimum-refused", test_minimum_refused);
  ADD ("/cli-sync/guard", test_guard);
  ADD ("/cli-sync/dry-run", test_dry_run);
  ADD ("/cli-sync/dry-run-guard", test_dry_run_guard);
  ADD ("/cli-sync/findings", test_findings);
  ADD ("/cli-sync/show", test_show);
  ADD ("/cli-sync/export", test_export);
  ADD ("/cli-sync/formula", test_formula);

  return g_test_run ();
}
