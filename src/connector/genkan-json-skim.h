/* genkan-json-skim.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize genkan_json_skim (const char *text,
                        gsize       length);

G_END_DECLS
