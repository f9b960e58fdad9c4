/* genkan-demo-issues.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the demo's tool found, in the shape of Burp Suite DAST. Both add a member to the object
 * that is being built: `scans`, of a site, and `scan`, with a part of its issues. */
void genkan_demo_issues_add_scans (JsonBuilder *builder,
                                   const char  *site_id);
void genkan_demo_issues_add_scan  (JsonBuilder *builder,
                                   const char  *scan_id,
                                   gint64       start,
                                   gint64       count);

G_END_DECLS
