/* genkan-format-connection.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-connection-item.h"

G_BEGIN_DECLS

char       *genkan_format_unmapped        (guint            n_unmapped);
char       *genkan_format_heading         (const char      *heading,
                                           guint            count);
char       *genkan_format_operation_state (GenkanOperation *operation);
char       *genkan_format_last_operation  (GenkanOperation *operation,
                                           gint64           now);

const char *genkan_format_health          (GenkanHealth     health);
const char *genkan_health_get_icon_name   (GenkanHealth     health);
const char *genkan_health_get_css_class   (GenkanHealth     health);

G_END_DECLS
