/* sync-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-fingerprint.h"
#include "genkan-store-findings.h"
#include "sync-fixture.h"

const StoreUnit sync_units[SYNC_N_UNITS] = { { "shop", "Shop" }, { "bank", "Bank" } };

void
sync_got_result_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

void
sync_fixture_set_up (SyncFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (GenkanOperation) operation = NULL;

  store_fixture_set_up (&fixture->base, NULL);
  fixture->connection = store_add_connection (fixture->base.store, "Burp");
  operation = store_discover (fixture->base.store, fixture->connection,
                              GENKAN_OPERATION_STATUS_COMPLETE, sync_units, SYNC_N_UNITS);
  for (guint i = 0; i < SYNC_N_UNITS; i++)
    {
      g_autoptr (GenkanUndo) undo =
        store_decide_one (fixture->base.store, fixture->connection, sync_units[i].id,
                          GENKAN_DECISION_MAP, sync_units[i].name);
    }
}

void
sync_fixture_tear_down (SyncFixture   *fixture,
                        gconstpointer  data)
{
  store_fixture_tear_down (&fixture->base, NULL);
}

/* @ids: (nullable): only these Records */
void
sync_begin_some (SyncFixture  *fixture,
                 const gint64 *ids,
                 gsize         n_ids)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) taken = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  genkan_store_begin_operation_async (fixture->base.store, fixture->connection,
                                      GENKAN_OPERATION_TYPE_SYNC, GENKAN_OPERATION_TRIGGER_MANUAL,
                                      NULL, sync_got_result_cb, &result);
  store_wait (&result);
  operation = genkan_store_begin_operation_finish (fixture->base.store, result, &error);
  g_assert_no_error (error);
  fixture->operation = genkan_operation_get_id (operation);

  genkan_store_sync_records_async (fixture->base.store, fixture->operation, ids, n_ids, NULL,
                                   sync_got_result_cb, &taken);
  store_wait (&taken);
  records = genkan_store_sync_records_finish (fixture->base.store, taken, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, ids != NULL ? n_ids : SYNC_N_UNITS);
}

void
sync_begin (SyncFixture *fixture)
{
  sync_begin_some (fixture, NULL, 0);
}

static guint64
get_fingerprint (const SyncFound *found)
{
  g_autofree char *all = g_strdup_printf ("%s\n%s\n%s\n%d", found->id, found->title,
                                          found->severity, found->mitigated);
  GenkanFingerprint fingerprint;

  genkan_fingerprint_init (&fingerprint, 0);
  genkan_fingerprint_update (&fingerprint, (const guint8 *) all, strlen (all));

  return genkan_fingerprint_get (&fingerprint);
}

/* As a mapper does: of what is known only the number goes on. */
static GenkanFindingRows *
make_rows (SyncFixture     *fixture,
           const char      *record,
           const SyncFound *found,
           gsize            n_found)
{
  static const char *const columns[] = {
    "record_id", "unique_id_from_tool", "title", "severity", "is_mitigated"
  };
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, G_N_ELEMENTS (columns));
  gboolean recalls = record != NULL && !fixture->forgetful;
  g_autoptr (GenkanRecall) recall =
    recalls ? genkan_store_get_recall (fixture->base.store, fixture->connection, record)
            : genkan_recall_new (NULL, 0);
  GArray *known = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GenkanRowBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  GenkanFindingRows *rows;

  for (gsize i = 0; i < n_found; i++)
    {
      GenkanValue values[] = {
        genkan_value_text (found[i].record), genkan_value_text (found[i].id),
        genkan_value_text (found[i].title), genkan_value_text (found[i].severity),
        genkan_value_integer (found[i].mitigated),
      };
      guint64 fingerprint = get_fingerprint (&found[i]);
      gint64 id = genkan_recall_find (recall, fingerprint);

      if (id != 0)
        {
          g_array_append_val (known, id);
          continue;
        }

      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        genkan_row_batch_builder_add (builder, &values[j]);
      if (recalls)
        genkan_row_batch_builder_set_fingerprint (builder, fingerprint);
    }

  fixture->n_known = known->len;
  genkan_row_batch_builder_set_known (builder, known);
  batch = genkan_row_batch_builder_end (builder);
  rows = genkan_finding_rows_new (batch, &error);
  g_assert_no_error (error);

  return rows;
}

guint
sync_stage (SyncFixture *fixture,
            const char  *record,
            const SyncFound *found,
            gsize        n_found)
{
  g_autoptr (GenkanFindingRows) rows = make_rows (fixture, record, found, n_found);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_foreign = 0;

  genkan_store_stage_findings_async (fixture->base.store, fixture->operation, record, rows, NULL,
                                     sync_got_result_cb, &result);
  store_wait (&result);
  genkan_store_stage_findings_finish (fixture->base.store, result, &n_foreign, &error);
  g_assert_no_error (error);

  return n_foreign;
}

void
sync_end_scope (SyncFixture           *fixture,
                const GenkanSyncScope *scope)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  genkan_store_end_scope_async (fixture->base.store, fixture->operation, scope, NULL,
                                sync_got_result_cb, &result);
  store_wait (&result);
  genkan_store_end_scope_finish (fixture->base.store, result, &error);
  g_assert_no_error (error);
}

GenkanOperation *
sync_end (SyncFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GenkanOperation *operation = store_end (fixture->base.store, fixture->operation,
                                          GENKAN_OPERATION_STATUS_COMPLETE, &error);

  g_assert_no_error (error);

  return operation;
}

static gboolean
tell_cb (GenkanFinding *finding,
         gpointer       user_data)
{
  const GenkanFindingFields *fields = genkan_finding_get (finding);

  g_string_append_printf (user_data, "%s:%s:%s ", fields->unique_id,
                          genkan_severity_to_nick (fields->severity),
                          genkan_finding_state_to_nick (fields->state));

  return TRUE;
}

/* "1:high:open 2:low:closed ", in the order of their numbers. */
char *
sync_tell_findings (SyncFixture *fixture,
                    const char  *record)
{
  g_autoptr (GenkanRecord) found = store_find_record (fixture->base.store, fixture->connection,
                                                      record);
  GenkanFindingQuery query = { .record_id = genkan_record_get_id (found) };
  GString *told = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  genkan_store_foreach_finding (fixture->base.store, &query, tell_cb, told, &error);
  g_assert_no_error (error);

  return g_string_free (told, FALSE);
}

void
sync_assert_findings (SyncFixture *fixture,
                      const char  *record,
                      const char  *expected)
{
  g_autofree char *told = sync_tell_findings (fixture, record);

  g_assert_cmpstr (told, ==, expected);
}
