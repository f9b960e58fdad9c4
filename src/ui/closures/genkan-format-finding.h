/* genkan-format-finding.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-enums.h"

G_BEGIN_DECLS

const char *genkan_format_severity       (GenkanSeverity     severity);
const char *genkan_format_severity_icon  (GenkanSeverity     severity);
const char *genkan_format_severity_class (GenkanSeverity     severity);
const char *genkan_format_finding_state  (GenkanFindingState state);
char       *genkan_format_minimum        (int                minimum);

G_END_DECLS
