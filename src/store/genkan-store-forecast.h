/* genkan-store-forecast.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-record-forecast.h"
#include "genkan-store-sync.h"

G_BEGIN_DECLS

/* Of a Sync that runs here and whose rows are all staged; changes nothing. */
void        genkan_store_forecast_async            (GenkanStore          *self,
                                                    gint64                operation_id,
                                                    GPtrArray            *scopes,
                                                    guint                 limit,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
GListModel *genkan_store_forecast_finish           (GenkanStore          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

/* Takes Records out of a Sync that runs here: the ends of its scopes leave them as they are. */
void        genkan_store_leave_records_out_async   (GenkanStore          *self,
                                                    gint64                operation_id,
                                                    const gint64         *record_ids,
                                                    gsize                 n_records,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean    genkan_store_leave_records_out_finish  (GenkanStore          *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

G_END_DECLS
