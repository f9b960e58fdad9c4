/* test-rules.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happens by itself at the end of a Discover: the filter and auto-map; the preview of it,
 * and the history that it leaves.
 */

#include "config.h"

#include "genkan-store-events.h"
#include "genkan-store-preview.h"
#include "genkan-store-rules.h"
#include "store-fixture.h"

#define COMPLETE GENKAN_OPERATION_STATUS_COMPLETE
#define PARTIAL GENKAN_OPERATION_STATUS_PARTIAL

static void
got_result_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GenkanRules *
rules_of (StoreFixture *fixture,
          gint64        id)
{
  g_autoptr (GenkanConnection) connection =
    genkan_store_get_connection (fixture->store, id, NULL);

  return genkan_rules_copy (genkan_connection_get_rules (connection));
}

static void
set_rules (StoreFixture *fixture,
           gint64        id,
           GenkanRules  *rules)
{
  g_autoptr (GenkanConnection) connection =
    genkan_store_get_connection (fixture->store, id, NULL);
  g_autoptr (GError) error = NULL;

  genkan_connection_set_rules (connection, rules);
  store_save (fixture->store, connection, &error);
  g_assert_no_error (error);
}

static gint64
add_auto_mapped (StoreFixture    *fixture,
                 const char      *label,
                 GenkanCollision  collision)
{
  gint64 id = store_add_connection (fixture->store, label);
  g_autoptr (GenkanRules) rules = rules_of (fixture, id);

  genkan_rules_set_auto_map (rules, TRUE);
  genkan_rules_set_collision (rules, collision);
  set_rules (fixture, id, rules);

  return id;
}

static void
exclude (StoreFixture *fixture,
         gint64        id,
         const char   *pattern)
{
  g_autoptr (GenkanRules) rules = rules_of (fixture, id);

  genkan_rules_clear_filters (rules);
  if (pattern != NULL)
    genkan_rules_add_filter (rules, TRUE, GENKAN_FILTER_NAME, pattern);
  set_rules (fixture, id, rules);
}

static GenkanOperation *
discover (StoreFixture          *fixture,
          gint64                 id,
          GenkanOperationStatus  status,
          const StoreUnit       *units,
          gsize                  n_units)
{
  return store_discover (fixture->store, id, status, units, n_units);
}

#define DISCOVER(fixture, id, units)                                                          \
  g_object_unref (discover (fixture, id, COMPLETE, units, G_N_ELEMENTS (units)))

static void
decide (StoreFixture       *fixture,
        gint64              id,
        const char         *vendor_id,
        GenkanDecisionKind  kind,
        const char         *product)
{
  g_autoptr (GenkanUndo) undo = store_decide_one (fixture->store, id, vendor_id, kind, product);
}

#define assert_good(fixture, id, vendor_id, product)                                          \
  store_assert_record (fixture->store, id, vendor_id, GENKAN_RECORD_STATE_GOOD, product)

static void
test_kept (StoreFixture  *fixture,
           gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanRules) rules = rules_of (fixture, id);
  g_autoptr (GenkanRules) kept = NULL;

  genkan_rules_set_auto_map (rules, TRUE);
  genkan_rules_set_product_template (rules, "{tool} {name}");
  genkan_rules_add_filter (rules, TRUE, GENKAN_FILTER_TAG, "old");
  genkan_rules_add_filter (rules, FALSE, GENKAN_FILTER_KIND, "site");
  set_rules (fixture, id, rules);

  kept = rules_of (fixture, id);
  g_assert_true (genkan_rules_equal (rules, kept));
}

static void
test_bad_rules (StoreFixture  *fixture,
                gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanConnection) connection =
    genkan_store_get_connection (fixture->store, id, NULL);
  g_autoptr (GenkanRules) rules = genkan_rules_new ();
  g_autoptr (GError) error = NULL;

  genkan_rules_set_product_template (rules, "{nmae}");
  genkan_connection_set_rules (connection, rules);
  store_save (fixture->store, connection, &error);
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_INVALID);
}

/* --- the filter --- */

static const StoreUnit shop_and_test[] = {
  { "1", "shop", "Retail", "site" }, { "2", "shop-test", "Retail", "site" },
};

static void
test_filter (StoreFixture  *fixture,
             gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanOperation) operation = NULL;

  exclude (fixture, id, "*-test");
  operation = discover (fixture, id, COMPLETE, shop_and_test, 2);
  g_assert_cmpuint (genkan_operation_get_n_seen (operation), ==, 2);
  g_assert_cmpuint (genkan_operation_get_n_left_out (operation), ==, 1);
  g_assert_cmpuint (genkan_operation_get_n_new (operation), ==, 1);
  g_assert_null (store_find_record (fixture->store, id, "2"));

  exclude (fixture, id, NULL);
  DISCOVER (fixture, id, shop_and_test);
  store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_NEW, NULL);
}

