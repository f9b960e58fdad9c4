/* test-renewed.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tool whose refresh token is good for once: the keyring has the next one before it is needed.
 */

#include "config.h"

#include <glib/gstdio.h>

#include "app-fixture.h"
#include "app-wait.h"
#include "genkan-loopback-server.h"

#define CONNECTOR                                                                           \
  "format: 1\n"                                                                             \
  "id: rotating\n"                                                                          \
  "name: Rotating\n"                                                                        \
  "vendor: Genkan\n"                                                                        \
  "settings:\n"                                                                             \
  "  url:   { title: Server URL }\n"                                                        \
  "  token: { title: Token, secret: true }\n"                                               \
  "connect:\n"                                                                              \
  "  base: \"{+url}\"\n"                                                                    \
  "  auth: { oauth2: { grant: refresh, url: /token, id: me, token: \"{token}\" } }\n"       \
  "steps:\n"                                                                                \
  "  things:\n"                                                                             \
  "    get: /things\n"                                                                      \
  "    items: $\n"                                                                          \
  "    records: SELECT j ->> 'id' AS id, j ->> 'id' AS name FROM item\n"

/* The n-th login takes the n-th token only. In the server's thread. */
static void
answer_cb (GenkanLoopbackExchange *exchange,
           gpointer                user_data)
{
  guint *n_logins = user_data;
  gboolean login = g_str_equal (genkan_loopback_exchange_get_path (exchange), "/token");
  g_autofree char *answer = g_strdup ("[{\"id\":\"a\"}]");
  g_autofree char *wanted = g_strdup_printf ("refresh_token=rotating-%u&", *n_logins);
  gsize length;
  const char *data = g_bytes_get_data (genkan_loopback_exchange_get_body (exchange), &length);

  if (login && g_strstr_len (data, length, wanted) == NULL)
    {
      genkan_loopback_exchange_respond (exchange, 401, "text/plain", "Used up", -1);
      return;
    }

  if (login)
    {
      g_free (answer);
      answer = g_strdup_printf ("{\"access_token\":\"access-token\",\"refresh_token\":\"rotating-%u\"}",
                                ++*n_logins);
    }
  genkan_loopback_exchange_respond (exchange, 200, "application/json", answer, -1);
}

typedef struct
{
  AppFixture            app;
  GenkanLoopbackServer *server; /* (owned) */
  guint                 n_logins;
} Fixture;

/* With the connector file in its place before the workspace opens. */
static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  AppFixture *app = &fixture->app;
  g_autofree char *folder = NULL;
  g_autofree char *file = NULL;
  g_autoptr (GError) error = NULL;

  app_fixture_set_up (app, data);
  genkan_workspace_close (app->workspace);
  g_clear_object (&app->workspace);

  folder = g_build_filename (app->folder, "connectors", NULL);
  file = g_build_filename (folder, "rotating.yaml", NULL);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, CONNECTOR, -1, NULL));
  app->workspace = genkan_workspace_open (app->folder, app->secrets, &error);
  g_assert_no_error (error);

  fixture->server = genkan_loopback_server_new (NULL, answer_cb, &fixture->n_logins, NULL, &error);
  g_assert_no_error (error);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  app_fixture_tear_down (&fixture->app, data);
  g_clear_object (&fixture->server);
}

static GenkanConnection *
make_connection (Fixture *fixture)
{
  GenkanConnection *connection = genkan_connection_new ("rotating", "Rotating");

  genkan_connection_set_setting (connection, "url", genkan_loopback_server_get_url (fixture->server));

  return connection;
}

static char *
look_up (Fixture          *fixture,
         GenkanConnection *connection)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GHashTable) secrets = NULL;
  g_autoptr (GError) error = NULL;

  genkan_secrets_lookup_async (fixture->app.secrets, genkan_connection_get_secret_id (connection), NULL,
                               app_keep_result, &result);
  secrets = genkan_secrets_lookup_finish (fixture->app.secrets, app_wait (&result), &error);
  g_assert_no_error (error);

  return g_strdup (g_hash_table_lookup (secrets, "token"));
}

static void
assert_discovers (Fixture *fixture,
                  gint64   id)
{
  g_autoptr (GenkanOperation) operation = app_discover (&fixture->app, id, NULL);

  g_assert_cmpint (genkan_operation_get_status (operation), ==, GENKAN_OPERATION_STATUS_COMPLETE);
}

static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GenkanConnection) connection = make_connection (fixture);
  g_autoptr (GError) error = NULL;
  gint64 id = app_save (&fixture->app, connection, "rotating-0", &error);
  g_autofree char *kept = NULL;

  g_assert_no_error (error);
  for (guint i = 1; i <= 3; i++)
    {
      assert_discovers (fixture, id);
      g_assert_cmpuint (fixture->n_logins, ==, i);
    }

  kept = look_up (fixture, connection);
  g_assert_cmpstr (kept, ==, "rotating-3");
}

/* The form still holds what the test of the connection has used up. */
static void
test_tried (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GenkanConnection) connection = make_connection (fixture);
  g_autoptr (GenkanReport) first = app_test (&fixture->app, connection, "rotating-0");
  g_autoptr (GenkanReport) second = app_test (&fixture->app, connection, "rotating-0");
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  gint64 id;

  g_assert_cmpuint (fixture->n_logins, ==, 2);
  id = app_save (&fixture->app, connection, "rotating-0", &error);
  g_assert_no_error (error);
  kept = look_up (fixture, connection);
  g_assert_cmpstr (kept, ==, "rotating-2");

  assert_discovers (fixture, id);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/renewed/kept", Fixture, NULL, fixture_set_up, test_kept, fixture_tear_down);
  g_test_add ("/renewed/tried", Fixture, NULL, fixture_set_up, test_tried, fixture_tear_down);

  return g_test_run ();
}
