/* genkan-moment.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to core.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 genkan_moment_from_text (const char *text);

G_END_DECLS
