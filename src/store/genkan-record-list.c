/* genkan-record-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of Records as a list model: see genkan-row-list.c.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-record-query.h"
#include "genkan-row-kind.h"
#include "genkan-store-private.h"

struct _GenkanRecordList
{
  GenkanRowList parent_instance;

  GenkanRecordQuery *query; /* the list's */
};

G_DEFINE_FINAL_TYPE (GenkanRecordList, genkan_record_list, GENKAN_TYPE_ROW_LIST)

/* What Syncs have made of the Record. Only the rows in sight are asked for it. A Deliver says
 * nothing of what was found: that is what the last Sync says. */
#define SYNC_COLUMNS                                                                           \
  ", (SELECT count(*) FROM findings AS f WHERE f.record_id = r.id AND f.state = 0), "          \
  "iif (s.outcome IN (1, 2), s.operation_id, d.operation_id), "                                \
  "coalesce (o.ended, o.started), s.outcome, coalesce (d.delivery, -1), "                      \
  "iif (s.outcome IN (1, 2), s.message, d.delivery_message), "                                 \
  "(SELECT count(*) FROM held_findings AS h WHERE h.record_id = r.id), "                       \
  "(SELECT max (g.operation_id) FROM sync_results AS g "                                       \
  " WHERE g.record_id = r.id AND g.n_held > 0 "                                                \
  " AND EXISTS (SELECT 1 FROM held_findings AS h WHERE h.record_id = r.id)) "
#define SYNC_TABLES                                                                            \
  "LEFT JOIN sync_results AS s ON s.record_id = r.id AND s.operation_id = "                    \
  "(SELECT max (n.operation_id) FROM sync_results AS n "                                       \
  " WHERE n.record_id = r.id AND n.outcome >= 0) "                                             \
  "LEFT JOIN sync_results AS d ON d.record_id = r.id AND d.operation_id = "                    \
  "(SELECT max (n.operation_id) FROM sync_results AS n WHERE n.record_id = r.id) "             \
  "LEFT JOIN operations AS o ON o.id = s.operation_id "

static void
read_row (GenkanRecordFields *fields,
          GenkanStatement    *row)
{
  enum
  {
    N_OPEN = GENKAN_RECORD_N_COLUMNS, OPERATION_ID, SYNCED, OUTCOME, DELIVERY, MESSAGE, N_HELD,
    GUARD_ID
  };

  genkan_record_fields_read (fields, row);
  fields->sync = (GenkanRecordSync) {
    .n_open = genkan_statement_get_int64 (row, N_OPEN),
    .operation_id = genkan_statement_get_int64 (row, OPERATION_ID),
    .synced = genkan_statement_get_int64 (row, SYNCED),
    .outcome = genkan_statement_get_int64 (row, OUTCOME),
    .delivery = genkan_statement_get_int64 (row, DELIVERY),
    .message = genkan_statement_get_text (row, MESSAGE),
    .n_held = genkan_statement_get_int64 (row, N_HELD),
    .guard_id = genkan_statement_get_int64 (row, GUARD_ID),
  };
}

static gboolean
same_sync (const GenkanRecordSync *a,
           const GenkanRecordSync *b)
{
  return a->n_open == b->n_open && a->operation_id == b->operation_id &&
         a->synced == b->synced && a->outcome == b->outcome && a->delivery == b->delivery &&
         a->n_held == b->n_held && a->guard_id == b->guard_id &&
         g_strcmp0 (a->message, b->message) == 0;
}

static gboolean
same_fields (GenkanRecord             *record,
             const GenkanRecordFields *fields)
{
  return genkan_record_get_state (record) == fields->state &&
         genkan_record_get_product_id (record) == fields->product_id &&
         genkan_record_get_last_discovered (record) == fields->last_discovered &&
         genkan_record_get_finalized (record) == fields->finalized &&
         genkan_record_get_minimum_severity (record) == fields->minimum_severity &&
         same_sync (genkan_record_get_sync (record), &fields->sync) &&
         g_strcmp0 (genkan_record_get_connection_label (record), fields->connection_label) == 0 &&
         g_strcmp0 (genkan_record_get_product_name (record), fields->product_name) == 0 &&
         g_strcmp0 (genkan_record_get_name (record), fields->name) == 0 &&
         g_strcmp0 (genkan_record_get_kind (record), fields->kind) == 0 &&
         g_strcmp0 (genkan_record_get_url (record), fields->url) == 0 &&
         g_strcmp0 (genkan_record_get_parent (record), fields->parent) == 0 &&
         g_strcmp0 (genkan_record_get_description (record), fields->description) == 0 &&
         g_strcmp0 (genkan_record_get_tags (record), fields->tags) == 0 &&
         g_strcmp0 (genkan_record_get_extra (record), fields->extra) == 0;
}

static gboolean
is_same (gpointer         item,
         GenkanStatement *row)
{
  GenkanRecordFields fields;

  read_row (&fields, row);

  return same_fields (item, &fields);
}

