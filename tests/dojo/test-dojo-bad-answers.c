/* test-dojo-bad-answers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Deliveries to a server that says no, says nothing, or says something else than it did. Each
 * ends in its code and the server's own words, nothing is there twice, and the next delivery
 * makes it good.
 */

#include "config.h"

#include "dojo-tables.h"
#include "dojo-vendor.h"

#define N_FINDINGS 6
#define NO_PERMISSION "You do not have permission to perform this action."

static DojoVendor *
make_vendor (DojoStandIn *stand_in)
{
  DojoVendor *vendor = dojo_vendor_new (stand_in, N_FINDINGS);

  dojo_vendor_say_all (vendor, 0);

  return vendor;
}

static void
use_client (DojoVendor *vendor,
            const char *token,
            guint       scan_timeout,
            guint       settle_time)
{
  static const GenkanRetryPolicy retry = { 3, 1000, 10 * 1000 };
  GenkanDojoOptions options = { .url = vendor->stand_in->url, .token = token, .retry = &retry,
                                .scan_timeout = scan_timeout, .settle_time = settle_time };
  g_autoptr (GError) error = NULL;

  g_object_unref (vendor->dojo);
  vendor->dojo = genkan_dojo_new (&options, &error);
  g_assert_no_error (error);
}

static void
assert_fails (DojoVendor      *vendor,
              GenkanDojoError  code,
              const char      *words)
{
  g_autoptr (GError) error = NULL;
  GenkanDojoDelivered delivered;

  g_assert_false (dojo_vendor_deliver (vendor, &delivered, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, GENKAN_DOJO_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_null (strstr (error->message, "Pro comes with support"));
  g_assert_null (strstr (error->message, DOJO_TOKEN));
}

/* Without anything wrong any more. */
static void
assert_recovers (DojoVendor *vendor)
{
  g_ptr_array_set_size (vendor->stand_in->faults, 0);
  dojo_vendor_deliver_well (vendor);
  dojo_vendor_assert_same (vendor);
  g_assert_cmpuint (vendor->stand_in->tables[DOJO_FINDINGS]->len, ==, N_FINDINGS);
  g_assert_cmpuint (vendor->stand_in->tables[DOJO_TESTS]->len, ==, 1);
}

/* --- who asks ------------------------------------------------------------------------------- */

static void
test_token (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.3.0");
  g_autoptr (DojoVendor) vendor = make_vendor (stand_in);

  use_client (vendor, "ffffffffffffffffffffffffffffffffffffffff", 0, 60);
  assert_fails (vendor, GENKAN_DOJO_ERROR_TOKEN, "Invalid token.");
  use_client (vendor, DOJO_TOKEN, 0, 60);
  stand_in->token_state = DOJO_TOKEN_EXPIRED;
  assert_fails (vendor, GENKAN_DOJO_ERROR_EXPIRED, "API token has expired.");
  stand_in->token_state = DOJO_TOKEN_INACTIVE;
  assert_fails (vendor, GENKAN_DOJO_ERROR_TOKEN, "User inactive or deleted.");
  stand_in->token_state = DOJO_TOKEN_GOOD;
  stand_in->is_staff = FALSE;
  assert_fails (vendor, GENKAN_DOJO_ERROR_PERMISSION, NO_PERMISSION);
  stand_in->is_staff = TRUE;
  g_assert_null (vendor->known[0].sent);
  assert_recovers (vendor);
}

/* Between the import and what follows, at each point. */
static void
test_expires (void)
{
  static const char *const places[] = {
    "GET tests/", "GET test_imports/", "POST reimport-scan/", "GET findings/?test=1&o=id",
    "PATCH findings/", "POST findings/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.3.0");
      g_autoptr (DojoVendor) vendor = make_vendor (stand_in);

      dojo_vendor_deliver_well (vendor);
      dojo_vendor_say_all (vendor, 1);
      /* It is closed there already, and somebody has opened it. */
      dojo_vendor_say (vendor, 0, GENKAN_FINDING_CLOSED, 0, 0);
      if (g_str_has_prefix (places[i], "POST findings"))
        g_clear_pointer (&vendor->known[0].sent, g_free);
      dojo_stand_in_fault (stand_in, places[i], 1, DOJO_FAULT_INSTEAD, 403, "application/json",
                           "{\"detail\":\"API token has expired.\"}");
      assert_fails (vendor, GENKAN_DOJO_ERROR_EXPIRED, "API token has expired.");
      assert_recovers (vendor);
    }
}

/* --- no ------------------------------------------------------------------------------------- */

static void
test_shapes (void)
{
  static const struct
  {
    guint            status;
    const char      *type;
    const char      *body;
    GenkanDojoError  code;
    const char      *words;
  } answers[] = {
    { 400, "application/json",
      "{\"file\":[\"Not this.\"],\"message\":\"{'file': [ErrorDetail(string='Not this.')]}\","
      "\"pro\":[\"Pro comes with support.\"]}", GENKAN_DOJO_ERROR_REFUSED, "“file: Not this.”" },
    { 400, "application/json", "{\"non_field_errors\":[\"No.\"],\"pro\":[\"Pro comes with "
      "support.\"]}", GENKAN_DOJO_ERROR_REFUSED, "“No.”" },
    { 400, "application/json", "[\"Test \\\"7\\\" does not exist\"]",
      GENKAN_DOJO_ERROR_NOT_FOUND, "Test \"7\" does not exist" },
    { 400, "application/json", "{\"detail\":\"Unable to check.\"}", GENKAN_DOJO_ERROR_REFUSED,
      "“Unable to check.”" },
    { 400, "application/json", "{\"message\":\"[\\\"Not allowed fields are present: "
      "['foo']\\\"]\",\"pro\":[\"Pro comes with support.\"]}", GENKAN_DOJO_ERROR_REFUSED,
      "“Not allowed fields are present: ['foo']”" },
    { 400, "text/html", "<html><title>Bad Request</title></html>", GENKAN_DOJO_ERROR_REFUSED,
      "“Bad Request”" },
    { 403, "application/json", "{\"detail\":\"" NO_PERMISSION "\"}",
      GENKAN_DOJO_ERROR_PERMISSION, NO_PERMISSION },
    { 403, "text/html", "<html><title>Blocked</title></html>", GENKAN_DOJO_ERROR_NOT_DOJO,
      "“Blocked”" },
    { 409, "application/json", "{\"message\":\"unique violation\"}", GENKAN_DOJO_ERROR_UNCERTAIN,
      "“unique violation”" },
    { 415, "application/json", "{\"detail\":\"Unsupported media type\"}",
      GENKAN_DOJO_ERROR_REFUSED, "“Unsupported media type”" },
    { 500, "application/json", "{\"message\":\"Internal server error, check logs for details\"}",
      GENKAN_DOJO_ERROR_UNCERTAIN, "“Internal server error, check logs for details”" },
    { 502, "text/html", "<html><head><title>502 Bad Gateway</title></head></html>",
      GENKAN_DOJO_ERROR_UNCERTAIN, "“502 Bad Gateway”" },
    { 503, "text/html", "<title>Maintenance</title>", GENKAN_DOJO_ERROR_BUSY, "“Maintenance”" },
    { 200, "text/html", "<title>Log in</title>", GENKAN_DOJO_ERROR_NOT_DOJO, "“Log in”" },
  };
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = make_vendor (stand_in);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      static const char *const places[] = { "POST import", "POST reimport" };

      for (guint j = 0; j < G_N_ELEMENTS (places); j++)
        if ((vendor->test > 0) == (j > 0))
          {
            dojo_stand_in_fault (stand_in, places[j], 1, DOJO_FAULT_INSTEAD, answers[i].status,
                                 answers[i].type, answers[i].body);
            assert_fails (vendor, answers[i].code, answers[i].words);
          }
      if (i == G_N_ELEMENTS (answers) / 2)
        assert_recovers (vendor);
      dojo_vendor_say_all (vendor, i % 3);
    }
  assert_recovers (vendor);
}

