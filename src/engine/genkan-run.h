/* genkan-run.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-connector.h"
#include "genkan-coverage.h"
#include "genkan-progress.h"
#include "genkan-sink.h"
#include "genkan-trace.h"

G_BEGIN_DECLS

#define GENKAN_ENGINE_ERROR (genkan_engine_error_quark ())

/**
 * GenkanEngineError:
 * @GENKAN_ENGINE_ERROR_SETTINGS: a setting is missing or not usable (a URL that is none)
 * @GENKAN_ENGINE_ERROR_UNREACHABLE: no such host, refused, no route
 * @GENKAN_ENGINE_ERROR_TLS: the certificate is not trusted, or TLS failed
 * @GENKAN_ENGINE_ERROR_TIMEOUT: no answer in time
 * @GENKAN_ENGINE_ERROR_UNAUTHORIZED: 401
 * @GENKAN_ENGINE_ERROR_FORBIDDEN: 403
 * @GENKAN_ENGINE_ERROR_NOT_FOUND: 404
 * @GENKAN_ENGINE_ERROR_THROTTLED: 429 to the end of patience
 * @GENKAN_ENGINE_ERROR_SERVER: 5xx to the end of patience
 * @GENKAN_ENGINE_ERROR_REFUSED: any other status that is not good
 * @GENKAN_ENGINE_ERROR_NOT_DATA: a web page where data was expected: most often a wrong URL
 * @GENKAN_ENGINE_ERROR_SHAPE: data, but not what the connector file says
 * @GENKAN_ENGINE_ERROR_CUT: the answer ended in the middle
 * @GENKAN_ENGINE_ERROR_REPEATS: the pagination repeats itself
 * @GENKAN_ENGINE_ERROR_TOO_LARGE: one answer above the limit
 * @GENKAN_ENGINE_ERROR_LIMIT: a limit of the run (pages, rows, bytes, time)
 * @GENKAN_ENGINE_ERROR_HOST: a request or redirect to a host that the file does not name
 * @GENKAN_ENGINE_ERROR_VENDOR: the tool itself reports an error, or a case of the file does
 * @GENKAN_ENGINE_ERROR_TOTAL: the tool gave more or less than it announced
 * @GENKAN_ENGINE_ERROR_SINK: the rows could not be stored
 *
 * Why a run is not complete. Messages are technical English for the log; front ends say it in
 * the person's language by the code.
 */
typedef enum
{
  GENKAN_ENGINE_ERROR_SETTINGS,
  GENKAN_ENGINE_ERROR_UNREACHABLE,
  GENKAN_ENGINE_ERROR_TLS,
  GENKAN_ENGINE_ERROR_TIMEOUT,
  GENKAN_ENGINE_ERROR_UNAUTHORIZED,
  GENKAN_ENGINE_ERROR_FORBIDDEN,
  GENKAN_ENGINE_ERROR_NOT_FOUND,
  GENKAN_ENGINE_ERROR_THROTTLED,
  GENKAN_ENGINE_ERROR_SERVER,
  GENKAN_ENGINE_ERROR_REFUSED,
  GENKAN_ENGINE_ERROR_NOT_DATA,
  GENKAN_ENGINE_ERROR_SHAPE,
  GENKAN_ENGINE_ERROR_CUT,
  GENKAN_ENGINE_ERROR_REPEATS,
  GENKAN_ENGINE_ERROR_TOO_LARGE,
  GENKAN_ENGINE_ERROR_LIMIT,
  GENKAN_ENGINE_ERROR_HOST,
  GENKAN_ENGINE_ERROR_VENDOR,
  GENKAN_ENGINE_ERROR_TOTAL,
  GENKAN_ENGINE_ERROR_SINK,
} GenkanEngineError;

GQuark genkan_engine_error_quark (void);

typedef enum
{
  GENKAN_PURPOSE_DISCOVER, /* the steps that lead to `records` */
  GENKAN_PURPOSE_CHECK,    /* the step `check` if there is one, then a discovery's first page */
  GENKAN_PURPOSE_SYNC,     /* the steps that lead to `findings` or `remember` */
} GenkanPurpose;

/**
 * GenkanRunResult:
 * @outcome: how it ended; of a Sync, complete if no scope is partial or failed, and partial if
 *   only some are
 * @n_scopes: how many scopes ended how, by #GenkanOutcome
 * @reason: (nullable): in #GENKAN_ENGINE_ERROR, why it is not complete: the reason of the worst
 *   scope
 * @details: (nullable): what was asked, what came, as text to copy; redacted
 * @n_rows: rows that the sinks have got
 * @more: for a check or a preview: the tool has more than what was read
 * @requests: requests sent
 */