static gpointer
read_record (GenkanStatement *row)
{
  GenkanRecordFields fields;

  read_row (&fields, row);

  return genkan_record_new (&fields);
}

static gint64
get_id (gpointer item)
{
  return genkan_record_get_id (item);
}

/* A row that was deleted a moment ago, before the list has heard of it: a list model must give
 * an object for each of its places. */
static gpointer
make_gone (gconstpointer query,
           gint64        id)
{
  GenkanRecordFields fields = {
    .id = id,
    .connection_id = ((const GenkanRecordQuery *) query)->connection_id,
    .vendor_id = "",
    .name = "",
    .state = GENKAN_RECORD_STATE_MISSING,
    .minimum_severity = GENKAN_MINIMUM_OF_CONNECTION,
  };

  return genkan_record_new (&fields);
}

static GArray *
run (gconstpointer    query,
     GenkanDatabase  *db,
     guint            limit,
     GError         **error)
{
  return genkan_record_query_run (query, db, limit, error);
}

static gint64
count (gconstpointer    query,
       GenkanDatabase  *db,
       GError         **error)
{
  return genkan_record_query_count (query, db, error);
}

static gboolean
has_first_rows (gconstpointer data)
{
  const GenkanRecordQuery *query = data;

  return query->words == NULL && query->product_id == 0 &&
         query->sort == GENKAN_RECORD_COLUMN_NAME;
}

static gpointer
copy_query (gconstpointer query)
{
  GenkanRecordQuery *copy = g_new0 (GenkanRecordQuery, 1);

  genkan_record_query_copy (query, copy);

  return copy;
}

static void
free_query (gpointer query)
{
  genkan_record_query_clear (query);
  g_free (query);
}

static gint64
get_connection (gconstpointer query)
{
  return ((const GenkanRecordQuery *) query)->connection_id;
}

static const GenkanRowKind *
get_kind (void)
{
  static GenkanRowKind kind = {
    .select_one = "SELECT " GENKAN_RECORD_COLUMNS SYNC_COLUMNS
                  GENKAN_RECORD_TABLES SYNC_TABLES "WHERE r.id = ?1",
    .tables = GENKAN_STORE_TABLE_RECORDS | GENKAN_STORE_TABLE_PRODUCTS |
              GENKAN_STORE_TABLE_FINDINGS | GENKAN_STORE_TABLE_CONNECTIONS,
    .get_id = get_id,
    .read = read_record,
    .is_same = is_same,
    .make_gone = make_gone,
    .run = run,
    .count = count,
    .has_first_rows = has_first_rows,
    .copy_query = copy_query,
    .free_query = free_query,
    .get_connection = get_connection,
  };

  kind.item_type = GENKAN_TYPE_RECORD;

  return &kind;
}

static void
genkan_record_list_class_init (GenkanRecordListClass *klass)
{
  GENKAN_ROW_LIST_CLASS (klass)->get_kind = get_kind;
}

static void
genkan_record_list_init (GenkanRecordList *self)
{
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
  self->query = g_new0 (GenkanRecordQuery, 1);
  self->query->connection_id = connection_id;
  self->query->table = table;
  genkan_row_list_open (GENKAN_ROW_LIST (self), store, self->query);

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

  if (genkan_record_query_set_search (self->query, search))
    genkan_row_list_ask (GENKAN_ROW_LIST (self));
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

  if (self->query->product_id == product_id)
    return;

  self->query->product_id = product_id;
  genkan_row_list_ask (GENKAN_ROW_LIST (self));
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

  if (self->query->states == states)
    return;

  self->query->states = states;
  genkan_row_list_ask (GENKAN_ROW_LIST (self));
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

  if (self->query->sort == column && self->query->descending == !!descending)
    return;

  self->query->sort = column;
  self->query->descending = !!descending;
  genkan_row_list_ask (GENKAN_ROW_LIST (self));
}

/**
 * genkan_record_list_get_n_total:
 * @self: a list
 *
 * Returns: how many there are without search and filters
 */
guint
genkan_record_list_get_n_total (GenkanRecordList *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_LIST (self), 0);

  return genkan_row_list_get_n_total (GENKAN_ROW_LIST (self));
}

/**
 * genkan_record_list_get_loading:
 * @self: a list
 *
 * Returns: whether it is being read
 */
gboolean
genkan_record_list_get_loading (GenkanRecordList *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_LIST (self), FALSE);

  return genkan_row_list_get_loading (GENKAN_ROW_LIST (self));
}

gint64
genkan_record_list_get_id (GenkanRecordList *self,
                           guint position)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_LIST (self), 0);

  return genkan_row_list_get_id (GENKAN_ROW_LIST (self), position);
}

int
genkan_record_list_find (GenkanRecordList *self,
                         gint64 id)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_LIST (self), -1);

  return genkan_row_list_find (GENKAN_ROW_LIST (self), id);
}
