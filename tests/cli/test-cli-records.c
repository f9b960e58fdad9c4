/* test-cli-records.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person decides in a terminal about Records and Products. Run by with-keyring. The first
 * argument is the program.
 */

#include "config.h"

#include "cli-fixture.h"

static void
discover (Fixture *fixture)
{
  add_connection (fixture);
  run (fixture, "discover Burp");
  assert_run (fixture, 0, "5 new", NULL);
}

/* The output as an object, of which @member is a number. */
static gint64
parse_number (Fixture    *fixture,
              const char *member)
{
  g_autoptr (JsonNode) node = parse_output (fixture);

  return json_object_get_int_member (json_node_get_object (node), member);
}

/* How many Records, Products or lines the output has: in a list, or in the list @member. */
static guint
count (Fixture    *fixture,
       const char *member)
{
  g_autoptr (JsonNode) node = parse_output (fixture);

  if (member == NULL)
    return json_array_get_length (json_node_get_array (node));

  return json_array_get_length (json_object_get_array_member (json_node_get_object (node), member));
}

static void
assert_count (Fixture    *fixture,
              const char *arguments,
              guint       expected)
{
  run (fixture, "records %s --json", arguments);
  assert_run (fixture, 0, NULL, NULL);
  g_assert_cmpuint (count (fixture, NULL), ==, expected);
}

/* --- which Records --- */

static void
test_choose (Fixture       *fixture,
             gconstpointer  data)
{
  discover (fixture);

  assert_count (fixture, "", 5);
  assert_count (fixture, "--connection Burp", 5);
  assert_count (fixture, "Burp --connection Burp", 5);
  assert_count (fixture, "--id 11 --id 14 --id 99", 2);
  assert_count (fixture, "--name 'c*'", 3);
  assert_count (fixture, "--name '/^(web|payments) /'", 2);
  assert_count (fixture, "--name Web", 0);
  assert_count (fixture, "--name 'c*' --id 12 --state new", 1);
  assert_count (fixture, "--search 'shop web'", 1);
  assert_count (fixture, "--search 'shop web' --id 12", 0);
  assert_count (fixture, "--state good", 0);

  run (fixture, "records");
  assert_run (fixture, 0, "Connection", NULL);
  run (fixture, "records Burp --connection Other");
  assert_run (fixture, 2, NULL, "Both “Burp” and “Other”");
  run (fixture, "records --name '/(/'");
  assert_run (fixture, 2, NULL, "cannot be understood");
  run (fixture, "records Brup");
  assert_run (fixture, 1, NULL, "did you mean “Burp”");
}

/* --- decisions --- */

static void
test_map (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *record;

  discover (fixture);

  run (fixture, "map --name 'web*' --product ' Shop ' --type Retail --dry-run");
  assert_run (fixture, 0, "Good", "1 record would change; nothing was changed");
  assert_count (fixture, "--state good", 0);
  run (fixture, "products --json");
  assert_run (fixture, 0, "[]", NULL);

  run (fixture, "map --name 'web*' --product ' Shop ' --type Retail --json");
  assert_run (fixture, 0, NULL, NULL);
  node = parse_output (fixture);
  record = json_array_get_object_element (json_object_get_array_member (json_node_get_object (node), "records"), 0);
  g_assert_cmpstr (json_object_get_string_member (record, "connection"), ==, "Burp");
  g_assert_cmpstr (json_object_get_string_member (record, "state"), ==, "new");
  g_assert_cmpstr (json_object_get_string_member (record, "new_state"), ==, "good");
  g_assert_cmpstr (json_object_get_string_member (record, "new_product"), ==, "Shop");
  run (fixture, "records --state good");
  assert_run (fixture, 0, "Shop", NULL);
  run (fixture, "products");
  assert_run (fixture, 0, "Retail", NULL);

  run (fixture, "map Burp --state new --each");
  assert_run (fixture, 0, "Mapped 4 records", NULL);
  assert_count (fixture, "--state good", 5);
  run (fixture, "products --search blog");
  assert_run (fixture, 0, "Company Blog", NULL);
}

static void
test_ignore (Fixture       *fixture,
             gconstpointer  data)
{
  discover (fixture);

  run (fixture, "map --id 11 --product Shop");
  run (fixture, "ignore --id 11 --id 12 --dry-run --json");
  g_assert_cmpuint (count (fixture, "records"), ==, 2);
  assert_count (fixture, "--state ignored", 0);
  run (fixture, "ignore --id 11 --id 12");
  assert_run (fixture, 0, "Ignored 2 records", NULL);
  run (fixture, "ignore --id 11");
  assert_run (fixture, 0, NULL, "Nothing to change");
  run (fixture, "ignore --id 11 --id 13 --json");
  g_assert_cmpint (parse_number (fixture, "matched"), ==, 2);
  g_assert_cmpuint (count (fixture, "records"), ==, 1);

  run (fixture, "restore --id 12 --id 14");
  assert_run (fixture, 0, "Restored 1 record", NULL);
  assert_count (fixture, "--state ignored", 2);
  run (fixture, "restore --all");
  assert_run (fixture, 0, "Restored 2 records", NULL);
  assert_count (fixture, "--state new", 5);
}

