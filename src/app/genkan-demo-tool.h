/* genkan-demo-tool.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_DEMO_TOOL (genkan_demo_tool_get_type ())

/* The demo's stand-in for Burp Suite DAST. It answers in a thread of its own; the functions
 * here may be called in any. */
G_DECLARE_FINAL_TYPE (GenkanDemoTool, genkan_demo_tool, GENKAN, DEMO_TOOL, GObject)

GenkanDemoTool *genkan_demo_tool_new           (GError         **error);
const char     *genkan_demo_tool_get_url       (GenkanDemoTool  *self);
const char     *genkan_demo_tool_get_key       (GenkanDemoTool  *self);
char          **genkan_demo_tool_list_site_ids (GenkanDemoTool  *self);
char           *genkan_demo_tool_dup_site_name (GenkanDemoTool  *self,
                                                const char      *id);
gboolean        genkan_demo_tool_is_removed    (GenkanDemoTool  *self,
                                                const char      *id);
gboolean        genkan_demo_tool_rename        (GenkanDemoTool  *self,
                                                const char      *id,
                                                const char      *name);
gboolean        genkan_demo_tool_set_removed   (GenkanDemoTool  *self,
                                                const char      *id,
                                                gboolean         removed);

G_END_DECLS
