/* genkan-progress-view.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-activity.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_PROGRESS_VIEW (genkan_progress_view_get_type ())

/**
 * GenkanProgressView:
 *
 * What an activity is at, as a bar and in words, with a button that cancels it. Shows nothing
 * while there is none.
 */
G_DECLARE_FINAL_TYPE (GenkanProgressView, genkan_progress_view, GENKAN, PROGRESS_VIEW, GtkWidget)

void genkan_progress_view_set_activity (GenkanProgressView *self,
                                        GenkanActivity     *activity,
                                        const char         *unit);

G_END_DECLS
