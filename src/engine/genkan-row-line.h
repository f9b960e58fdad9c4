/* genkan-row-line.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-row-batch.h"

G_BEGIN_DECLS

char *genkan_row_dup_line (const char     *scope,
                           const char     *sink,
                           GenkanRowBatch *rows,
                           guint           row);

G_END_DECLS
