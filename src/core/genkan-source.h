/* genkan-source.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *genkan_source_normalize (const char *text);

G_END_DECLS
