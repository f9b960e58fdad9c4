/* genkan-dojo-walk-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo-object.h"
#include "genkan-dojo.h"

G_BEGIN_DECLS

/**
 * GenkanDojoWalk:
 * @kind: what to list
 * @filters: (nullable): names and values in turn
 * @limit: how many at most, or 0 for all
 * @size: how many rows a page has, or 0: as many as usual
 * @keep: (nullable): makes what is kept of an object, or %NULL for nothing; without one, objects
 *   are kept whole
 * @free_kept: frees what @keep gave
 * @page: (nullable): called after each page with how many were read, and of how many
 * @data: for @keep and @page; must live as long as the walk
 *
 * How to read a list. A list that changes meanwhile is read anew: then what was kept is freed.
 */
typedef struct
{
  GenkanDojoKind      kind;
  const char *const  *filters;
  guint               limit;
  guint               size;
  gpointer          (*keep) (GenkanDojoObject *object, gpointer data);
  GDestroyNotify      free_kept;
  void              (*page) (guint n_read, guint n_all, gpointer data);
  gpointer            data;
} GenkanDojoWalk;

void       _genkan_dojo_walk_async  (GenkanDojo            *self,
                                     const GenkanDojoWalk  *walk,
                                     GCancellable          *cancellable,
                                     GAsyncReadyCallback    callback,
                                     gpointer               user_data);
GPtrArray *_genkan_dojo_walk_finish (GenkanDojo            *self,
                                     GAsyncResult          *result,
                                     GError               **error);

G_END_DECLS
