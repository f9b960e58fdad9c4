/* test-workspace-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The DefectDojo server: kept, asked and listed.
 */

#include "config.h"

#include "app-fixture.h"
#include "dojo-stand-in.h"
#include "dojo-tables.h"
#include "genkan-dojo-error.h"
#include "genkan-store-products.h"
#include "genkan-store-server.h"
#include "genkan-workspace-server.h"

typedef struct
{
  AppFixture   app;
  DojoStandIn *dojo; /* (owned) */
} ServerFixture;

static void
set_up (ServerFixture *fixture,
        gconstpointer  data)
{
  app_fixture_set_up (&fixture->app, data);
  fixture->dojo = dojo_stand_in_new ("3.3.0");
}

static void
tear_down (ServerFixture *fixture,
           gconstpointer  data)
{
  app_fixture_tear_down (&fixture->app, data);
  dojo_stand_in_free (fixture->dojo);
}

static gboolean
save (ServerFixture *fixture,
      const char    *url,
      const char    *token,
      GError       **error)
{
  g_autoptr (GenkanServer) server = genkan_server_new ();
  g_autoptr (GAsyncResult) result = NULL;

  server->url = g_strdup (url);
  genkan_workspace_save_server_async (fixture->app.workspace, server, token, NULL,
                                      app_keep_result, &result);

  return genkan_workspace_save_server_finish (fixture->app.workspace, app_wait (&result), error);
}

static void
save_good (ServerFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  save (fixture, fixture->dojo->url, DOJO_TOKEN, &error);
  g_assert_no_error (error);
}

static GenkanServerCheck *
check (ServerFixture *fixture,
       const char    *url,
       const char    *token)
{
  g_autoptr (GenkanServer) server = genkan_server_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanServerCheck) answer = NULL;
  g_autoptr (GError) error = NULL;

  server->url = g_strdup (url);
  genkan_workspace_test_server_async (fixture->app.workspace, server, token, NULL,
                                      app_keep_result, &result);
  answer = genkan_workspace_test_server_finish (fixture->app.workspace, app_wait (&result), &error);
  g_assert_no_error (error);

  return g_steal_pointer (&answer);
}

static gboolean
refresh (ServerFixture *fixture,
         GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_workspace_refresh_server_async (fixture->app.workspace, NULL, NULL,
                                         app_keep_result, &result);

  return genkan_workspace_refresh_server_finish (fixture->app.workspace, app_wait (&result), error);
}

static GenkanServerAccess *
open_server (ServerFixture *fixture,
             GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_workspace_open_server_async (fixture->app.workspace, NULL, app_keep_result, &result);

  return genkan_workspace_open_server_finish (fixture->app.workspace, app_wait (&result), error);
}

static GenkanServer *
get_stored (ServerFixture *fixture)
{
  return genkan_store_get_server (genkan_workspace_get_store (fixture->app.workspace), NULL);
}

static void
assert_says (GenkanServerCheck *answer,
             gboolean           good,
             const char        *summary,
             const char        *advice)
{
  const char *given = genkan_report_get_advice (answer->report);

  g_assert_cmpstr (genkan_report_get_summary (answer->report), ==, summary);
  g_assert_true (genkan_report_is_good (answer->report) == good);
  if (advice == NULL)
    g_assert_null (given);
  else
    g_assert_nonnull (strstr (given, advice));
  g_assert_null (strstr (genkan_report_get_details (answer->report), DOJO_TOKEN));
}

