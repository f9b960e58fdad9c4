/* genkan-plain-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *genkan_plain_row_new (const char *title,
                                 const char *subtitle);

G_END_DECLS
