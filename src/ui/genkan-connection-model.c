/* genkan-connection-model.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Read again as a whole when the store says that something changed: people have tens of
 * Connections, not thousands. Items are kept by id, so rows, focus and selection stay.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-connection-model.h"

#include "genkan-store-sync.h"

#include "genkan-store-connections.h"
#include "genkan-store-operations.h"

struct _GenkanConnectionModel
{
  GObject parent_instance;

  GenkanWorkspace *workspace;  /* (owned) */
  GPtrArray       *items;      /* (owned) (element-type GenkanConnectionItem) */
  GHashTable      *hidden;     /* (owned) (element-type gint64): the set of ids not shown */
};

static void genkan_connection_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanConnectionModel, genkan_connection_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      genkan_connection_model_list_init))

static GType
genkan_connection_model_get_item_type (GListModel *list)
{
  return GENKAN_TYPE_CONNECTION_ITEM;
}

static guint
genkan_connection_model_get_n_items (GListModel *list)
{
  return GENKAN_CONNECTION_MODEL (list)->items->len;
}

static gpointer
genkan_connection_model_get_item (GListModel *list,
                                  guint       position)
{
  GenkanConnectionModel *self = GENKAN_CONNECTION_MODEL (list);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
genkan_connection_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = genkan_connection_model_get_item_type;
  iface->get_n_items = genkan_connection_model_get_n_items;
  iface->get_item = genkan_connection_model_get_item;
}

static const char *
get_tool_name (GenkanConnectionModel *self,
               GenkanConnection      *connection)
{
  const char *id = genkan_connection_get_connector_id (connection);
  GenkanConnector *connector;

  connector = genkan_connector_set_lookup (genkan_workspace_get_connectors (self->workspace), id);
  if (connector == NULL || genkan_connector_get_name (connector) == NULL)
    return id;

  return genkan_connector_get_name (connector);
}

static GenkanOperation *
dup_last_operation (GenkanConnectionModel *self,
                    gint64                 connection_id)
{
  g_autoptr (GPtrArray) operations = NULL;
  g_autoptr (GError) error = NULL;

  operations = genkan_store_list_operations (genkan_workspace_get_store (self->workspace),
                                             connection_id, 1, &error);
  if (operations == NULL)
    g_info ("Reading the last operation of connection %" G_GINT64_FORMAT ": %s",
            connection_id, error->message);

  return operations != NULL && operations->len > 0 ? g_object_ref (operations->pdata[0]) : NULL;
}

static GenkanConnectionItem *
make_item (GenkanConnectionModel *self,
           GenkanConnection      *connection)
{
  gint64 id = genkan_connection_get_id (connection);
  GenkanConnectionItem *item = genkan_connection_model_lookup (self, id);
  g_autoptr (GenkanOperation) operation = dup_last_operation (self, id);

  if (item != NULL)
    g_object_ref (item);
  else
    item = genkan_connection_item_new (connection, get_tool_name (self, connection));

  genkan_connection_item_set_n_held (
    item, genkan_store_count_held (genkan_workspace_get_store (self->workspace), id));
  genkan_connection_item_update (item, connection, operation,
                                 genkan_workspace_get_activity (self->workspace, id));

  return item;
}

static gboolean
same_items (GPtrArray *a,
            GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    if (a->pdata[i] != b->pdata[i])
      return FALSE;

  return TRUE;
}

static void
genkan_connection_model_reload (GenkanConnectionModel *self)
{
  g_autoptr (GPtrArray) connections = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  guint n_before = self->items->len;

  connections = genkan_store_list_connections (genkan_workspace_get_store (self->workspace),
                                               &error);
  if (connections == NULL)
    {
      g_info ("Reading the connections: %s", error->message);
      return;
    }

  for (guint i = 0; i < connections->len; i++)
    {
      gint64 id = genkan_connection_get_id (connections->pdata[i]);

      if (!g_hash_table_contains (self->hidden, &id))
        g_ptr_array_add (items, make_item (self, connections->pdata[i]));
    }

  if (same_items (self->items, items))
    return;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_steal_pointer (&items);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->items->len);
}

static void
genkan_connection_model_changed_cb (GenkanConnectionModel *self)
{
  genkan_connection_model_reload (self);
}

static void
genkan_connection_model_started_cb (GenkanConnectionModel *self,
                                    GenkanActivity        *activity)
{
  g_signal_connect_object (activity, "ended",
                           G_CALLBACK (genkan_connection_model_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  genkan_connection_model_reload (self);
}

static void
genkan_connection_model_finalize (GObject *object)
{
  GenkanConnectionModel *self = GENKAN_CONNECTION_MODEL (object);

  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->hidden);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (genkan_connection_model_parent_class)->finalize (object);
}

static void
genkan_connection_model_class_init (GenkanConnectionModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = genkan_connection_model_finalize;
}

static void
genkan_connection_model_init (GenkanConnectionModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->hidden = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * genkan_connection_model_new:
 * @workspace: whose Connections
 *
 * Returns: (transfer full): the model, filled
 */
GenkanConnectionModel *
genkan_connection_model_new (GenkanWorkspace *workspace)
{
  GenkanConnectionModel *self;

  g_return_val_if_fail (GENKAN_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (GENKAN_TYPE_CONNECTION_MODEL, NULL);
  self->workspace = g_object_ref (workspace);

  g_signal_connect_object (genkan_workspace_get_store (workspace), "changed",
                           G_CALLBACK (genkan_connection_model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "activity-started",
                           G_CALLBACK (genkan_connection_model_started_cb), self,
                           G_CONNECT_SWAPPED);
  genkan_connection_model_reload (self);

  return self;
}

/**
 * genkan_connection_model_lookup:
 * @self: a model
 * @connection_id: a Connection's id
 *
 * Returns: (transfer none) (nullable): its item, if it is shown
 */
GenkanConnectionItem *
genkan_connection_model_lookup (GenkanConnectionModel *self,
                                gint64                 connection_id)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTION_MODEL (self), NULL);

  for (guint i = 0; i < self->items->len; i++)
    if (genkan_connection_item_get_id (self->items->pdata[i]) == connection_id)
      return self->items->pdata[i];

  return NULL;
}

/**
 * genkan_connection_model_set_hidden:
 * @self: a model
 * @connection_id: a Connection's id
 * @hidden: whether to leave it out
 *
 * Leaves a Connection out that is about to be removed, while that can still be undone.
 */
void
genkan_connection_model_set_hidden (GenkanConnectionModel *self,
                                    gint64                 connection_id,
                                    gboolean               hidden)
{
  g_return_if_fail (GENKAN_IS_CONNECTION_MODEL (self));

  if (hidden)
    g_hash_table_add (self->hidden, g_memdup2 (&connection_id, sizeof connection_id));
  else
    g_hash_table_remove (self->hidden, &connection_id);

  genkan_connection_model_reload (self);
}
