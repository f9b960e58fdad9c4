/* bench-sink.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bench-table.h"
#include "genkan-sink.h"

G_BEGIN_DECLS

#define BENCH_TYPE_SINK (bench_sink_get_type ())

/* Writes rows into a table, in a thread of its own as the store does. */
G_DECLARE_FINAL_TYPE (BenchSink, bench_sink, BENCH, SINK, GObject)

BenchSink *bench_sink_new   (const char *path,
                             const char *table);
void       bench_sink_close (BenchSink  *self);

G_END_DECLS
