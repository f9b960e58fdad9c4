/* test-bad-input.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names that nobody would choose, tools that contradict themselves, and people who decide at the
 * same moment: nothing crashes, and no decision is lost.
 */

#include "config.h"

#include "store-fixture.h"

#define COMPLETE GENKAN_OPERATION_STATUS_COMPLETE

#define RTL "\xE2\x80\xAE\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D"

/* An empty name becomes the id; what is no UTF-8 becomes U+FFFD. */
static const StoreUnit odd[] = {
  { "empty", "", NULL },
  { "blank", " \t ", NULL },
  { "rtl", RTL, RTL },
  { "lines", "two\nlines\r\n", "a\nb" },
  { "bytes", "caf\xE9", "\xFF\xFE" },
  { "sql", "'; DROP TABLE records; --", "%_*?[" },
};

static void
discover (StoreFixture    *fixture,
          gint64           id,
          const StoreUnit *units,
          gsize            n_units)
{
  g_autoptr (GenkanOperation) operation =
    store_discover (fixture->store, id, COMPLETE, units, n_units);
}

static void
decide (GenkanStore        *store,
        gint64              id,
        const char         *vendor_id,
        GenkanDecisionKind  kind,
        const char         *product)
{
  g_autoptr (GenkanUndo) undo = store_decide_one (store, id, vendor_id, kind, product);
}

static gboolean
collect_cb (GenkanRecord *record,
            gpointer      user_data)
{
  gint64 id = genkan_record_get_id (record);

  g_array_append_val (user_data, id);

  return TRUE;
}

static GArray *
find (GenkanStore              *store,
      const GenkanRecordFilter *filter)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;

  genkan_store_foreach_match (store, filter, collect_cb, ids, &error);
  g_assert_no_error (error);

  return ids;
}

static guint
count (GenkanStore              *store,
       const GenkanRecordFilter *filter)
{
  g_autoptr (GArray) ids = find (store, filter);

  return ids->len;
}

/* --- names --- */

static void
test_names (StoreFixture  *fixture,
            gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  GenkanRecordFilter filter = { .connection_id = id };
  GenkanDecision decision = { .kind = GENKAN_DECISION_MAP_EACH };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GenkanUndo) undo = NULL;
  g_autoptr (GError) error = NULL;

  discover (fixture, id, odd, G_N_ELEMENTS (odd));
  ids = find (fixture->store, &filter);
  g_assert_cmpuint (ids->len, ==, G_N_ELEMENTS (odd));

  undo = store_decide (fixture->store, (gint64 *) ids->data, ids->len, &decision, &error);
  g_assert_no_error (error);
  store_assert_record (fixture->store, id, "empty", GENKAN_RECORD_STATE_GOOD, "empty");
  store_assert_record (fixture->store, id, "blank", GENKAN_RECORD_STATE_GOOD, "blank");
  store_assert_record (fixture->store, id, "rtl", GENKAN_RECORD_STATE_GOOD, RTL);
  store_assert_record (fixture->store, id, "bytes", GENKAN_RECORD_STATE_GOOD, "caf\xEF\xBF\xBD");
  store_assert_record (fixture->store, id, "sql", GENKAN_RECORD_STATE_GOOD, odd[5].name);

  discover (fixture, id, odd, G_N_ELEMENTS (odd));
  filter.states = 1u << GENKAN_RECORD_STATE_GOOD;
  g_assert_cmpuint (count (fixture->store, &filter), ==, G_N_ELEMENTS (odd));
  g_assert_true (store_undo (fixture->store, undo, &error));
  filter.states = 1u << GENKAN_RECORD_STATE_NEW;
  g_assert_cmpuint (count (fixture->store, &filter), ==, G_N_ELEMENTS (odd));
}

static void
test_long_name (StoreFixture  *fixture,
                gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autofree char *name = g_strnfill (10000, 'n');
  g_autofree char *product = g_strnfill (10000, 'p');
  g_autofree char *longest = g_strnfill (255, 'p');
  g_autofree char *of_its_name = g_strnfill (255, 'n');
  StoreUnit unit = { "long", name, name };
  GenkanRecordFilter filter = { .search = name };
  GenkanDecision too_long = { .kind = GENKAN_DECISION_MAP, .product_name = product };
  GenkanDecision each = { .kind = GENKAN_DECISION_MAP_EACH };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GenkanUndo) undo = NULL;
  g_autoptr (GError) error = NULL;

  discover (fixture, id, &unit, 1);
  ids = find (fixture->store, &filter);
  g_assert_cmpuint (ids->len, ==, 1);

  /* Longer than DefectDojo takes: refused where a person names it, cut where the Record does. */
  g_assert_null (store_decide (fixture->store, (gint64 *) ids->data, 1, &too_long, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_INVALID);
  g_clear_error (&error);
  undo = store_decide (fixture->store, (gint64 *) ids->data, 1, &each, &error);
  g_assert_no_error (error);
  store_assert_record (fixture->store, id, "long", GENKAN_RECORD_STATE_GOOD, of_its_name);

  decide (fixture->store, id, "long", GENKAN_DECISION_MAP, longest);
  store_assert_record (fixture->store, id, "long", GENKAN_RECORD_STATE_GOOD, longest);
  filter.search = longest;
  g_assert_cmpuint (count (fixture->store, &filter), ==, 1);
}

