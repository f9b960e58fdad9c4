/* genkan-prose.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A text that a tool wrote, as Markdown. */
GtkWidget *genkan_prose_new (const char *text);

G_END_DECLS
