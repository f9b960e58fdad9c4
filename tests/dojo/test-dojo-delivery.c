/* test-dojo-delivery.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dojo-tables.h"
#include "dojo-vendor.h"

#include "genkan-dojo-mark.h"

#define N_FINDINGS 12

static void
test_course (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, N_FINDINGS);
  guint n_asked;

  dojo_vendor_say (vendor, 0, GENKAN_FINDING_OPEN, 0, 0);
  dojo_vendor_say (vendor, 1, GENKAN_FINDING_OPEN, 0, 0);
  dojo_vendor_say (vendor, 2, GENKAN_FINDING_OPEN, 1, 0);
  dojo_vendor_deliver_well (vendor);
  dojo_vendor_assert_same (vendor);
  g_assert_cmpuint (dojo_stand_in_count (stand_in, "POST import-scan/"), ==, 1);
  /* Of what is new, nothing has to be compared. */
  g_assert_cmpuint (dojo_stand_in_count (stand_in, "GET findings/"), ==, 0);

  /* Nothing is new: nothing is asked. */
  n_asked = stand_in->log->len;
  dojo_vendor_deliver_well (vendor);
  g_assert_cmpuint (stand_in->log->len, ==, n_asked);

  /* Reworded and worse, false, gone, and a new one. */
  dojo_vendor_say (vendor, 0, GENKAN_FINDING_OPEN, 2, 7);
  dojo_vendor_say (vendor, 1, GENKAN_FINDING_FALSE_POSITIVE, 0, 0);
  dojo_vendor_say (vendor, 2, GENKAN_FINDING_CLOSED, 1, 0);
  dojo_vendor_say (vendor, 3, GENKAN_FINDING_OPEN, 0, 0);
  dojo_vendor_deliver_well (vendor);
  dojo_vendor_assert_same (vendor);
  g_assert_cmpuint (dojo_stand_in_count (stand_in, "POST reimport-scan/"), ==, 1);
  g_assert_cmpstr (dojo_get_string (dojo_vendor_find (vendor, 2), "mitigated"), ==,
                   "2026-01-02T03:04:05Z");

  /* All open again. */
  for (guint i = 0; i < 4; i++)
    dojo_vendor_say (vendor, i, GENKAN_FINDING_OPEN, 0, 7);
  dojo_vendor_deliver_well (vendor);
  dojo_vendor_assert_same (vendor);
}

/* Each state follows each. */
static void
test_states (void)
{
  static const GenkanFindingState states[] = {
    GENKAN_FINDING_OPEN, GENKAN_FINDING_CLOSED, GENKAN_FINDING_FALSE_POSITIVE,
    GENKAN_FINDING_RISK_ACCEPTED,
  };
  const guint n = G_N_ELEMENTS (states);
  static const char *const versions[] = { "2.58.0", "3.2.0" };

  for (guint v = 0; v < G_N_ELEMENTS (versions); v++)
    {
      g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new (versions[v]);
      g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, n * n);

      dojo_vendor_say_all (vendor, 0);
      dojo_vendor_deliver_well (vendor);
      for (guint i = 0; i < n * n; i++)
        dojo_vendor_say (vendor, i, states[i / n], 0, i);
      dojo_vendor_deliver_well (vendor);
      dojo_vendor_assert_same (vendor);
      for (guint i = 0; i < n * n; i++)
        dojo_vendor_say (vendor, i, states[i % n], 0, i);
      dojo_vendor_deliver_well (vendor);
      dojo_vendor_assert_same (vendor);
    }
}

