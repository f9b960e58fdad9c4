/* test-dojo-delivery.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dojo-wait.h"

#include "genkan-dojo-account.h"
#include "genkan-dojo-delivery.h"

#define N_FINDINGS 12
#define N_ROUNDS 60

/* A Finding at the tool, and what the ledger knows of it. */
typedef struct
{
  gboolean            known; /* it was there once */
  GenkanFindingState  state;
  guint               severity;
  guint               wording;
  char               *fields;     /* (owned) (nullable) */
  char               *identity;   /* (owned) (nullable) */
  char               *sent;       /* (owned) (nullable) */
  GenkanFindingState  sent_state;
} Known;

typedef struct
{
  DojoStandIn *stand_in;
  GenkanDojo  *dojo;
  gint64       engagement;
  gint64       test;
  Known        known[N_FINDINGS];
} Fixture;

static const char *const severities[] = { "Low", "High", "Critical" };

static gboolean
test_pin_cb (const GenkanDojoPlan  *plan,
             gpointer               user_data,
             GError               **error)
{
  Fixture *fixture = user_data;

  for (guint i = 0; i < plan->items->len; i++)
    {
      GenkanDojoPlanned *planned = g_ptr_array_index (plan->items, i);
      Known *known = &fixture->known[planned->key];

      g_free (known->identity);
      known->identity = g_strdup (planned->identity);
      g_clear_pointer (&known->sent, g_free);
    }

  return TRUE;
}

static gboolean
test_set_test_cb (gint64    test,
                  gpointer  user_data,
                  GError  **error)
{
  Fixture *fixture = user_data;

  fixture->test = test;

  return TRUE;
}

static void
fixture_init (Fixture *fixture)
{
  *fixture = (Fixture) { .stand_in = dojo_stand_in_new ("3.2.0") };
  fixture->dojo = dojo_client_new (fixture->stand_in);
  fixture->engagement = dojo_make_engagement (fixture->dojo);
}

static void
fixture_clear (Fixture *fixture)
{
  for (guint i = 0; i < N_FINDINGS; i++)
    {
      g_free (fixture->known[i].fields);
      g_free (fixture->known[i].identity);
      g_free (fixture->known[i].sent);
    }
  g_object_unref (fixture->dojo);
  dojo_stand_in_free (fixture->stand_in);
}

/* As the store would have it. Half of the Findings have the same words as others. */
static void
say (Fixture            *fixture,
     guint               i,
     GenkanFindingState  state,
     guint               severity,
     guint               wording)
{
  Known *known = &fixture->known[i];

  known->known = TRUE;
  known->state = state;
  known->severity = severity;
  known->wording = wording;
  g_free (known->fields);
  known->fields = g_strdup_printf (
    "{\"unique_id_from_tool\":\"id-%u\",\"title\":\"Finding %u\",\"severity\":\"%s\","
    "\"description\":\"Wording %u\",\"active\":%d,\"false_p\":%d,\"risk_accepted\":%d,"
    "\"is_mitigated\":%d,\"mitigated\":\"2026-01-02T03:04:05Z\"}",
    i, i / 2, severities[severity], wording, state == GENKAN_FINDING_OPEN,
    state == GENKAN_FINDING_FALSE_POSITIVE, state == GENKAN_FINDING_RISK_ACCEPTED,
    state == GENKAN_FINDING_CLOSED);
}

static gboolean
deliver (Fixture              *fixture,
         GenkanDojoDelivered  *ret_delivered,
         GError              **error)
{
  static const GenkanDojoLedger ledger = { test_pin_cb, test_set_test_cb };
  static const char *const tags[] = { "genkan", NULL };
  GenkanDojoScan scan = { .test_id = fixture->test, .engagement_id = fixture->engagement,
                          .test_title = "Tool: shop", .tags = tags };
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (GenkanDojoItem));
  g_autoptr (GenkanDojoPlan) plan = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  for (guint i = 0; i < N_FINDINGS; i++)
    {
      Known *known = &fixture->known[i];
      GenkanDojoItem item = { i, known->fields, known->identity, known->sent, known->state,
                              known->sent_state };

      if (known->known)
        g_array_append_val (items, item);
    }
  plan = genkan_dojo_plan_new ("Tool Connector", GENKAN_DOJO_VERSION (3, 2), "tool:1",
                               (const GenkanDojoItem *) items->data, items->len, error);
  g_assert_nonnull (plan);
  genkan_dojo_deliver_async (fixture->dojo, plan, &scan, &ledger, fixture, NULL, dojo_keep_cb,
                             &result);
  if (!genkan_dojo_deliver_finish (fixture->dojo, dojo_wait (&result), ret_delivered, error))
    return FALSE;

  for (guint i = 0; i < plan->items->len; i++)
    {
      Known *known = &fixture->known[((GenkanDojoPlanned *) plan->items->pdata[i])->key];

      g_free (known->sent);
      known->sent = g_strdup (known->fields);
      known->sent_state = known->state;
    }

  return TRUE;
}

