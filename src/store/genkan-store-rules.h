/* genkan-store-rules.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-rules.h"
#include "genkan-store.h"

G_BEGIN_DECLS

/* How many of the units that are known of a Connection the filter of these rules lets through;
 * looked at away from the calling thread. */
void     genkan_store_count_matches_async  (GenkanStore          *self,
                                            gint64                connection_id,
                                            GenkanRules          *rules,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean genkan_store_count_matches_finish (GenkanStore          *self,
                                            GAsyncResult         *result,
                                            guint                *ret_n_matching,
                                            guint                *ret_n_units,
                                            GError              **error);

G_END_DECLS
