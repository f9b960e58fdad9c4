/* genkan-finding-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Findings as a list model: see genkan-row-list.c.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-finding-list.h"

#include "genkan-finding-terms.h"
#include "genkan-row-kind.h"
#include "genkan-store-private.h"

typedef struct
{
  GenkanFindingTerms  terms;
  GenkanFindingColumn sort;
  gboolean            descending;
} GenkanFindingListQuery;

struct _GenkanFindingList
{
  GenkanRowList parent_instance;

  GenkanFindingListQuery *query; /* the list's */
};

G_DEFINE_FINAL_TYPE (GenkanFindingList, genkan_finding_list, GENKAN_TYPE_ROW_LIST)

/* The age of a Finding grows while its time of birth stays. */
static const struct
{
  const char *key;
  gboolean    reverse;
} sorts[] = {
  [GENKAN_FINDING_COLUMN_SEVERITY] = { "f.severity", FALSE },
  [GENKAN_FINDING_COLUMN_TITLE] = { "f.title_key", FALSE },
  [GENKAN_FINDING_COLUMN_COMPONENT] = { "genkan_sort_key (f.component)", FALSE },
  [GENKAN_FINDING_COLUMN_VULNERABILITY] = { "genkan_sort_key (f.vulnerability)", FALSE },
  [GENKAN_FINDING_COLUMN_STATE] = { "f.state", FALSE },
  [GENKAN_FINDING_COLUMN_AGE] = { "f.first_seen", TRUE },
  [GENKAN_FINDING_COLUMN_RECORD] = { "r.name_key", FALSE },
};

#define FROM "FROM findings AS f LEFT JOIN records AS r ON r.id = f.record_id WHERE "

static GenkanStatement *
prepare_ids (const GenkanFindingListQuery  *query,
             GenkanDatabase                *db,
             guint                          limit,
             GError                       **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT f.id " FROM);
  gboolean descending = query->descending != sorts[query->sort].reverse;
  GenkanStatement *statement;

  genkan_finding_terms_append (&query->terms, sql);
  g_string_append_printf (sql, "ORDER BY %s %s NULLS LAST, f.severity DESC, f.title_key, f.id",
                          sorts[query->sort].key, descending ? "DESC" : "ASC");
  if (limit > 0)
    g_string_append_printf (sql, " LIMIT %u", limit);

  statement = genkan_database_prepare (db, sql->str, error);
  if (statement != NULL)
    genkan_finding_terms_bind (&query->terms, statement);

  return statement;
}

static GArray *
run (gconstpointer    query,
     GenkanDatabase  *db,
     guint            limit,
     GError         **error)
{
  g_autoptr (GenkanStatement) statement = prepare_ids (query, db, limit, error);

  return statement != NULL ? genkan_statement_read_ids (statement, error) : NULL;
}

static gint64
count (gconstpointer    data,
       GenkanDatabase  *db,
       GError         **error)
{
  const GenkanFindingListQuery *query = data;
  GenkanFindingTerms all = { .which = {
    .connection_id = query->terms.which.connection_id,
    .record_id = query->terms.which.record_id,
    .product_id = query->terms.which.product_id,
  } };
  g_autoptr (GString) sql = g_string_new ("SELECT count(*) " FROM);
  g_autoptr (GenkanStatement) statement = NULL;

  genkan_finding_terms_append (&all, sql);
  statement = genkan_database_prepare (db, sql->str, error);
  if (statement == NULL)
    return -1;

  genkan_finding_terms_bind (&all, statement);
  if (genkan_statement_step (statement, error) != GENKAN_STEP_ROW)
    return -1;

  return genkan_statement_get_int64 (statement, 0);
}

static gint64
get_id (gpointer item)
{
  return genkan_finding_get (item)->id;
}

static gpointer
read_finding (GenkanStatement *row)
{
  GenkanFindingFields fields;

  genkan_finding_fields_read (&fields, row);

  return genkan_finding_new (&fields);
}

/* Whatever changes of a Finding itself, changes the time of its last change. */
static gboolean
is_same (gpointer         item,
         GenkanStatement *row)
{
  const GenkanFindingFields *old = genkan_finding_get (item);
  GenkanFindingFields now;

  genkan_finding_fields_read (&now, row);

  return old->changed == now.changed && old->state == now.state && old->severity == now.severity &&
         old->product_id == now.product_id && g_strcmp0 (old->record_name, now.record_name) == 0 &&
         g_strcmp0 (old->product_name, now.product_name) == 0 &&
         g_strcmp0 (old->fields, now.fields) == 0;
}

