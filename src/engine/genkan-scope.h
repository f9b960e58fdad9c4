/* genkan-scope.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-handover.h"
#include "genkan-invocation.h"
#include "genkan-plan.h"
#include "genkan-run-context.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_SCOPE (genkan_scope_get_type ())

/* The steps of a plan, run until no row asks for a request any more: with tables, a journal and
 * an outcome of its own. */
G_DECLARE_FINAL_TYPE (GenkanScope, genkan_scope, GENKAN, SCOPE, GObject)

GenkanScope   *genkan_scope_new             (GenkanRunContext     *context,
                                             GenkanPlan           *plan,
                                             GenkanHandover       *handover,
                                             GenkanVariables      *variables,
                                             guint                 most_pages,
                                             guint                 most_rows);
void           genkan_scope_set_changed     (GenkanScope          *self,
                                             const char * const   *changed);
void           genkan_scope_run_async       (GenkanScope          *self,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean       genkan_scope_run_finish      (GenkanScope          *self,
                                             GAsyncResult         *result,
                                             GError              **error);
void           genkan_scope_proceed         (GenkanScope          *self);
void           genkan_scope_take_shared     (gpointer              scope,
                                             GenkanInvocation     *invocation,
                                             GPtrArray            *rows,
                                             GenkanRowBatch       *next);

/* After the end. */
GenkanOutcome  genkan_scope_get_outcome     (GenkanScope          *self);
const GError  *genkan_scope_get_reason      (GenkanScope          *self);
const char    *genkan_scope_get_details     (GenkanScope          *self);
gboolean       genkan_scope_get_delta       (GenkanScope          *self);
gboolean       genkan_scope_get_more        (GenkanScope          *self);

G_END_DECLS
