/* genkan-record-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of Records as a list model. It holds the ids of all its rows, in order, and the
 * Records of the rows that were asked for lately; others are read, a page at a time, when a row
 * is asked for.
 *
 * The ids are read by a worker thread: at the start, when the question changes (which cancels
 * what runs), and when the store changed (which waits for what runs). The worker also reads the
 * Records anew that are held here, and works out the fewest rows to exchange. A list that is
 * still empty first asks for the rows of one screen only, so that they stand there at once
 * however many follow. The main thread only carries that out: while it tells of one edit after the other, the list is the new one up
 * to the edit and the old one behind it.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-fold.h"
#include "genkan-record-cache.h"
#include "genkan-record-work.h"
#include "genkan-store-private.h"

#define PAGE_SIZE 64
#define FIRST_ROWS 256

/* As many rows that come and go at once as it does not hurt to follow one by one. */
#define FEW_ROWS 64

struct _GenkanRecordList
{
  GObject parent_instance;

  GenkanStore       *store;       /* (owned) */
  GenkanRecordQuery  query;
  GenkanRecordCache *cache;       /* (owned) */
  guint              n_total;
  gboolean           loading;

  GArray            *ids;         /* (owned) (element-type gint64) */
  GArray            *old_ids;     /* (owned) (nullable) while edits are told: what was before */
  guint              split_new;   /* up to here the list is `ids` … */
  guint              split_old;   /* … and goes on from here with `old_ids` */
  gboolean           overhauled;  /* while edits are told: many rows go, and many come */

  GCancellable      *cancellable; /* (owned) (nullable) of the worker that runs */
  gboolean           refresh_again;
};

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_N_TOTAL,
  PROP_N_ITEMS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void genkan_record_list_model_init (GListModelInterface *iface);
static void genkan_record_list_start      (GenkanRecordList    *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanRecordList, genkan_record_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      genkan_record_list_model_init))

