/* test-cli-files.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What goes out of Genkan and into it as files, in a terminal. Run by with-keyring. The first
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

static char *
build_path (Fixture    *fixture,
            const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
write_file (const char *path,
            const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
test_export (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = build_path (fixture, "records.csv");
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *record;

  genkan_demo_tool_rename (fixture->tool, "12", "=HYPERLINK(\"http://evil.example\")");
  discover (fixture);
  run (fixture, "map --id 11 --product Shop --type Retail");

  run (fixture, "export");
  assert_run (fixture, 0, "connection,id,name,kind,parent,state,product,product_type", NULL);
  g_assert_nonnull (strstr (fixture->out, "Burp,11,Web Shop,"));
  g_assert_nonnull (strstr (fixture->out, "good,Shop,Retail,"));
  g_assert_nonnull (strstr (fixture->out, "Burp,12,\"'=HYPERLINK(\"\"http://evil.example\"\")\","));

  run (fixture, "export Burp --id 11 --format json");
  node = parse_output (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 1);
  record = json_array_get_object_element (json_node_get_array (node), 0);
  g_assert_cmpstr (json_object_get_string_member (record, "product_type"), ==, "Retail");

  run (fixture, "export --output %s", path);
  assert_run (fixture, 0, "Exported 5 records", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "\xEF\xBB\xBF" "connection,id"));

  run (fixture, "export --state stale --format json");
  assert_run (fixture, 0, "[\n]\n", "No records");
  run (fixture, "export --format xml");
  assert_run (fixture, 2, NULL, "csv or json");
  run (fixture, "export --output %s/none/x.csv", fixture->folder);
  assert_run (fixture, 1, NULL, "none/x.csv");
}

static void
test_import (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = build_path (fixture, "mappings.csv");
  g_autoptr (JsonNode) node = NULL;
  JsonObject *report;

  discover (fixture);
  write_file (path, "\xEF\xBB\xBF" "id;product;product_type\r\n"
              "11;Shop;Retail\r\nCareers;Jobs;\r\n99;Nobody;\r\n12;A;\r\n12;B;\r\n11;Shop;Retail\r\n14;;\r\n");

  run (fixture, "import %s --dry-run", path);
  assert_run (fixture, 3, "There is no such record", "2 records would be mapped; nothing was changed");
  run (fixture, "records --state good");
  assert_run (fixture, 0, NULL, "No records");

  run (fixture, "import %s --json", path);
  assert_run (fixture, 3, NULL, NULL);
  node = parse_output (fixture);
  report = json_node_get_object (node);
  g_assert_cmpint (json_object_get_int_member (report, "mapped"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (report, "unknown"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (report, "conflict"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (report, "duplicate"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (report, "without_product"), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (report, "lines")), ==, 6);

  run (fixture, "products");
  assert_run (fixture, 0, "Retail", NULL);
  run (fixture, "import %s", path);
  assert_run (fixture, 3, "Mapped 0 records", "2 records were mapped so before");
}

static void
test_import_input (Fixture       *fixture,
                   gconstpointer  data)
{
  discover (fixture);

  fixture->input = "{\"name\":\"Web Shop\",\"product\":\"Shop\",\"connection\":\"Burp\"}\n";
  run (fixture, "import -");
  assert_run (fixture, 0, "Mapped 1 record", NULL);
  fixture->input = "11,Shop,,Other\n";
  run (fixture, "import -");
  assert_run (fixture, 1, "There is no such record", "1 line could not be used");
  fixture->input = "id,product\n11,\n";
  run (fixture, "import -");
  assert_run (fixture, 1, NULL, "names a product");
  fixture->input = "id,product\n11,\"Shop\n";
  run (fixture, "import -");
  assert_run (fixture, 1, NULL, "never closed");
  run (fixture, "import /nonexistent.csv");
  assert_run (fixture, 1, NULL, "/nonexistent.csv");
}

/* What was exported and filled in maps as it says. */
static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *csv = build_path (fixture, "records.csv");
  g_autofree char *json = build_path (fixture, "records.json");

  genkan_demo_tool_rename (fixture->tool, "11", "'=1, \"2\"; 3");
  discover (fixture);
  run (fixture, "map --all --each");
  run (fixture, "export -o %s", csv);
  run (fixture, "export -o %s", json);

  run (fixture, "import %s", csv);
  assert_run (fixture, 0, "Mapped 0 records", "5 records were mapped so before");
  run (fixture, "delete --all");
  run (fixture, "discover Burp");
  run (fixture, "import %s", json);
  assert_run (fixture, 0, "Mapped 5 records", NULL);
  run (fixture, "import %s", csv);
  assert_run (fixture, 0, "Mapped 0 records", "5 records were mapped so before");
}

static void
test_connection (Fixture       *fixture,
                 gconstpointer  data)
{
  const char *key = genkan_demo_tool_get_key (fixture->tool);
  g_autofree char *path = build_path (fixture, "burp.json");
  g_autofree char *text = NULL;

  add_connection (fixture);
  run (fixture, "connections export Burp");
  assert_run (fixture, 0, "\"connector\" : \"burp-dast\"", NULL);
  g_assert_null (strstr (fixture->out, key));
  run (fixture, "connections export Burp --output %s", path);
  assert_run (fixture, 0, "without its secrets", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  fixture->input = key;
  run (fixture, "connections import %s", path);
  assert_run (fixture, 1, NULL, "This name is taken");
  fixture->input = "wrong-key-1234";
  run (fixture, "connections import %s --label Copy", path);
  assert_run (fixture, 1, NULL, "Nothing was stored");
  fixture->input = key;
  run (fixture, "connections import %s --label Copy", path);
  assert_run (fixture, 0, "Added “Copy”", "these have to be given: token");
  run (fixture, "discover Copy");
  assert_run (fixture, 0, "5 new", NULL);

  write_file (path, "{}");
  run (fixture, "connections import %s", path);
  assert_run (fixture, 1, NULL, "no connection that Genkan exported");
  run (fixture, "connections export Brup");
  assert_run (fixture, 1, NULL, "did you mean “Burp”");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >, 1);
  program = argv[1];

  ADD ("/cli/files/export", test_export);
  ADD ("/cli/files/import", test_import);
  ADD ("/cli/files/import/input", test_import_input);
  ADD ("/cli/files/round-trip", test_round_trip);
  ADD ("/cli/files/connection", test_connection);

  return g_test_run ();
}
