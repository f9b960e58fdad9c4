/* genkan-lines-layout.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_LINES_LAYOUT (genkan_lines_layout_get_type ())

/**
 * GenkanLinesLayout:
 *
 * Gives GtkInscriptions the room that their texts need, one below the other. An inscription's
 * `nat-lines` is how many lines it gets at most; 0 is as many as it needs.
 */
G_DECLARE_FINAL_TYPE (GenkanLinesLayout, genkan_lines_layout, GENKAN, LINES_LAYOUT, GtkLayoutManager)

G_END_DECLS
