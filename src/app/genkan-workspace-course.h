/* genkan-workspace-course.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the workspace: what a Discover and a Sync have in common.
 */

#pragma once

#include "genkan-workspace-private.h"

G_BEGIN_DECLS

typedef void (*GenkanCourseFunc) (GTask *task);

/* The data of the task that carries an Operation. */
typedef struct
{
  GenkanOperationType  kind;
  GenkanCourseFunc     run;
  GenkanCourseFunc     hold;       /* (nullable): gets what has been run, unless it was cancelled,
                                    * and ends the Operation later, by
                                    * genkan_course_end_by_result() or by an error */
  GenkanActivity      *activity;   /* (owned) */
  GenkanConnection    *connection; /* (owned) */
  GenkanOperation     *operation;  /* (owned) (nullable) as it began, then as it ended */
  GenkanResolved      *resolved;   /* (owned) (nullable) */
  GenkanRunResult     *result;     /* (owned) (nullable): of the run, once it is over */
  GenkanReport        *report;     /* (owned) (nullable) */
  gboolean             registered; /* among the workspace's activities */
  gboolean             gave_up;    /* it could not be ended as it should */
  gboolean             changes_at_end; /* and nothing before */
  gboolean             was_preview; /* it was cancelled after a person had seen what it would do */

  GArray              *record_ids;  /* (owned) (nullable) of a Sync: only these Records */
  gboolean             closes_many; /* of a Sync: the removal guard is not asked */

  GPtrArray           *scopes;      /* (owned) (nullable) of a Sync that asks: how they ended */
  guint                n_ended;     /* of them, in the store */

  GenkanPreviewFunc     ask;        /* (nullable) of a Discover: before it changes anything */
  GenkanSyncPreviewFunc ask_sync;   /* (nullable) of a Sync */
  gpointer              ask_data;   /* (unowned): the caller's */
  guint                 ask_limit;  /* how many changes of a kind are listed */
} GenkanCourse;

GTask           *genkan_course_new                   (GenkanWorkspace         *self,
                                                      GenkanOperationType      kind,
                                                      GenkanCourseFunc         run,
                                                      gpointer                 source_tag,
                                                      GAsyncReadyCallback      callback,
                                                      gpointer                 user_data);
void             genkan_course_start                 (GTask                   *task,
                                                      gint64                   connection_id,
                                                      GenkanOperationTrigger   trigger,
                                                      GCancellable            *cancellable);
void             genkan_course_run                   (GTask                   *task,
                                                      GenkanRun               *run);
gboolean         genkan_course_has_brought_something (const GenkanCourse      *data);
void             genkan_course_end_by_result         (GTask                   *task);
void             genkan_course_end_by_error          (GTask                   *task,
                                                      const GError            *error);
void             genkan_course_end_partly            (GTask                   *task,
                                                      const GError            *error);
void             genkan_course_deliver               (GTask                   *task);
GenkanOperation *genkan_course_finish                (GAsyncResult            *result,
                                                      GenkanReport           **ret_report,
                                                      GError                 **error);

G_END_DECLS
