/* genkan-connectors-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-connection-model.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_CONNECTORS_PAGE (genkan_connectors_page_get_type ())

/* The first page: the Connections that are configured, and the Connectors that are available. */
G_DECLARE_FINAL_TYPE (GenkanConnectorsPage, genkan_connectors_page, GENKAN, CONNECTORS_PAGE, GtkWidget)

GtkWidget *genkan_connectors_page_new (GenkanConnectorSet    *connectors,
                                       GenkanConnectionModel *connections);

G_END_DECLS
