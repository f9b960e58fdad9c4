/* test-dojo.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dojo-wait.h"

#include "genkan-dojo-check.h"
#include "genkan-dojo-ensure.h"

/* The handler of everything: any server but DefectDojo. */
static const char login_page[] = "<html><head><title>Sign in</title></head></html>";

static GenkanDojo *
new_client (const char  *url,
            const char  *token,
            GError     **error)
{
  static const GenkanRetryPolicy once = { 1, 1000, 1000 };
  GenkanDojoOptions options = { .url = url, .token = token, .retry = &once };

  return genkan_dojo_new (&options, error);
}

static void
test_new_destroy (void)
{
  g_autoptr (GError) error = NULL;
  GenkanDojo *dojo = new_client ("https://dojo.example.org", DOJO_TOKEN, &error);

  g_assert_no_error (error);
  g_assert_finalize_object (dojo);
}

static void
test_address (void)
{
  static const char *const addresses[][2] = {
    { "https://dojo.example.org", "https://dojo.example.org" },
    { " https://dojo.example.org/ ", "https://dojo.example.org" },
    { "HTTPS://dojo.example.org:8443//", "https://dojo.example.org:8443" },
    { "https://example.org/security/dojo/", "https://example.org/security/dojo" },
    { "https://example.org/dojo/api/v2/", "https://example.org/dojo" },
    { "https://example.org/dojo/api/key-v2", "https://example.org/dojo" },
    { "https://example.org/dojo/login?next=/dojo/dashboard", "https://example.org/dojo" },
    { "https://example.org/dashboard#top", "https://example.org" },
    { "http://127.0.0.1:8080/", "http://127.0.0.1:8080" },
  };
  static const char *const wrong[] = {
    "", "dojo", "dojo.example.org", "ftp://dojo.example.org", "https://", "https://u:p@example.org",
    "http://dojo.example.org",
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GenkanDojo) dojo = new_client (addresses[i][0], DOJO_TOKEN, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (genkan_dojo_get_url (dojo), ==, addresses[i][1]);
    }

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GenkanDojo) dojo = new_client (wrong[i], DOJO_TOKEN, &error);

      if (dojo != NULL)
        {
          g_autoptr (GAsyncResult) result = NULL;
          g_autoptr (GenkanDojoAccount) account = NULL;

          genkan_dojo_check_async (dojo, NULL, NULL, dojo_keep_cb, &result);
          account = genkan_dojo_check_finish (dojo, dojo_wait (&result), &error);
        }
      g_assert_error (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_ADDRESS);
    }
}

static GenkanDojoAccount *
check (DojoStandIn  *stand_in,
       const char   *token,
       GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanDojo) dojo = new_client (stand_in->url, token, error);

  genkan_dojo_check_async (dojo, NULL, NULL, dojo_keep_cb, &result);

  return genkan_dojo_check_finish (dojo, dojo_wait (&result), error);
}

static void
test_check (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanDojoAccount) account = check (stand_in, " " DOJO_TOKEN "\n", &error);
  guint days;

  g_assert_no_error (error);
  g_assert_cmpstr (account->user, ==, "connector");
  g_assert_cmpstr (account->version_text, ==, "3.2.0");
  g_assert_cmpuint (account->version, ==, GENKAN_DOJO_VERSION (3, 2));
  g_assert_true (account->is_staff);
  g_assert_true (account->sees_all);
  g_assert_cmpint (account->create_types, ==, GENKAN_DOJO_MAY);
  g_assert_cmpint (account->import, ==, GENKAN_DOJO_MAY);
  g_assert_false (genkan_dojo_account_expires_soon (account, 0, &days));
  /* Of 80 MB, not much more was taken than fits into the sockets. */
  g_assert_cmpuint (stand_in->schema_sent, <, 20 * 1024 * 1024);
}

