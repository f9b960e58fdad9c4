/* test-suggestions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-store-suggestions.h"
#include "store-fixture.h"

#define COMPLETE GENKAN_OPERATION_STATUS_COMPLETE

static void
got_result_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GPtrArray *
suggest (StoreFixture  *fixture,
         gint64         id,
         const char    *vendor_id,
         GError       **error)
{
  g_autoptr (GenkanRecord) record = store_find_record (fixture->store, id, vendor_id);
  g_autoptr (GAsyncResult) result = NULL;

  genkan_store_suggest_products_async (fixture->store,
                                       record != NULL ? genkan_record_get_id (record) : 12345,
                                       5, NULL, got_result_cb, &result);
  store_wait (&result);

  return genkan_store_suggest_products_finish (fixture->store, result, error);
}

static gint64
discover (StoreFixture    *fixture,
          const char      *label,
          const StoreUnit *units,
          gsize            n_units)
{
  gint64 id = store_add_connection (fixture->store, label);
  g_autoptr (GenkanOperation) operation =
    store_discover (fixture->store, id, COMPLETE, units, n_units);

  return id;
}

static void
map (StoreFixture *fixture,
     gint64        id,
     const char   *vendor_id,
     const char   *product)
{
  g_autoptr (GenkanUndo) undo =
    store_decide_one (fixture->store, id, vendor_id, GENKAN_DECISION_MAP, product);
}

static void
assert_suggestion (GPtrArray              *suggestions,
                   guint                   position,
                   const char             *product,
                   GenkanSuggestionReason  reason)
{
  GenkanSuggestion *suggestion;

  g_assert_cmpuint (suggestions->len, >, position);
  suggestion = g_ptr_array_index (suggestions, position);
  g_assert_cmpstr (genkan_suggestion_get_product_name (suggestion), ==, product);
  g_assert_cmpint (genkan_suggestion_get_reason (suggestion), ==, reason);
}

static void
test_suggestions (StoreFixture  *fixture,
                  gconstpointer  data)
{
  static const StoreUnit sonar[] = {
    { "a", "webshop-frontend", NULL, NULL, "https://github.com/acme/checkout" },
    { "b", "billing" },
    { "c", "acme:checkout", NULL, NULL, "https://github.com/acme/web-shop" },
  };
  static const StoreUnit burp[] = {
    { "1", "WebShop (prod)", NULL, NULL, "git@github.com:acme/web-shop" },
    { "2", "something else" },
  };
  gint64 first = discover (fixture, "SonarQube", sonar, 3);
  gint64 second = discover (fixture, "Burp", burp, 2);
  g_autoptr (GPtrArray) suggestions = NULL;
  g_autoptr (GPtrArray) none = NULL;
  GenkanSuggestion *by_record;

  map (fixture, first, "a", "Online sales");
  map (fixture, first, "b", "Money");
  map (fixture, first, "c", "Cash desk");
  map (fixture, second, "2", "Web-Shop");

  suggestions = suggest (fixture, second, "1", NULL);
  g_assert_cmpuint (suggestions->len, ==, 3);
  assert_suggestion (suggestions, 0, "Cash desk", GENKAN_SUGGESTION_SOURCE);
  assert_suggestion (suggestions, 1, "Web-Shop", GENKAN_SUGGESTION_NAME);
  assert_suggestion (suggestions, 2, "Online sales", GENKAN_SUGGESTION_RECORD);
  by_record = g_ptr_array_index (suggestions, 2);
  g_assert_cmpstr (genkan_suggestion_get_label (by_record), ==, "SonarQube");
  g_assert_cmpstr (genkan_suggestion_get_record_name (by_record), ==, "webshop-frontend");

  none = suggest (fixture, second, "2", NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_earlier (StoreFixture  *fixture,
              gconstpointer  data)
{
  static const StoreUnit units[] = { { "1", "shop" } };
  gint64 id = discover (fixture, "Burp", units, 1);
  g_autoptr (GenkanUndo) undo = NULL;
  g_autoptr (GPtrArray) suggestions = NULL;

  map (fixture, id, "1", "Quite another name");
  undo = store_decide_one (fixture->store, id, "1", GENKAN_DECISION_IGNORE, NULL);
  suggestions = suggest (fixture, id, "1", NULL);
  g_assert_cmpuint (suggestions->len, ==, 1);
  assert_suggestion (suggestions, 0, "Quite another name", GENKAN_SUGGESTION_EARLIER);
}

static void
test_gone (StoreFixture  *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (suggest (fixture, 1, "nobody", &error));
  g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND);
}

/* Where it is already is no suggestion. */
static void
test_own (StoreFixture  *fixture,
          gconstpointer  data)
{
  static const StoreUnit sites[] = { { "1", "Web Shop" }, { "2", "webshop" } };
  gint64 id = discover (fixture, "Burp", sites, 2);
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GPtrArray) other = NULL;

  map (fixture, id, "1", "Web-Shop");
  own = suggest (fixture, id, "1", NULL);
  g_assert_cmpuint (own->len, ==, 0);
  other = suggest (fixture, id, "2", NULL);
  assert_suggestion (other, 0, "Web-Shop", GENKAN_SUGGESTION_NAME);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)

  ADD ("/suggestions/suggestions", test_suggestions);
  ADD ("/suggestions/earlier", test_earlier);
  ADD ("/suggestions/gone", test_gone);
  ADD ("/suggestions/own", test_own);

  return g_test_run ();
}
