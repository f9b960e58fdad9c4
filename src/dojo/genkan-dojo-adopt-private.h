/* genkan-dojo-adopt-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo-plan.h"
#include "genkan-dojo.h"

G_BEGIN_DECLS

void     _genkan_dojo_adopt_async  (GenkanDojo           *self,
                                    GenkanDojoPlan       *plan,
                                    gint64                test_id,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean _genkan_dojo_adopt_finish (GenkanDojo           *self,
                                    GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS
