/* genkan-start-window.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-report.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_START_WINDOW (genkan_start_window_get_type ())

/* Stands where a window on a workspace will be, while that is being opened, or when it cannot
 * be: says why and what to do. Emits "retry". */
G_DECLARE_FINAL_TYPE (GenkanStartWindow, genkan_start_window, GENKAN, START_WINDOW, AdwApplicationWindow)

GtkWidget *genkan_start_window_new         (GtkApplication    *application);
void       genkan_start_window_set_loading (GenkanStartWindow *self,
                                            const char        *what);
void       genkan_start_window_set_report  (GenkanStartWindow *self,
                                            const char        *title,
                                            GenkanReport      *report);

G_END_DECLS
