/* genkan-workspace-sync-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the workspace: the two ways in which a Sync is run.
 */

#pragma once

#include "genkan-workspace-course.h"

G_BEGIN_DECLS

GTask    *genkan_sync_new_task   (GenkanWorkspace     *self,
                                  const gint64        *record_ids,
                                  gsize                n_records,
                                  gboolean             closes_many,
                                  gpointer             source_tag,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
void      genkan_sync_ran        (GTask               *task);
gboolean  genkan_sync_run_assets (GTask               *task);

G_END_DECLS
