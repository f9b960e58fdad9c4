/* genkan-time-label.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_TIME_LABEL (genkan_time_label_get_type ())

/* A time as "3 minutes ago", which stays true while it is looked at, with the exact time in the
 * tooltip. */
G_DECLARE_FINAL_TYPE (GenkanTimeLabel, genkan_time_label, GENKAN, TIME_LABEL, AdwBin)

GtkWidget *genkan_time_label_new_for_cell (void);
void       genkan_time_label_set_time     (GenkanTimeLabel *self,
                                           gint64           time);

G_END_DECLS
