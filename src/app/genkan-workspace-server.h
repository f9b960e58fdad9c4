/* genkan-workspace-server.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-progress.h"
#include "genkan-server-access.h"
#include "genkan-server-check.h"
#include "genkan-workspace.h"

G_BEGIN_DECLS

/* Keeps the token in the Secret Service, then the server in the store; on failure neither is
 * changed. A server without an address: there is none any more, and its token is forgotten. */
void                genkan_workspace_save_server_async     (GenkanWorkspace      *self,
                                                            const GenkanServer   *server,
                                                            const char           *token,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
gboolean            genkan_workspace_save_server_finish    (GenkanWorkspace      *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);

/* What a delivery needs; %NULL without an error if there is no server. */
void                genkan_workspace_open_server_async     (GenkanWorkspace      *self,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
GenkanServerAccess *genkan_workspace_open_server_finish    (GenkanWorkspace      *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);

/* Asks a server, stored or not. An error is only for what kept it from being asked. */
void                genkan_workspace_test_server_async     (GenkanWorkspace      *self,
                                                            const GenkanServer   *server,
                                                            const char           *token,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
GenkanServerCheck  *genkan_workspace_test_server_finish    (GenkanWorkspace      *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);

/* Makes the Products of the stored server known here. */
void                genkan_workspace_refresh_server_async  (GenkanWorkspace      *self,
                                                            GenkanProgress       *progress,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
gboolean            genkan_workspace_refresh_server_finish (GenkanWorkspace      *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);

G_END_DECLS
