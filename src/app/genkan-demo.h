/* genkan-demo.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-workspace.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_DEMO (genkan_demo_get_type ())

/**
 * GenkanDemo:
 *
 * A profile to try Genkan with: a folder that goes when the demo ends, secrets in memory, a
 * Burp Suite stand-in that answers real HTTP on loopback in a thread of its own, and one
 * Connection to it. Five sites stand in it, which a person can rename and remove.
 */
G_DECLARE_FINAL_TYPE (GenkanDemo, genkan_demo, GENKAN, DEMO, GObject)

void             genkan_demo_new_async         (GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GenkanDemo      *genkan_demo_new_finish        (GAsyncResult         *result,
                                                GError              **error);
GenkanWorkspace *genkan_demo_get_workspace     (GenkanDemo           *self);
gint64           genkan_demo_get_connection_id (GenkanDemo           *self);
const char      *genkan_demo_get_url           (GenkanDemo           *self);

/* The tool's side: a GListModel of GtkStringObject-like items is a front end's business; here
 * are ids and names, of all sites, removed ones too. Emits "sites-changed". */
char           **genkan_demo_list_site_ids     (GenkanDemo           *self);
char            *genkan_demo_dup_site_name     (GenkanDemo           *self,
                                                const char           *id);
gboolean         genkan_demo_is_site_removed   (GenkanDemo           *self,
                                                const char           *id);
void             genkan_demo_rename_site       (GenkanDemo           *self,
                                                const char           *id,
                                                const char           *name);
void             genkan_demo_remove_site       (GenkanDemo           *self,
                                                const char           *id);
void             genkan_demo_restore_site      (GenkanDemo           *self,
                                                const char           *id);

G_END_DECLS