static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  discover (fixture);

  run (fixture, "delete --name '*'  --dry-run");
  assert_run (fixture, 0, "Deleted", "5 records would change");
  run (fixture, "delete --id 11 --json");
  assert_run (fixture, 0, "\"new_state\" : null", NULL);
  assert_count (fixture, "", 4);
  run (fixture, "discover Burp");
  assert_run (fixture, 0, "1 new", NULL);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  discover (fixture);

  run (fixture, "delete");
  assert_run (fixture, 2, NULL, "Say which records");
  run (fixture, "delete --all --id 11");
  assert_run (fixture, 2, NULL, "contradict");
  run (fixture, "map --id 11");
  assert_run (fixture, 2, NULL, "--product NAME or --each");
  run (fixture, "map --id 11 --each --product Shop");
  assert_run (fixture, 2, NULL, "--product NAME or --each");
  run (fixture, "map --id 11 --product ' '");
  assert_run (fixture, 2, NULL, "needs a name");
  run (fixture, "map --id 11 --each --type Retail");
  assert_run (fixture, 2, NULL, "--type is for --product");
  run (fixture, "ignore --name 'nothing*'");
  assert_run (fixture, 1, NULL, "No record matches");
  run (fixture, "ignore --name 'nothing*' --json");
  assert_run (fixture, 1, NULL, "No record matches");
  assert_count (fixture, "--state new", 5);
}

#define N_AT_ONCE 8

/* Many of them at the same moment, while a Discover may run, too: none loses its decision. */
static void
test_at_once (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) running = NULL;
  GSubprocess *processes[N_AT_ONCE];

  discover (fixture);
  launcher = new_launcher (fixture);
  running = start (launcher, "discover Burp");
  for (guint i = 0; i < N_AT_ONCE; i++)
    {
      g_autofree char *line = g_strdup_printf ("map --id %u --product Product-%u", 11 + i % 4, i % 4);

      processes[i] = start (launcher, line);
    }

  for (guint i = 0; i < N_AT_ONCE; i++)
    {
      finish (fixture, processes[i]);
      assert_run (fixture, 0, "Mapped 1 record", NULL);
      g_object_unref (processes[i]);
    }
  finish (fixture, running);
  assert_run (fixture, 0, "0 new", NULL);
  assert_count (fixture, "--state good", 4);
  assert_count (fixture, "--search product-3 --id 14", 1);
}

/* --- Products --- */

static void
test_products (Fixture       *fixture,
               gconstpointer  data)
{
  discover (fixture);

  run (fixture, "products");
  assert_run (fixture, 0, NULL, "No products");
  run (fixture, "products add Shop --type Retail");
  assert_run (fixture, 0, "Added “Shop”", NULL);
  run (fixture, "products add ' Shop '");
  assert_run (fixture, 1, NULL, "a product “Shop” already");
  run (fixture, "map --all --each");

  run (fixture, "products rename Shop 'Big Shop' --dry-run");
  assert_run (fixture, 0, "Retail", "Without --dry-run: Renamed");
  run (fixture, "products rename Shop 'Big Shop'");
  assert_run (fixture, 0, "Renamed “Shop” to “Big Shop”", NULL);
  run (fixture, "products rename 'Big Shop' Careers");
  assert_run (fixture, 1, NULL, "already");
  run (fixture, "products rename 'Big Shp' X");
  assert_run (fixture, 1, NULL, "did you mean “Big Shop”");

  run (fixture, "products merge 'Web Shop' Careers --into 'Big Shop' --json");
  g_assert_cmpuint (count (fixture, "products"), ==, 2);
  run (fixture, "products --search 'big shop' --json");
  assert_run (fixture, 0, "\"records\" : 2", NULL);
  run (fixture, "products type 'Big Shop' --to Stores");
  assert_run (fixture, 0, "1 product", NULL);
  run (fixture, "products --search 'big shop'");
  assert_run (fixture, 0, "Stores", NULL);

  run (fixture, "products delete 'Big Shop' --dry-run");
  assert_run (fixture, 0, "Big Shop", "2 records were mapped there");
  assert_count (fixture, "--state stale", 0);
  run (fixture, "products delete 'Big Shop'");
  assert_run (fixture, 0, "Deleted 1 product; 2 records", NULL);
  assert_count (fixture, "--state stale", 2);
}

static void
test_products_refused (Fixture       *fixture,
                       gconstpointer  data)
{
  run (fixture, "products merge Shop");
  assert_run (fixture, 2, NULL, "--into");
  run (fixture, "products type Shop");
  assert_run (fixture, 2, NULL, "--to");
  run (fixture, "products delet Shop");
  assert_run (fixture, 2, NULL, "did you mean “delete”");
  run (fixture, "products frobnicate");
  assert_run (fixture, 2, NULL, "there are: list, add");
  run (fixture, "products delete Shop");
  assert_run (fixture, 1, NULL, "no product “Shop”");
  run (fixture, "products add ' '");
  assert_run (fixture, 1, NULL, "needs a name");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >, 1);
  program = argv[1];

  ADD ("/cli/records/choose", test_choose);
  ADD ("/cli/records/map", test_map);
  ADD ("/cli/records/ignore", test_ignore);
  ADD ("/cli/records/delete", test_delete);
  ADD ("/cli/records/refused", test_refused);
  ADD ("/cli/records/at-once", test_at_once);
  ADD ("/cli/products", test_products);
  ADD ("/cli/products/refused", test_products_refused);

  return g_test_run ();
}
