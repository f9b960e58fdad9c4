/* test-mapping-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files of mappings, as people and programs write them.
 */

#include "config.h"

#include "genkan-csv.h"
#include "genkan-mapping-file.h"

static GPtrArray *
parse_bytes (const char  *data,
             gssize       length,
             guint       *ret_n_without_product,
             GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length >= 0 ? (gsize) length : strlen (data));

  return genkan_mapping_file_parse (bytes, ret_n_without_product, error);
}

/* Each line as `line|connection|record|product|type`. */
static void
assert_parsed (const char *text,
               gssize      length,
               const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mappings = parse_bytes (text, length, NULL, &error);
  g_autoptr (GString) seen = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < mappings->len; i++)
    {
      GenkanMapping *mapping = g_ptr_array_index (mappings, i);
      const char *connection = genkan_mapping_get_connection (mapping);
      const char *record = genkan_mapping_get_record (mapping);
      const char *product = genkan_mapping_get_product (mapping);
      const char *type = genkan_mapping_get_type_name (mapping);

      g_string_append_printf (seen, "%u|%s|%s|%s|%s\n", genkan_mapping_get_line (mapping),
                              connection != NULL ? connection : "", record != NULL ? record : "",
                              product != NULL ? product : "", type != NULL ? type : "");
    }
  g_assert_cmpstr (seen->str, ==, expected);
}

static void
assert_refused (const char *text,
                gssize      length,
                const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mappings = parse_bytes (text, length, NULL, &error);

  g_assert_null (mappings);
  g_assert_nonnull (error);
  if (strstr (error->message, message) == NULL)
    g_error ("“%s” does not say “%s”", error->message, message);
}

static void
test_csv (void)
{
  assert_parsed ("", -1, "");
  assert_parsed ("\xEF\xBB\xBF", -1, "");
  assert_parsed ("11,Shop\n", -1, "1||11|Shop|\n");
  assert_parsed ("11,Shop,Retail,Burp\n12,Blog", -1, "1|Burp|11|Shop|Retail\n2||12|Blog|\n");
  assert_parsed ("\xEF\xBB\xBF" "Id;Product;Product Type\r\n11;Shop;Retail\r\n\r\n12;Blog;\r\n", -1,
                 "2||11|Shop|Retail\n4||12|Blog|\n");
  assert_parsed ("product_type\tPRODUCT\tVendor id or name\tOther\nRetail\tShop\t11\tx\n", -1,
                 "2||11|Shop|Retail\n");
  assert_parsed ("sep=;\r\nid;product\r\n1,5;Shop\r\n", -1, "3||1,5|Shop|\n");
  assert_parsed ("id,name,product\n,Web Shop,Shop\n12,Blog,Blogs\n", -1,
                 "2||Web Shop|Shop|\n3||12|Blogs|\n");
  assert_parsed ("id,product\r11,Shop\r12,Blog\r", -1, "2||11|Shop|\n3||12|Blog|\n");
}

static void
test_quotes (void)
{
  assert_parsed ("id,product\n\"a,b\",\"Say \"\"Hi\"\"\"\n", -1, "2||a,b|Say \"Hi\"|\n");
  assert_parsed ("id,product\n\"two\nlines\",Shop\n12,Blog\n", -1, "2||two\nlines|Shop|\n4||12|Blog|\n");
  assert_parsed ("id,product\n5\" nail,Shop\n", -1, "2||5\" nail|Shop|\n");
  assert_parsed ("id,product\n\"a\"b,Shop\n", -1, "2||ab|Shop|\n");
  assert_refused ("id,product\n11,Shop\n12,\"Blog\n13,x\n", -1, "line 3");
}

static void
test_json (void)
{
  assert_parsed ("{\"id\":\"11\",\"product\":\"Shop\",\"type\":\"Retail\"}\n\n{\"id\":12,\"product\":\"Blog\"}\n", -1,
                 "1||11|Shop|Retail\n3||12|Blog|\n");
  assert_parsed ("[ {\"connection\":\"Burp\",\"name\":\"Web\",\"product\":\"Shop\",\"x\":[1]}, 5 ]", -1,
                 "1|Burp|Web|Shop|\n2||||\n");
  assert_parsed ("{\"id\":\"11\",\"product\":\"Shop\"}\n{\"id\":\n{\"id\":{},\"product\":\"Blog\"}\n", -1,
                 "1||11|Shop|\n2||||\n3|||Blog|\n");
  assert_parsed ("[]", -1, "");
  assert_refused ("[{]", -1, "JSON");
}

