/* genkan-survey.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The JSON paths in the SELECTs of a connector, and which of them have met nothing.
 */

#pragma once

#include "genkan-connector.h"
#include "genkan-coverage.h"

G_BEGIN_DECLS

GPtrArray *genkan_survey_dup_unmet (GenkanConnector *connector,
                                    GenkanCoverage  *coverage);

G_END_DECLS
