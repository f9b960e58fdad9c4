/* genkan-window-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the window share.
 */

#pragma once

#include "genkan-window.h"

#include "genkan-attention-model.h"
#include "genkan-connection-model.h"
#include "genkan-server-bar.h"
#include "genkan-sidebar.h"
#include "genkan-split-view.h"

G_BEGIN_DECLS

struct _GenkanWindow
{
  AdwApplicationWindow   parent_instance;

  GenkanWorkspace       *workspace;    /* (owned) */
  GenkanDemo            *demo;         /* (owned) (nullable) */
  GenkanConnectionModel *connections;  /* (owned) */
  GenkanAttentionModel  *attention;    /* (owned) */
  GCancellable          *cancellable;  /* (owned): of what this window waits for */
  gint64                 shown;        /* the Connection in the content pane, or a GenkanSidebarPage */
  gboolean               asking;       /* whether to close while an Operation runs */
  gboolean               closing;      /* the answer */

  GenkanSidebar         *sidebar;
  GenkanSplitView       *split_view;
  AdwToastOverlay       *toasts;
  GenkanServerBar       *server_bar;
  GtkWidget             *demo_bar;
};

void _genkan_window_install_actions   (GtkWidgetClass *widget_class);
void _genkan_window_update_actions    (GenkanWindow   *self);
void _genkan_window_follow_history    (GenkanWindow   *self);
void _genkan_window_add_connection    (GenkanWindow   *self,
                                       const char     *connector_id);
void _genkan_window_edit_connection   (GenkanWindow   *self);
void _genkan_window_remove_connection (GenkanWindow   *self);

G_END_DECLS
