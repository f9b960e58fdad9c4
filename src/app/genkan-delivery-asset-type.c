/* genkan-delivery-asset-type.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The Product Type of a Product that is kept in step: found by its number or else its name, made
 * where there is none, and renamed where it was renamed here. Asked for once in a delivery.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-delivery-assets-private.h"

#include "genkan-dojo-ensure.h"
#include "genkan-dojo-objects.h"

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

static GenkanDojoObject *
rename_type (GenkanDelivery  *self,
             gint64           id,
             const char      *name,
             GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonObject) fields = json_object_new ();

  json_object_set_string_member (fields, "name", name);
  genkan_dojo_change_async (self->dojo, GENKAN_DOJO_PRODUCT_TYPES, id, fields, self->cancellable,
                            genkan_delivery_keep_cb, &result);

  return genkan_dojo_object_finish (self->dojo, genkan_delivery_wait (&result), error);
}

/* Renamed here. If it was renamed there as well, that name stays; if the new name is another
 * one's there, it is that one from now on. */
static GenkanDojoObject *
follow_type (GenkanDelivery           *self,
             const GenkanAssetTarget  *target,
             GError                  **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GenkanDojoObject) there = get_type (self, target->dojo_type, &reason);
  GenkanDojoObject *renamed;

  if (there != NULL && g_strcmp0 (there->name, target->dojo_type_name) != 0)
    return g_steal_pointer (&there);

  renamed = there != NULL ? rename_type (self, there->id, target->type, &reason) : NULL;
  if (renamed != NULL)
    return renamed;

  if (g_error_matches (reason, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_NOT_FOUND)
      || g_error_matches (reason, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_EXISTS))
    return genkan_delivery_ensure_type (self, target->type, error);

  g_propagate_error (error, g_steal_pointer (&reason));

  return NULL;
}

typedef struct
{
  gint64      type_id;
  gint64      dojo_id;
  const char *dojo_name;
} TypeLink;

static void
write_link (GenkanStore         *store,
            gpointer             data,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  TypeLink *link = data;

  genkan_store_link_type_async (store, link->type_id, link->dojo_id, link->dojo_name, NULL,
                                callback, user_data);
}

/* One that has another name there than here was renamed there: that it was is not forgotten. */
static gboolean
link_type (GenkanDelivery           *self,
           const GenkanAssetTarget  *target,
           GenkanDojoObject         *type,
           GError                  **error)
{
  TypeLink link = { target->type_id, type->id, type->name };

  return target->type_id == 0 || !g_str_equal (type->name, target->type)
         || genkan_delivery_write (self, write_link, &link, error);
}

gint64
genkan_delivery_find_asset_type (GenkanDelivery           *self,
                                 const GenkanAssetTarget  *target,
                                 GError                  **error)
{
  const char *name = target->type != NULL ? target->type : GENKAN_DELIVERY_DEFAULT_TYPE;
  g_autoptr (GenkanDojoObject) type = NULL;
  gint64 *known;

  if (self->types == NULL)
    self->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  known = g_hash_table_lookup (self->types, name);
  if (known != NULL)
    return *known;
  if (target->dojo_type > 0 && g_strcmp0 (target->dojo_type_name, name) == 0)
    return target->dojo_type;

  type = target->dojo_type > 0 ? follow_type (self, target, error)
                               : genkan_delivery_ensure_type (self, name, error);
  if (type == NULL || !link_type (self, target, type, error))
    return 0;

  g_hash_table_insert (self->types, g_strdup (name), g_memdup2 (&type->id, sizeof type->id));

  return type->id;
}
