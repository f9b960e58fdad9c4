/* test-finding-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Findings as a list: what it shows, in which order, and that it follows the store.
 */

#include "config.h"

#include "genkan-finding-list.h"
#include "genkan-store-sync.h"
#include "store-fixture.h"

/* A row of the sink `findings`. */
typedef struct
{
  const char *record;
  const char *id;
  const char *title;
  const char *severity;
  const char *component;
  gboolean    mitigated;
  const char *ids;      /* of vulnerabilities, as JSON */
} Found;

typedef struct
{
  StoreFixture       base;
  gint64             connection;
  GenkanFindingList *list;       /* (owned) (nullable) */
} ListFixture;

static const StoreUnit units[] = { { "shop", "Shop" }, { "bank", "Bank" } };

static const Found found[] = {
  { "shop", "1", "Émile's header", "Low", "web" },
  { "shop", "2", "SQL injection", "Critical", "db" },
  { "bank", "3", "cookie 10", "Low", NULL },
  { "bank", "4", "Cookie 9", "Low", "app" },
  { "bank", "5", "XSS_100%", "High", "Web", TRUE },
};

static void
got_result_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gint64
begin_sync (ListFixture *fixture)
{
  g_autoptr (GAsyncResult) begun = NULL;
  g_autoptr (GAsyncResult) taken = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  genkan_store_begin_operation_async (fixture->base.store, fixture->connection,
                                      GENKAN_OPERATION_TYPE_SYNC, GENKAN_OPERATION_TRIGGER_MANUAL,
                                      NULL, got_result_cb, &begun);
  store_wait (&begun);
  operation = genkan_store_begin_operation_finish (fixture->base.store, begun, &error);
  g_assert_no_error (error);

  genkan_store_sync_records_async (fixture->base.store, genkan_operation_get_id (operation), NULL,
                                   0, NULL, got_result_cb, &taken);
  store_wait (&taken);
  records = genkan_store_sync_records_finish (fixture->base.store, taken, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, G_N_ELEMENTS (units));

  return genkan_operation_get_id (operation);
}

static GenkanFindingRows *
make_rows (const Found *rows,
           gsize        n_rows)
{
  static const char *const columns[] = {
    "record_id", "unique_id_from_tool", "title", "severity", "component_name", "is_mitigated",
    "vulnerability_ids"
  };
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, G_N_ELEMENTS (columns));
  g_autoptr (GenkanRowBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  GenkanFindingRows *made;

  for (gsize i = 0; i < n_rows; i++)
    {
      GenkanValue values[] = {
        genkan_value_text (rows[i].record), genkan_value_text (rows[i].id),
        genkan_value_text (rows[i].title), genkan_value_text (rows[i].severity),
        genkan_value_text (rows[i].component), genkan_value_integer (rows[i].mitigated),
        genkan_value_text (rows[i].ids),
      };

      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        genkan_row_batch_builder_add (builder, &values[j]);
    }

  batch = genkan_row_batch_builder_end (builder);
  made = genkan_finding_rows_new (batch, &error);
  g_assert_no_error (error);

  return made;
}

/* A whole Sync, whose rows come for the whole Connection. */
static void
synchronise (ListFixture *fixture,
             const Found *rows,
             gsize        n_rows)
{
  GenkanSyncScope scope = { .outcome = GENKAN_OUTCOME_COMPLETE };
  gint64 id = begin_sync (fixture);
  g_autoptr (GenkanFindingRows) made = make_rows (rows, n_rows);
  g_autoptr (GAsyncResult) staged = NULL;
  g_autoptr (GAsyncResult) ended = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  guint n_foreign = 0;

  genkan_store_stage_findings_async (fixture->base.store, id, NULL, made, NULL, got_result_cb,
                                     &staged);
  store_wait (&staged);
  genkan_store_stage_findings_finish (fixture->base.store, staged, &n_foreign, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_foreign, ==, 0);

  genkan_store_end_scope_async (fixture->base.store, id, &scope, NULL, got_result_cb, &ended);
  store_wait (&ended);
  genkan_store_end_scope_finish (fixture->base.store, ended, &error);
  g_assert_no_error (error);

  operation = store_end (fixture->base.store, id, GENKAN_OPERATION_STATUS_COMPLETE, &error);
  g_assert_no_error (error);
}

