/* genkan-findings-sink.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-sink.h"
#include "genkan-store.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_FINDINGS_SINK (genkan_findings_sink_get_type ())

/* Where the rows of a Sync go: into the store, scope by scope. */
G_DECLARE_FINAL_TYPE (GenkanFindingsSink, genkan_findings_sink, GENKAN, FINDINGS_SINK, GObject)

GenkanSink *genkan_findings_sink_new (GenkanStore *store,
                                      gint64       connection_id,
                                      gint64       operation_id,
                                      gboolean     closes_many);
void        genkan_findings_sink_keep_ends (GenkanFindingsSink *self,
                                            GPtrArray          *scopes);

G_END_DECLS
