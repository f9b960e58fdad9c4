/* genkan-record-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-record.h"
#include "genkan-row-list.h"
#include "genkan-store.h"

G_BEGIN_DECLS

typedef enum
{
  GENKAN_RECORD_TABLE_ALL,
  GENKAN_RECORD_TABLE_UNMAPPED, /* New, Ignored, and Missing without a Product */
  GENKAN_RECORD_TABLE_MAPPED,   /* Good, Stale, and Missing with a Product */
} GenkanRecordTable;

typedef enum
{
  GENKAN_RECORD_COLUMN_NAME,
  GENKAN_RECORD_COLUMN_KIND,
  GENKAN_RECORD_COLUMN_PARENT,
  GENKAN_RECORD_COLUMN_STATE,
  GENKAN_RECORD_COLUMN_PRODUCT,
  GENKAN_RECORD_COLUMN_FIRST_DISCOVERED,
  GENKAN_RECORD_COLUMN_LAST_DISCOVERED,
  GENKAN_RECORD_COLUMN_FINALIZED,
  GENKAN_RECORD_COLUMN_CONNECTION,
  GENKAN_RECORD_COLUMN_FINDINGS,
  GENKAN_RECORD_COLUMN_LAST_SYNCED,
} GenkanRecordColumn;

#define GENKAN_TYPE_RECORD_LIST (genkan_record_list_get_type ())

/* A GListModel of GenkanRecord over one of the tables. It holds row ids and fetches pages;
 * sorting, filtering and searching run in SQL, away from the main thread, and the next query
 * cancels the one before. It follows the store's changes and keeps the items that stay. */
G_DECLARE_FINAL_TYPE (GenkanRecordList, genkan_record_list, GENKAN, RECORD_LIST, GenkanRowList)

GenkanRecordList *genkan_record_list_new         (GenkanStore         *store,
                                                  gint64               connection_id,
                                                  GenkanRecordTable    table);
void              genkan_record_list_set_search  (GenkanRecordList    *self,
                                                  const char          *search);
void              genkan_record_list_set_states  (GenkanRecordList    *self,
                                                  guint                states);
void              genkan_record_list_set_product (GenkanRecordList  *self,
                                                  gint64               product_id);
void              genkan_record_list_set_sort    (GenkanRecordList    *self,
                                                  GenkanRecordColumn   column,
                                                  gboolean             descending);
guint             genkan_record_list_get_n_total (GenkanRecordList    *self);
gboolean          genkan_record_list_get_loading (GenkanRecordList    *self);
gint64            genkan_record_list_get_id      (GenkanRecordList    *self,
                                                  guint                position);
int               genkan_record_list_find        (GenkanRecordList    *self,
                                                  gint64               id);

G_END_DECLS
