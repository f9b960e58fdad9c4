/* genkan-enums.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * GenkanRecordState:
 * @GENKAN_RECORD_STATE_NEW: discovered, not mapped yet
 * @GENKAN_RECORD_STATE_GOOD: mapped to a Product
 * @GENKAN_RECORD_STATE_IGNORED: a person wants nothing to happen with it
 * @GENKAN_RECORD_STATE_STALE: its Product, Engagement or Test is gone from DefectDojo
 * @GENKAN_RECORD_STATE_MISSING: the last complete Discover did not see it
 *
 * The state of a Record. The numbers are stored in the database and never change.
 */
typedef enum
{
  GENKAN_RECORD_STATE_NEW = 0,
  GENKAN_RECORD_STATE_GOOD = 1,
  GENKAN_RECORD_STATE_IGNORED = 2,
  GENKAN_RECORD_STATE_STALE = 3,
  GENKAN_RECORD_STATE_MISSING = 4,
} GenkanRecordState;

/**
 * GenkanOperationType:
 * @GENKAN_OPERATION_TYPE_DISCOVER: what the tool has becomes Records
 * @GENKAN_OPERATION_TYPE_SYNC: what it found is read, and delivered where there is a server
 * @GENKAN_OPERATION_TYPE_DELIVER: what is kept is delivered, and the tool is not asked
 *
 * What an Operation does. The numbers are stored in the database and never change.
 */
typedef enum
{
  GENKAN_OPERATION_TYPE_DISCOVER = 0,
  GENKAN_OPERATION_TYPE_SYNC = 1,
  GENKAN_OPERATION_TYPE_DELIVER = 2,
} GenkanOperationType;

/**
 * GenkanOperationStatus:
 * @GENKAN_OPERATION_STATUS_RUNNING: still at work
 * @GENKAN_OPERATION_STATUS_COMPLETE: everything was seen
 * @GENKAN_OPERATION_STATUS_PARTIAL: a limit or the vendor cut it short; what came is kept
 * @GENKAN_OPERATION_STATUS_FAILED: nothing was changed
 * @GENKAN_OPERATION_STATUS_CANCELLED: a person stopped it; nothing was changed
 * @GENKAN_OPERATION_STATUS_INTERRUPTED: the program ended while it ran; nothing was changed
 *
 * The status of an Operation. The numbers are stored in the database and never change.
 */
typedef enum
{
  GENKAN_OPERATION_STATUS_RUNNING = 0,
  GENKAN_OPERATION_STATUS_COMPLETE = 1,
  GENKAN_OPERATION_STATUS_PARTIAL = 2,
  GENKAN_OPERATION_STATUS_FAILED = 3,
  GENKAN_OPERATION_STATUS_CANCELLED = 4,
  GENKAN_OPERATION_STATUS_INTERRUPTED = 5,
} GenkanOperationStatus;

typedef enum
{
  GENKAN_OPERATION_TRIGGER_MANUAL = 0,
  GENKAN_OPERATION_TRIGGER_SCHEDULED = 1,
} GenkanOperationTrigger;

typedef enum
{
  GENKAN_LOG_INFO = 0,
  GENKAN_LOG_WARNING = 1,
  GENKAN_LOG_ERROR = 2,
} GenkanLogSeverity;

/**
 * GenkanOutcome:
 * @GENKAN_OUTCOME_NONE: the tool was not asked about it
 * @GENKAN_OUTCOME_COMPLETE: everything came
 * @GENKAN_OUTCOME_PARTIAL: a limit or the tool cut it short; what came counts
 * @GENKAN_OUTCOME_FAILED: nothing of it counts
 * @GENKAN_OUTCOME_SKIPPED: the tool has nothing to say about it; all stays as it was
 *
 * How a part of an Operation ended. The numbers are stored in the database and never change.
 */
typedef enum
{
  GENKAN_OUTCOME_NONE = -1,
  GENKAN_OUTCOME_COMPLETE = 0,
  GENKAN_OUTCOME_PARTIAL = 1,
  GENKAN_OUTCOME_FAILED = 2,
  GENKAN_OUTCOME_SKIPPED = 3,
} GenkanOutcome;

#define GENKAN_N_OUTCOMES (GENKAN_OUTCOME_SKIPPED + 1)