static void
test_permissions (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (DojoStandIn) old = dojo_stand_in_new ("2.58.0");
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanDojoAccount) plain = NULL;
  g_autoptr (GenkanDojoAccount) super = NULL;
  g_autoptr (GenkanDojoAccount) writer = NULL;
  g_autoptr (GenkanDojoAccount) nobody = NULL;

  stand_in->is_staff = FALSE;
  plain = check (stand_in, DOJO_TOKEN, &error);
  g_assert_no_error (error);
  g_assert_false (plain->sees_all);
  g_assert_cmpint (plain->create_types, ==, GENKAN_DOJO_MAY_NOT);
  g_assert_cmpint (plain->import, ==, GENKAN_DOJO_MAY_SOMETIMES);

  super = check (old, DOJO_TOKEN, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (super->version, ==, GENKAN_DOJO_VERSION (2, 58));
  g_assert_cmpint (super->create_products, ==, GENKAN_DOJO_MAY);

  old->is_superuser = FALSE;
  old->role = 2;
  writer = check (old, DOJO_TOKEN, &error);
  g_assert_no_error (error);
  g_assert_cmpint (writer->create_products, ==, GENKAN_DOJO_MAY_SOMETIMES);
  g_assert_cmpint (writer->import, ==, GENKAN_DOJO_MAY);

  old->role = 0;
  nobody = check (old, DOJO_TOKEN, &error);
  g_assert_no_error (error);
  g_assert_false (nobody->sees_all);
  g_assert_cmpint (nobody->import, ==, GENKAN_DOJO_MAY_SOMETIMES);
}

static void
test_expiry (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.3.0");
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanDojoAccount) account = NULL;
  guint days = 99;

  stand_in->token_expiry = g_strdup ("2026-12-01T00:00:00.123456Z");
  account = check (stand_in, DOJO_TOKEN, &error);
  g_assert_no_error (error);
  g_assert_cmpint (account->token_expiry / G_TIME_SPAN_SECOND, ==, 1796083200);
  g_assert_false (genkan_dojo_account_expires_soon (account, account->token_expiry
                                                    - 20 * G_TIME_SPAN_DAY, &days));
  g_assert_true (genkan_dojo_account_expires_soon (account, account->token_expiry
                                                   - 3 * G_TIME_SPAN_DAY, &days));
  g_assert_cmpuint (days, ==, 3);
  g_assert_true (genkan_dojo_account_expires_soon (account, account->token_expiry
                                                   + G_TIME_SPAN_DAY, &days));
  g_assert_cmpuint (days, ==, 0);
}

static void
assert_refused (DojoStandIn     *stand_in,
                const char      *token,
                GenkanDojoError  code,
                const char      *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanDojoAccount) account = check (stand_in, token, &error);

  g_assert_null (account);
  g_assert_error (error, GENKAN_DOJO_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_null (strstr (error->message, DOJO_TOKEN));
}

static void
test_refusals (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.3.0");

  assert_refused (stand_in, "nonsense", GENKAN_DOJO_ERROR_TOKEN, "“Invalid token.”");
  stand_in->token_state = DOJO_TOKEN_EXPIRED;
  assert_refused (stand_in, DOJO_TOKEN, GENKAN_DOJO_ERROR_EXPIRED, "“API token has expired.”");
  stand_in->token_state = DOJO_TOKEN_INACTIVE;
  assert_refused (stand_in, DOJO_TOKEN, GENKAN_DOJO_ERROR_TOKEN, "“User inactive or deleted.”");
  stand_in->token_state = DOJO_TOKEN_GOOD;

  dojo_stand_in_fault (stand_in, "GET products/", 1, DOJO_FAULT_INSTEAD, 403, "application/json",
                       "{\"detail\":\"You do not have permission to perform this action.\"}");
  assert_refused (stand_in, DOJO_TOKEN, GENKAN_DOJO_ERROR_PERMISSION, "You do not have permission");
  dojo_stand_in_fault (stand_in, "GET user_profile/", 1, DOJO_FAULT_INSTEAD, 403,
                       "application/json", "{\"detail\":\"What is " DOJO_TOKEN "?\"}");
  assert_refused (stand_in, DOJO_TOKEN, GENKAN_DOJO_ERROR_PERMISSION, "What is ");
}

