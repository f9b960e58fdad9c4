/* test-record-attributes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-record-attributes.h"

static void
collect (const char *name,
         const char *value,
         gpointer    user_data)
{
  g_string_append_printf (user_data, "%s=%s;", name, value);
}

static void
assert_attributes (const char *extra,
                   const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  genkan_record_attributes_foreach (extra, collect, text);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_attributes (void)
{
  assert_attributes (NULL, "");
  assert_attributes ("", "");
  assert_attributes ("{}", "");
  assert_attributes ("{\"size\":12,\"live\":true,\"off\":false,\"none\":null,\"empty\":\"\"}",
                     "size=12;live=yes;off=no;");
  assert_attributes ("{\"owner\":\"Ann\",\"deep\":{\"a\":[1,2]}}", "owner=Ann;deep={\"a\":[1,2]};");
}

/* What is no object is shown as it is. */
static void
test_attributes_of_another_shape (void)
{
  assert_attributes ("[1,2]", "Attributes=[1,2];");
  assert_attributes ("{\"cut\":", "Attributes={\"cut\":;");
  assert_attributes ("plain", "Attributes=plain;");
}

static void
assert_tags (const char *tags,
             const char *expected)
{
  g_autofree char *text = genkan_record_attributes_tags (tags);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_tags (void)
{
  assert_tags (NULL, NULL);
  assert_tags ("", NULL);
  assert_tags ("[]", NULL);
  assert_tags ("[\"public\",\"pci\"]", "public, pci");
  assert_tags ("[1,null,{\"a\":2}]", "1, , {\"a\":2}");
  assert_tags ("public", "public");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record-attributes/object", test_attributes);
  g_test_add_func ("/record-attributes/another-shape", test_attributes_of_another_shape);
  g_test_add_func ("/record-attributes/tags", test_tags);

  return g_test_run ();
}
