/* genkan-split-view-navigation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The split view for libadwaita from 1.4. A breakpoint folds it; AdwHeaderBar finds its way back
 * and its window buttons by itself. The breakpoint stands in a bin of its own rather than in the
 * window, so that what folds is one widget here as in the older one.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-split-view-private.h"

#include <glib/gi18n.h>

#define FOLD_BELOW "max-width: 640sp"
#define MIN_WIDTH 360
#define MIN_HEIGHT 200

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

static AdwNavigationSplitView *
get_view (GenkanSplitView *self)
{
  GtkWidget *bin = _genkan_split_view_get_inner (self);

  return ADW_NAVIGATION_SPLIT_VIEW (adw_breakpoint_bin_get_child (ADW_BREAKPOINT_BIN (bin)));
}

static void
add_breakpoint (AdwBreakpointBin *bin,
                GtkWidget        *view)
{
  AdwBreakpoint *breakpoint;
  GValue folded = G_VALUE_INIT;

  g_value_init (&folded, G_TYPE_BOOLEAN);
  g_value_set_boolean (&folded, TRUE);

  breakpoint = adw_breakpoint_new (adw_breakpoint_condition_parse (FOLD_BELOW));
  adw_breakpoint_add_setter (breakpoint, G_OBJECT (view), "collapsed", &folded);
  adw_breakpoint_bin_add_breakpoint (bin, breakpoint);

  g_value_unset (&folded);
}

GtkWidget *
_genkan_split_view_build (GenkanSplitView *self)
{
  GtkWidget *bin = adw_breakpoint_bin_new ();
  GtkWidget *view = adw_navigation_split_view_new ();

  gtk_widget_set_size_request (bin, MIN_WIDTH, MIN_HEIGHT);
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (bin), view);
  add_breakpoint (ADW_BREAKPOINT_BIN (bin), view);

  g_signal_connect_object (view, "notify::collapsed",
                           G_CALLBACK (_genkan_split_view_notify_folded), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::show-content",
                           G_CALLBACK (_genkan_split_view_notify_content), self,
                           G_CONNECT_SWAPPED);

  return bin;
}

static AdwNavigationPage *
make_page (GtkWidget  *child,
           const char *title)
{
  return child != NULL ? adw_navigation_page_new (child, title) : NULL;
}

void
_genkan_split_view_place_sidebar (GenkanSplitView *self,
                                  GtkWidget       *sidebar)
{
  adw_navigation_split_view_set_sidebar (get_view (self), make_page (sidebar, APPLICATION_NAME));
}

void
_genkan_split_view_place_content (GenkanSplitView *self,
                                  GtkWidget       *content)
{
  adw_navigation_split_view_set_content (get_view (self), make_page (content, _("Page")));
}

gboolean
_genkan_split_view_is_folded (GenkanSplitView *self)
{
  return adw_navigation_split_view_get_collapsed (get_view (self));
}

gboolean
_genkan_split_view_is_content_shown (GenkanSplitView *self)
{
  return adw_navigation_split_view_get_show_content (get_view (self));
}

void
_genkan_split_view_show_content (GenkanSplitView *self,
                                 gboolean         show_content)
{
  adw_navigation_split_view_set_show_content (get_view (self), show_content);
}

G_GNUC_END_IGNORE_DEPRECATIONS
