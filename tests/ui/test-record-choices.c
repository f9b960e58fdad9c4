/* test-record-choices.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which line of the chooser Enter takes.
 */

#include "config.h"

#include "genkan-product.h"
#include "genkan-record-choice.h"
#include "genkan-record-choices.h"

#include <gtk/gtk.h>

static void
add_product (GPtrArray  *products,
             const char *name)
{
  GenkanProductFields fields = { .id = products->len + 1, .name = name };

  g_ptr_array_add (products, genkan_product_new (&fields));
}

/* Products as a search finds them, and what is taken of them: a name, or "+" for a new one. */
static void
assert_takes (const char * const *names,
              const char         *text,
              gboolean            typed,
              const char         *expected)
{
  g_autoptr (GListStore) choices = g_list_store_new (GENKAN_TYPE_RECORD_CHOICE);
  g_autoptr (GPtrArray) products = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GenkanRecordChoice) taken = NULL;
  guint position;

  for (; *names != NULL; names++)
    add_product (products, *names);
  position = genkan_record_choices_fill (choices, NULL, products, text, typed);
  taken = g_list_model_get_item (G_LIST_MODEL (choices), position);

  g_assert_nonnull (taken);
  g_assert_cmpstr (genkan_record_choice_get_product_id (taken) != 0
                     ? genkan_record_choice_get_name (taken) : "+", ==, expected);
}

static void
test_typed (void)
{
  static const char *const shops[] = { "Old Web Shop", "Web Shop", "Webshop Backend", NULL };
  static const char *const api[] = { "Capitol", "Payments API", NULL };
  static const char *const none[] = { NULL };

  assert_takes (shops, "web shop", TRUE, "Web Shop");
  assert_takes (shops, "web", TRUE, "Web Shop");
  assert_takes (shops, "sh", TRUE, "Old Web Shop");
  assert_takes (shops, "webshop b", TRUE, "Webshop Backend");
  assert_takes (shops, "hop", TRUE, "+");
  assert_takes (api, "api", TRUE, "Payments API");
  assert_takes (api, "pay a", TRUE, "Payments API");
  assert_takes (api, "payment platform", TRUE, "+");
  assert_takes (none, "web", TRUE, "+");
}

/* What the chooser opens with is a whole name. */
static void
test_not_typed (void)
{
  static const char *const names[] = { "Search Service", "Site Search", NULL };
  static const char *const same[] = { "Search Service", "search", NULL };

  assert_takes (names, "Search", FALSE, "+");
  assert_takes (same, "Search", FALSE, "search");
}

/* A new one can be created as long as no Product has this very name. */
static void
test_offers_new (void)
{
  g_autoptr (GListStore) choices = g_list_store_new (GENKAN_TYPE_RECORD_CHOICE);
  g_autoptr (GPtrArray) products = g_ptr_array_new_with_free_func (g_object_unref);

  add_product (products, "Web Shop");
  g_assert_cmpuint (genkan_record_choices_fill (choices, NULL, products, "web", TRUE), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (choices)), ==, 2);
  g_assert_cmpuint (genkan_record_choices_fill (choices, NULL, products, "WEB SHOP", TRUE), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (choices)), ==, 1);
  g_assert_cmpuint (genkan_record_choices_fill (choices, NULL, products, "", TRUE), ==,
                    GTK_INVALID_LIST_POSITION);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_disable_setlocale ();

  g_test_add_func ("/record-choices/typed", test_typed);
  g_test_add_func ("/record-choices/not-typed", test_not_typed);
  g_test_add_func ("/record-choices/offers-new", test_offers_new);

  return g_test_run ();
}