static void
wait_for_list (ListFixture *fixture)
{
  while (genkan_row_list_get_loading (GENKAN_ROW_LIST (fixture->list)))
    g_main_context_iteration (NULL, TRUE);
}

/* The tool's ids in order, in one text. */
static char *
dup_ids (ListFixture *fixture)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (fixture->list));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (GenkanFinding) finding = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);

      g_string_append (ids, genkan_finding_get (finding)->unique_id);
    }

  return g_string_free (g_steal_pointer (&ids), FALSE);
}

static void
assert_ids (ListFixture *fixture,
            const char  *expected)
{
  g_autofree char *ids = NULL;

  wait_for_list (fixture);
  ids = dup_ids (fixture);
  g_assert_cmpstr (ids, ==, expected);
}

static gboolean
stop_waiting_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Waits for the store's notice to arrive in the list. */
static void
wait_for_ids (ListFixture *fixture,
              const char  *expected)
{
  gboolean late = FALSE;
  guint timeout = g_timeout_add_seconds (20, stop_waiting_cb, &late);

  for (;;)
    {
      g_autofree char *ids = dup_ids (fixture);

      if (late || g_str_equal (ids, expected))
        break;
      g_main_context_iteration (NULL, TRUE);
    }

  if (!late)
    g_source_remove (timeout);
  assert_ids (fixture, expected);
}

static void
assert_query (ListFixture              *fixture,
              const GenkanFindingQuery *query,
              const char               *expected)
{
  genkan_finding_list_set_query (fixture->list, query);
  assert_ids (fixture, expected);
}

static void
assert_search (ListFixture *fixture,
               const char  *words,
               const char  *expected)
{
  assert_query (fixture, &(GenkanFindingQuery) { .search = words }, expected);
}

static void
open_list (ListFixture *fixture,
           gint64       connection)
{
  fixture->list = genkan_finding_list_new (fixture->base.store, connection);
  g_assert_true (genkan_row_list_get_loading (GENKAN_ROW_LIST (fixture->list)));
  wait_for_list (fixture);
}

/* A worker that still runs holds the list. */
static void
drop_list (ListFixture *fixture)
{
  gpointer weak = fixture->list;

  g_object_add_weak_pointer (weak, &weak);
  g_clear_object (&fixture->list);
  while (weak != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (ListFixture   *fixture,
        gconstpointer  data)
{
  g_autoptr (GenkanOperation) operation = NULL;

  store_fixture_set_up (&fixture->base, NULL);
  fixture->connection = store_add_connection (fixture->base.store, "Burp");
  operation = store_discover (fixture->base.store, fixture->connection,
                              GENKAN_OPERATION_STATUS_COMPLETE, units, G_N_ELEMENTS (units));
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GenkanUndo) undo =
        store_decide_one (fixture->base.store, fixture->connection, units[i].id,
                          GENKAN_DECISION_MAP, i == 0 ? "Retail" : "Money");
    }

  synchronise (fixture, found, G_N_ELEMENTS (found));
  open_list (fixture, fixture->connection);
}

static void
tear_down (ListFixture   *fixture,
           gconstpointer  data)
{
  if (fixture->list != NULL)
    drop_list (fixture);
  store_fixture_tear_down (&fixture->base, NULL);
}

