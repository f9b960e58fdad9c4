/* genkan-minimum-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-store.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_MINIMUM_ROW (genkan_minimum_row_get_type ())

/* Which Findings of a Record are kept. */
G_DECLARE_FINAL_TYPE (GenkanMinimumRow, genkan_minimum_row, GENKAN, MINIMUM_ROW, AdwComboRow)

void genkan_minimum_row_show (GenkanMinimumRow *self,
                              GenkanStore      *store,
                              gint64            record_id);

G_END_DECLS
