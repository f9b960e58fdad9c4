/* genkan-attention-model.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Made anew a moment after something changed, so that a Discover which tells of each batch does
 * not make us count as often. What is still the same is not told as changed: the focus stays.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-attention-model.h"

#include "genkan-attention.h"
#include "genkan-server-check.h"
#include "genkan-store-server.h"

/* In milliseconds. */
#define A_MOMENT 200

/* A key expires without anything changing. */
#define INTERVAL_SECONDS 3600

struct _GenkanAttentionModel
{
  GObject                parent_instance;

  GenkanStore           *store;        /* (owned) */
  GenkanConnectionModel *connections;  /* (owned) */
  GPtrArray             *items;        /* (owned) (element-type GenkanAttention) */
  guint                  timeout;      /* until it is made anew, or 0 */
  guint                  clock;
};

static void genkan_attention_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanAttentionModel, genkan_attention_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      genkan_attention_model_list_init))

static GType
genkan_attention_model_get_item_type (GListModel *list)
{
  return GENKAN_TYPE_ATTENTION;
}

static guint
genkan_attention_model_get_n_items (GListModel *list)
{
  return GENKAN_ATTENTION_MODEL (list)->items->len;
}

static gpointer
genkan_attention_model_get_item (GListModel *list,
                                 guint       position)
{
  GenkanAttentionModel *self = GENKAN_ATTENTION_MODEL (list);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
genkan_attention_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = genkan_attention_model_get_item_type;
  iface->get_n_items = genkan_attention_model_get_n_items;
  iface->get_item = genkan_attention_model_get_item;
}

static void
add_key (GenkanAttentionModel *self,
         GPtrArray            *items)
{
  g_autoptr (GenkanServer) server = genkan_store_get_server (self->store, NULL);
  g_autofree char *words = NULL;

  if (server != NULL && genkan_server_is_set (server))
    words = genkan_server_dup_expiry_words (server->token_expiry, g_get_real_time ());
  if (words != NULL)
    g_ptr_array_add (items, genkan_attention_new_for_key (words));
}

static void
add_connection (GenkanAttentionModel *self,
                GPtrArray            *items,
                GenkanConnectionItem *connection)
{
  g_autoptr (GError) error = NULL;
  GenkanWaiting waiting = { 0 };

  if (!genkan_store_get_waiting (self->store, genkan_connection_item_get_id (connection), &waiting,
                                 &error))
    g_info ("Reading what waits: %s", error->message);

  genkan_attention_add_connection (items, connection, &waiting);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return genkan_attention_compare (*(GenkanAttention **) a, *(GenkanAttention **) b);
}

static gboolean
same_items (GPtrArray *a,
            GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    if (!genkan_attention_equal (a->pdata[i], b->pdata[i]))
      return FALSE;

  return TRUE;
}

static void
genkan_attention_model_reload (GenkanAttentionModel *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_connections = g_list_model_get_n_items (G_LIST_MODEL (self->connections));
  guint n_before = self->items->len;

  add_key (self, items);
  for (guint i = 0; i < n_connections; i++)
    {
      g_autoptr (GenkanConnectionItem) item =
        g_list_model_get_item (G_LIST_MODEL (self->connections), i);

      add_connection (self, items, item);
    }
  g_ptr_array_sort (items, compare);

  if (same_items (self->items, items))
    return;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_steal_pointer (&items);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->items->len);
}

static gboolean
genkan_attention_model_timeout_cb (gpointer user_data)
{
  GenkanAttentionModel *self = user_data;

  self->timeout = 0;
  genkan_attention_model_reload (self);

  return G_SOURCE_REMOVE;
}

static void
genkan_attention_model_changed_cb (GenkanAttentionModel *self)
{
  if (self->timeout == 0)
    self->timeout = g_timeout_add (A_MOMENT, genkan_attention_model_timeout_cb, self);
}

static gboolean
genkan_attention_model_clock_cb (gpointer user_data)
{
  genkan_attention_model_reload (user_data);

  return G_SOURCE_CONTINUE;
}

static void
genkan_attention_model_dispose (GObject *object)
{
  GenkanAttentionModel *self = GENKAN_ATTENTION_MODEL (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_object (&self->connections);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (genkan_attention_model_parent_class)->dispose (object);
}

static void
genkan_attention_model_finalize (GObject *object)
{
  g_ptr_array_unref (GENKAN_ATTENTION_MODEL (object)->items);

  G_OBJECT_CLASS (genkan_attention_model_parent_class)->finalize (object);
}

static void
genkan_attention_model_class_init (GenkanAttentionModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = genkan_attention_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = genkan_attention_model_finalize;
}

static void
genkan_attention_model_init (GenkanAttentionModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * genkan_attention_model_new:
 * @store: where everything is
 * @connections: all Connections
 *
 * Returns: (transfer full): the model, filled
 */
GenkanAttentionModel *
genkan_attention_model_new (GenkanStore           *store,
                            GenkanConnectionModel *connections)
{
  GenkanAttentionModel *self;

  g_return_val_if_fail (GENKAN_IS_STORE (store), NULL);
  g_return_val_if_fail (GENKAN_IS_CONNECTION_MODEL (connections), NULL);

  self = g_object_new (GENKAN_TYPE_ATTENTION_MODEL, NULL);
  self->store = g_object_ref (store);
  self->connections = g_object_ref (connections);
  self->clock = g_timeout_add_seconds (INTERVAL_SECONDS, genkan_attention_model_clock_cb, self);
  g_signal_connect_object (store, "changed", G_CALLBACK (genkan_attention_model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (connections, "items-changed",
                           G_CALLBACK (genkan_attention_model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  genkan_attention_model_reload (self);

  return self;
}
