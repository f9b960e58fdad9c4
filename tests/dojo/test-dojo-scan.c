/* test-dojo-scan.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dojo-wait.h"

#include "genkan-dojo-ensure.h"
#include "genkan-dojo-look.h"
#include "genkan-dojo-scan.h"

#define TITLE "Snyk: shop-frontend"
#define TAG "genkan"

typedef struct
{
  DojoStandIn *stand_in;
  GenkanDojo  *dojo;
  gint64       engagement;
  gint64       test;
} Fixture;

#define FINDING(id, severity, more) \
  "{\"title\":\"finding " id "\",\"severity\":\"" severity "\",\"description\":\"about " id "\"," \
  "\"unique_id_from_tool\":\"" id "\"" more "}"

static GBytes *
make_file (const char *findings)
{
  char *text = g_strdup_printf ("{\"type\":\"Snyk Connector\",\"findings\":[%s]}", findings);

  return g_bytes_new_take (text, strlen (text));
}

static gboolean
send (Fixture               *fixture,
      const char            *findings,
      gboolean               close_old,
      GenkanDojoScanResult  *ret_result,
      GError               **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) file = make_file (findings);
  GenkanDojoScan scan = {
    .test_id = fixture->test,
    .engagement_id = fixture->engagement,
    .test_title = TITLE,
    .close_old = close_old,
    .version = "1.0",
    .branch_tag = "main",
    .tags = (const char *const[]) { TAG, "Two words", NULL },
    .file = file,
  };

  genkan_dojo_send_scan_async (fixture->dojo, &scan, NULL, dojo_keep_cb, &result);

  return genkan_dojo_send_scan_finish (fixture->dojo, dojo_wait (&result), ret_result, error);
}

static GenkanDojoTestState
look (Fixture *fixture,
      gint64   test)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GenkanDojoTestState state;

  genkan_dojo_look_async (fixture->dojo, test, NULL, dojo_keep_cb, &result);
  genkan_dojo_look_finish (fixture->dojo, dojo_wait (&result), &state, &error);
  g_assert_no_error (error);

  return state;
}

static GenkanDojoObject *
find_test (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GenkanDojoObject *test = NULL;

  genkan_dojo_find_test_async (fixture->dojo, fixture->engagement, TITLE, TAG, NULL, dojo_keep_cb,
                               &result);
  genkan_dojo_find_test_finish (fixture->dojo, dojo_wait (&result), &test, &error);
  g_assert_no_error (error);

  return test;
}

static void
fixture_init (Fixture    *fixture,
              const char *version)
{
  fixture->stand_in = dojo_stand_in_new (version);
  fixture->dojo = dojo_client_new (fixture->stand_in);
  fixture->engagement = dojo_make_engagement (fixture->dojo);
  fixture->test = 0;
}

static void
fixture_clear (Fixture *fixture)
{
  g_object_unref (fixture->dojo);
  dojo_stand_in_free (fixture->stand_in);
}

/* Import, and reimport: one stays, one goes, one is new, one comes back. */
static void
test_course (gconstpointer data)
{
  Fixture fixture;
  GenkanDojoScanResult result;
  g_autoptr (GenkanDojoObject) test = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *finding;

  fixture_init (&fixture, data);
  g_assert_null (find_test (&fixture));
  send (&fixture, FINDING ("a", "High", "") "," FINDING ("b", "Low", ""), TRUE, &result, &error);
  g_assert_no_error (error);
  g_assert_true (result.has_counts);
  g_assert_cmpuint (result.n_created, ==, 2);
  g_assert_cmpuint (result.n_total, ==, 2);
  g_assert_cmpint (result.engagement_id, ==, fixture.engagement);

  test = find_test (&fixture);
  g_assert_cmpint (test->id, ==, result.test_id);
  g_assert_true (genkan_dojo_object_has_tag (test, "two_words"));
  fixture.test = result.test_id;

  send (&fixture, FINDING ("a", "Critical", "") "," FINDING ("c", "Medium", ""), TRUE, &result,
        &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.n_created, ==, 1);
  g_assert_cmpuint (result.n_closed, ==, 1);
  g_assert_cmpuint (result.n_untouched, ==, 1);
  finding = dojo_stand_in_finding (fixture.stand_in, fixture.test, "a");
  g_assert_cmpstr (json_object_get_string_member (finding, "severity"), ==, "High");

  send (&fixture, FINDING ("a", "High", "") "," FINDING ("b", "Low", ""), FALSE, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.n_closed, ==, 0);
  g_assert_cmpuint (result.n_reactivated, ==, 1);
  g_assert_cmpuint (result.n_total, ==, 3);
  fixture_clear (&fixture);
}

