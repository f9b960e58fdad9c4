/* genkan-row-kind.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the store: what a list of rows has to know of them.
 */

#pragma once

#include "genkan-database.h"
#include "genkan-row-list.h"
#include "genkan-store.h"

G_BEGIN_DECLS

/* @select_one: reads the row of the id ?1. @read: makes an item of it. @is_same: whether an item
 * still shows it. @make_gone: an item in place of a row that is no longer there.
 * @run: the ids of a query, in order, at most so many unless that is 0. @count: how many there are
 * without search and filters, or -1. @has_first_rows: whether the first rows of a query come
 * faster than all. @copy_query, @free_query: for the worker's own.
 * @get_connection: whose rows a query is about, or 0. @tables: a change of them concerns it. */
struct _GenkanRowKind
{
  GType              item_type;
  const char        *select_one;
  GenkanStoreTables  tables;
  gint64           (*get_id)         (gpointer item);
  gpointer         (*read)           (GenkanStatement *row);
  gboolean         (*is_same)        (gpointer item, GenkanStatement *row);
  gpointer         (*make_gone)      (gconstpointer query, gint64 id);
  GArray          *(*run)            (gconstpointer query, GenkanDatabase *db, guint limit,
                                      GError **error);
  gint64           (*count)          (gconstpointer query, GenkanDatabase *db, GError **error);
  gboolean         (*has_first_rows) (gconstpointer query);
  gpointer         (*copy_query)     (gconstpointer query);
  void             (*free_query)     (gpointer query);
  gint64           (*get_connection) (gconstpointer query);
};

/* Takes @query, which the list's own class changes before it asks again. */
void genkan_row_list_open (GenkanRowList *self,
                           GenkanStore   *store,
                           gpointer       query);
void genkan_row_list_ask  (GenkanRowList *self);

G_END_DECLS
