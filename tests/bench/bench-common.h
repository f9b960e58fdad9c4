/* bench-common.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the programs of the benchmark have in common: they wait for one thing at a time, and say
 * what they measured in lines `NAME=NUMBER`.
 */

#pragma once

#include "genkan-operation.h"
#include "genkan-run.h"
#include "genkan-store.h"

G_BEGIN_DECLS

void             bench_keep_result     (GObject              *object,
                                        GAsyncResult         *result,
                                        gpointer              user_data);
GAsyncResult    *bench_wait            (GAsyncResult        **result);
void             bench_print_seconds   (const char           *name,
                                        gint64                microseconds);
void             bench_print_threads   (void);
gboolean         bench_run             (GenkanRun            *run,
                                        GError              **error);
gint64           bench_add_connection  (GenkanStore          *store,
                                        GError              **error);
GenkanOperation *bench_begin_operation (GenkanStore          *store,
                                        gint64                connection_id,
                                        GenkanOperationType   kind,
                                        GError              **error);
GenkanOperation *bench_end_operation   (GenkanStore          *store,
                                        GenkanOperation      *operation,
                                        GError              **error);

G_END_DECLS