static void
genkan_record_list_set_loading (GenkanRecordList *self,
                                gboolean          loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
genkan_record_list_set_n_total (GenkanRecordList *self,
                                guint             n_total)
{
  if (self->n_total == n_total)
    return;

  self->n_total = n_total;
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
genkan_record_list_tell_edits (GenkanRecordList *self,
                               GArray           *edits)
{
  guint n_before = self->old_ids->len;

  self->overhauled = are_many (edits);
  for (guint i = 0; i < edits->len; i++)
    {
      GenkanRecordEdit *edit = &g_array_index (edits, GenkanRecordEdit, i);

      self->split_new = edit->new_position + edit->added;
      self->split_old = edit->old_position + edit->removed;
      g_list_model_items_changed (G_LIST_MODEL (self), edit->new_position,
                                  edit->removed, edit->added);
    }

  self->overhauled = FALSE;
  g_clear_pointer (&self->old_ids, g_array_unref);
  if (self->ids->len != n_before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
genkan_record_list_apply (GenkanRecordList *self,
                          GenkanRecordWork   *work)
{
  for (guint i = 0; i < work->fresh->len; i++)
    genkan_record_cache_insert (self->cache, g_ptr_array_index (work->fresh, i));

  self->old_ids = g_steal_pointer (&self->ids);
  self->ids = g_steal_pointer (&work->ids);
  self->split_new = 0;
  self->split_old = 0;
  genkan_record_list_tell_edits (self, work->edits);

  if (work->limit > 0)
    self->refresh_again = TRUE;
  else
    genkan_record_list_set_n_total (self, work->n_total);
}

static void
genkan_record_list_read_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      user_data)
{
  g_autoptr (GenkanRecordList) self = user_data;
  GTask *task = G_TASK (result);
  g_autoptr (GError) error = NULL;

  /* Another question was asked meanwhile; its answer is on the way. */
  if (g_task_get_cancellable (task) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);

  if (g_task_propagate_boolean (task, &error))
    genkan_record_list_apply (self, g_task_get_task_data (task));
  else
    g_info ("Cannot read a list of Records: %s", error->message);

  /* Whoever was told of the edits may have asked something new. */
  if (self->cancellable != NULL)
    return;

  if (self->refresh_again)
    genkan_record_list_start (self);
  else
    genkan_record_list_set_loading (self, FALSE);
}

/* Only where an index has them ready: otherwise the first rows would take as long as all. */
static gboolean
genkan_record_list_wants_first_rows (GenkanRecordList *self)
{
  return self->ids->len == 0 && self->query.words == NULL && self->query.product_id == 0 &&
         self->query.connection_id != 0 &&
         self->query.sort == GENKAN_RECORD_COLUMN_NAME;
}

static void
genkan_record_list_start (GenkanRecordList *self)
{
  g_autoptr (GTask) task = NULL;
  GenkanRecordWork *work = genkan_record_work_new (self->store, &self->query, self->ids,
                                                   genkan_record_cache_dup_all (self->cache));

  work->limit = genkan_record_list_wants_first_rows (self) ? FIRST_ROWS : 0;

  self->refresh_again = FALSE;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, genkan_record_list_read_cb, g_object_ref (self));
  g_task_set_source_tag (task, genkan_record_list_start);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, genkan_record_work_free);
  g_task_run_in_thread (task, genkan_record_work_run);
}

/* The question changed: the answer that is on the way is of no use any more. */
static void
genkan_record_list_ask (GenkanRecordList *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  genkan_record_list_start (self);
  genkan_record_list_set_loading (self, TRUE);
}

static void
genkan_record_list_store_changed_cb (GenkanRecordList *self,
                                     guint             tables,
                                     gint64            connection_id)
{
  if ((tables & (GENKAN_STORE_TABLE_RECORDS | GENKAN_STORE_TABLE_PRODUCTS)) == 0)
    return;

  if (connection_id != 0 && self->query.connection_id != 0 &&
      connection_id != self->query.connection_id)
    return;

  if (self->cancellable != NULL)
    self->refresh_again = TRUE;
  else
    genkan_record_list_start (self);
}

/* --- the model --- */

static GType
genkan_record_list_get_item_type (GListModel *model)
{
  return GENKAN_TYPE_RECORD;
}

static guint
genkan_record_list_get_n_items (GListModel *model)
{
  GenkanRecordList *self = GENKAN_RECORD_LIST (model);

  if (self->old_ids != NULL)
    return self->split_new + self->old_ids->len - self->split_old;

  return self->ids->len;
}

static gint64
genkan_record_list_id_at (GenkanRecordList *self,
                          guint             position)
{
  if (self->old_ids != NULL && position >= self->split_new)
    return g_array_index (self->old_ids, gint64, position - self->split_new + self->split_old);

  return g_array_index (self->ids, gint64, position);
}

static gboolean
load_one (GenkanRecordList  *self,
          GenkanStatement   *statement,
          gint64             id,
          GError           **error)
{
  g_autoptr (GenkanRecord) record = NULL;
  GenkanRecordFields fields;
  GenkanStep step;

  if (genkan_record_cache_lookup (self->cache, id) != NULL)
    return TRUE;

  genkan_statement_bind_int64 (statement, 0, id);
  step = genkan_statement_step (statement, error);
  if (step != GENKAN_STEP_ROW)
    return step == GENKAN_STEP_DONE;

  genkan_record_fields_read (&fields, statement);
  record = genkan_record_new (&fields);
  genkan_record_cache_insert (self->cache, record);

  return TRUE;
}

static gboolean
load_page (GenkanRecordList  *self,
           guint              position,
           GError           **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self->store, error);
  g_autoptr (GenkanStatement) statement = NULL;
  guint start = position - position % PAGE_SIZE;
  guint end = MIN (start + PAGE_SIZE, genkan_record_list_get_n_items (G_LIST_MODEL (self)));

  if (reader.db == NULL)
    return FALSE;

  statement = genkan_database_prepare (reader.db, GENKAN_RECORD_SELECT "WHERE r.id = ?1", error);
  if (statement == NULL)
    return FALSE;

  for (guint i = start; i < end; i++)
    if (!load_one (self, statement, genkan_record_list_id_at (self, i), error))
      return FALSE;

  return TRUE;
}

