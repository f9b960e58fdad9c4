/* genkan-store-server.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-server.h"
#include "genkan-store.h"

G_BEGIN_DECLS

/**
 * GenkanServerProduct:
 * @id: the server's number for it
 * @name: its name there
 * @type_id: the number of its Product Type
 * @type_name: the name of that, or empty if it may not be seen
 * @marks: (nullable) (array zero-terminated=1): of which Records it says that they are mapped to it
 *
 * A Product of the server. Texts are borrowed.
 */
typedef struct
{
  gint64             id;
  const char        *name;
  gint64             type_id;
  const char        *type_name;
  const char *const *marks;
} GenkanServerProduct;

GenkanServer *genkan_store_get_server           (GenkanStore                *self,
                                                 GError                    **error);
void          genkan_store_set_server_async     (GenkanStore                *self,
                                                 const GenkanServer         *server,
                                                 GCancellable               *cancellable,
                                                 GAsyncReadyCallback         callback,
                                                 gpointer                    user_data);
/* What the server said of itself: user, version, end of the token, and when. Nothing happens if
 * its address is another one by now. */
void          genkan_store_note_server_async    (GenkanStore                *self,
                                                 const GenkanServer         *server,
                                                 GCancellable               *cancellable,
                                                 GAsyncReadyCallback         callback,
                                                 gpointer                    user_data);
/* For both. */
gboolean      genkan_store_set_server_finish    (GenkanStore                *self,
                                                 GAsyncResult               *result,
                                                 GError                    **error);

/* The server's Products and Product Types, all of them, become ours; what is gone there and
 * feeds on nothing here goes. */
void          genkan_store_put_catalogue_async  (GenkanStore                *self,
                                                 const GenkanServerProduct  *products,
                                                 gsize                       n_products,
                                                 GCancellable               *cancellable,
                                                 GAsyncReadyCallback         callback,
                                                 gpointer                    user_data);
gboolean      genkan_store_put_catalogue_finish (GenkanStore                *self,
                                                 GAsyncResult               *result,
                                                 GError                    **error);

G_END_DECLS