static void
test_without_product (void)
{
  guint n = 0;
  g_autoptr (GPtrArray) mappings = parse_bytes ("id,product\n11,\n12,  \n13\n14,Shop\n,Blog\n", -1, &n, NULL);

  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (mappings->len, ==, 2);
  g_assert_cmpint (genkan_mapping_get_outcome (mappings->pdata[1]), ==, GENKAN_MAPPING_INVALID);
}

static void
test_encodings (void)
{
  static const char utf16[] = "\xFF\xFE" "i\0d\0\t\0p\0r\0o\0d\0u\0c\0t\0\n\0" "1\0\t\0\xE9\0\n\0";
  static const char cut[] = "\xFF\xFE" "i\0d";

  assert_parsed (utf16, sizeof utf16 - 1, "2||1|é|\n");
  assert_refused (cut, sizeof cut - 1, "damaged");
  assert_refused ("id,product\n11,Shop\n12,Caf\xE9\n", -1, "Line 3 is not UTF-8");
  assert_refused ("id,product\n1\0001,Shop\n", 20, "Line 2");
}

/* What spreadsheets would compute is text, and comes back as it was. */
static void
test_formulas (void)
{
  static const char *const values[] = {
    "=1+1", "+1", "-", "@SUM(A1)", "\tx", "'=1", "''=1", "'", "it's", "a,b", "a;b", "\"", "two\nlines",
    " blank ", "", "\xD7\xA9\xD7\x9C", "plain", "=\"a\",b",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GString) line = g_string_new ("first");
      g_autoptr (GPtrArray) rows = NULL;
      const GenkanCsvRow *row;
      const char *field;

      genkan_csv_append_field (line, values[i]);
      genkan_csv_end_line (line);
      field = line->str + strlen ("first,");
      g_assert_null (strchr ("=+-@\t", field[*field == '"']));
      rows = genkan_csv_parse (line->str, NULL);
      g_assert_cmpuint (rows->len, ==, 1);
      row = g_ptr_array_index (rows, 0);
      g_assert_cmpstr (row->fields[1], ==, values[i]);
    }
}

static void
test_read (void)
{
  g_autofree char *large = g_strnfill (65 * 1024 * 1024, 'x');
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("11,Shop\n", -1, NULL);
  g_autoptr (GInputStream) endless = g_memory_input_stream_new_from_data (large, -1, NULL);
  g_autoptr (GPtrArray) mappings = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;

  mappings = genkan_mapping_file_read (stream, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mappings->len, ==, 1);
  none = genkan_mapping_file_read (endless, NULL, NULL, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_words (void)
{
  for (GenkanMappingOutcome outcome = 0; outcome < GENKAN_N_MAPPING_OUTCOMES; outcome++)
    {
      g_assert_nonnull (genkan_mapping_outcome_to_nick (outcome));
      g_assert_nonnull (genkan_mapping_outcome_describe (outcome));
    }
  g_assert_false (genkan_mapping_outcome_is_problem (GENKAN_MAPPING_DUPLICATE));
  g_assert_true (genkan_mapping_outcome_is_problem (GENKAN_MAPPING_CONFLICT));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mapping-file/csv", test_csv);
  g_test_add_func ("/mapping-file/quotes", test_quotes);
  g_test_add_func ("/mapping-file/json", test_json);
  g_test_add_func ("/mapping-file/without-product", test_without_product);
  g_test_add_func ("/mapping-file/encodings", test_encodings);
  g_test_add_func ("/mapping-file/formulas", test_formulas);
  g_test_add_func ("/mapping-file/read", test_read);
  g_test_add_func ("/mapping-file/words", test_words);

  return g_test_run ();
}
