/* genkan-server-group.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-workspace.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_SERVER_GROUP (genkan_server_group_get_type ())

/* The DefectDojo server, in the preferences: where it is, its key, what it says, its Products. */
G_DECLARE_FINAL_TYPE (GenkanServerGroup, genkan_server_group, GENKAN, SERVER_GROUP, AdwPreferencesGroup)

void genkan_server_group_set_workspace (GenkanServerGroup *self,
                                        GenkanWorkspace   *workspace);

G_END_DECLS
