/* genkan-worker.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_WORKER (genkan_worker_get_type ())

/* Does jobs one after the other in the threads of a pool: what works on one sandbox shares one
 * worker, so that no two of its jobs ever run at once. */
G_DECLARE_FINAL_TYPE (GenkanWorker, genkan_worker, GENKAN, WORKER, GObject)

typedef gboolean (*GenkanWorkerFunc) (gpointer   data,
                                      GError   **error);

GThreadPool  *genkan_worker_pool_new   (void);
GenkanWorker *genkan_worker_new        (GThreadPool          *pool);
void          genkan_worker_run_async  (GenkanWorker         *self,
                                        GenkanWorkerFunc      func,
                                        gpointer              data,
                                        GDestroyNotify        destroy,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean      genkan_worker_run_finish (GenkanWorker         *self,
                                        GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
