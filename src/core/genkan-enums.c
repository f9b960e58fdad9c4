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
                    G_DEFINE_ENUM_VALUE (GENKAN_OPERATION_TYPE_SYNC, "sync"))

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

const char *
genkan_record_state_to_nick (GenkanRecordState state)
{
  return enum_to_nick (GENKAN_TYPE_RECORD_STATE, state);
}

const char *
genkan_operation_type_to_nick (GenkanOperationType type)
{
  return enum_to_nick (GENKAN_TYPE_OPERATION_TYPE, type);
}

const char *
genkan_operation_status_to_nick (GenkanOperationStatus status)
{
  return enum_to_nick (GENKAN_TYPE_OPERATION_STATUS, status);
}

const char *
genkan_operation_trigger_to_nick (GenkanOperationTrigger trigger)
{
  return enum_to_nick (GENKAN_TYPE_OPERATION_TRIGGER, trigger);
}
