/* genkan-engine.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-run.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_ENGINE (genkan_engine_get_type ())

/* Runs connectors, in a thread and main context of its own. */
G_DECLARE_FINAL_TYPE (GenkanEngine, genkan_engine, GENKAN, ENGINE, GObject)

GenkanEngine    *genkan_engine_new        (void);
void             genkan_engine_run_async  (GenkanEngine        *self,
                                           GenkanRun           *run,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
GenkanRunResult *genkan_engine_run_finish (GenkanEngine        *self,
                                           GAsyncResult        *result,
                                           GError             **error);

G_END_DECLS