/* A filter set later takes away what nobody has decided about, and leaves alone the rest. */
static void
test_filter_later (StoreFixture  *fixture,
                   gconstpointer  data)
{
  static const StoreUnit units[] = {
    { "1", "shop" }, { "2", "shop-test" }, { "3", "bank-test" }, { "4", "forum-test" },
  };
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanConnection) connection = NULL;

  DISCOVER (fixture, id, units);
  decide (fixture, id, "3", GENKAN_DECISION_MAP, "Bank");
  decide (fixture, id, "4", GENKAN_DECISION_IGNORE, NULL);
  exclude (fixture, id, "*-test");

  operation = discover (fixture, id, COMPLETE, units, 4);
  g_assert_cmpuint (genkan_operation_get_n_missing (operation), ==, 0);
  g_assert_null (store_find_record (fixture->store, id, "2"));
  assert_good (fixture, id, "3", "Bank");
  store_assert_record (fixture->store, id, "4", GENKAN_RECORD_STATE_IGNORED, NULL);
  connection = genkan_store_get_connection (fixture->store, id, NULL);
  g_assert_cmpuint (genkan_connection_get_n_unmapped (connection), ==, 1);
}

static void
count_matches (StoreFixture *fixture,
               gint64        id,
               GenkanRules  *rules,
               guint         n_matching,
               guint         n_units)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint matching = 99, units = 99;

  genkan_store_count_matches_async (fixture->store, id, rules, NULL, got_result_cb, &result);
  store_wait (&result);
  genkan_store_count_matches_finish (fixture->store, result, &matching, &units, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (matching, ==, n_matching);
  g_assert_cmpuint (units, ==, n_units);
}

/* What a filter leaves out still counts, or nobody would know what lifting it brings back. */
static void
test_count_matches (StoreFixture  *fixture,
                    gconstpointer  data)
{
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanRules) rules = genkan_rules_new ();

  exclude (fixture, id, "*-test");
  DISCOVER (fixture, id, shop_and_test);

  count_matches (fixture, id, rules, 2, 2);
  genkan_rules_add_filter (rules, TRUE, GENKAN_FILTER_PARENT, "Retail");
  count_matches (fixture, id, rules, 0, 2);
}

/* --- auto-map --- */

static void
test_auto_map (StoreFixture  *fixture,
               gconstpointer  data)
{
  static const StoreUnit units[] = { { "1", "shop", "Retail" }, { "2", "bank", NULL } };
  gint64 id = add_auto_mapped (fixture, "Burp", GENKAN_COLLISION_NUMBER);
  g_autoptr (GenkanOperation) operation = discover (fixture, id, COMPLETE, units, 2);
  g_autoptr (GenkanProduct) product = NULL;
  g_autoptr (GenkanRecord) record = NULL;

  g_assert_cmpuint (genkan_operation_get_n_new (operation), ==, 2);
  g_assert_cmpuint (genkan_operation_get_n_mapped (operation), ==, 2);
  assert_good (fixture, id, "1", "shop");
  assert_good (fixture, id, "2", "bank");

  product = genkan_store_find_product (fixture->store, "shop", NULL);
  g_assert_cmpstr (genkan_product_get_type_name (product), ==, "Retail");

  /* Nobody has finalized it. */
  record = store_find_record (fixture->store, id, "1");
  g_assert_cmpint (genkan_record_get_finalized (record), ==, 0);
}

static void
test_templates (StoreFixture  *fixture,
                gconstpointer  data)
{
  static const StoreUnit units[] = { { "1", "shop", "Retail", "site" }, { "2", " ", NULL, NULL } };
  gint64 id = add_auto_mapped (fixture, "Burp", GENKAN_COLLISION_NUMBER);
  g_autoptr (GenkanRules) rules = rules_of (fixture, id);
  g_autoptr (GenkanProduct) product = NULL;

  genkan_rules_set_product_template (rules, "{parent} / {name}");
  genkan_rules_set_type_template (rules, "{label} {kind}s");
  set_rules (fixture, id, rules);
  DISCOVER (fixture, id, units);

  assert_good (fixture, id, "1", "Retail / shop");
  assert_good (fixture, id, "2", "2");
  product = genkan_store_find_product (fixture->store, "Retail / shop", NULL);
  g_assert_cmpstr (genkan_product_get_type_name (product), ==, "Burp sites");
}

