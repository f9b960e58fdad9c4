/* genkan-enums.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-enums.h"

G_DEFINE_ENUM_TYPE (GenkanRecordState, genkan_record_state,
                    G_DEFINE_ENUM_VALUE (GENKAN_RECORD_STATE_NEW, "new"),
                    G_DEFINE_ENUM_VALUE (GENKAN_RECORD_STATE_GOOD, "good"),
                    G_DEFINE_ENUM_VALUE (GENKAN_RECORD_STATE_IGNORED, "ignored"),
                    G_DEFINE_ENUM_VALUE (GENKAN_RECORD_STATE_STALE, "stale"),
                    G_DEFINE_ENUM_VALUE (GENKAN_RECORD_STATE_MISSING, "missing"))

G_DEFINE_ENUM_TYPE (GenkanOperationType, genkan_operation_type,
                    G_DEFINE_ENUM_VALUE (GENKAN_OPERATION_TYPE_DISCOVER, "discover"),
                    G_DEFINE_ENUM_VALUE (GENKAN_OPERATION_TYPE_SYNC, "sync"),
                    G_DEFINE_ENUM_VALUE (GENKAN_OPERATION_TYPE_DELIVER, "deliver"))

G_DEFINE_ENUM_TYPE (GenkanOperationStatus, genkan_operation_status,
                    G_DEFINE_ENUM_VALUE (GENKAN_OPERATION_STATUS_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (GENKAN_OPERATION_STATUS_COMPLETE, "complete"),
                    G_DEFINE_ENUM_VALUE (GENKAN_OPERATION_STATUS_PARTIAL, "partial"),
                    G_DEFINE_ENUM_VALUE (GENKAN_OPERATION_STATUS_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (GENKAN_OPERATION_STATUS_CANCELLED, "cancelled"),
                    G_DEFINE_ENUM_VALUE (GENKAN_OPERATION_STATUS_INTERRUPTED, "interrupted"))

G_DEFINE_ENUM_TYPE (GenkanOperationTrigger, genkan_operation_trigger,
                    G_DEFINE_ENUM_VALUE (GENKAN_OPERATION_TRIGGER_MANUAL, "manual"),
                    G_DEFINE_ENUM_VALUE (GENKAN_OPERATION_TRIGGER_SCHEDULED, "scheduled"))

/* "unknown" is what a database written by a later Genkan can hold: shown, never asserted on. */
static const char *
enum_to_nick (GType type,
              int   value)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);
  const GEnumValue *found = g_enum_get_value ((GEnumClass *) klass, value);

  return found != NULL ? found->value_nick : "unknown";
}

/**
 * genkan_record_state_to_nick:
 * @state: a value, also one that is unknown here
 *
 * Returns: its word for programs, never translated
 */
const char *
genkan_record_state_to_nick (GenkanRecordState state)
{
  return enum_to_nick (GENKAN_TYPE_RECORD_STATE, state);
}

/**
 * genkan_operation_type_to_nick:
 * @type: a value, also one that is unknown here
 *
 * Returns: its word for programs, never translated
 */
const char *
genkan_operation_type_to_nick (GenkanOperationType type)
{
  return enum_to_nick (GENKAN_TYPE_OPERATION_TYPE, type);
}

/**
 * genkan_operation_status_to_nick:
 * @status: a value, also one that is unknown here
 *
 * Returns: its word for programs, never translated
 */
const char *
genkan_operation_status_to_nick (GenkanOperationStatus status)
{
  return enum_to_nick (GENKAN_TYPE_OPERATION_STATUS, status);
}

/**
 * genkan_operation_trigger_to_nick:
 * @trigger: a value, also one that is unknown here
 *
 * Returns: its word for programs, never translated
 */
const char *
genkan_operation_trigger_to_nick (GenkanOperationTrigger trigger)
{
  return enum_to_nick (GENKAN_TYPE_OPERATION_TRIGGER, trigger);
}

static const char *const severities[GENKAN_N_SEVERITIES] = {
  [GENKAN_SEVERITY_INFO] = "Info",
  [GENKAN_SEVERITY_LOW] = "Low",
  [GENKAN_SEVERITY_MEDIUM] = "Medium",
  [GENKAN_SEVERITY_HIGH] = "High",
  [GENKAN_SEVERITY_CRITICAL] = "Critical",
};

static const char *const severity_nicks[GENKAN_N_SEVERITIES] = {
  "info", "low", "medium", "high", "critical",
};

static const char *const finding_states[GENKAN_N_FINDING_STATES] = {
  [GENKAN_FINDING_OPEN] = "open",
  [GENKAN_FINDING_CLOSED] = "closed",
  [GENKAN_FINDING_FALSE_POSITIVE] = "false-positive",
  [GENKAN_FINDING_RISK_ACCEPTED] = "risk-accepted",
  [GENKAN_FINDING_OUT_OF_SCOPE] = "out-of-scope",
  [GENKAN_FINDING_INACTIVE] = "inactive",
};

/**
 * genkan_severity_to_nick:
 * @severity: a value, also one that is unknown here
 *
 * Returns: its word for programs, never translated
 */
const char *
genkan_severity_to_nick (GenkanSeverity severity)
{
  return severity < GENKAN_N_SEVERITIES ? severity_nicks[severity] : "unknown";
}

/**
 * genkan_severity_to_dojo:
 * @severity: a severity
 *
 * Returns: DefectDojo's word for it
 */
const char *
genkan_severity_to_dojo (GenkanSeverity severity)
{
  return severity < GENKAN_N_SEVERITIES ? severities[severity] : severities[0];
}

/**
 * genkan_severity_from_text:
 * @text: (nullable): a word, in any case; DefectDojo's, or one that means the same
 * @ret_severity: (out): the severity
 *
 * Returns: whether it is one
 */
gboolean
genkan_severity_from_text (const char     *text,
                           GenkanSeverity *ret_severity)
{
  for (guint i = 0; text != NULL && i < GENKAN_N_SEVERITIES; i++)
    if (g_ascii_strcasecmp (text, severities[i]) == 0)
      {
        *ret_severity = i;
        return TRUE;
      }

  if (text == NULL || (g_ascii_strcasecmp (text, "informational") != 0
                       && g_ascii_strcasecmp (text, "none") != 0))
    return FALSE;

  *ret_severity = GENKAN_SEVERITY_INFO;

  return TRUE;
}

/**
 * genkan_finding_state_to_nick:
 * @state: a value, also one that is unknown here
 *
 * Returns: its word for programs, never translated
 */
const char *
genkan_finding_state_to_nick (GenkanFindingState state)
{
  return state < GENKAN_N_FINDING_STATES ? finding_states[state] : "unknown";
}

/**
 * genkan_delivery_outcome_to_nick:
 * @outcome: a value, also one that is unknown here
 *
 * Returns: its word for programs, never translated
 */
const char *
genkan_delivery_outcome_to_nick (GenkanDeliveryOutcome outcome)
{
  static const char *const nicks[] = { "delivered", "unchanged", "refused", "stale" };

  return outcome >= 0 && outcome < (int) G_N_ELEMENTS (nicks) ? nicks[outcome] : "none";
}
