/* test-findings-sink.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a tool says that is odd and no error is told at the Record that it was said of.
 */

#include "config.h"

#include "genkan-findings-sink.h"
#include "genkan-run.h"
#include "sync-fixture.h"

static void
write_row (GenkanSink *sink,
           const char *record,
           const char *severity)
{
  static const char *const columns[] = { "unique_id_from_tool", "title", "severity" };
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, G_N_ELEMENTS (columns));
  const char *const texts[] = { "1", "XSS", severity };
  g_autoptr (GenkanRowBatch) rows = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GenkanValue value = genkan_value_text (texts[i]);

      genkan_row_batch_builder_add (builder, &value);
    }
  rows = genkan_row_batch_builder_end (builder);
  genkan_sink_write_async (sink, record, "findings", rows, NULL, sync_got_result_cb, &result);
  store_wait (&result);
  g_assert_true (genkan_sink_write_finish (sink, result, &error));
  g_assert_no_error (error);
}

static void
end_scope (GenkanSink   *sink,
           const char   *record,
           const GError *reason)
{
  GenkanScopeEnd end = {
    .record_id = record,
    .outcome = reason != NULL ? GENKAN_OUTCOME_FAILED : GENKAN_OUTCOME_COMPLETE,
    .reason = reason,
  };
  g_autoptr (GAsyncResult) result = NULL;

  genkan_sink_end_scope_async (sink, &end, NULL, sync_got_result_cb, &result);
  store_wait (&result);
  g_assert_true (genkan_sink_end_scope_finish (sink, result, NULL));
}

static void
assert_says (SyncFixture     *fixture,
             GenkanOperation *operation,
             const char      *record,
             const char      *words)
{
  g_autoptr (GPtrArray) results = genkan_store_list_sync_results (
    fixture->base.store, genkan_operation_get_id (operation), NULL);

  for (guint i = 0; i < results->len; i++)
    {
      const GenkanSyncResult *result = results->pdata[i];

      if (g_strcmp0 (result->record_name, record) != 0)
        continue;
      g_test_message ("%s: %s", record, result->message);
      if (words == NULL)
        g_assert_null (result->message);
      else
        g_assert_nonnull (strstr (result->message, words));
      return;
    }

  g_assert_not_reached ();
}

/* Beside each other, as the engine's scopes run. */
static void
test_unknown_severity (SyncFixture   *fixture,
                       gconstpointer  data)
{
  g_autoptr (GenkanSink) sink = NULL;
  g_autoptr (GenkanOperation) operation = NULL;

  sync_begin (fixture);
  sink = genkan_findings_sink_new (fixture->base.store, fixture->connection, fixture->operation,
                                   FALSE);
  write_row (sink, "shop", "Catastrophic");
  write_row (sink, "bank", "High");
  end_scope (sink, "bank", NULL);
  end_scope (sink, "shop", NULL);
  operation = sync_end (fixture);

  assert_says (fixture, operation, "Shop", "1 finding came without a severity that Genkan knows");
  assert_says (fixture, operation, "Bank", NULL);
  sync_assert_findings (fixture, "shop", "1:info:open ");
}

/* What is wrong, and what to do. */
static void
test_failed (SyncFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) reason = g_error_new_literal (GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SHAPE,
                                                   "row 2 of “findings” has no title");
  g_autoptr (GenkanSink) sink = NULL;
  g_autoptr (GenkanOperation) operation = NULL;

  sync_begin (fixture);
  sink = genkan_findings_sink_new (fixture->base.store, fixture->connection, fixture->operation,
                                   FALSE);
  end_scope (sink, "shop", reason);
  end_scope (sink, "bank", NULL);
  operation = sync_end (fixture);

  assert_says (fixture, operation, "Shop", "knows: row 2 of “findings” has no title. Its version");
  assert_says (fixture, operation, "Bank", NULL);
}

/* What the tool said stands there too. */
static void
test_refused (SyncFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) reason = g_error_new_literal (GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_REFUSED,
                                                   "no such project (step findings, status 400)");
  g_autoptr (GenkanSink) sink = NULL;
  g_autoptr (GenkanOperation) operation = NULL;

  sync_begin (fixture);
  sink = genkan_findings_sink_new (fixture->base.store, fixture->connection, fixture->operation,
                                   FALSE);
  end_scope (sink, "shop", reason);
  operation = sync_end (fixture);

  assert_says (fixture, operation, "Shop",
               "The tool refused the request: no such project (step findings, status 400). ");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, SyncFixture, NULL, sync_fixture_set_up, function, sync_fixture_tear_down)

  ADD ("/findings-sink/unknown-severity", test_unknown_severity);
  ADD ("/findings-sink/failed", test_failed);
  ADD ("/findings-sink/refused", test_refused);

  return g_test_run ();
}
