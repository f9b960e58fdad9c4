/* genkan-bench.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-sandbox.h"
#include "genkan-worker.h"

G_BEGIN_DECLS

/* Where a scope's SELECTs run: a sandbox, and the worker that alone works on it. */
typedef struct
{
  GenkanSandbox *sandbox; /* (owned) */
  GenkanWorker  *worker;  /* (owned) */
} GenkanBench;

/* Benches that scopes use one after the other: what is prepared once serves them all. */
typedef struct _GenkanBenches GenkanBenches;

GenkanBenches *genkan_benches_new          (GenkanConnector  *connector,
                                            GThreadPool      *pool);
void           genkan_benches_unref        (GenkanBenches    *self);
GenkanBench   *genkan_benches_borrow       (GenkanBenches    *self,
                                            GError          **error);
GenkanBench   *genkan_benches_borrow_spare (GenkanBenches    *self);
void           genkan_benches_give_back    (GenkanBenches    *self,
                                            GenkanBench      *bench);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanBenches, genkan_benches_unref)

G_END_DECLS
