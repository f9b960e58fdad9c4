/* genkan-cli-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-words.h"

#include <glib/gi18n.h>

const char *
genkan_cli_describe_state (GenkanRecordState state)
{
  switch (state)
    {
    case GENKAN_RECORD_STATE_NEW:
      return C_("state of a record", "New");

    case GENKAN_RECORD_STATE_GOOD:
      return C_("state of a record", "Good");

    case GENKAN_RECORD_STATE_IGNORED:
      return C_("state of a record", "Ignored");

    case GENKAN_RECORD_STATE_STALE:
      return C_("state of a record", "Stale");

    case GENKAN_RECORD_STATE_MISSING:
      return C_("state of a record", "Missing");

    default:
      return genkan_record_state_to_nick (state);
    }
}

const char *
genkan_cli_describe_type (GenkanOperationType type)
{
  switch (type)
    {
    case GENKAN_OPERATION_TYPE_DISCOVER:
      return C_("type of an operation", "Discover");

    case GENKAN_OPERATION_TYPE_SYNC:
      return C_("type of an operation", "Sync");

    default:
      return genkan_operation_type_to_nick (type);
    }
}

const char *
genkan_cli_describe_status (GenkanOperationStatus status)
{
  switch (status)
    {
    case GENKAN_OPERATION_STATUS_RUNNING:
      return C_("status of an operation", "Running");

    case GENKAN_OPERATION_STATUS_COMPLETE:
      return C_("status of an operation", "Complete");

    case GENKAN_OPERATION_STATUS_PARTIAL:
      return C_("status of an operation", "Partial");

    case GENKAN_OPERATION_STATUS_FAILED:
      return C_("status of an operation", "Failed");

    case GENKAN_OPERATION_STATUS_CANCELLED:
      return C_("status of an operation", "Cancelled");

    case GENKAN_OPERATION_STATUS_INTERRUPTED:
      return C_("status of an operation", "Interrupted");

    default:
      return genkan_operation_status_to_nick (status);
    }
}

const char *
genkan_cli_describe_trigger (GenkanOperationTrigger trigger)
{
  switch (trigger)
    {
    case GENKAN_OPERATION_TRIGGER_MANUAL:
      return C_("who started an operation", "Manual");

    case GENKAN_OPERATION_TRIGGER_SCHEDULED:
      return C_("who started an operation", "Scheduled");

    default:
      return genkan_operation_trigger_to_nick (trigger);
    }
}