/**
 * GenkanSeverity:
 *
 * The severity of a Finding, in DefectDojo's words. The numbers are stored in the database and
 * never change.
 */
typedef enum
{
  GENKAN_SEVERITY_INFO = 0,
  GENKAN_SEVERITY_LOW = 1,
  GENKAN_SEVERITY_MEDIUM = 2,
  GENKAN_SEVERITY_HIGH = 3,
  GENKAN_SEVERITY_CRITICAL = 4,
} GenkanSeverity;

#define GENKAN_N_SEVERITIES (GENKAN_SEVERITY_CRITICAL + 1)

/**
 * GenkanFindingState:
 * @GENKAN_FINDING_OPEN: there is something to do
 * @GENKAN_FINDING_CLOSED: the tool says that it is mended, or no longer brings it
 * @GENKAN_FINDING_FALSE_POSITIVE: the tool says that it is none
 * @GENKAN_FINDING_RISK_ACCEPTED: somebody lives with it
 * @GENKAN_FINDING_OUT_OF_SCOPE: it does not concern this Product
 * @GENKAN_FINDING_INACTIVE: not open for another reason
 *
 * The state of a Finding. The numbers are stored in the database and never change.
 */
typedef enum
{
  GENKAN_FINDING_OPEN = 0,
  GENKAN_FINDING_CLOSED = 1,
  GENKAN_FINDING_FALSE_POSITIVE = 2,
  GENKAN_FINDING_RISK_ACCEPTED = 3,
  GENKAN_FINDING_OUT_OF_SCOPE = 4,
  GENKAN_FINDING_INACTIVE = 5,
} GenkanFindingState;

#define GENKAN_N_FINDING_STATES (GENKAN_FINDING_INACTIVE + 1)

/**
 * GenkanDeliveryOutcome:
 * @GENKAN_DELIVERY_NONE: there is no server, or it did not come to it
 * @GENKAN_DELIVERY_DONE: what was new or different is in DefectDojo
 * @GENKAN_DELIVERY_UNCHANGED: nothing had to be sent
 * @GENKAN_DELIVERY_REFUSED: it could not be sent, or DefectDojo did not take it
 * @GENKAN_DELIVERY_STALE: the Product or the Test is gone there
 *
 * What became of a Record's Findings on their way to DefectDojo. The numbers are stored in the
 * database and never change.
 */
typedef enum
{
  GENKAN_DELIVERY_NONE = -1,
  GENKAN_DELIVERY_DONE = 0,
  GENKAN_DELIVERY_UNCHANGED = 1,
  GENKAN_DELIVERY_REFUSED = 2,
  GENKAN_DELIVERY_STALE = 3,
} GenkanDeliveryOutcome;

#define GENKAN_TYPE_RECORD_STATE      (genkan_record_state_get_type ())
#define GENKAN_TYPE_OPERATION_TYPE    (genkan_operation_type_get_type ())
#define GENKAN_TYPE_OPERATION_STATUS  (genkan_operation_status_get_type ())
#define GENKAN_TYPE_OPERATION_TRIGGER (genkan_operation_trigger_get_type ())

GType       genkan_record_state_get_type        (void) G_GNUC_CONST;
GType       genkan_operation_type_get_type      (void) G_GNUC_CONST;
GType       genkan_operation_status_get_type    (void) G_GNUC_CONST;
GType       genkan_operation_trigger_get_type   (void) G_GNUC_CONST;

/* The words of the database exports, of `--json` and of the accessibility tree: lower case,
 * never translated. The front ends have their own, translated ones. */
const char *genkan_record_state_to_nick         (GenkanRecordState       state);
const char *genkan_operation_type_to_nick       (GenkanOperationType     type);
const char *genkan_operation_status_to_nick     (GenkanOperationStatus   status);
const char *genkan_operation_trigger_to_nick    (GenkanOperationTrigger  trigger);
const char *genkan_severity_to_nick             (GenkanSeverity          severity);
const char *genkan_severity_to_dojo             (GenkanSeverity          severity);
gboolean    genkan_severity_from_text           (const char             *text,
                                                 GenkanSeverity         *ret_severity);
const char *genkan_finding_state_to_nick        (GenkanFindingState      state);
const char *genkan_delivery_outcome_to_nick     (GenkanDeliveryOutcome   outcome);

G_END_DECLS
