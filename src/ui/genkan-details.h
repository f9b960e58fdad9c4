/* genkan-details.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-report.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_DETAILS (genkan_details_get_type ())

/**
 * GenkanDetails:
 *
 * A page that says how something ended: what happened, what to try, and the details to copy.
 */
G_DECLARE_FINAL_TYPE (GenkanDetails, genkan_details, GENKAN, DETAILS, GtkWidget)

void       genkan_details_present (GtkWidget    *from,
                                   GenkanReport *report);

G_END_DECLS
