/* genkan-record-state-cell.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-record.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *genkan_record_state_cell_new  (void);
void       genkan_record_state_cell_show (GtkWidget    *cell,
                                          GenkanRecord *record);

G_END_DECLS
