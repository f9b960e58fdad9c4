/* genkan-mark.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* With what the marks of Records begin. */
#define GENKAN_MARK_PREFIX "genkan-"

char     *genkan_mark_new      (const char *connector_id,
                                const char *host,
                                const char *vendor_id);
char     *genkan_mark_dup_host (const char *url);
gboolean  genkan_mark_is_valid (const char *text);

G_END_DECLS
