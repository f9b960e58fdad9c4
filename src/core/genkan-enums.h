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

typedef enum
{
  GENKAN_OPERATION_TYPE_DISCOVER = 0,
  GENKAN_OPERATION_TYPE_SYNC = 1,
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

G_END_DECLS
