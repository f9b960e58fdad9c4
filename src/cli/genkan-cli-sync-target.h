/* genkan-cli-sync-target.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-cli-private.h"

G_BEGIN_DECLS

/* What a Sync, its preview or a delivery is about. */
typedef struct
{
  GenkanWorkspace  *workspace;  /* (owned) */
  GenkanConnection *connection; /* (owned) */
  GArray           *ids;        /* (owned) (element-type gint64) of its Records; empty: all */
  gboolean          assets;     /* its tool lists Products and has no findings */
} GenkanCliSyncTarget;

GenkanExit    genkan_cli_sync_target_open    (GenkanCliSyncTarget  *self,
                                              const char           *label,
                                              char                **records);
void          genkan_cli_sync_target_clear   (GenkanCliSyncTarget  *self);
const gint64 *genkan_cli_sync_target_get_ids (GenkanCliSyncTarget  *self);
GenkanExit    genkan_cli_sync_target_tell    (GenkanCliSyncTarget  *self,
                                              GenkanOperation      *operation,
                                              GenkanReport         *report,
                                              gboolean              json,
                                              GPtrArray           **ret_results);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanCliSyncTarget, genkan_cli_sync_target_clear)

G_END_DECLS
