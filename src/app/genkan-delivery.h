/* genkan-delivery.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-connection.h"
#include "genkan-progress.h"
#include "genkan-retry.h"
#include "genkan-server-access.h"
#include "genkan-store.h"

G_BEGIN_DECLS

/**
 * GenkanDeliveryJob:
 * @store: where the Findings are
 * @access: where they go, and the key for that
 * @retry: (nullable): how patient to be with a server that fails
 * @settle_time: milliseconds after which a lost import is taken to have ended; 0: as usual
 * @connection: whose Records are delivered
 * @tool: the name of its tool
 * @assets: whether its tool has no findings, and Products are delivered instead
 * @operation_id: the Sync whose Records they are, and whose results tell of it
 * @progress: (nullable): is told of each Record
 *
 * What is to be delivered.
 */
typedef struct
{
  GenkanStore              *store;
  const GenkanServerAccess *access;
  const GenkanRetryPolicy  *retry;
  guint                     settle_time;
  GenkanConnection         *connection;
  const char               *tool;
  gboolean                  assets;
  gint64                    operation_id;
  GenkanProgress           *progress;
} GenkanDeliveryJob;

/**
 * GenkanDeliverySummary:
 * @n_records: Records that are mapped
 * @n_delivered: Records of which something was sent
 * @n_refused: Records that could not be delivered
 * @n_stale: Records whose Product or Test is gone
 * @reason: (nullable): why the first was refused, or, if nothing was to be sent, why the server
 *   could not be asked what is gone; %NULL if all went well
 *
 * How a delivery went. Owned by the result.
 */
typedef struct
{
  guint         n_records;
  guint         n_delivered;
  guint         n_refused;
  guint         n_stale;
  const GError *reason;
} GenkanDeliverySummary;

void     genkan_delivery_run_async  (const GenkanDeliveryJob  *job,
                                     GCancellable             *cancellable,
                                     GAsyncReadyCallback       callback,
                                     gpointer                  user_data);
gboolean genkan_delivery_run_finish (GAsyncResult             *result,
                                     GenkanDeliverySummary    *ret_summary,
                                     GError                  **error);

G_END_DECLS
