/* genkan-row-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of the store as a list model. It holds the ids of all its rows, in order, and the
 * items of the rows that were asked for lately; others are read, a page at a time, when a row
 * is asked for.
 *
 * The ids are read by a worker thread: at the start, when the question changes (which cancels
 * what runs), and when the store changed (which waits for what runs). The worker also reads the
 * items anew that are held here, and works out the fewest rows to exchange. A list that is
 * still empty first asks for the rows of one screen only, so that they stand there at once
 * however many follow. The main thread only carries that out: while it tells of one edit after
 * the other, the list is the new one up to the edit and the old one behind it.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-row-cache.h"
#include "genkan-row-kind.h"
#include "genkan-row-work.h"
#include "genkan-store-private.h"

#define PAGE_SIZE 64
#define FIRST_ROWS 256

/* As many rows that come and go at once as it does not hurt to follow one by one. */
#define FEW_ROWS 64

typedef struct
{
  GenkanStore         *store;       /* (owned) */
  const GenkanRowKind *kind;
  gpointer             query;       /* (owned) (nullable) until it is opened */
  GenkanRowCache      *cache;       /* (owned) */
  guint                n_total;
  gboolean             loading;

  GArray              *ids;         /* (owned) (element-type gint64) */
  GArray              *old_ids;     /* (owned) (nullable) while edits are told: what was before */
  guint                split_new;   /* up to here the list is `ids` … */
  guint                split_old;   /* … and goes on from here with `old_ids` */
  gboolean             overhauled;  /* while edits are told: many rows go, and many come */

  GCancellable        *cancellable; /* (owned) (nullable) of the worker that runs */
  gboolean             refresh_again;
} GenkanRowListPrivate;

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_N_TOTAL,
  PROP_N_ITEMS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void genkan_row_list_model_init (GListModelInterface *iface);
static void genkan_row_list_start      (GenkanRowList    *self);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (GenkanRowList, genkan_row_list, G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (GenkanRowList)
                                  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                         genkan_row_list_model_init))

static GenkanRowListPrivate *
get_private (GenkanRowList *self)
{
  return genkan_row_list_get_instance_private (self);
}

static void
genkan_row_list_set_loading (GenkanRowList *self,
                             gboolean          loading)
{
  GenkanRowListPrivate *priv = get_private (self);

  if (priv->loading == loading)
    return;

  priv->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
genkan_row_list_set_n_total (GenkanRowList *self,
                             guint             n_total)
{
  GenkanRowListPrivate *priv = get_private (self);

  if (priv->n_total == n_total)
    return;

  priv->n_total = n_total;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TOTAL]);
}

static gboolean
are_many (GArray *edits)
{
  guint added = 0, removed = 0;

  for (guint i = 0; i < edits->len; i++)
    {
      added += g_array_index (edits, GenkanRecordEdit, i).added;
      removed += g_array_index (edits, GenkanRecordEdit, i).removed;
    }

  return MIN (added, removed) > FEW_ROWS;
}

