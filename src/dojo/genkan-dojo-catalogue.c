/* genkan-dojo-catalogue.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All Products, for a person to choose from. DefectDojo tells with each the ids of all its active
 * Findings, so pages are small and only what is needed of them is kept.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-catalogue.h"

#include "genkan-dojo-json-private.h"
#include "genkan-mark.h"
#include "genkan-dojo-objects.h"
#include "genkan-dojo-walk-private.h"

typedef struct
{
  GenkanDojoProgressFunc  progress; /* (nullable) */
  gpointer                progress_data;
  GPtrArray              *types;    /* (owned) (nullable) (element-type GenkanDojoObject) */
} Catalogue;

static void
catalogue_free (gpointer data)
{
  Catalogue *catalogue = data;

  g_clear_pointer (&catalogue->types, g_ptr_array_unref);
  g_free (catalogue);
}

static void
product_free (gpointer data)
{
  GenkanDojoProduct *product = data;

  g_free (product->name);
  g_free (product->type_name);
  g_strfreev (product->marks);
  g_free (product);
}

static char **
read_marks (JsonObject *fields)
{
  g_autoptr (GStrvBuilder) marks = g_strv_builder_new ();
  JsonArray *meta = _genkan_dojo_json_get_array (fields, "product_meta");

  for (guint i = 0; meta != NULL && i < json_array_get_length (meta); i++)
    {
      JsonNode *node = json_array_get_element (meta, i);
      const char *name = JSON_NODE_HOLDS_OBJECT (node)
                           ? _genkan_dojo_json_get_string (json_node_get_object (node), "name")
                           : NULL;

      if (genkan_mark_is_valid (name))
        g_strv_builder_add (marks, name);
    }

  return g_strv_builder_end (marks);
}

static const char *
find_type_name (GPtrArray *types,
                gint64     id)
{
  for (guint i = 0; i < types->len; i++)
    {
      GenkanDojoObject *type = g_ptr_array_index (types, i);

      if (type->id == id)
        return type->name;
    }

  return "";
}

static gpointer
genkan_dojo_keep_product (GenkanDojoObject *object,
                          gpointer          data)
{
  Catalogue *catalogue = data;
  GenkanDojoProduct *product = g_new0 (GenkanDojoProduct, 1);

  product->id = object->id;
  product->name = g_strdup (object->name);
  product->type_id = object->parent_id;
  product->type_name = g_strdup (find_type_name (catalogue->types, object->parent_id));
  product->marks = read_marks (object->fields);

  return product;
}

static void
genkan_dojo_catalogue_page (guint    n_read,
                            guint    n_all,
                            gpointer data)
{
  Catalogue *catalogue = data;

  if (catalogue->progress != NULL)
    catalogue->progress (n_read, n_all, catalogue->progress_data);
}

static void
genkan_dojo_products_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *products = _genkan_dojo_walk_finish (GENKAN_DOJO (source), result, &error);

  if (products != NULL)
    g_task_return_pointer (task, products, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
genkan_dojo_types_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  GTask *task = user_data;
  Catalogue *catalogue = g_task_get_task_data (task);
  GenkanDojoWalk walk = {
    .kind = GENKAN_DOJO_PRODUCTS,
    .keep = genkan_dojo_keep_product,
    .free_kept = product_free,
    .page = genkan_dojo_catalogue_page,
    .data = catalogue,
  };
  GError *error = NULL;

  catalogue->types = genkan_dojo_list_finish (GENKAN_DOJO (source), result, &error);
  if (catalogue->types == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  _genkan_dojo_walk_async (GENKAN_DOJO (source), &walk, g_task_get_cancellable (task),
                           genkan_dojo_products_cb, task);
}

/**
 * genkan_dojo_list_catalogue_async:
 * @self: a client
 * @progress: (nullable) (scope async): told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): to stop
 * @callback: called when all are there
 * @user_data: for @callback
 *
 * Lists all Products and Product Types that the user of the token may see.
 */
void
genkan_dojo_list_catalogue_async (GenkanDojo             *self,
                                  GenkanDojoProgressFunc  progress,
                                  gpointer                progress_data,
                                  GCancellable           *cancellable,
                                  GAsyncReadyCallback     callback,
                                  gpointer                user_data)
{
  GTask *task;
  Catalogue *catalogue;

  g_return_if_fail (GENKAN_IS_DOJO (self));

  catalogue = g_new0 (Catalogue, 1);
  catalogue->progress = progress;
  catalogue->progress_data = progress_data;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_dojo_list_catalogue_async);
  g_task_set_task_data (task, catalogue, catalogue_free);
  genkan_dojo_list_async (self, GENKAN_DOJO_PRODUCT_TYPES, NULL, 0, cancellable,
                          genkan_dojo_types_cb, task);
}

/**
 * genkan_dojo_list_catalogue_finish:
 * @self: a client
 * @result: what the callback got
 * @ret_types: (out) (optional) (transfer full) (element-type GenkanDojoObject): the Product
 *   Types, those without Products among them
 * @error: return location for a #GenkanDojoError
 *
 * Returns: (transfer full) (nullable) (element-type GenkanDojoProduct): the Products, by id
 */
GPtrArray *
genkan_dojo_list_catalogue_finish (GenkanDojo    *self,
                                   GAsyncResult  *result,
                                   GPtrArray    **ret_types,
                                   GError       **error)
{
  GPtrArray *products;
  Catalogue *catalogue;

  g_return_val_if_fail (GENKAN_IS_DOJO (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  catalogue = g_task_get_task_data (G_TASK (result));
  products = g_task_propagate_pointer (G_TASK (result), error);
  if (products != NULL && ret_types != NULL)
    *ret_types = g_ptr_array_ref (catalogue->types);

  return products;
}
