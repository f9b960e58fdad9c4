/* genkan-finding-details.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-finding.h"
#include "genkan-store.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_FINDING_DETAILS (genkan_finding_details_get_type ())

/**
 * GenkanFindingDetails:
 *
 * All that is known of a Finding, to read and to copy.
 */
G_DECLARE_FINAL_TYPE (GenkanFindingDetails, genkan_finding_details, GENKAN, FINDING_DETAILS, GtkWidget)

void       genkan_finding_details_present (GtkWidget     *from,
                                           GenkanStore   *store,
                                           GenkanFinding *finding);

G_END_DECLS
