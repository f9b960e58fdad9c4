/* genkan-finding-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-row-list.h"
#include "genkan-store-findings.h"

G_BEGIN_DECLS

typedef enum
{
  GENKAN_FINDING_COLUMN_SEVERITY,
  GENKAN_FINDING_COLUMN_TITLE,
  GENKAN_FINDING_COLUMN_COMPONENT,
  GENKAN_FINDING_COLUMN_VULNERABILITY,
  GENKAN_FINDING_COLUMN_STATE,
  GENKAN_FINDING_COLUMN_AGE,
  GENKAN_FINDING_COLUMN_RECORD,
} GenkanFindingColumn;

#define GENKAN_TYPE_FINDING_LIST (genkan_finding_list_get_type ())

/* Findings as a list model, the worst first; it follows the store. */
G_DECLARE_FINAL_TYPE (GenkanFindingList, genkan_finding_list, GENKAN, FINDING_LIST, GenkanRowList)

GenkanFindingList *genkan_finding_list_new       (GenkanStore              *store,
                                                  gint64                    connection_id);
void               genkan_finding_list_set_query (GenkanFindingList        *self,
                                                  const GenkanFindingQuery *query);
void               genkan_finding_list_set_sort  (GenkanFindingList        *self,
                                                  GenkanFindingColumn       column,
                                                  gboolean                  descending);

G_END_DECLS
