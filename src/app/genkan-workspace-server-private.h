/* genkan-workspace-server-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * genkan-workspace-server.c keeps the server and its token, genkan-workspace-server-ask.c asks it.
 */

#pragma once

#include "genkan-workspace-private.h"
#include "genkan-workspace-server.h"

G_BEGIN_DECLS

/* The server with what was typed as its token, or else with the one that is kept. */
void                genkan_workspace_resolve_server_async  (GenkanWorkspace      *self,
                                                            const GenkanServer   *server,
                                                            const char           *token,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
GenkanServerAccess *genkan_workspace_resolve_server_finish (GenkanWorkspace      *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);

G_END_DECLS
