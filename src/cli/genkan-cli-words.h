/* genkan-cli-words.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-enums.h"

G_BEGIN_DECLS

/* For people, translated. */
const char *genkan_cli_describe_state         (GenkanRecordState      state);
const char *genkan_cli_describe_type          (GenkanOperationType    type);
const char *genkan_cli_describe_status        (GenkanOperationStatus  status);
const char *genkan_cli_describe_trigger       (GenkanOperationTrigger trigger);
const char *genkan_cli_describe_outcome       (GenkanOutcome          outcome);
const char *genkan_cli_describe_delivery      (GenkanDeliveryOutcome  outcome);
const char *genkan_cli_describe_severity      (GenkanSeverity         severity);
const char *genkan_cli_describe_finding_state (GenkanFindingState     state);

G_END_DECLS
