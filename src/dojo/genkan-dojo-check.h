/* genkan-dojo-check.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo-account.h"
#include "genkan-dojo-object.h"
#include "genkan-dojo.h"

G_BEGIN_DECLS

void               genkan_dojo_check_async         (GenkanDojo           *self,
                                                    const char           *version,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
GenkanDojoAccount *genkan_dojo_check_finish        (GenkanDojo           *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

void               genkan_dojo_find_missing_async  (GenkanDojo           *self,
                                                    GenkanDojoKind        kind,
                                                    const gint64         *ids,
                                                    gsize                 n_ids,
                                                    const char           *tag,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
GArray            *genkan_dojo_find_missing_finish (GenkanDojo           *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

G_END_DECLS
