/* genkan-asset-rows.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void genkan_asset_rows_append (GListStore *items,
                               GPtrArray  *results);

G_END_DECLS
