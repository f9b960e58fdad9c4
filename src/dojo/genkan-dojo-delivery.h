/* genkan-dojo-delivery.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo-plan.h"
#include "genkan-dojo-scan.h"
#include "genkan-dojo.h"

G_BEGIN_DECLS

/**
 * GenkanDojoLedger:
 * @pin: called before the first import: when it returns, the identities of the plan's items are
 *   stored for good, and what was sent of them last is forgotten
 * @set_test: called when it is known which Test it is, before @pin if there is one
 *
 * Where a delivery writes down what must survive the program. Each says whether it could.
 */
typedef struct
{
  gboolean (*pin)      (const GenkanDojoPlan *plan, gpointer user_data, GError **error);
  gboolean (*set_test) (gint64 test_id, gpointer user_data, GError **error);
} GenkanDojoLedger;

/**
 * GenkanDojoDelivered:
 * @scan: what all imports did together, and what was closed by its id
 * @n_patched: Findings that were brought up to date
 * @n_imports: in how many parts it was sent
 * @was_adopted: the Test was there before the ledger knew of it
 * @n_held: Findings in it that are not in the plan, and too many to be closed
 *
 * What has become of a delivery.
 */
typedef struct
{
  GenkanDojoScanResult scan;
  guint                n_patched;
  guint                n_imports;
  gboolean             was_adopted;
  guint                n_held;
} GenkanDojoDelivered;

void     genkan_dojo_deliver_async  (GenkanDojo              *self,
                                     GenkanDojoPlan          *plan,
                                     const GenkanDojoScan    *scan,
                                     const GenkanDojoLedger  *ledger,
                                     gpointer                 ledger_data,
                                     GCancellable            *cancellable,
                                     GAsyncReadyCallback      callback,
                                     gpointer                 user_data);
gboolean genkan_dojo_deliver_finish (GenkanDojo              *self,
                                     GAsyncResult            *result,
                                     GenkanDojoDelivered     *ret_delivered,
                                     GError                 **error);

G_END_DECLS
