/* genkan-record-work.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the store: what the worker thread of a list of Records does.
 */

#pragma once

#include "genkan-record-diff.h"
#include "genkan-record-query.h"
#include "genkan-store.h"

G_BEGIN_DECLS

/* What a worker is given and brings back. */
typedef struct
{
  GenkanStore       *store;   /* kept alive by the list, which the callback holds */
  GenkanRecordQuery  query;
  guint              limit;   /* 0: all rows */
  GArray            *old_ids; /* (owned) */
  GPtrArray         *held;    /* (owned) the Records of the cache */

  GArray            *ids;     /* (owned) (nullable) */
  GArray            *edits;   /* (owned) (nullable) */
  GHashTable        *changed; /* (owned) (element-type gint64) ids of `held` */
  GPtrArray         *fresh;   /* (owned) the Records in place of those */
  gint64             n_total;
} GenkanRecordWork;

GenkanRecordWork *genkan_record_work_new  (GenkanStore             *store,
                                           const GenkanRecordQuery *query,
                                           GArray                  *old_ids,
                                           GPtrArray               *held);
void              genkan_record_work_free (gpointer                 work);
void              genkan_record_work_run  (GTask                   *task,
                                           gpointer                 source,
                                           gpointer                 data,
                                           GCancellable            *cancellable);

G_END_DECLS