static void
test_not_dojo (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autofree char *elsewhere = g_strconcat (stand_in->url, "-of-others", NULL);

  dojo_stand_in_fault (stand_in, "GET user_profile/", 1, DOJO_FAULT_INSTEAD, 200, "text/html",
                       login_page);
  assert_refused (stand_in, DOJO_TOKEN, GENKAN_DOJO_ERROR_NOT_DOJO, "“Sign in”");
  dojo_stand_in_fault (stand_in, "GET user_profile/", 1, DOJO_FAULT_INSTEAD, 200,
                       "application/json", "{\"user\":\"me\"}");
  assert_refused (stand_in, DOJO_TOKEN, GENKAN_DOJO_ERROR_NOT_DOJO, "check the address");
  dojo_stand_in_fault (stand_in, "GET user_profile/", 1, DOJO_FAULT_INSTEAD, 200,
                       "application/json", "[1, 2");
  assert_refused (stand_in, DOJO_TOKEN, GENKAN_DOJO_ERROR_NOT_DOJO, "check the address");

  g_free (stand_in->url);
  stand_in->url = g_steal_pointer (&elsewhere);
  assert_refused (stand_in, DOJO_TOKEN, GENKAN_DOJO_ERROR_NOT_DOJO, "“Not here”");

  soup_server_disconnect (stand_in->server);
  assert_refused (stand_in, DOJO_TOKEN, GENKAN_DOJO_ERROR_UNREACHABLE, "user_profile/");
}

static void
send_on_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  g_autofree char *place = g_strconcat ("/dojo", path + strlen ("/old"), NULL);

  soup_server_message_set_redirect (message, SOUP_STATUS_MOVED_PERMANENTLY, place);
}

/* It could be read from there, and nothing imported. */
static void
test_sent_on (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autofree char *words = g_strdup_printf ("sent on to %s;", stand_in->url);
  GString *old = g_string_new (stand_in->url);

  soup_server_add_handler (stand_in->server, "/old", send_on_cb, NULL, NULL);
  g_string_replace (old, "/dojo", "/old", 0);
  g_free (stand_in->url);
  stand_in->url = g_string_free (old, FALSE);
  assert_refused (stand_in, DOJO_TOKEN, GENKAN_DOJO_ERROR_ADDRESS, words);
}

/* A server that hides its description is asked as if it were old. */
static void
test_no_version (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanDojoAccount) account = NULL;

  g_free (stand_in->version);
  stand_in->version = g_strdup ("\\n\",\"x\":\"");
  account = check (stand_in, DOJO_TOKEN, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (account->version, ==, 0);

  g_assert_cmpuint (genkan_dojo_version_parse ("3.3.0-dev"), ==, GENKAN_DOJO_VERSION (3, 3));
  g_assert_cmpuint (genkan_dojo_version_parse ("2.9"), <, GENKAN_DOJO_VERSION (2, 58));
  g_assert_cmpuint (genkan_dojo_version_parse ("v3"), ==, 0);
  g_assert_cmpuint (genkan_dojo_version_parse (NULL), ==, 0);
}

static void
test_ensure (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (GenkanDojo) dojo = dojo_client_new (stand_in);
  gint64 first = dojo_make_engagement (dojo);
  gint64 second = dojo_make_engagement (dojo);

  g_assert_cmpint (first, ==, second);
  g_assert_cmpuint (dojo_stand_in_count (stand_in, "POST "), ==, 3);
  g_assert_cmpuint (stand_in->tables[DOJO_PRODUCTS]->len, ==, 1);
}

static GenkanDojoObject *
ensure_type (GenkanDojo  *dojo,
             const char  *name,
             gboolean    *ret_created,
             GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_dojo_ensure_product_type_async (dojo, name, NULL, dojo_keep_cb, &result);

  return genkan_dojo_ensure_finish (dojo, dojo_wait (&result), ret_created, error);
}

/* Two at once both look, both create, and both end with the same one. */
static void
test_ensure_race (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (GenkanDojo) dojo = dojo_client_new (stand_in);
  g_autoptr (GAsyncResult) one_result = NULL;
  g_autoptr (GAsyncResult) other_result = NULL;
  g_autoptr (GenkanDojoObject) one = NULL;
  g_autoptr (GenkanDojoObject) other = NULL;
  g_autoptr (GError) error = NULL;
  gboolean one_created = FALSE;
  gboolean other_created = FALSE;

  genkan_dojo_ensure_product_type_async (dojo, "Shops", NULL, dojo_keep_cb, &one_result);
  genkan_dojo_ensure_product_type_async (dojo, " Shops ", NULL, dojo_keep_cb, &other_result);
  one = genkan_dojo_ensure_finish (dojo, dojo_wait (&one_result), &one_created, &error);
  g_assert_no_error (error);
  other = genkan_dojo_ensure_finish (dojo, dojo_wait (&other_result), &other_created, &error);
  g_assert_no_error (error);
  g_assert_cmpint (one->id, ==, other->id);
  g_assert_true (one_created != other_created);
  g_assert_cmpuint (dojo_stand_in_count (stand_in, "POST product_types/"), ==, 2);
}

