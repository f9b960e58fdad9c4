/* bench-table.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-row-batch.h"

G_BEGIN_DECLS

/* A table of an SQLite file whose columns are those of the first rows: one transaction, one
 * prepared INSERT. Used by one thread at a time. */
typedef struct _BenchTable BenchTable;

BenchTable *bench_table_new    (const char     *path,
                                const char     *name);
void        bench_table_insert (BenchTable     *self,
                                GenkanRowBatch *rows,
                                int             first_id);
void        bench_table_free   (BenchTable     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchTable, bench_table_free)

G_END_DECLS
