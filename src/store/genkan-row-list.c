/* genkan-row-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of the store as a list model. It holds the ids of all its rows, in order, and the
 * items of the rows that were asked for lately; others are read, a page at a time, when a row
 * is asked for.
 *
 * genkan-row-list-read.c gets the ids, genkan-row-list-model.c the items.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-row-list-private.h"

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_N_TOTAL,
  PROP_N_ITEMS,
  N_PROPS
};

enum
{
  SIGNAL_SETTLED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (GenkanRowList, genkan_row_list, G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (GenkanRowList)
                                  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                         _genkan_row_list_model_init))

GenkanRowListPrivate *
_genkan_row_list_get_private (GenkanRowList *self)
{
  return genkan_row_list_get_instance_private (self);
}

void
_genkan_row_list_set_loading (GenkanRowList *self,
                              gboolean       loading)
{
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);

  if (priv->loading == loading)
    return;

  priv->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

void
_genkan_row_list_set_n_total (GenkanRowList *self,
                              guint          n_total)
{
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);

  if (priv->n_total == n_total)
    return;

  priv->n_total = n_total;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TOTAL]);
}

/* All edits of an answer were told. */
void
_genkan_row_list_settle (GenkanRowList *self,
                         guint          n_before,
                         gboolean       anew)
{
  if (_genkan_row_list_get_private (self)->ids->len != n_before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
  g_signal_emit (self, signals[SIGNAL_SETTLED], 0, anew);
}

/* While it is being made the object has its parent's class; here it has its own. */
static void
genkan_row_list_constructed (GObject *object)
{
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (GENKAN_ROW_LIST (object));

  G_OBJECT_CLASS (genkan_row_list_parent_class)->constructed (object);

  priv->kind = GENKAN_ROW_LIST_GET_CLASS (object)->get_kind ();
  priv->cache = genkan_row_cache_new (priv->kind->get_id);
}

static void
genkan_row_list_dispose (GObject *object)
{
  GenkanRowList *self = GENKAN_ROW_LIST (object);
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);

  g_clear_object (&priv->store);

  G_OBJECT_CLASS (genkan_row_list_parent_class)->dispose (object);
}

static void
genkan_row_list_finalize (GObject *object)
{
  GenkanRowList *self = GENKAN_ROW_LIST (object);
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);

  if (priv->query != NULL)
    priv->kind->free_query (priv->query);
  genkan_row_cache_free (priv->cache);
  g_array_unref (priv->ids);

  G_OBJECT_CLASS (genkan_row_list_parent_class)->finalize (object);
}

static void
genkan_row_list_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  GenkanRowList *self = GENKAN_ROW_LIST (object);
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, priv->loading);
      break;

    case PROP_N_TOTAL:
      g_value_set_uint (value, priv->n_total);
      break;

    case PROP_N_ITEMS:
      g_value_set_uint (value, g_list_model_get_n_items (G_LIST_MODEL (self)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_row_list_class_init (GenkanRowListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = genkan_row_list_constructed;
  object_class->dispose = genkan_row_list_dispose;
  object_class->finalize = genkan_row_list_finalize;
  object_class->get_property = genkan_row_list_get_property;

  /**
   * GenkanRowList:loading:
   *
   * The answer to what was asked last is not there yet; the rows are those of before.
   */
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  /**
   * GenkanRowList:n-total:
   *
   * How many rows the table holds, whatever is searched for.
   */
  properties[PROP_N_TOTAL] = g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * GenkanRowList:n-items:
   *
   * How many rows the list has.
   */
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * GenkanRowList::settled:
   * @self: a list
   * @anew: it is the answer to another question, not a change of the store
   *
   * All that came and went was told by GListModel::items-changed.
   */
  signals[SIGNAL_SETTLED] =
    g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
genkan_row_list_init (GenkanRowList *self)
{
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);

  priv->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/* Asks for the rows of the query. */
void
genkan_row_list_open (GenkanRowList *self,
                      GenkanStore   *store,
                      gpointer       query)
{
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);

  priv->store = g_object_ref (store);
  priv->query = query;
  g_signal_connect_object (store, "changed", G_CALLBACK (_genkan_row_list_store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  genkan_row_list_ask (self);
}

/**
 * genkan_row_list_get_n_total:
 * @self: a list
 *
 * Returns: how many there are without search and filters
 */
guint
genkan_row_list_get_n_total (GenkanRowList *self)
{
  g_return_val_if_fail (GENKAN_IS_ROW_LIST (self), 0);

  return _genkan_row_list_get_private (self)->n_total;
}

/**
 * genkan_row_list_get_loading:
 * @self: a list
 *
 * Returns: whether it is being read
 */
gboolean
genkan_row_list_get_loading (GenkanRowList *self)
{
  g_return_val_if_fail (GENKAN_IS_ROW_LIST (self), FALSE);

  return _genkan_row_list_get_private (self)->loading;
}

/**
 * genkan_row_list_get_id:
 * @self: a list
 * @position: a row
 *
 * Returns: the id of the item there, without reading it; 0 behind the end
 */
gint64
genkan_row_list_get_id (GenkanRowList *self,
                        guint          position)
{
  g_return_val_if_fail (GENKAN_IS_ROW_LIST (self), 0);

  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self)))
    return 0;

  return _genkan_row_list_id_at (self, position);
}

/**
 * genkan_row_list_peek_ids:
 * @self: a list
 * @position: the first of some rows, and
 * @n_rows: how many; in a handler of GListModel::items-changed only those that were added
 *
 * Returns: (transfer none): the ids of the items there, until the list changes
 */
const gint64 *
genkan_row_list_peek_ids (GenkanRowList *self,
                          guint          position,
                          guint          n_rows)
{
  GArray *ids;

  g_return_val_if_fail (GENKAN_IS_ROW_LIST (self), NULL);

  ids = _genkan_row_list_get_private (self)->ids;
  g_return_val_if_fail (position <= ids->len && n_rows <= ids->len - position, NULL);

  return &g_array_index (ids, gint64, position);
}

/**
 * genkan_row_list_find:
 * @self: a list
 * @id: of an item
 *
 * Returns: its row, or -1
 */
int
genkan_row_list_find (GenkanRowList *self,
                      gint64         id)
{
  guint n_items;

  g_return_val_if_fail (GENKAN_IS_ROW_LIST (self), -1);

  n_items = g_list_model_get_n_items (G_LIST_MODEL (self));
  for (guint i = 0; i < n_items; i++)
    if (_genkan_row_list_id_at (self, i) == id)
      return i;

  return -1;
}