static void
test_save (ServerFixture *fixture,
           gconstpointer  data)
{
  g_autofree char *pasted = g_strdup_printf ("  %s/dashboard ", fixture->dojo->url);
  g_autoptr (GenkanServerAccess) none = open_server (fixture, NULL);
  g_autoptr (GenkanServerAccess) access = NULL;
  g_autoptr (GenkanServerAccess) again = NULL;
  g_autoptr (GenkanServer) stored = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (none);
  save (fixture, pasted, " " DOJO_TOKEN "\n", &error);
  g_assert_no_error (error);

  access = open_server (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (access->server->url, ==, fixture->dojo->url);
  g_assert_cmpstr (access->token, ==, DOJO_TOKEN);

  save (fixture, fixture->dojo->url, NULL, &error);
  g_assert_no_error (error);
  again = open_server (fixture, &error);
  g_assert_cmpstr (again->token, ==, DOJO_TOKEN);

  save (fixture, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (open_server (fixture, &error));
  g_assert_no_error (error);
  stored = get_stored (fixture);
  g_assert_false (genkan_server_is_set (stored));

  g_assert_false (save (fixture, fixture->dojo->url, NULL, &error));
  g_assert_error (error, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_SETTING);
}

static void
test_save_refused (ServerFixture *fixture,
                   gconstpointer  data)
{
  static const struct
  {
    const char *url;
    const char *token;
    int         code;
  } cases[] = {
    { "defectdojo.example.org", DOJO_TOKEN, GENKAN_DOJO_ERROR_ADDRESS },
    { "ftp://defectdojo.example.org", DOJO_TOKEN, GENKAN_DOJO_ERROR_ADDRESS },
    { "http://defectdojo.example.org", DOJO_TOKEN, GENKAN_DOJO_ERROR_ADDRESS },
    { "https://defectdojo.example.org", "a b", GENKAN_DOJO_ERROR_TOKEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GenkanServer) stored = NULL;

      g_assert_false (save (fixture, cases[i].url, cases[i].token, &error));
      g_assert_error (error, GENKAN_DOJO_ERROR, cases[i].code);
      stored = get_stored (fixture);
      g_assert_false (genkan_server_is_set (stored));
    }
}

/* A kept token goes to no other host. */
static void
test_other_host (ServerFixture *fixture,
                 gconstpointer  data)
{
  g_autoptr (GenkanServerCheck) answer = NULL;
  g_autoptr (GError) error = NULL;

  save_good (fixture);
  g_assert_false (save (fixture, "https://other.example.org", NULL, &error));
  g_assert_error (error, GENKAN_WORKSPACE_ERROR, GENKAN_WORKSPACE_ERROR_SETTING);

  answer = check (fixture, "https://other.example.org", NULL);
  g_assert_false (genkan_report_is_good (answer->report));
  g_assert_nonnull (strstr (genkan_report_get_summary (answer->report), "belongs to 127.0.0.1"));
}

static void
test_check (ServerFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (GenkanServerCheck) answer = NULL;
  g_autoptr (GenkanServer) before = NULL;
  g_autoptr (GenkanServer) after = NULL;

  dojo_stand_in_add (fixture->dojo, DOJO_PRODUCT_TYPES, dojo_parse ("{\"name\":\"Web\"}"));
  dojo_stand_in_add (fixture->dojo, DOJO_PRODUCTS, dojo_parse ("{\"name\":\"a\",\"prod_type\":1}"));
  fixture->dojo->is_staff = TRUE;

  answer = check (fixture, fixture->dojo->url, DOJO_TOKEN);
  assert_says (answer, TRUE, "Connected to DefectDojo 3.3.0 as connector: 1 Product visible", NULL);
  g_assert_cmpint (answer->import, ==, GENKAN_SERVER_MAY);
  before = get_stored (fixture);
  g_assert_cmpint (before->checked, ==, 0);

  save_good (fixture);
  genkan_server_check_free (g_steal_pointer (&answer));
  answer = check (fixture, fixture->dojo->url, NULL);
  assert_says (answer, TRUE, "Connected to DefectDojo 3.3.0 as connector: 1 Product visible", NULL);
  after = get_stored (fixture);
  g_assert_cmpint (after->checked, >, 0);
  g_assert_cmpstr (after->user, ==, "connector");
  g_assert_cmpstr (after->version, ==, "3.3.0");
}

static void
test_check_limits (ServerFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (DojoStandIn) old = dojo_stand_in_new ("2.58.0");
  g_autoptr (GenkanServerCheck) blind = NULL;
  g_autoptr (GenkanServerCheck) writer = NULL;

  fixture->dojo->is_staff = FALSE;
  blind = check (fixture, fixture->dojo->url, DOJO_TOKEN);
  assert_says (blind, TRUE, "Connected to DefectDojo 3.3.0 as connector: 0 Products visible",
               "sees no Products");
  g_assert_cmpint (blind->create_types, ==, GENKAN_SERVER_MAY_NOT);

  old->is_superuser = FALSE;
  old->role = 2;
  writer = check (fixture, old->url, DOJO_TOKEN);
  assert_says (writer, TRUE, "Connected to DefectDojo 2.58.0 as connector: 0 Products visible",
               "New Products can only be created");
  g_assert_cmpint (writer->create_products, ==, GENKAN_SERVER_MAY_SOMETIMES);
  g_assert_cmpint (writer->import, ==, GENKAN_SERVER_MAY);
}

static void
set_expiry (ServerFixture *fixture,
            gint64         in)
{
  g_autoptr (GDateTime) time =
    g_date_time_new_from_unix_utc ((g_get_real_time () + in) / G_USEC_PER_SEC);

  g_free (fixture->dojo->token_expiry);
  fixture->dojo->token_expiry = g_date_time_format_iso8601 (time);
}

static gboolean
is_told_expired (ServerFixture *fixture)
{
  g_autoptr (GenkanServer) stored = get_stored (fixture);
  g_autofree char *words = genkan_server_dup_expiry_words (stored->token_expiry, g_get_real_time ());

  return g_strcmp0 (words, "The DefectDojo key has expired.") == 0;
}

static void
test_expiry (ServerFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (GenkanServerCheck) soon = NULL;
  g_autoptr (GenkanServerCheck) later = NULL;
  g_autoptr (GenkanServerCheck) over = NULL;
  g_autoptr (GenkanServer) stored = NULL;

  fixture->dojo->is_staff = TRUE;
  save_good (fixture);
  set_expiry (fixture, 5 * G_TIME_SPAN_DAY + G_TIME_SPAN_HOUR);
  soon = check (fixture, fixture->dojo->url, NULL);
  assert_says (soon, TRUE, "Connected to DefectDojo 3.3.0 as connector: 0 Products visible",
               "expires in 5 days");
  stored = get_stored (fixture);
  g_assert_cmpint (stored->token_expiry, ==, soon->token_expiry);

  set_expiry (fixture, 20 * G_TIME_SPAN_DAY);
  later = check (fixture, fixture->dojo->url, NULL);
  assert_says (later, TRUE, "Connected to DefectDojo 3.3.0 as connector: 0 Products visible", NULL);

  fixture->dojo->token_state = DOJO_TOKEN_EXPIRED;
  over = check (fixture, fixture->dojo->url, NULL);
  assert_says (over, FALSE, "The DefectDojo key has expired", "Make a new one");
  while (!is_told_expired (fixture))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_expiry_words (void)
{
  static const struct
  {
    gint64      left;
    const char *words;
  } cases[] = {
    { -G_TIME_SPAN_DAY, "The DefectDojo key has expired." },
    { 0, "The DefectDojo key has expired." },
    { G_TIME_SPAN_HOUR, "The DefectDojo key expires within a day." },
    { G_TIME_SPAN_DAY, "The DefectDojo key expires in 1 day." },
    { 13 * G_TIME_SPAN_DAY + G_TIME_SPAN_HOUR, "The DefectDojo key expires in 13 days." },
    { 14 * G_TIME_SPAN_DAY, NULL },
  };
  gint64 now = g_get_real_time ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = genkan_server_dup_expiry_words (now + cases[i].left, now);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
  g_assert_null (genkan_server_dup_expiry_words (0, now));
}

static void
test_check_bad (ServerFixture *fixture,
                gconstpointer  data)
{
  g_autofree char *root = g_strndup (fixture->dojo->url,
                                     strlen (fixture->dojo->url) - strlen ("/dojo"));
  g_autoptr (GenkanServerCheck) wrong = NULL;
  g_autoptr (GenkanServerCheck) other = NULL;
  g_autoptr (GenkanServerCheck) gone = NULL;
  g_autoptr (GenkanServerCheck) denied = NULL;

  wrong = check (fixture, fixture->dojo->url, "fedcba9876543210fedcba9876543210fedcba98");
  assert_says (wrong, FALSE, "DefectDojo does not accept the key", "API v2 Key");
  g_assert_null (wrong->user);

  other = check (fixture, root, DOJO_TOKEN);
  assert_says (other, FALSE, "Something else than DefectDojo answers at this address: Not here",
               "path");

  gone = check (fixture, "http://127.0.0.1:9/", DOJO_TOKEN);
  assert_says (gone, FALSE, "DefectDojo cannot be reached", "VPN");

  dojo_stand_in_fault (fixture->dojo, "GET user_profile/", 9, DOJO_FAULT_INSTEAD, 403,
                       "application/json",
                       "{\"detail\":\"You do not have permission to perform this action.\"}");
  denied = check (fixture, fixture->dojo->url, DOJO_TOKEN);
  assert_says (denied, FALSE, "DefectDojo knows the key, but its user may not do this: You do not "
               "have permission to perform this action", "staff");
}

static GenkanServerCheck *
check_tls (ServerFixture *fixture,
           const char    *url,
           const char    *ca_file)
{
  g_autoptr (GenkanServer) server = genkan_server_new ();
  g_autoptr (GAsyncResult) result = NULL;

  server->url = g_strdup (url);
  server->ca_file = g_strdup (ca_file);
  genkan_workspace_test_server_async (fixture->app.workspace, server, DOJO_TOKEN, NULL,
                                      app_keep_result, &result);

  return genkan_workspace_test_server_finish (fixture->app.workspace, app_wait (&result), NULL);
}

/* An own authority: not trusted without its file, and with it as far as any other. */
static void
test_check_tls (ServerFixture *fixture,
                gconstpointer  data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "loopback.pem", NULL);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, NULL);
  g_autoptr (SoupServer) server = soup_server_new ("tls-certificate", certificate, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GenkanServerCheck) strange = NULL;
  g_autoptr (GenkanServerCheck) known = NULL;
  g_autoptr (GenkanServerCheck) nowhere = NULL;
  GSList *uris;

  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY,
                            &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  url = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  strange = check_tls (fixture, url, NULL);
  assert_says (strange, FALSE, "No secure connection to DefectDojo can be made: the certificate "
               "was signed by nobody whom this computer trusts", "CA file");
  known = check_tls (fixture, url, path);
  assert_says (known, FALSE, "Something else than DefectDojo answers at this address: status 404",
               "path");
  nowhere = check_tls (fixture, url, "/nowhere.pem");
  g_assert_nonnull (strstr (genkan_report_get_summary (nowhere->report), "/nowhere.pem"));
}

static void
test_refresh (ServerFixture *fixture,
              gconstpointer  data)
{
  GenkanStore *store = genkan_workspace_get_store (fixture->app.workspace);
  g_autoptr (GenkanProduct) product = NULL;
  g_autoptr (GenkanServer) stored = NULL;
  g_auto (GStrv) types = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (refresh (fixture, &error));
  g_assert_no_error (error);

  dojo_stand_in_add (fixture->dojo, DOJO_PRODUCT_TYPES, dojo_parse ("{\"name\":\"Web\"}"));
  dojo_stand_in_add (fixture->dojo, DOJO_PRODUCT_TYPES, dojo_parse ("{\"name\":\"Empty\"}"));
  dojo_stand_in_add (fixture->dojo, DOJO_PRODUCT_TYPES, dojo_parse ("{\"name\":\"Bare\"}"));
  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *fields = g_strdup_printf ("{\"name\":\"p%u\",\"prod_type\":1}", i);

      dojo_stand_in_add (fixture->dojo, DOJO_PRODUCTS, dojo_parse (fields));
    }
  save_good (fixture);
  g_assert_true (refresh (fixture, &error));
  g_assert_no_error (error);

  product = genkan_store_find_product (store, "p119", &error);
  g_assert_nonnull (product);
  g_assert_cmpstr (genkan_product_get_type_name (product), ==, "Web");
  g_assert_cmpint (genkan_product_get_dojo_id (product), ==, 120);
  types = genkan_store_list_product_types (store, NULL);
  g_assert_cmpuint (g_strv_length (types), ==, 3);
  stored = get_stored (fixture);
  g_assert_cmpint (stored->n_products, ==, 120);
  g_assert_cmpint (stored->listed, >, 0);
  g_assert_cmpstr (stored->user, ==, "connector");
}