/* Equal ones stand by severity and title; what has no value stands last either way. */
static void
test_sort (ListFixture   *fixture,
           gconstpointer  data)
{
  assert_ids (fixture, "25431");

  genkan_finding_list_set_sort (fixture->list, GENKAN_FINDING_COLUMN_SEVERITY, FALSE);
  assert_ids (fixture, "43152");
  genkan_finding_list_set_sort (fixture->list, GENKAN_FINDING_COLUMN_TITLE, FALSE);
  assert_ids (fixture, "43125");
  genkan_finding_list_set_sort (fixture->list, GENKAN_FINDING_COLUMN_TITLE, TRUE);
  assert_ids (fixture, "52134");
  genkan_finding_list_set_sort (fixture->list, GENKAN_FINDING_COLUMN_COMPONENT, FALSE);
  assert_ids (fixture, "42513");
  genkan_finding_list_set_sort (fixture->list, GENKAN_FINDING_COLUMN_COMPONENT, TRUE);
  assert_ids (fixture, "51243");
  genkan_finding_list_set_sort (fixture->list, GENKAN_FINDING_COLUMN_STATE, FALSE);
  assert_ids (fixture, "24315");
  genkan_finding_list_set_sort (fixture->list, GENKAN_FINDING_COLUMN_VULNERABILITY, FALSE);
  assert_ids (fixture, "25431");
  genkan_finding_list_set_sort (fixture->list, GENKAN_FINDING_COLUMN_RECORD, FALSE);
  assert_ids (fixture, "54321");
  genkan_finding_list_set_sort (fixture->list, GENKAN_FINDING_COLUMN_RECORD, TRUE);
  assert_ids (fixture, "21543");
}

static void
test_search (ListFixture   *fixture,
             gconstpointer  data)
{
  assert_search (fixture, "emile", "1");
  assert_search (fixture, "COOKIE", "43");
  assert_search (fixture, "10 cookie", "3");
  assert_search (fixture, "web", "51");
  assert_search (fixture, "shop", "21");
  assert_search (fixture, "money low", "");
  assert_search (fixture, "money cookie", "43");
  assert_search (fixture, "_100%", "5");
  assert_search (fixture, "' OR 1 --", "");
  g_assert_cmpuint (genkan_row_list_get_n_total (GENKAN_ROW_LIST (fixture->list)), ==, 5);
  assert_search (fixture, "  ", "25431");
}

static void
test_filter (ListFixture   *fixture,
             gconstpointer  data)
{
  guint low = 1 << GENKAN_SEVERITY_LOW;
  guint high = 1 << GENKAN_SEVERITY_HIGH;

  assert_query (fixture, &(GenkanFindingQuery) { .severities = low }, "431");
  assert_query (fixture, &(GenkanFindingQuery) { .severities = low | high }, "5431");
  assert_query (fixture, &(GenkanFindingQuery) { .states = 1 << GENKAN_FINDING_CLOSED }, "5");
  assert_query (fixture, &(GenkanFindingQuery) { .states = 1 << GENKAN_FINDING_OPEN }, "2431");
  assert_query (fixture, &(GenkanFindingQuery) {
                  .states = 1 << GENKAN_FINDING_OPEN, .severities = low, .search = "cookie 9"
                }, "4");
}

static void
test_filter_words (ListFixture   *fixture,
                   gconstpointer  data)
{
  static const Found with_ids[] = {
    { "shop", "1", "Émile's header", "Low", "Öl-Kanne 1.2", FALSE, "[\"CVE-2021-44228\",\"GHSA-jfh8\"]" },
    { "shop", "2", "CVE-2021-44228", "Low", "kanne", FALSE, "CVE-2020-1" },
    { "bank", "3", "cookie", "Low" },
  };

  drop_list (fixture);
  synchronise (fixture, with_ids, G_N_ELEMENTS (with_ids));
  open_list (fixture, fixture->connection);
  assert_query (fixture, &(GenkanFindingQuery) { .vulnerability = "cve-2021-44228" }, "1");
  assert_query (fixture, &(GenkanFindingQuery) { .vulnerability = "ghsa" }, "1");
  assert_query (fixture, &(GenkanFindingQuery) { .vulnerability = "CVE-202" }, "21");
  assert_query (fixture, &(GenkanFindingQuery) { .vulnerability = "cve ghsa" }, "1");
  assert_query (fixture, &(GenkanFindingQuery) { .vulnerability = "' OR 1" }, "");
  assert_query (fixture, &(GenkanFindingQuery) { .component = "ol kanne" }, "1");
  assert_query (fixture, &(GenkanFindingQuery) { .component = "KANNE" }, "21");
  assert_query (fixture, &(GenkanFindingQuery) { .component = "kanne", .vulnerability = "2020",
                                                 .search = "44228" }, "2");
  assert_query (fixture, &(GenkanFindingQuery) { .unique_id = "3" }, "3");
  assert_query (fixture, &(GenkanFindingQuery) { .unique_id = "33" }, "");
}

