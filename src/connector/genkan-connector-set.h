/* genkan-connector-set.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-connector.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_CONNECTOR_SET (genkan_connector_set_get_type ())

/* All connector files that this Genkan knows: those in its resource, and those that a person
 * put into a folder of their own, which win over a built-in one of the same id. A GListModel
 * of GenkanConnector, by name; files with mistakes are in it. */
G_DECLARE_FINAL_TYPE (GenkanConnectorSet, genkan_connector_set, GENKAN, CONNECTOR_SET, GObject)

GenkanConnectorSet *genkan_connector_set_new    (GFile              *own_folder);
GenkanConnector    *genkan_connector_set_lookup (GenkanConnectorSet *self,
                                                 const char         *id);

G_END_DECLS
