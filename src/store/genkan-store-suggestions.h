/* genkan-store-suggestions.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store.h"
#include "genkan-suggestion.h"

G_BEGIN_DECLS

void       genkan_store_suggest_products_async  (GenkanStore          *self,
                                                 gint64                record_id,
                                                 guint                 limit,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GPtrArray *genkan_store_suggest_products_finish (GenkanStore          *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

G_END_DECLS
