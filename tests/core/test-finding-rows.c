/* test-finding-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "genkan-finding-rows.h"

static const char *const columns[] = {
  "unique_id_from_tool", "title", "severity", "description", "vulnerability_ids", "endpoints",
  "component_name", "component_version", "date", "active", "false_p", "record_id",
};

enum
{
  ID, TITLE, SEVERITY, DESCRIPTION, VULNERABILITIES, ENDPOINTS, COMPONENT, VERSION, DATE, ACTIVE,
  FALSE_P, RECORD, N_VALUES
};

static GenkanFindingRows *
make (GenkanValue  *values,
      GError      **error)
{
  GenkanRowBatchBuilder *builder = genkan_row_batch_builder_new (columns, N_VALUES);
  g_autoptr (GenkanRowBatch) batch = NULL;

  for (guint i = 0; i < N_VALUES; i++)
    genkan_row_batch_builder_add (builder, &values[i]);
  batch = genkan_row_batch_builder_end (builder);

  return genkan_finding_rows_new (batch, error);
}

static void
test_row (void)
{
  GenkanValue values[N_VALUES] = {
    [ID] = genkan_value_text ("7"),
    [TITLE] = genkan_value_text ("  XSS\r\nin the basket "),
    [SEVERITY] = genkan_value_text ("HIGH"),
    [DESCRIPTION] = genkan_value_text ("a \"b\" \\ \n \x01 ü"),
    [VULNERABILITIES] = genkan_value_text ("[\"CVE-2026-1\", \"GHSA-x\"]"),
    [COMPONENT] = genkan_value_text ("lodash"),
    [VERSION] = genkan_value_text ("4.17.0"),
    [DATE] = genkan_value_text ("2026-01-02T03:04:05Z"),
    [ACTIVE] = genkan_value_integer (1),
    [RECORD] = genkan_value_text ("shop"),
  };
  g_autoptr (GenkanFindingRows) rows = make (values, NULL);
  const GenkanFindingRow *row = genkan_finding_rows_get (rows, 0);

  g_assert_cmpuint (genkan_finding_rows_get_n_rows (rows), ==, 1);
  g_assert_cmpuint (genkan_finding_rows_get_n_unknown (rows), ==, 0);
  g_assert_cmpstr (row->unique_id, ==, "7");
  g_assert_cmpstr (row->record, ==, "shop");
  g_assert_cmpstr (row->title, ==, "XSS  in the basket");
  g_assert_cmpint (row->severity, ==, GENKAN_SEVERITY_HIGH);
  g_assert_cmpint (row->state, ==, GENKAN_FINDING_OPEN);
  g_assert_cmpstr (row->vulnerability, ==, "CVE-2026-1");
  g_assert_cmpstr (row->component, ==, "lodash 4.17.0");
  g_assert_cmpint (row->found, ==, G_GINT64_CONSTANT (1767323045) * G_USEC_PER_SEC);
  g_assert_cmpstr (row->fields, ==,
                   "{\"unique_id_from_tool\":\"7\",\"title\":\"  XSS\\u000d\\nin the basket \","
                   "\"severity\":\"HIGH\",\"description\":\"a \\\"b\\\" \\\\ \\n \\u0001 ü\","
                   "\"vulnerability_ids\":[\"CVE-2026-1\", \"GHSA-x\"],"
                   "\"component_name\":\"lodash\",\"component_version\":\"4.17.0\","
                   "\"date\":\"2026-01-02T03:04:05Z\",\"active\":1}");
}

/* What a vendor may say instead of what it should. */
static void
test_odd_values (void)
{
  GenkanValue values[N_VALUES] = {
    [ID] = genkan_value_integer (7),
    [TITLE] = genkan_value_text ("\n"),
    [SEVERITY] = genkan_value_text ("awful"),
    [VULNERABILITIES] = genkan_value_text ("[not, json"),
    [ENDPOINTS] = genkan_value_text ("https://shop.example/"),
    [DATE] = genkan_value_text ("yesterday"),
    [FALSE_P] = genkan_value_integer (1),
  };
  g_autoptr (GenkanFindingRows) rows = make (values, NULL);
  const GenkanFindingRow *row = genkan_finding_rows_get (rows, 0);

  g_assert_cmpuint (genkan_finding_rows_get_n_unknown (rows), ==, 1);
  g_assert_cmpstr (row->unique_id, ==, "7");
  g_assert_cmpstr (row->title, ==, "7");
  g_assert_cmpint (row->severity, ==, GENKAN_SEVERITY_INFO);
  g_assert_cmpint (row->state, ==, GENKAN_FINDING_FALSE_POSITIVE);
  g_assert_cmpstr (row->component, ==, "https://shop.example/");
  g_assert_cmpint (row->found, ==, 0);
  g_assert_nonnull (strstr (row->fields, "\"vulnerability_ids\":[\"[not, json\"]"));
  g_assert_nonnull (strstr (row->fields, "\"endpoints\":[\"https://shop.example/\"]"));
}

