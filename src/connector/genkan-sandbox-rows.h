/* genkan-sandbox-rows.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-plain-columns.h"
#include "genkan-sql-box.h"
#include "genkan-sandbox.h"

G_BEGIN_DECLS

gboolean genkan_sandbox_step_rows (GenkanSqlBox           *database,
                                   const GenkanOutput     *output,
                                   sqlite3_stmt           *statement,
                                   GenkanRowBatchBuilder  *builder,
                                   guint                   first_row,
                                   GError                **error);
gboolean genkan_sandbox_item_rows (GenkanSqlBox           *database,
                                   const GenkanOutput     *output,
                                   sqlite3_stmt           *statement,
                                   GenkanRowBatchBuilder  *builder,
                                   guint                   first_row,
                                   GError                **error);
gboolean genkan_sandbox_plain_rows (GenkanSqlBox               *database,
                                    const GenkanOutput         *output,
                                    const GenkanPlainColumns   *plain,
                                    sqlite3_stmt               *statement,
                                    GenkanRowBatchBuilder      *builder,
                                    guint                       first_row,
                                    gboolean                   *ret_fits,
                                    GError                    **error);

G_END_DECLS
