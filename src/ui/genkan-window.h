/* genkan-window.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-demo.h"
#include "genkan-workspace.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_WINDOW (genkan_window_get_type ())

/* A window on one workspace: the user's own, or a demo's, which ends with the window. */
G_DECLARE_FINAL_TYPE (GenkanWindow, genkan_window, GENKAN, WINDOW, AdwApplicationWindow)

GenkanWindow    *genkan_window_new             (GtkApplication  *application,
                                                GenkanWorkspace *workspace);
GenkanWindow    *genkan_window_new_for_demo    (GtkApplication  *application,
                                                GenkanDemo      *demo);
GenkanWorkspace *genkan_window_get_workspace   (GenkanWindow    *self);
GenkanDemo      *genkan_window_get_demo        (GenkanWindow    *self);
void             genkan_window_show_attention  (GenkanWindow    *self);
void             genkan_window_show_records    (GenkanWindow    *self);
void             genkan_window_show_products   (GenkanWindow    *self);
void             genkan_window_show_findings   (GenkanWindow    *self);
void             genkan_window_show_connectors (GenkanWindow    *self);
void             genkan_window_show_connection (GenkanWindow    *self,
                                                gint64           connection_id);

G_END_DECLS
