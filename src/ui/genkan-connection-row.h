/* genkan-connection-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-connection-item.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_CONNECTION_ROW (genkan_connection_row_get_type ())

/* A Connection in the sidebar: its health, its name, what waits for a person, and a thin bar
 * while an Operation runs. */
G_DECLARE_FINAL_TYPE (GenkanConnectionRow, genkan_connection_row, GENKAN, CONNECTION_ROW, GtkListBoxRow)

GtkWidget            *genkan_connection_row_new      (GenkanConnectionItem *item);
GenkanConnectionItem *genkan_connection_row_get_item (GenkanConnectionRow  *self);

G_END_DECLS
