/* genkan-record-query.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the store: what a list of Records asks for.
 */

#pragma once

#include "genkan-database.h"
#include "genkan-record-list.h"

G_BEGIN_DECLS

typedef struct
{
  gint64              connection_id; /* 0: all */
  GenkanRecordTable   table;
  guint               states;        /* bits of 1 << GenkanRecordState; 0: all */
  gint64              product_id;    /* 0: all */
  char              **words;         /* (owned) (nullable) folded; all of them must occur */
  char              **vendor_ids;    /* (owned) (nullable) one of them */
  GenkanRecordColumn  sort;
  gboolean            descending;
} GenkanRecordQuery;

void     genkan_record_query_copy       (const GenkanRecordQuery *self,
                                         GenkanRecordQuery       *ret_copy);
void     genkan_record_query_clear      (GenkanRecordQuery       *self);
gboolean genkan_record_query_set_search (GenkanRecordQuery       *self,
                                         const char              *search);
/* The terms of a WHERE about `records AS r`, and what stands for their parameters. */
void    genkan_record_query_append           (const GenkanRecordQuery  *self,
                                              GString                  *sql);
void    genkan_record_query_bind             (const GenkanRecordQuery  *self,
                                              GenkanStatement          *statement);
guint   genkan_record_query_get_n_parameters (const GenkanRecordQuery  *self);
GArray *genkan_record_query_run              (const GenkanRecordQuery  *self,
                                              GenkanDatabase           *db,
                                              guint                     limit,
                                              GError                  **error);
gint64  genkan_record_query_count            (const GenkanRecordQuery  *self,
                                              GenkanDatabase           *db,
                                              GError                  **error);

G_END_DECLS
