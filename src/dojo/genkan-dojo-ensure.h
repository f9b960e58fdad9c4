/* genkan-dojo-ensure.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo-object.h"
#include "genkan-dojo.h"

G_BEGIN_DECLS

#define GENKAN_DOJO_ENGAGEMENT "Global Connectors"

void              genkan_dojo_ensure_product_type_async (GenkanDojo           *self,
                                                         const char           *name,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
void              genkan_dojo_ensure_product_async      (GenkanDojo           *self,
                                                         const char           *name,
                                                         const char           *description,
                                                         gint64                product_type_id,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
void              genkan_dojo_ensure_engagement_async   (GenkanDojo           *self,
                                                         const char           *name,
                                                         gint64                product_id,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
void              genkan_dojo_put_metadata_async        (GenkanDojo           *self,
                                                         gint64                product_id,
                                                         const char           *name,
                                                         const char           *value,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
/* For all four. */
GenkanDojoObject *genkan_dojo_ensure_finish             (GenkanDojo           *self,
                                                         GAsyncResult         *result,
                                                         gboolean             *ret_created,
                                                         GError              **error);

G_END_DECLS
