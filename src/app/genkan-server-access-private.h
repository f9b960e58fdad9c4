/* genkan-server-access-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo.h"
#include "genkan-server-access.h"

G_BEGIN_DECLS

/* For the thread that asks. @retry: (nullable): how patient to be; @settle_time: as in
 * #GenkanDojoOptions */
GenkanDojo *genkan_server_access_make_client (const GenkanServerAccess  *self,
                                              const GenkanRetryPolicy   *retry,
                                              guint                      settle_time,
                                              GError                   **error);

G_END_DECLS
