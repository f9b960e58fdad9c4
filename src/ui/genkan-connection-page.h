/* genkan-connection-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-workspace.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_CONNECTION_PAGE (genkan_connection_page_get_type ())

/**
 * GenkanConnectionPage:
 *
 * Manage Records & Operations of one Connection. Actions: `connection.discover`,
 * `connection.cancel`, `connection.edit`, `connection.remove`, `connection.open-tool`,
 * `connection.export-records`, `connection.import-mappings`, `connection.export`, and
 * `page.search`. Emits `edit-requested` and `remove-requested`; the window has the form, and
 * takes connections away.
 */
G_DECLARE_FINAL_TYPE (GenkanConnectionPage, genkan_connection_page, GENKAN, CONNECTION_PAGE, GtkWidget)

GtkWidget *genkan_connection_page_new (GenkanWorkspace *workspace,
                                       gint64           connection_id);

G_END_DECLS
