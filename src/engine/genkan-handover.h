/* genkan-handover.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-mapped.h"
#include "genkan-run-context.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_HANDOVER (genkan_handover_get_type ())

/* What a scope brings: its rows on their way into the sink, what is to be remembered of it, and,
 * after the last row, how it ended. */
G_DECLARE_FINAL_TYPE (GenkanHandover, genkan_handover, GENKAN, HANDOVER, GObject)

GenkanHandover       *genkan_handover_new        (GenkanRunContext     *context,
                                                  const char           *record_id);
guint                 genkan_handover_take       (GenkanHandover       *self,
                                                  const GenkanStep     *step,
                                                  const GenkanMapped   *mapped);
void                  genkan_handover_count      (GenkanHandover       *self,
                                                  guint                 n_rows);
void                  genkan_handover_end_async  (GenkanHandover       *self,
                                                  GenkanOutcome         outcome,
                                                  const GError         *reason,
                                                  const char           *details,
                                                  gboolean              delta,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean              genkan_handover_end_finish (GenkanHandover       *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void                  genkan_handover_fail       (GenkanHandover       *self,
                                                  const GError         *reason);
const GenkanScopeEnd *genkan_handover_get_end    (GenkanHandover       *self);

const char     *genkan_handover_get_record_id (GenkanHandover *self);
GenkanRecall   *genkan_handover_get_recall    (GenkanHandover   *self,
                                               const GenkanStep *step);

G_END_DECLS
