/* genkan-records-decide.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-store-records.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void genkan_records_decide (GenkanStore           *store,
                            GtkWidget             *from,
                            GArray                *ids,
                            const char            *name,
                            const GenkanDecision  *decision);

G_END_DECLS
