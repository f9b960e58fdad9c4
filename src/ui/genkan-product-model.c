/* genkan-product-model.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Products are thousands at most, so all of them are read again after each change; what stands
 * the same at the beginning and at the end is kept, and only the middle is told as changed.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-product-model.h"

#include "genkan-store-products.h"

struct _GenkanProductModel
{
  GObject       parent_instance;

  GenkanStore  *store;       /* (owned) */
  GPtrArray    *products;    /* (owned) (element-type GenkanProduct) */
  char         *search;      /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): of what is being read */
  gboolean      again;       /* something changed while it was read */
};

static void genkan_product_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanProductModel, genkan_product_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      genkan_product_model_list_model_init))

enum
{
  SIGNAL_LOADED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GType
genkan_product_model_get_item_type (GListModel *list)
{
  return GENKAN_TYPE_PRODUCT;
}

static guint
genkan_product_model_get_n_items (GListModel *list)
{
  return GENKAN_PRODUCT_MODEL (list)->products->len;
}

static gpointer
genkan_product_model_get_item (GListModel *list,
                               guint       position)
{
  GenkanProductModel *self = GENKAN_PRODUCT_MODEL (list);

  if (position >= self->products->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->products, position));
}

static void
genkan_product_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = genkan_product_model_get_item_type;
  iface->get_n_items = genkan_product_model_get_n_items;
  iface->get_item = genkan_product_model_get_item;
}

static gboolean
is_same (GenkanProduct *first,
         GenkanProduct *second)
{
  return genkan_product_get_id (first) == genkan_product_get_id (second) &&
         genkan_product_get_n_records (first) == genkan_product_get_n_records (second) &&
         genkan_product_get_dojo_id (first) == genkan_product_get_dojo_id (second) &&
         g_str_equal (genkan_product_get_name (first), genkan_product_get_name (second)) &&
         g_strcmp0 (genkan_product_get_type_name (first),
                    genkan_product_get_type_name (second)) == 0;
}

static void
keep_item (GPtrArray *now,
           guint      position,
           gpointer   item)
{
  g_object_unref (g_ptr_array_index (now, position));
  g_ptr_array_index (now, position) = g_object_ref (item);
}

/* Takes the Products as they are now, and tells what differs. */
static void
genkan_product_model_take (GenkanProductModel *self,
                           GPtrArray          *now)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->products);
  guint least = MIN (before->len, now->len);
  guint head = 0;
  guint tail = 0;

  while (head < least &&
         is_same (g_ptr_array_index (before, head), g_ptr_array_index (now, head)))
    {
      keep_item (now, head, g_ptr_array_index (before, head));
      head++;
    }

  while (tail < least - head &&
         is_same (g_ptr_array_index (before, before->len - tail - 1),
                  g_ptr_array_index (now, now->len - tail - 1)))
    {
      keep_item (now, now->len - tail - 1, g_ptr_array_index (before, before->len - tail - 1));
      tail++;
    }

  self->products = g_ptr_array_ref (now);
  if (before->len - head - tail > 0 || now->len - head - tail > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), head, before->len - head - tail,
                                now->len - head - tail);
}

static void
genkan_product_model_read_in_thread (GTask        *task,
                                     gpointer      source,
                                     gpointer      data,
                                     GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *products = genkan_store_search_products (source, data, 0, &error);

  if (products != NULL)
    g_task_return_pointer (task, products, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void genkan_product_model_load (GenkanProductModel *self);

static void
genkan_product_model_read_cb (GObject      *object,
                              GAsyncResult *result,
                              gpointer      user_data)
{
  g_autoptr (GenkanProductModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) products = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (products != NULL)
    genkan_product_model_take (self, products);
  else
    g_warning ("Products cannot be read: %s", error->message);

  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
  if (self->again)
    genkan_product_model_load (self);
}

static void
genkan_product_model_load (GenkanProductModel *self)
{
  g_autoptr (GTask) task = NULL;

  self->again = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  task = g_task_new (self->store, self->cancellable, genkan_product_model_read_cb,
                     g_object_ref (self));
  g_task_set_source_tag (task, genkan_product_model_load);
  g_task_set_task_data (task, g_strdup (self->search), g_free);
  g_task_run_in_thread (task, genkan_product_model_read_in_thread);
}

/* A Discover changes Records often: what is being read already is not cancelled for that. */
static void
genkan_product_model_changed_cb (GenkanProductModel *self,
                                 GenkanStoreTables   tables)
{
  if ((tables & (GENKAN_STORE_TABLE_PRODUCTS | GENKAN_STORE_TABLE_RECORDS)) == 0)
    return;

  if (self->cancellable != NULL)
    self->again = TRUE;
  else
    genkan_product_model_load (self);
}

static void
genkan_product_model_dispose (GObject *object)
{
  GenkanProductModel *self = GENKAN_PRODUCT_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (genkan_product_model_parent_class)->dispose (object);
}

static void
genkan_product_model_finalize (GObject *object)
{
  GenkanProductModel *self = GENKAN_PRODUCT_MODEL (object);

  g_ptr_array_unref (self->products);
  g_free (self->search);

  G_OBJECT_CLASS (genkan_product_model_parent_class)->finalize (object);
}

static void
genkan_product_model_class_init (GenkanProductModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = genkan_product_model_dispose;
  object_class->finalize = genkan_product_model_finalize;

  signals[SIGNAL_LOADED] =
    g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
genkan_product_model_init (GenkanProductModel *self)
{
  self->products = g_ptr_array_new_with_free_func (g_object_unref);
  self->search = g_strdup ("");
}

/**
 * genkan_product_model_new:
 * @store: where the Products are
 *
 * Returns: (transfer full): the Products, as soon as they are read
 */
GenkanProductModel *
genkan_product_model_new (GenkanStore *store)
{
  GenkanProductModel *self;

  g_return_val_if_fail (GENKAN_IS_STORE (store), NULL);

  self = g_object_new (GENKAN_TYPE_PRODUCT_MODEL, NULL);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (genkan_product_model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  genkan_product_model_load (self);

  return self;
}

/**
 * genkan_product_model_set_search:
 * @self: a model
 * @search: (nullable): a part of the names to find
 */
void
genkan_product_model_set_search (GenkanProductModel *self,
                                 const char         *search)
{
  g_return_if_fail (GENKAN_IS_PRODUCT_MODEL (self));

  g_free (self->search);
  self->search = g_strdup (search != NULL ? search : "");
  genkan_product_model_load (self);
}

const char *
genkan_product_model_get_search (GenkanProductModel *self)
{
  g_return_val_if_fail (GENKAN_IS_PRODUCT_MODEL (self), NULL);

  return self->search;
}