static void
assert_matches (GenkanStore *store,
                const char  *pattern,
                guint        expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanPattern) name = genkan_pattern_new (pattern, &error);
  GenkanRecordFilter filter = { .name = name };

  g_assert_no_error (error);
  g_assert_cmpuint (count (store, &filter), ==, expected);
}

/* What is special in SQL or in a pattern is itself where it was not meant. */
static void
test_choose (StoreFixture  *fixture,
             gconstpointer  data)
{
  static const char *const ids[] = { "sql", "rtl", "", "no such", "sql", NULL };
  gint64 id = store_add_connection (fixture->store, "Burp");
  GenkanRecordFilter by_id = { .vendor_ids = ids };
  GenkanRecordFilter by_search = { .connection_id = id, .search = "%_ drop\ttable" };
  GenkanRecordFilter both = { .connection_id = id, .vendor_ids = ids, .search = "drop table",
                              .states = 1u << GENKAN_RECORD_STATE_NEW };
  GenkanRecordFilter invalid = { .search = "caf\xE9" };
  g_autoptr (GError) error = NULL;

  discover (fixture, id, odd, G_N_ELEMENTS (odd));
  g_assert_cmpuint (count (fixture->store, &by_id), ==, 2);
  g_assert_cmpuint (count (fixture->store, &by_search), ==, 1);
  g_assert_cmpuint (count (fixture->store, &both), ==, 1);
  g_assert_cmpuint (count (fixture->store, &invalid), ==, 1);

  assert_matches (fixture->store, "*", 6);
  assert_matches (fixture->store, "'; drop*", 1);
  assert_matches (fixture->store, "two*", 1);
  assert_matches (fixture->store, "/^" "\xE2\x80\xAE" "/", 1);
  assert_matches (fixture->store, "/(a+)+$/", 0);
  g_assert_null (genkan_pattern_new ("/(/", &error));
  g_assert_nonnull (strstr (error->message, "/(/"));
}

static void
assert_refused (GenkanStore *store,
                gint64       record_id,
                const char  *product)
{
  GenkanDecision decision = { .kind = GENKAN_DECISION_MAP, .product_name = product };
  g_autoptr (GError) error = NULL;

  g_assert_null (store_decide (store, &record_id, 1, &decision, &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_INVALID);
}

static void
test_product_names (StoreFixture  *fixture,
                    gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanRecord) record = NULL;

  discover (fixture, id, odd, G_N_ELEMENTS (odd));
  record = store_find_record (fixture->store, id, "sql");
  assert_refused (fixture->store, genkan_record_get_id (record), NULL);
  assert_refused (fixture->store, genkan_record_get_id (record), "");
  assert_refused (fixture->store, genkan_record_get_id (record), " \n\t ");
  store_assert_record (fixture->store, id, "sql", GENKAN_RECORD_STATE_NEW, NULL);

  decide (fixture->store, id, "sql", GENKAN_DECISION_MAP, "caf\xE9");
  store_assert_record (fixture->store, id, "sql", GENKAN_RECORD_STATE_GOOD, "caf\xEF\xBF\xBD");
  decide (fixture->store, id, "sql", GENKAN_DECISION_MAP, RTL);
  store_assert_record (fixture->store, id, "sql", GENKAN_RECORD_STATE_GOOD, RTL);
}

/* --- a tool that contradicts itself --- */

static void
test_one_name (StoreFixture  *fixture,
               gconstpointer  data)
{
  static const StoreUnit same[] = { { "1", "Shop", "EU" }, { "2", "Shop", "US" } };
  gint64 id = store_add_connection (fixture->store, "Burp");

  discover (fixture, id, same, 2);
  decide (fixture->store, id, "1", GENKAN_DECISION_MAP, "Shop EU");
  decide (fixture->store, id, "2", GENKAN_DECISION_IGNORE, NULL);
  discover (fixture, id, same, 2);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_GOOD, "Shop EU");
  store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_IGNORED, NULL);
}

/* The tool's id is what a Record is known by, whatever the tool means by it now. */
static void
test_swapped (StoreFixture  *fixture,
              gconstpointer  data)
{
  static const StoreUnit before[] = { { "1", "Shop", NULL }, { "2", "Bank", NULL } };
  static const StoreUnit after[] = { { "2", "Shop", NULL }, { "1", "Bank", NULL } };
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanRecord) record = NULL;

  discover (fixture, id, before, 2);
  decide (fixture->store, id, "1", GENKAN_DECISION_MAP, "Stores");
  operation = store_discover (fixture->store, id, COMPLETE, after, 2);
  g_assert_cmpuint (genkan_operation_get_n_changed (operation), ==, 2);
  g_assert_cmpuint (genkan_operation_get_n_new (operation), ==, 0);

  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_GOOD, "Stores");
  store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_NEW, NULL);
  record = store_find_record (fixture->store, id, "1");
  g_assert_cmpstr (genkan_record_get_name (record), ==, "Bank");
}

