/* genkan-connector-grid.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-connector-set.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_CONNECTOR_GRID (genkan_connector_grid_get_type ())

/**
 * GenkanConnectorGrid:
 *
 * All Connectors of a set, to search and choose from. `n-shown` says how many match. Emits
 * `chosen` with the Connector; a file with mistakes is not chosen but shown.
 */
G_DECLARE_FINAL_TYPE (GenkanConnectorGrid, genkan_connector_grid, GENKAN, CONNECTOR_GRID, GtkWidget)

void  genkan_connector_grid_set_connectors (GenkanConnectorGrid *self,
                                            GenkanConnectorSet  *connectors);
guint genkan_connector_grid_get_n_shown    (GenkanConnectorGrid *self);
void  genkan_connector_grid_focus_search   (GenkanConnectorGrid *self);

G_END_DECLS