static void
test_filter_age (ListFixture   *fixture,
                 gconstpointer  data)
{
  gint64 now = g_get_real_time ();

  assert_query (fixture, &(GenkanFindingQuery) { .seen_since = now - 24 * G_TIME_SPAN_HOUR },
                "25431");
  assert_query (fixture, &(GenkanFindingQuery) { .seen_since = now + 24 * G_TIME_SPAN_HOUR }, "");
}

static void
test_of (ListFixture   *fixture,
         gconstpointer  data)
{
  g_autoptr (GenkanRecord) bank =
    store_find_record (fixture->base.store, fixture->connection, "bank");
  gint64 other = store_add_connection (fixture->base.store, "Other");

  assert_query (fixture, &(GenkanFindingQuery) { .connection_id = fixture->connection }, "25431");
  assert_query (fixture, &(GenkanFindingQuery) { .record_id = genkan_record_get_id (bank) }, "543");
  assert_query (fixture, &(GenkanFindingQuery) {
                  .product_id = genkan_record_get_product_id (bank)
                }, "543");
  assert_query (fixture, &(GenkanFindingQuery) { .connection_id = other }, "");
  drop_list (fixture);

  open_list (fixture, other);
  assert_ids (fixture, "");
  g_assert_cmpuint (genkan_row_list_get_n_total (GENKAN_ROW_LIST (fixture->list)), ==, 0);
  drop_list (fixture);

  open_list (fixture, 0);
  assert_ids (fixture, "25431");
}

/* The worse one moves up, the one that is gone is closed and the new one comes; a Finding that
 * nothing happened to stays the same object. */
static void
test_follow (ListFixture   *fixture,
             gconstpointer  data)
{
  static const Found later[] = {
    { "shop", "1", "Émile's header", "Critical", "web" },
    { "shop", "2", "SQL injection", "Critical", "db" },
    { "bank", "4", "Cookie 9", "Low", "app" },
    { "bank", "5", "XSS_100%", "High", "Web", TRUE },
    { "bank", "6", "Clickjacking", "Low", NULL },
  };
  g_autoptr (GenkanFinding) before = g_list_model_get_item (G_LIST_MODEL (fixture->list), 2);
  g_autoptr (GenkanFinding) after = NULL;
  g_autoptr (GenkanFinding) closed = NULL;

  synchronise (fixture, later, G_N_ELEMENTS (later));
  wait_for_ids (fixture, "125643");

  after = g_list_model_get_item (G_LIST_MODEL (fixture->list), 4);
  g_assert_true (after == before);
  closed = g_list_model_get_item (G_LIST_MODEL (fixture->list), 5);
  g_assert_cmpint (genkan_finding_get (closed)->state, ==, GENKAN_FINDING_CLOSED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, ListFixture, NULL, set_up, function, tear_down)

  ADD ("/finding-list/sort", test_sort);
  ADD ("/finding-list/search", test_search);
  ADD ("/finding-list/filter", test_filter);
  ADD ("/finding-list/filter-words", test_filter_words);
  ADD ("/finding-list/filter-age", test_filter_age);
  ADD ("/finding-list/of", test_of);
  ADD ("/finding-list/follow", test_follow);

  return g_test_run ();
}
