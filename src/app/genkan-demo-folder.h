/* genkan-demo-folder.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A folder of a demo, locked as long as the demo lives. */
typedef struct
{
  char *path;    /* (owned) */
  int   lock_fd; /* (owned) */
} GenkanDemoFolder;

GenkanDemoFolder *genkan_demo_folder_new             (GError           **error);
void              genkan_demo_folder_remove          (GenkanDemoFolder  *self);
void              genkan_demo_folder_remove_leftover (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanDemoFolder, genkan_demo_folder_remove)

G_END_DECLS
