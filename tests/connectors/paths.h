/* paths.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The JSON paths in the SELECTs of a connector, and which of them no scenario has met.
 */

#pragma once

#include "genkan-connector.h"
#include "genkan-coverage.h"

G_BEGIN_DECLS

GPtrArray *paths_in_sql    (const char      *sql);
GPtrArray *paths_dup_unmet (GenkanConnector *connector,
                            GenkanCoverage  *coverage);

G_END_DECLS
