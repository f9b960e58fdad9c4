/* genkan-delivery-place.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a Record belongs: its Product in its Product Type, made where there is none, renamed and
 * moved as it was here; and the Engagement in it. Asked for once in a delivery, whatever the
 * number of Records. Nothing is ever deleted.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-delivery-private.h"

#include "genkan-dojo-ensure.h"
#include "genkan-dojo-objects.h"

typedef struct
{
  gint64 product;
  gint64 engagement; /* or 0: nobody has asked for it yet */
} Place;

/* Returns: (transfer full) (nullable): the Product Type of this name, made if it is not there */
GenkanDojoObject *
genkan_delivery_ensure_type (GenkanDelivery  *self,
                             const char      *name,
                             GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_dojo_ensure_product_type_async (self->dojo, name, self->cancellable,
                                         genkan_delivery_keep_cb, &result);

  return genkan_dojo_ensure_finish (self->dojo, genkan_delivery_wait (&result), NULL, error);
}

static GenkanDojoObject *
ensure_product (GenkanDelivery              *self,
                const GenkanDeliveryTarget  *target,
                gint64                       type,
                GError                     **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *description =
    g_strdup_printf ("Made by Genkan for “%s” of %s", target->name, self->tool);

  genkan_dojo_ensure_product_async (self->dojo, target->product, description, type,
                                    self->cancellable, genkan_delivery_keep_cb, &result);

  return genkan_dojo_ensure_finish (self->dojo, genkan_delivery_wait (&result), NULL, error);
}

/* DefectDojo finds names in any case: another case is no other name. */
gboolean
genkan_delivery_is_renamed (const GenkanDeliveryTarget *target)
{
  g_autofree char *here = g_utf8_casefold (target->product, -1);
  g_autofree char *there = NULL;

  if (target->dojo_product_name == NULL)
    return FALSE;

  there = g_utf8_casefold (target->dojo_product_name, -1);

  return !g_str_equal (here, there);
}

/* As it was renamed or moved here. */
static GenkanDojoObject *
change_product (GenkanDelivery              *self,
                const GenkanDeliveryTarget  *target,
                gint64                       type,
                GError                     **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonObject) fields = json_object_new ();

  if (genkan_delivery_is_renamed (target))
    json_object_set_string_member (fields, "name", target->product);
  if (target->product_type != NULL && type != target->dojo_product_type)
    json_object_set_int_member (fields, "prod_type", type);
  if (json_object_get_size (fields) > 0)
    genkan_dojo_change_async (self->dojo, GENKAN_DOJO_PRODUCTS, target->dojo_product, fields,
                              self->cancellable, genkan_delivery_keep_cb, &result);
  else
    genkan_dojo_get_async (self->dojo, GENKAN_DOJO_PRODUCTS, target->dojo_product,
                           self->cancellable, genkan_delivery_keep_cb, &result);

  return genkan_dojo_object_finish (self->dojo, genkan_delivery_wait (&result), error);
}

static void
write_link (GenkanStore         *store,
            gpointer             data,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  genkan_store_link_product_async (store, data, NULL, callback, user_data);
}

static GenkanDojoObject *
get_type (GenkanDelivery  *self,
          gint64           id,
          GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  genkan_dojo_get_async (self->dojo, GENKAN_DOJO_PRODUCT_TYPES, id, self->cancellable,
                         genkan_delivery_keep_cb, &result);

  return genkan_dojo_object_finish (self->dojo, genkan_delivery_wait (&result), error);
}

/* A Product that was there already can be of another Product Type than we thought. */
static gboolean
link_product (GenkanDelivery              *self,
              const GenkanDeliveryTarget  *target,
              GenkanDojoObject            *product,
              GenkanDojoObject            *type,
              GError                     **error)
{
  g_autoptr (GenkanDojoObject) actual = NULL;
  GenkanDeliveryProduct link = {
    .product_id = target->product_id,
    .dojo_id = product->id,
    .dojo_name = product->name,
    .dojo_type = product->parent_id,
    .type = type->name,
  };

  if (product->parent_id != type->id)
    {
      actual = get_type (self, product->parent_id, error);
      if (actual == NULL)
        return FALSE;
      link.type = actual->name;
    }

  return genkan_delivery_write (self, write_link, &link, error);
}

static GenkanDojoObject *
find_product (GenkanDelivery              *self,
              const GenkanDeliveryTarget  *target,
              GError                     **error)
{
  const char *type_name = target->product_type != NULL ? target->product_type : GENKAN_DELIVERY_DEFAULT_TYPE;
  g_autoptr (GenkanDojoObject) type = genkan_delivery_ensure_type (self, type_name, error);
  g_autoptr (GenkanDojoObject) product = NULL;

  if (type == NULL)
    return NULL;

  product = target->dojo_product > 0 ? change_product (self, target, type->id, error)
                                     : ensure_product (self, target, type->id, error);
  if (product == NULL || !link_product (self, target, product, type, error))
    return NULL;

  return g_steal_pointer (&product);
}

static char *
make_engagement_name (GenkanDelivery             *self,
                      const GenkanDeliveryTarget *target)
{
  const char *template = self->access->server->engagement;
  g_autoptr (GString) name = NULL;

  if (template == NULL || *template == '\0')
    template = GENKAN_SERVER_ENGAGEMENT;
  name = g_string_new (template);
  g_string_replace (name, "{product}", target->product, 0);
  g_string_replace (name, "{tool}", self->tool, 0);

  return g_string_free (g_steal_pointer (&name), FALSE);
}

static gint64
find_engagement (GenkanDelivery              *self,
                 const GenkanDeliveryTarget  *target,
                 gint64                       product,
                 GError                     **error)
{
  g_autofree char *name = make_engagement_name (self, target);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanDojoObject) engagement = NULL;

  genkan_dojo_ensure_engagement_async (self->dojo, name, product, self->cancellable,
                                       genkan_delivery_keep_cb, &result);
  engagement = genkan_dojo_ensure_finish (self->dojo, genkan_delivery_wait (&result), NULL, error);

  return engagement != NULL ? engagement->id : 0;
}

/**
 * genkan_delivery_find_place:
 * @self: a delivery
 * @target: a Record
 * @ret_product: (out): its Product there
 * @ret_engagement: (out) (optional): the Engagement for a new Test, made where there is none; who
 *   has a Test does not ask, so that another template makes no Engagement that stays empty
 *
 * Returns: whether both are there
 */
gboolean
genkan_delivery_find_place (GenkanDelivery              *self,
                            const GenkanDeliveryTarget  *target,
                            gint64                      *ret_product,
                            gint64                      *ret_engagement,
                            GError                     **error)
{
  Place *place;

  if (self->places == NULL)
    self->places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  place = g_hash_table_lookup (self->places, &target->product_id);
  if (place == NULL)
    {
      g_autoptr (GenkanDojoObject) product = find_product (self, target, error);

      if (product == NULL)
        return FALSE;

      place = g_new0 (Place, 1);
      place->product = product->id;
      g_hash_table_insert (self->places,
                           g_memdup2 (&target->product_id, sizeof target->product_id), place);
    }

  *ret_product = place->product;
  if (ret_engagement == NULL)
    return TRUE;

  if (place->engagement == 0)
    place->engagement = find_engagement (self, target, place->product, error);
  *ret_engagement = place->engagement;

  return place->engagement > 0;
}
