/* test-cli-assets.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tool without findings in a terminal: its Products are built and follow it. Run by
 * with-keyring. The first argument is the program.
 */

#include "config.h"

#include "catalog.h"
#include "cli-fixture.h"

typedef struct
{
  Fixture cli;
  Catalog catalog;
} AssetFixture;

static const Component first[] = {
  { "cart", "shop", "What customers fill." }, { "pay", "shop" }, { "ledger", "money" },
};

static void
set_up_catalog (AssetFixture  *fixture,
                gconstpointer  data)
{
  set_up (&fixture->cli, NULL);
  catalog_open (&fixture->catalog);
  catalog_set (&fixture->catalog, first, G_N_ELEMENTS (first));
  run (&fixture->cli, "connections add -c backstage -l Catalog --set url=%s "
       "--set 'access=As a guest' --set web= --set types=",
       genkan_loopback_server_get_url (fixture->catalog.server));
  assert_run (&fixture->cli, 0, "Added “Catalog”", NULL);
}

static void
tear_down_catalog (AssetFixture  *fixture,
                   gconstpointer  data)
{
  tear_down (&fixture->cli, NULL);
  catalog_close (&fixture->catalog);
}

static void
test_sync (AssetFixture  *fixture,
           gconstpointer  data)
{
  static const Component renamed[] = {
    { "basket", "shop", "What customers fill." }, { "ledger", "shop" }, { "ledger", "money" },
  };
  Fixture *cli = &fixture->cli;

  run (cli, "sync Catalog");
  assert_run (cli, 0, "Product “cart” made in “shop”", "3 Products: 3 made");
  g_assert_null (strstr (cli->out, "Closed"));
  catalog_set (&fixture->catalog, renamed, G_N_ELEMENTS (renamed));
  run (cli, "sync Catalog");
  assert_run (cli, 0, "Product renamed from “cart” to “basket”",
              "3 Products: 1 renamed, 1 not as in the tool");
  assert_run (cli, 0, "Not renamed to “ledger”: another Product has this name", NULL);
  run (cli, "products");
  assert_run (cli, 0, "basket", NULL);
  g_assert_nonnull (strstr (cli->out, "pay"));
}

static JsonObject *
get_record (JsonNode   *node,
            const char *name)
{
  JsonArray *records = json_object_get_array_member (json_node_get_object (node), "records");

  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonObject *record = json_array_get_object_element (records, i);

      if (g_str_equal (json_object_get_string_member (record, "record"), name))
        return record;
    }

  g_assert_not_reached ();
}

static void
test_json (AssetFixture  *fixture,
           gconstpointer  data)
{
  static const Component moved[] = { { "cart", "store", "What customers fill." } };
  Fixture *cli = &fixture->cli;
  g_autoptr (JsonNode) made = NULL;
  g_autoptr (JsonNode) after = NULL;
  g_autoptr (JsonNode) products = NULL;
  JsonObject *record;

  run (cli, "sync Catalog --json");
  made = parse_output (cli);
  record = get_record (made, "cart");
  g_assert_cmpstr (json_array_get_string_element (
                     json_object_get_array_member (record, "changes"), 0), ==, "made");

  catalog_set (&fixture->catalog, moved, G_N_ELEMENTS (moved));
  run (cli, "sync Catalog --json --record cart");
  after = parse_output (cli);
  record = get_record (after, "cart");
  g_assert_cmpstr (json_array_get_string_element (
                     json_object_get_array_member (record, "changes"), 0), ==, "moved");
  g_assert_cmpstr (json_object_get_string_member (record, "product_type_before"), ==, "shop");
  g_assert_cmpstr (json_object_get_string_member (record, "product_type"), ==, "store");

  run (cli, "products --search cart --json");
  products = parse_output (cli);
  record = json_array_get_object_element (json_node_get_array (products), 0);
  g_assert_cmpstr (json_object_get_string_member (record, "description"), ==,
                   "What customers fill.");
}

static void
test_failed (AssetFixture  *fixture,
             gconstpointer  data)
{
  Fixture *cli = &fixture->cli;

  run (cli, "sync Catalog");
  catalog_fail (&fixture->catalog, TRUE);
  run (cli, "sync Catalog");
  assert_run (cli, 1, NULL, NULL);
  g_assert_cmpstr (cli->out, ==, "");
  run (cli, "products");
  assert_run (cli, 0, "cart", NULL);
}

static void
test_dry_run (AssetFixture  *fixture,
              gconstpointer  data)
{
  Fixture *cli = &fixture->cli;

  run (cli, "sync Catalog --dry-run");
  assert_run (cli, 2, NULL, "genkan discover --dry-run Catalog");
  run (cli, "discover --dry-run Catalog");
  assert_run (cli, 0, "cart", NULL);
  run (cli, "products");
  assert_run (cli, 0, NULL, "No products");
}

#define ADD(path, function) \
  g_test_add (path, AssetFixture, NULL, set_up_catalog, function, tear_down_catalog)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >, 1);
  program = argv[1];

  ADD ("/cli-assets/sync", test_sync);
  ADD ("/cli-assets/json", test_json);
  ADD ("/cli-assets/failed", test_failed);
  ADD ("/cli-assets/dry-run", test_dry_run);

  return g_test_run ();
}
