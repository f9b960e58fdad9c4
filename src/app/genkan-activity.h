/* genkan-activity.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-enums.h"
#include "genkan-progress.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_ACTIVITY (genkan_activity_get_type ())

/* An Operation that runs in this process right now: what a progress bar and a Cancel button
 * hold on to. Emits "ended" once, when the Operation is closed in the store. */
G_DECLARE_FINAL_TYPE (GenkanActivity, genkan_activity, GENKAN, ACTIVITY, GObject)

gint64               genkan_activity_get_connection_id (GenkanActivity *self);
GenkanOperationType  genkan_activity_get_kind          (GenkanActivity *self);
gboolean             genkan_activity_brings_findings   (GenkanActivity *self);
GenkanProgress      *genkan_activity_get_progress      (GenkanActivity *self);
gboolean             genkan_activity_is_cancelled      (GenkanActivity *self);
void                 genkan_activity_cancel            (GenkanActivity *self);

G_END_DECLS
