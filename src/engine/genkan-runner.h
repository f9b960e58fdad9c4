/* genkan-runner.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-run.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_RUNNER (genkan_runner_get_type ())

/* One run, in the engine's thread: its scopes one after the other, its time, its result. */
G_DECLARE_FINAL_TYPE (GenkanRunner, genkan_runner, GENKAN, RUNNER, GObject)

GenkanRunner    *genkan_runner_new        (GenkanRun            *run,
                                           GThreadPool          *pool);
void             genkan_runner_run_async  (GenkanRunner         *self,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GenkanRunResult *genkan_runner_run_finish (GenkanRunner         *self,
                                           GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
