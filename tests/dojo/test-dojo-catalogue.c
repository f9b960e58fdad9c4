/* test-dojo-catalogue.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dojo-tables.h"
#include "dojo-wait.h"

#include "genkan-dojo-catalogue.h"

#define N_PRODUCTS 250

static void
add_products (DojoStandIn *stand_in)
{
  dojo_stand_in_add (stand_in, DOJO_PRODUCT_TYPES, dojo_parse ("{\"name\":\"Web\"}"));
  dojo_stand_in_add (stand_in, DOJO_PRODUCT_TYPES, dojo_parse ("{\"name\":\"Empty\"}"));
  for (guint i = 0; i < N_PRODUCTS; i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"name\":\"p%u\",\"prod_type\":%d}", i,
                                               i % 2 == 0 ? 1 : 77);

      dojo_stand_in_add (stand_in, DOJO_PRODUCTS, dojo_parse (text));
    }
  dojo_stand_in_add (stand_in, DOJO_METADATA,
                     dojo_parse ("{\"product\":3,\"name\":\"genkan-0123456789abcdef\","
                                 "\"value\":\"1\"}"));
  dojo_stand_in_add (stand_in, DOJO_METADATA,
                     dojo_parse ("{\"product\":3,\"name\":\"genkan-of-mine\",\"value\":\"1\"}"));
}

static void
test_count_cb (guint    n_read,
               guint    n_all,
               gpointer user_data)
{
  GArray *pages = user_data;

  g_assert_cmpuint (n_all, ==, N_PRODUCTS);
  g_array_append_val (pages, n_read);
}

static void
test_list (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (GenkanDojo) dojo = dojo_client_new (stand_in);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) products = NULL;
  g_autoptr (GPtrArray) types = NULL;
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GError) error = NULL;
  GenkanDojoProduct *product;

  add_products (stand_in);
  genkan_dojo_list_catalogue_async (dojo, test_count_cb, pages, NULL, dojo_keep_cb, &result);
  products = genkan_dojo_list_catalogue_finish (dojo, dojo_wait (&result), &types, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (products->len, ==, N_PRODUCTS);
  g_assert_cmpuint (types->len, ==, 2);
  g_assert_cmpuint (pages->len, ==, 3);
  g_assert_cmpuint (g_array_index (pages, guint, 0), ==, 100);
  g_assert_cmpuint (g_array_index (pages, guint, 2), ==, N_PRODUCTS);

  product = g_ptr_array_index (products, 2);
  g_assert_cmpstr (product->name, ==, "p2");
  g_assert_cmpint (product->type_id, ==, 1);
  g_assert_cmpstr (product->type_name, ==, "Web");
  g_assert_cmpuint (g_strv_length (product->marks), ==, 1);
  g_assert_cmpstr (product->marks[0], ==, "genkan-0123456789abcdef");
  product = g_ptr_array_index (products, 249);
  g_assert_cmpstr (product->name, ==, "p249");
  g_assert_cmpstr (product->type_name, ==, "");
  g_assert_cmpuint (g_strv_length (product->marks), ==, 0);
}

static void
test_cancel_cb (guint    n_read,
                guint    n_all,
                gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_cancel (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (GenkanDojo) dojo = dojo_client_new (stand_in);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) products = NULL;
  g_autoptr (GError) error = NULL;

  add_products (stand_in);
  genkan_dojo_list_catalogue_async (dojo, test_cancel_cb, cancellable, cancellable, dojo_keep_cb,
                                    &result);
  products = genkan_dojo_list_catalogue_finish (dojo, dojo_wait (&result), NULL, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (products);
  g_assert_cmpuint (dojo_stand_in_count (stand_in, "GET products/"), ==, 1);
}

static void
test_refused (void)
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new ("3.2.0");
  g_autoptr (GenkanDojo) dojo = dojo_client_new (stand_in);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) products = NULL;
  g_autoptr (GError) error = NULL;

  stand_in->token_state = DOJO_TOKEN_EXPIRED;
  genkan_dojo_list_catalogue_async (dojo, NULL, NULL, NULL, dojo_keep_cb, &result);
  products = genkan_dojo_list_catalogue_finish (dojo, dojo_wait (&result), NULL, &error);
  g_assert_error (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_EXPIRED);
  g_assert_null (products);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dojo-catalogue/list", test_list);
  g_test_add_func ("/dojo-catalogue/cancel", test_cancel);
  g_test_add_func ("/dojo-catalogue/refused", test_refused);

  return g_test_run ();
}
