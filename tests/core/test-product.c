/* test-product.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-product.h"

static void
test_new_destroy (void)
{
  GenkanProductFields fields = { .id = 1, .name = "Shop" };
  GenkanProduct *product = genkan_product_new (&fields);

  g_assert_null (genkan_product_get_type_name (product));
  g_assert_cmpuint (genkan_product_get_n_records (product), ==, 0);
  g_assert_finalize_object (product);
}

static void
test_properties (void)
{
  char text[] = "Shop";
  GenkanProductFields fields = { .id = 1, .name = text, .type_name = "Retail", .n_records = 3 };
  g_autoptr (GenkanProduct) product = genkan_product_new (&fields);
  g_autofree char *name = NULL;
  g_autofree char *type_name = NULL;
  guint n_records;
  gint64 id;

  text[0] = 's';
  g_assert_cmpint (genkan_product_get_id (product), ==, 1);
  g_assert_cmpstr (genkan_product_get_name (product), ==, "Shop");
  g_assert_cmpstr (genkan_product_get_type_name (product), ==, "Retail");
  g_assert_cmpuint (genkan_product_get_n_records (product), ==, 3);

  g_object_get (product, "id", &id, "name", &name, "type-name", &type_name,
                "n-records", &n_records, NULL);
  g_assert_cmpint (id, ==, 1);
  g_assert_cmpstr (name, ==, "Shop");
  g_assert_cmpstr (type_name, ==, "Retail");
  g_assert_cmpuint (n_records, ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/product/new-destroy", test_new_destroy);
  g_test_add_func ("/product/properties", test_properties);

  return g_test_run ();
}
