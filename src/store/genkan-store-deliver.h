/* genkan-store-deliver.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A delivery of what is kept, without a Sync before it.
 */

#pragma once

#include "genkan-store.h"

G_BEGIN_DECLS

/**
 * GenkanUndelivered:
 * @connection_id: a Connection
 * @n_findings: Findings of which the server does not know what it should
 * @n_records: the mapped Records to which they belong
 *
 * What DefectDojo has still to be told of a Connection.
 */
typedef struct
{
  gint64 connection_id;
  guint  n_findings;
  guint  n_records;
} GenkanUndelivered;

void     genkan_store_take_deliveries_async    (GenkanStore         *self,
                                                gint64               operation_id,
                                                gboolean             assets,
                                                const gint64        *record_ids,
                                                gsize                n_records,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
gboolean genkan_store_take_deliveries_finish   (GenkanStore         *self,
                                                GAsyncResult        *result,
                                                guint               *ret_n_records,
                                                GError             **error);

void     genkan_store_list_undelivered_async   (GenkanStore         *self,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
GArray  *genkan_store_list_undelivered_finish  (GenkanStore         *self,
                                                GAsyncResult        *result,
                                                GError             **error);

G_END_DECLS
