/* genkan-store-connections.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-connection.h"
#include "genkan-store.h"

G_BEGIN_DECLS

GPtrArray        *genkan_store_list_connections          (GenkanStore          *self,
                                                          GError              **error);
GenkanConnection *genkan_store_get_connection            (GenkanStore          *self,
                                                          gint64                id,
                                                          GError              **error);
GenkanConnection *genkan_store_find_connection           (GenkanStore          *self,
                                                          const char           *label,
                                                          GError              **error);
void              genkan_store_save_connection_async     (GenkanStore          *self,
                                                          GenkanConnection     *connection,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
gint64            genkan_store_save_connection_finish    (GenkanStore          *self,
                                                          GAsyncResult         *result,
                                                          GError              **error);
/* The words on what the credentials can see, alone: a person may be changing the rest. */
void              genkan_store_note_visible_async        (GenkanStore          *self,
                                                          gint64                id,
                                                          const char           *visible,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
gboolean          genkan_store_note_visible_finish       (GenkanStore          *self,
                                                          GAsyncResult         *result,
                                                          GError              **error);
void              genkan_store_remove_connection_async   (GenkanStore          *self,
                                                          gint64                id,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
gboolean          genkan_store_remove_connection_finish  (GenkanStore          *self,
                                                          GAsyncResult         *result,
                                                          GError              **error);

G_END_DECLS
