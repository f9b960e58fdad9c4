/* genkan-sandbox-rows.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-sql-box.h"
#include "genkan-sandbox.h"

G_BEGIN_DECLS

gboolean genkan_sandbox_step_rows (GenkanSqlBox           *database,
                                   const GenkanOutput     *output,
                                   sqlite3_stmt           *statement,
                                   GenkanRowBatchBuilder  *builder,
                                   guint                   first_row,
                                   GError                **error);

G_END_DECLS