static void
deliver_well (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GenkanDojoDelivered delivered;

  deliver (fixture, &delivered, &error);
  g_assert_no_error (error);
}

static JsonObject *
get (Fixture *fixture,
     guint    i)
{
  g_autofree char *id = g_strdup_printf ("tool:1:id-%u", i);
  JsonObject *only = NULL;

  for (guint j = 0; j < fixture->stand_in->tables[DOJO_FINDINGS]->len; j++)
    {
      JsonObject *finding = g_ptr_array_index (fixture->stand_in->tables[DOJO_FINDINGS], j);

      if (g_str_equal (json_object_get_string_member (finding, "unique_id_from_tool"), id))
        {
          g_assert_null (only);
          only = finding;
        }
    }

  return only;
}

/* No Finding is doubled, lost, or open or closed against what the tool says. */
static void
assert_same (Fixture *fixture)
{
  for (guint i = 0; i < N_FINDINGS; i++)
    {
      Known *known = &fixture->known[i];
      JsonObject *finding = get (fixture, i);
      gboolean open = known->known && known->state == GENKAN_FINDING_OPEN;
      g_autofree char *wording = g_strdup_printf ("Wording %u", known->wording);

      if (finding == NULL)
        {
          g_assert_true (!known->known || known->state == GENKAN_FINDING_CLOSED);
          continue;
        }
      if (json_object_get_boolean_member (finding, "active") != open)
        g_error ("Finding %u: state %d, sent %d, active %d, mitigated %d, false %d, accepted %d", i,
                 known->state, known->sent_state,
                 json_object_get_boolean_member (finding, "active"),
                 json_object_get_boolean_member (finding, "is_mitigated"),
                 json_object_get_boolean_member (finding, "false_p"),
                 json_object_get_boolean_member (finding, "risk_accepted"));
      if (!open)
        continue;
      g_assert_false (json_object_get_boolean_member (finding, "is_mitigated"));
      g_assert_false (json_object_get_boolean_member (finding, "false_p"));
      g_assert_cmpstr (json_object_get_string_member (finding, "severity"), ==,
                       severities[known->severity]);
      g_assert_true (g_str_has_prefix (json_object_get_string_member (finding, "description"),
                                       wording));
    }
}

static void
test_course (void)
{
  Fixture fixture;
  guint n_asked;

  fixture_init (&fixture);
  say (&fixture, 0, GENKAN_FINDING_OPEN, 0, 0);
  say (&fixture, 1, GENKAN_FINDING_OPEN, 0, 0);
  say (&fixture, 2, GENKAN_FINDING_OPEN, 1, 0);
  deliver_well (&fixture);
  assert_same (&fixture);
  g_assert_cmpuint (dojo_stand_in_count (fixture.stand_in, "POST import-scan/"), ==, 1);

  /* Nothing is new: nothing is asked. */
  n_asked = fixture.stand_in->log->len;
  deliver_well (&fixture);
  g_assert_cmpuint (fixture.stand_in->log->len, ==, n_asked);

  /* Reworded and worse, false, gone, and a new one. */
  say (&fixture, 0, GENKAN_FINDING_OPEN, 2, 7);
  say (&fixture, 1, GENKAN_FINDING_FALSE_POSITIVE, 0, 0);
  say (&fixture, 2, GENKAN_FINDING_CLOSED, 1, 0);
  say (&fixture, 3, GENKAN_FINDING_OPEN, 0, 0);
  deliver_well (&fixture);
  assert_same (&fixture);
  g_assert_cmpuint (dojo_stand_in_count (fixture.stand_in, "POST reimport-scan/"), ==, 2);
  g_assert_true (json_object_get_boolean_member (get (&fixture, 1), "false_p"));
  g_assert_false (json_object_get_boolean_member (get (&fixture, 1), "is_mitigated"));
  g_assert_cmpstr (json_object_get_string_member (get (&fixture, 2), "mitigated"), ==,
                   "2026-01-02T03:04:05Z");

  /* All open again. */
  for (guint i = 0; i < 4; i++)
    say (&fixture, i, GENKAN_FINDING_OPEN, 0, 7);
  deliver_well (&fixture);
  assert_same (&fixture);
  fixture_clear (&fixture);
}

