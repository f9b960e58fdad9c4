/* test-records.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The states of a Record: Discover and decisions, one story each.
 */

#include "config.h"

#include "store-fixture.h"

#define COMPLETE GENKAN_OPERATION_STATUS_COMPLETE
#define PARTIAL GENKAN_OPERATION_STATUS_PARTIAL

static const StoreUnit three[] = {
  { "1", "Web Shop", "Retail" },
  { "2", "Bank", NULL },
  { "3", "Forum", "Community" },
};

static void
discover (StoreFixture          *fixture,
          gint64                 id,
          GenkanOperationStatus  status,
          const StoreUnit       *units,
          gsize                  n_units)
{
  g_autoptr (GenkanOperation) operation =
    store_discover (fixture->store, id, status, units, n_units);

  g_assert_cmpint (genkan_operation_get_status (operation), ==, status);
}

static void
decide (StoreFixture       *fixture,
        gint64              id,
        const char         *vendor_id,
        GenkanDecisionKind  kind,
        const char         *product)
{
  g_autoptr (GenkanUndo) undo = store_decide_one (fixture->store, id, vendor_id, kind, product);
}

static void
test_discover (StoreFixture  *fixture,
               gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GenkanRecord) record = NULL;

  operation = store_discover (fixture->store, id, COMPLETE, three, 3);
  g_assert_cmpuint (genkan_operation_get_n_seen (operation), ==, 3);
  g_assert_cmpuint (genkan_operation_get_n_new (operation), ==, 3);
  g_assert_cmpuint (genkan_operation_get_n_changed (operation), ==, 0);
  g_assert_cmpint (genkan_operation_get_ended (operation), >=,
                   genkan_operation_get_started (operation));

  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_NEW, NULL);
  record = store_find_record (fixture->store, id, "1");
  g_assert_cmpstr (genkan_record_get_name (record), ==, "Web Shop");
  g_assert_cmpstr (genkan_record_get_parent (record), ==, "Retail");
  g_assert_cmpint (genkan_record_get_first_discovered (record), ==,
                   genkan_record_get_last_discovered (record));
  g_assert_cmpint (genkan_record_get_finalized (record), ==, 0);

  connection = genkan_store_get_connection (fixture->store, id, NULL);
  g_assert_cmpuint (genkan_connection_get_n_unmapped (connection), ==, 3);
  g_assert_cmpuint (genkan_connection_get_n_mapped (connection), ==, 0);
}

static void
test_rename (StoreFixture  *fixture,
             gconstpointer  data)
{
  static const StoreUnit renamed[] = {
    { "1", "Shop", "Retail" }, { "2", "Bank", "Finance" }, { "3", "Forum", "Community" },
  };
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanRecord) before = NULL;
  g_autoptr (GenkanRecord) after = NULL;

  discover (fixture, id, COMPLETE, three, 3);
  decide (fixture, id, "1", GENKAN_DECISION_MAP, "Shop Product");
  before = store_find_record (fixture->store, id, "1");

  operation = store_discover (fixture->store, id, COMPLETE, renamed, 3);
  g_assert_cmpuint (genkan_operation_get_n_changed (operation), ==, 2);
  g_assert_cmpuint (genkan_operation_get_n_new (operation), ==, 0);
  g_assert_cmpuint (genkan_operation_get_n_missing (operation), ==, 0);

  after = store_find_record (fixture->store, id, "1");
  g_assert_cmpint (genkan_record_get_id (after), ==, genkan_record_get_id (before));
  g_assert_cmpstr (genkan_record_get_name (after), ==, "Shop");
  g_assert_cmpint (genkan_record_get_last_discovered (after), >,
                   genkan_record_get_last_discovered (before));
  g_assert_cmpint (genkan_record_get_first_discovered (after), ==,
                   genkan_record_get_first_discovered (before));
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_GOOD, "Shop Product");
}