/* Several tools feed one Product; case and accents make no second one. */
static void
test_existing_product (StoreFixture  *fixture,
                       gconstpointer  data)
{
  static const StoreUnit sonar[] = { { "a", "Shop" } };
  static const StoreUnit burp[] = { { "1", "SHOP" } };
  gint64 first = add_auto_mapped (fixture, "SonarQube", GENKAN_COLLISION_NUMBER);
  gint64 second = add_auto_mapped (fixture, "Burp", GENKAN_COLLISION_NUMBER);

  DISCOVER (fixture, first, sonar);
  DISCOVER (fixture, second, burp);
  assert_good (fixture, second, "1", "Shop");
}

static const StoreUnit twins[] = { { "1", "shop" }, { "2", "shop" }, { "3", "shop" } };

static void
test_collision_number (StoreFixture  *fixture,
                       gconstpointer  data)
{
  gint64 id = add_auto_mapped (fixture, "Burp", GENKAN_COLLISION_NUMBER);
  gint64 other = add_auto_mapped (fixture, "SonarQube", GENKAN_COLLISION_NUMBER);

  DISCOVER (fixture, id, twins);
  assert_good (fixture, id, "1", "shop");
  assert_good (fixture, id, "2", "shop 2");
  assert_good (fixture, id, "3", "shop 3");

  /* "shop 2" of one tool need not be "shop 2" of another. */
  DISCOVER (fixture, other, twins);
  assert_good (fixture, other, "1", "shop");
  assert_good (fixture, other, "2", "shop 4");
}

static void
test_collision_share (StoreFixture  *fixture,
                      gconstpointer  data)
{
  gint64 id = add_auto_mapped (fixture, "Burp", GENKAN_COLLISION_SHARE);

  DISCOVER (fixture, id, twins);
  assert_good (fixture, id, "1", "shop");
  assert_good (fixture, id, "2", "shop");
  assert_good (fixture, id, "3", "shop");
}

static void
test_same_source (StoreFixture  *fixture,
                  gconstpointer  data)
{
  static const StoreUnit sonar[] = {
    { "a", "acme:web-shop", NULL, NULL, "https://github.com/Acme/web-shop.git" },
  };
  static const StoreUnit snyk[] = {
    { "1", "package.json", NULL, NULL, "git@github.com:acme/web-shop.git" },
  };
  gint64 first = store_add_connection (fixture->store, "SonarQube");
  gint64 second = add_auto_mapped (fixture, "Snyk", GENKAN_COLLISION_NUMBER);

  DISCOVER (fixture, first, sonar);
  decide (fixture, first, "a", GENKAN_DECISION_MAP, "Web shop");
  DISCOVER (fixture, second, snyk);
  assert_good (fixture, second, "1", "Web shop");
}

/* What a person decided is never touched; what was mapped before goes back there. */
static void
test_person_wins (StoreFixture  *fixture,
                  gconstpointer  data)
{
  static const StoreUnit units[] = { { "1", "shop" }, { "2", "bank" }, { "3", "forum" } };
  gint64 id = store_add_connection (fixture->store, "Burp");
  g_autoptr (GenkanRules) rules = genkan_rules_new ();

  DISCOVER (fixture, id, units);
  decide (fixture, id, "1", GENKAN_DECISION_MAP, "Mine");
  decide (fixture, id, "2", GENKAN_DECISION_IGNORE, NULL);
  decide (fixture, id, "3", GENKAN_DECISION_MAP, "Talk");
  genkan_rules_set_auto_map (rules, TRUE);
  set_rules (fixture, id, rules);

  DISCOVER (fixture, id, units);
  assert_good (fixture, id, "1", "Mine");
  store_assert_record (fixture->store, id, "2", GENKAN_RECORD_STATE_IGNORED, NULL);

  decide (fixture, id, "1", GENKAN_DECISION_IGNORE, NULL);
  decide (fixture, id, "1", GENKAN_DECISION_RESTORE, NULL);
  store_assert_record (fixture->store, id, "1", GENKAN_RECORD_STATE_NEW, NULL);
  decide (fixture, id, "3", GENKAN_DECISION_DELETE, NULL);
  DISCOVER (fixture, id, units);
  assert_good (fixture, id, "1", "Mine");
  assert_good (fixture, id, "3", "Talk");
}

