/* genkan-result-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-result-item.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_RESULT_ROW (genkan_result_row_get_type ())

/**
 * GenkanResultRow:
 *
 * Shows one #GenkanResultItem after the other. The buttons' actions are those of
 * #GenkanSyncResults.
 */
G_DECLARE_FINAL_TYPE (GenkanResultRow, genkan_result_row, GENKAN, RESULT_ROW, AdwBin)

GtkWidget *genkan_result_row_new  (void);
void       genkan_result_row_bind (GenkanResultRow  *self,
                                   GenkanResultItem *item);

G_END_DECLS
