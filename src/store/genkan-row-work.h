/* genkan-row-work.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the store: what the worker thread of a list does.
 */

#pragma once

#include "genkan-record-diff.h"
#include "genkan-row-kind.h"
#include "genkan-store.h"

G_BEGIN_DECLS

/* What a worker is given and brings back. */
typedef struct
{
  GenkanStore       *store;   /* kept alive by the list, which the callback holds */
  const GenkanRowKind *kind;
  gpointer           query;   /* (owned) */
  guint              limit;   /* 0: all rows */
  GArray            *old_ids; /* (owned) */
  GPtrArray         *held;    /* (owned) the items of the cache */

  GArray            *ids;     /* (owned) (nullable) */
  GArray            *edits;   /* (owned) (nullable) */
  GHashTable        *changed; /* (owned) (element-type gint64) ids of `held` */
  GPtrArray         *fresh;   /* (owned) the items in place of those */
  gint64             n_total;
} GenkanRowWork;

GenkanRowWork *genkan_row_work_new  (GenkanStore             *store,
                                           const GenkanRowKind     *kind,
                                           gconstpointer            query,
                                           GArray                  *old_ids,
                                           GPtrArray               *held);
void              genkan_row_work_free (gpointer                 work);
void              genkan_row_work_run  (GTask                   *task,
                                           gpointer                 source,
                                           gpointer                 data,
                                           GCancellable            *cancellable);

G_END_DECLS