static void
cancel_cb (GenkanProgress *progress,
           gpointer        user_data)
{
  g_cancellable_cancel (user_data);
}

/* After the first page, while the second is waited for: nothing of it is kept. */
static void
test_refresh_cancelled (ServerFixture *fixture,
                        gconstpointer  data)
{
  g_autoptr (GenkanProgress) progress = genkan_progress_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) products = NULL;
  g_autoptr (GError) error = NULL;

  dojo_stand_in_add (fixture->dojo, DOJO_PRODUCT_TYPES, dojo_parse ("{\"name\":\"Web\"}"));
  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *fields = g_strdup_printf ("{\"name\":\"p%u\",\"prod_type\":1}", i);

      dojo_stand_in_add (fixture->dojo, DOJO_PRODUCTS, dojo_parse (fields));
    }
  dojo_stand_in_fault (fixture->dojo, "GET products/?o=id&limit=100&offset=99", 9,
                       DOJO_FAULT_INSTEAD, 503, "text/html", "");
  save_good (fixture);
  g_signal_connect_object (progress, "changed", G_CALLBACK (cancel_cb), cancellable, 0);
  genkan_workspace_refresh_server_async (fixture->app.workspace, progress, cancellable,
                                         app_keep_result, &result);
  g_assert_false (genkan_workspace_refresh_server_finish (fixture->app.workspace,
                                                          app_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  products = genkan_store_search_products (genkan_workspace_get_store (fixture->app.workspace),
                                           "", 0, NULL);
  g_assert_cmpuint (products->len, ==, 0);
}

static void
test_refresh_fails (ServerFixture *fixture,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  save_good (fixture);
  fixture->dojo->token_state = DOJO_TOKEN_EXPIRED;
  g_assert_false (refresh (fixture, &error));
  g_assert_error (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_EXPIRED);
}

/* Closing while DefectDojo is asked waits for the thread, and no longer. */
static void
test_close (ServerFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  save_good (fixture);
  genkan_workspace_refresh_server_async (fixture->app.workspace, NULL, NULL,
                                         app_keep_result, &result);
  genkan_workspace_close (fixture->app.workspace);
  g_assert_nonnull (result);
  g_assert_false (genkan_workspace_refresh_server_finish (fixture->app.workspace, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The token is in no file of the profile. */
static void
test_no_trace (ServerFixture *fixture,
               gconstpointer  data)
{
  g_autoptr (GenkanServerCheck) answer = NULL;
  g_autoptr (GDir) folder = NULL;
  const char *name;

  save_good (fixture);
  answer = check (fixture, fixture->dojo->url, NULL);
  folder = g_dir_open (fixture->app.folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->app.folder, name, NULL);
      g_autofree char *content = NULL;
      gsize length;

      if (g_file_get_contents (path, &content, &length, NULL))
        g_assert_null (memmem (content, length, DOJO_TOKEN, strlen (DOJO_TOKEN)));
    }
}

#define ADD(name, function) \
  g_test_add ("/workspace-server/" name, ServerFixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace-server/expiry-words", test_expiry_words);
  ADD ("save", test_save);
  ADD ("save-refused", test_save_refused);
  ADD ("other-host", test_other_host);
  ADD ("check", test_check);
  ADD ("check-limits", test_check_limits);
  ADD ("check-bad", test_check_bad);
  ADD ("check-tls", test_check_tls);
  ADD ("expiry", test_expiry);
  ADD ("refresh", test_refresh);
  ADD ("refresh-cancelled", test_refresh_cancelled);
  ADD ("refresh-fails", test_refresh_fails);
  ADD ("close", test_close);
  ADD ("no-trace", test_no_trace);

  return g_test_run ();
}
