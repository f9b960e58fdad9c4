/* genkan-sidebar.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-connection-model.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_SIDEBAR (genkan_sidebar_get_type ())

/**
 * GenkanSidebar:
 *
 * Where one goes: the Connectors page and the Connections. `selected` is the id of the
 * Connection that is shown, or 0 for the Connectors page; the signal `activated` tells that a
 * person went there, also to where they are already.
 */
G_DECLARE_FINAL_TYPE (GenkanSidebar, genkan_sidebar, GENKAN, SIDEBAR, GtkWidget)

void   genkan_sidebar_set_model    (GenkanSidebar         *self,
                                    GenkanConnectionModel *model);
gint64 genkan_sidebar_get_selected (GenkanSidebar         *self);
void   genkan_sidebar_set_selected (GenkanSidebar         *self,
                                    gint64                 selected);

G_END_DECLS