static void
test_missing (StoreFixture  *fixture,
              gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GenkanRecord) seen = NULL;
  g_autoptr (GenkanRecord) gone = NULL;

  discover (fixture, id, COMPLETE, three, 3);
  seen = store_find_record (fixture->store, id, "1");
  decide (fixture, id, "1", GENKAN_DECISION_MAP, "Shop Product");

  discover (fixture, id, PARTIAL, &three[2], 1);
  store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_NEW, NULL);

  operation = store_discover (fixture->store, id, COMPLETE, &three[2], 1);
  g_assert_cmpuint (genkan_operation_get_n_missing (operation), ==, 2);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_MISSING, "Shop Product");
  store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_MISSING, NULL);
  store_assert_record (fixture->store, id, "3", GENKAN_RECORD_STATE_NEW, NULL);

  gone = store_find_record (fixture->store, id, "1");
  g_assert_cmpint (genkan_record_get_last_discovered (gone), ==,
                   genkan_record_get_last_discovered (seen));

  connection = genkan_store_get_connection (fixture->store, id, NULL);
  g_assert_cmpuint (genkan_connection_get_n_unmapped (connection), ==, 2);
  g_assert_cmpuint (genkan_connection_get_n_mapped (connection), ==, 1);

  g_clear_object (&operation);
  operation = store_discover (fixture->store, id, PARTIAL, three, 3);
  g_assert_cmpuint (genkan_operation_get_n_returned (operation), ==, 2);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_GOOD, "Shop Product");
  store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_NEW, NULL);
}

static void
test_ignore (StoreFixture  *fixture,
             gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanRecord) record = NULL;

  discover (fixture, id, COMPLETE, three, 3);
  decide (fixture, id, "1", GENKAN_DECISION_MAP, "Shop Product");
  record = store_find_record (fixture->store, id, "1");
  g_assert_cmpint (genkan_record_get_finalized (record), >, 0);

  decide (fixture, id, "1", GENKAN_DECISION_IGNORE, NULL);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_IGNORED, NULL);
  discover (fixture, id, COMPLETE, three, 3);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_IGNORED, NULL);
  discover (fixture, id, COMPLETE, &three[1], 1);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_IGNORED, NULL);

  decide (fixture, id, "1", GENKAN_DECISION_RESTORE, NULL);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_NEW, NULL);
}

static void
test_delete (StoreFixture  *fixture,
             gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");

  discover (fixture, id, COMPLETE, three, 3);
  decide (fixture, id, "1", GENKAN_DECISION_MAP, "Shop Product");
  decide (fixture, id, "1", GENKAN_DECISION_DELETE, NULL);
  g_assert_null (store_find_record (fixture->store, id, "1"));

  discover (fixture, id, COMPLETE, three, 3);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_NEW, NULL);
}

static void
test_nothing_applied (StoreFixture  *fixture,
                      gconstpointer  data)
{
  static const GenkanOperationStatus statuses[] = {
    GENKAN_OPERATION_STATUS_FAILED, GENKAN_OPERATION_STATUS_CANCELLED,
    GENKAN_OPERATION_STATUS_INTERRUPTED,
  };
  static const StoreUnit other[] = { { "1", "Renamed", NULL }, { "9", "Unknown", NULL } };
  gint64 id = store_add_connection (fixture->store, "Burp");

  discover (fixture, id, COMPLETE, three, 3);

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (GenkanRecord) record = NULL;

      discover (fixture, id, statuses[i], other, 2);
      store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_NEW, NULL);
      record = store_find_record (fixture->store, id, "1");
      g_assert_cmpstr (genkan_record_get_name (record), ==, "Web Shop");
      g_assert_null (store_find_record (fixture->store, id, "9"));
    }
}

static void
test_duplicates (StoreFixture  *fixture,
                 gconstpointer  data)
{
  static const StoreUnit twice[] = {
    { "1", "First", NULL }, { "2", "Other", NULL }, { "1", "Last", NULL },
  };
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanRecord) record = NULL;

  operation = store_discover (fixture->store, id, COMPLETE, twice, 3);
  g_assert_cmpuint (genkan_operation_get_n_seen (operation), ==, 2);
  g_assert_cmpuint (genkan_operation_get_n_new (operation), ==, 2);
  record = store_find_record (fixture->store, id, "1");
  g_assert_cmpstr (genkan_record_get_name (record), ==, "Last");
}

/* A person decides while a Discover runs that has seen the Records already. */
static void
test_decide_meanwhile (StoreFixture  *fixture,
                       gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanRowBatch) rows = store_make_rows (three, 3);
  g_autoptr (GenkanOperation) running = NULL;
  g_autoptr (GenkanOperation) ended = NULL;
  g_autoptr (GError) error = NULL;

  discover (fixture, id, COMPLETE, three, 3);
  running = store_begin (fixture->store, id, &error);
  g_assert_no_error (error);
  store_stage (fixture->store, genkan_operation_get_id (running), rows, &error);
  g_assert_no_error (error);

  decide (fixture, id, "1", GENKAN_DECISION_MAP, "Shop Product");
  decide (fixture, id, "2", GENKAN_DECISION_IGNORE, NULL);
  decide (fixture, id, "3", GENKAN_DECISION_DELETE, NULL);

  ended = store_end (fixture->store, genkan_operation_get_id (running), COMPLETE, &error);
  g_assert_no_error (error);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_GOOD, "Shop Product");
  store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_IGNORED, NULL);
  g_assert_null (store_find_record (fixture->store, id, "3"));

  discover (fixture, id, COMPLETE, three, 3);
  store_assert_record (fixture->store, id, "3", GENKAN_RECORD_STATE_NEW, NULL);
}

