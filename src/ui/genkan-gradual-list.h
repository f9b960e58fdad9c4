/* genkan-gradual-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GListModel *genkan_gradual_list_new (GListModel *items,
                                     GtkWidget  *view);

G_END_DECLS