/* What a person changed in DefectDojo stays until the tool changes its mind. */
static void
test_person (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, N_FINDINGS);
  JsonObject *stranger;

  for (guint i = 0; i < 5; i++)
    dojo_vendor_say (vendor, i, GENKAN_FINDING_OPEN, 0, 0);
  dojo_vendor_deliver_well (vendor);
  json_object_set_string_member (dojo_vendor_find (vendor, 0), "severity", "Info");
  json_object_set_boolean_member (dojo_vendor_find (vendor, 1), "false_p", TRUE);
  json_object_set_boolean_member (dojo_vendor_find (vendor, 1), "active", FALSE);
  json_object_set_boolean_member (dojo_vendor_find (vendor, 2), "risk_accepted", TRUE);
  json_object_set_boolean_member (dojo_vendor_find (vendor, 2), "active", FALSE);
  json_object_set_boolean_member (dojo_vendor_find (vendor, 3), "out_of_scope", TRUE);
  json_object_set_boolean_member (dojo_vendor_find (vendor, 3), "active", FALSE);
  stranger = dojo_copy (dojo_vendor_find (vendor, 4));
  json_object_set_string_member (stranger, "unique_id_from_tool", "mine");
  json_object_set_string_member (stranger, "hash_code", "mine");
  dojo_stand_in_add (stand_in, DOJO_FINDINGS, stranger);

  for (guint i = 0; i < 3; i++)
    dojo_vendor_say (vendor, i, GENKAN_FINDING_OPEN, 0, 3);
  dojo_vendor_say (vendor, 3, GENKAN_FINDING_CLOSED, 0, 3);
  dojo_vendor_deliver_well (vendor);
  g_assert_cmpstr (dojo_get_string (dojo_vendor_find (vendor, 0), "severity"), ==, "Info");
  g_assert_true (dojo_get_boolean (dojo_vendor_find (vendor, 1), "false_p"));
  g_assert_false (dojo_get_boolean (dojo_vendor_find (vendor, 1), "active"));
  g_assert_true (dojo_get_boolean (dojo_vendor_find (vendor, 2), "risk_accepted"));
  g_assert_false (dojo_get_boolean (dojo_vendor_find (vendor, 2), "is_mitigated"));
  g_assert_true (dojo_get_boolean (dojo_vendor_find (vendor, 3), "out_of_scope"));
  g_assert_true (dojo_get_boolean (dojo_vendor_find (vendor, 3), "is_mitigated"));
  /* What a person put into the Test is nobody else's. */
  g_assert_true (dojo_get_boolean (stranger, "active"));
}

/* The program ends after an import and knows of no Test: the Test is found by its mark, although
 * the Record has another name by now. */
static void
test_lost_test (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, N_FINDINGS);

  dojo_vendor_say (vendor, 0, GENKAN_FINDING_OPEN, 0, 0);
  dojo_vendor_deliver_well (vendor);
  vendor->test = 0;
  vendor->title = "Tool: renamed";
  g_clear_pointer (&vendor->known[0].sent, g_free);
  dojo_vendor_say (vendor, 0, GENKAN_FINDING_OPEN, 1, 5);
  dojo_vendor_deliver_well (vendor);
  dojo_vendor_assert_same (vendor);
  g_assert_cmpuint (dojo_stand_in_count (stand_in, "POST import-scan/"), ==, 1);
}

/* What was delivered as closed, and never came to be, is made when it is open: as it is then. */
static void
test_closed_before (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, N_FINDINGS);
  g_autoptr (GError) error = NULL;
  GenkanDojoDelivered delivered;

  dojo_vendor_say (vendor, 0, GENKAN_FINDING_OPEN, 0, 0);
  dojo_vendor_deliver_well (vendor);

  dojo_vendor_say (vendor, 1, GENKAN_FINDING_OPEN, 0, 0);
  dojo_stand_in_fault (stand_in, "POST reimport", 1, DOJO_FAULT_INSTEAD, 502, "text/html", "");
  g_assert_false (dojo_vendor_deliver (vendor, &delivered, &error));

  dojo_vendor_say (vendor, 1, GENKAN_FINDING_CLOSED, 2, 3);
  dojo_vendor_deliver_well (vendor);
  g_assert_null (dojo_vendor_find (vendor, 1));

  dojo_vendor_say (vendor, 1, GENKAN_FINDING_OPEN, 2, 3);
  dojo_vendor_deliver_well (vendor);
  dojo_vendor_assert_same (vendor);
}

/* Tests with a mark, unfinished and finished ones, and one of another Record with that title. */
static void
test_many_tests (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, N_FINDINGS);
  static const struct
  {
    const char *tag;
    int         percent;
  } tests[] = {
    { "genkan-ffffffffffffffff", 100 }, { DOJO_MARK, 50 }, { DOJO_MARK, 100 }, { DOJO_MARK, 100 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *text =
        g_strdup_printf ("{\"title\":\"%s\",\"engagement\":%d,\"percent_complete\":%d,"
                         "\"updated\":\"x\",\"tags\":[\"genkan\",\"%s\"]}",
                         i == 2 ? "Another name" : vendor->title, (int) vendor->engagement,
                         tests[i].percent, tests[i].tag);

      dojo_stand_in_add (stand_in, DOJO_TESTS, dojo_parse (text));
    }
  dojo_vendor_say (vendor, 0, GENKAN_FINDING_OPEN, 0, 0);
  dojo_vendor_deliver_well (vendor);
  g_assert_cmpint (vendor->test, ==, 3);
}

/* --- another installation ------------------------------------------------------------------- */

/* Of two with the same words, the one that came later has its id among them: in whatever order
 * they come to the second installation, it finds each. */