/* A row that was deleted a moment ago, before the list has heard of it: a list model must give
 * an object for each of its places. */
static GenkanRecord *
make_gone (GenkanRecordList *self,
           gint64            id)
{
  GenkanRecordFields fields = {
    .id = id,
    .connection_id = self->query.connection_id,
    .vendor_id = "",
    .name = "",
    .state = GENKAN_RECORD_STATE_MISSING,
  };
  g_autoptr (GenkanRecord) record = genkan_record_new (&fields);

  genkan_record_cache_insert (self->cache, record);

  return record;
}

static gpointer
genkan_record_list_get_item (GListModel *model,
                             guint       position)
{
  GenkanRecordList *self = GENKAN_RECORD_LIST (model);
  g_autoptr (GError) error = NULL;
  GenkanRecord *record;
  gint64 id;

  if (position >= genkan_record_list_get_n_items (model))
    return NULL;

  id = genkan_record_list_id_at (self, position);
  record = genkan_record_cache_lookup (self->cache, id);
  if (record != NULL)
    return g_object_ref (record);

  if (!load_page (self, position, &error))
    g_info ("Cannot read a page of Records: %s", error->message);

  record = genkan_record_cache_lookup (self->cache, id);

  return g_object_ref (record != NULL ? record : make_gone (self, id));
}

static void
genkan_record_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = genkan_record_list_get_item_type;
  iface->get_n_items = genkan_record_list_get_n_items;
  iface->get_item = genkan_record_list_get_item;
}

/* --- the object --- */

static void
genkan_record_list_dispose (GObject *object)
{
  GenkanRecordList *self = GENKAN_RECORD_LIST (object);

  g_clear_object (&self->store);

  G_OBJECT_CLASS (genkan_record_list_parent_class)->dispose (object);
}

static void
genkan_record_list_finalize (GObject *object)
{
  GenkanRecordList *self = GENKAN_RECORD_LIST (object);

  genkan_record_query_clear (&self->query);
  genkan_record_cache_free (self->cache);
  g_array_unref (self->ids);

  G_OBJECT_CLASS (genkan_record_list_parent_class)->finalize (object);
}

