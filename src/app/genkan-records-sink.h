/* genkan-records-sink.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-sink.h"
#include "genkan-store.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_RECORDS_SINK (genkan_records_sink_get_type ())

/* Where the rows of a Discover go: into the Operation's staging. Without a store it counts on
 * nothing being kept: a test of the connection. */
G_DECLARE_FINAL_TYPE (GenkanRecordsSink, genkan_records_sink, GENKAN, RECORDS_SINK, GObject)

GenkanSink *genkan_records_sink_new         (GenkanStore *store,
                                             gint64       operation_id);
GenkanSink *genkan_records_sink_new_discard (void);

G_END_DECLS
