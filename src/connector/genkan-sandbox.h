/* genkan-sandbox.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-connector.h"
#include "genkan-coverage.h"
#include "genkan-row-batch.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_SANDBOX (genkan_sandbox_get_type ())

/* An in-memory database that runs the SELECTs of one connector and can do nothing else. One
 * per scope at a time; used by one thread at a time. */
G_DECLARE_FINAL_TYPE (GenkanSandbox, genkan_sandbox, GENKAN, SANDBOX, GObject)

GenkanSandbox  *genkan_sandbox_new          (GenkanConnector    *connector,
                                             GError            **error);
GenkanSandbox  *genkan_sandbox_new_for_auth (GenkanConnector    *connector,
                                             GError            **error);
void            genkan_sandbox_set_coverage (GenkanSandbox      *self,
                                             GenkanCoverage     *coverage);
gboolean        genkan_sandbox_store_rows   (GenkanSandbox      *self,
                                             const char         *table,
                                             GenkanRowBatch     *rows,
                                             GError            **error);
gboolean        genkan_sandbox_sweep        (GenkanSandbox      *self,
                                             GError            **error);
GenkanRowBatch *genkan_sandbox_run_output   (GenkanSandbox      *self,
                                             const GenkanOutput *output,
                                             GenkanVariables    *variables,
                                             GCancellable       *cancellable,
                                             GError            **error);

G_END_DECLS