/* Also with what an incomplete run saw. */
static void
test_partial (StoreFixture  *fixture,
              gconstpointer  data)
{
  gint64 id = add_auto_mapped (fixture, "Burp", GENKAN_COLLISION_NUMBER);
  g_autoptr (GenkanOperation) operation = discover (fixture, id, PARTIAL, twins, 1);

  g_assert_cmpuint (genkan_operation_get_n_mapped (operation), ==, 1);
  assert_good (fixture, id, "1", "shop");
}

/* --- the preview --- */

static GenkanPreview *
preview (StoreFixture *fixture,
         gint64        operation_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GenkanPreview *looked;

  genkan_store_preview_async (fixture->store, operation_id, TRUE, 10, NULL, got_result_cb, &result);
  store_wait (&result);
  looked = genkan_store_preview_finish (fixture->store, result, &error);
  g_assert_no_error (error);

  return looked;
}

static void
leave_out (StoreFixture       *fixture,
           gint64              operation_id,
           GenkanChangeKind    kind,
           const char * const *vendor_ids)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  genkan_store_leave_out_async (fixture->store, operation_id, kind, vendor_ids, NULL,
                                got_result_cb, &result);
  store_wait (&result);
  genkan_store_leave_out_finish (fixture->store, result, &error);
  g_assert_no_error (error);
}

static GenkanOperation *
begin_staged (StoreFixture    *fixture,
              gint64           id,
              const StoreUnit *units,
              gsize            n_units)
{
  g_autoptr (GenkanRowBatch) rows = store_make_rows (units, n_units);
  g_autoptr (GError) error = NULL;
  GenkanOperation *operation = store_begin (fixture->store, id, &error);

  g_assert_no_error (error);
  store_stage (fixture->store, genkan_operation_get_id (operation), rows, &error);
  g_assert_no_error (error);

  return operation;
}

static void
assert_change (GenkanPreview    *looked,
               GenkanChangeKind  kind,
               const char       *vendor_id,
               const char       *detail)
{
  g_autoptr (GenkanChange) change = NULL;

  g_assert_cmpuint (genkan_preview_get_n_changes (looked, kind), ==, 1);
  change = g_list_model_get_item (genkan_preview_get_changes (looked, kind), 0);
  g_assert_cmpstr (genkan_change_get_vendor_id (change), ==, vendor_id);
  g_assert_cmpstr (genkan_change_get_detail (change), ==, detail);
}

static const StoreUnit before[] = {
  { "1", "shop", "Retail" }, { "2", "bank", "Money" }, { "3", "forum" },
};
static const StoreUnit after[] = {
  { "1", "Web shop", "Retail" }, { "2", "bank", "Finance" }, { "4", "blog" },
};

static void
test_preview (StoreFixture  *fixture,
              gconstpointer  data)
{
  gint64 id = add_auto_mapped (fixture, "Burp", GENKAN_COLLISION_NUMBER);
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanOperation) ended = NULL;
  g_autoptr (GenkanPreview) looked = NULL;
  g_autoptr (GError) error = NULL;

  DISCOVER (fixture, id, before);
  operation = begin_staged (fixture, id, after, 3);
  looked = preview (fixture, genkan_operation_get_id (operation));
  assert_change (looked, GENKAN_CHANGE_NEW, "4", NULL);
  assert_change (looked, GENKAN_CHANGE_RENAMED, "1", "shop");
  assert_change (looked, GENKAN_CHANGE_MOVED, "2", "Money");
  assert_change (looked, GENKAN_CHANGE_MISSING, "3", NULL);
  assert_change (looked, GENKAN_CHANGE_MAPPED, "4", "blog");
  g_assert_cmpuint (genkan_preview_get_n_changes (looked, GENKAN_CHANGE_RETURNED), ==, 0);

  /* Nothing of it has happened. */
  g_assert_null (store_find_record (fixture->store, id, "4"));
  g_assert_null (genkan_store_find_product (fixture->store, "blog", NULL));
  assert_good (fixture, id, "3", "forum");

  /* And then all of it does. */
  ended = store_end (fixture->store, genkan_operation_get_id (operation), COMPLETE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (genkan_operation_get_n_changed (ended), ==, 2);
  assert_good (fixture, id, "4", "blog");
  store_assert_record (fixture->store, id, "3", GENKAN_RECORD_STATE_MISSING, "forum");
}

