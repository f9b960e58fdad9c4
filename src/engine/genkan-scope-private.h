/* genkan-scope-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shared by the parts of the scope: genkan-scope.c proceeds with the work and knows how it ends,
 * genkan-scope-answers.c gets what is asked for, genkan-scope-rows.c turns rows into work,
 * genkan-scope-tables.c keeps and joins tables, genkan-scope-cleanup.c leaves nothing behind.
 */

#pragma once

#include "genkan-scope.h"

#include "genkan-batch.h"
#include "genkan-invocation.h"
#include "genkan-journal.h"
#include "genkan-tally.h"

G_BEGIN_DECLS

/* What a scope knows of one of its steps. */
typedef struct
{
  guint        live;       /* invocations that have not ended, wherever they are */
  guint        n_requests;
  guint        n_items;
  guint        n_fed;      /* rows that have started it */
  gboolean     is_waiting; /* a step without a request that has not run yet */
  GPtrArray   *waiting;    /* (owned) (element-type GenkanInvocation) of it, not run yet */
  GenkanBatch *batch;      /* (owned) (nullable) rows that do not make a whole batch yet */
} GenkanStepState;

struct _GenkanScope
{
  GObject parent_instance;

  GenkanRunContext *context;     /* the runner's, which outlives it */
  GenkanPlan       *plan;        /* (owned) */
  GenkanHandover   *handover;    /* (owned) where rows for sinks go */
  GenkanVariables  *variables;   /* (owned) */
  char            **changed;     /* (owned) (nullable) what is remembered, and not as at first */
  guint             most_pages;  /* of each chain, 0 = all of them */
  guint             most_rows;   /* that start a step, 0 = all of them */
  GenkanBench      *bench;       /* (owned) (nullable) while it runs */
  GenkanBench      *second;      /* (owned) (nullable) for answers that come in at once */
  guint             n_at_bench;  /* answers under way that are mapped there */
  guint             n_at_second;
  GenkanJournal    *journal;     /* (owned) */
  GenkanTally      *tally;       /* (owned) */
  GCancellable     *cancellable; /* (owned) its own; the run's is passed on to it */
  gulong            cancelled_id;
  GTask            *task;        /* (owned) (nullable) while it runs */

  GenkanStepState  *steps;       /* (owned) by place in the plan */
  GHashTable       *chains;      /* (owned) (element-type GenkanChain GenkanInvocation) those with
                                  * a `cleanup` that have begun, and the last that is known */
  GQueue            work;        /* (element-type GenkanInvocation) the next one is at the head */
  GSource          *moment;      /* (owned) (nullable) ends the time for cleaning up */
  guint             n_active;    /* exchanges and jobs under way */
  guint             n_delayed;   /* polls in their timers */
  guint             n_waiting;   /* for the answers that other scopes get */

  GenkanOutcome     outcome;
  GError           *reason;      /* (owned) (nullable) */
  char             *details;     /* (owned) (nullable) */
  gboolean          has_left;    /* chains whose end it does not wait for */
  gboolean          ended;       /* nothing new is started; what runs winds down */
  gboolean          delta;       /* what did not come is not gone */
  gboolean          more;        /* with most_pages: there would have been more */
};

/* genkan-scope.c */
void     _genkan_scope_note        (GenkanScope      *self,
                                    GenkanOutcome     outcome,
                                    const GError     *reason,
                                    const char       *details);
void     _genkan_scope_end         (GenkanScope      *self,
                                    GenkanOutcome     outcome,
                                    const GError     *reason,
                                    const char       *details);
void     _genkan_scope_note_delta  (GenkanScope      *self,
                                    const GenkanStep *step);
void     _genkan_scope_fail        (GenkanScope      *self,
                                    GenkanInvocation *invocation,
                                    int               code,
                                    const char       *message);

/* genkan-scope-answers.c */
void     _genkan_scope_start       (GenkanScope      *self,
                                    GenkanInvocation *invocation);

/* genkan-scope-rows.c */
void     _genkan_scope_push        (GenkanScope      *self,
                                    GenkanInvocation *invocation);
void     _genkan_scope_start_roots (GenkanScope      *self);
void     _genkan_scope_take_rows   (GenkanScope      *self,
                                    GenkanInvocation *invocation,
                                    GPtrArray        *tables);
void     _genkan_scope_take_next   (GenkanScope      *self,
                                    GenkanInvocation *invocation,
                                    GenkanRowBatch   *rows,
                                    const char       *checksum);
gboolean _genkan_scope_can_still_get_rows (GenkanScope *self,
                                    guint             place);
gboolean _genkan_scope_flush       (GenkanScope      *self);

/* genkan-scope-bench.c */
GenkanBench *_genkan_scope_take_bench (GenkanScope   *self);
void     _genkan_scope_leave_bench (GenkanScope      *self,
                                    GenkanBench      *bench);
void     _genkan_scope_give_back_benches (GenkanScope *self);

/* genkan-scope-cleanup.c */
void     _genkan_scope_note_begun  (GenkanScope      *self,
                                    GenkanInvocation *invocation);
void     _genkan_scope_note_done   (GenkanScope      *self,
                                    GenkanInvocation *invocation);
void     _genkan_scope_clean_up    (GenkanScope      *self);
GHashTable *_genkan_scope_new_chains (void);

/* genkan-scope-tables.c */
void     _genkan_scope_store       (GenkanScope      *self,
                                    GPtrArray        *tables);
void     _genkan_scope_select_ready (GenkanScope     *self);

G_END_DECLS