static void
test_adopt (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, N_FINDINGS);
  g_autoptr (GError) error = NULL;
  GenkanDojoDelivered delivered;

  dojo_vendor_say (vendor, 1, GENKAN_FINDING_OPEN, 0, 0);
  dojo_vendor_deliver_well (vendor);
  dojo_vendor_say (vendor, 0, GENKAN_FINDING_OPEN, 0, 0);
  dojo_vendor_deliver_well (vendor);
  dojo_vendor_forget (vendor);
  dojo_vendor_say (vendor, 2, GENKAN_FINDING_OPEN, 0, 0);
  dojo_vendor_deliver (vendor, &delivered, &error);
  g_assert_no_error (error);
  dojo_vendor_assert_same (vendor);
  g_assert_true (delivered.was_adopted);
  g_assert_cmpuint (delivered.scan.n_created, ==, 1);
  g_assert_cmpuint (delivered.scan.n_untouched, ==, 2);
  g_assert_cmpuint (delivered.scan.n_closed, ==, 0);
  g_assert_cmpuint (stand_in->tables[DOJO_FINDINGS]->len, ==, 3);
}

/* What was reworded since keeps its number, its notes and what a person decided. */
static void
test_adopt_reworded (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, N_FINDINGS);
  JsonObject *finding;
  gint64 id;

  dojo_vendor_say_all (vendor, 0);
  dojo_vendor_deliver_well (vendor);
  dojo_vendor_say (vendor, 3, GENKAN_FINDING_OPEN, 0, 77);
  dojo_vendor_deliver_well (vendor);
  finding = dojo_vendor_find (vendor, 3);
  id = dojo_get_int (finding, "id");

  dojo_vendor_forget (vendor);
  dojo_vendor_say (vendor, 3, GENKAN_FINDING_OPEN, 2, 78);
  dojo_vendor_deliver_well (vendor);
  dojo_vendor_assert_same (vendor);
  g_assert_true (dojo_vendor_find (vendor, 3) == finding);
  dojo_vendor_say (vendor, 3, GENKAN_FINDING_CLOSED, 2, 78);
  dojo_vendor_deliver_well (vendor);
  dojo_vendor_assert_same (vendor);
  dojo_vendor_say (vendor, 3, GENKAN_FINDING_OPEN, 1, 79);
  dojo_vendor_deliver_well (vendor);
  dojo_vendor_assert_same (vendor);
  g_assert_cmpint (dojo_get_int (dojo_vendor_find (vendor, 3), "id"), ==, id);
  g_assert_cmpuint (stand_in->tables[DOJO_FINDINGS]->len, ==, N_FINDINGS);
}

/* What was fixed while nobody looked is closed by who takes over, unless that is most of it. */
static void
test_adopt_gone (void)
{
  static const struct
  {
    guint n_gone;
    guint n_held;
  } cases[] = { { 12, 0 }, { 30, 30 } };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
      g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, 40);
      g_autoptr (GError) error = NULL;
      GenkanDojoDelivered delivered;

      vendor->is_distinct = TRUE;
      dojo_vendor_say_all (vendor, 0);
      dojo_vendor_deliver_well (vendor);
      dojo_vendor_forget (vendor);
      for (guint i = 0; i < cases[c].n_gone; i++)
        dojo_vendor_say (vendor, i, GENKAN_FINDING_CLOSED, 0, 0);
      vendor->close_unknown = TRUE;
      g_assert_true (dojo_vendor_deliver (vendor, &delivered, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (delivered.n_held, ==, cases[c].n_held);
      for (guint i = 0; i < cases[c].n_gone; i++)
        g_assert_cmpint (dojo_get_boolean (dojo_vendor_find (vendor, i), "active"), ==,
                         cases[c].n_held > 0);
    }
}

/* --- large ---------------------------------------------------------------------------------- */

static char *
show_findings (DojoStandIn *stand_in)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < stand_in->tables[DOJO_FINDINGS]->len; i++)
    {
      g_autoptr (JsonObject) finding =
        dojo_copy (g_ptr_array_index (stand_in->tables[DOJO_FINDINGS], i));
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), finding);
      g_autofree char *json = json_to_string (node, FALSE);

      g_string_append_printf (text, "%s\n", json);
    }

  return g_string_free (text, FALSE);
}

