/* genkan-server-check-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo-account.h"
#include "genkan-server-check.h"

G_BEGIN_DECLS

GenkanServerCheck *genkan_server_check_new           (const GenkanDojoAccount *account,
                                                      const char              *url);
GenkanServerCheck *genkan_server_check_new_for_error (const GError            *error);

G_END_DECLS
