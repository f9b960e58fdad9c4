/* genkan-format-connector.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-connector.h"

G_BEGIN_DECLS

const char *genkan_format_connector_name     (GenkanConnector     *connector);
char       *genkan_format_connector_brings   (GenkanConnector     *connector);
char       *genkan_format_connector_problem  (GenkanConnector     *connector);
char       *genkan_format_connector_problems (GenkanConnector     *connector);

G_END_DECLS