/* What a person changed in DefectDojo stays until the tool changes its mind. */
static void
test_person (void)
{
  Fixture fixture;

  fixture_init (&fixture);
  say (&fixture, 0, GENKAN_FINDING_OPEN, 0, 0);
  say (&fixture, 1, GENKAN_FINDING_OPEN, 0, 0);
  deliver_well (&fixture);
  json_object_set_string_member (get (&fixture, 0), "severity", "Info");
  json_object_set_boolean_member (get (&fixture, 1), "false_p", TRUE);
  json_object_set_boolean_member (get (&fixture, 1), "active", FALSE);

  say (&fixture, 0, GENKAN_FINDING_OPEN, 0, 3);
  say (&fixture, 1, GENKAN_FINDING_OPEN, 0, 3);
  deliver_well (&fixture);
  g_assert_cmpstr (json_object_get_string_member (get (&fixture, 0), "severity"), ==, "Info");
  g_assert_true (json_object_get_boolean_member (get (&fixture, 1), "false_p"));
  g_assert_false (json_object_get_boolean_member (get (&fixture, 1), "is_mitigated"));
  fixture_clear (&fixture);
}

/* The program ends after an import and knows of no Test: the Test is found by title and tag. */
static void
test_lost_test (void)
{
  Fixture fixture;

  fixture_init (&fixture);
  say (&fixture, 0, GENKAN_FINDING_OPEN, 0, 0);
  deliver_well (&fixture);
  fixture.test = 0;
  g_clear_pointer (&fixture.known[0].sent, g_free);
  say (&fixture, 0, GENKAN_FINDING_OPEN, 1, 5);
  deliver_well (&fixture);
  assert_same (&fixture);
  g_assert_cmpuint (dojo_stand_in_count (fixture.stand_in, "POST import-scan/"), ==, 1);
  fixture_clear (&fixture);
}

static void
test_busy (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  GenkanDojoDelivered delivered;
  guint n_posts;

  fixture_init (&fixture);
  say (&fixture, 0, GENKAN_FINDING_OPEN, 0, 0);
  deliver_well (&fixture);
  json_object_set_int_member (dojo_stand_in_find (fixture.stand_in, DOJO_TESTS, fixture.test),
                              "percent_complete", 50);
  say (&fixture, 0, GENKAN_FINDING_OPEN, 1, 0);
  n_posts = dojo_stand_in_count (fixture.stand_in, "POST ");
  g_assert_false (deliver (&fixture, &delivered, &error));
  g_assert_error (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_BUSY);
  g_assert_cmpuint (dojo_stand_in_count (fixture.stand_in, "POST "), ==, n_posts);
  fixture_clear (&fixture);
}

static void
disturb (Fixture *fixture)
{
  static const char *const places[] = { "POST import", "POST reimport", "PATCH", "GET" };
  const char *place = places[g_test_rand_int_range (0, G_N_ELEMENTS (places))];
  DojoFaultKind kind = (DojoFaultKind) g_test_rand_int_range (0, 3);

  dojo_stand_in_fault (fixture->stand_in, place, 3, kind, 502, "text/html", "");
}

/* Random histories of a tool, and deliveries that fail at any point; after the next that does
 * not, everything is as the tool says. */
static void
test_histories (void)
{
  static const GenkanFindingState states[] = {
    GENKAN_FINDING_OPEN, GENKAN_FINDING_OPEN, GENKAN_FINDING_OPEN, GENKAN_FINDING_CLOSED,
    GENKAN_FINDING_CLOSED, GENKAN_FINDING_FALSE_POSITIVE, GENKAN_FINDING_RISK_ACCEPTED,
  };
  Fixture fixture;

  fixture_init (&fixture);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GError) error = NULL;
      GenkanDojoDelivered delivered;

      for (guint i = 0; i < N_FINDINGS; i++)
        if (g_test_rand_int_range (0, 3) == 0)
          say (&fixture, i, states[g_test_rand_int_range (0, G_N_ELEMENTS (states))],
               (guint) g_test_rand_int_range (0, 3), (guint) g_test_rand_int_range (0, 4));
      if (g_test_rand_int_range (0, 2) == 0)
        disturb (&fixture);
      if (deliver (&fixture, &delivered, &error))
        assert_same (&fixture);
      g_ptr_array_set_size (fixture.stand_in->faults, 0);
    }
  deliver_well (&fixture);
  assert_same (&fixture);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dojo-delivery/course", test_course);
  g_test_add_func ("/dojo-delivery/person", test_person);
  g_test_add_func ("/dojo-delivery/lost-test", test_lost_test);
  g_test_add_func ("/dojo-delivery/busy", test_busy);
  g_test_add_func ("/dojo-delivery/histories", test_histories);

  return g_test_run ();
}
