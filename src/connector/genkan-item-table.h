/* genkan-item-table.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-sql-box.h"

G_BEGIN_DECLS

int genkan_item_table_register (GenkanSqlBox *database);

G_END_DECLS
