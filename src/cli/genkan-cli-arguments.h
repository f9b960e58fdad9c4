/* genkan-cli-arguments.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-connection.h"
#include "genkan-definition.h"

G_BEGIN_DECLS

/* FALSE after saying what is wrong; only what is asked for on a terminal ends in an error. */
gboolean genkan_cli_take_settings          (const GenkanDefinition  *definition,
                                            GenkanConnection        *connection,
                                            char                   **pairs);
gboolean genkan_cli_take_secrets_from_env  (const GenkanDefinition  *definition,
                                            GHashTable              *secrets,
                                            char                   **pairs);
gboolean genkan_cli_take_secrets_from_file (const GenkanDefinition  *definition,
                                            GHashTable              *secrets,
                                            char                   **pairs);
gboolean genkan_cli_check_secret_names     (const GenkanDefinition  *definition,
                                            char                   **names);
gboolean genkan_cli_ask_for_secrets        (const GenkanDefinition  *definition,
                                            GHashTable              *secrets,
                                            char                   **names,
                                            GCancellable            *cancellable,
                                            GError                 **error);

G_END_DECLS
