/* genkan-run-context.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-http-session.h"
#include "genkan-bench.h"
#include "genkan-ledger.h"
#include "genkan-limiter.h"
#include "genkan-mapper.h"
#include "genkan-outlet.h"
#include "genkan-redactor.h"
#include "genkan-retry.h"
#include "genkan-run-private.h"
#include "genkan-sandbox.h"

G_BEGIN_DECLS

struct _GenkanLogin;

/* What a trace gets of one answer. */
#define GENKAN_TRACE_BYTES (8 * 1024 * 1024)

/* What the parts of one run share: what it asks with, what it may, and how far it is. Owned by
 * the runner, which outlives its scopes and their exchanges; of the engine's thread. */
typedef struct
{
  GenkanRun              *run;         /* (owned) */
  const GenkanDefinition *definition;  /* of the run's connector */
  GCancellable           *cancellable; /* (owned) of the run: a Cancel */
  GThreadPool            *pool;        /* the engine's */
  GenkanVariables        *variables;   /* (owned) what mapping may see */
  GenkanVariables        *secrets;     /* (owned) those, and the secret settings */
  char                   *base;        /* (owned) without a slash at the end */
  const GenkanAuth       *auth;        /* (nullable) the alternative that the settings choose */
  GenkanHttpSession      *session;     /* (owned) */
  GenkanSandbox          *signer;      /* (owned) (nullable) where `sign` runs, once it has */
  struct _GenkanLogin    *login;       /* (owned) (nullable) if the tool wants one */
  GenkanLimiter          *limiter;     /* (owned) */
  GenkanRedactor         *redactor;    /* (owned) */
  GenkanOutlet           *outlet;      /* (owned) */
  GenkanBenches          *benches;     /* (owned) */
  GenkanLedger           *ledger;      /* (owned) of a Sync: what the scopes share */
  GenkanRetryPolicy       policy;
  guint                   n_sent;
  guint                   n_done;
  GHashTable             *step_counts; /* (owned) (element-type GenkanStep) what they brought */
  guint                   n_known;     /* done, under way, and in the work lists */
  guint                   n_rows;
  guint64                 n_bytes;
  guint                   n_delayed;   /* waits that have been reported: retries and polls */
  guint                   n_active;    /* exchanges under way, of all scopes */
  guint                   max_active;

  gboolean                stopped;      /* for a reason that concerns every scope: */
  GenkanOutcome           stop_outcome; /* how they end */
  GError                 *stop_reason;  /* (owned) (nullable) */
  char                   *stop_details; /* (owned) (nullable) */
  void                  (*wake) (gpointer data); /* (nullable) something can be started now */
  gpointer                wake_data;
} GenkanRunContext;

GenkanRunContext *genkan_run_context_new             (GenkanRun        *run,
                                                      GThreadPool      *pool,
                                                      GCancellable     *cancellable,
                                                      GError          **error);
void              genkan_run_context_free            (GenkanRunContext *self);
GenkanSandbox    *genkan_run_context_get_signer      (GenkanRunContext *self,
                                                      GError          **error);
GenkanVariables  *genkan_run_context_dup_variables   (GenkanRunContext *self,
                                                      const GenkanRunRecord *record,
                                                      char           ***ret_changed);
void              genkan_run_context_count_step      (GenkanRunContext *self,
                                                      const GenkanStep *step,
                                                      guint             n_requests,
                                                      guint             n_items);
void              genkan_run_context_log_steps       (GenkanRunContext *self);
void              genkan_run_context_wake            (GenkanRunContext *self);
void              genkan_run_context_stop            (GenkanRunContext *self,
                                                      GenkanOutcome     outcome,
                                                      const GError     *reason,
                                                      const char       *details);
void              genkan_run_context_note_end        (GenkanRunContext *self,
                                                      GenkanOutcome     outcome,
                                                      const GError     *reason,
                                                      const char       *details);
void              genkan_run_context_log             (GenkanRunContext *self,
                                                      int               severity,
                                                      const char       *format,
                                                      ...) G_GNUC_PRINTF (3, 4);
void              genkan_run_context_report_progress (GenkanRunContext *self);
void              genkan_run_context_report_wait     (GenkanRunContext *self,
                                                      const char       *waiting,
                                                      gint64            until);

/* genkan-run-context-trace.c */
void              genkan_run_context_trace_answer    (GenkanRunContext *self,
                                                      const GenkanStep *step,
                                                      GenkanHttpRequest *request,
                                                      guint             attempt,
                                                      GenkanHttpAnswer *answer,
                                                      GByteArray       *body,
                                                      const GError     *error);
void              genkan_run_context_trace_rows      (GenkanRunContext *self,
                                                      const GenkanStep *step,
                                                      const char       *record_id,
                                                      const GenkanMapped *mapped);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanRunContext, genkan_run_context_free)

G_END_DECLS
