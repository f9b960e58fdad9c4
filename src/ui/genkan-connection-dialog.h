/* genkan-connection-dialog.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-workspace.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_CONNECTION_DIALOG (genkan_connection_dialog_get_type ())

/**
 * GenkanConnectionDialog:
 *
 * Adds a Connection in three short pages (choose a tool, connect, name it), or changes one. What
 * genkan_dialog_present() shows. Emits `saved` and `remove-requested`, and closes itself before.
 */
G_DECLARE_FINAL_TYPE (GenkanConnectionDialog, genkan_connection_dialog, GENKAN, CONNECTION_DIALOG, GtkWidget)

GtkWidget *genkan_connection_dialog_new          (GenkanWorkspace  *workspace,
                                                  GenkanConnector  *connector);
GtkWidget *genkan_connection_dialog_new_for_edit (GenkanWorkspace  *workspace,
                                                  GenkanConnection *connection,
                                                  GenkanConnector  *connector);

G_END_DECLS