static GenkanRowBatch *
make_odd_rows (const char *long_name)
{
  static const char *const columns[] = { "id", "name", "extra", "colour" };
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, G_N_ELEMENTS (columns));
  GenkanValue null = GENKAN_VALUE_INIT;
  GenkanValue rows[][4] = {
    { genkan_value_integer (7), genkan_value_text_len ("a\xff\xfe z", 5), null, null },
    { genkan_value_text ("nul"), genkan_value_text_len ("a\0b", 3), genkan_value_real (1.5), null },
    { genkan_value_text ("long"), genkan_value_text (long_name), null, genkan_value_text ("x") },
    { genkan_value_text ("nameless"), null, null, null },
    { genkan_value_text ("blank"), genkan_value_text (""), null, null },
    { genkan_value_text ("lines"), genkan_value_text ("a\nb\t\xe2\x80\xae c"), null, null },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (rows[i]); j++)
      genkan_row_batch_builder_add (builder, &rows[i][j]);

  return genkan_row_batch_builder_end (builder);
}

static void
assert_name (StoreFixture *fixture,
             gint64        id,
             const char   *vendor_id,
             const char   *name)
{
  g_autoptr (GenkanRecord) record = store_find_record (fixture->store, id, vendor_id);

  g_assert_nonnull (record);
  g_assert_cmpstr (genkan_record_get_name (record), ==, name);
}

static void
test_odd_values (StoreFixture  *fixture,
                 gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autofree char *long_name = g_strnfill (100000, 'n');
  g_autoptr (GenkanRowBatch) rows = make_odd_rows (long_name);
  g_autoptr (GenkanOperation) running = NULL;
  g_autoptr (GenkanOperation) ended = NULL;
  g_autoptr (GError) error = NULL;

  running = store_begin (fixture->store, id, &error);
  g_assert_no_error (error);
  store_stage (fixture->store, genkan_operation_get_id (running), rows, &error);
  g_assert_no_error (error);
  ended = store_end (fixture->store, genkan_operation_get_id (running), COMPLETE, &error);
  g_assert_no_error (error);

  assert_name (fixture, id, "7", "a\xef\xbf\xbd\xef\xbf\xbd z");
  assert_name (fixture, id, "nul", "a\xef\xbf\xbd" "b");
  assert_name (fixture, id, "long", long_name);
  assert_name (fixture, id, "nameless", "nameless");
  assert_name (fixture, id, "blank", "blank");
  assert_name (fixture, id, "lines", "a\nb\t\xe2\x80\xae c");
}

static void
test_no_id (StoreFixture  *fixture,
            gconstpointer  data)
{
  static const StoreUnit nameless[] = { { "1", "Good", NULL }, { NULL, "Bad", NULL } };
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanRowBatch) rows = store_make_rows (nameless, 2);
  g_autoptr (GenkanOperation) running = NULL;
  g_autoptr (GenkanOperation) ended = NULL;
  g_autoptr (GError) error = NULL;

  running = store_begin (fixture->store, id, NULL);
  g_assert_false (store_stage (fixture->store, genkan_operation_get_id (running), rows, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "Row 2"));

  ended = store_end (fixture->store, genkan_operation_get_id (running), PARTIAL, NULL);
  g_assert_cmpuint (genkan_operation_get_n_seen (ended), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)

  ADD ("/records/discover", test_discover);
  ADD ("/records/rename", test_rename);
  ADD ("/records/missing", test_missing);
  ADD ("/records/ignore", test_ignore);
  ADD ("/records/delete", test_delete);
  ADD ("/records/nothing-applied", test_nothing_applied);
  ADD ("/records/duplicates", test_duplicates);
  ADD ("/records/decide-meanwhile", test_decide_meanwhile);
  ADD ("/records/odd-values", test_odd_values);
  ADD ("/records/no-id", test_no_id);

  return g_test_run ();
}
