/* genkan-item-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table `item (k, j)` as a virtual table: SQLite reads the items where they lie, nothing is
 * inserted or copied.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-item-table.h"

typedef struct
{
  sqlite3_vtab    base;
  GenkanSqlBox *database;
} ItemTable;

typedef struct
{
  sqlite3_vtab_cursor  base;
  GenkanItems         *items;  /* (nullable) */
  guint                place;
  guint                end;
} ItemCursor;

static int
item_connect (sqlite3             *handle,
              void                *data,
              int                  argc,
              const char * const  *argv,
              sqlite3_vtab       **ret_table,
              char               **ret_error)
{
  ItemTable *table;
  int rc = sqlite3_declare_vtab (handle, "CREATE TABLE item (k, j)");

  if (rc != SQLITE_OK)
    return rc;

  table = g_new0 (ItemTable, 1);
  table->database = data;
  *ret_table = &table->base;

  return SQLITE_OK;
}

static int
item_disconnect (sqlite3_vtab *table)
{
  g_free (table);

  return SQLITE_OK;
}

static int
item_best_index (sqlite3_vtab       *table,
                 sqlite3_index_info *info)
{
  info->estimatedRows = 1000;
  info->estimatedCost = 1000;

  return SQLITE_OK;
}

static int
item_open (sqlite3_vtab         *table,
           sqlite3_vtab_cursor **ret_cursor)
{
  ItemCursor *cursor = g_new0 (ItemCursor, 1);

  *ret_cursor = &cursor->base;

  return SQLITE_OK;
}

static int
item_close (sqlite3_vtab_cursor *cursor)
{
  g_free (cursor);

  return SQLITE_OK;
}

static int
item_filter (sqlite3_vtab_cursor  *base,
             int                   number,
             const char           *name,
             int                   argc,
             sqlite3_value       **argv)
{
  ItemCursor *cursor = (ItemCursor *) base;

  cursor->items = genkan_sql_box_get_items (((ItemTable *) base->pVtab)->database);
  cursor->place = cursor->end = 0;
  if (cursor->items != NULL)
    genkan_items_get_window (cursor->items, &cursor->place, &cursor->end);

  return SQLITE_OK;
}

static int
item_next (sqlite3_vtab_cursor *base)
{
  ((ItemCursor *) base)->place++;

  return SQLITE_OK;
}

static int
item_eof (sqlite3_vtab_cursor *base)
{
  ItemCursor *cursor = (ItemCursor *) base;

  return cursor->place >= cursor->end;
}

static int
item_column (sqlite3_vtab_cursor *base,
             sqlite3_context     *context,
             int                  column)
{
  ItemCursor *cursor = (ItemCursor *) base;
  const char *text;
  gsize length;

  text = column == 0 ? genkan_items_get_key (cursor->items, cursor->place, &length)
                     : genkan_items_get_json (cursor->items, cursor->place, &length);
  if (text != NULL)
    sqlite3_result_text64 (context, text, length, SQLITE_STATIC, SQLITE_UTF8);
  else if (column == 0)
    sqlite3_result_int64 (context, cursor->place);

  return SQLITE_OK;
}

static int
item_rowid (sqlite3_vtab_cursor *base,
            sqlite3_int64       *ret_rowid)
{
  *ret_rowid = ((ItemCursor *) base)->place;

  return SQLITE_OK;
}

/* Without xCreate it is an eponymous table: it is there, and cannot be made or dropped. */
static const sqlite3_module item_module = {
  .xConnect = item_connect,
  .xBestIndex = item_best_index,
  .xDisconnect = item_disconnect,
  .xOpen = item_open,
  .xClose = item_close,
  .xFilter = item_filter,
  .xNext = item_next,
  .xEof = item_eof,
  .xColumn = item_column,
  .xRowid = item_rowid,
};

int
genkan_item_table_register (GenkanSqlBox *database)
{
  return sqlite3_create_module (genkan_sql_box_get_handle (database), "item", &item_module,
                                database);
}
