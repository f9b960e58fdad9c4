/* genkan-split-view-leaflet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The split view for libadwaita until 1.3. A leaflet knows nothing of the header bars in its
 * pages, so they are looked for, and given a Back button and the window buttons that belong to
 * their side.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-split-view-private.h"

#include <glib/gi18n.h>

#define SIDEBAR_WIDTH 270
#define CONTENT_WIDTH 360

static AdwLeaflet *
get_leaflet (GenkanSplitView *self)
{
  return ADW_LEAFLET (_genkan_split_view_get_inner (self));
}

static GtkWidget *
get_pane (GenkanSplitView *self,
          const char      *name)
{
  return adw_leaflet_get_child_by_name (get_leaflet (self), name);
}

static GtkWidget *
find_header_bar (GtkWidget *widget)
{
  if (ADW_IS_HEADER_BAR (widget))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *header_bar = find_header_bar (child);

      if (header_bar != NULL)
        return header_bar;
    }

  return NULL;
}

static GtkWidget *
make_back_button (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("go-previous-symbolic");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.back");
  gtk_widget_set_tooltip_text (button, _("Back"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Back"),
                                  -1);

  return button;
}

static void
adopt_content_header (GenkanSplitView *self,
                      GtkWidget       *content)
{
  GtkWidget *header_bar = find_header_bar (content);
  GtkWidget *button;

  if (header_bar == NULL)
    return;

  button = make_back_button ();
  adw_header_bar_pack_start (ADW_HEADER_BAR (header_bar), button);
  g_object_bind_property (get_leaflet (self), "folded", button, "visible",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (get_leaflet (self), "folded", header_bar, "show-start-title-buttons",
                          G_BINDING_SYNC_CREATE);
}

static void
adopt_sidebar_header (GenkanSplitView *self,
                      GtkWidget       *sidebar)
{
  GtkWidget *header_bar = find_header_bar (sidebar);

  if (header_bar != NULL)
    g_object_bind_property (get_leaflet (self), "folded", header_bar, "show-end-title-buttons",
                            G_BINDING_SYNC_CREATE);
}

static void
add_pane (AdwLeaflet *leaflet,
          const char *name,
          int         width,
          gboolean    expand)
{
  GtkWidget *pane = adw_bin_new ();

  gtk_widget_set_size_request (pane, width, -1);
  gtk_widget_set_hexpand (pane, expand);
  adw_leaflet_page_set_name (adw_leaflet_append (leaflet, pane), name);
}

static void
add_separator (AdwLeaflet *leaflet)
{
  GtkWidget *separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

  adw_leaflet_page_set_navigatable (adw_leaflet_append (leaflet, separator), FALSE);
}

GtkWidget *
_genkan_split_view_build (GenkanSplitView *self)
{
  GtkWidget *leaflet = adw_leaflet_new ();

  add_pane (ADW_LEAFLET (leaflet), "sidebar", SIDEBAR_WIDTH, FALSE);
  add_separator (ADW_LEAFLET (leaflet));
  add_pane (ADW_LEAFLET (leaflet), "content", CONTENT_WIDTH, TRUE);
  adw_leaflet_set_can_navigate_back (ADW_LEAFLET (leaflet), TRUE);

  g_signal_connect_object (leaflet, "notify::folded",
                           G_CALLBACK (_genkan_split_view_notify_folded), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (leaflet, "notify::visible-child",
                           G_CALLBACK (_genkan_split_view_notify_content), self,
                           G_CONNECT_SWAPPED);

  return leaflet;
}

void
_genkan_split_view_place_sidebar (GenkanSplitView *self,
                                  GtkWidget       *sidebar)
{
  adw_bin_set_child (ADW_BIN (get_pane (self, "sidebar")), sidebar);
  if (sidebar != NULL)
    adopt_sidebar_header (self, sidebar);
}

void
_genkan_split_view_place_content (GenkanSplitView *self,
                                  GtkWidget       *content)
{
  adw_bin_set_child (ADW_BIN (get_pane (self, "content")), content);
  if (content != NULL)
    adopt_content_header (self, content);
}

gboolean
_genkan_split_view_is_folded (GenkanSplitView *self)
{
  return adw_leaflet_get_folded (get_leaflet (self));
}

gboolean
_genkan_split_view_is_content_shown (GenkanSplitView *self)
{
  return g_strcmp0 (adw_leaflet_get_visible_child_name (get_leaflet (self)), "content") == 0;
}

void
_genkan_split_view_show_content (GenkanSplitView *self,
                                 gboolean         show_content)
{
  adw_leaflet_set_visible_child_name (get_leaflet (self), show_content ? "content" : "sidebar");
}
