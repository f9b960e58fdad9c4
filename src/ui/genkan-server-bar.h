/* genkan-server-bar.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-store.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_SERVER_BAR (genkan_server_bar_get_type ())

/* Says that the key of DefectDojo expires within days, or has expired; else it hides. */
G_DECLARE_FINAL_TYPE (GenkanServerBar, genkan_server_bar, GENKAN, SERVER_BAR, GtkBox)

void genkan_server_bar_set_store (GenkanServerBar *self,
                                  GenkanStore     *store);

G_END_DECLS
