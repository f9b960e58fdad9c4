/* genkan-row-list-model.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of rows as a GListModel: what stands at a place, read from the store with its neighbours
 * when it is asked for.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-row-list-private.h"

#define PAGE_SIZE 64

static GType
genkan_row_list_get_item_type (GListModel *model)
{
  return GENKAN_ROW_LIST_GET_CLASS (model)->get_kind ()->item_type;
}

static guint
genkan_row_list_get_n_items (GListModel *model)
{
  GenkanRowList *self = GENKAN_ROW_LIST (model);
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);

  if (priv->old_ids != NULL)
    return priv->split_new + priv->old_ids->len - priv->split_old;

  return priv->ids->len;
}

/* The id at a place, without reading the row. */
gint64
_genkan_row_list_id_at (GenkanRowList *self,
                        guint             position)
{
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);

  if (priv->old_ids != NULL && position >= priv->split_new)
    return g_array_index (priv->old_ids, gint64, position - priv->split_new + priv->split_old);

  return g_array_index (priv->ids, gint64, position);
}

static gboolean
load_one (GenkanRowList    *self,
          GenkanStatement  *statement,
          gint64            id,
          GError          **error)
{
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);
  g_autoptr (GObject) item = NULL;
  GenkanStep step;

  if (genkan_row_cache_lookup (priv->cache, id) != NULL)
    return TRUE;

  genkan_statement_bind_int64 (statement, 0, id);
  step = genkan_statement_step (statement, error);
  if (step != GENKAN_STEP_ROW)
    return step == GENKAN_STEP_DONE;

  item = priv->kind->read (statement);
  genkan_row_cache_insert (priv->cache, item);

  return TRUE;
}

static gboolean
load_page (GenkanRowList  *self,
           guint              position,
           GError           **error)
{
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);
  g_auto (GenkanReader) reader = genkan_reader_init (priv->store, error);
  g_autoptr (GenkanStatement) statement = NULL;
  guint start = position - position % PAGE_SIZE;
  guint end = MIN (start + PAGE_SIZE, genkan_row_list_get_n_items (G_LIST_MODEL (self)));

  if (reader.db == NULL)
    return FALSE;

  statement = genkan_database_prepare (reader.db, priv->kind->select_one, error);
  if (statement == NULL)
    return FALSE;

  for (guint i = start; i < end; i++)
    if (!load_one (self, statement, _genkan_row_list_id_at (self, i), error))
      return FALSE;

  return TRUE;
}

/* A row that was deleted a moment ago, before the list has heard of it: a list model must give
 * an object for each of its places. */
static gpointer
make_gone (GenkanRowList *self,
           gint64         id)
{
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);
  g_autoptr (GObject) item =
    priv->kind->make_gone (priv->query, id);

  genkan_row_cache_insert (priv->cache, item);

  return item;
}

static gpointer
genkan_row_list_get_item (GListModel *model,
                          guint       position)
{
  GenkanRowList *self = GENKAN_ROW_LIST (model);
  GenkanRowListPrivate *priv = _genkan_row_list_get_private (self);
  g_autoptr (GError) error = NULL;
  gpointer item;
  gint64 id;

  if (position >= genkan_row_list_get_n_items (model))
    return NULL;

  id = _genkan_row_list_id_at (self, position);
  item = genkan_row_cache_lookup (priv->cache, id);
  if (item != NULL)
    return g_object_ref (item);

  if (!load_page (self, position, &error))
    g_info ("Cannot read a page of a list: %s", error->message);

  item = genkan_row_cache_lookup (priv->cache, id);

  return g_object_ref (item != NULL ? item : make_gone (self, id));
}

void
_genkan_row_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = genkan_row_list_get_item_type;
  iface->get_n_items = genkan_row_list_get_n_items;
  iface->get_item = genkan_row_list_get_item;
}
