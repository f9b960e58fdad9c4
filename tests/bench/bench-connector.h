/* bench-connector.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-connector.h"
#include "genkan-mapper.h"

G_BEGIN_DECLS

GenkanConnector *bench_connector_load     (const char      *name,
                                           guint            parallel);
GPtrArray       *bench_connector_map_page (GenkanConnector *connector,
                                           const char      *step,
                                           const GString   *body);

G_END_DECLS
