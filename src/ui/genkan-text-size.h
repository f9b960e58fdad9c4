/* genkan-text-size.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

int genkan_text_size_scale_width (GtkWidget *widget,
                                  int        width);

G_END_DECLS
