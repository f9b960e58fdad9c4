/* genkan-exchange.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-handover.h"
#include "genkan-invocation.h"
#include "genkan-mapper.h"
#include "genkan-run-context.h"
#include "genkan-worker.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_EXCHANGE (genkan_exchange_get_type ())

/* One request to its end: waiting for its turn, attempts, reading, mapping, judging. */
G_DECLARE_FINAL_TYPE (GenkanExchange, genkan_exchange, GENKAN, EXCHANGE, GObject)

GenkanExchange      *genkan_exchange_new          (GenkanRunContext     *context,
                                                   GenkanInvocation     *invocation,
                                                   GenkanSandbox        *sandbox,
                                                   GenkanWorker         *worker,
                                                   GCancellable         *cancellable);
void                 genkan_exchange_set_handover (GenkanExchange       *self,
                                                   GenkanHandover       *handover);
void                 genkan_exchange_run_async    (GenkanExchange       *self,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean             genkan_exchange_run_finish   (GenkanExchange       *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

/* After the end. */
GenkanVerdictKind    genkan_exchange_get_verdict  (GenkanExchange       *self);
const char          *genkan_exchange_get_message  (GenkanExchange       *self);
const char          *genkan_exchange_get_details  (GenkanExchange       *self);
GPtrArray           *genkan_exchange_get_tables   (GenkanExchange       *self);
GenkanRowBatch      *genkan_exchange_get_total    (GenkanExchange       *self);
GenkanRowBatch      *genkan_exchange_get_next     (GenkanExchange       *self);
guint                genkan_exchange_get_n_items  (GenkanExchange       *self);
const char          *genkan_exchange_get_checksum (GenkanExchange       *self);

G_END_DECLS