static void
genkan_record_list_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  GenkanRecordList *self = GENKAN_RECORD_LIST (object);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;

    case PROP_N_TOTAL:
      g_value_set_uint (value, self->n_total);
      break;

    case PROP_N_ITEMS:
      g_value_set_uint (value, genkan_record_list_get_n_items (G_LIST_MODEL (self)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_record_list_class_init (GenkanRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = genkan_record_list_dispose;
  object_class->finalize = genkan_record_list_finalize;
  object_class->get_property = genkan_record_list_get_property;

  /**
   * GenkanRecordList:loading:
   *
   * The answer to what was asked last is not there yet; the rows are those of before.
   */
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  /**
   * GenkanRecordList:n-total:
   *
   * How many Records the table holds, whatever is searched for.
   */
  properties[PROP_N_TOTAL] = g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * GenkanRecordList:n-items:
   *
   * How many rows the list has.
   */
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
genkan_record_list_init (GenkanRecordList *self)
{
  self->cache = genkan_record_cache_new ();
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * genkan_record_list_new:
 * @store: a store, in the thread that opened it
 * @connection_id: whose Records, or 0: those of all Connections
 * @table: which of them
 *
 * Returns: (transfer full): the list, by name; it is empty until it has been read
 */
GenkanRecordList *
genkan_record_list_new (GenkanStore       *store,
                        gint64             connection_id,
                        GenkanRecordTable  table)
{
  GenkanRecordList *self;

  g_return_val_if_fail (GENKAN_IS_STORE (store), NULL);

  self = g_object_new (GENKAN_TYPE_RECORD_LIST, NULL);
  self->store = g_object_ref (store);
  self->query.connection_id = connection_id;
  self->query.table = table;
  g_signal_connect_object (store, "changed", G_CALLBACK (genkan_record_list_store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  genkan_record_list_ask (self);

  return self;
}

/**
 * genkan_record_list_set_search:
 * @self: a list
 * @search: (nullable): words, each a part of the name, parent, kind, vendor id or Product; case
 *   and accents do not matter
 *
 * Shows only the Records in which all of the words occur.
 */
void
genkan_record_list_set_search (GenkanRecordList *self,
                               const char       *search)
{
  g_return_if_fail (GENKAN_IS_RECORD_LIST (self));

  if (genkan_record_query_set_search (&self->query, search))
    genkan_record_list_ask (self);
}

/**
 * genkan_record_list_set_product:
 * @self: a list
 * @product_id: a Product, or 0: all
 *
 * Shows only the Records that are mapped to the Product.
 */
void
genkan_record_list_set_product (GenkanRecordList *self,
                                gint64            product_id)
{
  g_return_if_fail (GENKAN_IS_RECORD_LIST (self));

  if (self->query.product_id == product_id)
    return;

  self->query.product_id = product_id;
  genkan_record_list_ask (self);
}

/**
 * genkan_record_list_set_states:
 * @self: a list
 * @states: a bit, `1 << GenkanRecordState`, for each state to show; 0: all
 */
void
genkan_record_list_set_states (GenkanRecordList *self,
                               guint             states)
{
  g_return_if_fail (GENKAN_IS_RECORD_LIST (self));

  if (self->query.states == states)
    return;

  self->query.states = states;
  genkan_record_list_ask (self);
}

/**
 * genkan_record_list_set_sort:
 * @self: a list
 * @column: what to sort by; Records that are equal in it stand by name, empty ones last
 * @descending: the last first
 */
void
genkan_record_list_set_sort (GenkanRecordList   *self,
                             GenkanRecordColumn  column,
                             gboolean            descending)
{
  g_return_if_fail (GENKAN_IS_RECORD_LIST (self));

  if (self->query.sort == column && self->query.descending == !!descending)
    return;

  self->query.sort = column;
  self->query.descending = !!descending;
  genkan_record_list_ask (self);
}

guint
genkan_record_list_get_n_total (GenkanRecordList *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_LIST (self), 0);

  return self->n_total;
}

gboolean
genkan_record_list_get_loading (GenkanRecordList *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_LIST (self), FALSE);

  return self->loading;
}

/**
 * genkan_record_list_is_overhauled:
 * @self: a list
 *
 * Of use in a handler of GListModel::items-changed, for who does not want to follow many changes
 * one by one: as when the list is sorted anew, a row may stand in it twice between two of them.
 *
 * Returns: whether the change that is being told is one of a set in which many rows go and come
 */
gboolean
genkan_record_list_is_overhauled (GenkanRecordList *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_LIST (self), FALSE);

  return self->overhauled;
}

/**
 * genkan_record_list_get_id:
 * @self: a list
 * @position: a row
 *
 * Returns: the id of the Record there, without reading it; 0 behind the end
 */
gint64
genkan_record_list_get_id (GenkanRecordList *self,
                           guint             position)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_LIST (self), 0);

  if (position >= genkan_record_list_get_n_items (G_LIST_MODEL (self)))
    return 0;

  return genkan_record_list_id_at (self, position);
}

/**
 * genkan_record_list_find:
 * @self: a list
 * @id: a Record
 *
 * Returns: its row, or -1
 */
int
genkan_record_list_find (GenkanRecordList *self,
                         gint64            id)
{
  guint n_items;

  g_return_val_if_fail (GENKAN_IS_RECORD_LIST (self), -1);

  n_items = genkan_record_list_get_n_items (G_LIST_MODEL (self));
  for (guint i = 0; i < n_items; i++)
    if (genkan_record_list_id_at (self, i) == id)
      return i;

  return -1;
}