typedef struct
{
  GenkanOutcome  outcome;
  guint          n_scopes[GENKAN_N_OUTCOMES];
  GError        *reason;
  char          *details;
  guint          n_rows;
  gboolean       more;
  guint          requests;
} GenkanRunResult;

GenkanRunResult *genkan_run_result_new  (void);
void             genkan_run_result_free (GenkanRunResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanRunResult, genkan_run_result_free)

/* The engine's own limits, which no connector file can lift. A test makes them small. */
typedef struct
{
  guint  pages;           /* of one chain of `next` */
  guint  rows;            /* of the run */
  guint64 answer_bytes;   /* of one answer: above it the run fails */
  guint64 total_bytes;    /* of all answers: above it the run is partial */
  gint64 duration;        /* microseconds */
  gint64 cleanup_time;    /* microseconds, for leaving nothing behind at a scope's end */
  guint  request_timeout; /* seconds without a byte */
  guint  attempts;        /* of one request */
  gint64 first_delay;     /* microseconds before the second attempt */
  gint64 longest_delay;   /* microseconds; a Retry-After above it ends the run */
} GenkanRunLimits;

void genkan_run_limits_init_default (GenkanRunLimits *limits);

#define GENKAN_TYPE_RUN (genkan_run_get_type ())

/* What is to be run: a connector, a person's settings, and where the rows go. */
G_DECLARE_FINAL_TYPE (GenkanRun, genkan_run, GENKAN, RUN, GObject)

/**
 * GenkanKeepFunc:
 * @setting: the name of a secret setting
 * @before: what it was
 * @value: what it is from now on
 * @user_data: what was given with the function
 *
 * The tool has replaced a secret, and takes the one before back: a refresh token that is used
 * once. Called in the engine's thread.
 */
typedef void (*GenkanKeepFunc) (const char *setting,
                                const char *before,
                                const char *value,
                                gpointer    user_data);

GenkanRun          *genkan_run_new          (GenkanConnector    *connector,
                                             GenkanPurpose       purpose,
                                             GenkanSink         *sink);
void                genkan_run_set_setting  (GenkanRun          *self,
                                             const char         *name,
                                             const char         *value);
void                genkan_run_set_progress (GenkanRun          *self,
                                             GenkanProgress     *progress);
/* For a Sync. */
void genkan_run_add_record            (GenkanRun             *self,
                                       const char            *id,
                                       const char            *name,
                                       const char            *extra);
void genkan_run_set_remembered        (GenkanRun             *self,
                                       const char            *name,
                                       const GenkanValue     *value);
void genkan_run_set_record_remembered (GenkanRun             *self,
                                       const char            *record_id,
                                       const char            *name,
                                       const GenkanValue     *value);
void genkan_run_set_keep_func         (GenkanRun             *self,
                                       GenkanKeepFunc         func,
                                       gpointer               user_data,
                                       GDestroyNotify         destroy);
void genkan_run_set_limits            (GenkanRun             *self,
                                       const GenkanRunLimits *limits);
/* The person's network: a CA file of their own (PEM), a certificate with its key for servers that
 * ask for one (PEM), and whether http:// is allowed to hosts other than this machine. */
void genkan_run_set_ca_file            (GenkanRun  *self,
                                        const char *ca_file);
void genkan_run_set_client_certificate (GenkanRun  *self,
                                        const char *file);
void genkan_run_set_allow_plain_http   (GenkanRun  *self,
                                        gboolean    allow);

/* What is enough for a look: of each list, and of each table that starts a step. */
#define GENKAN_PREVIEW_PAGES 5
#define GENKAN_PREVIEW_ROWS 5

/* To look at what a connector does: the beginning of everything, one request at a time, and told
 * in detail. */
void                genkan_run_set_preview  (GenkanRun          *self,
                                             guint               pages,
                                             guint               rows);
void                genkan_run_set_trace    (GenkanRun          *self,
                                             GenkanTrace        *trace);

/* For tests: another clock, another network, no waiting, nothing by chance, and what the SELECTs
 * have met. */
void                genkan_run_set_now      (GenkanRun          *self,
                                             GDateTime          *now);
void                genkan_run_set_detour   (GenkanRun          *self,
                                             const char         *url);
void                genkan_run_set_hurry    (GenkanRun          *self,
                                             gboolean            hurry);
void                genkan_run_set_seed     (GenkanRun          *self,
                                             guint32             seed);
void                genkan_run_set_coverage (GenkanRun          *self,
                                             GenkanCoverage     *coverage);

G_END_DECLS
