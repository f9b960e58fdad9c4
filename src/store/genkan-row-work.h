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

/* As many rows as a table asks for at once. */
#define GENKAN_ROW_WORK_FIRST 256

/* What a worker is given and brings back. */
typedef struct
{
  GenkanStore         *store; /* kept alive by the list, which the callback holds */
  const GenkanRowKind *kind;
  gpointer           query;   /* (owned) */
  guint              limit;   /* 0: all rows */
  GArray            *old_ids; /* (owned) */
  GPtrArray         *held;    /* (owned) the items of the cache */
  gboolean           anew;    /* the query is another one than that of `old_ids` */

  GArray            *ids;     /* (owned) (nullable) */
  GArray            *edits;   /* (owned) (nullable) */
  GHashTable        *changed; /* (owned) (element-type gint64) ids of `held` */
  GPtrArray         *fresh;   /* (owned) the items in place of those */
  GPtrArray         *first;   /* (owned) of the first rows those that were not held */
  gint64             n_total;
} GenkanRowWork;

GenkanRowWork *genkan_row_work_new  (GenkanStore         *store,
                                     const GenkanRowKind *kind,
                                     gconstpointer        query,
                                     GArray              *old_ids,
                                     GPtrArray           *held,
                                     gboolean             anew);
void           genkan_row_work_free (gpointer             work);
void           genkan_row_work_run  (GTask               *task,
                                     gpointer             source,
                                     gpointer             data,
                                     GCancellable        *cancellable);

G_END_DECLS
