/* genkan-store-events.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-event.h"
#include "genkan-finding-event.h"
#include "genkan-store.h"

G_BEGIN_DECLS

GPtrArray *genkan_store_list_events         (GenkanStore  *self,
                                             gint64        record_id,
                                             guint         limit,
                                             GError      **error);
GArray    *genkan_store_list_finding_events (GenkanStore  *self,
                                             gint64        finding_id,
                                             guint         limit,
                                             GError      **error);

G_END_DECLS
