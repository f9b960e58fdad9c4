/* genkan-split-view-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the two makers of a split view have in common: each builds the widget that does it.
 */

#pragma once

#include "genkan-split-view.h"

G_BEGIN_DECLS

/* The widget that holds the panes; it is the only child of the GenkanSplitView. */
GtkWidget *_genkan_split_view_build            (GenkanSplitView *self);
GtkWidget *_genkan_split_view_get_inner        (GenkanSplitView *self);
void       _genkan_split_view_place_sidebar    (GenkanSplitView *self,
                                                GtkWidget       *sidebar);
void       _genkan_split_view_place_content    (GenkanSplitView *self,
                                                GtkWidget       *content);
gboolean   _genkan_split_view_is_folded        (GenkanSplitView *self);
gboolean   _genkan_split_view_is_content_shown (GenkanSplitView *self);
void       _genkan_split_view_show_content     (GenkanSplitView *self,
                                                gboolean         show_content);

/* For the makers: tell that "folded" or "show-content" changed. */
void       _genkan_split_view_notify_folded    (GenkanSplitView *self);
void       _genkan_split_view_notify_content   (GenkanSplitView *self);

G_END_DECLS
