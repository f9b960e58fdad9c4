/* genkan-dojo-mark.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The tag of all Tests that Genkan keeps, and with what the marks of Records begin. */
#define GENKAN_DOJO_TAG "genkan"
#define GENKAN_DOJO_MARK_PREFIX "genkan-"

char     *genkan_dojo_make_mark (const char *connector_id,
                                 const char *host,
                                 const char *vendor_id);
gboolean  genkan_dojo_is_mark   (const char *text);

G_END_DECLS
