/* genkan-finding-json.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to core.
 */

#pragma once

#include "genkan-value.h"

G_BEGIN_DECLS

gboolean genkan_json_is_list      (const char        *column);
void     genkan_json_append_run   (GString           *json,
                                   const char        *text,
                                   gsize              length);
void     genkan_json_append_value (GString           *json,
                                   const GenkanValue *value,
                                   gboolean           list);

G_END_DECLS
