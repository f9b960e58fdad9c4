/* genkan-cvss-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-cvss.h"

G_BEGIN_DECLS

char     genkan_cvss_get_value (char       **parts,
                                const char  *metric);
gboolean genkan_cvss_score_4   (char       **parts,
                                double      *ret_score);

G_END_DECLS
