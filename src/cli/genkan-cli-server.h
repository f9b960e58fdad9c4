/* genkan-cli-server.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the words of `genkan server` share.
 */

#pragma once

#include "genkan-cli-private.h"
#include "genkan-workspace-server.h"

G_BEGIN_DECLS

GenkanExit genkan_cli_server_set     (int                    argc,
                                      char                 **argv);

/* Reads the Products of the stored server, and says how many. */
GenkanExit genkan_cli_server_list    (GenkanWorkspace       *workspace,
                                      GCancellable          *cancellable);

/* Asks a server, and says what came of it. */
GenkanExit genkan_cli_server_ask     (GenkanWorkspace       *workspace,
                                      const GenkanServer    *server,
                                      const char            *token,
                                      gboolean               json,
                                      GCancellable          *cancellable);

G_END_DECLS
