/* genkan-dojo-objects.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo-object.h"
#include "genkan-dojo.h"

G_BEGIN_DECLS

/* Filters: name, value, name, value, …, NULL; as the server's lists take them. */
void              genkan_dojo_list_async    (GenkanDojo           *self,
                                             GenkanDojoKind        kind,
                                             const char *const    *filters,
                                             guint                 limit,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
GPtrArray        *genkan_dojo_list_finish   (GenkanDojo           *self,
                                             GAsyncResult         *result,
                                             GError              **error);

void              genkan_dojo_get_async     (GenkanDojo           *self,
                                             GenkanDojoKind        kind,
                                             gint64                id,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
void              genkan_dojo_create_async  (GenkanDojo           *self,
                                             GenkanDojoKind        kind,
                                             JsonObject           *fields,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
void              genkan_dojo_change_async  (GenkanDojo           *self,
                                             GenkanDojoKind        kind,
                                             gint64                id,
                                             JsonObject           *fields,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
/* For get, create and change. */
GenkanDojoObject *genkan_dojo_object_finish (GenkanDojo           *self,
                                             GAsyncResult         *result,
                                             GError              **error);

void              genkan_dojo_close_finding_async  (GenkanDojo           *self,
                                                    gint64                id,
                                                    gint64                when,
                                                    const char           *note,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean          genkan_dojo_close_finding_finish (GenkanDojo           *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

G_END_DECLS
