/* genkan-activity-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-activity.h"

G_BEGIN_DECLS

GenkanActivity *genkan_activity_new             (gint64               connection_id,
                                                 GenkanOperationType  kind,
                                                 gboolean             brings_findings);
GCancellable   *genkan_activity_get_cancellable (GenkanActivity      *self);
void            genkan_activity_end             (GenkanActivity      *self);

G_END_DECLS
