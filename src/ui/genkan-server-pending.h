/* genkan-server-pending.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-workspace.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_SERVER_PENDING (genkan_server_pending_get_type ())

/**
 * GenkanServerPending:
 *
 * How many Findings DefectDojo has not got yet, and delivering them. Hides when there are none.
 * Emits `failed (GenkanReport *)` when that did not go well.
 */
G_DECLARE_FINAL_TYPE (GenkanServerPending, genkan_server_pending, GENKAN, SERVER_PENDING, AdwActionRow)

void genkan_server_pending_set_workspace (GenkanServerPending *self,
                                          GenkanWorkspace     *workspace);
void genkan_server_pending_show          (GenkanServerPending *self);

G_END_DECLS
