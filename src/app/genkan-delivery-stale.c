/* genkan-delivery-stale.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is gone in DefectDojo: a Record whose Product or Test was deleted there is Stale, and nothing
 * of it is delivered until a person has mapped it again. What may only not be seen any more is not
 * gone (dojo/genkan-dojo-missing.c).
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-delivery-private.h"
#include "genkan-dojo-check.h"
#include "genkan-dojo-mark.h"

#include <glib/gi18n.h>

/* Takes the ids. Returns: (element-type gint64) those that are gone */
GArray *
genkan_delivery_find_missing (GenkanDelivery  *self,
                              GenkanDojoKind   kind,
                              GHashTable      *ids,
                              GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_vals (list, id, 1);

  genkan_dojo_find_missing_async (self->dojo, kind, (const gint64 *) list->data, list->len,
                                  kind == GENKAN_DOJO_TESTS ? GENKAN_DOJO_TAG : NULL,
                                  self->cancellable, genkan_delivery_keep_cb, &result);

  return genkan_dojo_find_missing_finish (self->dojo, genkan_delivery_wait (&result), error);
}

gboolean
genkan_delivery_contains (GArray *ids,
                          gint64  id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;

  return FALSE;
}

static gboolean
note_stale (GenkanDelivery        *self,
            GenkanDeliveryTarget  *target,
            gboolean               product_is_gone,
            GError               **error)
{
  g_autofree char *words = product_is_gone
    ? g_strdup_printf (_("The Product “%s” is not in DefectDojo any more. Map the Record again, to "
                         "have it made anew or to choose another one."), target->product)
    : g_strdup_printf (_("Its Test in the Product “%s” is not in DefectDojo any more. Map the "
                         "Record again, to have one made anew."), target->product);
  GenkanDeliveryNote note = {
    .record_id = target->record_id,
    .outcome = GENKAN_DELIVERY_STALE,
    .product_is_gone = product_is_gone,
    .message = words,
  };

  self->summary.n_stale++;

  return genkan_delivery_note (self, &note, error);
}

/* Takes what is gone out of the targets. */
static gboolean
drop_stale (GenkanDelivery  *self,
            GPtrArray       *targets,
            GArray          *products,
            GArray          *tests,
            GError         **error)
{
  for (guint i = targets->len; i > 0; i--)
    {
      GenkanDeliveryTarget *target = g_ptr_array_index (targets, i - 1);
      gboolean product = target->dojo_product > 0
                         && genkan_delivery_contains (products, target->dojo_product);
      gboolean test = target->test_id > 0 && !target->was_moved
                      && genkan_delivery_contains (tests, target->test_id);

      if (!product && !test)
        continue;
      if (!note_stale (self, target, product, error))
        return FALSE;
      g_ptr_array_remove_index (targets, i - 1);
    }

  return TRUE;
}

/**
 * genkan_delivery_find_stale:
 * @self: a delivery
 * @targets: (element-type GenkanDeliveryTarget): its Records; those that are Stale are taken out
 * @error: return location for a #GenkanDojoError or a #GenkanStoreError
 *
 * In two questions for hundreds of Records.
 *
 * Returns: whether it is known
 */
gboolean
genkan_delivery_find_stale (GenkanDelivery  *self,
                            GPtrArray       *targets,
                            GError         **error)
{
  g_autoptr (GHashTable) products = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) tests = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) missing_products = NULL;
  g_autoptr (GArray) missing_tests = NULL;

  for (guint i = 0; i < targets->len; i++)
    {
      GenkanDeliveryTarget *target = g_ptr_array_index (targets, i);

      if (target->dojo_product > 0)
        g_hash_table_add (products, &target->dojo_product);
      if (target->test_id > 0 && !target->was_moved)
        g_hash_table_add (tests, &target->test_id);
    }

  missing_products = genkan_delivery_find_missing (self, GENKAN_DOJO_PRODUCTS, products, error);
  if (missing_products != NULL)
    missing_tests = genkan_delivery_find_missing (self, GENKAN_DOJO_TESTS, tests, error);

  return missing_tests != NULL
         && drop_stale (self, targets, missing_products, missing_tests, error);
}