/* --- at the same moment --- */

static void
map_automatically (StoreFixture *fixture,
                   gint64        id)
{
  g_autoptr (GenkanConnection) connection = genkan_store_get_connection (fixture->store, id, NULL);
  g_autoptr (GenkanRules) rules = genkan_rules_new ();
  g_autoptr (GError) error = NULL;

  genkan_rules_set_auto_map (rules, TRUE);
  genkan_connection_set_rules (connection, rules);
  store_save (fixture->store, connection, &error);
  g_assert_no_error (error);
}

/* Another process decides while a Discover runs that has seen everything, and that maps what is
 * New. */
static void
test_while_it_runs (StoreFixture  *fixture,
                    gconstpointer  data)
{
  static const StoreUnit units[] = {
    { "1", "Shop", NULL }, { "2", "Bank", NULL }, { "3", "Forum", NULL }, { "4", "Blog", NULL },
  };
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanRowBatch) rows = store_make_rows (units, 4);
  g_autoptr (GenkanStore) other = NULL;
  g_autoptr (GenkanOperation) running = NULL;
  g_autoptr (GenkanOperation) ended = NULL;
  g_autoptr (GError) error = NULL;

  discover (fixture, id, units, 4);
  map_automatically (fixture, id);
  other = genkan_store_open (fixture->path, &error);
  g_assert_no_error (error);

  running = store_begin (fixture->store, id, &error);
  g_assert_no_error (error);
  g_assert_true (store_stage (fixture->store, genkan_operation_get_id (running), rows, &error));
  decide (other, id, "1", GENKAN_DECISION_MAP, "By hand");
  decide (other, id, "2", GENKAN_DECISION_IGNORE, NULL);
  decide (other, id, "3", GENKAN_DECISION_DELETE, NULL);
  ended = store_end (fixture->store, genkan_operation_get_id (running), COMPLETE, &error);
  g_assert_no_error (error);

  store_assert_record (other, id, "1", GENKAN_RECORD_STATE_GOOD, "By hand");
  store_assert_record (other, id, "2", GENKAN_RECORD_STATE_IGNORED, NULL);
  g_assert_null (store_find_record (other, id, "3"));
  store_assert_record (other, id, "4", GENKAN_RECORD_STATE_GOOD, "Blog");
  genkan_store_close (other);
}

static void
got_result_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

#define N_ROUNDS 50

/* Two of them decide about the same Records, without waiting for each other. All of each decision
 * is done or, when the other one has left nothing to decide about, none. */
static void
test_at_once (StoreFixture  *fixture,
              gconstpointer  data)
{
  static const StoreUnit units[] = { { "1", "Shop", NULL }, { "2", "Bank", NULL } };
  gint64 id = store_add_connection (fixture->store, "Burp");
  GenkanRecordFilter filter = { .connection_id = id };
  GenkanDecision one = { .kind = GENKAN_DECISION_MAP, .product_name = "One" };
  GenkanDecision two = { .kind = GENKAN_DECISION_MAP, .product_name = "Two" };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GenkanStore) other = NULL;
  g_autoptr (GError) error = NULL;

  discover (fixture, id, units, 2);
  ids = find (fixture->store, &filter);
  other = genkan_store_open (fixture->path, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (GAsyncResult) first = NULL;
      g_autoptr (GAsyncResult) second = NULL;
      g_autoptr (GenkanUndo) undo_first = NULL;
      g_autoptr (GenkanUndo) undo_second = NULL;
      g_autoptr (GenkanRecord) shop = NULL;
      g_autoptr (GenkanRecord) bank = NULL;

      genkan_store_decide_async (fixture->store, (gint64 *) ids->data, 2, &one, NULL, got_result_cb, &first);
      genkan_store_decide_async (other, (gint64 *) ids->data, 2, &two, NULL, got_result_cb, &second);
      store_wait (&first);
      store_wait (&second);
      undo_first = genkan_store_decide_finish (fixture->store, first, &error);
      g_assert_no_error (error);
      undo_second = genkan_store_decide_finish (other, second, &error);
      g_assert_no_error (error);

      shop = store_find_record (other, id, "1");
      bank = store_find_record (other, id, "2");
      g_assert_cmpint (genkan_record_get_state (shop), ==, GENKAN_RECORD_STATE_GOOD);
      g_assert_cmpstr (genkan_record_get_product_name (shop), ==, genkan_record_get_product_name (bank));
    }
  genkan_store_close (other);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)

  ADD ("/bad-input/names", test_names);
  ADD ("/bad-input/long-name", test_long_name);
  ADD ("/bad-input/choose", test_choose);
  ADD ("/bad-input/product-names", test_product_names);
  ADD ("/bad-input/one-name", test_one_name);
  ADD ("/bad-input/swapped", test_swapped);
  ADD ("/bad-input/while-it-runs", test_while_it_runs);
  ADD ("/bad-input/at-once", test_at_once);

  return g_test_run ();
}
