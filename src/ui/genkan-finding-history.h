/* genkan-finding-history.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "genkan-store.h"

G_BEGIN_DECLS

/* What happened to a Finding, as a row that can be expanded. */
GtkWidget *genkan_finding_history_new (GenkanStore *store,
                                       gint64       finding_id);

G_END_DECLS
