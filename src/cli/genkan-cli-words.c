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

    case GENKAN_OPERATION_TYPE_DELIVER:
      return C_("type of an operation", "Deliver");

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

const char *
genkan_cli_describe_outcome (GenkanOutcome outcome)
{
  switch (outcome)
    {
    case GENKAN_OUTCOME_COMPLETE:
      return C_("outcome of a sync", "Complete");

    case GENKAN_OUTCOME_PARTIAL:
      return C_("outcome of a sync", "Partial");

    case GENKAN_OUTCOME_SKIPPED:
      return C_("outcome of a sync", "Skipped");

    case GENKAN_OUTCOME_NONE:
      return C_("outcome of a sync", "Not asked");

    case GENKAN_OUTCOME_FAILED:
    default:
      return C_("outcome of a sync", "Failed");
    }
}

/* Returns: (nullable): %NULL if there was none */
const char *
genkan_cli_describe_delivery (GenkanDeliveryOutcome outcome)
{
  switch (outcome)
    {
    case GENKAN_DELIVERY_DONE:
      return C_("delivery", "Delivered");

    case GENKAN_DELIVERY_UNCHANGED:
      return C_("delivery", "Nothing to send");

    case GENKAN_DELIVERY_REFUSED:
      return C_("delivery", "Not delivered");

    case GENKAN_DELIVERY_STALE:
      return C_("delivery", "Gone there");

    case GENKAN_DELIVERY_NONE:
    default:
      return NULL;
    }
}

const char *
genkan_cli_describe_severity (GenkanSeverity severity)
{
  switch (severity)
    {
    case GENKAN_SEVERITY_INFO:
      return C_("severity", "Info");

    case GENKAN_SEVERITY_LOW:
      return C_("severity", "Low");

    case GENKAN_SEVERITY_MEDIUM:
      return C_("severity", "Medium");

    case GENKAN_SEVERITY_HIGH:
      return C_("severity", "High");

    case GENKAN_SEVERITY_CRITICAL:
      return C_("severity", "Critical");

    default:
      return genkan_severity_to_nick (severity);
    }
}

const char *
genkan_cli_describe_finding_state (GenkanFindingState state)
{
  switch (state)
    {
    case GENKAN_FINDING_OPEN:
      return C_("state of a finding", "Open");

    case GENKAN_FINDING_CLOSED:
      return C_("state of a finding", "Closed");

    case GENKAN_FINDING_FALSE_POSITIVE:
      return C_("state of a finding", "False positive");

    case GENKAN_FINDING_RISK_ACCEPTED:
      return C_("state of a finding", "Risk accepted");

    case GENKAN_FINDING_OUT_OF_SCOPE:
      return C_("state of a finding", "Out of scope");

    case GENKAN_FINDING_INACTIVE:
      return C_("state of a finding", "Inactive");

    default:
      return genkan_finding_state_to_nick (state);
    }
}