static void
test_no_id (void)
{
  GenkanValue values[N_VALUES] = { [TITLE] = genkan_value_text ("XSS") };
  g_autoptr (GError) error = NULL;

  g_assert_null (make (values, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "Row 1"));
}

/* The same row has the same checksum, and any other row another. */
static void
test_checksum (void)
{
  GenkanValue values[N_VALUES] = {
    [ID] = genkan_value_text ("7"), [TITLE] = genkan_value_text ("XSS"),
    [SEVERITY] = genkan_value_text ("High"), [DESCRIPTION] = genkan_value_text ("0123456789"),
  };
  g_autoptr (GenkanFindingRows) first = make (values, NULL);
  g_autoptr (GenkanFindingRows) same = make (values, NULL);
  gint64 sum = genkan_finding_rows_get (first, 0)->checksum;

  g_assert_cmpint (genkan_finding_rows_get (same, 0)->checksum, ==, sum);
  for (guint i = 0; i < 10; i++)
    {
      char text[] = "0123456789";
      g_autoptr (GenkanFindingRows) other = NULL;

      text[i] ^= 1;
      values[DESCRIPTION] = genkan_value_text (text);
      other = make (values, NULL);
      g_assert_cmpint (genkan_finding_rows_get (other, 0)->checksum, !=, sum);
    }
}

/* All of the ids are kept, and the first of them is the one that a table shows. */
static void
test_many_ids (void)
{
  g_autoptr (GString) ids = g_string_new ("[");
  GenkanValue values[N_VALUES] = {
    [ID] = genkan_value_text ("7"), [TITLE] = genkan_value_text ("Old kernel"),
    [SEVERITY] = genkan_value_text ("High"),
  };
  g_autoptr (GenkanFindingRows) rows = NULL;
  const GenkanFindingRow *row;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (ids, "%s\"CVE-2026-%04u\"", i > 0 ? "," : "", i);
  g_string_append_c (ids, ']');
  values[VULNERABILITIES] = genkan_value_text (ids->str);
  rows = make (values, NULL);
  row = genkan_finding_rows_get (rows, 0);

  g_assert_cmpstr (row->vulnerability, ==, "CVE-2026-0000");
  g_assert_nonnull (strstr (row->fields, ids->str));
}

static void
test_large (void)
{
  g_autofree char *description = g_strnfill (5 * 1024 * 1024, '"');
  GenkanValue values[N_VALUES] = {
    [ID] = genkan_value_text ("7"), [TITLE] = genkan_value_text ("XSS"),
    [SEVERITY] = genkan_value_text ("High"), [DESCRIPTION] = genkan_value_text (description),
  };
  g_autoptr (GenkanFindingRows) rows = make (values, NULL);

  g_assert_cmpuint (strlen (genkan_finding_rows_get (rows, 0)->fields), >, 10 * 1024 * 1024);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/finding-rows/row", test_row);
  g_test_add_func ("/finding-rows/odd-values", test_odd_values);
  g_test_add_func ("/finding-rows/no-id", test_no_id);
  g_test_add_func ("/finding-rows/checksum", test_checksum);
  g_test_add_func ("/finding-rows/many-ids", test_many_ids);
  g_test_add_func ("/finding-rows/large", test_large);

  return g_test_run ();
}
