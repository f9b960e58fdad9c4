/* genkan-cvss.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean    genkan_cvss_base_score (const char *vector,
                                    double     *ret_score);
const char *genkan_cvss_severity   (double      score,
                                    gboolean    version_2);
gboolean    genkan_cvss_is_2       (const char *vector);

G_END_DECLS
