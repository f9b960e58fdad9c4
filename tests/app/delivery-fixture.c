/* delivery-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "delivery-fixture.h"
#include "genkan-mark.h"
#include "genkan-store-server.h"

/* In place of the one there was; takes it. */
void
delivery_fixture_use_server (DeliveryFixture *fixture,
                             DojoStandIn     *stand_in)
{
  g_autoptr (GAsyncResult) result = NULL;
  GenkanServer server = { 0 };

  g_clear_pointer (&fixture->stand_in, dojo_stand_in_free);
  g_clear_pointer (&fixture->access, genkan_server_access_free);
  fixture->stand_in = stand_in;
  server.url = fixture->stand_in->url;
  fixture->access = genkan_server_access_new (&server, DOJO_TOKEN);
  genkan_store_set_server_async (fixture->sync.base.store, &server, NULL, sync_got_result_cb,
                                 &result);
  store_wait (&result);
}

void
delivery_fixture_set_server (DeliveryFixture *fixture,
                             const char      *version)
{
  delivery_fixture_use_server (fixture, dojo_stand_in_new (version));
}

void
delivery_fixture_set_up (DeliveryFixture *fixture,
                         gconstpointer    data)
{
  sync_fixture_set_up (&fixture->sync, NULL);
  fixture->connection = genkan_store_get_connection (fixture->sync.base.store,
                                                     fixture->sync.connection, NULL);
  delivery_fixture_set_server (fixture, "3.2.0");
}

void
delivery_fixture_tear_down (DeliveryFixture *fixture,
                            gconstpointer    data)
{
  g_clear_object (&fixture->connection);
  g_clear_pointer (&fixture->access, genkan_server_access_free);
  g_clear_pointer (&fixture->stand_in, dojo_stand_in_free);
  sync_fixture_tear_down (&fixture->sync, NULL);
}

/* What the tool says of a Record, in a Sync that has begun. */
void
delivery_found (DeliveryFixture *fixture,
                const char      *record,
                GenkanOutcome    outcome,
                const SyncFound *rows,
                gsize            n_rows)
{
  GenkanSyncScope scope = { .record = record, .outcome = outcome, .message = "a reason" };

  if (n_rows > 0)
    sync_stage (&fixture->sync, record, rows, n_rows);
  sync_end_scope (&fixture->sync, &scope);
}

gboolean
delivery_try (DeliveryFixture        *fixture,
              GCancellable           *cancellable,
              GenkanDeliverySummary  *ret_summary,
              GError                **error)
{
  static const GenkanRetryPolicy retry = { 1, 1000, 1000 };
  g_autoptr (GAsyncResult) result = NULL;
  GenkanDeliveryJob job = {
    .store = fixture->sync.base.store,
    .access = fixture->access,
    .retry = &retry,
    .settle_time = 50,
    .connection = fixture->connection,
    .tool = "Burp",
    .operation_id = fixture->sync.operation,
  };

  genkan_delivery_run_async (&job, cancellable, sync_got_result_cb, &result);
  store_wait (&result);

  return genkan_delivery_run_finish (result, ret_summary, error);
}

/* Ends the Sync, too. The log of the stand-in has what was asked for. */
GenkanDeliverySummary
delivery_run (DeliveryFixture *fixture)
{
  GenkanDeliverySummary summary = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanOperation) operation = NULL;

  g_ptr_array_set_size (fixture->stand_in->log, 0);
  delivery_try (fixture, NULL, &summary, &error);
  g_assert_no_error (error);
  operation = sync_end (&fixture->sync);
  summary.reason = NULL;

  return summary;
}

/* By which DefectDojo knows a Finding. */
char *
delivery_make_id (DeliveryFixture *fixture,
                  const char      *record,
                  const char      *id)
{
  g_autofree char *host = genkan_connection_dup_host (fixture->connection);
  g_autofree char *mark =
    genkan_mark_new (genkan_connection_get_connector_id (fixture->connection), host, record);

  return g_strconcat (mark, ":", id, NULL);
}

static int
compare_told (gconstpointer a,
              gconstpointer b)
{
  return g_strcmp0 (*(char **) a, *(char **) b);
}

static char *
tell_finding (JsonObject *finding)
{
  const char *id = json_object_get_string_member (finding, "unique_id_from_tool");

  return g_strdup_printf ("%s:%s:%s", strchr (id, ':') + 1,
                          json_object_get_string_member (finding, "severity"),
                          json_object_get_boolean_member (finding, "is_mitigated") ? "closed"
                          : json_object_get_boolean_member (finding, "active") ? "open" : "other");
}

/* “1:High:open 2:Low:closed”, of all Tests with that title. */
char *
delivery_tell_test (DeliveryFixture *fixture,
                    const char      *title)
{
  GPtrArray *findings = fixture->stand_in->tables[DOJO_FINDINGS];
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < findings->len; i++)
    {
      JsonObject *finding = g_ptr_array_index (findings, i);
      JsonObject *test = dojo_stand_in_find (fixture->stand_in, DOJO_TESTS,
                                             json_object_get_int_member (finding, "test"));

      if (g_strcmp0 (json_object_get_string_member (test, "title"), title) == 0)
        g_ptr_array_add (told, tell_finding (finding));
    }

  g_ptr_array_sort (told, compare_told);
  g_ptr_array_add (told, NULL);

  return g_strjoinv (" ", (char **) told->pdata);
}
