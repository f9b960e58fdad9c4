/* genkan-operations-view.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_OPERATIONS_VIEW (genkan_operations_view_get_type ())

/**
 * GenkanOperationsView:
 *
 * The Operations of one Connection, the latest first; each opens its log. Follows the store and
 * what runs in this process. Emits `changed` after it has read them anew.
 */
G_DECLARE_FINAL_TYPE (GenkanOperationsView, genkan_operations_view, GENKAN, OPERATIONS_VIEW,
                      GtkWidget)

void             genkan_operations_view_open        (GenkanOperationsView  *self,
                                                     GenkanWorkspace       *workspace,
                                                     gint64                 connection_id);
gboolean         genkan_operations_view_refresh     (GenkanOperationsView  *self,
                                                     GError               **error);
GenkanOperation *genkan_operations_view_get_latest  (GenkanOperationsView  *self);
void             genkan_operations_view_present_log (GenkanOperationsView  *self,
                                                     GenkanOperation       *operation);

G_END_DECLS
