/* genkan-connector-tile.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-connector.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_CONNECTOR_TILE (genkan_connector_tile_get_type ())

/* A Connector in the grid: who made the tool, what a Record will be, what it brings; and of a
 * file with mistakes, the first of them. */
G_DECLARE_FINAL_TYPE (GenkanConnectorTile, genkan_connector_tile, GENKAN, CONNECTOR_TILE, GtkFlowBoxChild)

GtkWidget       *genkan_connector_tile_new           (GenkanConnector     *connector);
GenkanConnector *genkan_connector_tile_get_connector (GenkanConnectorTile *self);

G_END_DECLS