/* A list model must give an object for each of its places. */
static gpointer
make_gone (gconstpointer query,
           gint64        id)
{
  GenkanFindingFields fields = {
    .id = id, .unique_id = "", .title = "", .fields = "{}", .state = GENKAN_FINDING_CLOSED,
  };

  return genkan_finding_new (&fields);
}

static gboolean
has_first_rows (gconstpointer query)
{
  return FALSE;
}

static gpointer
copy_query (gconstpointer data)
{
  const GenkanFindingListQuery *query = data;
  GenkanFindingListQuery *copy = g_memdup2 (query, sizeof *query);

  genkan_finding_terms_copy (&query->terms, &copy->terms);

  return copy;
}

static void
free_query (gpointer data)
{
  GenkanFindingListQuery *query = data;

  genkan_finding_terms_clear (&query->terms);
  g_free (query);
}

static gint64
get_connection (gconstpointer query)
{
  return ((const GenkanFindingListQuery *) query)->terms.which.connection_id;
}

static const GenkanRowKind *
get_kind (void)
{
  static GenkanRowKind kind = {
    .select_one = GENKAN_FINDING_SELECT "WHERE f.id = ?1",
    .tables = GENKAN_STORE_TABLE_FINDINGS | GENKAN_STORE_TABLE_RECORDS | GENKAN_STORE_TABLE_PRODUCTS,
    .get_id = get_id,
    .read = read_finding,
    .is_same = is_same,
    .make_gone = make_gone,
    .run = run,
    .count = count,
    .has_first_rows = has_first_rows,
    .copy_query = copy_query,
    .free_query = free_query,
    .get_connection = get_connection,
  };

  kind.item_type = GENKAN_TYPE_FINDING;

  return &kind;
}

static void
genkan_finding_list_class_init (GenkanFindingListClass *klass)
{
  GENKAN_ROW_LIST_CLASS (klass)->get_kind = get_kind;
}

static void
genkan_finding_list_init (GenkanFindingList *self)
{
}

/**
 * genkan_finding_list_new:
 * @store: a store, in the thread that opened it
 * @connection_id: whose Findings, or 0: those of all Connections
 *
 * Returns: (transfer full): the list, the worst first; it is empty until it has been read
 */
GenkanFindingList *
genkan_finding_list_new (GenkanStore *store,
                         gint64       connection_id)
{
  GenkanFindingList *self;

  g_return_val_if_fail (GENKAN_IS_STORE (store), NULL);

  self = g_object_new (GENKAN_TYPE_FINDING_LIST, NULL);
  self->query = g_new0 (GenkanFindingListQuery, 1);
  self->query->terms.which.connection_id = connection_id;
  self->query->descending = TRUE;
  genkan_row_list_open (GENKAN_ROW_LIST (self), store, self->query);

  return self;
}

/**
 * genkan_finding_list_set_query:
 * @self: a list
 * @query: which Findings; copied
 *
 * Shows only these.
 */
void
genkan_finding_list_set_query (GenkanFindingList        *self,
                               const GenkanFindingQuery *query)
{
  g_return_if_fail (GENKAN_IS_FINDING_LIST (self));
  g_return_if_fail (query != NULL);

  genkan_finding_terms_clear (&self->query->terms);
  genkan_finding_terms_init (&self->query->terms, query);
  genkan_row_list_ask (GENKAN_ROW_LIST (self));
}

/**
 * genkan_finding_list_set_sort:
 * @self: a list
 * @column: what to sort by; Findings that are equal in it stand by severity and title
 * @descending: the last first
 */
void
genkan_finding_list_set_sort (GenkanFindingList   *self,
                              GenkanFindingColumn  column,
                              gboolean             descending)
{
  g_return_if_fail (GENKAN_IS_FINDING_LIST (self));

  if (self->query->sort == column && self->query->descending == !!descending)
    return;

  self->query->sort = column;
  self->query->descending = !!descending;
  genkan_row_list_ask (GENKAN_ROW_LIST (self));
}