static void
genkan_row_list_tell_edits (GenkanRowList *self,
                            GArray           *edits)
{
  GenkanRowListPrivate *priv = get_private (self);
  guint n_before = priv->old_ids->len;

  priv->overhauled = are_many (edits);
  for (guint i = 0; i < edits->len; i++)
    {
      GenkanRecordEdit *edit = &g_array_index (edits, GenkanRecordEdit, i);

      priv->split_new = edit->new_position + edit->added;
      priv->split_old = edit->old_position + edit->removed;
      g_list_model_items_changed (G_LIST_MODEL (self), edit->new_position,
                                  edit->removed, edit->added);
    }

  priv->overhauled = FALSE;
  g_clear_pointer (&priv->old_ids, g_array_unref);
  if (priv->ids->len != n_before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
genkan_row_list_apply (GenkanRowList *self,
                       GenkanRowWork   *work)
{
  GenkanRowListPrivate *priv = get_private (self);

  for (guint i = 0; i < work->fresh->len; i++)
    genkan_row_cache_insert (priv->cache, g_ptr_array_index (work->fresh, i));

  priv->old_ids = g_steal_pointer (&priv->ids);
  priv->ids = g_steal_pointer (&work->ids);
  priv->split_new = 0;
  priv->split_old = 0;
  genkan_row_list_tell_edits (self, work->edits);

  if (work->limit > 0)
    priv->refresh_again = TRUE;
  else
    genkan_row_list_set_n_total (self, work->n_total);
}

static void
genkan_row_list_read_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr (GenkanRowList) self = user_data;
  GenkanRowListPrivate *priv = get_private (self);
  GTask *task = G_TASK (result);
  g_autoptr (GError) error = NULL;

  /* Another question was asked meanwhile; its answer is on the way. */
  if (g_task_get_cancellable (task) != priv->cancellable)
    return;

  g_clear_object (&priv->cancellable);

  if (g_task_propagate_boolean (task, &error))
    genkan_row_list_apply (self, g_task_get_task_data (task));
  else
    g_info ("Cannot read a list: %s", error->message);

  /* Whoever was told of the edits may have asked something new. */
  if (priv->cancellable != NULL)
    return;

  if (priv->refresh_again)
    genkan_row_list_start (self);
  else
    genkan_row_list_set_loading (self, FALSE);
}

static void
genkan_row_list_start (GenkanRowList *self)
{
  GenkanRowListPrivate *priv = get_private (self);
  g_autoptr (GTask) task = NULL;
  GenkanRowWork *work = genkan_row_work_new (priv->store, priv->kind, priv->query, priv->ids,
                                             genkan_row_cache_dup_all (priv->cache));

  /* Only where an index has them ready: otherwise the first rows would take as long as all. */
  if (priv->ids->len == 0 && priv->kind->has_first_rows (priv->query))
    work->limit = FIRST_ROWS;

  priv->refresh_again = FALSE;
  priv->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, priv->cancellable, genkan_row_list_read_cb, g_object_ref (self));
  g_task_set_source_tag (task, genkan_row_list_start);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, genkan_row_work_free);
  g_task_run_in_thread (task, genkan_row_work_run);
}

/* The question changed: the answer that is on the way is of no use any more. */
void
genkan_row_list_ask (GenkanRowList *self)
{
  GenkanRowListPrivate *priv = get_private (self);

  if (priv->cancellable != NULL)
    g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);

  genkan_row_list_start (self);
  genkan_row_list_set_loading (self, TRUE);
}

static void
genkan_row_list_store_changed_cb (GenkanRowList *self,
                                  guint             tables,
                                  gint64            connection_id)
{
  GenkanRowListPrivate *priv = get_private (self);
  gint64 own = priv->kind->get_connection (priv->query);

  if ((tables & priv->kind->tables) == 0)
    return;

  if (connection_id != 0 && own != 0 && connection_id != own)
    return;

  if (priv->cancellable != NULL)
    priv->refresh_again = TRUE;
  else
    genkan_row_list_start (self);
}

/* --- the model --- */

static GType
genkan_row_list_get_item_type (GListModel *model)
{
  return GENKAN_ROW_LIST_GET_CLASS (model)->get_kind ()->item_type;
}

static guint
genkan_row_list_get_n_items (GListModel *model)
{
  GenkanRowList *self = GENKAN_ROW_LIST (model);
  GenkanRowListPrivate *priv = get_private (self);

  if (priv->old_ids != NULL)
    return priv->split_new + priv->old_ids->len - priv->split_old;

  return priv->ids->len;
}

static gint64
genkan_row_list_id_at (GenkanRowList *self,
                       guint             position)
{
  GenkanRowListPrivate *priv = get_private (self);

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
  GenkanRowListPrivate *priv = get_private (self);
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
  GenkanRowListPrivate *priv = get_private (self);
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
    if (!load_one (self, statement, genkan_row_list_id_at (self, i), error))
      return FALSE;

  return TRUE;
}

/* A row that was deleted a moment ago, before the list has heard of it: a list model must give
 * an object for each of its places. */