static void
test_leave_out (StoreFixture  *fixture,
                gconstpointer  data)
{
  static const char *const shop[] = { "1", NULL };
  gint64 id = add_auto_mapped (fixture, "Burp", GENKAN_COLLISION_NUMBER);
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanOperation) ended = NULL;
  g_autoptr (GenkanPreview) looked = NULL;
  g_autoptr (GenkanRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  DISCOVER (fixture, id, before);
  operation = begin_staged (fixture, id, after, 3);
  leave_out (fixture, genkan_operation_get_id (operation), GENKAN_CHANGE_RENAMED, shop);
  leave_out (fixture, genkan_operation_get_id (operation), GENKAN_CHANGE_MISSING, NULL);
  leave_out (fixture, genkan_operation_get_id (operation), GENKAN_CHANGE_MAPPED, NULL);

  looked = preview (fixture, genkan_operation_get_id (operation));
  g_assert_cmpuint (genkan_preview_get_n_changes (looked, GENKAN_CHANGE_RENAMED), ==, 0);
  g_assert_cmpuint (genkan_preview_get_n_changes (looked, GENKAN_CHANGE_MISSING), ==, 0);
  g_assert_cmpuint (genkan_preview_get_n_changes (looked, GENKAN_CHANGE_MAPPED), ==, 0);
  assert_change (looked, GENKAN_CHANGE_NEW, "4", NULL);

  ended = store_end (fixture->store, genkan_operation_get_id (operation), COMPLETE, &error);
  g_assert_no_error (error);
  record = store_find_record (fixture->store, id, "1");
  g_assert_cmpstr (genkan_record_get_name (record), ==, "shop");
  assert_good (fixture, id, "3", "forum");
  store_assert_record (fixture->store, id, "4", GENKAN_RECORD_STATE_NEW, NULL);

  /* It was for that one run. */
  DISCOVER (fixture, id, after);
  store_assert_record (fixture->store, id, "3", GENKAN_RECORD_STATE_MISSING, "forum");
  assert_good (fixture, id, "4", "blog");
}

/* --- the history --- */

static void
assert_events (StoreFixture *fixture,
               gint64        id,
               const char   *vendor_id,
               const char   *expected)
{
  g_autoptr (GenkanRecord) record = store_find_record (fixture->store, id, vendor_id);
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events =
    genkan_store_list_events (fixture->store, genkan_record_get_id (record), 0, &error);

  g_assert_no_error (error);
  for (guint i = events->len; i > 0; i--)
    {
      GenkanEvent *event = g_ptr_array_index (events, i - 1);
      const char *detail = genkan_event_get_detail (event);

      g_string_append_printf (told, "%d/%d%s%s ", genkan_event_get_kind (event),
                              genkan_event_get_actor (event), detail != NULL ? ":" : "",
                              detail != NULL ? detail : "");
    }

  g_assert_cmpstr (told->str, ==, expected);
}

static void
test_history (StoreFixture  *fixture,
              gconstpointer  data)
{
  gint64 id = add_auto_mapped (fixture, "Burp", GENKAN_COLLISION_NUMBER);
  g_autoptr (GenkanUndo) undo = NULL;
  g_autoptr (GError) error = NULL;

  DISCOVER (fixture, id, before);
  decide (fixture, id, "1", GENKAN_DECISION_MAP, "Mine");
  undo = store_decide_one (fixture->store, id, "1", GENKAN_DECISION_IGNORE, NULL);
  store_undo (fixture->store, undo, &error);
  g_assert_no_error (error);
  DISCOVER (fixture, id, after);

  /* Discovered, mapped by auto-map and by a person, ignored, undone, renamed. */
  assert_events (fixture, id, "1", "0/2 5/1:shop 5/0:Mine 6/0 9/0 1/2:shop ");
  assert_events (fixture, id, "2", "0/2 5/1:bank 2/2:Money ");
  assert_events (fixture, id, "3", "0/2 5/1:forum 3/2 ");
  DISCOVER (fixture, id, before);
  assert_events (fixture, id, "3", "0/2 5/1:forum 3/2 4/2 ");

  store_remove (fixture->store, id, &error);
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)

  ADD ("/rules/kept", test_kept);
  ADD ("/rules/bad-rules", test_bad_rules);
  ADD ("/rules/filter", test_filter);
  ADD ("/rules/filter-later", test_filter_later);
  ADD ("/rules/count-matches", test_count_matches);
  ADD ("/rules/auto-map", test_auto_map);
  ADD ("/rules/templates", test_templates);
  ADD ("/rules/existing-product", test_existing_product);
  ADD ("/rules/collision-number", test_collision_number);
  ADD ("/rules/collision-share", test_collision_share);
  ADD ("/rules/same-source", test_same_source);
  ADD ("/rules/person-wins", test_person_wins);
  ADD ("/rules/partial", test_partial);
  ADD ("/rules/preview", test_preview);
  ADD ("/rules/leave-out", test_leave_out);
  ADD ("/rules/history", test_history);

  return g_test_run ();
}
