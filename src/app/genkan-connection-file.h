/* genkan-connection-file.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-connection.h"
#include "genkan-connector-set.h"

G_BEGIN_DECLS

char             *genkan_connection_file_write (GenkanConnection         *connection,
                                                const GenkanDefinition   *definition);
GenkanConnection *genkan_connection_file_read  (GenkanConnectorSet       *connectors,
                                                const char               *text,
                                                GError                  **error);

G_END_DECLS
