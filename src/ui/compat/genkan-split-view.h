/* genkan-split-view.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_SPLIT_VIEW (genkan_split_view_get_type ())

/**
 * GenkanSplitView:
 *
 * Two panes side by side, or where the window is narrow, two pages. Whatever AdwHeaderBar stands
 * in a pane is given its way back and the right window buttons here; the panes need not care.
 */
G_DECLARE_FINAL_TYPE (GenkanSplitView, genkan_split_view, GENKAN, SPLIT_VIEW, GtkWidget)

GtkWidget *genkan_split_view_get_content      (GenkanSplitView *self);
void       genkan_split_view_set_content      (GenkanSplitView *self,
                                               GtkWidget       *content);
void       genkan_split_view_set_sidebar      (GenkanSplitView *self,
                                               GtkWidget       *sidebar);
gboolean   genkan_split_view_get_folded       (GenkanSplitView *self);
gboolean   genkan_split_view_get_show_content (GenkanSplitView *self);
void       genkan_split_view_set_show_content (GenkanSplitView *self,
                                               gboolean         show_content);

G_END_DECLS
