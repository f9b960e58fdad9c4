/* genkan-network-fields.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-connection.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_NETWORK_FIELDS (genkan_network_fields_get_type ())

/* How the tool is reached from the person's network: what no connector file can know. */
G_DECLARE_FINAL_TYPE (GenkanNetworkFields, genkan_network_fields, GENKAN, NETWORK_FIELDS, AdwBin)

GtkWidget *genkan_network_fields_new   (GenkanConnection    *connection);
void       genkan_network_fields_apply (GenkanNetworkFields *self,
                                        GenkanConnection    *connection);

G_END_DECLS
