/* genkan-demo-graphql.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *genkan_demo_graphql_select (JsonNode   *data,
                                      const char *query,
                                      char      **ret_problem);

G_END_DECLS