/* The same history in one piece and in parts, against both shapes of too much. */
static void
test_parts (void)
{
  g_autofree char *whole = NULL;

  for (guint way = 0; way < 3; way++)
    {
      g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
      g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, 40);
      g_autoptr (GRand) rand = g_rand_new_with_seed (17);
      g_autofree char *now = NULL;
      GenkanDojoDelivered delivered;

      stand_in->proxy_limit = way == 1 ? 1500 : 0;
      stand_in->file_limit = way == 2 ? 1500 : 0;
      for (guint round = 0; round < 8; round++)
        {
          g_autoptr (GError) error = NULL;

          for (guint i = 0; i < vendor->n; i++)
            if (g_rand_int_range (rand, 0, 3) == 0)
              dojo_vendor_say (vendor, i, (GenkanFindingState) g_rand_int_range (rand, 0, 4),
                               (guint) g_rand_int_range (rand, 0, 3),
                               (guint) g_rand_int_range (rand, 0, 4));
          dojo_vendor_deliver (vendor, &delivered, &error);
          g_assert_no_error (error);
          dojo_vendor_assert_same (vendor);
        }
      g_assert_cmpint (delivered.n_imports > 1, ==, way > 0);

      now = show_findings (stand_in);
      if (way == 0)
        whole = g_steal_pointer (&now);
      else
        g_assert_cmpstr (now, ==, whole);
    }
}

/* What the server takes is found out once, and all counts are there. */
static void
test_halves (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, 40);
  g_autoptr (GError) error = NULL;
  GenkanDojoDelivered delivered;
  guint n_posts;

  stand_in->proxy_limit = 2000;
  dojo_vendor_say_all (vendor, 0);
  dojo_vendor_deliver (vendor, &delivered, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (delivered.n_imports, >, 2);
  g_assert_cmpuint (delivered.scan.n_created, ==, 40);
  g_assert_cmpuint (delivered.scan.n_total, ==, 40);

  dojo_vendor_say_all (vendor, 1);
  n_posts = dojo_stand_in_count (stand_in, "POST ");
  dojo_vendor_deliver (vendor, &delivered, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dojo_stand_in_count (stand_in, "POST "), ==, n_posts + delivered.n_imports);
  g_assert_cmpuint (delivered.n_patched, ==, 40);
}

/* Of many, a few are asked for by their ids; id-30 is not id-3, nor id-300. */
static void
test_few_of_many (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, 800);
  guint n_lists;

  dojo_vendor_say_all (vendor, 0);
  dojo_vendor_deliver_well (vendor);
  n_lists = dojo_stand_in_count (stand_in, "GET findings/?test=1&unique_id_from_tool=");
  dojo_vendor_say (vendor, 30, GENKAN_FINDING_OPEN, 2, 30);
  dojo_vendor_say (vendor, 3, GENKAN_FINDING_OPEN, 1, 3);
  dojo_vendor_say (vendor, 4, GENKAN_FINDING_CLOSED, 0, 4);
  dojo_vendor_deliver_well (vendor);
  g_assert_cmpuint (dojo_stand_in_count (stand_in,
                                         "GET findings/?test=1&unique_id_from_tool="), ==,
                    n_lists + 3);
  g_assert_cmpuint (dojo_stand_in_count (stand_in, "PATCH findings/"), ==, 2);
  dojo_vendor_assert_same (vendor);
}

static void
test_one_too_large (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, 8);
  g_autoptr (GError) error = NULL;
  GenkanDojoDelivered delivered;

  stand_in->proxy_limit = 2000;
  dojo_vendor_say_all (vendor, 0);
  dojo_vendor_deliver_well (vendor);
  vendor->padding = 3000;
  dojo_vendor_say (vendor, 3, GENKAN_FINDING_OPEN, 0, 3);
  g_clear_pointer (&vendor->known[3].identity, g_free);
  g_clear_pointer (&vendor->known[3].sent, g_free);
  vendor->padding = 0;
  dojo_vendor_say (vendor, 4, GENKAN_FINDING_CLOSED, 0, 4);
  g_assert_false (dojo_vendor_deliver (vendor, &delivered, &error));
  g_assert_error (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_TOO_LARGE);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "tool:1:id-3"));
  g_assert_nonnull (strstr (error->message, "kB by itself"));
  g_assert_nonnull (strstr (error->message, "413 Request Entity Too Large"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dojo-delivery/course", test_course);
  g_test_add_func ("/dojo-delivery/states", test_states);
  g_test_add_func ("/dojo-delivery/person", test_person);
  g_test_add_func ("/dojo-delivery/lost-test", test_lost_test);
  g_test_add_func ("/dojo-delivery/closed-before", test_closed_before);
  g_test_add_func ("/dojo-delivery/many-tests", test_many_tests);
  g_test_add_func ("/dojo-delivery/adopt", test_adopt);
  g_test_add_func ("/dojo-delivery/adopt-reworded", test_adopt_reworded);
  g_test_add_func ("/dojo-delivery/adopt-gone", test_adopt_gone);
  g_test_add_func ("/dojo-delivery/parts", test_parts);
  g_test_add_func ("/dojo-delivery/halves", test_halves);
  g_test_add_func ("/dojo-delivery/few-of-many", test_few_of_many);
  g_test_add_func ("/dojo-delivery/one-too-large", test_one_too_large);

  return g_test_run ();
}