/* What DefectDojo does not take of one Finding is said, and the others are brought up to date. */
static void
test_one_refused (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = make_vendor (stand_in);

  dojo_vendor_deliver_well (vendor);
  dojo_vendor_say_all (vendor, 1);
  dojo_stand_in_fault (stand_in, "PATCH findings/2/", 1, DOJO_FAULT_INSTEAD, 400,
                       "application/json", "{\"severity\":[\"Not for you.\"]}");
  dojo_stand_in_fault (stand_in, "PATCH findings/4/", 1, DOJO_FAULT_INSTEAD, 404,
                       "application/json", "{\"detail\":\"No Finding matches the given query.\"}");
  assert_fails (vendor, GENKAN_DOJO_ERROR_REFUSED, "findings/2/");
  g_assert_cmpstr (dojo_get_string (dojo_vendor_find (vendor, 5), "severity"), ==, "High");
  assert_recovers (vendor);
}

/* --- nothing -------------------------------------------------------------------------------- */

/* Done, and then answered by something else: it is found out, and not done again. */
static void
test_done_all_the_same (void)
{
  static const struct
  {
    DojoFaultKind kind;
    guint         status;
  } faults[] = { { DOJO_FAULT_AFTER, 500 }, { DOJO_FAULT_AFTER, 502 }, { DOJO_FAULT_CUT, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    for (guint parts = 0; parts < 2; parts++)
      {
        g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
        g_autoptr (DojoVendor) vendor = make_vendor (stand_in);
        guint n;

        stand_in->proxy_limit = parts > 0 ? 800 : 0;
        dojo_stand_in_fault (stand_in, "POST ", 1, faults[i].kind, faults[i].status, "text/html",
                             "<title>Bad Gateway</title>");
        dojo_vendor_deliver_well (vendor);
        dojo_vendor_assert_same (vendor);
        n = dojo_stand_in_count (stand_in, "POST reimport-scan/");
        g_assert_cmpuint (dojo_stand_in_count (stand_in, "POST import-scan/"), >=, 1);

        dojo_vendor_say_all (vendor, 2);
        dojo_stand_in_fault (stand_in, "POST ", 1, faults[i].kind, faults[i].status, "text/html",
                             "<title>Bad Gateway</title>");
        dojo_vendor_deliver_well (vendor);
        if (parts == 0)
          g_assert_cmpuint (dojo_stand_in_count (stand_in, "POST reimport-scan/"), ==, n + 1);
        assert_recovers (vendor);
      }
}

/* The proxy has waited enough, the server goes on: so it is waited for, and not done again. */
static void
test_proxy (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = make_vendor (stand_in);

  stand_in->step_time = 5;
  for (guint i = 0; i < 2; i++)
    {
      dojo_stand_in_fault (stand_in, i == 0 ? "POST import" : "POST reimport", 1,
                           DOJO_FAULT_EARLY, 504, "text/html", "<title>Gateway Time-out</title>");
      dojo_vendor_deliver_well (vendor);
      g_assert_cmpuint (stand_in->n_working, ==, 0);
      g_assert_cmpuint (dojo_stand_in_count (stand_in, "POST import-scan/"), ==, 1);
      g_assert_cmpuint (dojo_stand_in_count (stand_in, "POST reimport-scan/"), ==, i);
      dojo_vendor_say_all (vendor, 1);
    }
  assert_recovers (vendor);
}

/* The server takes longer than we wait, and says nothing meanwhile. */
static void
test_silence (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = make_vendor (stand_in);

  use_client (vendor, DOJO_TOKEN, 1, 2000);
  stand_in->step_time = 1300 / N_FINDINGS;
  dojo_vendor_deliver_well (vendor);
  dojo_vendor_assert_same (vendor);
  g_assert_cmpuint (dojo_stand_in_count (stand_in, "POST import-scan/"), ==, 1);
  g_assert_cmpuint (dojo_stand_in_count (stand_in, "POST reimport-scan/"), ==, 0);
}

/* --- what is under way ---------------------------------------------------------------------- */

/* A first import that broke down leaves a Test at 50 %, for ever: the next completes it. */
static void
test_broken (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = make_vendor (stand_in);

  stand_in->breaks_after = 3;
  assert_fails (vendor, GENKAN_DOJO_ERROR_UNCERTAIN, "An import has not ended well");
  g_assert_cmpuint (stand_in->tables[DOJO_FINDINGS]->len, ==, 3);
  g_assert_cmpint (dojo_get_int (stand_in->tables[DOJO_TESTS]->pdata[0], "percent_complete"), ==,
                   50);
  stand_in->breaks_after = 0;
  assert_recovers (vendor);
  g_assert_cmpint (dojo_get_int (stand_in->tables[DOJO_TESTS]->pdata[0], "percent_complete"), ==,
                   100);
}

/* A server that gives up on what takes it too long: it gets less at once, and all in the end. */
static void
test_gives_up (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = dojo_vendor_new (stand_in, 20);

  stand_in->breaks_after = 12;
  vendor->padding = 90 * 1000;
  for (guint i = 0; i < 2; i++)
    {
      dojo_vendor_say_all (vendor, i);
      dojo_vendor_deliver_well (vendor);
      dojo_vendor_assert_same (vendor);
    }
  g_assert_cmpuint (stand_in->tables[DOJO_TESTS]->len, ==, 1);
  g_assert_cmpuint (stand_in->tables[DOJO_FINDINGS]->len, ==, vendor->n);
}

static gboolean
test_touch_cb (gpointer user_data)
{
  DojoStandIn *stand_in = user_data;

  dojo_stand_in_touch (stand_in, stand_in->tables[DOJO_TESTS]->pdata[0]);

  return G_SOURCE_CONTINUE;
}

/* It goes on and on: nothing is sent. */
static void
test_busy (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = make_vendor (stand_in);
  guint n_posts;
  guint source;

  dojo_vendor_deliver_well (vendor);
  use_client (vendor, DOJO_TOKEN, 1, 60);
  json_object_set_int_member (stand_in->tables[DOJO_TESTS]->pdata[0], "percent_complete", 50);
  dojo_vendor_say_all (vendor, 1);
  n_posts = dojo_stand_in_count (stand_in, "POST ");
  source = g_timeout_add (10, test_touch_cb, stand_in);
  assert_fails (vendor, GENKAN_DOJO_ERROR_BUSY, "is still being imported into");
  g_source_remove (source);
  g_assert_cmpuint (dojo_stand_in_count (stand_in, "POST "), ==, n_posts);
  assert_recovers (vendor);
}

/* --- what others do ------------------------------------------------------------------------- */

static void
test_gone (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = make_vendor (stand_in);
  JsonObject *product = g_ptr_array_index (stand_in->tables[DOJO_PRODUCTS], 0);
  JsonObject *other;

  dojo_vendor_deliver_well (vendor);

  /* Renamed, and merged into another one. */
  json_object_set_string_member (product, "name", "renamed");
  dojo_vendor_say_all (vendor, 1);
  assert_recovers (vendor);
  other = dojo_stand_in_add (stand_in, DOJO_PRODUCTS,
                             dojo_parse ("{\"name\":\"merged\",\"prod_type\":1}"));
  json_object_set_int_member (g_ptr_array_index (stand_in->tables[DOJO_ENGAGEMENTS], 0),
                              "product", dojo_get_int (other, "id"));
  dojo_stand_in_remove (stand_in, DOJO_PRODUCTS, dojo_get_int (product, "id"));
  dojo_vendor_say_all (vendor, 2);
  assert_recovers (vendor);

  /* Deleted with all that is in it: no new Test is made without asking. */
  dojo_stand_in_remove (stand_in, DOJO_PRODUCTS, dojo_get_int (other, "id"));
  dojo_vendor_say_all (vendor, 1);
  assert_fails (vendor, GENKAN_DOJO_ERROR_NOT_FOUND, "No Test matches the given query.");
  g_assert_cmpuint (stand_in->tables[DOJO_TESTS]->len, ==, 0);

  /* And who asks for one is told that its Engagement is gone. */
  vendor->test = 0;
  assert_fails (vendor, GENKAN_DOJO_ERROR_NOT_FOUND, "Engagement \"1\" does not exist");
  g_assert_cmpuint (stand_in->tables[DOJO_TESTS]->len, ==, 0);
}

/* Deleted between our look and our import. */
static void
test_gone_meanwhile (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoVendor) vendor = make_vendor (stand_in);

  dojo_vendor_deliver_well (vendor);
  dojo_vendor_say_all (vendor, 1);
  dojo_stand_in_fault (stand_in, "POST reimport", 1, DOJO_FAULT_INSTEAD, 400, "application/json",
                       "[\"Test \\\"1\\\" does not exist\"]");
  assert_fails (vendor, GENKAN_DOJO_ERROR_NOT_FOUND, "Test \"1\" does not exist");
  assert_recovers (vendor);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dojo-bad-answers/token", test_token);
  g_test_add_func ("/dojo-bad-answers/expires", test_expires);
  g_test_add_func ("/dojo-bad-answers/shapes", test_shapes);
  g_test_add_func ("/dojo-bad-answers/one-refused", test_one_refused);
  g_test_add_func ("/dojo-bad-answers/done-all-the-same", test_done_all_the_same);
  g_test_add_func ("/dojo-bad-answers/proxy", test_proxy);
  g_test_add_func ("/dojo-bad-answers/silence", test_silence);
  g_test_add_func ("/dojo-bad-answers/broken", test_broken);
  g_test_add_func ("/dojo-bad-answers/gives-up", test_gives_up);
  g_test_add_func ("/dojo-bad-answers/busy", test_busy);
  g_test_add_func ("/dojo-bad-answers/gone", test_gone);
  g_test_add_func ("/dojo-bad-answers/gone-meanwhile", test_gone_meanwhile);

  return g_test_run ();
}
