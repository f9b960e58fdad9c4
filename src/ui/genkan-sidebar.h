/* genkan-sidebar.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-connection-model.h"

G_BEGIN_DECLS

/**
 * GenkanSidebarPage:
 * @GENKAN_SIDEBAR_CONNECTORS: all Connectors
 * @GENKAN_SIDEBAR_PRODUCTS: all Products
 * @GENKAN_SIDEBAR_FINDINGS: the Findings of all Connections
 * @GENKAN_SIDEBAR_RECORDS: the Records of all Connections
 * @GENKAN_SIDEBAR_ATTENTION: what waits for a person
 *
 * The pages that belong to no Connection. Ids of Connections are above zero.
 */
typedef enum
{
  GENKAN_SIDEBAR_CONNECTORS = 0,
  GENKAN_SIDEBAR_PRODUCTS = -1,
  GENKAN_SIDEBAR_FINDINGS = -2,
  GENKAN_SIDEBAR_RECORDS = -3,
  GENKAN_SIDEBAR_ATTENTION = -4,
} GenkanSidebarPage;

#define GENKAN_TYPE_SIDEBAR (genkan_sidebar_get_type ())

/**
 * GenkanSidebar:
 *
 * Where one goes: the pages and the Connections. `selected` is the id of the Connection that is
 * shown, or a #GenkanSidebarPage; the signal `activated` tells that a person went there, also to
 * where they are already.
 */
G_DECLARE_FINAL_TYPE (GenkanSidebar, genkan_sidebar, GENKAN, SIDEBAR, GtkWidget)

void   genkan_sidebar_set_model     (GenkanSidebar         *self,
                                     GenkanConnectionModel *model);
void   genkan_sidebar_set_selected  (GenkanSidebar         *self,
                                     gint64                 selected);
void   genkan_sidebar_set_n_waiting (GenkanSidebar         *self,
                                     guint                  n_waiting);
void   genkan_sidebar_focus         (GenkanSidebar         *self);
void   genkan_sidebar_set_undo      (GenkanSidebar         *self,
                                     const char            *what);

G_END_DECLS
