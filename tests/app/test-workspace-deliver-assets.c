/* test-workspace-deliver-assets.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Products of a software catalog that were made before there was a server are delivered, though
 * nobody asks the catalog.
 */

#include "config.h"

#include "app-fixture.h"
#include "app-wait.h"
#include "catalog.h"
#include "dojo-stand-in.h"
#include "genkan-store-connections.h"
#include "genkan-store-operations.h"
#include "genkan-workspace-server.h"

typedef struct
{
  AppFixture   app;
  Catalog      catalog;
  DojoStandIn *dojo; /* (owned) */
  gint64       connection;
} AssetFixture;

static const Component components[] = {
  { "cart", "shop", "What customers fill." }, { "pay", "shop" }, { "ledger", "money" },
};

static void
add_connection (AssetFixture *fixture)
{
  g_autoptr (GenkanConnection) connection =
    genkan_workspace_new_connection (fixture->app.workspace, "backstage", "Catalog");
  g_autoptr (GError) error = NULL;

  genkan_connection_set_setting (connection, "url",
                                 genkan_loopback_server_get_url (fixture->catalog.server));
  genkan_connection_set_setting (connection, "access", "As a guest");
  fixture->connection = app_save (&fixture->app, connection, NULL, &error);
  g_assert_no_error (error);
}

static void
set_server (AssetFixture *fixture)
{
  g_autoptr (GenkanServer) server = genkan_server_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  server->url = g_strdup (fixture->dojo->url);
  genkan_workspace_save_server_async (fixture->app.workspace, server, DOJO_TOKEN, NULL,
                                      app_keep_result, &result);
  genkan_workspace_save_server_finish (fixture->app.workspace, app_wait (&result), &error);
  g_assert_no_error (error);
}

static void
sync_catalog (AssetFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GError) error = NULL;

  genkan_workspace_sync_async (fixture->app.workspace, fixture->connection, NULL, 0, FALSE,
                               GENKAN_OPERATION_TRIGGER_MANUAL, NULL, app_keep_result, &result);
  operation = genkan_workspace_sync_finish (fixture->app.workspace, app_wait (&result), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (genkan_operation_get_status (operation), ==, GENKAN_OPERATION_STATUS_COMPLETE);
}

static void
set_up (AssetFixture  *fixture,
        gconstpointer  data)
{
  app_fixture_set_up (&fixture->app, NULL);
  catalog_open (&fixture->catalog);
  catalog_set (&fixture->catalog, components, G_N_ELEMENTS (components));
  fixture->dojo = dojo_stand_in_new ("3.2.0");
  add_connection (fixture);
  sync_catalog (fixture);
  /* From here on it knows of nothing. */
  catalog_set (&fixture->catalog, NULL, 0);
}

static void
tear_down (AssetFixture  *fixture,
           gconstpointer  data)
{
  app_fixture_tear_down (&fixture->app, NULL);
  catalog_close (&fixture->catalog);
  dojo_stand_in_free (fixture->dojo);
}

static void
deliver (AssetFixture          *fixture,
         GenkanOperationStatus  expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_set_size (fixture->dojo->log, 0);
  genkan_workspace_deliver_async (fixture->app.workspace, fixture->connection, NULL, 0,
                                  GENKAN_OPERATION_TRIGGER_MANUAL, NULL, app_keep_result, &result);
  operation = genkan_workspace_deliver_finish (fixture->app.workspace, app_wait (&result), NULL,
                                               &error);
  g_assert_no_error (error);
  g_test_message ("%s", genkan_operation_get_message (operation));
  g_assert_cmpint (genkan_operation_get_kind (operation), ==, GENKAN_OPERATION_TYPE_DELIVER);
  g_assert_cmpint (genkan_operation_get_status (operation), ==, expected);
}

static gboolean
has (AssetFixture *fixture,
     DojoTable     table,
     const char   *name)
{
  for (guint i = 0; i < fixture->dojo->tables[table]->len; i++)
    if (g_str_equal (json_object_get_string_member (fixture->dojo->tables[table]->pdata[i], "name"),
                     name))
      return TRUE;

  return FALSE;
}

static void
test_later (AssetFixture  *fixture,
            gconstpointer  data)
{
  set_server (fixture);
  deliver (fixture, GENKAN_OPERATION_STATUS_COMPLETE);
  g_assert_cmpuint (fixture->dojo->tables[DOJO_PRODUCTS]->len, ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (components); i++)
    g_assert_true (has (fixture, DOJO_PRODUCTS, components[i].name));
  g_assert_true (has (fixture, DOJO_PRODUCT_TYPES, "shop"));
  g_assert_true (has (fixture, DOJO_PRODUCT_TYPES, "money"));

  /* What is there is not sent again. */
  deliver (fixture, GENKAN_OPERATION_STATUS_COMPLETE);
  g_assert_cmpuint (dojo_stand_in_count (fixture->dojo, "POST"), ==, 0);
  g_assert_cmpuint (dojo_stand_in_count (fixture->dojo, "PATCH"), ==, 0);
  g_assert_cmpuint (fixture->dojo->tables[DOJO_PRODUCTS]->len, ==, 3);
}

static void
test_refused (AssetFixture  *fixture,
              gconstpointer  data)
{
  set_server (fixture);
  fixture->dojo->token_state = DOJO_TOKEN_EXPIRED;
  deliver (fixture, GENKAN_OPERATION_STATUS_FAILED);
  g_assert_cmpuint (fixture->dojo->tables[DOJO_PRODUCTS]->len, ==, 0);

  fixture->dojo->token_state = DOJO_TOKEN_GOOD;
  deliver (fixture, GENKAN_OPERATION_STATUS_COMPLETE);
  g_assert_cmpuint (fixture->dojo->tables[DOJO_PRODUCTS]->len, ==, 3);
}

static void
test_no_server (AssetFixture  *fixture,
                gconstpointer  data)
{
  deliver (fixture, GENKAN_OPERATION_STATUS_FAILED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/workspace-deliver-assets/" path, AssetFixture, NULL, set_up, function, tear_down)

  ADD ("later", test_later);
  ADD ("refused", test_refused);
  ADD ("no-server", test_no_server);

  return g_test_run ();
}
