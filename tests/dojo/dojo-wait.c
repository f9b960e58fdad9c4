/* dojo-wait.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dojo-wait.h"

#include "genkan-dojo-ensure.h"

void
dojo_keep_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  GAsyncResult **place = user_data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

GAsyncResult *
dojo_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

/* Patient enough to try again, and quick about it. */
GenkanDojo *
dojo_client_new (DojoStandIn *stand_in)
{
  static const GenkanRetryPolicy retry = { 3, 1000, 10 * 1000 };
  GenkanDojoOptions options = { .url = stand_in->url, .token = DOJO_TOKEN, .retry = &retry,
                                .settle_time = 60 };
  g_autoptr (GError) error = NULL;
  GenkanDojo *dojo = genkan_dojo_new (&options, &error);

  g_assert_no_error (error);

  return dojo;
}

GPtrArray *
dojo_list (GenkanDojo     *dojo,
           GenkanDojoKind  kind,
           const char     *name,
           const char     *value,
           GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  const char *filters[] = { name, value, NULL };

  genkan_dojo_list_async (dojo, kind, name != NULL ? filters : NULL, 0, NULL, dojo_keep_cb,
                          &result);

  return genkan_dojo_list_finish (dojo, dojo_wait (&result), error);
}

/* With a Product Type and a Product. */
gint64
dojo_make_engagement (GenkanDojo *dojo)
{
  g_autoptr (GAsyncResult) type_result = NULL;
  g_autoptr (GAsyncResult) product_result = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanDojoObject) type = NULL;
  g_autoptr (GenkanDojoObject) product = NULL;
  g_autoptr (GenkanDojoObject) engagement = NULL;
  g_autoptr (GError) error = NULL;

  genkan_dojo_ensure_product_type_async (dojo, "Web shops", NULL, dojo_keep_cb, &type_result);
  type = genkan_dojo_ensure_finish (dojo, dojo_wait (&type_result), NULL, &error);
  g_assert_no_error (error);
  genkan_dojo_ensure_product_async (dojo, "shop-frontend", NULL, type->id, NULL, dojo_keep_cb,
                                    &product_result);
  product = genkan_dojo_ensure_finish (dojo, dojo_wait (&product_result), NULL, &error);
  g_assert_no_error (error);
  genkan_dojo_ensure_engagement_async (dojo, GENKAN_DOJO_ENGAGEMENT, product->id, NULL,
                                       dojo_keep_cb, &result);
  engagement = genkan_dojo_ensure_finish (dojo, dojo_wait (&result), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (engagement->parent_id, ==, product->id);

  return engagement->id;
}
