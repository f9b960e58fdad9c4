/* genkan-setting-check.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-connection.h"
#include "genkan-definition.h"

G_BEGIN_DECLS

gboolean    genkan_setting_check      (const GenkanSetting     *setting,
                                       const char              *value,
                                       char                   **ret_value,
                                       GError                 **error);
GHashTable *genkan_settings_check     (const GenkanDefinition  *definition,
                                       GenkanConnection        *connection,
                                       GHashTable              *secrets,
                                       GError                 **error);

G_END_DECLS
