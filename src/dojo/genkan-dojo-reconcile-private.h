/* genkan-dojo-reconcile-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo-plan.h"
#include "genkan-dojo.h"

G_BEGIN_DECLS

/**
 * GenkanDojoReconcile:
 * @plan: what was to be sent, and was
 * @test_id: into which Test
 * @close_unknown: whether what has the plan's prefix and is not in it is closed, unless that is
 *   much
 * @n_total: how many Findings the Test has, if that is known, or 0
 * @last_before: its newest Finding before the imports, or 0
 * @is_last: whether nothing is imported any more
 *
 * What is to be compared.
 */
typedef struct
{
  GenkanDojoPlan *plan;
  gint64          test_id;
  gboolean        close_unknown;
  guint           n_total;
  gint64          last_before;
  gboolean        is_last;
} GenkanDojoReconcile;

/**
 * GenkanDojoReconciled:
 * @n_patched: Findings that were brought up to date
 * @n_closed: Findings of the plan that are closed now, and others that were closed
 * @n_held: others that were not closed, because they are too many
 * @again: (element-type guint): places of Findings that have to be imported once more; owned
 *
 * What was done.
 */
typedef struct
{
  guint   n_patched;
  guint   n_closed;
  guint   n_held;
  GArray *again;
} GenkanDojoReconciled;

void     _genkan_dojo_reconcile_async  (GenkanDojo                 *self,
                                        const GenkanDojoReconcile  *what,
                                        GCancellable               *cancellable,
                                        GAsyncReadyCallback         callback,
                                        gpointer                    user_data);
gboolean _genkan_dojo_reconcile_finish (GenkanDojo                 *self,
                                        GAsyncResult               *result,
                                        GenkanDojoReconciled       *ret_reconciled,
                                        GError                    **error);

G_END_DECLS
