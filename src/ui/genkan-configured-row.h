/* genkan-configured-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-connection-item.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_CONFIGURED_ROW (genkan_configured_row_get_type ())

/* A Connection on the Connectors page: label, tool, how its last Operation went and when, and
 * what waits for a person. Opens the Connection. */
G_DECLARE_FINAL_TYPE (GenkanConfiguredRow, genkan_configured_row, GENKAN, CONFIGURED_ROW, AdwActionRow)

GtkWidget *genkan_configured_row_new (GenkanConnectionItem *item);

G_END_DECLS
