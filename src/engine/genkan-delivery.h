/* genkan-delivery.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-mapped.h"
#include "genkan-run-context.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_DELIVERY (genkan_delivery_get_type ())

/* What a scope brings: its rows on their way into the sink, what is to be remembered of it, and,
 * after the last row, how it ended. */
G_DECLARE_FINAL_TYPE (GenkanDelivery, genkan_delivery, GENKAN, DELIVERY, GObject)

GenkanDelivery *genkan_delivery_new        (GenkanRunContext     *context,
                                            const char           *record_id);
guint           genkan_delivery_take       (GenkanDelivery       *self,
                                            const GenkanStep     *step,
                                            const GenkanMapped   *mapped);
void            genkan_delivery_count      (GenkanDelivery       *self,
                                            guint                 n_rows);
void            genkan_delivery_end_async  (GenkanDelivery       *self,
                                            GenkanOutcome         outcome,
                                            const GError         *reason,
                                            const char           *details,
                                            gboolean              delta,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean        genkan_delivery_end_finish (GenkanDelivery       *self,
                                            GAsyncResult         *result,
                                            GError              **error);
void            genkan_delivery_fail       (GenkanDelivery       *self,
                                            const GError         *reason);
const GenkanScopeEnd *genkan_delivery_get_end (GenkanDelivery    *self);

const char     *genkan_delivery_get_record_id (GenkanDelivery *self);

G_END_DECLS
