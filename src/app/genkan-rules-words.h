/* genkan-rules-words.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *genkan_rules_describe_error (const GError *error);

G_END_DECLS
