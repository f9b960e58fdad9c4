/* genkan-plan.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-definition.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_PLAN (genkan_plan_get_type ())

/* Which steps of a connector run in a scope, and how rows can flow between them. Made once,
 * then only read. Steps are known by their place in the plan. */
typedef struct _GenkanPlan GenkanPlan;

typedef enum
{
  GENKAN_PLAN_DISCOVER,   /* what leads to `records` */
  GENKAN_PLAN_CONNECTION, /* what leads to `findings` and `remember`, but for the Records' steps */
  GENKAN_PLAN_RECORD,     /* the steps that run per Record, and those whose rows they need */
} GenkanPlanKind;

GType             genkan_plan_get_type     (void) G_GNUC_CONST;
GenkanPlan         *genkan_plan_new                      (const GenkanDefinition *definition,
                                                          GenkanPlanKind          kind);
GenkanPlan         *genkan_plan_new_for_step             (const GenkanStep       *step);
GenkanPlan         *genkan_plan_ref                      (GenkanPlan             *self);
void                genkan_plan_unref                    (GenkanPlan             *self);
guint               genkan_plan_get_n_steps              (GenkanPlan             *self);
gboolean            genkan_plan_is_root                  (GenkanPlan             *self,
                                                          guint                   place);
const GenkanStep   *genkan_plan_get_step                 (GenkanPlan             *self,
                                                          guint                   place);
gboolean            genkan_plan_feeds                    (GenkanPlan             *self,
                                                          const char             *table,
                                                          guint                   place);
gboolean            genkan_plan_is_read                  (GenkanPlan             *self,
                                                          const char             *table);
const char * const *genkan_plan_get_downstream_variables (GenkanPlan             *self,
                                                          guint                   place);
gboolean            genkan_plan_waits_for                (GenkanPlan             *self,
                                                          guint                   place,
                                                          guint                   other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanPlan, genkan_plan_unref)

G_END_DECLS
