/* genkan-store-findings.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-finding.h"
#include "genkan-store.h"

G_BEGIN_DECLS

/**
 * GenkanFindingQuery:
 * @connection_id: of a Connection, or 0
 * @record_id: of a Record, or 0
 * @product_id: of a Product, or 0
 * @states: bits of 1 << GenkanFindingState; 0: all
 * @severities: bits of 1 << GenkanSeverity; 0: all
 * @seen_since: first seen at this time or later, in microseconds since 1970 (UTC), or 0
 * @unique_id: (nullable): with exactly this id in the tool
 * @search: (nullable): words that all occur in title, component, vulnerability, Record or Product
 * @component: (nullable): words that all occur in the component
 * @vulnerability: (nullable): words that all occur in the ids, a CVE for example
 *
 * Which Findings; all that is said must be true.
 */
typedef struct
{
  gint64      connection_id;
  gint64      record_id;
  gint64      product_id;
  guint       states;
  guint       severities;
  gint64      seen_since;
  const char *unique_id;
  const char *search;
  const char *component;
  const char *vulnerability;
} GenkanFindingQuery;

typedef gboolean (*GenkanFindingFunc) (GenkanFinding *finding, gpointer user_data);

GenkanFinding *genkan_store_get_finding     (GenkanStore              *self,
                                             gint64                    id,
                                             GError                  **error);
gboolean       genkan_store_foreach_finding (GenkanStore              *self,
                                             const GenkanFindingQuery *query,
                                             GenkanFindingFunc         func,
                                             gpointer                  user_data,
                                             GError                  **error);

G_END_DECLS
