/* genkan-finding-json.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to core.
 */

#pragma once

#include "genkan-value.h"

G_BEGIN_DECLS

void genkan_json_append_member (GString           *json,
                                const char        *column,
                                const GenkanValue *value);

G_END_DECLS