/* The answer is lost, or says 500 after the deed: it is looked for, not created again. */
static void
test_ensure_uncertain (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (GenkanDojo) dojo = dojo_client_new (stand_in);
  g_autoptr (GenkanDojoObject) cut = NULL;
  g_autoptr (GenkanDojoObject) failed = NULL;
  g_autoptr (GenkanDojoObject) never = NULL;
  g_autoptr (GError) error = NULL;

  dojo_stand_in_fault (stand_in, "POST product_types/", 1, DOJO_FAULT_CUT, 0, NULL, NULL);
  cut = ensure_type (dojo, "Cut", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cut->name, ==, "Cut");

  dojo_stand_in_fault (stand_in, "POST product_types/", 1, DOJO_FAULT_AFTER, 500,
                       "application/json", "{\"message\":\"Internal server error\"}");
  failed = ensure_type (dojo, "Failed", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (failed->name, ==, "Failed");

  dojo_stand_in_fault (stand_in, "POST product_types/", 1, DOJO_FAULT_INSTEAD, 502, "text/html",
                       "<html><title>Bad gateway</title></html>");
  never = ensure_type (dojo, "Never", NULL, &error);
  g_assert_error (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_UNCERTAIN);
  g_assert_nonnull (strstr (error->message, "Bad gateway"));
  g_assert_cmpuint (dojo_stand_in_count (stand_in, "POST product_types/"), ==, 3);
}

/* A GET is asked again, until patience ends. */
static void
test_retry (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (GenkanDojo) dojo = dojo_client_new (stand_in);
  g_autoptr (GPtrArray) products = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;

  dojo_stand_in_fault (stand_in, "GET products/", 2, DOJO_FAULT_INSTEAD, 502, "text/html", "");
  products = dojo_list (dojo, GENKAN_DOJO_PRODUCTS, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dojo_stand_in_count (stand_in, "GET products/"), ==, 3);

  dojo_stand_in_fault (stand_in, "GET products/", 9, DOJO_FAULT_INSTEAD, 503, "text/html", "");
  none = dojo_list (dojo, GENKAN_DOJO_PRODUCTS, NULL, NULL, &error);
  g_assert_error (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_BUSY);
  g_assert_cmpuint (dojo_stand_in_count (stand_in, "GET products/"), ==, 6);
}

static void
add_products (DojoStandIn *stand_in,
              guint        n)
{
  for (guint i = 0; i < n; i++)
    {
      JsonObject *product = json_object_new ();
      g_autofree char *name = g_strdup_printf ("Product %03u", i);

      json_object_set_string_member (product, "name", name);
      json_object_set_int_member (product, "prod_type", 1);
      dojo_stand_in_add (stand_in, DOJO_PRODUCTS, product);
    }
}

/* Removes the first row after each page; none of the others may be missed. */
static void
test_remove_cb (SoupServer        *server,
                SoupServerMessage *message,
                gpointer           user_data)
{
  DojoStandIn *stand_in = user_data;

  if (stand_in->log->len == 1)
    dojo_stand_in_remove (stand_in, DOJO_PRODUCTS, 1);
}

static void
test_list (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (GenkanDojo) dojo = dojo_client_new (stand_in);
  g_autoptr (GPtrArray) products = NULL;
  g_autoptr (GPtrArray) some = NULL;
  g_autoptr (GError) error = NULL;

  add_products (stand_in, 250);
  g_signal_connect (stand_in->server, "request-finished", G_CALLBACK (test_remove_cb), stand_in);
  products = dojo_list (dojo, GENKAN_DOJO_PRODUCTS, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (products->len, ==, 249);
  for (guint i = 0; i < products->len; i++)
    g_assert_cmpint (((GenkanDojoObject *) products->pdata[i])->id, ==, i + 2);

  some = dojo_list (dojo, GENKAN_DOJO_PRODUCTS, "name", "product 24", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (some->len, ==, 10);
}

static GArray *
find_missing (GenkanDojo  *dojo,
              GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gint64 ids[200];

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = i + 1;
  genkan_dojo_find_missing_async (dojo, GENKAN_DOJO_PRODUCTS, ids, G_N_ELEMENTS (ids), NULL, NULL,
                                  dojo_keep_cb, &result);

  return genkan_dojo_find_missing_finish (dojo, dojo_wait (&result), error);
}

static void
test_missing (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (GenkanDojo) dojo = dojo_client_new (stand_in);
  g_autoptr (GArray) none = NULL;
  g_autoptr (GArray) two = NULL;
  g_autoptr (GArray) lost = NULL;
  g_autoptr (GError) error = NULL;

  add_products (stand_in, 200);
  none = find_missing (dojo, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);

  dojo_stand_in_remove (stand_in, DOJO_PRODUCTS, 7);
  dojo_stand_in_remove (stand_in, DOJO_PRODUCTS, 180);
  two = find_missing (dojo, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpint (g_array_index (two, gint64, 0), ==, 7);
  g_assert_cmpint (g_array_index (two, gint64, 1), ==, 180);

  stand_in->is_staff = FALSE;
  lost = find_missing (dojo, &error);
  g_assert_null (lost);
  g_assert_error (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_PERMISSION);
}

static void
put_metadata (GenkanDojo *dojo,
              const char *value)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanDojoObject) object = NULL;
  g_autoptr (GError) error = NULL;

  genkan_dojo_put_metadata_async (dojo, 1, "genkan:1:2", value, NULL, dojo_keep_cb, &result);
  object = genkan_dojo_ensure_finish (dojo, dojo_wait (&result), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (genkan_dojo_object_get_string (object, "value"), ==, value);
}

static void
test_metadata (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("2.58.0");
  g_autoptr (GenkanDojo) dojo = dojo_client_new (stand_in);

  add_products (stand_in, 1);
  put_metadata (dojo, "1");
  put_metadata (dojo, "1");
  put_metadata (dojo, "2");
  g_assert_cmpuint (stand_in->tables[DOJO_METADATA]->len, ==, 1);
  g_assert_cmpuint (dojo_stand_in_count (stand_in, "POST "), ==, 1);
  g_assert_cmpuint (dojo_stand_in_count (stand_in, "PATCH "), ==, 1);
}

static void
test_cancel (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (GenkanDojo) dojo = dojo_client_new (stand_in);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) products = NULL;
  g_autoptr (GError) error = NULL;

  genkan_dojo_list_async (dojo, GENKAN_DOJO_PRODUCTS, NULL, 0, cancellable, dojo_keep_cb, &result);
  g_cancellable_cancel (cancellable);
  products = genkan_dojo_list_finish (dojo, dojo_wait (&result), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dojo/new-destroy", test_new_destroy);
  g_test_add_func ("/dojo/address", test_address);
  g_test_add_func ("/dojo/check", test_check);
  g_test_add_func ("/dojo/permissions", test_permissions);
  g_test_add_func ("/dojo/expiry", test_expiry);
  g_test_add_func ("/dojo/refusals", test_refusals);
  g_test_add_func ("/dojo/not-dojo", test_not_dojo);
  g_test_add_func ("/dojo/sent-on", test_sent_on);
  g_test_add_func ("/dojo/no-version", test_no_version);
  g_test_add_func ("/dojo/ensure", test_ensure);
  g_test_add_func ("/dojo/ensure-race", test_ensure_race);
  g_test_add_func ("/dojo/ensure-uncertain", test_ensure_uncertain);
  g_test_add_func ("/dojo/retry", test_retry);
  g_test_add_func ("/dojo/list", test_list);
  g_test_add_func ("/dojo/missing", test_missing);
  g_test_add_func ("/dojo/metadata", test_metadata);
  g_test_add_func ("/dojo/cancel", test_cancel);

  return g_test_run ();
}
