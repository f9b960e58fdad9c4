/* genkan-store-map-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-mapping.h"
#include "genkan-store-records.h"

G_BEGIN_DECLS

/* Maps Records as a list says, and sets the outcome of each line; with @dry_run only that. */
void        genkan_store_map_list_async  (GenkanStore          *self,
                                          GPtrArray            *mappings,
                                          gboolean              dry_run,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean    genkan_store_map_list_finish (GenkanStore          *self,
                                          GAsyncResult         *result,
                                          GenkanUndo          **ret_undo,
                                          GError              **error);

G_END_DECLS
