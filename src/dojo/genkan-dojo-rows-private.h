/* genkan-dojo-rows-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo-plan.h"
#include "genkan-dojo-reconcile-private.h"

G_BEGIN_DECLS

/**
 * GenkanDojoRow:
 * @id: its number in DefectDojo
 * @planned: (nullable): what it is in the plan; %NULL: it is not known here
 * @patch: (nullable): what is to be changed
 * @close: (nullable): what to close it with; %NULL if it is closed
 * @is_known: by its identity: the next import will find it
 * @lacks: that its risk is accepted
 *
 * A Finding in DefectDojo, and what can be done with it.
 */
typedef struct
{
  gint64             id;
  GenkanDojoPlanned *planned;
  JsonObject        *patch;
  JsonObject        *close;
  gboolean           is_known;
  gboolean           lacks;
} GenkanDojoRow;

void       _genkan_dojo_rows_async  (GenkanDojo                 *self,
                                     const GenkanDojoReconcile  *what,
                                     GCancellable               *cancellable,
                                     GAsyncReadyCallback         callback,
                                     gpointer                    user_data);
GPtrArray *_genkan_dojo_rows_finish (GenkanDojo                 *self,
                                     GAsyncResult               *result,
                                     guint                      *ret_n_held,
                                     GError                    **error);

G_END_DECLS