static gpointer
make_gone (GenkanRowList *self,
           gint64         id)
{
  GenkanRowListPrivate *priv = get_private (self);
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
  GenkanRowListPrivate *priv = get_private (self);
  g_autoptr (GError) error = NULL;
  gpointer item;
  gint64 id;

  if (position >= genkan_row_list_get_n_items (model))
    return NULL;

  id = genkan_row_list_id_at (self, position);
  item = genkan_row_cache_lookup (priv->cache, id);
  if (item != NULL)
    return g_object_ref (item);

  if (!load_page (self, position, &error))
    g_info ("Cannot read a page of a list: %s", error->message);

  item = genkan_row_cache_lookup (priv->cache, id);

  return g_object_ref (item != NULL ? item : make_gone (self, id));
}

static void
genkan_row_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = genkan_row_list_get_item_type;
  iface->get_n_items = genkan_row_list_get_n_items;
  iface->get_item = genkan_row_list_get_item;
}

/* --- the object --- */

/* While it is being made the object has its parent's class; here it has its own. */
static void
genkan_row_list_constructed (GObject *object)
{
  GenkanRowListPrivate *priv = get_private (GENKAN_ROW_LIST (object));

  G_OBJECT_CLASS (genkan_row_list_parent_class)->constructed (object);

  priv->kind = GENKAN_ROW_LIST_GET_CLASS (object)->get_kind ();
  priv->cache = genkan_row_cache_new (priv->kind->get_id);
}

static void
genkan_row_list_dispose (GObject *object)
{
  GenkanRowList *self = GENKAN_ROW_LIST (object);
  GenkanRowListPrivate *priv = get_private (self);

  g_clear_object (&priv->store);

  G_OBJECT_CLASS (genkan_row_list_parent_class)->dispose (object);
}

static void
genkan_row_list_finalize (GObject *object)
{
  GenkanRowList *self = GENKAN_ROW_LIST (object);
  GenkanRowListPrivate *priv = get_private (self);

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
  GenkanRowListPrivate *priv = get_private (self);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, priv->loading);
      break;

    case PROP_N_TOTAL:
      g_value_set_uint (value, priv->n_total);
      break;

    case PROP_N_ITEMS:
      g_value_set_uint (value, genkan_row_list_get_n_items (G_LIST_MODEL (self)));
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
}

static void
genkan_row_list_init (GenkanRowList *self)
{
  GenkanRowListPrivate *priv = get_private (self);

  priv->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/* Asks for the rows of the query. */
void
genkan_row_list_open (GenkanRowList *self,
                      GenkanStore   *store,
                      gpointer       query)
{
  GenkanRowListPrivate *priv = get_private (self);

  priv->store = g_object_ref (store);
  priv->query = query;
  g_signal_connect_object (store, "changed", G_CALLBACK (genkan_row_list_store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  genkan_row_list_ask (self);
}

guint
genkan_row_list_get_n_total (GenkanRowList *self)
{
  g_return_val_if_fail (GENKAN_IS_ROW_LIST (self), 0);

  return get_private (self)->n_total;
}

gboolean
genkan_row_list_get_loading (GenkanRowList *self)
{
  g_return_val_if_fail (GENKAN_IS_ROW_LIST (self), FALSE);

  return get_private (self)->loading;
}

/**
 * genkan_row_list_is_overhauled:
 * @self: a list
 *
 * Of use in a handler of GListModel::items-changed, for who does not want to follow many changes
 * one by one: as when the list is sorted anew, a row may stand in it twice between two of them.
 *
 * Returns: whether the change that is being told is one of a set in which many rows go and come
 */
gboolean
genkan_row_list_is_overhauled (GenkanRowList *self)
{
  g_return_val_if_fail (GENKAN_IS_ROW_LIST (self), FALSE);

  return get_private (self)->overhauled;
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
                        guint             position)
{
  g_return_val_if_fail (GENKAN_IS_ROW_LIST (self), 0);

  if (position >= genkan_row_list_get_n_items (G_LIST_MODEL (self)))
    return 0;

  return genkan_row_list_id_at (self, position);
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
                      gint64            id)
{
  guint n_items;

  g_return_val_if_fail (GENKAN_IS_ROW_LIST (self), -1);

  n_items = genkan_row_list_get_n_items (G_LIST_MODEL (self));
  for (guint i = 0; i < n_items; i++)
    if (genkan_row_list_id_at (self, i) == id)
      return i;

  return -1;
}
