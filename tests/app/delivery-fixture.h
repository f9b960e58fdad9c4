/* delivery-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Connection with two mapped Records, a DefectDojo in this process, and Syncs that deliver.
 */

#pragma once

#include "dojo-stand-in.h"
#include "genkan-delivery.h"
#include "sync-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  SyncFixture         sync;
  DojoStandIn        *stand_in;   /* (owned) */
  GenkanServerAccess *access;     /* (owned) */
  GenkanConnection   *connection; /* (owned) */
} DeliveryFixture;

void                   delivery_fixture_set_up     (DeliveryFixture        *fixture,
                                                    gconstpointer           data);
void                   delivery_fixture_tear_down  (DeliveryFixture        *fixture,
                                                    gconstpointer           data);
void                   delivery_fixture_set_server (DeliveryFixture        *fixture,
                                                    const char             *version);
void                   delivery_fixture_use_server (DeliveryFixture        *fixture,
                                                    DojoStandIn            *stand_in);
void                   delivery_found              (DeliveryFixture        *fixture,
                                                    const char             *record,
                                                    GenkanOutcome           outcome,
                                                    const SyncFound        *rows,
                                                    gsize                   n_rows);
gboolean               delivery_try                (DeliveryFixture        *fixture,
                                                    GCancellable           *cancellable,
                                                    GenkanDeliverySummary  *ret_summary,
                                                    GError                **error);
GenkanDeliverySummary  delivery_run                (DeliveryFixture        *fixture);
char                  *delivery_make_id            (DeliveryFixture        *fixture,
                                                    const char             *record,
                                                    const char             *id);
char                  *delivery_tell_test          (DeliveryFixture        *fixture,
                                                    const char             *title);

G_END_DECLS