static void
test_drift (void)
{
  Fixture fixture;
  GenkanDojoScanResult result;
  g_autoptr (GAsyncResult) changed_result = NULL;
  g_autoptr (GAsyncResult) closed_result = NULL;
  g_autoptr (JsonObject) fields = json_object_new ();
  g_autoptr (GenkanDojoObject) changed = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *finding;

  fixture_init (&fixture, "3.2.0");
  send (&fixture, FINDING ("a", "Low", ""), TRUE, &result, &error);
  g_assert_no_error (error);
  fixture.test = result.test_id;
  finding = dojo_stand_in_finding (fixture.stand_in, fixture.test, "a");

  json_object_set_string_member (fields, "severity", "Critical");
  json_object_set_string_member (fields, "title", "renamed");
  genkan_dojo_change_async (fixture.dojo, GENKAN_DOJO_FINDINGS,
                            json_object_get_int_member (finding, "id"), fields, NULL,
                            dojo_keep_cb, &changed_result);
  changed = genkan_dojo_object_finish (fixture.dojo, dojo_wait (&changed_result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (changed->name, ==, "renamed");

  /* Its identity is still what was imported first. */
  send (&fixture, FINDING ("a", "Low", ""), TRUE, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.n_untouched, ==, 1);
  g_assert_cmpstr (json_object_get_string_member (finding, "severity"), ==, "Critical");

  genkan_dojo_close_finding_async (fixture.dojo, changed->id, G_GINT64_CONSTANT (1800000000000000),
                                   NULL, NULL, dojo_keep_cb, &closed_result);
  genkan_dojo_close_finding_finish (fixture.dojo, dojo_wait (&closed_result), &error);
  g_assert_no_error (error);
  g_assert_false (json_object_get_boolean_member (finding, "active"));
  /* The date is the server's, unless it is told to let dates be edited. */
  g_assert_true (json_object_get_boolean_member (finding, "is_mitigated"));
  fixture_clear (&fixture);
}

static void
assert_refused (Fixture         *fixture,
                const char      *findings,
                GenkanDojoError  code,
                const char      *words)
{
  g_autoptr (GError) error = NULL;
  GenkanDojoScanResult result;

  g_assert_false (send (fixture, findings, TRUE, &result, &error));
  g_assert_error (error, GENKAN_DOJO_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refusals (void)
{
  Fixture fixture;
  g_autoptr (GenkanDojoObject) rubbish = NULL;

  fixture_init (&fixture, "3.2.0");
  assert_refused (&fixture, FINDING ("a", "Low", ",\"foo\":1"), GENKAN_DOJO_ERROR_REFUSED,
                  "“Not allowed fields are present: ['foo']”");
  g_assert_null (find_test (&fixture));
  assert_refused (&fixture, FINDING ("a", "high", ""), GENKAN_DOJO_ERROR_REFUSED,
                  "“Finding severity \"high\" is not supported.");
  rubbish = find_test (&fixture);
  g_assert_cmpint (look (&fixture, rubbish->id).percent_complete, ==, 50);
  g_assert_cmpint (look (&fixture, rubbish->id).n_imports, ==, 0);

  fixture.test = 99999;
  assert_refused (&fixture, FINDING ("a", "Low", ""), GENKAN_DOJO_ERROR_NOT_FOUND,
                  "“Test \"99999\" does not exist”");
  dojo_stand_in_fault (fixture.stand_in, "POST ", 1, DOJO_FAULT_INSTEAD, 413, "text/html",
                       "<html><title>413 Request Entity Too Large</title></html>");
  assert_refused (&fixture, FINDING ("a", "Low", ""), GENKAN_DOJO_ERROR_TOO_LARGE, "413 Request");
  fixture.stand_in->is_staff = FALSE;
  assert_refused (&fixture, FINDING ("a", "Low", ""), GENKAN_DOJO_ERROR_PERMISSION,
                  "You do not have permission");
  fixture_clear (&fixture);
}

/* The answer is lost, or a proxy gave up: nothing is sent again, and a look tells. */
static void
test_uncertain (void)
{
  Fixture fixture;
  GenkanDojoScanResult result;
  GenkanDojoTestState before;
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture, "3.2.0");
  send (&fixture, FINDING ("a", "Low", ""), TRUE, &result, &error);
  g_assert_no_error (error);
  fixture.test = result.test_id;
  before = look (&fixture, fixture.test);

  dojo_stand_in_fault (fixture.stand_in, "POST reimport-scan/", 1, DOJO_FAULT_CUT, 0, NULL, NULL);
  assert_refused (&fixture, FINDING ("a", "Low", ""), GENKAN_DOJO_ERROR_UNCERTAIN, "");
  g_assert_cmpint (look (&fixture, fixture.test).n_imports, >, before.n_imports);

  before = look (&fixture, fixture.test);
  dojo_stand_in_fault (fixture.stand_in, "POST reimport-scan/", 1, DOJO_FAULT_INSTEAD, 504,
                       "text/html", "<html><title>504 Gateway Time-out</title></html>");
  assert_refused (&fixture, FINDING ("a", "Low", ""), GENKAN_DOJO_ERROR_UNCERTAIN, "504 Gateway");
  g_assert_cmpint (look (&fixture, fixture.test).n_imports, ==, before.n_imports);
  g_assert_cmpuint (dojo_stand_in_count (fixture.stand_in, "POST reimport-scan/"), ==, 2);
  g_assert_cmpuint (fixture.stand_in->n_imports_listed, ==, 0);
  fixture_clear (&fixture);
}

/* What DefectDojo does, so that the tests of a delivery mean something. */
static void
test_concurrent (void)
{
  Fixture fixture;
  GenkanDojoScanResult result;
  GAsyncResult *results[3] = { NULL };
  g_autoptr (GBytes) file = make_file (FINDING ("b", "Low", ""));
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture, "3.2.0");
  send (&fixture, FINDING ("a", "Low", ""), TRUE, &result, &error);
  g_assert_no_error (error);
  fixture.stand_in->work_time = 100;
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      GenkanDojoScan scan = { .test_id = result.test_id, .file = file };

      genkan_dojo_send_scan_async (fixture.dojo, &scan, NULL, dojo_keep_cb, &results[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      genkan_dojo_send_scan_finish (fixture.dojo, dojo_wait (&results[i]), &result, &error);
      g_assert_no_error (error);
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (fixture.stand_in->tables[DOJO_FINDINGS]->len, ==, 4);
  fixture_clear (&fixture);
}

/* Version and branch are erased when they are not sent, tags are kept. */
static void
test_erased (void)
{
  Fixture fixture;
  GenkanDojoScanResult result;
  g_autoptr (GAsyncResult) again = NULL;
  g_autoptr (GBytes) file = make_file (FINDING ("a", "Low", ""));
  g_autoptr (GError) error = NULL;
  GenkanDojoScan scan = { .file = file };
  JsonObject *test;

  fixture_init (&fixture, "2.58.0");
  send (&fixture, FINDING ("a", "Low", ""), TRUE, &result, &error);
  g_assert_no_error (error);
  test = dojo_stand_in_find (fixture.stand_in, DOJO_TESTS, result.test_id);
  g_assert_cmpstr (json_object_get_string_member (test, "branch_tag"), ==, "main");

  scan.test_id = result.test_id;
  genkan_dojo_send_scan_async (fixture.dojo, &scan, NULL, dojo_keep_cb, &again);
  genkan_dojo_send_scan_finish (fixture.dojo, dojo_wait (&again), &result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (test, "branch_tag"), ==, "");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (test, "tags")), ==, 2);
  fixture_clear (&fixture);
}

static void
test_tags (void)
{
  static const char *const tags[][2] = {
    { "genkan", "genkan" }, { " Two  words ", "two__words" }, { "a,\"b'", "a_b" },
    { "\n", NULL }, { "\"", NULL }, { "über\xff", "über�" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autofree char *tag = genkan_dojo_make_tag (tags[i][0]);

      g_assert_cmpstr (tag, ==, tags[i][1]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/dojo-scan/course-2.58", "2.58.0", test_course);
  g_test_add_data_func ("/dojo-scan/course-3.2", "3.2.0", test_course);
  g_test_add_func ("/dojo-scan/drift", test_drift);
  g_test_add_func ("/dojo-scan/refusals", test_refusals);
  g_test_add_func ("/dojo-scan/uncertain", test_uncertain);
  g_test_add_func ("/dojo-scan/concurrent", test_concurrent);
  g_test_add_func ("/dojo-scan/erased", test_erased);
  g_test_add_func ("/dojo-scan/tags", test_tags);

  return g_test_run ();
}
